"""How a special drill is put: its prompt, its plan, and which prompt of a round comes next."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from rehearse.domain.angle_drill import ALWAYS, PROMPTS, angle_round
from rehearse.domain.attempt import Attempt
from rehearse.domain.budget import Budget
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.question import Question
from rehearse.domain.setup_drill import IN_A_ROW, divided, passed, streak, words_in
from rehearse.domain.story import Story
from rehearse.domain.text import counted
from rehearse.domain.vocabulary import Angle, Competency

FEWEST_PROMPTS: Final = len(ALWAYS)
MOST_PROMPTS: Final = len(PROMPTS)
"""How many prompts a round of angles may have (requirement 88)."""
_ABOUT: Final = {
    Kind.SETUP: "Situation and Task in 30 seconds or {words} words, two or three sentences, with business pain, ML "
    "system and constraint. Three good takes in a row pass.",
    Kind.ACTION: "Only the Action, on its own clock; then the decision meter shows which sentences decide.",
    Kind.ANGLES: "The same story for four to six prompts. Facts must hold, emphasis and wording should move.",
    Kind.INTERRUPTION: "A whole answer; somewhere in the Action the interviewer cuts in. Measured is the way back.",
}
"""What each special drill is for, in a line or two."""
_PROMPTS: Final = {
    Kind.SETUP: "Set the scene: who felt the problem, which ML system was it, and what limited you?",
    Kind.ACTION: "Only the Action: what did you decide, why that, and what did you give up for it?",
    Kind.INTERRUPTION: "Walk me through it from the beginning. I may cut in.",
}


def about(kind: Kind, budget: Budget) -> str:
    """Say in a line or two what a special drill is for; `budget` says how fast the user speaks."""
    return _ABOUT[kind].format(words=words_in(divided(budget)))


def prompt_for(exercise: Exercise, story: Story | None) -> Question:
    """Put the question of a special drill; the story's title is in it, so that the takes of a story are one series."""
    kind, angle = exercise.kind, exercise.angle
    asked = PROMPTS[angle] if angle else _PROMPTS[kind]
    return Question(
        id="-".join(filter(None, (kind.value, angle.value if angle else ""))),
        text=f"{story.title}: {asked}" if story else asked,
        competency=_competency(story),
        angles=(angle,) if angle else (),
    )


def plan_for(base: Plan, exercise: Exercise) -> Plan:
    """Give the plan of a special drill: how the user likes to answer, with what the drill itself fixes.

    The set-up has its 30 s whatever the length of a whole answer. None has follow-ups by itself: takes are short and
    many.
    """
    kind = exercise.kind
    return replace(
        base,
        exercise=exercise,
        sections=kind.sections,
        follow_ups=0,
        budget=divided(base.budget) if kind is Kind.SETUP else base.budget,
    )


def so_far(kind: Kind, takes: Sequence[Attempt]) -> str:
    """Say in a few words how far a story has come in a special drill; `takes` are oldest first."""
    if not takes:
        return "not tried"
    last = takes[-1]
    if kind is Kind.ANGLES:
        return f"{len(told_in_round(takes))} of {last.exercise.prompts} prompts told"
    word = last.outcome.word if last.outcome else "kept"
    if kind is Kind.SETUP:
        good = [bool(each.outcome and each.outcome.good) for each in takes]
        return "passed" if passed(good) else f"{streak(good)} of {IN_A_ROW} in a row"
    return f"{word}, {counted(len(takes), 'take')}"


def told_in_round(takes: Sequence[Attempt]) -> frozenset[Angle | None]:
    """List the angles that were told in the round of the last of some takes."""
    return frozenset(each.angle for each in takes if each.first_of_round == takes[-1].first_of_round)


def next_angle(exercise: Exercise, told: Collection[Angle | None]) -> Angle | None:
    """Give the angle of the round that comes next; None when all were told."""
    order = angle_round(exercise.seed, exercise.prompts)
    return next((angle for angle in order if angle not in told), None)


def _competency(story: Story | None) -> Competency:
    return story.competencies[0] if story and story.competencies else Competency.MODEL_IMPROVEMENT
