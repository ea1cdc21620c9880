"""The drills: every way into one, and where it leads when it is over."""

from typing import TYPE_CHECKING

from rehearse.domain.attempt import Attempt
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exercise import Exercise
from rehearse.domain.question import Question
from rehearse.domain.section import Section
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.vocabulary import Angle, Coaching, Competency
from rehearse.errors import UNREADABLE
from rehearse.rehearsal.asking import NOTHING_IN_PROGRESS, Manner, Wish, unchanged
from rehearse.rehearsal.mocking import MockRun
from rehearse.rehearsal.practising import special_session
from rehearse.rehearsal.question_bank import INTERVIEW_IS_NEAR
from rehearse.rehearsal.session import DrillSession
from rehearse.ui.desk import Desk
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.self_rating import SelfRatingScreen
from rehearse.ui.screens.take import TakeScreen

if TYPE_CHECKING:
    from rehearse.ui.app import RehearseApp


class Drills(Desk):
    """Puts questions on the table."""

    def __init__(self, app: "RehearseApp") -> None:
        super().__init__(app, "drills")
        self._warned = False
        self._competency: Competency | None = None

    def remember(self, plan: Plan) -> None:
        """Start the following drills the same way."""
        self._app.plan = plan

    def start(self, question: Question, story: KeptStory | None = None, angle: Angle | None = None) -> None:
        """Put a question on the table, to be answered with a story from an angle where one is named."""
        session = DrillSession.new(self._app.seat, self._app.store, question, self._app.plan)
        self.show(session.telling(story, angle))

    def open(self, wish: Wish, plan: Plan, manner: Manner = unchanged) -> None:
        """Put the question that the shell asked for on the table; its plan holds for the following drills too.

        `manner` is what the shell changed, which holds for an attempt that is told again.
        """
        self._app.plan, self._competency = plan, wish.competency
        self._soon(self._open(wish, manner))

    async def _open(self, wish: Wish, manner: Manner) -> None:
        await self._app.open_bank()
        self.show(await self._app.table.wished(wish, self._app.plan, manner))

    async def another(self, question: Question) -> Question | None:
        """Pick another question, of the competency that the shell asked for until one of another is chosen.

        None where there is no other, which is said.
        """
        wanted = self._competency if self._competency == question.competency else None
        other = await self._app.bank.propose(instead_of=question, competency=wanted)
        if other is None:
            self._app.notify(self._app.bank.no_other(wanted))
        return other

    def resume_latest(self) -> None:
        """Take up the drill that was left last."""
        self._soon(self._resume_latest())

    async def _resume_latest(self) -> None:
        await self._app.open_bank()
        session = await self._app.table.resume_latest()
        if session is None:
            self._app.notify(NOTHING_IN_PROGRESS)
        else:
            self.show(session)

    def retry(self, attempt: Attempt) -> None:
        """Answer an attempt's question again, to the same listener and in the same way."""
        self.show(self._app.table.retry(attempt, self._app.plan))

    def retry_section(self, attempt: Attempt, section: Section) -> None:
        """Tell one section of an attempt again while the rest stands."""
        self.show(self._app.table.retry_section(attempt, section, self._app.plan))

    def resume(self, attempt_id: int) -> None:
        """Take an unfinished attempt up again; one of a mock that goes on takes up the mock."""
        self._soon(self._resume(attempt_id))

    async def _resume(self, attempt_id: int) -> None:
        session = await self._app.table.resume(attempt_id)
        if session is not None:
            self.show(session)
        else:
            self._app.trouble(UNREADABLE)

    def special(self, wanted: Exercise, story_id: int | None) -> None:
        """Put the next take of a special drill on the table."""
        self._soon(self._special(wanted, story_id))

    async def _special(self, wanted: Exercise, story_id: int | None) -> None:
        self.show(await special_session(self._app.seat, self._app.store, self._app.plan, wanted, story_id))

    def go_on(self, attempt: Attempt) -> None:
        """Go on with an attempt's special drill."""
        self._soon(self._go_on(attempt))

    async def _go_on(self, attempt: Attempt) -> None:
        self.show(await self._app.table.again(attempt, self._app.plan))

    def show(self, session: DrillSession) -> None:
        """Show a drill; before the interview say once that openings do more (requirement 82)."""
        self._app.go_home()
        self._app.push_screen(DrillScreen(session))
        near = self._app.bank.interview_is_near(self._app.day())
        if near and not self._warned and not session.drill.plan.exercise.kind.partial:
            self._warned = True
            self._app.notify(INTERVIEW_IS_NEAR)

    def left(self, session: DrillSession) -> None:
        """Say what became of a drill that was left: its last write may have been under way."""
        # Not one of the ways into a drill, of which the newest wins.
        self._app.run_worker(self._left(session), group="left", exit_on_error=False)

    async def _left(self, session: DrillSession) -> None:
        store = self._app.store
        concluded, owed = await store.run(lambda _: (session.concluded, session in store.owed))
        if concluded:
            sentence = "Your answer was finished already: <home.history> on Home opens the history."
        elif owed:
            sentence = "Your last words are not on the disk yet: it is tried again until they are."
        else:
            sentence = "Kept as a draft: <home.resume> on Home goes on with it."
        self._app.notify(self._app.key_map.keyed(sentence), title="Drill left")

    def conclude(self, attempt: Attempt, mock: MockRun | None = None) -> None:
        """Show the critique of a drill that is over in its place; first ask what the user thinks, if set so.

        In a mock's exam nothing is shown before the debrief.
        """
        if mock is not None:
            mock.answered(attempt.id)
            if mock.mock.plan.coaching is Coaching.EXAM:
                self._app.mocks.go_on(mock)
            else:
                self._app.switch_screen(AttemptScreen(attempt, fresh=True, mock=mock))
        elif self._app.services.config.critique.self_rating and attempt.critique is not None:
            self._app.switch_screen(SelfRatingScreen(attempt))
        else:
            self.show_critique(attempt)

    def show_critique(self, attempt: Attempt) -> None:
        """Show the critique of a drill that is over, or what its take measured, in place of what stands there now."""
        self._app.switch_screen(_screen_of(attempt, fresh=True))

    def read(self, attempt_id: int) -> None:
        """Read a finished attempt."""
        self._soon(self._read(attempt_id))

    async def _read(self, attempt_id: int) -> None:
        attempt = await self._app.store.run(lambda store: store.load(attempt_id))
        if attempt is not None:
            self._app.push_screen(_screen_of(self._app.bank.known(attempt), fresh=False))
        else:
            self._app.trouble(UNREADABLE)


def _screen_of(attempt: Attempt, *, fresh: bool) -> AppScreen:
    """Give the screen that shows an attempt: a part has no critique."""
    partial = attempt.exercise.kind.partial
    return TakeScreen(attempt, fresh=fresh) if partial else AttemptScreen(attempt, fresh=fresh)
