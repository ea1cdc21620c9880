"""What a critique rests on, one ledger at a time: each number with its formula and the words it was counted on."""

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import DataTable

from rehearse.domain.attempt import Attempt
from rehearse.domain.critique import Critique
from rehearse.rehearsal.session import EARLIER_ANSWERS
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.text import Plain, cell
from rehearse.ui.widgets.key_line import KeyLine
from rehearse.ui.widgets.ledger_page import Page
from rehearse.ui.widgets.ledger_view import pages
from rehearse.ui.widgets.list_table import ListTable


class LedgersScreen(AppScreen):
    """Lists the ledgers of an attempt beside the marked one."""

    PLACES = (Place.LISTS,)
    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.EVERYWHERE, only={"leave"})

    def __init__(self, attempt: Attempt, critique: Critique) -> None:
        super().__init__()
        self._attempt = attempt
        self._critique = critique
        self._pages: list[Page] = []

    def compose(self) -> ComposeResult:
        """Lay out the list beside the open ledger."""
        yield Plain("What the critique rests on", classes="title")
        with Horizontal(id="ledgers-body"):
            yield ListTable("Ledger", "Comes to", id="ledgers")
            with VerticalScroll(id="ledger"):
                yield Plain(id="ledger-page")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the answer."""
        self.set_focus(self.query_one(ListTable))
        self.read()

    @work(group="ledgers", exclusive=True, exit_on_error=False)
    async def read(self) -> None:
        """Fill the ledgers, in a thread."""
        services, attempt = self.rehearse.services, self._attempt
        earlier = await self.rehearse.store.run(
            lambda store: store.earlier_answers(attempt.id, EARLIER_ANSWERS)
        )
        ledgers = await asyncio.to_thread(services.ledgers, attempt.answer(earlier))
        hide = services.config.screen.hide_scores
        self._pages = pages(attempt, self._critique, ledgers, services.anchors(), hide_scores=hide)
        self.query_one(ListTable).fill(
            [(str(place), (cell(page.name), cell(page.summary))) for place, page in enumerate(self._pages)]
        )

    @on(DataTable.RowHighlighted)
    def open_ledger(self, event: DataTable.RowHighlighted) -> None:
        """Show the marked ledger from its beginning."""
        if event.row_key.value is not None and self._pages:
            self.query_one("#ledger-page", Plain).show(self._pages[int(event.row_key.value)].body)
            self.query_one("#ledger").scroll_home(animate=False)
