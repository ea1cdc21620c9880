"""The app: wires the screens to the services; whatever is decided is decided elsewhere."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import DescendantFocus, Resize
from textual.filter import LineFilter
from textual.worker import Worker, WorkerState

from rehearse.domain.clock import today
from rehearse.errors import sentence_for
from rehearse.rehearsal.bridge import StoreThread
from rehearse.rehearsal.seat import Seat
from rehearse.ui.commands import Actions
from rehearse.ui.key_map import KeyMap
from rehearse.ui.key_names import named
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.overlays import QuitScreen, TooSmallScreen, too_small
from rehearse.ui.terminal import Terminal
from rehearse.ui.text import Disarmed, told
from rehearse.ui.themes import OWN, theme_problem
from rehearse.ui.ways import Ways

if TYPE_CHECKING:
    from rehearse.interviewer.port import Notice
    from rehearse.rehearsal.asking import Table
    from rehearse.rehearsal.question_bank import QuestionBank
    from rehearse.rehearsal.services import Services
    from rehearse.ui.drilling import Drills
    from rehearse.ui.interviewing import Mocks
    from rehearse.ui.noting import Interviews
    from rehearse.ui.planning import Agenda

log = logging.getLogger(__name__)

RETRY = 2.0
"""Seconds between attempts to write what the disk refused."""
WRITING = 2.0
"""Seconds that a disk gets for the last letters before the program is stopped all the same."""


class RehearseApp(Ways):
    """Holds the services and the desks, and nothing else; the way between screens is in `ways.py`."""

    TITLE = "rehearse"
    CSS_PATH = "styles/app.tcss"
    COMMANDS: ClassVar[set[type[Provider]]] = {Actions}  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Place.EVERYWHERE, only={"help", "command_palette", "interrupt", "quit"}
    )

    def __init__(
        self,
        services: "Services",
        first: "Callable[[RehearseApp], object] | None" = None,
        key_map: KeyMap | None = None,
    ) -> None:
        """Make the app; `first` is called once Home is there, `key_map` holds the user's own keys."""
        super().__init__()
        for theme in OWN:
            self.register_theme(theme)
        self._dress(services.config.screen.theme)
        self.services = services
        self.key_map = key_map or KeyMap()
        palette = self.key_map.of("everywhere.command_palette")[0]
        self.COMMAND_PALETTE_BINDING = palette  # type: ignore[misc]  # the footer reads it of the app
        self._first = first
        self.plan = services.config.plan(services.cast)
        self.store = StoreThread(services.open_store, self._trouble_from_thread)
        self.seat = Seat(services, self._show_badge, self._tell)
        self.ending = Event()
        self.unsaved: list[str] = []
        self._disarmed = Disarmed()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let every line of every widget pass the last door before it is drawn."""
        return (*super().get_line_filters(), self._disarmed)

    def get_driver_class(self) -> type[Driver]:
        """Hold a terminal in our own way."""
        usual = super().get_driver_class()
        return Terminal if usual is LinuxDriver else usual

    def stand(self) -> None:
        """Have the last letters on the disk before the program is stopped: it may never go on."""
        self.keep()
        self.store.wait(WRITING)

    def go_on(self, stood: float) -> None:
        """Draw everything anew after the program was stopped for some seconds, which no clock counts."""
        self.services.clock.leave_out(stood)
        self.refresh(layout=True)

    # What Home's first paint does without is imported where it is wanted: 280 ms, of which the desks and their screens
    # take 120, the profile 20. `load_ahead` loads what a drill needs while nobody waits for it.

    @cached_property
    def bank(self) -> "QuestionBank":
        """The questions and the profile."""
        from rehearse.rehearsal.question_bank import QuestionBank

        return QuestionBank(self.services, self.store)

    @cached_property
    def table(self) -> "Table":
        """The ways to a question, whoever shows them."""
        from rehearse.rehearsal.asking import Table

        return Table(self.bank, self.seat, self.store)

    @cached_property
    def drills(self) -> "Drills":
        """Every way into a drill."""
        from rehearse.ui.drilling import Drills

        return Drills(self)

    @cached_property
    def mocks(self) -> "Mocks":
        """The mock interviews."""
        from rehearse.ui.interviewing import Mocks

        return Mocks(self)

    @cached_property
    def interviews(self) -> "Interviews":
        """The real interviews."""
        from rehearse.ui.noting import Interviews

        return Interviews(self)

    @cached_property
    def agenda(self) -> "Agenda":
        """The plan."""
        from rehearse.ui.planning import Agenda

        return Agenda(self)

    def get_default_screen(self) -> HomeScreen:
        """Begin with Home. Pushed onto Textual's own first screen, it would be painted 80 ms of work later."""
        return HomeScreen()

    def on_mount(self) -> None:
        """Take the user's own keys, and say what is wrong with the theme."""
        self.set_keymap(dict(self.key_map.own))
        if self.services.config.screen.reduced_motion:
            self.animation_level = "none"
        self.set_interval(RETRY, self.store.retry)
        if problem := theme_problem(self.services.config.screen.theme):
            self.trouble(problem)
        if self._first is not None:
            self.call_after_refresh(self._first, self)

    def _dress(self, theme: str) -> None:
        """Begin in the theme of the settings; without colours an ANSI theme would be black on black.

        Set once everything is there, it would have Home laid out and styled twice: 50 ms of the way to the first paint.
        """
        if not theme_problem(theme) and not (self.no_color and self.available_themes[theme].ansi):
            self.set_reactive(RehearseApp.theme, theme)
            self.stylesheet.set_variables(self.get_css_variables())

    async def on_unmount(self) -> None:
        """End the model, let the last writes reach the disk, and take off it what was deleted long ago."""
        self.ending.set()
        await self.seat.leave()
        self.store.post(lambda store: store.purge())
        self.unsaved = await asyncio.to_thread(self.store.close)

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

    # What screens ask for

    async def open_bank(self) -> None:
        """Read the questions and the profile; again when one of them was written."""
        await self.bank.open()
        self.plan = self.bank.planned(self.plan)

    def trouble(self, sentence: str) -> None:
        """Show a sentence about something that went wrong, once while it is still to be read."""
        title = "Trouble"
        shown = told(sentence)
        if any(each.message == shown and each.title == title for each in self._notifications):
            return
        self.notify(shown, title=title, severity="error", timeout=20, markup=False)

    def notify(self, message: str, **options: object) -> None:
        """Show a notice; its words are never read as markup."""
        super().notify(told(message), **{"markup": False, **options})  # type: ignore[arg-type]

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

    def bell(self) -> None:
        """Ring only where that is wanted."""
        if self.services.config.screen.bell:
            super().bell()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Let no cursor blink where little is to move."""
        if self.services.config.screen.reduced_motion:
            from textual.widgets import Input, TextArea  # 7 ms, and Home has none

            if isinstance(event.widget, TextArea | Input):
                event.widget.cursor_blink = False

    # Keys and size

    def get_key_display(self, binding: Binding) -> str:
        """Spell a key in footer and palette as everywhere else, one of the user's own too."""
        return binding.key_display or named(binding.key) or super().get_key_display(binding)

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
        self.end()

    def on_resize(self, event: Resize) -> None:
        """Cover the screens while the terminal is too small for them."""
        small = too_small(event.size.width, event.size.height)
        covered = isinstance(self.screen, TooSmallScreen)
        if small and not covered:
            self.push_screen(TooSmallScreen())
        elif covered and not small:
            self.pop_screen()
