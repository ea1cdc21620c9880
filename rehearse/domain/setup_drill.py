"""The set-up drill: Situation and Task under 30 seconds with three boxes filled, three times in a row (85)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rehearse.domain.budget import SETUP_CAP, spoken_words
from rehearse.domain.ledger import Opening

LIMIT_SECONDS: Final = SETUP_CAP
"""Seconds a spoken set-up may take (requirements 14 and 85)."""
LIMIT_WORDS: Final = round(spoken_words(SETUP_CAP))
"""Words a typed one may have: the same 30 s at the speaking rate."""
IN_A_ROW: Final = 3
"""Good takes in a row that pass the drill: one may be luck (requirement 85)."""


@dataclass(frozen=True, slots=True)
class SetupTake:
    """One telling of the set-up; `seconds` is None where it was typed or not measured, then its words count."""

    opening: Opening
    seconds: float | None = None

    @property
    def within(self) -> bool:
        """Tell whether it was short enough and said anything."""
        if self.opening.words == 0:
            return False
        if self.seconds is not None:
            return self.seconds <= LIMIT_SECONDS
        return self.opening.words <= LIMIT_WORDS

    @property
    def good(self) -> bool:
        """Tell whether the take counts; how many sentences it has is only remarked upon (requirements 41 and 85)."""
        return self.within and all(box.filled for box in self.opening.boxes)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Say what kept it from being good, and what is off about its sentences."""
        return tuple(self._remarks())

    def _remarks(self) -> Iterator[str]:
        if self.opening.words == 0:
            yield "Nothing was said yet."
            return
        if not self.within and self.seconds is not None:
            yield f"{self.seconds:.0f} s; {LIMIT_SECONDS:.0f} s are the limit."
        elif not self.within:
            yield f"{self.opening.words} words; {LIMIT_WORDS} are {LIMIT_SECONDS:.0f} s aloud."
        if left := [box.name for box in self.opening.boxes if not box.filled]:
            yield f"Not said: {', '.join(left)}."
        if note := self.opening.note:
            yield note


def streak(takes: Sequence[SetupTake]) -> int:
    """Count the good takes since the last one that was not."""
    count = 0
    for take in reversed(takes):
        if not take.good:
            break
        count += 1
    return count


def passed(takes: Sequence[SetupTake]) -> bool:
    """Tell whether the drill is passed."""
    return streak(takes) >= IN_A_ROW
