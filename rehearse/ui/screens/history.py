"""The history pane: every finished attempt, newest first, filtered, searched, read, deleted and brought back."""

import asyncio
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Footer, Input

from rehearse.domain.attempt import Attempt, Summary
from rehearse.domain.history import FILTERS, HistoryFilter, asked_for
from rehearse.domain.vocabulary import Competency
from rehearse.errors import RehearseError
from rehearse.storage.port import Store
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.text import Plain, plain
from rehearse.ui.widgets import critique_view as view
from rehearse.ui.widgets import outcome_view
from rehearse.ui.widgets.history_lines import COLUMNS, history_cells
from rehearse.ui.widgets.list_table import ListTable
from rehearse.ui.widgets.search_line import SearchLine

PAGE = 100
"""Attempts read at a time; more are read when the cursor comes near the end."""
COUNTED_AFTER = 0.2
"""Seconds a list longer than a page stands before it is counted; over 100 000 attempts that takes up to 80 ms, and
whoever types on in the search line waits for none of it."""
EMPTY = "No attempts yet. Esc goes back to Home, Enter there starts a drill."
SEARCH = f"Words, and filters: {' '.join(f'{name}:' for name in FILTERS)}"
NOTHING_FITS = "Nothing fits this filter. Esc clears it."


class HistoryScreen(AppScreen):
    """Lists attempts beside the marked one's details."""

    PLACES = (Place.HISTORY, Place.LISTS)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.HISTORY),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self, marked: int | None = None) -> None:
        super().__init__()
        self._wanted = HistoryFilter()
        self._listed: list[Summary] = []
        self._complete = False
        self._deleted: list[int] = []
        self._first: int | None = None
        self._marked = marked

    def compose(self) -> ComposeResult:
        """Lay out the filter, the list and the details."""
        yield Plain(id="filter", classes="title")
        yield SearchLine(placeholder=SEARCH, id="search")
        yield Plain(id="search-problem")
        with Horizontal(id="history-body"):
            yield ListTable(*COLUMNS, id="attempts", own_enter=False)
            with VerticalScroll(id="details"):
                yield Plain(id="detail")
        yield Plain(id="empty")
        yield Footer()

    def on_mount(self) -> None:
        """Read the first page."""
        self.set_focus(self.query_one(ListTable))
        self.read()

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile."""
        if self._listed:
            self.read(kept=len(self._listed))

    @work(group="history", exclusive=True, exit_on_error=False)
    async def read(self, *, kept: int = 0) -> None:
        """Read what is wanted: the first page, or as many as were read already, down to the marked attempt."""
        wanted, marked = self._wanted, self._marked
        try:
            self._listed, self._complete = await self.rehearse.store.run(
                lambda store: _pages(store, wanted, kept, marked)
            )
        except RehearseError as error:
            self.rehearse.trouble(str(error))
            return
        listed = len(self._listed)
        self._head(_attempts(listed) if self._complete else f"more than {listed} attempts")
        self._fill()
        empty = self.query_one("#empty", Plain)
        empty.display = not listed
        self.query_one("#history-body").display = bool(listed)
        empty.show(EMPTY if wanted == HistoryFilter() else NOTHING_FITS)
        if not self._complete:
            await asyncio.sleep(COUNTED_AFTER)
            self._head(_attempts(await self.rehearse.store.run(lambda store: store.count(wanted))))

    def _fill(self) -> None:
        hide = self.rehearse.services.config.screen.hide_scores
        table = self.query_one(ListTable)
        table.fill([(str(each.id), history_cells(each, hide_scores=hide)) for each in self._listed])
        ids = [each.id for each in self._listed]
        if self._marked in ids:
            table.move_cursor(row=ids.index(self._marked))
            self._marked = None

    def _head(self, many: str) -> None:
        parts = ("History", many, self._wanted.text)
        self.query_one("#filter", Plain).show("  ·  ".join(filter(None, parts)))

    @on(DataTable.RowHighlighted)
    def detail(self, event: DataTable.RowHighlighted) -> None:
        """Show the marked attempt, and read on when the list runs out."""
        if event.row_key.value:
            self._read_detail(int(event.row_key.value))
        if not self._complete and event.cursor_row >= len(self._listed) - 5:
            self._read_on()

    @work(group="detail", exclusive=True, exit_on_error=False)
    async def _read_detail(self, attempt_id: int) -> None:
        attempt = await self.rehearse.store.run(lambda store: store.load(attempt_id))
        self.query_one("#detail", Plain).show(_summary(attempt) if attempt else "")

    @work(group="more", exclusive=True, exit_on_error=False)
    async def _read_on(self) -> None:
        wanted, last = self._wanted, self._listed[-1].id
        page = await self.rehearse.store.run(lambda store: store.page(wanted, PAGE, last))
        known = {each.id for each in self._listed}
        fresh = [each for each in page if each.id not in known]
        self._complete = len(page) < PAGE
        self._listed += fresh
        hide = self.rehearse.services.config.screen.hide_scores
        table = self.query_one(ListTable)
        for each in fresh:
            table.add_row(*history_cells(each, hide_scores=hide), key=str(each.id))

    def _marked_summary(self) -> Summary | None:
        key = self.query_one(ListTable).marked
        return next((each for each in self._listed if str(each.id) == key), None)

    @on(DataTable.RowSelected)
    def open_line(self, event: DataTable.RowSelected) -> None:
        """Open the chosen attempt."""
        self.rehearse.drills.read(int(event.row_key.value or 0))

    def action_open(self) -> None:
        """Open the marked attempt."""
        if marked := self._marked_summary():
            self.rehearse.drills.read(marked.id)

    @on(Input.Changed)
    def search_on(self, event: Input.Changed) -> None:
        """Narrow the list while typing; words such as flaw:rambling are filters."""
        within = HistoryFilter(self._wanted.competency, self._wanted.question_key)
        self._wanted, problem = asked_for(event.value, within)
        self.query_one("#search-problem", Plain).show(problem)
        self.query_one("#search-problem").display = bool(problem)
        self.read()

    @on(Input.Submitted)
    def to_list(self) -> None:
        """Go on in the list."""
        self.set_focus(self.query_one(ListTable))

    def action_search(self) -> None:
        """Search questions and answers."""
        self.query_one(SearchLine).open()

    def action_competency(self) -> None:
        """Show one competency after the other, then all."""
        steps = (None, *Competency)
        following = steps[(steps.index(self._wanted.competency) + 1) % len(steps)]
        self._wanted = replace(self._wanted, competency=following)
        self.read()

    @work(group="only", exclusive=True, exit_on_error=False)
    async def action_only(self) -> None:
        """Show only attempts at the marked question, or all again."""
        key = None
        if self._wanted.question_key is None and (marked := self._marked_summary()):
            attempt = await self.rehearse.store.run(lambda store: store.load(marked.id))
            key = attempt.question.key if attempt else None
        self._wanted = replace(self._wanted, question_key=key)
        self.read()

    def action_trends(self) -> None:
        """Show what changes from attempt to attempt."""
        self.rehearse.show_trends()

    @work(group="delete", exit_on_error=False)
    async def action_delete(self) -> None:
        """Delete the marked attempt; u brings it back."""
        if marked := self._marked_summary():
            await self.rehearse.store.run(lambda store: store.delete(marked.id))
            self._deleted.append(marked.id)
            self.read(kept=len(self._listed))
            self.rehearse.notify("Deleted. u brings it back.")

    @work(group="compare", exclusive=True, exit_on_error=False)
    async def action_compare(self) -> None:
        """Mark an attempt; on another one, show both side by side."""
        marked = self._marked_summary()
        if marked is None:
            return
        first, self._first = self._first, None
        if first is None or first == marked.id:
            self._first = marked.id if first is None else None
            self.rehearse.notify(
                "Marked. v on another attempt shows both." if self._first else "No longer marked."
            )
            return
        self.rehearse.compare(first, marked.id)

    @work(group="export", exclusive=True, exit_on_error=False)
    async def action_export(self) -> None:
        """Write what the filter leaves as Markdown into the data folder."""
        wanted, report = self._wanted, self.rehearse.services.report
        try:
            file = await self.rehearse.store.run(lambda store: report(store, wanted))
        except RehearseError as error:
            self.rehearse.trouble(str(error))
            return
        self.rehearse.notify(f"Written: {file}")

    @work(group="delete", exit_on_error=False)
    async def action_undo(self) -> None:
        """Bring the last deleted attempt back."""
        if not self._deleted:
            self.rehearse.notify("Nothing was deleted here.")
            return
        attempt_id = self._deleted.pop()
        await self.rehearse.store.run(lambda store: store.restore(attempt_id))
        self._marked = attempt_id
        self.read(kept=len(self._listed))

    def action_leave(self) -> None:
        """Close the search, clear the filter, or go back."""
        if self.query_one(SearchLine).shut():
            self.set_focus(self.query_one(ListTable))
        elif self._wanted != HistoryFilter():
            self._wanted = HistoryFilter()
            self.read()
        else:
            self.app.pop_screen()


def _pages(store: Store, wanted: HistoryFilter, kept: int, marked: int | None) -> tuple[list[Summary], bool]:
    """Read page after page, as many lines as were kept and down to the marked attempt; tell whether that is all."""
    size = max(PAGE, kept)
    found = page = store.page(wanted, size)
    while len(page) == size and marked is not None and marked < page[-1].id:
        size = PAGE
        page = store.page(wanted, size, page[-1].id)
        found = found + page
    return found, len(page) < size


def _attempts(many: int) -> str:
    return f"{many} attempt{'' if many == 1 else 's'}"


def _summary(attempt: Attempt) -> Content:
    parts = [
        view.heading(attempt.question.competency.label),
        plain(attempt.question.text),
        *outcome_view.in_short(attempt),
        *view.remarks(attempt),
        plain(""),
    ]
    if attempt.critique:
        parts += [view.fix_first(attempt.critique), plain(""), view.share_bars(attempt), plain("")]
        parts += [
            view.finding_line(finding, number, marked=False)
            for number, finding in enumerate(attempt.critique.findings, start=1)
        ]
        parts.append(plain(""))
    parts += [view.answer_text(attempt, None), view.follow_ups(attempt)]
    return view.joined(parts)
