"""The history pane: every finished attempt, newest first, filtered, searched, read, deleted and brought back."""

import asyncio
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Input

from rehearse.domain.attempt import Attempt, Summary
from rehearse.domain.history import FILTERS, HistoryFilter, asked_for
from rehearse.domain.text import counted
from rehearse.domain.vocabulary import Competency
from rehearse.storage.port import Store
from rehearse.ui.history_window import Window, again, around, longer, newest, oldest
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.stepping import following
from rehearse.ui.text import Plain, plain
from rehearse.ui.widgets import answer_view, outcome_view
from rehearse.ui.widgets import critique_view as view
from rehearse.ui.widgets.hidden_line import HiddenLine
from rehearse.ui.widgets.history_lines import COLUMNS, history_cells
from rehearse.ui.widgets.key_line import KeyLine
from rehearse.ui.widgets.list_table import ListTable
from rehearse.ui.widgets.pieces import heading, joined

NEAR = 5
"""Lines from an end of what is listed at which more is read."""
COUNTED_AFTER = 0.2
"""Seconds a list longer than a page stands before it is counted; over 100 000 attempts that takes up to 80 ms, and
whoever types on in the search line waits for none of it."""
EMPTY = "No attempts yet. <everywhere.leave> goes back to Home, <home.open> there starts a drill."
SEARCH = f"Words, and filters: {' '.join(f'{name}:' for name in FILTERS)}"
NOTHING_FITS = "Nothing fits this filter. <everywhere.leave> clears it."


