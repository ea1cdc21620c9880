"""A line of points in braille dots, with the largest and the smallest value beside it: a picture in plain text."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

_DOTS: Final = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""Braille's bits by column and row of a cell, from the upper left."""
_LEAST: Final = 16
"""Cells of a picture that has its scale beside it."""


def chart(
    values: Sequence[float], width: int, height: int, spelled: Callable[[float], str]
) -> list[tuple[str, str]]:
    """Draw values on lines of so many cells in all: each is its piece of the scale and its piece of the picture.

    Where all values are one, it stands beside their line. There is no scale where it would leave no room to draw.
    """
    low, high = spelled(min(values)), spelled(max(values))
    names = {0: high, height - 1: low} if min(values) < max(values) else {_middle(height): low}
    room = max(len(low), len(high))
    scale = [f"{names.get(row, ''):>{room}} {'┤' if row in names else '│'}" for row in range(height)]
    left = width - room - 2
    if left < _LEAST:
        scale, left = [""] * height, max(width, 1)
    return list(zip(scale, line(values, left, height), strict=True))


def line(values: Sequence[float], width: int, height: int) -> list[str]:
    """Draw values from left to right on a grid of cells; more values than columns are drawn as means.

    The grid reaches from the smallest value to the largest, whatever means come to.
    """
    columns, rows = width * 2, height * 4
    shown = _fitted(values, columns)
    if not shown:
        return ["\u2800" * width] * height
    low, high = min(values), max(values)
    cells = [[0] * width for _ in range(height)]
    levels = [
        round((value - low) / (high - low) * (rows - 1)) if high > low else rows // 2 for value in shown
    ]
    places = [round(place * (columns - 1) / max(1, len(shown) - 1)) for place in range(len(shown))]
    before = levels[0]
    points = list(zip(places, levels, strict=True))
    for (x, y), (end, target) in pairwise([*points, (points[-1][0] + 1, points[-1][1])]):
        for column in range(x, end):
            level = round(y + (target - y) * (column - x) / (end - x))
            for passed in range(min(before, level), max(before, level) + 1):
                row = rows - 1 - passed
                cells[row // 4][column // 2] |= _DOTS[column % 2][row % 4]
            before = level
    return ["".join(chr(0x2800 + bits) for bits in row) for row in cells]


def _middle(height: int) -> int:
    """Give the line of cells on which `line` draws values that are all one."""
    rows = height * 4
    return (rows - 1 - rows // 2) // 4


def _fitted(values: Sequence[float], most: int) -> list[float]:
    if len(values) <= most:
        return list(values)
    edges = [place * len(values) // most for place in range(most + 1)]
    return [sum(values[a:b]) / (b - a) for a, b in pairwise(edges)]
