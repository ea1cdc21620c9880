"""The story bank: every story with what it lacks, and the ways to write, show, keep and share them."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import DataTable, Input

from rehearse.domain.story_bank import KeptStory, times_told
from rehearse.domain.text import counted
from rehearse.paths import expanded
from rehearse.rehearsal.drafting import kept_and_begun
from rehearse.storage.port import Store
from rehearse.storage.story_files import read_file, take_in, write_file
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import ReadingScreen
from rehearse.ui.text import Plain
from rehearse.ui.widgets import story_view as view
from rehearse.ui.widgets.hidden_line import HiddenLine
from rehearse.ui.widgets.key_line import KeyLine
from rehearse.ui.widgets.list_table import ListTable

EMPTY = (
    "No stories yet. Answers are made of five to seven stories, each kept as fields and bullets.\n\n"
    "<stories.wizard> asks for five of them, one small step at a time; <stories.new> opens an empty form; "
    "<stories.import_file> reads a file."
)
NO_ARCHIVED = "Nothing is archived. <stories.archived> goes back to the bank."


class StoriesScreen(ReadingScreen):
    """Lists the stories beside the marked one."""

    PLACES = (Place.STORIES, Place.LISTS)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.STORIES),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._stories: dict[str, KeptStory] = {}
        self._archived = False
        self._ways_back: list[Callable[[Store], object]] = []
        self._versions: list[KeptStory] = []
        self._asked_for = ""

    def compose(self) -> ComposeResult:
        """Lay out the list beside the marked story."""
        yield Plain("Stories", id="stories-title", classes="title")
        yield HiddenLine(id="story-file")
        yield Plain(self.keyed(EMPTY), id="no-stories")
        with Horizontal(id="stories-body", classes="body"):
            yield ListTable(*view.COLUMNS, id="stories", own_enter=False)
            with VerticalScroll(id="story"):
                yield Plain(id="story-card")
        yield KeyLine()

    @work(group="stories", exclusive=True, exit_on_error=False)
    async def read(self) -> None:
        """Read the stories and list them."""
        archived = self._archived
        found, uses = await self.rehearse.store.run(
            lambda store: (
                store.stories.all(archived=True) if archived else kept_and_begun(store.stories),
                store.stories.uses(),
            )
        )
        told = times_told(uses)
        self._stories = {str(kept.id): kept for kept in found}
        self._versions = []
        lines = [(str(kept.id), view.story_cells(kept, told[kept.id])) for kept in found]
        self.query_one(ListTable).fill(lines)
        what = "archived" if archived else "in the bank"
        self.query_one("#stories-title", Plain).show(f"Stories  ·  {len(found)} {what}")
        empty = self.query_one("#no-stories", Plain)
        empty.show(self.keyed(NO_ARCHIVED if archived else EMPTY))
        empty.display = not lines
        self.query_one("#stories-body").display = bool(lines)
        if not self.query_one(HiddenLine).display:
            self.set_focus(self.query_one(ListTable) if lines else None)
        self._show_marked()

    @property
    def _marked(self) -> KeptStory | None:
        return self._stories.get(self.query_one(ListTable).marked or "")

    @property
    def _marked_id(self) -> int | None:
        marked = self.query_one(ListTable).marked
        return int(marked) if marked else None

    def _show_marked(self) -> None:
        if kept := self._marked:
            self.query_one("#story-card", Plain).show(view.story_card(kept, self.rehearse.key_map))

    @on(DataTable.RowHighlighted)
    def show_story(self) -> None:
        """Show the marked story from its beginning."""
        self._versions = []
        self._show_marked()
        self.query_one("#story").scroll_home(animate=False)

    @on(DataTable.RowSelected)
    def action_edit(self) -> None:
        """Edit the marked story."""
        if (story_id := self._marked_id) is not None:
            self.rehearse.edit_story(story_id)

    def action_new(self) -> None:
        """Begin a new story."""
        self.rehearse.edit_story(None)

    def action_wizard(self) -> None:
        """Be asked for five core stories."""
        self.rehearse.write_stories()

    def action_fill(self) -> None:
        """Be asked only for what the marked story lacks."""
        if (story_id := self._marked_id) is not None:
            self.rehearse.write_stories(story_id)

    def action_board(self) -> None:
        """Show what the bank covers."""
        self.rehearse.show_board()

    def action_card(self) -> None:
        """Show the marked story as bullets."""
        if kept := self._marked:
            self.rehearse.show_cue_card(kept)

    def action_practice(self) -> None:
        """Practise a part of the marked story."""
        self.rehearse.practise(self._marked_id)

    def action_last_page(self) -> None:
        """Show the page for the last minutes before an interview."""
        self.rehearse.show_last_page()

    def action_archived(self) -> None:
        """Show the archived stories, or those of the bank."""
        self._archived = not self._archived
        self.read()

    def action_archive(self) -> None:
        """Take the marked story out of the bank; of one that is only begun the draft goes."""
        kept = self._marked
        if kept is None or self._archived:
            return
        if kept.version:
            self._ways_back.append(lambda store: store.stories.restore(kept.id))
            done = self.keyed("Archived; <stories.undo> brings it back.")
            self._change(lambda store: store.stories.archive(kept.id), done)
        else:
            self._ways_back.append(lambda store: store.stories.save_draft(None, kept.story))
            done = self.keyed("The draft was dropped; <stories.undo> brings it back.")
            self._change(lambda store: store.stories.drop_draft(kept.id), done)

    def action_undo(self) -> None:
        """Bring the story back that was taken out last."""
        if self._ways_back:
            self._change(self._ways_back.pop(), "Back in the bank.")
        else:
            self.rehearse.notify("Nothing was taken out of the bank here.")

    @work(group="versions", exclusive=True, exit_on_error=False)
    async def action_versions(self) -> None:
        """Show the marked story's versions, newest first, one after the other."""
        kept = self._marked
        if kept is None or not kept.version:
            return
        versions = self._versions_of(kept)
        if not versions:
            versions = await self.rehearse.store.run(lambda store: store.stories.versions(kept.id))
            if self._marked_id != kept.id:  # another story was marked while the disk was waited for
                return
        if not versions:
            self.rehearse.trouble("No version of this story can be read.")
            return
        self._versions = [*versions[1:], versions[0]]
        shown = self._versions[0]
        self.query_one("#story-card", Plain).show(
            view.story_card(shown, self.rehearse.key_map, version_of=len(self._versions))
        )

    def _versions_of(self, kept: KeptStory) -> list[KeptStory]:
        """Give what was read of the versions of a story, the shown one first; nothing if they are another's."""
        return self._versions if self._versions and self._versions[0].id == kept.id else []

    def action_restore(self) -> None:
        """Bring the shown version, or the archived story, back."""
        kept = self._marked
        if kept is None:
            return
        if self._archived:
            self._change(lambda store: store.stories.restore(kept.id), "Back in the bank.")
        elif (versions := self._versions_of(kept)) and versions[0].version != kept.version:
            shown = versions[0]
            self._change(
                lambda store: store.stories.keep(kept.id, shown.story),
                f"Version {shown.version} is the newest again; none was lost.",
            )
        else:
            self.rehearse.notify(
                self.keyed(
                    "<stories.versions> shows older versions; <stories.restore> then brings the shown one back."
                )
            )

    @work(group="change", exit_on_error=False)
    async def _change(self, change: Callable[[Store], object], done: str) -> None:
        await self.rehearse.store.run(change)
        self.rehearse.notify(done)
        self.read()

    # Files

    def action_export(self) -> None:
        """Ask for a file to write all stories into."""
        self._ask_for("export", "File to write all stories into: .md or .json")

    def action_import_file(self) -> None:
        """Ask for a file to read stories from."""
        self._ask_for("import", "File to read stories from: Markdown, JSON or a list of bullets")

    def _ask_for(self, what: str, hint: str) -> None:
        self._asked_for = what
        line = self.query_one(HiddenLine)
        line.placeholder = hint
        line.open()

    @on(Input.Submitted, "#story-file")
    def use_file(self, event: Input.Submitted) -> None:
        """Write or read the named file."""
        name = event.value.strip()
        self.query_one(HiddenLine).shut()
        self.set_focus(self.query_one(ListTable))
        if name:
            file = expanded(name)
            (self._export if self._asked_for == "export" else self._import)(file)

    @work(group="file", exit_on_error=False)
    async def _export(self, file: Path) -> None:
        def write(store: Store) -> int:
            found = store.stories.all()
            write_file(file, found)
            return len(found)

        count = await self.rehearse.store.run(write)
        self.rehearse.notify(f"{counted(count, 'story', 'stories')} written to {file}.")

    @work(group="file", exit_on_error=False)
    async def _import(self, file: Path) -> None:
        def read(store: Store) -> tuple[list[str], tuple[str, ...]]:
            readout = read_file(file)
            return [take_in(store.stories, given) for given in readout.stories], readout.problems

        done, problems = await self.rehearse.store.run(read)
        for sentence in problems:
            self.rehearse.trouble(sentence)
        if done:
            self.rehearse.notify("\n".join(done), title="Read")
        self.read()

    def action_leave(self) -> None:
        """Close the line for a file, or go back."""
        if self.query_one(HiddenLine).shut():
            self.set_focus(self.query_one(ListTable))
        else:
            self.app.pop_screen()
