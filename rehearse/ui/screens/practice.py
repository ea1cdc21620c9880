"""Practice: a story and a special drill, how far the two have come, and one key to start."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import DataTable

from rehearse.domain.exercise import SPECIAL, Exercise, Kind
from rehearse.domain.practice import FEWEST_PROMPTS, MOST_PROMPTS, about, so_far
from rehearse.domain.story_bank import KeptStory, times_told
from rehearse.storage.port import Store
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.text import Plain, cell, plain, shortened
from rehearse.ui.widgets.key_line import KeyLine
from rehearse.ui.widgets.list_table import ListTable

NONE = "none"
"""Key of the line that stands for no story of the bank."""


class PracticeScreen(AppScreen):
    """Lists the stories beside the special drills."""

    PLACES = (Place.PRACTICE, Place.LISTS)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.PRACTICE),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self, story_id: int | None = None, kind: Kind | None = None) -> None:
        super().__init__()
        self._wanted = story_id
        self._wanted_kind = kind
        self._stories: list[KeptStory] = []
        self._standings: dict[Kind, str] = {}
        self._prompts = FEWEST_PROMPTS

    def compose(self) -> ComposeResult:
        """Lay out stories, drills, and what the marked drill is for."""
        yield Plain("Practice a part of one story", classes="title")
        with Horizontal(classes="body"):
            yield ListTable("Story", "Told", id="practice-stories", own_enter=False)
            yield ListTable("Drill", "So far", id="practice-drills", own_enter=False)
        yield Plain(id="practice-about")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the bank."""
        self.set_focus(self.query_one("#practice-stories"))
        self.read()

    def on_screen_resume(self) -> None:
        """Show what a drill has changed."""
        if self._standings:
            self.read()

    @work(group="practice", exclusive=True, exit_on_error=False)
    async def read(self) -> None:
        """Read the stories and how often each was told."""
        self._stories, uses = await self.rehearse.store.run(
            lambda store: (store.stories.all(), store.stories.uses())
        )
        told = times_told(uses)
        lines = [
            (str(each.id), (cell(shortened(each.story.title, 40)), cell(f"{told[each.id]}×")))
            for each in self._stories
        ]
        stories = self.query_one("#practice-stories", ListTable)
        stories.fill([*lines, (NONE, (cell("No story of the bank"), cell("")))])
        keys = [key for key, _ in lines]
        if self._wanted is not None and str(self._wanted) in keys:
            stories.move_cursor(row=keys.index(str(self._wanted)))
            self.set_focus(self.query_one("#practice-drills"))
        self._wanted = None
        self.read_standings()

    @property
    def _story_id(self) -> int | None:
        marked = self.query_one("#practice-stories", ListTable).marked
        return int(marked) if marked not in (None, NONE) else None

    @on(DataTable.RowHighlighted, "#practice-stories")
    def mark_story(self) -> None:
        """Show how far the marked story has come."""
        self.read_standings()

    @work(group="standings", exclusive=True, exit_on_error=False)
    async def read_standings(self) -> None:
        """Read how far the marked story has come in each drill."""
        story_id = self._story_id

        def read(store: Store) -> dict[Kind, str]:
            return {kind: so_far(kind, store.takes(kind, story_id)) for kind in SPECIAL}

        self._standings = await self.rehearse.store.run(read)
        drills = self.query_one("#practice-drills", ListTable)
        drills.fill([(kind.value, (cell(kind.label), cell(self._standings[kind]))) for kind in SPECIAL])
        if self._wanted_kind is not None:
            drills.move_cursor(row=SPECIAL.index(self._wanted_kind))
            self._wanted_kind = None
        self._describe()

    @on(DataTable.RowHighlighted, "#practice-drills")
    def mark_drill(self) -> None:
        """Say what the marked drill is for."""
        self._describe()

    @property
    def _kind(self) -> Kind:
        marked = self.query_one("#practice-drills", ListTable).marked
        return Kind(marked) if marked else SPECIAL[0]

    def _describe(self) -> None:
        kind, key_map = self._kind, self.rehearse.key_map
        plan = self.rehearse.plan
        text = about(kind, plan.budget)
        if kind is Kind.ANGLES:
            text += f"\nA new round has {self._prompts} prompts; {key_map.shown('practice.prompts')} changes that."
        self.query_one("#practice-about", Plain).show(
            plain(f"{text}\n{key_map.shown('practice.start')} starts: {plan.mode}, {plan.coaching}")
        )

    @on(DataTable.RowSelected)
    def action_start(self) -> None:
        """Go from the story to the drills, and from a drill into it."""
        drills = self.query_one("#practice-drills")
        if self.focused is not drills:
            self.set_focus(drills)
        elif self._standings:
            self.rehearse.drills.special(Exercise(self._kind, prompts=self._prompts), self._story_id)

    def action_side(self, name: str) -> None:
        """Go to the other list."""
        self.set_focus(self.query_one(f"#practice-{name}"))

    def action_prompts(self) -> None:
        """Change how many prompts a new round of angles has, from 4 to 6."""
        span = MOST_PROMPTS - FEWEST_PROMPTS + 1
        self._prompts = FEWEST_PROMPTS + (self._prompts - FEWEST_PROMPTS + 1) % span
        self._describe()
