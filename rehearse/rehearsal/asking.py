"""The ways to a question on the table that every front end goes: one asked for, a draft, the next of a mock."""

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rehearse.domain.attempt import Attempt, Status
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exercise import SPECIAL, Exercise, Kind
from rehearse.domain.mock import RECENT, Mock, Stage, choose
from rehearse.domain.persona import Persona
from rehearse.domain.section import Section
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.story_choice import choices
from rehearse.domain.vocabulary import Competency
from rehearse.domain.weakest import weakest_section
from rehearse.errors import NO_QUESTIONS, RehearseError
from rehearse.rehearsal.bridge import StoreThread
from rehearse.rehearsal.mocking import MockRun
from rehearse.rehearsal.practising import special_session
from rehearse.rehearsal.question_bank import QuestionBank
from rehearse.rehearsal.seat import Seat
from rehearse.rehearsal.session import DrillSession

if TYPE_CHECKING:
    from rehearse.storage.port import Store

LAST_WORDS_OWED: Final = (
    "The last words of this drill are not on the disk yet; it is tried again until they are. Make room there, and open "
    "the drill then."
)
NOTHING_IN_PROGRESS: Final = "Nothing is in progress."
WEAKEST: Final = "weakest"
"""What stands for the section with the most findings."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a user asks to be asked: a question by its id, one of a competency, a story by its key to answer it with.

    Or a special drill, with so many prompts in a new round of angles; or what an attempt was asked, `section` alone
    while the rest stands, or `WEAKEST`.
    """

    question: str | None = None
    competency: Competency | None = None
    story: str | None = None
    exercise: Kind | None = None
    prompts: int = 0
    attempt: int | None = None
    section: str | None = None


Manner = Callable[[Plan], Plan]
"""What is to be otherwise than the plan that it is given says."""


def unchanged(plan: Plan) -> Plan:
    """Change nothing."""
    return plan


