"""One page of the ledgers, and the boxes that most pages are made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from rehearse.domain.ledger import Box
from rehearse.ui.hanging import Hung, Sheet
from rehearse.ui.text import plain
from rehearse.ui.widgets.pieces import quoted


@dataclass(frozen=True, slots=True)
class Page:
    """One ledger: its name, what it comes to in a few words, and everything in it."""

    name: str
    summary: str
    body: Content | Sheet


def boxes_page(name: str, boxes: Sequence[Box], note: str) -> Page:
    """Write a page of boxes below a note on what they are."""
    return Page(name, filled(boxes), Sheet([plain(note), plain(""), *map(box_line, boxes)]))


def filled(boxes: Sequence[Box]) -> str:
    """Count the boxes that are filled."""
    return f"{sum(box.filled for box in boxes)} of {len(boxes)}"


def box_line(box: Box) -> Hung:
    """Write a box with the words that fill it."""
    if box.quote is None:
        missing = Content.assemble((box.name, "bold"), ("  not found in the answer", "$foreground-muted"))
        return Hung(Content.styled("○ ", "$foreground-muted"), missing)
    found = Content.assemble((box.name, "bold"), "  ", quoted(box.quote))
    return Hung(Content.styled("● ", "$text-success"), found)
