"""What to rehearse today: counted back from the interview where there is a date, else spaced by memory.

A unit is a story from an angle, told whole, as a set-up or as an Action; without stories it is a question. Everything
is derived from the attempts: nobody is asked to grade themselves.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from rehearse.domain.angle_drill import ALWAYS
from rehearse.domain.exercise import Kind
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.vocabulary import Angle

ITEMS: Final = 3
MINUTES: Final = 15
"""The daily cap: as many items, and not more minutes than these."""
NIGHT_ITEMS: Final = 5
"""Short items on the eve of the interview at most (requirement 82)."""
GAP: Final = 0.25
SHORTEST, LONGEST = 1, 7
"""With a date the next repetition comes after this share of the days left, never sooner or later than these days."""
FINAL: Final = 0.2
"""The share of the whole time before the interview in which everything is gone through once more."""
LONG_SETUP: Final = 45.0
"""Seconds of set-up from which a take counts as forgotten."""
MINUTES_OF: Final = {Kind.SETUP: 2, Kind.ACTION: 3}
"""Minutes an item takes; a whole answer with its follow-ups takes five."""
WHOLE_MINUTES: Final = 5


class Grade(IntEnum):
    """How well something was told, in the grades that spacing by memory knows."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """What is rehearsed: `story` is a story's key, `question` a question's key where no story is told."""

    story: str = ""
    angle: Angle | None = None
    kind: Kind = Kind.WHOLE
    question: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """One rehearsal of a unit."""

    day: date
    grade: Grade


@dataclass(frozen=True, slots=True)
class Item:
    """Something to rehearse, why now, and about how many minutes it takes. `name` is the story's or the question's."""

    unit: Unit
    name: str
    why: str
    minutes: int

    @property
    def text(self) -> str:
        """Name it in a line."""
        part = {Kind.SETUP: "the set-up of ", Kind.ACTION: "the Action of "}.get(self.unit.kind, "")
        angle = f", {self.unit.angle.label}" if self.unit.angle else ""
        return f"{part}{self.name}{angle}"


Spacing = Callable[[Sequence[Review]], date]
"""Gives the day on which a unit is due again, from its reviews, oldest first."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a plan is made of: the bank, the names of questions, and what was rehearsed when, oldest first."""

    stories: tuple[KeptStory, ...] = ()
    questions: Mapping[str, str] = field(default_factory=dict)
    reviews: Mapping[Unit, tuple[Review, ...]] = field(default_factory=dict)


def grade(ratings: Iterable[int], setup_seconds: float | None) -> Grade | None:
    """Grade a take by its weakest signal and its set-up; None where nothing was judged or measured."""
    if setup_seconds is not None and setup_seconds > LONG_SETUP:
        return Grade.AGAIN
    weakest = min(ratings, default=None)
    if weakest is None:
        return Grade.GOOD if setup_seconds is not None else None
    return {1: Grade.AGAIN, 2: Grade.HARD, 5: Grade.EASY}.get(weakest, Grade.GOOD)


def today(known: Known, day: date, interview: date | None, spacing: Spacing) -> tuple[Item, ...]:
    """Give what to rehearse on a day, the most valuable first, never more than the cap."""
    if interview is not None and 0 <= (interview - day).days <= 1:
        return _capped(_eve(known), NIGHT_ITEMS)
    if interview is not None and interview < day:
        interview = None
    due = sorted(_due(known, day, interview, spacing), key=lambda each: each[0])
    return _capped([item for _, item in due] + list(_new(known)), ITEMS)


def _eve(known: Known) -> list[Item]:
    """Give the short set-ups of the evening before: no whole answers any more."""
    ready = [kept for kept in known.stories if kept.story.ready and not kept.archived]
    why = "the evening before: only openings"
    return [_item(Unit(kept.key, kind=Kind.SETUP), kept.story.title, why) for kept in ready]


