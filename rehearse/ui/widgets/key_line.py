"""The footer: whole keys only; what has no room is left out from the end, and Help never is."""

from itertools import accumulate

from textual.geometry import Offset, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.layouts.horizontal import HorizontalLayout
from textual.widget import Widget
from textual.widgets import Footer

_PALETTE = "-command-palette"
"""The class that Textual gives the palette's key."""


class KeyLine(Footer):
    """Textual's footer, but for half a key at its end; Help lists those that have no room."""

    @property
    def layout(self) -> Layout:
        """Give the layout that leaves keys out."""
        return _WholeKeys()


class _WholeKeys(HorizontalLayout):
    """Keys side by side from the left, the palette's at the right edge."""

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        kept = list(super().arrange(parent, children, size, greedy))
        # A key ends in a blank, which may fall off the edge.
        while sum(each.region.width for each in kept) > size.width + 1:
            spare = [each for each in kept if not _stays(each.widget)]
            if not spare:
                break
            kept.remove(spare[-1])
        starts = accumulate((each.region.width for each in kept), initial=0)
        return [_at(size, x, each) for x, each in zip(starts, kept, strict=False)]


def _stays(key: Widget) -> bool:
    return str(getattr(key, "action", "")).endswith("help")


def _at(size: Size, x: int, placed: WidgetPlacement) -> WidgetPlacement:
    if placed.widget.has_class(_PALETTE):
        x = size.width - placed.region.width
    return placed._replace(region=placed.region.at_offset(Offset(x, 0)).intersection(size.region))
