"""What all screens share: the app by its own type, and the width from which they lie side by side.

Screens move the focus with `set_focus`, which acts at once; `Widget.focus` acts later, and letters typed in
between would land in the wrong place.
"""

from typing import TYPE_CHECKING, cast

from textual.geometry import Size
from textual.screen import Screen, ScreenResultType
from textual.worker import Worker

if TYPE_CHECKING:
    from rehearse.ui.app import RehearseApp

WIDE = 96
"""Columns from which a screen puts its parts side by side."""


class FittedScreen(Screen[ScreenResultType]):
    """A screen that is laid out for the terminal as it is now.

    Textual lays it out for the size that an event tells, and each layout posts such an event to the screen itself: of
    two sizes that come quickly each brings the other back, for ever.
    """

    def _screen_resized(self, size: Size) -> None:  # noqa: ARG002 (Textual's signature)
        super()._screen_resized(self.app.size)


class AppScreen(FittedScreen[None]):
    """A screen of this app; it gets the class `-narrow` or `-wide` by the terminal's width."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 (declared so by Textual)

    @property
    def rehearse(self) -> "RehearseApp":
        """Give the app this screen belongs to."""
        return cast("RehearseApp", self.app)

    def show_readiness(self) -> None:
        """Show how the model stands, where a screen shows that; called when it changes."""

    def collect(self) -> None:
        """Take over what was typed last."""

    def keep(self) -> None:
        """Queue what was typed last for the disk: the app ends, or is stopped."""
        self.collect()

    def stop_speaking(self) -> bool:
        """Stop whatever an interviewer or a model does for this screen; tell whether there was anything."""
        return False

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Let no background failure pass in silence."""
        self.rehearse.report_worker(event)
