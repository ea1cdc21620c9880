"""What is entered, line by line, without blocking: from a terminal, a pipe, a file or memory."""

import asyncio
import codecs
import io
import os
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Final, TextIO

from rehearse.plain.terminal import LONGEST_LINE, is_terminal, keeping_lines, unentered

PIECE: Final = 65_536
"""Bytes read at once."""
LONGEST: Final = 100_000
"""Characters from which a line is taken as it is: input without line breaks must not fill the memory."""


class Ended(Exception):  # noqa: N818 (no error: somebody has nothing more to say)
    """The input has ended."""


class Lines:
    """Reads lines from a stream, and only while somebody waits for one: what is typed ahead stays in the terminal.

    `typed` tells whether a person types. A terminal edits the line itself, which needs no cursor movement of ours.
    """

    def __init__(self, stream: TextIO) -> None:
        self._fd = _number_of(stream)
        self._decoder = codecs.getincrementaldecoder(stream.encoding or "utf-8")(errors="replace")
        self._lines: deque[str] = deque()
        self._begun = ""
        self._ended = False
        self.typed = is_terminal(self._fd)
        if self._fd is None:
            self._take(stream.read())
            self._end()

    async def next(self, seconds: float | None) -> str | None:
        """Give the next line without its end; None when none was entered in time, which None leaves without limit.

        `Ended` when there will be none.
        """
        if not self._lines and not self._ended and self._fd is not None:
            await self._wait(self._fd, seconds)
        if self._lines:
            return self._lines.popleft()
        if self._ended:
            raise Ended
        return None

    def put_back(self, line: str) -> None:
        """Let a line be the next one again."""
        self._lines.appendleft(line)

    def rest(self) -> list[str]:
        """Give what was entered or typed and not read yet, a half line last; nothing of it comes again."""
        if self._fd is not None and self.typed and not self._ended:
            self._take(self._decoder.decode(unentered(self._fd)))
        found = [*self._lines, *filter(None, [self._begun])]
        self._lines.clear()
        self._begun = ""
        return found

    def kept(self, after_stop: Callable[[float], None]) -> AbstractContextManager[None]:
        """Let nothing that was typed be lost to ctrl+c or ctrl+z; use it around everything that reads.

        `after_stop` is told how many seconds ctrl+z stopped the program for.
        """
        if self._fd is None or not self.typed:
            return nullcontext()
        return keeping_lines(self._fd, lambda: self._lines.extend(self.rest()), after_stop)

    def cut_short(self, line: str) -> bool:
        """Tell whether the terminal may have dropped the end of a line."""
        return self.typed and len(line.encode(errors="replace")) >= LONGEST_LINE

    async def _wait(self, fd: int, seconds: float | None) -> None:
        loop, arrived = asyncio.get_running_loop(), asyncio.Event()
        try:
            loop.add_reader(fd, self._read, fd, arrived)
        except PermissionError:
            # A regular file is always ready, and so it cannot be waited for.
            while not arrived.is_set():
                self._read(fd, arrived)
            return
        try:
            async with asyncio.timeout(seconds):
                await arrived.wait()
        except TimeoutError:
            return
        finally:
            loop.remove_reader(fd)

    def _read(self, fd: int, arrived: asyncio.Event) -> None:
        try:
            piece = os.read(fd, PIECE)
        except OSError:  # a terminal that is gone
            piece = b""
        self._take(self._decoder.decode(piece, final=not piece))
        if not piece:
            self._end()
        if self._lines or self._ended:
            arrived.set()

    def _take(self, text: str) -> None:
        *whole, self._begun = (self._begun + text).split("\n")
        self._lines.extend(line.removesuffix("\r") for line in whole)
        if len(self._begun) > LONGEST:
            self._lines.append(self._begun)
            self._begun = ""

    def _end(self) -> None:
        self._ended = True
        if self._begun:
            self._lines.append(self._begun)
            self._begun = ""


def _number_of(stream: TextIO) -> int | None:
    """Give a stream's descriptor; None for one that lies in memory."""
    try:
        return stream.fileno()
    except (io.UnsupportedOperation, ValueError):
        return None
