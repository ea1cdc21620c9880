"""All questions of the packs, by competency, to choose one from."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import DataTable, Input

from rehearse.domain.question import Question
from rehearse.domain.text import counted
from rehearse.domain.vocabulary import Competency
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.stepping import following
from rehearse.ui.text import Plain, cell
from rehearse.ui.widgets.hidden_line import HiddenLine
from rehearse.ui.widgets.key_line import KeyLine
from rehearse.ui.widgets.list_table import ListTable


class QuestionsScreen(AppScreen):
    """Lists the questions; Enter drills the marked one."""

    PLACES = (Place.QUESTIONS, Place.LISTS)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.QUESTIONS),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._competency: Competency | None = None

    def compose(self) -> ComposeResult:
        """Lay out the filter, the list and the whole text of the marked question."""
        yield Plain(id="filter", classes="title")
        yield HiddenLine(placeholder="Search the questions", id="search")
        yield ListTable("Competency", "Level", "Question", id="questions", own_enter=False)
        yield Plain(id="preview")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list."""
        self._show()
        self.set_focus(self.query_one(ListTable))

    def _shown(self) -> list[Question]:
        wanted = self.query_one(HiddenLine).value.casefold().split()
        return [
            question
            for question in self.rehearse.bank.library.questions
            if self._competency in (None, question.competency)
            and all(word in question.text.casefold() for word in wanted)
        ]

    def _show(self) -> None:
        shown = self._shown()
        what = self._competency.label if self._competency else "all competencies"
        self.query_one("#filter", Plain).show(f"{counted(len(shown), 'question')}  ·  {what}")
        self.query_one(ListTable).fill(
            [
                (
                    question.id,
                    (
                        cell(question.competency.label),
                        cell(question.difficulty.label),
                        cell(question.text),
                    ),
                )
                for question in shown
            ]
        )
        if not shown:
            self.query_one("#preview", Plain).show("")

    @on(DataTable.RowHighlighted)
    def preview(self, event: DataTable.RowHighlighted) -> None:
        """Show the marked question in full."""
        question = self.rehearse.bank.library.find(event.row_key.value or "")
        self.query_one("#preview", Plain).show(question.text if question else "")

    @on(DataTable.RowSelected)
    def drill(self, event: DataTable.RowSelected) -> None:
        """Start a drill with the chosen question."""
        if question := self.rehearse.bank.library.find(event.row_key.value or ""):
            self.rehearse.drills.start(question)

    @on(Input.Changed)
    def search_on(self) -> None:
        """Narrow the list while typing."""
        self._show()

    @on(Input.Submitted)
    def to_list(self) -> None:
        """Go on in the list."""
        self.set_focus(self.query_one(ListTable))

    def action_search(self) -> None:
        """Search the questions."""
        self.query_one(HiddenLine).open()

    def action_competency(self) -> None:
        """Show one competency after the other, then all."""
        self._competency = following((None, *Competency), self._competency)
        self._show()

    def action_pick(self) -> None:
        """Start a drill with the marked question."""
        if question := self.rehearse.bank.library.find(self.query_one(ListTable).marked or ""):
            self.rehearse.drills.start(question)

    def action_leave(self) -> None:
        """Close the search, or go back."""
        if self.query_one(HiddenLine).shut():
            self.set_focus(self.query_one(ListTable))
            self._show()
        else:
            self.app.pop_screen()
