"""What a terminal holds of a line that was not entered yet: kept on ctrl+c and ctrl+z, and read when it is left."""

import asyncio
import contextlib
import os
import signal
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

LONGEST_LINE: Final = 4094 if sys.platform == "linux" else 1023
"""Bytes of a line that a terminal takes; what is typed beyond them never arrives."""
_LOCAL, _SPECIAL = 3, 6
"""Places in what `tcgetattr` gives."""


def is_terminal(fd: int | None) -> bool:
    """Tell whether somebody types."""
    return fd is not None and os.isatty(fd)


def unentered(fd: int) -> bytes:
    """Take what was typed and not entered yet out of a terminal; nothing where the terminal is gone."""
    try:
        before = termios.tcgetattr(fd)
        at_once: list[Any] = [*before]
        at_once[_LOCAL] &= ~termios.ICANON
        at_once[_SPECIAL] = [*before[_SPECIAL]]
        at_once[_SPECIAL][termios.VMIN] = at_once[_SPECIAL][termios.VTIME] = 0
        _set(fd, at_once)
        try:
            return os.read(fd, 65_536)
        finally:
            _set(fd, before)
    except (OSError, termios.error):
        return b""


@contextmanager
def keeping_lines(
    fd: int, before_stop: Callable[[], None], after_stop: Callable[[float], None]
) -> Iterator[None]:
    """Let the terminal keep a half-typed line on ctrl+c and ctrl+z.

    Before ctrl+z stops the program, `before_stop` is called: it has to take the line, or the shell would find it.
    `after_stop` is told how many seconds the program stood still.
    """
    try:
        before = termios.tcgetattr(fd)
    except termios.error:
        yield
        return
    keeping: list[Any] = [*before]
    keeping[_LOCAL] |= termios.NOFLSH
    loop = asyncio.get_running_loop()

    def stop() -> None:
        before_stop()
        _set(fd, before)
        loop.remove_signal_handler(signal.SIGTSTP)
        stopped_at = loop.time()
        os.kill(os.getpid(), signal.SIGTSTP)
        after_stop(loop.time() - stopped_at)
        begin()

    def begin() -> None:
        _set(fd, keeping)
        loop.add_signal_handler(signal.SIGTSTP, stop)

    begin()
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGTSTP)
        _set(fd, before)


def _set(fd: int, attributes: list[Any]) -> None:
    """Change a terminal, also from the background, where that would stop the program."""
    handled = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    with contextlib.suppress(termios.error):  # a terminal that is gone
        termios.tcsetattr(fd, termios.TCSANOW, attributes)
    signal.signal(signal.SIGTTOU, handled)
