"""The coverage board: what the bank's stories carry, and the one hole most worth filling next."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from rehearse.domain.coverage import ENOUGH, Coverage, Hole, HoleKind, coverage
from rehearse.domain.exercise import Kind
from rehearse.domain.story import Story
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import ReadingScreen
from rehearse.ui.text import Plain
from rehearse.ui.widgets import story_view as view
from rehearse.ui.widgets.key_line import KeyLine


class CoverageScreen(ReadingScreen):
    """Shows the board; Enter does what its first hole asks for."""

    PLACES = (Place.COVERAGE,)
    FOCUSED = "#board"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.COVERAGE),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._board: Coverage | None = None

    def compose(self) -> ComposeResult:
        """Lay out the board."""
        yield Plain("What your stories cover", classes="title")
        with VerticalScroll(id="board"):
            yield Plain(id="board-page")
        yield KeyLine()

    @work(group="board", exclusive=True, exit_on_error=False)
    async def read(self) -> None:
        """Read the bank and lay it out, in a thread: reading language takes a moment."""
        stories, uses = await self.rehearse.store.run(
            lambda store: (store.stories.all(), store.stories.uses())
        )
        detectors = self.rehearse.services.detectors
        self._board = await asyncio.to_thread(lambda: coverage(stories, uses, detectors()))
        self.query_one("#board-page", Plain).show(view.board(self._board, self.rehearse.key_map))

    def action_fill(self) -> None:
        """Do what the first hole asks for."""
        if self._board is None:
            return
        hole = self._board.next
        if hole is None:
            self.rehearse.notify(ENOUGH)
        else:
            self._fill(hole)

    def _fill(self, hole: Hole) -> None:
        kept = (
            next((each for each in self._board.stories if each.key == hole.key), None)
            if self._board
            else None
        )
        if kept is not None:
            self.rehearse.write_stories(kept.id)
        elif hole.kind is HoleKind.CATEGORY and hole.competency is not None:
            self.rehearse.edit_story(None, Story("", competencies=(hole.competency,)))
        elif hole.kind is HoleKind.COUNT:
            self.rehearse.write_stories()
        elif hole.kind is HoleKind.ANGLE:
            self.rehearse.practise(kind=Kind.ANGLES)
        else:
            self.rehearse.show_stories()

    def action_last_page(self) -> None:
        """Show the page for the last minutes before an interview."""
        self.rehearse.show_last_page()
