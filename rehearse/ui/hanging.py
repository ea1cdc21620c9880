"""Sheets: pages of lines of which some hang, so that a long one goes on below its own text and not below its bullet."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, repeat
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
class Hung:
    """A line: what it hangs from (a bullet, a number, a label) and its text."""

    head: Content
    text: Content

    def lines(self, width: int) -> list[Content]:
        """Wrap the line to so many cells."""
        indent = self.head.cell_length
        if width - indent < _LEAST:
            return [self.head + self.text]
        first, *rest = self.text.wrap(width - indent)
        return [self.head + first, *(each.pad_left(indent) for each in rest)]


class Sheet(Visual):
    """Lines below each other, laid out anew for each width."""

    def __init__(self, lines: Iterable[Content | Hung]) -> None:
        self.lines = tuple(lines)
        self._laid = (0, Content(""))
        self._indents: list[int] = []
        """For each line as it is laid out, how far it is indented because it goes on; 0 where one begins."""

    def at(self, width: int) -> Content:
        """Lay the sheet out for a width in cells."""
        if width != self._laid[0]:
            laid: list[Content] = []
            self._indents = []
            for line in self.lines:
                pieces = line.lines(width) if isinstance(line, Hung) else line.split()
                going_on = line.head.cell_length if isinstance(line, Hung) else 0
                self._indents += [0, *[going_on] * (len(pieces) - 1)]
                laid += pieces
            self._laid = width, Content("\n").join(laid)
        return self._laid[1]

    def marked(self, selection: Selection, width: int) -> str:
        """Give what is marked at a width; a line that goes on is one line again."""
        begun, *more = selection.extract(self.at(width).plain).split("\n")
        first = selection.start.y if selection.start else 0
        for line, indent in zip(more, chain(self._indents[first + 1 :], repeat(0)), strict=False):
            begun += f" {line[indent:]}" if indent else f"\n{line}"
        return begun

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
