"""The plan day by day: what is due today, and what the days to come look like if it goes well."""

from datetime import date
from typing import ClassVar, Final

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import DataTable

from rehearse.domain.day import called
from rehearse.domain.plan_item import Item
from rehearse.ui.keys import Place, bindings
from rehearse.ui.planning import Day
from rehearse.ui.screens.base import ReadingScreen
from rehearse.ui.text import Plain, cell, shortened
from rehearse.ui.widgets.key_line import KeyLine
from rehearse.ui.widgets.list_table import ListTable

DAYS: Final = 14
"""Days that are looked ahead without a date; with one, up to the interview and no further than this twice over."""
ROOM: Final = 52
"""Columns for what is to be told, so that the reason stands beside it."""
EMPTY: Final = (
    "Nothing to plan yet. Write a story (<home.stories> on Home) or answer a question, and it comes back when it "
    "is due. <everywhere.leave> goes back."
)
SPACED: Final = "No date is set (<home.profile> on Home sets one): each section comes back before it fades."


class PlanScreen(ReadingScreen):
    """Lists the days; Enter starts any item, whenever its day is."""

    PLACES = (Place.PLAN, Place.LISTS)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.PLAN),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._items: list[Item] = []

    def compose(self) -> ComposeResult:
        """Lay out the heading above the days."""
        yield Plain("The plan", classes="title")
        yield Plain(id="plan-rule")
        yield ListTable("Day", "Min", "What", "Why", id="plan", own_enter=False)
        yield Plain(id="plan-item")
        yield Plain(id="empty")
        yield KeyLine()

    @work(group="plan", exclusive=True, exit_on_error=False)
    async def read(self) -> None:
        """Read the days, and list them."""
        interview = self.rehearse.bank.profile.interview_date
        left = (interview - self.rehearse.day()).days if interview is not None else None
        count = DAYS if left is None or left < 0 else min(left + 1, 2 * DAYS)
        days = await self.rehearse.agenda.days(count)
        self._items = [item for _, items in days for item in items]
        self.query_one(ListTable).fill(self._lines(days))
        self.query_one(ListTable).display = self.query_one("#plan-item").display = bool(self._items)
        empty = self.query_one("#empty", Plain)
        empty.display = not self._items
        empty.show(self.keyed(EMPTY))
        self.query_one("#plan-rule", Plain).show(self.keyed(_rule(interview, left)))

    def _lines(self, days: list[Day]) -> list[tuple[str, tuple[Text, ...]]]:
        first = self.rehearse.day()
        lines: list[tuple[str, tuple[Text, ...]]] = []
        for day, items in days:
            for place, item in enumerate(items):
                name = called(day, first) if not place else ""
                texts = (name, str(item.minutes), shortened(item.text, ROOM), item.why)
                lines.append((str(len(lines)), tuple(cell(text) for text in texts)))
        return lines

    @on(DataTable.RowHighlighted)
    def spell_out(self) -> None:
        """Show the marked item with nothing cut off."""
        marked = self.query_one(ListTable).marked
        if marked is not None:
            item = self._items[int(marked)]
            self.query_one("#plan-item", Plain).show(f"{item.text}\n{item.why}, about {item.minutes} minutes")

    def action_start(self) -> None:
        """Start the marked item, whenever its day is."""
        marked = self.query_one(ListTable).marked
        if marked is not None:
            self.rehearse.agenda.start(self._items[int(marked)])

    @on(DataTable.RowSelected)
    def start_line(self) -> None:
        """Start the line that was clicked."""
        self.action_start()


def _rule(interview: date | None, left: int | None) -> str:
    """Say by which rule the days were planned."""
    if interview is None or left is None or left < 0:
        rule = SPACED
    else:
        days = "today" if left == 0 else "tomorrow" if left == 1 else f"in {left} days"
        rule = (
            f"The interview is {days}, on {interview:%A %d %B}: "
            "each section comes back after a quarter of the days left."
        )
    return f"{rule} Later days assume that everything is told well."
