"""Whole processes as a person starts them: in a pseudo-terminal or not, with the time and the processor they take."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60.0
"""Seconds after which what should be on the screen is not going to be."""
COLUMNS, ROWS = 120, 36
REHEARSE = str(Path(sys.executable).parent / "rehearse")


@dataclass(frozen=True)
class Cost:
    """Milliseconds on the wall and of processor time."""

    wall: float
    cpu: float


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """Give an environment in which nothing of the user's is found: no settings, no data, no models."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "REHEARSE_", "HF_"))
    }
    return kept | {"HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"} | more


def run(command: Sequence[str], home: Path) -> Cost:
    """Run a command to its end, what it writes thrown away."""
    begun = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=surroundings(home))
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}")
    return Cost((time.perf_counter() - begun) * 1000, (used.ru_utime + used.ru_stime) * 1000)


def resident(pid: int) -> float:
    """Give a process's memory in MiB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def processor_seconds(pid: int) -> float:
    """Give the processor time a process took so far."""
    spent = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")


class Screen:
    """A program in a pseudo-terminal; its bytes are looked at as they come and never drawn."""

    def __init__(self, command: Sequence[str], home: Path, **environment: str) -> None:
        self.begun = time.perf_counter()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            environment = surroundings(home, **environment)
            os.execve(command[0], list(command), environment)  # noqa: S606 (a pseudo-terminal has no other way)
        self.heard = b""
        self._ended = False

    def read(self, seconds: float) -> bytes:
        """Give what comes within some seconds, as soon as anything comes."""
        if not select.select([self._terminal], [], [], max(seconds, 0))[0]:
            return b""
        try:
            piece = os.read(self._terminal, 65536)
        except OSError:
            raise SystemExit(f"the program ended:\n{self.heard[-300:]!r}") from None
        self.heard += piece
        return piece

    def until(self, wanted: bytes, since: int = 0) -> float:
        """Read until some bytes came after a place in what was heard; give the moment of that."""
        end = time.perf_counter() + PATIENCE
        while wanted not in self.heard[since:]:
            if time.perf_counter() > end:
                raise SystemExit(f"waited in vain for {wanted!r}:\n{self.heard[-300:]!r}")
            self.read(0.5)
        return time.perf_counter()

    def listen(self, seconds: float) -> None:
        """Read for so long."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)

    def press(self, keys: str) -> int:
        """Send keys; give the place in what was heard before them."""
        place = len(self.heard)
        os.write(self._terminal, keys.encode())
        return place

    def kill(self) -> float:
        """End the program at once; give the milliseconds of processor time it took."""
        if self._ended:
            return 0.0
        self._ended = True
        os.kill(self.pid, signal.SIGKILL)
        _, _, used = os.wait4(self.pid, 0)
        os.close(self._terminal)
        return (used.ru_utime + used.ru_stime) * 1000


def pasted(text: str) -> str:
    """Give a text as a terminal sends what is pasted: all at once."""
    return f"\x1b[200~{text}\x1b[201~"


def painted(command: Sequence[str], home: Path, wanted: bytes) -> Cost:
    """Start a program in a terminal; give what it took until some bytes stood there."""
    screen = Screen(command, home)
    seen = screen.until(wanted)
    return Cost((seen - screen.begun) * 1000, screen.kill())
