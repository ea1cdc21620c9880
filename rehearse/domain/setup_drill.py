"""The set-up drill: Situation and Task under 30 seconds with three boxes filled, three times in a row (85)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rehearse.domain.budget import USUAL, Budget
from rehearse.domain.ledger import Box, Opening
from rehearse.domain.section import Part

IN_A_ROW: Final = 3
"""Good takes in a row that pass the drill: one may be luck (requirement 85)."""


@dataclass(frozen=True, slots=True)
class SetupTake:
    """One telling of the set-up; `seconds` is None where it was typed or not measured, then its words count.

    `budget` is that of its clock: what the clock lets pass, the verdict does. `by_ear` names the boxes that a speaker
    ticks: nobody else heard what was said without notes.
    """

    opening: Opening
    seconds: float | None = None
    by_ear: frozenset[str] = frozenset()
    budget: Budget = USUAL

    @property
    def most_seconds(self) -> float:
        """Give the seconds a spoken set-up may take (requirements 14 and 85)."""
        return self.budget.part_seconds(Part.SETUP)

    @property
    def most_words(self) -> int:
        """Give the words a typed one may have: as many as are spoken in that time."""
        return words_in(self.budget)

    def filled(self, box: Box) -> bool:
        """Tell whether a box is filled, by words or by the speaker's own account."""
        return box.filled or box.name in self.by_ear

    @property
    def silent(self) -> bool:
        """Tell whether there is nothing to judge by: no words, and no tick."""
        return self.opening.words == 0 and not self.by_ear

    @property
    def within(self) -> bool:
        """Tell whether it was short enough and said anything."""
        if self.silent:
            return False
        if self.seconds is not None:
            return self.seconds <= self.most_seconds
        return self.opening.words <= self.most_words

    @property
    def good(self) -> bool:
        """Tell whether the take counts; how many sentences it has is only remarked upon (requirements 41 and 85)."""
        return self.within and all(map(self.filled, self.opening.boxes))

    @property
    def remarks(self) -> tuple[str, ...]:
        """Say what kept it from being good, and what is off about its sentences."""
        return tuple(self._remarks())

    def _remarks(self) -> Iterator[str]:
        if self.silent and self.seconds:
            yield "Nothing was written down: tick what you said."
        elif self.silent:
            yield "Nothing was said yet."
            return
        if self.seconds is not None and self.seconds > self.most_seconds:
            yield f"{self.seconds:.0f} s; {self.most_seconds:.0f} s are the limit."
        elif self.seconds is None and self.opening.words > self.most_words:
            yield f"{self.opening.words} words; {self.most_words} are {self.most_seconds:.0f} s aloud."
        if not self.silent and (left := [box.name for box in self.opening.boxes if not self.filled(box)]):
            yield f"Not said: {', '.join(left)}."
        if self.opening.words and (note := self.opening.note):
            yield note


def words_in(budget: Budget) -> int:
    """Give the words of a set-up at a budget's speaking rate."""
    return round(budget.words_in(budget.part_seconds(Part.SETUP)))


def divided(budget: Budget) -> Budget:
    """Give the budget of a set-up told alone: its 30 s, whatever the length of a whole answer and its division."""
    return replace(USUAL, rate=budget.rate)


def streak(takes: Sequence[bool]) -> int:
    """Count the good takes since the last one that was not; `takes` says of each whether it was good."""
    count = 0
    for good in reversed(takes):
        if not good:
            break
        count += 1
    return count


def passed(takes: Sequence[bool]) -> bool:
    """Tell whether the drill is passed."""
    return streak(takes) >= IN_A_ROW
