"""The one door for text that did not come from this code: nothing that passes is read as markup or control."""

from datetime import datetime
from typing import Final

from rich.segment import Segment
from rich.text import Text
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.selection import Selection
from textual.widgets import Static

from rehearse.domain.text import clean, disarmed, one_line, steers, without_middle
from rehearse.ui.hanging import Sheet

_MOST_TOLD: Final = 500
"""Letters of a notice."""


class Plain(Static):
    """Text shown as it is. Textual reads markup in strings, so strings from outside only ever get here."""

    def __init__(
        self, text: str | Content = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        self._shown: Content | Sheet = plain(text)
        super().__init__(self._shown, id=id, classes=classes, markup=False)

    def show(self, text: str | Content | Sheet) -> None:
        """Replace the text, if it is another one: each replacement has the whole screen laid out anew."""
        wanted = text if isinstance(text, Sheet) else plain(text)
        if not _whole(wanted).is_same(_whole(self._shown)):
            self._shown = wanted
            self.update(wanted)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Give what is marked with the mouse; Textual finds it in content alone."""
        if isinstance(self._shown, Sheet):
            return self._shown.marked(selection, self.content_size.width), "\n"
        return super().get_selection(selection)


def _whole(text: Content | Sheet) -> Content:
    return text.whole if isinstance(text, Sheet) else text


def plain(text: str | Content) -> Content:
    """Turn any string into content that is drawn letter by letter."""
    return text if isinstance(text, Content) else Content(clean(text))


def cell(text: str, style: str = "") -> Text:
    """Turn any string into one line for a table cell, drawn letter by letter."""
    return Text(one_line(text), style=style, no_wrap=True, end="")


def day_and_time(moment: datetime) -> str:
    """Write when something was, by the user's own clock."""
    return moment.astimezone().strftime("%d %b %H:%M")


def shortened(text: str, width: int) -> str:
    """Cut a line to a width, with an ellipsis where something is left out."""
    line = one_line(text)
    return line if len(line) <= width else f"{line[: max(width - 1, 0)].rstrip()}…"


def told(text: str) -> str:
    """Spell a notice: one that would fill the screen loses its middle, where a name stands that is too long."""
    return without_middle(plain(text).plain, _MOST_TOLD)


class Disarmed(LineFilter):
    """The last look at every line that is drawn: widgets of Textual's own, such as editors, take any character."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 (Textual's signature)
        """Take control characters out of a line; they have no width, so everything stays in its place."""
        if not any(steers(segment.text) for segment in segments):
            return segments
        return [Segment(disarmed(text), style, control) for text, style, control in segments]
