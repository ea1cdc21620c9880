"""An editor for prose that draws the lines a key changed, and no others.

Textual's own draws all of its lines with every key, which is a third of what a key costs in a large editor.
"""

from typing import Final

from textual.reactive import Reactive, reactive
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, Location, Selection

_NOWHERE: Final = Selection()


class ProseEditor(TextArea):
    """Textual's editor without what is for code: line numbers, the line of the cursor, brackets that match."""

    selection: Reactive[Selection] = reactive(_NOWHERE, init=False, always_update=True, repaint=False)

    def __init__(self, text: str, *, id: str) -> None:
        super().__init__(text, id=id, show_line_numbers=False, highlight_cursor_line=False)

    def find_matching_bracket(self, bracket: str, search_from: Location) -> None:
        """Find none: the one that matches may be on a line that no key changed."""

    def watch_selection(self, before: Selection, after: Selection) -> None:
        """Draw the lines that the cursor left and came to; all of them where words are or were marked."""
        if before.is_empty and after.is_empty:
            self._draw_line(before.end)
            self._draw_line(after.end)
        else:
            self.refresh()

    def edit(self, edit: Edit) -> EditResult:
        """Change the text; what stays within one line and leaves all others in their place has that one drawn."""
        height, row = self.wrapped_document.height, edit.top[0]
        result = super().edit(edit)
        within = row == edit.bottom[0] == result.end_location[0]
        if within and self.wrapped_document.height == height:
            self._draw_line((row, 0))
        else:
            self.refresh()
        return result

    def undo(self) -> None:
        """Take back what was typed last."""
        super().undo()
        self.refresh()

    def redo(self) -> None:
        """Type again what was taken back."""
        super().redo()
        self.refresh()

    def _rewrap_and_refresh_virtual_size(self) -> None:
        """Draw everything once lines are broken elsewhere: another width, another text, a scroll bar."""
        super()._rewrap_and_refresh_virtual_size()
        self.refresh()

    def _draw_line(self, location: Location) -> None:
        """Draw a line of the document, on all the lines of the screen that it takes."""
        row = location[0]
        try:
            first = self.wrapped_document.location_to_offset((row, 0)).y
            self.refresh_lines(first, len(self.wrapped_document.get_sections(row)))
        except (ValueError, IndexError):  # it is gone, or not wrapped yet
            self.refresh()
