"""The proof that nothing leaves the machine: try it, look at what is open, watch the system calls where possible."""

import contextlib
import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rehearse.offline import NetworkError, seal

_ADDRESS: Final = "192.0.2.1"
"""An address of the block that is set aside for documentation; nobody answers there."""
_TRIES: Final[dict[str, Callable[[], object]]] = {
    "TCP": lambda: socket.create_connection((_ADDRESS, 443), timeout=1),
    "UDP": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "IPv6": lambda: socket.socket(socket.AF_INET6),
    "a name lookup": lambda: socket.getaddrinfo("example.org", 443),
}
_CHILD: Final = "import sys; sys.path[:] = {path!r}; from rehearse.cli.proof import tried; print(tried())"
_TABLES: Final = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")
_NETWORK_CALL: Final = re.compile(r"AF_(?!UNIX|UNSPEC|LOCAL)[A-Z0-9]+")
ANSWER: Final = {
    "id": "proof",
    "text": "A ranking service timed out at peak hours. I cut the feature set in half and latency fell by 40 %.",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """What was tried or looked at, and what was seen; `holds` is None where nothing could be looked at."""

    about: str
    text: str
    holds: bool | None


def proofs() -> Iterator[Proof]:
    """Give one proof after the other; some take a second or two."""
    seal()
    yield _refused("this program", tried())
    yield _refused("a child process", _tried_in_child())
    yield _open_here()
    yield _watched()


def tried() -> str:
    """Try every way to a network; give the names of those that were not refused, '' when all were."""
    seal()
    return ", ".join(name for name, attempt in _TRIES.items() if not _is_refused(attempt))


def _is_refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except NetworkError:
        return True
    except OSError:  # the system said no; that is no proof of ours
        return False
    return False


def _tried_in_child() -> str:
    code = _CHILD.format(path=sys.path)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return run.stdout.strip() if run.returncode == 0 else "the child could not be started"


def _refused(about: str, left: str) -> Proof:
    if left:
        return Proof(about, f"not refused: {left}", holds=False)
    return Proof(about, f"{', '.join(_TRIES)}: each was tried and refused", holds=True)


def _open_here() -> Proof:
    """Look at this process's own descriptors: is one of them a network socket?"""
    table = Path("/proc/self")
    if not (table / "fd").is_dir():
        return Proof("open sockets", "this system does not list them; nothing was looked at", holds=None)
    network: set[str] = set()
    for name in _TABLES:
        file = table / "net" / name
        if file.is_file():
            network |= {line.split()[9] for line in file.read_text().splitlines()[1:]}
    open_now = []
    for each in (table / "fd").iterdir():
        with contextlib.suppress(OSError):  # the look itself opens one that is gone again
            open_now.append(str(each.readlink()))
    found = [each for each in open_now if each.startswith("socket:[") and each[8:-1] in network]
    text = f"{len(open_now)} descriptors are open, {len(found)} of them network sockets"
    return Proof("open sockets", text, holds=not found)


def _watched() -> Proof:
    """Let strace watch the system calls of a critique, from the start of the program to its end."""
    strace = shutil.which("strace")
    if strace is None:
        return Proof("system calls", "not watched: strace is not installed here", holds=None)
    with tempfile.TemporaryDirectory() as folder:
        calls = Path(folder) / "calls"
        watch = [strace, "-f", "-qq", "-e", "trace=%network", "-o", str(calls), "--"]
        words = ["-m", "rehearse", "--data-dir", folder, "critique", "--jsonl", "-"]
        run = subprocess.run(
            [*watch, sys.executable, *words],
            input=json.dumps(ANSWER) + "\n",
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            return Proof("system calls", "not watched: strace may not be used here", holds=None)
        lines = calls.read_text(errors="replace").splitlines()
    found = [line for line in lines if _NETWORK_CALL.search(line)]
    text = (
        f"a critique under strace made {len(lines)} calls about sockets, {len(found)} of them for a network"
    )
    return Proof("system calls", text, holds=not found)
