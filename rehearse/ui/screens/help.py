"""The keys that work here, from the one key table."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from rehearse.ui.key_map import KeyMap
from rehearse.ui.key_names import spelled
from rehearse.ui.keys import Place, keys_of
from rehearse.ui.screens.base import FittedScreen
from rehearse.ui.text import Plain


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
                lines = [Content.styled(place.value, "bold $text-accent")]
                lines += [
                    Content.assemble((f"  {spelled(','.join(self._keys.of(key.id))):<16}", "bold"), key.help)
                    for key in keys_of(place)
                ]
                yield Plain(Content("\n").join(lines), classes="block")

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#help").scroll_relative(y=lines, animate=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
