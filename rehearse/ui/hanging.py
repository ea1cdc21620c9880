"""Sheets: pages of lines of which some hang, so that a long one goes on below its own text and not below its bullet."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Final

from textual.content import Content
from textual.css.styles import RulesMap
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

_LEAST: Final = 16
"""Cells that a text needs beside what it hangs from; with less it goes on from the edge."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a sheet as it is laid out; `joint` is what the text has between the row above and it."""

    content: Content
    indent: int = 0
    joint: str = "\n"


@dataclass(frozen=True, slots=True)
class Hung:
    """A line: what it hangs from (a bullet, a number, a label) and its text."""

    head: Content
    text: Content

    def rows(self, width: int) -> list[Row]:
        """Wrap the line to so many cells."""
        indent = self.head.cell_length
        if width - indent < _LEAST:
            return _rows(self.head + self.text)
        rows: list[Row] = []
        told, end = self.text.plain, 0
        for piece in self.text.wrap(width - indent):
            begin = max(told.find(piece.plain, end), end)
            between = told[end:begin]
            joint = "\n" if "\n" in between else " " if between else ""
            rows.append(Row(piece.pad_left(indent), indent, joint) if rows else Row(self.head + piece))
            end = begin + len(piece.plain)
        return rows


def _rows(content: Content) -> list[Row]:
    return list(map(Row, content.split(allow_blank=True)))


class Sheet(Visual):
    """Lines below each other, laid out anew for each width."""

    def __init__(self, lines: Iterable[Content | Hung]) -> None:
        self.lines = tuple(lines)
        self._width = -1
        self._rows: list[Row] = []
        self._laid = Content("")

    def at(self, width: int) -> Content:
        """Lay the sheet out for a width in cells."""
        if width != self._width:
            self._width = width
            rows = (line.rows(width) if isinstance(line, Hung) else _rows(line) for line in self.lines)
            self._rows = list(chain.from_iterable(rows))
            self._laid = Content("\n").join(row.content for row in self._rows)
        return self._laid

    def marked(self, selection: Selection, width: int) -> str:
        """Give what is marked at a width; a line that goes on is one line again."""
        self.at(width)
        left, top = selection.start or (0, 0)
        right, bottom = selection.end or (None, len(self._rows) - 1)
        text = ""
        for place, row in enumerate(self._rows[top : bottom + 1], start=top):
            begin = max(left if place == top else 0, row.indent)
            piece = row.content.plain[begin : right if place == bottom else None]
            text += f"{row.joint if place > top else ''}{piece}"
        return text

    def __str__(self) -> str:
        return self.whole.plain

    @property
    def whole(self) -> Content:
        """Give each line unbroken."""
        return Content("\n").join(
            line.head + line.text if isinstance(line, Hung) else line for line in self.lines
        )

    # What Textual asks of everything that it draws

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Draw it."""
        return self.at(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Give the width at which no line is broken."""
        return self.whole.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Give the lines it takes at a width."""
        return self.at(width).get_height(rules, width)
