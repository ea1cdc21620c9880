"""The app: wires the screens to the services; whatever is decided is decided elsewhere."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, ClassVar

from textual import work
from textual.binding import BindingType
from textual.command import Provider
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import TextArea
from textual.worker import Worker, WorkerState

from rehearse.bank.library import Library
from rehearse.domain.attempt import Attempt
from rehearse.domain.comparison import side_by_side
from rehearse.domain.critique import Critique
from rehearse.domain.exercise import Kind
from rehearse.domain.profile import Profile
from rehearse.domain.question import Question
from rehearse.domain.selection import next_question
from rehearse.domain.story import Story
from rehearse.domain.story_bank import KeptStory
from rehearse.errors import RehearseError, sentence_for
from rehearse.interviewer.port import Notice
from rehearse.storage.port import StoryStore
from rehearse.ui.bridge import StoreThread
from rehearse.ui.commands import Actions
from rehearse.ui.drilling import Drills
from rehearse.ui.ending import EndingApp
from rehearse.ui.interviewing import Mocks
from rehearse.ui.keys import Place, bindings
from rehearse.ui.planning import Agenda
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.base import AppScreen, FittedScreen
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
from rehearse.ui.seat import Seat
from rehearse.ui.services import Services
from rehearse.ui.terminal import Terminal
from rehearse.ui.text import plain

log = logging.getLogger(__name__)

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

    def __init__(self, services: Services, first: "Callable[[RehearseApp], object] | None" = None) -> None:
        """Make the app; `first` is called once Home is there."""
        super().__init__()
        self.services = services
        self._first = first
        self.library = Library(())
        self.profile = Profile()
        self.store = StoreThread(services.open_store, self._trouble_from_thread)
        self.seat = Seat(services, self._show_badge, self._tell)
        self.drills = Drills(self, services.config.drill.plan(services.cast), self.day)
        self.mocks = Mocks(self)
        self.agenda = Agenda(self)
        self._passed: list[str] = []
        self._library_read = False

    def get_driver_class(self) -> type[Driver]:
        """Hold a terminal in our own way."""
        usual = super().get_driver_class()
        return Terminal if usual is LinuxDriver else usual

    def get_default_screen(self) -> Screen[Any]:
        """Give the empty screen below Home."""
        return FittedScreen(id="_default")

    def stand(self) -> None:
        """Have the last letters on the disk before the program is stopped: it may never go on."""
        self.keep()
        self.store.wait(WRITING)

    def go_on(self, stood: float) -> None:
        """Draw everything anew after the program was stopped for some seconds, which no clock counts."""
        self.services.clock.leave_out(stood)
        self.refresh(layout=True)

    def on_mount(self) -> None:
        """Dress, and show Home."""
        self.push_screen(HomeScreen())
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
        await self.open_library()
        self.push_screen(QuestionsScreen())

    def choose_model(self) -> None:
        """Choose who asks."""
        self.push_screen(ModelsScreen())

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
                self.drills.plan = replace(self.drills.plan, experience=self.profile.experience)
            self._library_read = True

    def read_library_again(self) -> None:
        """Read packs and profile anew before the next question is chosen."""
        self._library_read = False

    def known(self, attempt: Attempt) -> Attempt:
        """Give an attempt with what its pack knows of its question."""
        return replace(attempt, question=self.library.with_probes(attempt.question))

    async def propose(self, instead_of: Question | None = None) -> Question | None:
        """Pick the question that comes next; one that was passed over comes later."""
        questions = self.library.questions
        if instead_of is not None:
            self._passed.append(instead_of.key)
            questions = tuple(each for each in questions if each.key != instead_of.key) or questions
        asked = await self.store.run(lambda store: store.asked())
        return next_question(
            questions, [*asked, *self._passed], self.services.seed, weights=self.profile.weights
        )

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
        if not isinstance(self.screen, HelpScreen):
            here = _HELP.get(type(self.screen), ())
            self.push_screen(HelpScreen((*here, Place.EVERYWHERE)))

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
