"""The way into a special drill: which take, which prompt of which round comes next."""

from collections.abc import Sequence
from dataclasses import replace

from rehearse.domain.attempt import Attempt
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.practice import FEWEST_PROMPTS, next_angle, plan_for, prompt_for, told_in_round
from rehearse.rehearsal.bridge import StoreThread
from rehearse.rehearsal.seat import Seat
from rehearse.rehearsal.session import DrillSession

_SEEDS = 2**31
"""Seeds are kept this small so that a database holds them."""


async def special_session(
    seat: Seat, store: StoreThread, plan: Plan, wanted: Exercise, story_id: int | None
) -> DrillSession:
    """Set up the next take of a special drill; an open round of angles goes on, else a new one begins."""
    kind = wanted.kind
    story, takes = await store.run(
        lambda opened: (
            opened.stories.load(story_id) if story_id is not None else None,
            opened.takes(kind, story_id),
        )
    )
    exercise = Exercise(kind, (seat.services.seed + len(takes)) % _SEEDS, wanted.prompts or FEWEST_PROMPTS)
    if kind is Kind.ANGLES:
        exercise = next_prompt(takes, exercise)
    asked = prompt_for(exercise, story.story if story else None)
    angle = exercise.angle or wanted.angle
    return DrillSession.new(seat, store, asked, plan_for(plan, exercise)).telling(story, angle)


def next_prompt(takes: Sequence[Attempt], fresh: Exercise) -> Exercise:
    """Give the open round with its next angle; the fresh round where none is open."""
    if takes:
        going = replace(takes[-1].exercise, round_of=takes[-1].first_of_round)
        if (angle := next_angle(going, told_in_round(takes))) is not None:
            return replace(going, angle=angle)
    return replace(fresh, angle=next_angle(fresh, ()))
