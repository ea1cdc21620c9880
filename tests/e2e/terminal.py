"""The real program in a real pseudo-terminal, and the screen a person would see there."""

import contextlib
import os
import select
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pexpect
import pyte

ENTER, ESCAPE, CTRL_N, CTRL_Q, CTRL_S = "\r", "\x1b", "\x0e", "\x11", "\x13"
"""Keys as a terminal sends them."""
PATIENCE = 30.0
"""Seconds after which something that should be on the screen is not going to be."""


class EndedError(AssertionError):
    """The program ended while something was waited for."""


class Terminal:
    """A child in a pseudo-terminal of a given size; its bytes are kept and drawn."""

    def __init__(
        self, words: list[str], *, columns: int = 120, rows: int = 36, through: Sequence[str] = ()
    ) -> None:
        program = [*through, sys.executable, "-m", "rehearse", *words]
        self.screen = pyte.Screen(columns, rows)
        self.raw = b""
        self._stream = pyte.ByteStream(self.screen)
        self._child = pexpect.spawn(
            program[0],
            program[1:],
            dimensions=(rows, columns),
            env=dict(os.environ),
            timeout=PATIENCE,
        )
        self.found = self.attributes()
        self.left: list[object] = []

    @property
    def pid(self) -> int:
        """Give the process id of the program."""
        return int(self._child.pid)

    @property
    def runs(self) -> bool:
        """Tell whether the program still runs."""
        return bool(self._child.isalive())

    @property
    def text(self) -> str:
        """Give what stands on the screen."""
        return "\n".join(self.screen.display)

    @property
    def prose(self) -> str:
        """Give the sentences of notices and boxes in one piece: where their lines break depends on paths they name."""
        lines = (line.rpartition("▌")[2].strip(" │") for line in self.screen.display)
        return " ".join(filter(None, lines))

    @property
    def said(self) -> str:
        """Give everything that was written so far, as text."""
        return self.raw.decode(errors="replace").replace("\r", "")

    def press(self, keys: str) -> None:
        """Send keys as a terminal sends them."""
        self._child.send(keys)

    def wait_for(self, wanted: str | Callable[[], object], what: str = "") -> None:
        """Read until some words stand on the screen, or something holds."""
        end = time.monotonic() + PATIENCE
        holds = (lambda: wanted in self.text) if isinstance(wanted, str) else wanted
        while not holds():
            late, goes_on = time.monotonic() > end, self._read()
            if (late or not goes_on) and not holds():
                kind = AssertionError if goes_on else EndedError
                raise kind(f"waited in vain for {what or wanted!r}:\n{self.text}")

    def look(self, most: int = 65536) -> bool:
        """Read what has come meanwhile, up to some bytes; tell whether the program still has its terminal."""
        return self._read(0, most)

    def wait_for_end(self) -> int:
        """Read until the program has ended and give its exit status."""
        late = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < late, f"waited in vain for the end:\n{self.text}"
        # The terminal is let go of a moment before the process ends; closing at once would hang up on it.
        self._child.wait()
        self.left = self.attributes()
        self._child.close()
        return int(
            self._child.exitstatus if self._child.exitstatus is not None else -self._child.signalstatus
        )

    def attributes(self) -> list[object]:
        """Give how the terminal is set now; `found` is how it was before the program began, `left` how it was left."""
        return termios.tcgetattr(self._child.child_fd)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, of which the program is told."""
        self.screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    def send(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> int:
        """Close the terminal's window while the program runs, and give its exit status."""
        os.close(self._child.child_fd)
        with open_pidfd(self.pid) as ended:
            assert select.select([ended], [], [], PATIENCE)[0], "the program outlives its terminal"
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def kill(self) -> None:
        """End the program as a power cut would, if it still runs."""
        if self.runs:
            os.kill(self.pid, signal.SIGKILL)
            self._child.wait()
        self._child.close()

    def close(self) -> None:
        """Leave nothing behind."""
        with contextlib.suppress(Exception):
            self._child.close(force=True)

    def _read(self, patience: float = 0.2, most: int = 65536) -> bool:
        try:
            piece = self._child.read_nonblocking(most, timeout=patience)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += piece
        # pyte knows no private-mode queries with a ">" or "=": they draw nothing
        self._stream.feed(_drawable(piece))
        return True


def _drawable(piece: bytes) -> bytes:
    import re

    return re.sub(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]", b"", piece)


def children(pid: int) -> list[int]:
    """List the processes that a process has started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


@contextlib.contextmanager
def open_pidfd(pid: int) -> Iterator[int]:
    """Watch a process: the descriptor can be read once it has ended."""
    watched = os.pidfd_open(pid)
    try:
        yield watched
    finally:
        os.close(watched)


@contextlib.contextmanager
def terminal(
    data: Path, *words: str, columns: int = 120, rows: int = 36, through: Sequence[str] = ()
) -> Iterator[Terminal]:
    """Run the program with its data in a folder, `through` another one; it is ended afterwards whatever happens."""
    opened = Terminal(["--data-dir", str(data), *words], columns=columns, rows=rows, through=through)
    try:
        yield opened
    finally:
        opened.close()
