"""The app: wires the screens to the services; whatever is decided is decided elsewhere."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, ClassVar

from textual import work
from textual.app import App
from textual.binding import BindingType
from textual.command import Provider
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import TextArea
from textual.worker import Worker, WorkerState

from rehearse.bank.library import Library
from rehearse.domain.attempt import Attempt
from rehearse.domain.comparison import side_by_side
from rehearse.domain.critique import Critique
from rehearse.domain.drill import Plan
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.interview import Interview
from rehearse.domain.mock import RECENT, Mock, Stage, choose
from rehearse.domain.persona import Persona
from rehearse.domain.planner import Item
from rehearse.domain.planner import today as plan_for_today
from rehearse.domain.practice import prompt_for
from rehearse.domain.profile import Profile
from rehearse.domain.question import Question
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.selection import next_question
from rehearse.domain.story import Story
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.vocabulary import Coaching
from rehearse.errors import RehearseError, sentence_for
from rehearse.interviewer.port import Notice
from rehearse.storage.port import StoryStore
from rehearse.ui.bridge import StoreThread
from rehearse.ui.commands import Actions
from rehearse.ui.keys import Place, bindings
from rehearse.ui.mocking import MockRun
from rehearse.ui.practising import special_session
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
from rehearse.ui.screens.mock import MockScreen
from rehearse.ui.screens.models import ModelsScreen
from rehearse.ui.screens.overlays import SMALLEST, QuitScreen, TooSmallScreen
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
from rehearse.ui.session import DrillSession
from rehearse.ui.text import plain

log = logging.getLogger(__name__)

_HELP: Mapping[type[Screen[Any]], tuple[Place, ...]] = {
    HomeScreen: (Place.HOME, Place.LISTS),
    QuestionsScreen: (Place.QUESTIONS, Place.LISTS),
    DrillScreen: (Place.CARD, Place.TYPED, Place.SPOKEN, Place.FOLLOW_UP),
    SelfRatingScreen: (Place.SELF_RATING,),
    AttemptScreen: (Place.CRITIQUE,),
    HistoryScreen: (Place.HISTORY, Place.LISTS),
    LedgersScreen: (Place.LISTS,),
    TrendsScreen: (Place.LISTS,),
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


def _screen_of(attempt: Attempt, *, fresh: bool) -> AppScreen:
    """Give the screen that shows an attempt: a part has no critique."""
    partial = attempt.exercise.kind.partial
    return TakeScreen(attempt, fresh=fresh) if partial else AttemptScreen(attempt, fresh=fresh)


class RehearseApp(App[None]):
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
        self.plan: Plan = services.config.drill.plan(services.cast)
        self.library = Library(())
        self._warned = False
        self.profile = Profile()
        self.store = StoreThread(services.open_store, self._trouble_from_thread)
        self.seat = Seat(services, self._show_badge, self._tell)
        self._passed: list[str] = []
        self._library_read = False

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

    def drill(self, question: Question) -> None:
        """Put a question on the table."""
        self._drill(DrillSession.new(self.seat, self.store, question, self.plan))

    def retry(self, attempt: Attempt, plan: Plan) -> None:
        """Answer an attempt's question again; the listener stays the same."""
        known = replace(attempt, question=self.library.with_probes(attempt.question))
        again = replace(plan, persona=attempt.persona, mode=attempt.mode)
        self._drill(DrillSession.retry(self.seat, self.store, known, again))

    def _drill(self, session: DrillSession) -> None:
        self.go_home()
        self.push_screen(DrillScreen(session))
        if not session.drill.plan.exercise.kind.partial:
            self._warn_on_the_eve()

    def _warn_on_the_eve(self) -> None:
        """Say once that the evening before is for openings, not for whole answers (requirement 82)."""
        left = (self.profile.interview_date - today()).days if self.profile.interview_date else None
        if left in (0, 1) and not self._warned:
            self._warned = True
            self.notify(
                "The interview is near: short openings and the last check do more now than whole answers."
            )

    def retry_section(self, attempt: Attempt, section: Section) -> None:
        """Tell one section of an attempt again while the rest stands."""
        self.retry(attempt, replace(self.plan, sections=(section,), exercise=Exercise(Kind.SECTION)))

    @work(group="load", exclusive=True, exit_on_error=False)
    async def resume_attempt(self, attempt_id: int) -> None:
        """Take an unfinished attempt up again; one of a mock that goes on takes up the mock."""
        attempt, mock = await self.store.run(
            lambda store: (store.load(attempt_id), store.mocks.of_attempt(attempt_id))
        )
        if mock is not None and mock.stage is Stage.RUNNING:
            self.take_up_mock(mock)
        elif attempt is not None:
            self._drill(DrillSession.resume(self.seat, self.store, self._known(attempt)))

    def open_attempt(self, attempt_id: int) -> None:
        """Read a finished attempt."""
        self._with_attempt(attempt_id, lambda attempt: self.push_screen(_screen_of(attempt, fresh=False)))

    # Mock interviews

    def show_mocks(self) -> None:
        """Choose how the next mock is taken, or go on with one."""
        self.push_screen(MockScreen(self.plan))

    @work(group="mock", exclusive=True, exit_on_error=False)
    async def begin_mock(self, plan: Plan, panel: Sequence[Persona], count: int) -> None:
        """Draw the questions of a new mock and ask the first."""
        await self.open_library()
        recent = await self.store.run(lambda store: store.mocks.recent_questions(RECENT))
        slots = choose(self.library.questions, recent, panel, count, self.services.seed + len(recent))
        if not slots:
            self.notify("No questions could be read; there is nothing to ask.")
            return
        self._ask(await self.store.run(lambda store: store.mocks.begin(plan, slots)))

    def take_up_mock(self, mock: Mock) -> None:
        """Go on with a mock at the first question that was not answered."""
        if mock.place is None:
            self.end_mock(mock)
        else:
            self._ask(mock)

    def _ask(self, mock: Mock) -> None:
        self._next_of(MockRun(mock, self.services.clock, self.store))

    @work(group="mock", exclusive=True, exit_on_error=False)
    async def _next_of(self, run: MockRun) -> None:
        """Put the present question of a mock on the table, or what was begun of its answer."""
        attempt_id = run.slot.attempt_id
        begun = await self.store.run(lambda store: store.load(attempt_id)) if attempt_id else None
        if begun is not None:
            session = DrillSession.resume(self.seat, self.store, self._known(begun))
        else:
            asked = self.library.with_probes(run.slot.question)
            session = DrillSession.new(self.seat, self.store, asked, run.plan)
        self._drill(session.within(run))

    @work(group="mock", exclusive=True, exit_on_error=False)
    async def end_mock(self, mock: Mock) -> None:
        """End a mock here and look back on it; what was answered is kept."""
        await self._end(MockRun(mock, self.services.clock, self.store))

    async def _end(self, run: MockRun) -> None:
        await run.end()
        self.go_home()
        self.show_debrief(run.mock.id)

    @work(group="mock", exclusive=True, exit_on_error=False)
    async def next_of_mock(self, run: MockRun) -> None:
        """Go on after an answer: the next question, or the debrief after the last."""
        if run.mock.place is None:
            await self._end(run)
        else:
            self._next_of(run)

    @work(group="load", exclusive=True, exit_on_error=False)
    async def note_interview(self, before: Interview | None = None) -> None:
        """Note down a real interview: a new one, or the one kept before another."""
        await self.open_library()
        found = await self.store.run(lambda store: store.mocks.interviews())
        if before is None:
            wanted: Interview | None = Interview(today())
        else:
            ids = [each.id for each in found]
            place = ids.index(before.id) + 1 if before.id in ids else 0
            wanted = found[place] if place < len(found) else None
        if wanted is None:
            self.notify("There is no earlier interview.")
            return
        if before is not None:
            self.pop_screen()
        self.push_screen(InterviewScreen(wanted, self._keep_asked))

    def _keep_asked(self) -> None:
        """Make the questions of the real interviews a pack, and read it."""
        self.store.post(self.services.keep_asked)
        self._library_read = False

    @work(group="load", exclusive=True, exit_on_error=False)
    async def show_profile(self) -> None:
        """Open the profile."""
        self.push_screen(ProfileScreen(await self.store.run(lambda store: store.profile.load())))

    def profile_changed(self) -> None:
        """Read the profile again before the next question is chosen."""
        self._library_read = False

    # The plan

    async def today(self) -> tuple[Item, ...]:
        """Give what to rehearse today; read in the store's thread, spaced in another."""
        known, profile = await self.store.run(lambda store: (store.plan.known(), store.profile.load()))
        return await asyncio.to_thread(
            lambda: plan_for_today(known, today(), profile.interview_date, self.services.spacing())
        )

    @work(group="special", exclusive=True, exit_on_error=False)
    async def start_item(self, item: Item) -> None:
        """Put an item of the plan on the table."""
        unit = item.unit
        kept = await self.store.run(lambda store: store.stories.find(unit.story)) if unit.story else None
        if unit.kind.partial:
            self.special(Exercise(unit.kind), kept.id if kept else None)
            return
        if unit.question:
            asked = next((each for each in self.library.questions if each.key == unit.question), None)
            if asked is None:
                self.notify("That question is in no pack any more.")
            else:
                self.drill(asked)
            return
        fitting = [each for each in self.library.questions if unit.angle in each.angles]
        told = await self.store.run(lambda store: store.asked())
        exercise = Exercise(Kind.ANGLES, prompts=1, angle=unit.angle)
        asked = next_question(fitting, told, self.services.seed) or prompt_for(
            exercise, kept.story if kept else None
        )
        self._drill(DrillSession.new(self.seat, self.store, asked, self.plan).telling(kept, unit.angle))

    def show_debrief(self, mock_id: int) -> None:
        """Look back on a mock."""
        self.push_screen(DebriefScreen(mock_id))

    def conclude(self, attempt: Attempt, mock: MockRun | None = None) -> None:
        """Show the critique of a drill that is over in its place; first ask what the user thinks, if set so.

        In a mock's exam nothing is shown before the debrief.
        """
        if mock is not None:
            mock.answered(attempt.id)
            if mock.mock.plan.coaching is Coaching.EXAM:
                self.next_of_mock(mock)
            else:
                self.switch_screen(AttemptScreen(attempt, fresh=True, mock=mock))
        elif self.services.config.critique.self_rating and attempt.critique is not None:
            self.switch_screen(SelfRatingScreen(attempt))
        else:
            self.show_critique(attempt)

    def show_critique(self, attempt: Attempt) -> None:
        """Show the critique of a drill that is over, or what its take measured, in place of what stands there now."""
        self.switch_screen(_screen_of(attempt, fresh=True))

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

    @work(group="special", exclusive=True, exit_on_error=False)
    async def special(self, wanted: Exercise, story_id: int | None) -> None:
        """Put the next take of a special drill on the table."""
        self._drill(await special_session(self.seat, self.store, self.plan, wanted, story_id))

    def go_on(self, attempt: Attempt) -> None:
        """Go on with an attempt's special drill."""
        self.special(attempt.exercise, attempt.story.id if attempt.story else None)

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

    def remember(self, plan: Plan) -> None:
        """Start the following drills the same way, with all their sections."""
        self.plan = replace(plan, sections=SECTIONS)

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

    def _with_attempt(self, attempt_id: int, then: Callable[[Attempt], object]) -> None:
        async def load() -> None:
            try:
                attempt = await self.store.run(lambda store: store.load(attempt_id))
            except RehearseError as error:
                self.trouble(str(error))
                return
            if attempt is not None:
                then(self._known(attempt))

        self.run_worker(load(), group="load", exclusive=True, exit_on_error=False)

    def _known(self, attempt: Attempt) -> Attempt:
        return replace(attempt, question=self.library.with_probes(attempt.question))

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
