"""The footer: whole keys only; what has no room is left out from the end, and Help never is."""

from itertools import accumulate

from textual.app import ComposeResult
from textual.binding import Binding
from textual.geometry import Offset, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.layouts.horizontal import HorizontalLayout
from textual.widget import Widget
from textual.widgets import Footer

_PALETTE = "-command-palette"
"""The class that Textual gives the palette's key."""


class KeyLine(Footer):
    """Textual's footer, but for half a key at its end; Help lists those that have no room.

    Keys are drawn anew only where they are others. Textual does it with every change of the focus, which had each key
    mounted and styled some ten times on the way into a drill.
    """

    def __init__(self) -> None:
        super().__init__()
        self._drawn: list[tuple[Binding, str, bool]] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the keys that work now, and remember them: others may work once the ones before are gone."""
        keys = list(super().compose())
        self._drawn = self._wanted() if keys else None
        yield from keys

    async def recompose(self) -> None:
        """Draw the keys that work now, where others are drawn."""
        if self.is_attached and self._wanted() != self._drawn:
            await super().recompose()

    def _wanted(self) -> list[tuple[Binding, str, bool]]:
        """Give each key to show, how it is written, and whether it works."""
        palette = self.app.COMMAND_PALETTE_BINDING
        return [
            (binding, self.app.get_key_display(binding), enabled)
            for key, (_, binding, enabled, _) in self.screen.active_bindings.items()
            if binding.show or key == palette
        ]

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
