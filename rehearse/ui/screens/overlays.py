"""What lies over the other screens: the question whether to quit, and the word that the terminal is too small."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from rehearse.ui.screens.base import FittedScreen
from rehearse.ui.text import Plain

if TYPE_CHECKING:
    from rehearse.ui.app import RehearseApp

SMALLEST = (60, 20)


def too_small(columns: int, rows: int) -> bool:
    """Tell whether a terminal has no room for the app."""
    return columns < SMALLEST[0] or rows < SMALLEST[1]


"""Columns and rows below which the screens do not hold their content."""


class QuitScreen(ModalScreen[bool], FittedScreen[bool]):
    """Asks once whether to quit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter,ctrl+c", "answer(True)", "Quit"),
        Binding("n,escape", "answer(False)", "Stay"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(id="quit"):
            yield Plain("Quit rehearse? Everything is saved.")
            yield Plain("y or ctrl+c quits, n or Esc stays.")

    def action_answer(self, quit_now: bool) -> None:
        """Give the answer back."""
        self.dismiss(quit_now)


class TooSmallScreen(ModalScreen[None], FittedScreen[None]):
    """Covers everything until the terminal has grown; what lies below goes on and is saved."""

    def compose(self) -> ComposeResult:
        """Lay out the sentence."""
        yield Plain(id="too-small")

    def on_mount(self) -> None:
        """Say the present size."""
        self.on_resize()

    def on_screen_resume(self) -> None:
        """Go when the terminal has grown while something lay over this."""
        width, height = self.app.size
        if not too_small(width, height):
            self.dismiss()

    def on_resize(self) -> None:
        """Say the present size."""
        width, height = self.app.size
        quit_key = cast("RehearseApp", self.app).key_map.shown("everywhere.quit")
        self.query_one("#too-small", Plain).show(
            f"rehearse needs {SMALLEST[0]}x{SMALLEST[1]}; this terminal is {width}x{height}. "
            f"Make it larger, or press {quit_key} to quit. Everything is saved."
        )
