"""The child process as the app sees it: started, spoken to line by line, ended.

The pipes are made here and not by asyncio, which would use a pair of sockets: the app opens no socket.
"""

import asyncio
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

from rehearse.interviewer.protocol import LINE_LIMIT, Command, Event, ProtocolError, read_event, write

log = logging.getLogger(__name__)

MODULE: Final = "rehearse.interviewer.worker"
_ROOT: Final = Path(__file__).resolve().parents[2]
_MOST_WRONG: Final = 100
"""Lines without an event in between that are passed over; then it is no child of ours that speaks."""
_REAPING: Final = 2.0
"""Seconds a child that closed its end gets to end by itself."""


class ChildEndedError(Exception):
    """The child closed its end; the text is a signal's name or `exit N`."""


class Child:
    """A running child process; use `Child.start`."""

    def __init__(
        self,
        process: "subprocess.Popen[bytes]",
        reader: asyncio.StreamReader,
        pipes: tuple[asyncio.BaseTransport, ...],
    ) -> None:
        self._process = process
        self._reader = reader
        self._pipes = pipes
        self._writer = pipes[1]

    @classmethod
    async def start(cls, log_file: Path | None = None) -> "Child":
        """Start a child whose standard input and output are pipes to this process; `OSError` when it can't."""
        child_in, to_child = os.pipe()
        from_child, child_out = os.pipe()
        try:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", MODULE],
                stdin=child_in,
                stdout=child_out,
                stderr=subprocess.DEVNULL,
                env=_environment(log_file),
                start_new_session=True,  # ctrl+c in the terminal is the app's affair
            )
        except OSError:
            os.close(to_child)
            os.close(from_child)
            raise
        finally:
            os.close(child_in)
            os.close(child_out)
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit=LINE_LIMIT)
        reading, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(from_child, "rb", buffering=0)
        )
        writing, _ = await loop.connect_write_pipe(
            asyncio.BaseProtocol, os.fdopen(to_child, "wb", buffering=0)
        )
        return cls(process, reader, (reading, writing))

    @property
    def pid(self) -> int:
        """Give the process id."""
        return self._process.pid

    def send(self, command: Command) -> None:
        """Send one command; nothing happens when the child has gone, which `receive` will tell."""
        if not self._writer.is_closing() and isinstance(self._writer, asyncio.WriteTransport):
            self._writer.write(write(command))

    async def receive(self) -> Event:
        """Wait for the next event; `ChildEndedError` when there will be none, or when too much is none."""
        for _ in range(_MOST_WRONG):
            try:
                line = await self._reader.readline()
            except ValueError:  # longer than the limit
                raise ChildEndedError("a line without end") from None
            if not line.endswith(b"\n"):
                raise ChildEndedError(await self._cause())
            try:
                return read_event(line)
            except ProtocolError as error:
                log.warning("the model's process said what is no event: %s", error)
        raise ChildEndedError("lines that are no events")

    def kill(self) -> None:
        """End it at once; `close` must still be called."""
        if self._process.poll() is None:
            self._process.kill()

    async def close(self) -> None:
        """End it and give its resources back."""
        for pipe in self._pipes:
            pipe.close()
        self.kill()
        await asyncio.to_thread(self._process.wait)

    async def _cause(self) -> str:
        try:
            code = await asyncio.to_thread(self._process.wait, _REAPING)
        except subprocess.TimeoutExpired:
            self.kill()
            code = await asyncio.to_thread(self._process.wait)
        if code >= 0:
            return f"exit {code}"
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"


def _environment(log_file: Path | None) -> dict[str, str]:
    known = os.environ.get("PYTHONPATH")
    environment = {
        **os.environ,
        "PYTHONPATH": f"{_ROOT}{os.pathsep}{known}" if known else str(_ROOT),
        "GGML_NO_BACKTRACE": "1",
        "REHEARSE_PARENT": str(os.getpid()),
    }
    if log_file is not None:
        environment["REHEARSE_WORKER_LOG"] = str(log_file)
    return environment
