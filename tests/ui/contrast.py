"""The contrast of what is on the screen, cell by cell as it is drawn, by the rules of WCAG 2."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rich.segment import Segment
from textual.app import App
from textual.color import Color

TEXT = 4.5
"""The ratio that words need (WCAG 2, 1.4.3)."""
GRAPHICS = 3.0
"""The ratio that large text needs, and so do borders, bars and marks (1.4.11)."""
_DRAWN = "So"
"""The category of signs that draw: box lines, blocks, braille, circles."""
_DECORATION = "▏"
"""Lines that only set things apart which stand apart anyway, as in the footer."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours that meet on a screen; `large` where they draw lines and bars, or digits three rows high."""

    front: str
    back: str
    large: bool

    @property
    def ratio(self) -> float:
        """Give the contrast ratio, from 1 to 21."""
        return contrast(Color.parse(self.front), Color.parse(self.back))

    @property
    def needed(self) -> float:
        """Give the ratio that this pair has to reach."""
        return GRAPHICS if self.large else TEXT


def contrast(one: Color, other: Color) -> float:
    """Give the contrast ratio of two opaque colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, color.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pairs(app: App[None]) -> dict[Pair, str]:
    """Give every pair of colours on the present screen, with some of what is written in it.

    What lies below a modal screen is dimmed because it cannot be used meanwhile, and is left out.
    """
    found: dict[Pair, str] = {}
    region = app.screen.children[0].region if app.screen.is_modal else app.screen.region
    for strip in app.screen._compositor.render_strips()[region.y : region.bottom]:
        for segment in strip.crop(region.x, region.right):
            for pair, text in _pairs_of(segment):
                found.setdefault(pair, text)
    return found


def _pairs_of(segment: Segment) -> Iterator[tuple[Pair, str]]:
    style = segment.style
    if style is None or style.color is None or style.bgcolor is None:
        return
    colours = [Color.from_rich_color(each).hex6 for each in (style.color, style.bgcolor)]
    front, back = reversed(colours) if style.reverse else colours
    shown = [letter for letter in segment.text if letter.strip() and letter not in _DECORATION]
    drawn = [letter for letter in shown if unicodedata.category(letter) == _DRAWN]
    if drawn:
        yield Pair(front, back, large=True), segment.text.strip()
    if len(drawn) < len(shown):
        yield Pair(front, back, large=False), segment.text.strip()


def too_faint(app: App[None]) -> dict[Pair, str]:
    """Give what on the present screen has too little contrast, with some of what is written in it."""
    return {pair: text for pair, text in pairs(app).items() if pair.ratio < pair.needed}
