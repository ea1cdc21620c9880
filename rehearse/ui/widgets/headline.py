"""What stands above a page in a few lines; where it is longer, an ellipsis says so."""

from textual.content import Content
from textual.geometry import Size

from rehearse.ui.text import Plain

LINES = 5
"""Lines at most: enough for every question of ours on 60 columns, and the page below stays the page."""


class Headline(Plain):
    """Text that takes the lines it needs, five at most."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (Textual's signature)
        """Ask for the lines that the text needs in this width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Draw the lines, the last one with an ellipsis where the text goes on."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        text = self.content
        if not isinstance(text, Content) or width < 1:
            return []
        lines = text.wrap(width)
        if len(lines) > LINES:
            last = lines[LINES - 1].truncate(width - 1).rstrip()
            lines[LINES - 1 :] = [Content.assemble(last, "…")]
        return lines
