"""Real interviews: noted down, and their questions made a pack."""

from typing import TYPE_CHECKING

from rehearse.domain.interview import Interview
from rehearse.ui.desk import Desk
from rehearse.ui.screens.interview import InterviewScreen

if TYPE_CHECKING:
    from rehearse.ui.app import RehearseApp


class Interviews(Desk):
    """Opens the forms in which real interviews are noted down."""

    def __init__(self, app: "RehearseApp") -> None:
        super().__init__(app, "mock")  # asked for where mocks are begun: of the two the newest wins

    def note(self) -> None:
        """Note down a real interview."""
        self._soon(self._note())

    async def _note(self) -> None:
        await self._app.open_bank()
        self._app.push_screen(InterviewScreen(Interview(self._app.day()), self._keep_asked))

    def earlier(self, form: InterviewScreen) -> None:
        """Open the interview kept before that of a form, in its place."""
        self._soon(self._earlier(form))

    async def _earlier(self, form: InterviewScreen) -> None:
        app = self._app
        await app.open_bank()
        found = await app.store.run(lambda store: store.interviews.all())
        ids = [each.id for each in found]
        here = form.interview_id  # read only now: the first write of a new one gives it its id
        place = ids.index(here) + 1 if here in ids else 0
        if form not in app.screen_stack:
            return
        if place >= len(found):
            app.notify("There is no earlier interview.")
            return
        form.step_back()
        app.push_screen(InterviewScreen(found[place], self._keep_asked))

    def _keep_asked(self) -> None:
        """Make the questions of the real interviews a pack, and read it."""
        self._app.store.post(self._app.services.keep_asked)
        self._app.bank.read_again()
