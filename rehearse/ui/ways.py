"""The way between screens. Each is imported when it is first shown: together they take 90 ms, and Home needs none."""

from typing import TYPE_CHECKING

from textual import work

from rehearse.errors import UNREADABLE
from rehearse.rehearsal.bridge import StoreThread
from rehearse.ui.ending import EndingApp
from rehearse.ui.key_map import KeyMap

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from rehearse.domain.attempt import Attempt
    from rehearse.domain.critique import Critique
    from rehearse.domain.exercise import Kind
    from rehearse.domain.story import Story
    from rehearse.domain.story_bank import KeptStory
    from rehearse.storage.port import StoryStore
    from rehearse.ui.keys import Place


class Ways(EndingApp):
    """An app whose screens lead to one another."""

    store: StoreThread
    key_map: KeyMap

    async def open_bank(self) -> None:
        """Read the questions and the profile."""
        raise NotImplementedError

    def trouble(self, sentence: str) -> None:
        """Show a sentence about something that went wrong."""
        raise NotImplementedError

    def go_home(self) -> None:
        """Close every screen above Home."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    @work(group="load", exclusive=True, exit_on_error=False)
    async def show_profile(self) -> None:
        """Open the profile."""
        from rehearse.ui.screens.profile import ProfileScreen

        self.push_screen(ProfileScreen(await self.store.run(lambda store: store.profile.load())))

    def show_plan(self) -> None:
        """Show what to rehearse in the days to come."""
        from rehearse.ui.screens.plan import PlanScreen

        self.push_screen(PlanScreen())

    def open_ledgers(self, attempt: "Attempt", critique: "Critique") -> None:
        """Open what a critique rests on."""
        from rehearse.ui.screens.ledgers import LedgersScreen

        self.push_screen(LedgersScreen(attempt, critique))

    @work(group="load", exclusive=True, exit_on_error=False)
    async def compare(self, one: int, other: int) -> None:
        """Show two attempts side by side."""
        from rehearse.domain.comparison import side_by_side
        from rehearse.ui.screens.compare import CompareScreen

        found = await self.store.run(lambda store: (store.load(one), store.load(other)))
        if found[0] is not None and found[1] is not None:
            self.push_screen(CompareScreen(side_by_side(found[0], found[1])))
        else:
            self.trouble(UNREADABLE)

    def show_history(self, marked: int | None = None) -> None:
        """Open the history, with one attempt marked."""
        from rehearse.ui.screens.history import HistoryScreen

        self.go_home()
        self.push_screen(HistoryScreen(marked))

    def show_trends(self) -> None:
        """Show what changes from attempt to attempt."""
        from rehearse.ui.screens.trends import TrendsScreen

        self.push_screen(TrendsScreen())

    def practise(self, story_id: int | None = None, kind: "Kind | None" = None) -> None:
        """Choose a special drill, with a story or a drill marked."""
        from rehearse.ui.screens.practice import PracticeScreen

        self.push_screen(PracticeScreen(story_id, kind))

    @work(group="load", exclusive=True, exit_on_error=False)
    async def choose_question(self) -> None:
        """Choose a question from the packs; one that was written just now is among them."""
        from rehearse.ui.screens.questions import QuestionsScreen

        await self.open_bank()
        self.push_screen(QuestionsScreen())

    def choose_model(self) -> None:
        """Choose who asks."""
        from rehearse.ui.screens.models import ModelsScreen

        self.push_screen(ModelsScreen())

    def ask_date(self, present: "date | None", take: "Callable[[date | None], None]") -> None:
        """Ask for the day of the interview."""
        from rehearse.ui.screens.date_prompt import DatePrompt

        self.push_screen(DatePrompt(present), take)

    def choose_look(self) -> None:
        """Choose a theme."""
        from rehearse.ui.screens.look import LookScreen

        self.push_screen(LookScreen())

    def show_stories(self) -> None:
        """Open the story bank."""
        from rehearse.ui.screens.stories import StoriesScreen

        self.push_screen(StoriesScreen())

    @work(group="load", exclusive=True, exit_on_error=False)
    async def edit_story(self, story_id: int | None, begin: "Story | None" = None) -> None:
        """Open a story to edit, or a new one."""
        from rehearse.ui.screens.story_editor import StoryEditorScreen

        def edit(stories: "StoryStore") -> "tuple[Story | None, Story | None]":
            if story_id is None:
                return None, begin
            kept = stories.load(story_id)
            return kept.story if kept else None, stories.draft(story_id)

        kept, draft = await self.store.run(lambda store: edit(store.stories))
        self.push_screen(StoryEditorScreen(story_id, kept, draft))

    def write_stories(self, only: int | None = None) -> None:
        """Open the wizard, for the five core stories or for what one story lacks."""
        from rehearse.ui.screens.story_wizard import StoryWizardScreen

        self.push_screen(StoryWizardScreen(only))

    def show_board(self) -> None:
        """Show what the bank covers."""
        from rehearse.ui.screens.coverage import CoverageScreen

        self.push_screen(CoverageScreen())

    def show_last_page(self) -> None:
        """Show the page for the last minutes before an interview."""
        from rehearse.ui.screens.cue_card import LastPageScreen

        self.push_screen(LastPageScreen())

    def show_cue_card(self, kept: "KeptStory") -> None:
        """Show a story as bullets for an angle."""
        from rehearse.ui.screens.cue_card import CueCardScreen

        self.push_screen(CueCardScreen(kept))

    def show_help(self, places: "tuple[Place, ...]") -> None:
        """Show the keys of some places, unless they are shown already."""
        from rehearse.ui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(places, self.key_map))
