"""What coaches while the user answers: each section's criteria, and one short line, at most one in 20 seconds."""

from dataclasses import dataclass
from typing import Final

from rehearse.domain.budget import Pace, pace
from rehearse.domain.drill import Drill
from rehearse.domain.section import Section

HOLD_SECONDS: Final = 20.0
"""A cue stays at least this long: more changes did more harm than good in studies of live feedback."""

CRITERIA: Final[dict[Section, str]] = {
    Section.SITUATION: "Name the product and the model in it, and who felt the problem.",
    Section.TASK: "Say what you were accountable for, and the limit you worked under.",
    Section.ACTION: "Decisions, not a diary: what you chose, why, and what you gave up for it.",
    Section.RESULT: "Before, after, the unit, and where it was measured.",
    Section.REFLECTION: "One line: what the bottleneck really was, or what you would change.",
}
"""What each section is listened to for (requirements 14 to 18, 43 to 54)."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A line, empty when there is nothing to say, and the moment the last words appeared, in seconds."""

    text: str = ""
    since: float | None = None


def next_cue(shown: Cue, drill: Drill, now: float) -> Cue:
    """Give the cue for this moment.

    New words wait until the last ones are 20 seconds old; words that no longer hold are taken away at once.
    """
    wanted = _wanted(drill, now)
    if wanted == shown.text:
        return shown
    if wanted and shown.since is not None and now - shown.since < HOLD_SECONDS:
        return Cue("", shown.since)
    return Cue(wanted, now if wanted else shown.since)


def _wanted(drill: Drill, now: float) -> str:
    section = drill.section
    state = pace(drill.spent(section, now), drill.budget(section))
    told = drill.plan.sections
    following = told[told.index(section) + 1 :]
    if state is Pace.OVER and following:
        return f"{section.label} is over its budget: close it and go on to {following[0].label}."
    if state is Pace.OVER:
        return "Over the budget: finish on your last point."
    if state is Pace.WARNING and following:
        return f"{section.label} is nearly full: {following[0].label} comes next."
    return ""
