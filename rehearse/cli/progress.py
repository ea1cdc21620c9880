"""How far long work has come, on standard error: only where that is a terminal, and only when it does take long."""

import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, BinaryIO, Final, cast

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

AFTER: Final = 0.5
"""Seconds of work from which something is shown: what flashes by says nothing."""
STEPS: Final = 1000
"""Into how many steps a bar is divided."""
Shown = Callable[[float], None]


@contextmanager
def progress(label: str) -> Iterator[Shown]:
    """Give what draws how far something has come, from 0 to 1; it draws nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    bar = _Bar(label)
    try:
        yield bar.show
    finally:
        bar.close()


class _Bar:
    """A bar that appears once its work has taken a while."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._from = time.monotonic() + AFTER
        self._bar: ProgressBar[int] | None = None

    def show(self, fraction: float) -> None:
        """Draw how far it has come."""
        if self._bar is None and time.monotonic() >= self._from:
            # a bar draws with control characters, which the guarded streams leave out
            self._bar = click.progressbar(
                length=STEPS, label=self._label, file=sys.__stderr__, show_eta=False
            )
        if self._bar is not None:
            self._bar.update(round(STEPS * min(max(fraction, 0.0), 1.0)) - self._bar.pos)

    def close(self) -> None:
        """Leave the bar as it stands, and go to the next line."""
        if self._bar is not None:
            self._bar.render_finish()


@contextmanager
def busy(label: str) -> Iterator[None]:
    """Say what is going on while something is done in one piece; the line is gone afterwards."""
    stream, written = sys.__stderr__, list[str]()
    if stream is None or not sys.stderr.isatty():
        yield
        return

    def write(text: str) -> None:
        stream.write(text)
        stream.flush()
        written.append(text)

    timer = Timer(AFTER, write, [f"{label} …"])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        if written:
            write("\r\x1b[2K")


class WatchedFile(io.BufferedReader):
    """A file that tells how far it was read, line by line."""

    def __init__(self, file: BinaryIO, show: Shown) -> None:
        super().__init__(cast("io.RawIOBase", file))
        self._show = show
        self._size = max(os.fstat(file.fileno()).st_size, 1)
        self._read = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        """Read a line and tell it."""
        line = super().readline(size)
        self._read += len(line)
        self._show(self._read / self._size)
        return line
