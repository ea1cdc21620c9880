"""Mock interviews, from the first question to the debrief."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rehearse.domain.drill_plan import Plan
from rehearse.domain.mock import Mock
from rehearse.domain.persona import Persona
from rehearse.errors import NO_QUESTIONS
from rehearse.rehearsal.mocking import MockRun
from rehearse.ui.desk import Desk
from rehearse.ui.screens.debrief import DebriefScreen
from rehearse.ui.screens.mock import MockScreen

if TYPE_CHECKING:
    from rehearse.ui.app import RehearseApp


class Mocks(Desk):
    """Takes mock interviews, question after question."""

    def __init__(self, app: "RehearseApp") -> None:
        super().__init__(app, "mock")

    def show(self) -> None:
        """Choose how the next mock is taken, or go on with one."""
        questions = self._app.services.config.mock.questions
        self._app.push_screen(MockScreen(self._app.plan, questions))

    def begin(self, plan: Plan, panel: Sequence[Persona], count: int, *, new: bool = False) -> None:
        """Draw the questions of a mock and ask the first; where one goes on and no `new` one is wanted, show that."""
        self._soon(self._begin(plan, panel, count, new=new))

    async def _begin(self, plan: Plan, panel: Sequence[Persona], count: int, *, new: bool) -> None:
        app = self._app
        await app.open_bank()
        if not new and await app.store.run(lambda store: store.mocks.running()) is not None:
            self.show()
            return
        run = await app.table.begin_mock(plan, panel, count)
        if run is None:
            app.notify(NO_QUESTIONS)
            return
        await self._ask(run)

    def resume(self) -> None:
        """Go on with the mock that was left, or choose how the next one is taken."""
        self._soon(self._resume())

    async def _resume(self) -> None:
        await self._app.open_bank()
        running = await self._app.store.run(lambda store: store.mocks.running())
        if running is None:
            self.show()
        else:
            self.take_up(running)

    def take_up(self, mock: Mock) -> None:
        """Go on with a mock at the first question that was not answered."""
        self.go_on(self._app.table.take_up(mock))

    def end(self, mock: Mock) -> None:
        """End a mock here and look back on it; what was answered is kept."""
        self._soon(self._end(self._app.table.take_up(mock)))

    def go_on(self, run: MockRun) -> None:
        """Go on after an answer: the next question, or the debrief after the last."""
        self._soon(self._end(run) if run.mock.place is None else self._ask(run))

    async def _ask(self, run: MockRun) -> None:
        self._app.drills.show(await self._app.table.next_of(run))

    async def _end(self, run: MockRun) -> None:
        await run.end()
        self._app.go_home()
        self.debrief(run.mock.id)

    def debrief(self, mock_id: int) -> None:
        """Look back on a mock."""
        self._app.push_screen(DebriefScreen(mock_id))
