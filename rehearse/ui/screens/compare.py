"""Two attempts side by side: shares, ratings, findings gone, new and still there, and each section's words."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from rehearse.domain.comparison import Pair
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.text import Plain
from rehearse.ui.widgets import compare_view as view
from rehearse.ui.widgets.key_line import KeyLine


class CompareScreen(AppScreen):
    """Shows a pair of attempts, the earlier one first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.EVERYWHERE, only={"leave"})

    def __init__(self, pair: Pair) -> None:
        super().__init__()
        self._pair = pair

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        hide = self.rehearse.services.config.screen.hide_scores
        yield Plain(view.title(self._pair), classes="title")
        with VerticalScroll(id="compare"):
            yield Plain(view.page(self._pair, hide_scores=hide), id="compare-page")
        yield KeyLine()

    def on_mount(self) -> None:
        """Take the keys."""
        self.set_focus(self.query_one("#compare"))
