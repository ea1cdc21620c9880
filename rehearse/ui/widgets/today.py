"""What the plan has for today, as Home lists it: each item with its key, its minutes and why now."""

from typing import TYPE_CHECKING, Final

from textual.content import Content

from rehearse.ui.key_map import KeyMap
from rehearse.ui.text import plain, shortened

if TYPE_CHECKING:
    from rehearse.domain.plan_item import Item
    from rehearse.ui.planning import Today

WHAT: Final = 48
"""Columns for what is to be told, so that the minutes stand below each other."""


def title(plan: "Today") -> str:
    """Write the heading, with the days that are left before an interview."""
    when = {None: "", 0: "  ·  the interview is today", 1: "  ·  the interview is tomorrow"}
    return "Today" + when.get(plan.left, f"  ·  {plan.left} days to the interview")


def lines(plan: "Today", keys: KeyMap, *, wide: bool, near: bool) -> list[Content]:
    """Write the items; `near` says that the interview is, and adds the page for the last minutes before it."""
    width = WHAT if wide else 0
    found = [
        _planned(keys.keyed(f"<home.today_{number}>"), item, width)
        for number, item in enumerate(plan.items, start=1)
    ]
    if plan.done and not plan.items:
        found = [plain("Done for today; any question will do.")]
    if near:
        found.append(plain(keys.keyed("<home.last_page>  the last page, with the last check")))
    return found


def _planned(key: str, item: "Item", width: int) -> Content:
    return Content.assemble(
        (f"{key}  ", "bold $text-accent"),
        plain(f"{shortened(item.text, WHAT):<{width}}  "),
        (f"{item.minutes} min  ", "$foreground-muted"),
        plain(item.why).stylize("$foreground-muted"),
    )
