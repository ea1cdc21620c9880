"""One story to write: fields, bullets, figures; every word is a draft on disk until it is kept as a version."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, RadioSet, SelectionList, TextArea

from rehearse.domain.story import Story
from rehearse.errors import RehearseError
from rehearse.rehearsal.drafting import StoryDraft
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import AUTOSAVE, AppScreen
from rehearse.ui.text import Plain
from rehearse.ui.widgets import story_view as view
from rehearse.ui.widgets.key_line import KeyLine
from rehearse.ui.widgets.story_form import StoryForm


class StoryEditorScreen(AppScreen):
    """Edits the present version of a story, or goes on with its draft; `kept` is None for a new one."""

    PLACES = (Place.STORY,)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.STORY),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    AUTO_FOCUS = ""
    """Textual's own would scroll the title's name away."""

    def __init__(self, story_id: int | None, kept: Story | None, draft: Story | None) -> None:
        super().__init__()
        self._story_id = story_id
        self._begin = draft or kept or Story("")
        self._from_draft = draft is not None and kept is not None

    def compose(self) -> ComposeResult:
        """Lay out the form below the line that says how far the story is."""
        title = "Story, going on with its draft" if self._from_draft else "Story"
        yield Plain(title, classes="title")
        yield Plain(id="story-progress")
        yield StoryForm(self._begin)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the title, and its name above it."""
        self.draft = StoryDraft(self.rehearse.store, self._story_id, self._begin)
        self.set_interval(AUTOSAVE, self.draft.autosave)
        self.set_focus(self.query_one("#title"), scroll_visible=False)
        self._show()

    def on_unmount(self) -> None:
        """Leave nothing unsaved behind, however the screen was closed."""
        self.draft.save()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(SelectionList.SelectedChanged)
    @on(RadioSet.Changed)
    def collect(self) -> None:
        """Take over what stands in the form."""
        if hasattr(self, "draft"):
            self.draft.write(self.query_one(StoryForm).story())
            self._show()

    def keep(self) -> None:
        """Queue the last letters for the disk."""
        self.collect()
        self.draft.save()

    def _show(self) -> None:
        self.query_one("#story-progress", Plain).show(view.progress(self.draft.story))

    def action_next_part(self) -> None:
        """Go on to the next part of the form."""
        self.focus_next()

    def action_part_back(self) -> None:
        """Return to the part before."""
        self.focus_previous()

    @work(group="keep", exclusive=True, exit_on_error=False)
    async def action_keep(self) -> None:
        """Keep the story as its next version."""
        self.collect()
        try:
            kept = await self.draft.keep()
        except RehearseError as error:
            self.rehearse.trouble(
                self.keyed(f"{error} Your words stay here; mend that and press <story.keep> again.")
            )
            return
        state = "it is ready." if kept.story.ready else kept.story.refusal
        self.rehearse.notify(f"Kept as version {kept.version}; {state}", title=kept.story.title)
        self.step_back()

    @work(group="keep", exclusive=True, exit_on_error=False)
    async def action_drop(self) -> None:
        """Forget the draft."""
        await self.draft.drop()
        self.rehearse.notify("The changes were dropped; what was kept before stands.")
        self.step_back()

    def action_leave(self) -> None:
        """Go back; what was written stays a draft."""
        self.collect()
        if self.draft.story != self._begin:
            self.draft.save()
            self.rehearse.notify("Kept as a draft: open the story again to go on.")
        self.app.pop_screen()
