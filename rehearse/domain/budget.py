"""How long each section may take, in seconds and in words, and what the clock says about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from rehearse.domain.section import PARTS, SECTIONS, Part, Section

TARGETS: Final = (90, 120, 150, 180)
"""Choices for the whole answer, in seconds."""
DEFAULT_TARGET: Final = 150
"""30/90/30 s meets the 20/60/20 rule and the 30 s set-up limit exactly."""
SETUP_CAP: Final = 30.0
"""Situation and Task together never get more, in seconds (requirement 14)."""
SPEAKING_RATE: Final = 150
"""Words per minute that turn a typed answer into a spoken length."""
GRACE: Final = 30.0
"""Seconds over the target before an answer counts as over time (requirement 1)."""
WORD_GRACE: Final = 0.2
"""Share of the word budget that a typed answer may run over (requirement 1)."""
WARNING_FROM: Final = 0.8
"""Share of a budget from which its clock warns."""
TOLERANCE: Final = 0.05
"""Shares within this distance of the plan, 20/60/20 by default, get no comment (requirement 26)."""
FOLLOW_UP_SECONDS: Final = 60.0
"""Budget of one follow-up answer."""

SETUP_SHARE: Final = 0.2
CLOSE_SHARE: Final = 0.2
"""Shares of the answer for S+T and for R+L; the Action gets the rest (requirement 26)."""
_WITHIN_PART: Final = {
    Section.SITUATION: 2 / 3,
    Section.TASK: 1 / 3,
    Section.ACTION: 1.0,
    Section.RESULT: 2 / 3,
    Section.REFLECTION: 1 / 3,
}


class Pace(StrEnum):
    """What a section's clock says: calm, warning from 80 %, over."""

    CALM = "calm"
    WARNING = "warning"
    OVER = "over"


class Light(StrEnum):
    """What the whole answer's clock says, after the green, yellow and red cards of Toastmasters."""

    EARLY = "early"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Budget:
    """The plan for one answer.

    `target` is its length in seconds, `setup` and `close` are shares of it, `cap` is in seconds, `rate` in words a
    minute.
    """

    target: float = DEFAULT_TARGET
    setup: float = SETUP_SHARE
    close: float = CLOSE_SHARE
    cap: float = SETUP_CAP
    rate: float = SPEAKING_RATE

    def lasting(self, target: float) -> "Budget":
        """Divide another length, in seconds, in the same way."""
        return replace(self, target=target)

    @property
    def longer(self) -> "Budget":
        """Give the next length among the choices; after the longest comes the shortest."""
        return self.lasting(next((each for each in TARGETS if each > self.target), TARGETS[0]))

    def share(self, part: Part) -> float:
        """Give the share that is meant for a part."""
        return {Part.SETUP: self.setup, Part.ACTION: 1 - self.setup - self.close, Part.CLOSE: self.close}[
            part
        ]

    def outside(self, measured: "Shares") -> tuple[Part, ...]:
        """List the parts further from their share than the tolerance (requirement 26)."""
        return tuple(part for part in PARTS if abs(measured.of(part) - self.share(part)) > TOLERANCE + 1e-9)

    def part_seconds(self, part: Part) -> float:
        """Give a part's seconds; what the set-up cap takes away is given to the Action."""
        setup = min(self.setup * self.target, self.cap)
        close = self.close * self.target
        return {Part.SETUP: setup, Part.ACTION: self.target - setup - close, Part.CLOSE: close}[part]

    def seconds(self, section: Section) -> float:
        """Give a section's seconds: two thirds of its part for S and R, one third for T and L."""
        return self.part_seconds(section.part) * _WITHIN_PART[section]

    def words(self, section: Section) -> int:
        """Give a section's words at the speaking rate."""
        return round(self.words_in(self.seconds(section)))

    @property
    def target_words(self) -> int:
        """Give the whole answer's words at the speaking rate."""
        return round(self.words_in(self.target))

    def words_in(self, seconds: float) -> float:
        """Turn seconds into words at this budget's rate."""
        return seconds * self.rate / 60

    def aloud(self, words: int) -> float:
        """Turn words into the seconds they would take aloud at this budget's rate."""
        return words * 60 / self.rate

    @property
    def most_words(self) -> float:
        """Give the words from which an answer is over its budget, beyond the grace (requirement 1)."""
        return self.target_words * (1 + WORD_GRACE)

    def light(self, seconds: float, grace: float = GRACE) -> Light:
        """Judge the whole answer's time; at a target of 150 s green is 1:30, yellow 2:00, red 2:30.

        `grace` is in seconds: what an answer may run over its target before it counts as over time.
        """
        marks = (
            (self.target + grace, Light.OVER),
            (self.target, Light.RED),
            (self.target * 0.8, Light.YELLOW),
            (self.target * 0.6, Light.GREEN),
        )
        return next((light for mark, light in marks if seconds >= mark), Light.EARLY)


USUAL: Final = Budget()
"""20/60/20 of two and a half minutes, as the domain asks for."""


def spoken_words(seconds: float) -> float:
    """Turn seconds into words at the speaking rate."""
    return seconds * SPEAKING_RATE / 60


def pace(spent: float, budget: float) -> Pace:
    """Say how a section stands against its budget; both in the same unit."""
    if spent > budget:
        return Pace.OVER
    return Pace.WARNING if spent >= WARNING_FROM * budget else Pace.CALM


@dataclass(frozen=True, slots=True)
class Shares:
    """How an answer divides into its three parts, each from 0 to 1, together 1."""

    setup: float
    action: float
    close: float

    def of(self, part: Part) -> float:
        """Give one part's share."""
        return {Part.SETUP: self.setup, Part.ACTION: self.action, Part.CLOSE: self.close}[part]


def shares(amounts: Mapping[Section, float]) -> Shares | None:
    """Divide seconds or words into the three parts; None when there is nothing to divide."""
    total = sum(amounts.get(section, 0.0) for section in SECTIONS)
    if total <= 0:
        return None
    by_part = dict.fromkeys(PARTS, 0.0)
    for section in SECTIONS:
        by_part[section.part] += amounts.get(section, 0.0) / total
    return Shares(by_part[Part.SETUP], by_part[Part.ACTION], by_part[Part.CLOSE])
