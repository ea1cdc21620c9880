"""The keys that work here, from the one key table."""

from typing import ClassVar, Final

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from rehearse.ui.key_map import KeyMap
from rehearse.ui.key_names import spelled
from rehearse.ui.keys import Place, keys_of
from rehearse.ui.screens.base import FittedScreen
from rehearse.ui.text import Plain

_KEYS: Final = 16
"""Columns for the keys, so that what they do begins at the same place everywhere."""


class HelpScreen(ModalScreen[None], FittedScreen[None]):
    """Lists the keys of some places; any of Esc, F1, q and ? closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark,q", "close", "Close"),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
    ]

    def __init__(self, places: tuple[Place, ...], keys: KeyMap) -> None:
        super().__init__()
        self._places = places
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Lay out one block for each place."""
        with VerticalScroll(id="help"):
            for place in self._places:
                yield Plain(Content.styled(place.value, "bold $text-accent"))
                yield Static(self._table(place), classes="block")

    def _table(self, place: Place) -> Table:
        table = Table.grid(padding=(0, 2))
        table.add_column(style="bold", min_width=_KEYS)
        table.add_column()
        for key in keys_of(place):
            table.add_row(Text(spelled(",".join(self._keys.of(key.id)))), Text(key.help))
        return table

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#help").scroll_relative(y=lines, animate=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
