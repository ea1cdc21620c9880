"""What all screens share: the app by its own type, and the width from which they lie side by side.

Screens move the focus with `set_focus`, which acts at once; `Widget.focus` acts later, and letters typed in
between would land in the wrong place.
"""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.geometry import Size
from textual.screen import Screen, ScreenResultType
from textual.worker import Worker

from rehearse.ui.keys import Place
from rehearse.ui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from rehearse.ui.app import RehearseApp

WIDE = 96
"""Columns from which a screen puts its parts side by side."""
AUTOSAVE = 0.5
"""Seconds between two looks for unsaved words: what is on disk is to be one second behind the keys at most."""


class FittedScreen(Screen[ScreenResultType]):
    """A screen that is laid out for the terminal as it is now.

    Textual lays it out for the size that an event tells, and each layout posts such an event to the screen itself: of
    two sizes that come quickly each brings the other back, for ever.
    """

    def _screen_resized(self, size: Size) -> None:  # noqa: ARG002 (Textual's signature)
        super()._screen_resized(self.app.size)


class AppScreen(FittedScreen[None]):
    """A screen of this app; it gets the class `-narrow` or `-wide` by the terminal's width."""

    PLACES: ClassVar[tuple[Place, ...]] = ()
    """Where the keys that the help lists belong to."""
    _over = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 (declared so by Textual)

    def on_screen_resume(self) -> None:
        """Let go of what is no more: an editor watches the app's theme, a key of the footer the footer.

        Textual holds on to whoever watches until what is watched changes, which these hardly ever do.
        """
        for watched in (self.app, *self.query(KeyLine)):
            for watchers in getattr(watched, "__watchers", {}).values():
                watchers[:] = [(node, callback) for node, callback in watchers if node.is_attached]
        if self._over:
            self.step_back()

    @property
    def rehearse(self) -> "RehearseApp":
        """Give the app this screen belongs to."""
        return cast("RehearseApp", self.app)

    def keyed(self, sentence: str) -> str:
        """Put the user's own keys into a sentence that names them by id, as in `<home.open> starts it`."""
        return self.rehearse.key_map.keyed(sentence)

    def show_readiness(self) -> None:
        """Show how the model stands, where a screen shows that; called when it changes."""

    def collect(self) -> None:
        """Take over what was typed last."""

    def keep(self) -> None:
        """Queue what was typed last for the disk: the app ends, or is stopped."""
        self.collect()

    def action_leave(self) -> None:
        """Go back."""
        self.app.pop_screen()

    def step_back(self) -> None:
        """Close this screen, which is done with: at once, or when it is on top again."""
        self._over = True
        if self.app.screen is self:
            self.app.pop_screen()

    def stop_speaking(self) -> bool:
        """Stop whatever an interviewer or a model does for this screen; tell whether there was anything."""
        return False

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Let no background failure pass in silence."""
        self.rehearse.report_worker(event)


class ReadingScreen(AppScreen):
    """A screen that shows what is on the disk: read when it is opened, and anew whenever it comes back."""

    FOCUSED: ClassVar[str] = "ListTable"
    """The selector of what takes the keys."""

    def read(self) -> "Worker[None]":
        """Read what is shown, in the background."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Take the keys and read."""
        self.set_focus(self.query_one(self.FOCUSED))
        self.read()

    def on_screen_resume(self) -> None:
        """Show what was changed meanwhile."""
        if self.is_mounted:
            self.read()