@dataclass(frozen=True, slots=True)
class Table:
    """What is needed to put a question on the table: the questions, who asks, and where answers are kept."""

    bank: QuestionBank
    seat: Seat
    store: StoreThread

    async def wished(self, wish: Wish, plan: Plan, manner: Manner = unchanged) -> DrillSession:
        """Put what was asked for on the table; `RehearseError` names what there is none of.

        An attempt is told again as it was, but for what `manner` changes.
        """
        if wish.attempt is not None:
            return await self._told_before(wish.attempt, wish.section, plan, manner)
        if wish.exercise is not None:
            story = await self._story(wish.story) if wish.story is not None else None
            wanted = Exercise(wish.exercise, prompts=wish.prompts)
            return await special_session(self.seat, self.store, plan, wanted, story.id if story else None)
        if wish.question is None:
            asked = await self.bank.propose(competency=wish.competency)
        else:
            asked = self.bank.library.find(wish.question)
        if asked is None:
            raise RehearseError(self._no_question(wish))
        session = DrillSession.new(self.seat, self.store, asked, plan)
        if wish.story is None:
            return session
        story = await self._story(wish.story)
        uses = await self.store.run(lambda store: store.stories.uses())
        (choice,) = choices(asked, [story], uses)
        return session.telling(story, choice.angle)

    async def _story(self, key: str) -> KeptStory:
        stories = await self.store.run(lambda store: store.stories.all())
        found = next((each for each in stories if each.key == key), None)
        if found is None:
            known = ", ".join(each.key for each in stories) or "none"
            raise RehearseError(f"There is no story {key!r} in the bank; its keys are: {known}.")
        return found

    async def _told_before(
        self, attempt_id: int, section: str | None, plan: Plan, manner: Manner
    ) -> DrillSession:
        attempt = await self.store.run(lambda store: store.load(attempt_id))
        if attempt is None or attempt.status is not Status.FINISHED:
            raise RehearseError(f"There is no finished attempt with the id {attempt_id}.")
        if section is None:
            return await self.again(attempt, plan, manner)
        if attempt.exercise.kind.partial:
            raise RehearseError(
                f"Attempt {attempt_id} told only a part; a section is told again of a whole answer."
            )
        again = weakest_section(attempt) if section == WEAKEST else Section(section)
        return self.retry_section(attempt, again, plan, manner)

    def _no_question(self, wish: Wish) -> str:
        if wish.question is None:
            return NO_QUESTIONS
        near = difflib.get_close_matches(wish.question, [each.id for each in self.bank.library.questions], 1)
        meant = f" Did you mean {near[0]}?" if near else ""
        return f"There is no question {wish.question!r}; rehearse questions list names them.{meant}"

    async def begin_mock(self, plan: Plan, panel: Sequence[Persona], count: int) -> MockRun | None:
        """Draw the questions of a new mock and write it down; None where no question could be read."""
        services = self.seat.services
        recent = await self.store.run(lambda store: store.mocks.recent_questions(RECENT))
        slots = choose(self.bank.library.questions, recent, panel, count, services.seed + len(recent))
        if not slots:
            return None
        return self.take_up(await self.store.run(lambda store: store.mocks.begin(plan, slots)))

    def take_up(self, mock: Mock) -> MockRun:
        """Go on with a mock."""
        return MockRun(mock, self.seat.services.clock, self.store)

    async def next_of(self, run: MockRun) -> DrillSession:
        """Put the present question of a mock on the table, or what was begun of its answer."""
        attempt_id = run.slot.attempt_id
        begun = await self._begun(attempt_id) if attempt_id else None
        if begun is not None:
            session = DrillSession.resume(self.seat, self.store, self.bank.known(begun))
        else:
            asked = self.bank.library.with_probes(run.slot.question)
            session = DrillSession.new(self.seat, self.store, asked, run.plan)
        return session.within(run)

    async def resume_latest(self) -> DrillSession | None:
        """Take up the drill that was left last; None when nothing is in progress."""
        unfinished = await self.store.run(lambda store: store.unfinished())
        return await self.resume(unfinished[0].id) if unfinished else None

    async def resume(self, attempt_id: int) -> DrillSession | None:
        """Take an unfinished attempt up again; one of a mock that goes on takes up the mock."""
        mock = await self.store.run(lambda store: store.mocks.of_attempt(attempt_id))
        if mock is not None and mock.stage is Stage.RUNNING:
            return await self.next_of(self.take_up(mock))
        begun = await self._begun(attempt_id)
        return DrillSession.resume(self.seat, self.store, self.bank.known(begun)) if begun else None

    async def _begun(self, attempt_id: int) -> Attempt | None:
        """Read what was begun, with all its words; `RehearseError` where some of them are not on the disk yet."""

        def whole(store: "Store") -> Attempt | None:
            if any(
                isinstance(each, DrillSession) and each.attempt_id == attempt_id for each in self.store.owed
            ):
                raise RehearseError(LAST_WORDS_OWED)
            return store.load(attempt_id)

        self.store.retry()
        return await self.store.run(whole)

    async def again(self, attempt: Attempt, plan: Plan, manner: Manner = unchanged) -> DrillSession:
        """Answer an attempt's question again; a special drill goes on with its next take, given as the last one."""
        if attempt.exercise.kind not in SPECIAL:
            return self.retry(attempt, plan, manner)
        wanted = replace(attempt.exercise, angle=attempt.angle)
        story = attempt.story.id if attempt.story else None
        return await special_session(self.seat, self.store, manner(_alike(plan, attempt)), wanted, story)

    def retry(self, attempt: Attempt, plan: Plan, manner: Manner = unchanged) -> DrillSession:
        """Answer an attempt's question again, to the same listener and in the same way."""
        again = manner(_alike(plan, attempt))
        return DrillSession.retry(self.seat, self.store, self.bank.known(attempt), again)

    def retry_section(
        self, attempt: Attempt, section: Section, plan: Plan, manner: Manner = unchanged
    ) -> DrillSession:
        """Tell one section of an attempt again while the rest stands."""
        only = replace(plan, sections=(section,), exercise=Exercise(Kind.SECTION))
        return self.retry(attempt, only, manner)


def _alike(plan: Plan, attempt: Attempt) -> Plan:
    """Give the plan for another try: as the attempt was answered, which may have begun on another day.

    Two tries compare only where the listener, the clock and what helped were the same.
    """
    return replace(
        plan,
        persona=attempt.persona,
        mode=attempt.mode,
        budget=attempt.budget,
        coaching=attempt.coaching,
        follow_ups=attempt.follow_ups,
    )
