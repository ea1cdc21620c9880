"""The child process as the app sees it: taken over once it was begun, spoken to line by line, ended."""

import asyncio
import logging
import os
import signal
import subprocess
from typing import Final

from rehearse.interviewer.first_line import LINE_LIMIT, ProtocolError
from rehearse.interviewer.head_start import Begun
from rehearse.interviewer.protocol import Command, Event, read_event, write

log = logging.getLogger(__name__)

_MOST_WRONG: Final = 100
"""Lines without an event in between that are passed over; then it is no child of ours that speaks."""
_REAPING: Final = 2.0
"""Seconds a child that closed its end gets to end by itself."""


class ChildEndedError(Exception):
    """The child closed its end; the text is a signal's name or `exit N`."""


class Child:
    """A running child process; use `Child.take_over`."""

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
    async def take_over(cls, begun: Begun) -> "Child":
        """Speak with a child from now on, inside the event loop; one that cannot be spoken with is ended."""
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit=LINE_LIMIT)
        source = os.fdopen(begun.from_child, "rb", buffering=0)
        target = os.fdopen(begun.to_child, "wb", buffering=0)
        reading: asyncio.BaseTransport | None = None
        try:
            reading, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), source)
            writing, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, target)
        except BaseException:  # the app may give the model up in between
            begun.process.kill()
            # A pipe that the loop listens to is closed by its transport: else the loop would stay deaf to the next
            # child's, which gets the same number.
            (reading or source).close()
            target.close()
            await asyncio.shield(asyncio.to_thread(begun.process.wait))
            raise
        return cls(begun.process, reader, (reading, writing))

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
