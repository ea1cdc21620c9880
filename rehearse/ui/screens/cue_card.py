"""What is looked at before speaking: a story as bullets for an angle, and the whole bank on one page."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from rehearse.domain.coverage import coverage
from rehearse.domain.cue_card import cue_card, interview_card
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.vocabulary import Angle
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import AppScreen, ReadingScreen
from rehearse.ui.stepping import following
from rehearse.ui.text import Plain
from rehearse.ui.widgets import story_view as view
from rehearse.ui.widgets.key_line import KeyLine


class CueCardScreen(AppScreen):
    """Shows a story's bullets, without an angle at first, then for one after the other."""

    PLACES = (Place.CUE_CARD,)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.CUE_CARD),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self, kept: KeptStory) -> None:
        super().__init__()
        self._kept = kept
        self._angle: Angle | None = None

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        yield Plain("Cue card", classes="title")
        with VerticalScroll(id="card"):
            yield Plain(id="card-page")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the whole story first."""
        self.set_focus(self.query_one("#card"))
        self._show()

    def _show(self) -> None:
        self.query_one("#card-page", Plain).show(view.cue(cue_card(self._kept.story, self._angle)))

    def action_angle(self, distance: int) -> None:
        """Assemble the story for another angle."""
        self._angle = following((None, *Angle), self._angle, distance)
        self._show()


class LastPageScreen(ReadingScreen):
    """Shows one page for the last quarter of an hour: five openings, the numbers, the holes."""

    FOCUSED = "#card"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.EVERYWHERE, only={"leave"})

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield Plain("The last minutes before", classes="title")
        with VerticalScroll(id="card"):
            yield Plain(id="card-page")
        yield KeyLine()

    @work(group="page", exclusive=True, exit_on_error=False)
    async def read(self) -> None:
        """Put the core stories on one page."""
        stories, uses = await self.rehearse.store.run(
            lambda store: (store.stories.all(), store.stories.uses())
        )
        detectors = self.rehearse.services.detectors
        page = await asyncio.to_thread(lambda: interview_card(coverage(stories, uses, detectors())))
        self.query_one("#card-page", Plain).show(view.last_page(page))
