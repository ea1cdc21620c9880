"""Sheets: pages of lines of which some hang, so that a long one goes on below its own text and not below its bullet."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from textual.content import Content
from textual.css.styles import RulesMap
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
        self.at = lru_cache(maxsize=1)(self._at)
        """The sheet as it is at a width in cells."""

    def _at(self, width: int) -> Content:
        laid: list[Content] = []
        for line in self.lines:
            laid += line.lines(width) if isinstance(line, Hung) else [line]
        return Content("\n").join(laid)

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
