"""The child's descriptors: two pipes to the app, and whatever llama.cpp prints led away from the terminal.

llama.cpp and its binding write to descriptors 1 and 2 whenever they like, the binding even redirects both while
loading. So the protocol gets descriptors of its own, and 0, 1 and 2 lead away from the terminal.
"""

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from rehearse.interviewer.first_line import LINE_LIMIT

LOG: Final = "REHEARSE_WORKER_LOG"
"""The environment variable with the file for what llama.cpp prints; without it that goes nowhere."""
_LOG_LIMIT: Final = 1024 * 1024


class Channel:
    """The two pipes to the app, one line a message; sending is safe from any thread."""

    def __init__(self, source: BinaryIO, target: BinaryIO) -> None:
        self._source = source
        self._target = target
        self._lock = threading.Lock()

    @classmethod
    def take(cls) -> "Channel":
        """Move the protocol to descriptors of its own and lead 0, 1 and 2 to the log file."""
        source = os.fdopen(os.dup(0), "rb")
        target = os.fdopen(os.dup(1), "wb", buffering=0)
        null = os.open(os.devnull, os.O_RDWR)
        log = _open_log(os.environ.get(LOG), null)
        os.dup2(null, 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        for spare in {null, log}:
            os.close(spare)
        return cls(source, target)

    def lines(self) -> Iterator[bytes]:
        """Read until the app closes its end; a line that is too long is given in pieces."""
        while line := self._source.readline(LINE_LIMIT + 1):
            yield line

    def send(self, line: bytes) -> None:
        """Send one line; when the app is gone, end."""
        try:
            with self._lock:
                view = memoryview(line)
                while view:
                    view = view[self._target.write(view) :]
        except OSError:
            os._exit(0)


def _open_log(file: str | None, otherwise: int) -> int:
    if not file:
        return otherwise
    try:
        Path(file).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        log = os.open(file, flags, 0o600)
        if os.fstat(log).st_size > _LOG_LIMIT:
            os.ftruncate(log, 0)
    except OSError:
        return otherwise
    return log
