"""The app: wires the screens to the services; whatever is decided is decided elsewhere."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from threading import Event
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import DescendantFocus, Resize
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Input, TextArea
from textual.worker import Worker, WorkerState

from rehearse.domain.attempt import Attempt
from rehearse.domain.comparison import side_by_side
from rehearse.domain.critique import Critique
from rehearse.domain.exercise import Kind
from rehearse.domain.story import Story
from rehearse.domain.story_bank import KeptStory
from rehearse.errors import RehearseError, sentence_for
from rehearse.interviewer.port import Notice
from rehearse.rehearsal.asking import Table
from rehearse.rehearsal.bridge import StoreThread
from rehearse.rehearsal.question_bank import QuestionBank
from rehearse.rehearsal.seat import Seat
from rehearse.rehearsal.services import Services
from rehearse.storage.port import StoryStore
from rehearse.ui.commands import Actions
from rehearse.ui.drilling import Drills
from rehearse.ui.ending import EndingApp
from rehearse.ui.interviewing import Mocks
from rehearse.ui.key_map import KeyMap
from rehearse.ui.keys import Place, bindings, named
from rehearse.ui.planning import Agenda
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.screens.compare import CompareScreen
from rehearse.ui.screens.coverage import CoverageScreen
from rehearse.ui.screens.cue_card import CueCardScreen, LastPageScreen
from rehearse.ui.screens.debrief import DebriefScreen
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.help import HelpScreen
from rehearse.ui.screens.history import HistoryScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.interview import InterviewScreen
from rehearse.ui.screens.ledgers import LedgersScreen
from rehearse.ui.screens.look import LookScreen
from rehearse.ui.screens.mock import MockScreen
from rehearse.ui.screens.models import ModelsScreen
from rehearse.ui.screens.overlays import SMALLEST, QuitScreen, TooSmallScreen
from rehearse.ui.screens.plan import PlanScreen
from rehearse.ui.screens.practice import PracticeScreen
from rehearse.ui.screens.profile import ProfileScreen
from rehearse.ui.screens.questions import QuestionsScreen
from rehearse.ui.screens.self_rating import SelfRatingScreen
from rehearse.ui.screens.stories import StoriesScreen
from rehearse.ui.screens.story_editor import StoryEditorScreen
from rehearse.ui.screens.story_wizard import StoryWizardScreen
from rehearse.ui.screens.take import TakeScreen
from rehearse.ui.screens.trends import TrendsScreen
from rehearse.ui.terminal import Terminal
from rehearse.ui.text import Disarmed, plain
from rehearse.ui.themes import OWN, theme_problem

log = logging.getLogger(__name__)

RETRY = 2.0
"""Seconds between attempts to write what the disk refused."""
WRITING = 2.0
"""Seconds that a disk gets for the last letters before the program is stopped all the same."""

_HELP: Mapping[type[Screen[Any]], tuple[Place, ...]] = {
    HomeScreen: (Place.HOME, Place.LISTS),
    QuestionsScreen: (Place.QUESTIONS, Place.LISTS),
    DrillScreen: (Place.CARD, Place.TYPED, Place.SPOKEN, Place.FOLLOW_UP),
    SelfRatingScreen: (Place.SELF_RATING,),
    AttemptScreen: (Place.CRITIQUE,),
    HistoryScreen: (Place.HISTORY, Place.LISTS),
    LedgersScreen: (Place.LISTS,),
    TrendsScreen: (Place.TRENDS, Place.LISTS),
    PlanScreen: (Place.PLAN, Place.LISTS),
    ModelsScreen: (Place.MODELS, Place.LISTS),
    LookScreen: (Place.LOOK, Place.LISTS),
    PracticeScreen: (Place.PRACTICE, Place.LISTS),
    MockScreen: (Place.MOCK, Place.LISTS),
    DebriefScreen: (Place.DEBRIEF, Place.LISTS),
    InterviewScreen: (Place.INTERVIEW,),
    ProfileScreen: (Place.PROFILE,),
    TakeScreen: (Place.TAKE,),
    StoriesScreen: (Place.STORIES, Place.LISTS),
    StoryEditorScreen: (Place.STORY,),
    StoryWizardScreen: (Place.WIZARD,),
    CoverageScreen: (Place.COVERAGE,),
    CueCardScreen: (Place.CUE_CARD,),
}


def today() -> date:
    """Give the user's own date."""
    return datetime.now(UTC).astimezone().date()


