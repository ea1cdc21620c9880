"""One line for the day of the interview."""

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from rehearse.domain.day import day_or_none
from rehearse.ui.screens.base import FittedScreen
from rehearse.ui.text import Plain


class DatePrompt(ModalScreen[date | None], FittedScreen[date | None]):
    """Asks for a day and gives it back, None for no day; Esc leaves everything as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back")]

    def __init__(self, present: date | None) -> None:
        super().__init__()
        self._present = present

    def compose(self) -> ComposeResult:
        """Lay out the question above the line."""
        with Vertical(id="date-prompt"):
            yield Plain("When is the interview? As in 2026-12-01; an empty line takes the date away.")
            yield Input(self._present.isoformat() if self._present else "")
            yield Plain(id="date-problem")

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Give the day back; one that is none is named and asked for again."""
        try:
            self.dismiss(day_or_none(event.value))
        except ValueError as error:
            self.query_one("#date-problem", Plain).show(str(error))

    def action_leave(self) -> None:
        """Give back the day there was."""
        self.dismiss(self._present)
