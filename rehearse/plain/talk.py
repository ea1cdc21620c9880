"""The conversation: lines said on standard output, lines entered on standard input, nothing else."""

import os
from collections.abc import Callable
from textwrap import fill
from typing import Final, TextIO

from rehearse.domain.text import clean
from rehearse.plain.lines import Ended, Lines

TICK: Final = 0.25
"""Seconds between looks at the clocks while nothing is entered; what they say is always read from the clock itself."""
BELL: Final = b"\a"
_TYPOGRAPHIC: Final = str.maketrans({"“": '"', "”": '"', "’": "'", "–": "-", "—": "-", "…": "...", "×": "x"})
"""What stands in place of signs that an output without Unicode cannot write."""


def _nothing() -> str:
    """Give nothing to say."""
    return ""


def _width(stream: TextIO) -> int:
    """Give the columns of a terminal; 0 where they are not known, as in a pipe."""
    try:
        return os.get_terminal_size(stream.fileno()).columns if stream.isatty() else 0
    except (OSError, ValueError):
        return 0


def _at_words(line: str, width: int) -> str:
    """Break a line between words: a terminal breaks it inside of them, and a screen reader reads the halves."""
    return fill(line, width - 1, break_long_words=False, break_on_hyphens=False) if width > 1 else line


class Left(Exception):  # noqa: N818 (no error: somebody leaves)
    """The user leaves; what was entered is kept."""


class Talk:
    """Says lines and asks for lines.

    `out` gets everything that is said. Prompts are written only where somebody types, and to `prompts` then: a
    transcript has no use for them. Escape sequences and control characters never pass; `bell` lets the terminal's bell
    ring with what is said at once.
    """

    def __init__(self, lines: Lines, out: TextIO, prompts: TextIO, *, bell: bool = False) -> None:
        self.lines = lines
        self._bell = bell
        self._out = out
        self._prompts = out if out.isatty() else prompts
        self._open = False
        self._later: list[str] = []
        self._gone = False

    def say(self, *texts: str) -> None:
        """Say something, each text on a line of its own; line breaks in it stay."""
        if self._open:
            self._open = False
            self._write(self._prompts, "\n")
        width = _width(self._out)
        for text in texts:
            for line in clean(text).split("\n"):
                self._write(self._out, f"{_at_words(line, width)}\n")

    def later(self, text: str) -> None:
        """Say something before the next prompt: not while somebody types."""
        if text not in self._later:
            self._later.append(text)

    async def ask(self, prompt: Callable[[], str], watch: Callable[[], str] = _nothing) -> str:
        """Prompt for a line and give it. `Left` when the input has ended.

        While nothing is entered `watch` is called a few times a second; what it gives is said at once.
        """
        shown = ""
        while True:
            self.say_what_waits()
            if (text := prompt()) != shown:
                self._prompt(text)
            shown = text
            try:
                line = await self.lines.next(TICK)
                while line is None and not (said := watch()):
                    line = await self.lines.next(TICK)
            except Ended:
                raise Left from None
            if line is not None:
                break
            self.say(said)
            if self._bell and self.lines.typed:
                self._prompts.buffer.write(BELL)  # past the door that takes control characters out
                self._prompts.flush()
        self._open = False
        if self.lines.cut_short(line):
            self.later(
                "That line is as long as the terminal allows; its end may be missing. Shorter lines are safe."
            )
        return line

    def say_what_waits(self) -> None:
        """Say what was put off."""
        waiting, self._later = self._later, []
        self.say(*waiting)

    def _prompt(self, text: str) -> None:
        if self.lines.typed:
            self._write(self._prompts, f"{clean(text)} ")
            self._open = True

    def _write(self, stream: TextIO, text: str) -> None:
        if self._gone:
            return
        encoding = stream.encoding or "utf-8"
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            text = text.translate(_TYPOGRAPHIC).encode(encoding, "replace").decode(encoding)
        try:
            stream.write(text)
            stream.flush()
        except OSError:
            # Nobody reads any more: a closed pipe, a terminal that is gone. The interpreter flushes again at its end.
            self._gone = True
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            raise Left from None
