"""The plan: what to rehearse today and on the days to come, and the way into each item."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.plan_item import Item
from rehearse.domain.planner import ahead
from rehearse.domain.planner import today as plan_for
from rehearse.domain.practice import prompt_for
from rehearse.domain.rehearsed import Known
from rehearse.domain.selection import next_question
from rehearse.domain.vocabulary import Angle
from rehearse.ui.desk import Desk

if TYPE_CHECKING:
    from rehearse.ui.app import RehearseApp

T = TypeVar("T")
GONE = "The question of this item is gone: it is in no pack any more, and its last answer cannot be read."


@dataclass(frozen=True, slots=True)
class Today:
    """What is left of today's plan; `done` counts what was rehearsed today, `left` the days to the interview."""

    items: tuple[Item, ...]
    done: int
    left: int | None


Day = tuple[date, tuple[Item, ...]]


class Agenda(Desk):
    """Knows what is due; it is read in the store's thread and spaced in another."""

    def __init__(self, app: "RehearseApp") -> None:
        super().__init__(app, "agenda")

    async def today(self) -> Today:
        """Give what to rehearse today."""
        day = self._app.day()

        def plan(known: Known, when: date | None) -> Today:
            items = plan_for(known, day, when, self._app.services.spacing())
            left = (when - day).days if when is not None and when >= day else None
            return Today(items, len(known.done.get(day, ())), left)

        return await self._spaced(plan)

    async def days(self, count: int) -> list[Day]:
        """Give the plan of some days from today on, as it comes when every item is done well enough."""
        return await self._spaced(
            lambda known, when: ahead(known, self._app.day(), count, when, self._app.services.spacing())
        )

    async def _spaced(self, plan: Callable[[Known, date | None], T]) -> T:
        known, profile = await self._app.store.run(lambda store: (store.plan.known(), store.profile.load()))
        known = replace(known, cadence=self._app.services.config.planner.cadence)
        return await asyncio.to_thread(plan, known, profile.interview_date)

    def start(self, item: Item) -> None:
        """Put an item of the plan on the table."""
        self._soon(self._start(item))

    async def _start(self, item: Item) -> None:
        app, subject = self._app, item.subject
        kept = await app.store.run(lambda store: store.stories.find(subject.story)) if subject.story else None
        again = item.attempt
        attempt = await app.store.run(lambda store: store.load(again)) if again is not None else None
        if attempt is not None and item.kind is Kind.SECTION:
            app.drills.retry_section(attempt, item.sections[0])
        elif item.kind.partial:
            app.drills.special(Exercise(item.kind, angle=subject.angle), kept.id if kept else None)
        elif subject.question:
            # one that is in no pack any more is asked as it was
            asked = next((each for each in app.bank.library.questions if each.key == subject.question), None)
            asked = asked or (attempt.question if attempt is not None else None)
            if asked is not None:
                app.drills.start(asked)
            else:
                app.trouble(GONE)
        else:
            fitting = [each for each in app.bank.library.questions if subject.angle in each.angles]
            told = await app.store.run(lambda store: store.asked())
            asked = next_question(fitting, told, app.services.seed) or prompt_for(
                Exercise(Kind.ANGLES, prompts=1, angle=subject.angle or Angle.IMPACT),
                kept.story if kept else None,
            )
            app.drills.start(asked, kept, subject.angle)
