"""What coaches while the user answers: hints that fade, and one short line, at most one in 20 seconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rehearse.domain.attempt import Attempt
from rehearse.domain.budget import Pace, pace
from rehearse.domain.drill import Drill
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.vocabulary import Hints, Mode

HOLD_SECONDS: Final = 20.0
"""A cue stays at least this long: more changes did more harm than good in studies of live feedback."""

CRITERIA: Final[dict[Section, str]] = {
    Section.SITUATION: "Name the product, the model, who felt the problem.",
    Section.TASK: "Say what you answered for, and under which limit.",
    Section.ACTION: "Decisions, not a diary: what, why, what it cost.",
    Section.RESULT: "Before, after, the unit, and where it was measured.",
    Section.REFLECTION: "One line: the real bottleneck, or what you'd change.",
}
"""What each section is listened to for (requirements 14 to 18, 43 to 54); short enough for 60 columns."""


KEYS_FOR: Final = 5
CRITERIA_FOR: Final = 15
"""Finished answers that showed the keys, and the criteria, until these are known well enough; ours."""
KEPT_TIMES: Final = 3
"""Answers in a row that kept a section's budget: then it is not told any more that it is nearly full."""
LOOKED_BACK: Final = 12
"""Answers among which the last ones that told a section are looked for; many a drill tells one section only."""


@dataclass(frozen=True, slots=True)
class Teaching:
    """What still needs saying beside an answer: the keys, the criteria; `kept` are sections that keep their budget."""

    keys: bool = True
    criteria: bool = True
    kept: frozenset[Section] = frozenset()


def teaching(hints: Hints, *, keys: int = 0, criteria: int = 0, latest: Sequence[Attempt] = ()) -> Teaching:
    """Say what still needs saying after so many finished answers that showed the keys, and that showed the criteria.

    `latest` are the last answers of the same mode, newest first.
    """
    match hints:
        case Hints.ALWAYS:
            return Teaching()
        case Hints.NEVER:
            return Teaching(keys=False, criteria=False, kept=frozenset(SECTIONS))
    return Teaching(
        keys=keys < KEYS_FOR,
        criteria=criteria < CRITERIA_FOR,
        kept=frozenset(each for each in SECTIONS if _always_kept(each, latest)),
    )


def _always_kept(section: Section, latest: Sequence[Attempt]) -> bool:
    """Tell whether the last answers that told a section kept its budget."""
    told = [attempt for attempt in latest if section in attempt.told][:KEPT_TIMES]
    return len(told) == KEPT_TIMES and all(_kept(attempt, section) for attempt in told)


def _kept(attempt: Attempt, section: Section) -> bool:
    typed = attempt.mode is Mode.TYPED
    budget = float(attempt.budget.words(section)) if typed else attempt.budget.seconds(section)
    spent = attempt.spent.get(section, 0.0)
    return spent > 0 and pace(spent, budget) is not Pace.OVER


@dataclass(frozen=True, slots=True)
class Cue:
    """A line, empty when there is nothing to say, and the moment the last words appeared, in seconds."""

    text: str = ""
    since: float | None = None


def next_cue(shown: Cue, drill: Drill, now: float, kept: frozenset[Section] = frozenset()) -> Cue:
    """Give the cue for this moment; of sections that keep their budget only that they are over it.

    New words wait until the last ones are 20 seconds old; words that no longer hold are taken away at once.
    """
    wanted = _wanted(drill, now, kept)
    if wanted == shown.text:
        return shown
    if wanted and shown.since is not None and now - shown.since < HOLD_SECONDS:
        return Cue("", shown.since)
    return Cue(wanted, now if wanted else shown.since)


def _wanted(drill: Drill, now: float, kept: frozenset[Section]) -> str:
    section = drill.section
    state = pace(drill.spent(section, now), drill.budget(section))
    following = drill.following
    if state is Pace.OVER and following:
        return f"{section.label} is over its budget: close it and go on to {following.label}."
    if state is Pace.OVER:
        return "Over the budget: finish on your last point."
    if state is Pace.WARNING and following and section not in kept:
        return f"{section.label} is nearly full: {following.label} comes next."
    return ""
