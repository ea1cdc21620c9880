"""A clock in large numbers: solid blocks that can be read from a metre away, as large as there is room for."""

from typing import Final

from textual.content import Content
from textual.geometry import Size

from rehearse.ui.text import Plain

PIXELS: Final = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
}
ROWS: Final = 5
"""Rows of a digit at scale 1, where a pixel is two cells wide and one high, nearly a square."""
LARGEST: Final = 3
FILLED: Final = 0.65
"""Share of the room's height that digits above scale 1 may fill, so that there is air around them."""


class BigClock(Plain):
    """Shows a time such as 1:40 in the largest digits that its room holds; where none fit, as plain text."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._time = "0:00"

    def show_time(self, time: str) -> None:
        """Show a time; digits and colons."""
        self._time = time
        self.show(drawn(time, self.size))

    def on_resize(self) -> None:
        """Take as much room as there is now."""
        self.show_time(self._time)


def drawn(time: str, room: Size) -> Content:
    """Draw a time as large as the room allows."""
    for scale in range(LARGEST, 0, -1):
        lines = _lines(time, scale)
        most = room.height if scale == 1 else FILLED * room.height
        if len(lines[0]) <= room.width and len(lines) <= most:
            return Content("\n".join(lines))
    return Content(time)


def _lines(time: str, scale: int) -> list[str]:
    lines = []
    for row in range(ROWS):
        pixels = " ".join(PIXELS[each][row] for each in time)
        line = "".join(("█" if pixel == "#" else " ") * 2 * scale for pixel in pixels)
        lines += [line] * scale
    return lines
