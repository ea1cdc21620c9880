"""A table of lines to choose from, moved through with arrows or j k g G."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.text import Text, TextType
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widgets import DataTable
from textual.widgets.data_table import RowKey

from rehearse.ui.keys import Place, bindings


class ListTable(DataTable[Text]):
    """One line a row, no markup read; rows carry a key, which may be looked up for the marked line."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.LISTS)

    def __init__(self, *columns: str, id: str, own_enter: bool = True) -> None:
        """Make a table; without `own_enter` the screen's Enter acts, and stands in the footer."""
        super().__init__(id=id, cursor_type="row", zebra_stripes=True, show_header=bool(columns))
        self._names = columns
        self._own_enter = own_enter

    class EndWanted(Message):
        """The first or the last line was asked for: where only a part is listed, that end is to be read."""

        def __init__(self, *, bottom: bool) -> None:
            super().__init__()
            self.bottom = bottom

    def action_scroll_top(self) -> None:
        """Go to the first line."""
        super().action_scroll_top()
        self.post_message(self.EndWanted(bottom=False))

    def action_scroll_bottom(self) -> None:
        """Go to the last line."""
        super().action_scroll_bottom()
        self.post_message(self.EndWanted(bottom=True))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual calls it so)
        """Leave Enter to the screen where that is wanted."""
        return self._own_enter or action != "select_cursor"

    def on_mount(self) -> None:
        """Set up the columns."""
        for name in self._names:
            self.add_column(name, key=name)

    def add_row(
        self, *cells: Text, height: int | None = 1, key: str | None = None, label: TextType | None = None
    ) -> RowKey:
        """Add a line, its columns made wide enough at once.

        Textual widens them when it is idle next; a line drawn before that stays cut (Textual issue 4470).
        """
        for column, text in zip(self.ordered_columns, cells, strict=False):
            column.content_width = max(column.content_width, text.cell_len)
        return super().add_row(*cells, height=height, key=key, label=label)

    def render_line(self, y: int) -> Strip:
        """Draw a line; one that goes on beyond the edge ends in an ellipsis."""
        strip = super().render_line(y)
        seen = self.scrollable_content_region.width  # the line is drawn beneath the scroll bar too
        if self._length(y) <= self.scroll_offset.x + seen:
            return strip
        (last,) = strip.crop(seen - 1, seen)
        return Strip.join([strip.crop(0, seen - 1), Strip([Segment("…", last.style)]), strip.crop(seen)])

    def _length(self, y: int) -> int:
        """Give how far the text of a line on the screen reaches, in cells of the whole table."""
        below = y - self.show_header * self.header_height
        row = below + self.scroll_offset.y
        if below < 0 or row >= self.row_count:
            return 0
        left = end = 0
        for column, text in zip(self.ordered_columns, self.get_row_at(row), strict=True):
            if text:
                end = left + self.cell_padding + text.cell_len
            left += column.get_render_width(self)
        return end

    def fill(self, lines: Sequence[tuple[str, Sequence[Text]]]) -> None:
        """Replace all lines, each a key and its cells; the cursor stays on its line, else at its place."""
        marked, row = self.marked, self.cursor_row
        self.clear()
        for key, cells in lines:
            self.add_row(*cells, key=key)
        keys = [key for key, _ in lines]
        if marked in keys:
            self.move_cursor(row=keys.index(marked))
        elif keys:
            self.move_cursor(row=min(row, len(keys) - 1))

    @property
    def marked(self) -> str | None:
        """Give the key of the marked line; None in an empty list."""
        if not self.row_count:
            return None
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value