def _due(
    known: Known, day: date, interview: date | None, spacing: Spacing
) -> Iterable[tuple[tuple[int, int, str], Item]]:
    """Give the units that are due with what they are sorted by: the weakest first, then the longest overdue."""
    names = _names(known)
    first = min((reviews[0].day for reviews in known.reviews.values() if reviews), default=day)
    for unit, reviews in known.reviews.items():
        name = names.get(unit.story or unit.question)
        if not reviews or name is None:
            continue
        last = reviews[-1]
        when = due_on(reviews, first, interview, spacing)
        if when <= day and last.day < day:
            why = f"last told {_ago(day, last.day)}, {_GRADES[last.grade]}"
            if interview is not None and day >= final_from(first, interview) > last.day:
                why = f"the last round before {interview:%d %b}"
            yield (last.grade, (when - day).days, name), _item(unit, name, why)


def due_on(reviews: Sequence[Review], first: date, interview: date | None, spacing: Spacing) -> date:
    """Give the day on which a unit is due again; `first` is the day of the first rehearsal of all."""
    if interview is None:
        return spacing(reviews)
    last = reviews[-1].day
    left = (interview - last).days
    when = last + timedelta(days=min(max(round(GAP * left), SHORTEST), LONGEST))
    final = final_from(first, interview)
    return min(when, final) if last < final else when


def final_from(first: date, interview: date) -> date:
    """Give the first day of the last round: the last fifth of the time from the first rehearsal to the interview."""
    return interview - timedelta(days=max(1, round(FINAL * (interview - first).days)))


def _new(known: Known) -> Iterable[Item]:
    """Give what was never rehearsed: each story's set-up, then its angles, one story after the other."""
    stories = [kept for kept in known.stories if kept.story.ready and not kept.archived]
    for kept in stories:
        unit = Unit(kept.key, kind=Kind.SETUP)
        if not known.reviews.get(unit):
            yield _item(unit, kept.story.title, "its opening was not rehearsed yet")
    for angle in (*ALWAYS, *(each for each in Angle if each not in ALWAYS)):
        for kept in stories:
            unit = Unit(kept.key, angle)
            if angle in (kept.story.angles or ALWAYS) and not known.reviews.get(unit):
                yield _item(unit, kept.story.title, "not told from this angle yet")


def _item(unit: Unit, name: str, why: str) -> Item:
    return Item(unit, name, why, MINUTES_OF.get(unit.kind, WHOLE_MINUTES))


def _capped(items: Iterable[Item], most: int) -> tuple[Item, ...]:
    """Take items while there is room for them; one story comes once a day in the same way."""
    taken: dict[Unit, Item] = {}
    minutes = 0
    for item in items:
        if len(taken) < most and item.unit not in taken and minutes + item.minutes <= MINUTES:
            taken[item.unit] = item
            minutes += item.minutes
    return tuple(taken.values())


def _names(known: Known) -> dict[str, str]:
    live = {kept.key: kept.story.title for kept in known.stories if not kept.archived}
    return {**known.questions, **live}


def _ago(day: date, then: date) -> str:
    days = (day - then).days
    return "yesterday" if days == 1 else f"{days} days ago"


_GRADES: Final = {
    Grade.AGAIN: "and it did not hold",
    Grade.HARD: "with a weak signal",
    Grade.GOOD: "well enough",
    Grade.EASY: "convincingly",
}


def ahead(
    known: Known, first: date, days: int, interview: date | None, spacing: Spacing
) -> list[tuple[date, tuple[Item, ...]]]:
    """Give the plan day by day, as it comes when every item is done and told well enough."""
    plan = []
    for day in (first + timedelta(days=number) for number in range(days)):
        items = today(known, day, interview, spacing)
        plan.append((day, items))
        done = {item.unit: (*known.reviews.get(item.unit, ()), Review(day, Grade.GOOD)) for item in items}
        known = replace(known, reviews={**known.reviews, **done})
    return plan
