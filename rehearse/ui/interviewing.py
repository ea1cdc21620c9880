"""The interviews: mocks from the first question to the debrief, and the real ones that are noted down."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rehearse.domain.drill import Plan
from rehearse.domain.interview import Interview
from rehearse.domain.mock import RECENT, Mock, choose
from rehearse.domain.persona import Persona
from rehearse.ui.desk import Desk
from rehearse.ui.mocking import MockRun
from rehearse.ui.screens.debrief import DebriefScreen
from rehearse.ui.screens.interview import InterviewScreen
from rehearse.ui.screens.mock import MockScreen
from rehearse.ui.session import DrillSession

if TYPE_CHECKING:
    from rehearse.ui.app import RehearseApp


class Mocks(Desk):
    """Takes mock interviews, question after question."""

    def __init__(self, app: "RehearseApp") -> None:
        super().__init__(app, "mock")

    def show(self) -> None:
        """Choose how the next mock is taken, or go on with one."""
        self._app.push_screen(MockScreen(self._app.plan))

    def begin(self, plan: Plan, panel: Sequence[Persona], count: int) -> None:
        """Draw the questions of a new mock and ask the first."""
        self._soon(self._begin(plan, panel, count))

    async def _begin(self, plan: Plan, panel: Sequence[Persona], count: int) -> None:
        app = self._app
        await app.open_library()
        recent = await app.store.run(lambda store: store.mocks.recent_questions(RECENT))
        slots = choose(app.library.questions, recent, panel, count, app.services.seed + len(recent))
        if not slots:
            app.notify("No questions could be read; there is nothing to ask.")
            return
        mock = await app.store.run(lambda store: store.mocks.begin(plan, slots))
        await self._ask(MockRun(mock, app.services.clock, app.store))

    def take_up(self, mock: Mock) -> None:
        """Go on with a mock at the first question that was not answered."""
        self.go_on(MockRun(mock, self._app.services.clock, self._app.store))

    def end(self, mock: Mock) -> None:
        """End a mock here and look back on it; what was answered is kept."""
        self._soon(self._end(MockRun(mock, self._app.services.clock, self._app.store)))

    def go_on(self, run: MockRun) -> None:
        """Go on after an answer: the next question, or the debrief after the last."""
        self._soon(self._end(run) if run.mock.place is None else self._ask(run))

    async def _ask(self, run: MockRun) -> None:
        """Put the present question of a mock on the table, or what was begun of its answer."""
        app, attempt_id = self._app, run.slot.attempt_id
        begun = await app.store.run(lambda store: store.load(attempt_id)) if attempt_id else None
        if begun is not None:
            session = DrillSession.resume(app.seat, app.store, app.known(begun))
        else:
            asked = app.library.with_probes(run.slot.question)
            session = DrillSession.new(app.seat, app.store, asked, run.plan)
        app.drills.show(session.within(run))

    async def _end(self, run: MockRun) -> None:
        await run.end()
        self._app.go_home()
        self.debrief(run.mock.id)

    def debrief(self, mock_id: int) -> None:
        """Look back on a mock."""
        self._app.push_screen(DebriefScreen(mock_id))

    def note_interview(self, before: Interview | None = None) -> None:
        """Note down a real interview: a new one, or the one kept before another."""
        self._soon(self._note(before))

    async def _note(self, before: Interview | None) -> None:
        app = self._app
        await app.open_library()
        wanted: Interview | None = Interview(app.day())
        if before is not None:
            found = await app.store.run(lambda store: store.mocks.interviews())
            ids = [each.id for each in found]
            place = ids.index(before.id) + 1 if before.id in ids else 0
            wanted = found[place] if place < len(found) else None
        if wanted is None:
            app.notify("There is no earlier interview.")
            return
        if before is not None:
            app.pop_screen()
        app.push_screen(InterviewScreen(wanted, self._keep_asked))

    def _keep_asked(self) -> None:
        """Make the questions of the real interviews a pack, and read it."""
        self._app.store.post(self._app.services.keep_asked)
        self._app.read_library_again()
