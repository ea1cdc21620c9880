"""The stretch of the history that is listed: a page to begin with, more at either end, never everything."""

from dataclasses import dataclass
from typing import Final

from rehearse.domain.attempt import Summary
from rehearse.domain.history import HistoryFilter
from rehearse.storage.port import Store

PAGE: Final = 100
"""Attempts read at a time."""


@dataclass(frozen=True, slots=True)
class Window:
    """Attempts next to each other, newest first; `above` and `below` tell whether there are more at that end."""

    lines: tuple[Summary, ...] = ()
    above: bool = False
    below: bool = False

    def place(self, attempt_id: int | None) -> int | None:
        """Give the place of an attempt in the stretch; None when it is not in it."""
        return next((place for place, each in enumerate(self.lines) if each.id == attempt_id), None)


def newest(store: Store, wanted: HistoryFilter) -> Window:
    """Read the first page."""
    return _from(store, wanted, None, PAGE)


def oldest(store: Store, wanted: HistoryFilter) -> Window:
    """Read the last page."""
    found = store.page_back(wanted, PAGE + 1)
    return Window(tuple(found[-PAGE:]), above=len(found) > PAGE)


def around(store: Store, wanted: HistoryFilter, attempt_id: int) -> Window:
    """Read what stands around an attempt; the first page when the filter leaves it out."""
    above = store.page_back(wanted, PAGE // 2, attempt_id)
    found = _from(store, wanted, above[0].id, PAGE) if above else newest(store, wanted)
    return found if found.place(attempt_id) is not None else newest(store, wanted)


def again(store: Store, wanted: HistoryFilter, shown: Window) -> Window:
    """Read the same stretch anew, whatever was deleted or came back meanwhile."""
    if not shown.lines:
        return newest(store, wanted)
    edge = store.page_back(wanted, 1, shown.lines[0].id) if shown.above else []
    return _from(store, wanted, edge[0].id if edge else None, max(PAGE, len(shown.lines)))


def longer(store: Store, wanted: HistoryFilter, shown: Window, *, upwards: bool) -> Window:
    """Read a page more at one end."""
    if upwards:
        found = store.page_back(wanted, PAGE + 1, shown.lines[0].id)
        return Window((*found[-PAGE:], *shown.lines), len(found) > PAGE, shown.below)
    found = store.page(wanted, PAGE + 1, shown.lines[-1].id)
    return Window((*shown.lines, *found[:PAGE]), shown.above, len(found) > PAGE)


def _from(store: Store, wanted: HistoryFilter, edge: int | None, count: int) -> Window:
    found = store.page(wanted, count + 1, edge)
    return Window(tuple(found[:count]), edge is not None, len(found) > count)
