"""A line that a key opens and Esc closes: to search in, or to name a file."""

from textual.widgets import Input


class HiddenLine(Input):
    """Hidden until asked for; closing it forgets what stands in it."""

    def on_mount(self) -> None:
        """Stay out of the way."""
        self.display = False

    def open(self) -> None:
        """Show up and take the keys."""
        self.display = True
        self.screen.set_focus(self)

    def shut(self) -> bool:
        """Hide and forget; tell whether it was open."""
        was_open = self.display
        self.display = False
        self.value = ""
        return was_open
