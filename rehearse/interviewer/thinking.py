"""Thoughts that some models write down before they speak: taken out of the stream, never shown, never graded."""

from typing import Final

_PAIRS: Final = (
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("<reasoning>", "</reasoning>"),
    ("[THINK]", "[/THINK]"),
)
_LONGEST: Final = max(len(mark) for pair in _PAIRS for mark in pair)


class ThoughtFilter:
    """Takes text as it comes and gives what is meant for the reader; a mark may be split anywhere."""

    def __init__(self) -> None:
        self._held = ""
        self._closing = ""
        self._spoken = False

    def read(self, text: str) -> str:
        """Take more text; give what can be shown so far."""
        self._held += text
        shown = ""
        while True:
            if self._closing:
                place = self._held.find(self._closing)
                if place < 0:
                    self._held = self._held[-_LONGEST:]
                    break
                self._held = self._held[place + len(self._closing) :]
                self._closing = ""
                continue
            found = [(self._held.find(mark), mark, end) for mark, end in _PAIRS if mark in self._held]
            if not found:
                kept = _might_begin(self._held)
                shown += self._held[: len(self._held) - kept]
                self._held = self._held[len(self._held) - kept :]
                break
            place, mark, self._closing = min(found)
            shown += self._held[:place]
            self._held = self._held[place + len(mark) :]
        return self._trimmed(shown)

    def end(self) -> str:
        """Give what was still held; an open thought is dropped."""
        rest = "" if self._closing else self._held
        self._held = ""
        return self._trimmed(rest)

    def _trimmed(self, shown: str) -> str:
        """Drop the empty lines that follow a thought, before the first word."""
        shown = shown if self._spoken else shown.lstrip()
        self._spoken = self._spoken or bool(shown)
        return shown


def _might_begin(text: str) -> int:
    """Count the characters at the end that could be the start of a mark."""
    for length in range(min(_LONGEST - 1, len(text)), 0, -1):
        if any(mark.startswith(text[-length:]) for mark, _ in _PAIRS):
            return length
    return 0
