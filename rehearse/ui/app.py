"""The app: wires the screens to the services; whatever is decided is decided elsewhere."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.command import Provider
from textual.events import Resize
from textual.worker import Worker, WorkerState

from rehearse.bank.library import Library
from rehearse.domain.selection import next_question
from rehearse.errors import sentence_for
from rehearse.ui.bridge import StoreThread
from rehearse.ui.commands import Actions
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.overlays import SMALLEST, QuitScreen, TooSmallScreen
from rehearse.ui.seat import Seat
from rehearse.ui.text import plain
from rehearse.ui.ways import Ways

if TYPE_CHECKING:
    from rehearse.domain.attempt import Attempt
    from rehearse.domain.profile import Profile
    from rehearse.domain.question import Question
    from rehearse.interviewer.port import Notice
    from rehearse.ui.drilling import Drills
    from rehearse.ui.interviewing import Mocks
    from rehearse.ui.planning import Agenda
    from rehearse.ui.services import Services

log = logging.getLogger(__name__)


def today() -> date:
    """Give the user's own date."""
    return datetime.now(UTC).astimezone().date()


class RehearseApp(Ways):
    """Holds the services and the desks, and nothing else; the way between screens is in `ways.py`."""

    TITLE = "rehearse"
    CSS_PATH = "styles/app.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    COMMANDS: ClassVar[set[type[Provider]]] = {Actions}  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Place.EVERYWHERE, only={"help", "command_palette", "interrupt", "quit"}
    )

    def __init__(self, services: "Services", first: "Callable[[RehearseApp], object] | None" = None) -> None:
        """Make the app; `first` is called once Home is there."""
        super().__init__()
        self.services = services
        self._first = first
        self.library = Library(())
        self.plan = services.config.drill.plan(services.cast)
        self.store = StoreThread(services.open_store, self._trouble_from_thread)
        self.seat = Seat(services, self._show_badge, self._tell)
        self._passed: list[str] = []
        self._library_read = False

    # What Home's first paint does without is imported where it is wanted: 280 ms, of which the desks and their screens
    # take 120, the profile 20. `make_ready` loads what a drill needs while nobody waits for it.

    @cached_property
    def profile(self) -> "Profile":
        """What the user said of themselves; empty until it was read."""
        from rehearse.domain.profile import Profile

        return Profile()

    @cached_property
    def drills(self) -> "Drills":
        """Every way into a drill."""
        from rehearse.ui.drilling import Drills

        return Drills(self)

    @cached_property
    def mocks(self) -> "Mocks":
        """The mock and real interviews."""
        from rehearse.ui.interviewing import Mocks

        return Mocks(self)

    @cached_property
    def agenda(self) -> "Agenda":
        """The plan."""
        from rehearse.ui.planning import Agenda

        return Agenda(self)

    def get_default_screen(self) -> HomeScreen:
        """Begin with Home. Pushed onto Textual's own first screen, it would be painted 80 ms of work later."""
        return HomeScreen()

    def on_mount(self) -> None:
        """Dress."""
        self._dress(self.services.config.screen.theme)
        if self._first is not None:
            self.call_after_refresh(self._first, self)

    def _dress(self, theme: str) -> None:
        """Take the theme of the settings; without colours an ANSI theme would be black on black."""
        if theme not in self.available_themes:
            known = ", ".join(sorted(self.available_themes))
            self.trouble(f"There is no theme {theme!r} for the setting screen.theme; known are {known}.")
        elif not (self.no_color and self.available_themes[theme].ansi):
            self.theme = theme

    async def on_unmount(self) -> None:
        """End the model, let the last writes reach the disk, and take off it what was deleted long ago."""
        await self.seat.leave()
        self.store.post(lambda store: store.purge())
        await asyncio.to_thread(self.store.close)

    def day(self) -> date:
        """Give the user's own date."""
        return today()

    # Who asks

    @work(group="model", exclusive=True, exit_on_error=False)
    async def take_model(self) -> None:
        """Load the model to use, in the background; another one that was loaded goes first."""
        await self.seat.take()

    def _show_badge(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, AppScreen):
                screen.show_readiness()

    def _tell(self, notice: "Notice") -> None:
        self.notify(notice.text, title="Interviewer", timeout=10)

    @work(group="load", exclusive=True, exit_on_error=False)
    async def choose_question(self) -> None:
        """Choose a question from the packs; one that was written just now is among them."""
        await self.open_library()
        self.show_questions()

    # What screens ask for

    async def open_library(self) -> None:
        """Read the question packs, off the event loop; again when one was written."""
        if not self._library_read:
            await self.store.run(lambda _: None)  # a pack that is being written is written first
            packs, self.profile = await asyncio.gather(
                asyncio.to_thread(self.services.open_library),
                self.store.run(lambda store: store.profile.load()),
            )
            self.library = packs.for_candidate(self.profile.questions, self.profile.briefing)
            if self.profile.experience is not None:
                self.plan = replace(self.plan, experience=self.profile.experience)
            self._library_read = True

    def read_library_again(self) -> None:
        """Read packs and profile anew before the next question is chosen."""
        self._library_read = False

    def known(self, attempt: "Attempt") -> "Attempt":
        """Give an attempt with what its pack knows of its question."""
        return replace(attempt, question=self.library.with_probes(attempt.question))

    async def propose(self, instead_of: "Question | None" = None) -> "Question | None":
        """Pick the question that comes next; one that was passed over comes later."""
        questions = self.library.questions
        if instead_of is not None:
            self._passed.append(instead_of.key)
            questions = tuple(each for each in questions if each.key != instead_of.key) or questions
        asked = Counter(await self.store.run(lambda store: store.asked()))
        asked.update(self._passed)
        return next_question(questions, asked, self.services.seed, weights=self.profile.weights)

    def trouble(self, sentence: str) -> None:
        """Show a sentence about something that went wrong, once while it is still to be read."""
        title = "Trouble"
        shown = plain(sentence).plain
        if any(each.message == shown and each.title == title for each in self._notifications):
            return
        self.notify(shown, title=title, severity="error", timeout=20, markup=False)

    def notify(self, message: str, **options: object) -> None:
        """Show a notice; its words are never read as markup."""
        super().notify(plain(message).plain, **{"markup": False, **options})  # type: ignore[arg-type]

    def report_worker(self, event: Worker.StateChanged) -> None:
        """Say and log what went wrong in the background; the screens go on."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            log.error("worker %s failed", event.worker.name, exc_info=error)
            self.trouble(sentence_for(error))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Let no background failure of the app's own pass in silence."""
        self.report_worker(event)

    def _trouble_from_thread(self, sentence: str) -> None:
        self.call_from_thread(self.trouble, sentence)

    # Keys and size

    def action_help(self) -> None:
        """Show the keys that work here."""
        here = self.screen.PLACES if isinstance(self.screen, AppScreen) else ()
        self.show_help((*here, Place.EVERYWHERE))

    async def action_interrupt(self) -> None:
        """Copy the selection; without one stop the interviewer; else ask whether to quit."""
        from textual.widgets import TextArea  # 7 ms, and Home has none

        focused = self.focused
        selected = focused.selected_text if isinstance(focused, TextArea) else self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
            self.notify("Copied.")
        elif not (isinstance(self.screen, AppScreen) and self.screen.stop_speaking()):
            self.push_screen(QuitScreen(), self._answer_quit)

    async def _answer_quit(self, quit_now: bool | None) -> None:
        if quit_now:
            await self.action_quit()

    async def action_quit(self) -> None:
        """Take over the last letters, and quit."""
        for screen in self.screen_stack:
            if isinstance(screen, AppScreen):
                screen.collect()
        self.exit()

    def on_resize(self, event: Resize) -> None:
        """Cover the screens while the terminal is too small for them."""
        small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        covered = isinstance(self.screen, TooSmallScreen)
        if small and not covered:
            self.push_screen(TooSmallScreen())
        elif covered and not small:
            self.pop_screen()
