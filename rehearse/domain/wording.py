"""How much a telling repeats earlier ones, in wording, emphasis and rhythm, beside what is usual for its teller.

Nobody is told that they sound rehearsed: a share of common wording means nothing by itself, it only says something
beside the same person's other tellings (requirements 78 and 102).
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from rehearse.domain.answer import SHORT
from rehearse.domain.text import count_words, percent

Overlap = Callable[[str, str], float]
"""Share of a text's wording that stands in an earlier one too, 0 to 1, numbers and names left out."""

FRESH: Final = 0.08
"""Share of common five-word runs below which two tellings are freshly worded (requirement 102)."""
LATEST: Final = 12
"""Earlier tellings that are looked at: more of them say nothing new and cost time."""
HABIT_FROM: Final = 4
"""Tellings from which one can speak of what is usual."""
APART: Final = 0.1
"""Distance from the usual share that is worth a word. Among the labelled repeats fresh tellings share 0 to 2 % of
their five-word runs with an earlier one and repeated ones 30 % and more; a tenth is well inside that gap."""
_CONTENT: Final = re.compile(r"[^\W\d_]{4,}")
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_LENGTHS: Final = (6, 12, 18, 26)
"""Words at which a sentence passes from one class of length to the next."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A telling beside the nearest earlier one; the usual values are the median of the teller's own, or None."""

    shared: float
    rhythm: float
    usual: float | None
    usual_rhythm: float | None

    @property
    def text(self) -> str:
        """Say how the telling stands to the teller's own habit."""
        if self.usual is None or self.usual_rhythm is None:
            return f"Not enough tellings to say what is usual for you; from {HABIT_FROM + 1} on they are compared."
        shared, usual = percent(self.shared), percent(self.usual)
        numbers = f"{shared} of the wording stands in an earlier telling; usual for you is {usual}."
        if self.shared > self.usual + APART:
            return f"Closer to an earlier telling than is usual for you: {numbers}"
        if self.shared < self.usual - APART:
            return f"Told more freely than is usual for you: {numbers}"
        if self.rhythm > self.usual_rhythm + APART:
            return f"Other words in the rhythm of an earlier telling: vary how long your sentences are. {numbers}"
        return f"As freely told as is usual for you: {numbers}"


def wording(text: str, earlier: Sequence[str], overlap: Overlap) -> Wording | None:
    """Hold a telling against the teller's earlier ones, oldest first; None where there is nothing to compare."""
    before = [each for each in earlier if count_words(each) >= SHORT][-LATEST:]
    if not before or count_words(text) < SHORT:
        return None
    habits = [_nearest(each, before[:place], overlap) for place, each in enumerate(before) if place]
    known = len(habits) >= HABIT_FROM - 1
    shared, alike = _nearest(text, before, overlap)
    return Wording(
        shared,
        alike,
        median(habit[0] for habit in habits) if known else None,
        median(habit[1] for habit in habits) if known else None,
    )


def _nearest(text: str, earlier: Sequence[str], overlap: Overlap) -> tuple[float, float]:
    return max(overlap(text, each) for each in earlier), max(rhythm(text, each) for each in earlier)


def rhythm(text: str, other: str) -> float:
    """Give how alike the lengths of the sentences are spread in two tellings, 0 to 1."""
    return _common(_lengths(text), _lengths(other))


def emphasis(text: str, other: str) -> float:
    """Give how alike two tellings weigh their content words, 0 to 1."""
    return _common(_weights(text), _weights(other))


def _lengths(text: str) -> Counter[str]:
    counts = (count_words(sentence) for sentence in _SENTENCE.split(text))
    return Counter(str(sum(count >= length for length in _LENGTHS)) for count in counts if count)


def _weights(text: str) -> Counter[str]:
    return Counter(word.lower() for word in _CONTENT.findall(text))


def _common(one: Counter[str], other: Counter[str]) -> float:
    if not one or not other:
        return 0.0
    ones, others = one.total(), other.total()
    return sum(min(count / ones, other[key] / others) for key, count in one.items())