class RehearseApp(EndingApp):
    """Holds the services, the way between screens, and nothing else."""

    TITLE = "rehearse"
    CSS_PATH = "styles/app.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    COMMANDS: ClassVar[set[type[Provider]]] = {Actions}  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Place.EVERYWHERE, only={"help", "command_palette", "interrupt", "quit"}
    )

    def __init__(
        self,
        services: Services,
        first: "Callable[[RehearseApp], object] | None" = None,
        key_map: KeyMap | None = None,
    ) -> None:
        """Make the app; `first` is called once Home is there, `key_map` holds the user's own keys."""
        super().__init__()
        for theme in OWN:
            self.register_theme(theme)
        self.services = services
        self.key_map = key_map or KeyMap()
        palette = self.key_map.of("everywhere.command_palette")[0]
        self.COMMAND_PALETTE_BINDING = palette  # type: ignore[misc]  # the footer reads it of the app
        self._first = first
        self.store = StoreThread(services.open_store, self._trouble_from_thread)
        self.bank = QuestionBank(services, self.store)
        self.seat = Seat(services, self._show_badge, self._tell)
        self.table = Table(self.bank, self.seat, self.store)
        self.drills = Drills(self, services.config.plan(services.cast), self.day)
        self.mocks = Mocks(self)
        self.agenda = Agenda(self)
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
        """Have the last letters on the disk before the program is stopped."""
        self.keep()
        self.store.wait(WRITING)

    def go_on(self, stood: float) -> None:
        """Draw everything anew after the program was stopped for some seconds, which no clock counts."""
        self.services.clock.leave_out(stood)
        self.refresh(layout=True)

    def on_mount(self) -> None:
        """Dress, take the user's own keys, and show Home."""
        self.set_keymap(dict(self.key_map.own))
        if self.services.config.screen.reduced_motion:
            self.animation_level = "none"
        self.push_screen(HomeScreen())
        self.set_interval(RETRY, self.store.retry)
        self._dress(self.services.config.screen.theme)
        if self._first is not None:
            self.call_after_refresh(self._first, self)

    def _dress(self, theme: str) -> None:
        """Take the theme of the settings; without colours an ANSI theme would be black on black."""
        if problem := theme_problem(theme):
            self.trouble(problem)
        elif not (self.no_color and self.available_themes[theme].ansi):
            self.theme = theme

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

    def _tell(self, notice: Notice) -> None:
        self.notify(notice.text, title="Interviewer", timeout=10)

    # The way between screens

    def go_home(self) -> None:
        """Close every screen above Home."""
        while len(self.screen_stack) > 2:
            self.pop_screen()

    @work(group="load", exclusive=True, exit_on_error=False)
    async def show_profile(self) -> None:
        """Open the profile."""
        self.push_screen(ProfileScreen(await self.store.run(lambda store: store.profile.load())))

    def show_plan(self) -> None:
        """Show what to rehearse in the days to come."""
        self.push_screen(PlanScreen())

    def open_ledgers(self, attempt: Attempt, critique: Critique) -> None:
        """Open what a critique rests on."""
        self.push_screen(LedgersScreen(attempt, critique))

    @work(group="load", exclusive=True, exit_on_error=False)
    async def compare(self, one: int, other: int) -> None:
        """Show two attempts side by side."""
        found = await self.store.run(lambda store: (store.load(one), store.load(other)))
        if found[0] is not None and found[1] is not None:
            self.push_screen(CompareScreen(side_by_side(found[0], found[1])))

    def show_history(self, marked: int | None = None) -> None:
        """Open the history, with one attempt marked."""
        self.go_home()
        self.push_screen(HistoryScreen(marked))

    def show_trends(self) -> None:
        """Show what changes from attempt to attempt."""
        self.push_screen(TrendsScreen())

    def practise(self, story_id: int | None = None, kind: Kind | None = None) -> None:
        """Choose a special drill, with a story or a drill marked."""
        self.push_screen(PracticeScreen(story_id, kind))

    @work(group="load", exclusive=True, exit_on_error=False)
    async def choose_question(self) -> None:
        """Choose a question from the packs; one that was written just now is among them."""
        await self.open_bank()
        self.push_screen(QuestionsScreen())

    def choose_model(self) -> None:
        """Choose who asks."""
        self.push_screen(ModelsScreen())

    def choose_look(self) -> None:
        """Choose a theme."""
        self.push_screen(LookScreen())

    def show_stories(self) -> None:
        """Open the story bank."""
        self.push_screen(StoriesScreen())

    def edit_story(self, story_id: int | None, begin: Story | None = None) -> None:
        """Open a story to edit, or a new one."""

        def edit(stories: StoryStore) -> tuple[KeptStory | None, Story | None]:
            if story_id is None:
                return None, begin
            return stories.load(story_id), stories.draft(story_id)

        async def load() -> None:
            try:
                kept, draft = await self.store.run(lambda store: edit(store.stories))
            except RehearseError as error:
                self.trouble(str(error))
                return
            self.push_screen(StoryEditorScreen(story_id, kept.story if kept else None, draft))

        self.run_worker(load(), group="load", exclusive=True, exit_on_error=False)

    def write_stories(self, only: int | None = None) -> None:
        """Open the wizard, for the five core stories or for what one story lacks."""
        self.push_screen(StoryWizardScreen(only))

    def show_board(self) -> None:
        """Show what the bank covers."""
        self.push_screen(CoverageScreen())

    def show_last_page(self) -> None:
        """Show the page for the last minutes before an interview."""
        self.push_screen(LastPageScreen())

    def show_cue_card(self, kept: KeptStory) -> None:
        """Show a story as bullets for an angle."""
        self.push_screen(CueCardScreen(kept))

    # What screens ask for

    async def open_bank(self) -> None:
        """Read the questions and the profile; again when one of them was written."""
        await self.bank.open()
        self.drills.plan = self.bank.planned(self.drills.plan)

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

    def bell(self) -> None:
        """Ring only where that is wanted."""
        if self.services.config.screen.bell:
            super().bell()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Let no cursor blink where little is to move."""
        if self.services.config.screen.reduced_motion and isinstance(event.widget, TextArea | Input):
            event.widget.cursor_blink = False

    # Keys and size

    def get_key_display(self, binding: Binding) -> str:
        """Spell a key in footer and palette as everywhere else, one of the user's own too."""
        return binding.key_display or named(binding.key) or super().get_key_display(binding)

    def action_help(self) -> None:
        """Show the keys that work here."""
        if not isinstance(self.screen, HelpScreen):
            here = _HELP.get(type(self.screen), ())
            self.push_screen(HelpScreen((*here, Place.EVERYWHERE), self.key_map))

    async def action_interrupt(self) -> None:
        """Copy the selection; without one stop the interviewer; else ask whether to quit."""
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
        small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        covered = isinstance(self.screen, TooSmallScreen)
        if small and not covered:
            self.push_screen(TooSmallScreen())
        elif covered and not small:
            self.pop_screen()