class HistoryScreen(AppScreen):
    """Lists attempts beside the marked one's details."""

    PLACES = (Place.HISTORY, Place.LISTS)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.HISTORY),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self, marked: int | None = None) -> None:
        super().__init__()
        self._chosen = HistoryFilter()  # by keys; the search line narrows it further
        self._line = ""
        self._shown = Window()
        self._deleted: list[int] = []
        self._first: int | None = None
        self._marked = marked

    def compose(self) -> ComposeResult:
        """Lay out the filter, the list and the details."""
        yield Plain(id="filter", classes="title")
        yield HiddenLine(placeholder=SEARCH, id="search")
        yield Plain(id="search-problem")
        with Horizontal(id="history-body", classes="body"):
            yield ListTable(*COLUMNS, id="attempts", own_enter=False)
            with VerticalScroll(id="details"):
                yield Plain(id="detail")
        yield Plain(id="empty")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the first page."""
        self.set_focus(self.query_one(ListTable))
        self.read()

    @property
    def _wanted(self) -> HistoryFilter:
        return asked_for(self._line, self._chosen)[0]

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile."""
        if self._shown.lines:
            self.read(anew=False)

    @work(group="history", exclusive=True, exit_on_error=False)
    async def read(self, *, anew: bool = True) -> None:
        """Read what is wanted: from the newest on, or the same stretch as before; around the marked attempt, if any."""
        wanted, shown, marked = self._wanted, self._shown, self._marked

        def window(store: Store) -> Window:
            found = newest(store, wanted) if anew else again(store, wanted, shown)
            away = marked is not None and found.place(marked) is None
            return around(store, wanted, marked) if away and marked is not None else found

        found = await self.rehearse.store.run(window)
        listed, partly = len(found.lines), found.above or found.below
        self._head(wanted, f"more than {listed} attempts" if partly else counted(listed, "attempt"))
        self._list(found, marked)
        self._marked = None
        empty = self.query_one("#empty", Plain)
        empty.display = not listed
        self.query_one("#history-body").display = bool(listed)
        empty.show(self.keyed(EMPTY if wanted == HistoryFilter() else NOTHING_FITS))
        if partly:
            await asyncio.sleep(COUNTED_AFTER)
            many = await self.rehearse.store.run(lambda store: store.count(wanted))
            self._head(wanted, counted(many, "attempt"))

    def _list(self, found: Window, marked: int | None = None) -> None:
        self._shown = found
        hide = self.rehearse.services.config.screen.hide_scores
        table = self.query_one(ListTable)
        table.fill([(str(each.id), history_cells(each, hide_scores=hide)) for each in found.lines])
        if (place := found.place(marked)) is not None:
            table.move_cursor(row=place)

    def _head(self, wanted: HistoryFilter, many: str) -> None:
        self.query_one("#filter", Plain).show("  ·  ".join(filter(None, ("History", many, wanted.text))))

    @on(DataTable.RowHighlighted)
    def detail(self, event: DataTable.RowHighlighted) -> None:
        """Show the marked attempt, and read on when the list runs out at either end."""
        if event.row_key.value:
            self._read_detail(int(event.row_key.value))
        if self._shown.below and event.cursor_row >= len(self._shown.lines) - NEAR:
            self._read_on(upwards=False)
        elif self._shown.above and event.cursor_row < NEAR:
            self._read_on(upwards=True)

    @on(ListTable.EndWanted)
    def to_end(self, event: ListTable.EndWanted) -> None:
        """Go to the newest or the oldest attempt of all, though it is not listed yet."""
        if event.bottom and self._shown.below:
            self._read_end(bottom=True)
        elif not event.bottom and self._shown.above:
            self._read_end(bottom=False)

    @work(group="more", exclusive=True, exit_on_error=False)
    async def _read_end(self, *, bottom: bool) -> None:
        wanted = self._wanted
        found = await self.rehearse.store.run(
            lambda store: oldest(store, wanted) if bottom else newest(store, wanted)
        )
        self._list(found, found.lines[-1 if bottom else 0].id if found.lines else None)

    @work(group="detail", exclusive=True, exit_on_error=False)
    async def _read_detail(self, attempt_id: int) -> None:
        attempt = await self.rehearse.store.run(lambda store: store.load(attempt_id))
        self.query_one("#detail", Plain).show(_summary(attempt) if attempt else "")

    @work(group="more", exclusive=True, exit_on_error=False)
    async def _read_on(self, *, upwards: bool) -> None:
        wanted, shown = self._wanted, self._shown
        found = await self.rehearse.store.run(lambda store: longer(store, wanted, shown, upwards=upwards))
        if self._shown is not shown:
            return  # another filter was asked for meanwhile
        if upwards:
            self._list(found)
            return
        self._shown = found
        hide = self.rehearse.services.config.screen.hide_scores
        table = self.query_one(ListTable)
        for each in found.lines[len(shown.lines) :]:
            table.add_row(*history_cells(each, hide_scores=hide), key=str(each.id))

    def _marked_summary(self) -> Summary | None:
        key = self.query_one(ListTable).marked
        return next((each for each in self._shown.lines if str(each.id) == key), None)

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
        self._line = event.value
        problem = asked_for(event.value, self._chosen)[1]
        self.query_one("#search-problem", Plain).show(problem)
        self.query_one("#search-problem").display = bool(problem)
        self.read()

    @on(Input.Submitted)
    def to_list(self) -> None:
        """Go on in the list."""
        self.set_focus(self.query_one(ListTable))

    def action_search(self) -> None:
        """Search questions and answers."""
        self.query_one(HiddenLine).open()

    def action_competency(self) -> None:
        """Show one competency after the other, then all."""
        competency = following((None, *Competency), self._chosen.competency)
        self._chosen = replace(self._chosen, competency=competency)
        self.read()

    @work(group="only", exclusive=True, exit_on_error=False)
    async def action_only(self) -> None:
        """Show only attempts at the marked question, or all again."""
        key = None
        if self._chosen.question_key is None and (marked := self._marked_summary()):
            attempt = await self.rehearse.store.run(lambda store: store.load(marked.id))
            key = attempt.question.key if attempt else None
        self._chosen = replace(self._chosen, question_key=key)
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
            self.read(anew=False)
            self.rehearse.notify(self.keyed("Deleted. <history.undo> brings it back."))

    def action_compare(self) -> None:
        """Mark an attempt; on another one, show both side by side."""
        marked = self._marked_summary()
        if marked is None:
            return
        first, self._first = self._first, None
        if first is None or first == marked.id:
            self._first = marked.id if first is None else None
            marked_now = self.keyed("Marked. <history.compare> on another attempt shows both.")
            self.rehearse.notify(marked_now if self._first else "No longer marked.")
            return
        self.rehearse.compare(first, marked.id)

    @work(group="export", exclusive=True, exit_on_error=False)
    async def action_export(self) -> None:
        """Write what the filter leaves as Markdown beside the database, which may be a copy for this session."""
        wanted, report, stopped = self._wanted, self.rehearse.services.report, self.rehearse.ending.is_set
        self.rehearse.notify("Writing the report …")
        # in its turn: what was answered just now belongs into the report
        database = await self.rehearse.store.run(lambda store: store.file)
        file = await asyncio.to_thread(report, database, wanted, stopped)
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
        self.read(anew=False)

    def action_leave(self) -> None:
        """Close the search, clear the filter, or go back."""
        if self.query_one(HiddenLine).shut():
            self.set_focus(self.query_one(ListTable))
        elif self._wanted != HistoryFilter():
            self._chosen, self._line = HistoryFilter(), ""
            self.read()
        else:
            self.app.pop_screen()


def _summary(attempt: Attempt) -> Content:
    parts = [
        heading(attempt.question.competency.label),
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
    parts += [answer_view.answer_text(attempt, None), answer_view.follow_ups(attempt)]
    return joined(parts)
