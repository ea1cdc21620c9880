"""What commands write: nothing that could steer a terminal gets onto it, wherever the words came from."""

import io
import os
import re
import sys
from typing import Final, TextIO

from rehearse.domain.text import clean

_BYTES: Final = re.compile("[\udc80-\udcff]")
"""How Python holds the bytes of a file's name that are no UTF-8."""


class CleanOutput(io.TextIOWrapper):
    """A stream that leaves control characters out; JSON, which spells them, is what keeps them."""

    def write(self, text: str) -> int:
        """Write what is harmless of a text."""
        super().write(clean(_BYTES.sub(lambda found: f"\\x{ord(found[0]) - 0xDC00:02x}", text)))
        return len(text)


def guard() -> None:
    """Let everything that commands say from here on pass `clean`, on a terminal as into a pipe or a file.

    The app draws on streams of its own (`sys.__stderr__`), and so does a bar of progress: these get UTF-8 alone.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    sys.stdout, sys.stderr = _clean(sys.stdout), _clean(sys.stderr)


def _clean(stream: TextIO) -> TextIO:
    if isinstance(stream, CleanOutput) or not isinstance(
        stream, io.TextIOWrapper
    ):  # closed, or somebody else's
        return stream
    # whatever the locale says: an export is read as UTF-8 again, on this machine or another
    return CleanOutput(
        stream.buffer, "utf-8", errors="backslashreplace", line_buffering=stream.line_buffering
    )


def let_go() -> None:
    """Write nowhere from here on: whoever read the output has gone, and has what it wanted."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
