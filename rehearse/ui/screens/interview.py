"""A real interview noted down afterwards: when and where, how it went, what was asked; kept as it is typed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import TextArea

from rehearse.domain.day import day_in
from rehearse.domain.interview import Interview, Result, read_questions
from rehearse.domain.text import counted
from rehearse.storage.port import Store
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.form import FormScreen
from rehearse.ui.text import Plain
from rehearse.ui.widgets.key_line import KeyLine


class InterviewScreen(FormScreen):
    """A form for one interview; the questions asked become a pack when it is left."""

    PLACES = (Place.INTERVIEW,)
    FIELDS: Mapping[str, str] = {
        "date": "Date, as in 2026-12-01",
        "company": "Company",
        "role": "Role",
        "went": "How it went, 1 to 5; empty: not said",
        "result": f"Result: {', '.join(each.label for each in Result)}",
        "notes": "Anything worth keeping",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.INTERVIEW),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self, interview: Interview, on_kept: Callable[[], object]) -> None:
        super().__init__()
        self._interview = interview
        self._on_kept = on_kept
        self._written: Interview | None = interview if interview.id else None

    def compose(self) -> ComposeResult:
        """Lay out the fields beside the questions, and what was read from them."""
        kept = self._interview
        values = {
            "date": kept.held_on.isoformat(),
            "company": kept.company,
            "role": kept.role,
            "went": str(kept.went or ""),
            "result": kept.result.label,
            "notes": kept.notes,
        }
        asked = "\n".join(f"{each.competency.label}: {each.text}" for each in kept.questions)
        yield Plain("A real interview", classes="title")
        with Horizontal(classes="body"):
            yield from self.fields(values)
            yield TextArea(asked, id="interview-questions", classes="form-text", show_line_numbers=False)
        yield Plain(id="form-read")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the questions: they are forgotten first."""
        asked = self.query_one("#interview-questions", TextArea)
        asked.border_title = "What was asked, one question a line"
        asked.move_cursor(asked.document.end)
        self.set_focus(asked)
        self.changed()

    def told(self) -> str:
        """Say how many questions were read, or what is wrong with a field."""
        interview, problem = self._read()
        categories = ", ".join(dict.fromkeys(each.competency.label for each in interview.questions))
        found = counted(len(interview.questions), "question")
        return problem or (f"{found}: {categories}" if categories else found)

    def _read(self) -> tuple[Interview, str]:
        """Give the interview as it stands in the form, and a sentence about the first field that cannot be read."""
        found = self.found()
        problem = ""
        held, went, result = self._interview.held_on, self._interview.went, self._interview.result
        try:
            held = day_in(found["date"])
        except ValueError as error:
            problem = str(error)
        if found["went"] in ("", "1", "2", "3", "4", "5"):
            went = int(found["went"]) if found["went"] else None
        else:
            problem = problem or f"How it went is 1 to 5 or empty, not {found['went']!r}."
        named = {each.label: each for each in Result}
        if found["result"].lower() in named:
            result = named[found["result"].lower()]
        else:
            problem = problem or f"The result is one of {', '.join(named)}, not {found['result']!r}."
        asked = self.query_one("#interview-questions", TextArea).text
        return (
            replace(
                self._interview,
                held_on=held,
                company=found["company"],
                role=found["role"],
                went=went,
                result=result,
                notes=found["notes"],
                questions=read_questions(asked, self.rehearse.bank.library.questions),
            ),
            problem,
        )

    def unwritten(self) -> Callable[[Store], object] | None:
        """Give what writes the changes down; a field that cannot be read keeps its last value."""
        interview = replace(self._read()[0], id=self._interview.id)
        if interview == self._written or (not interview.id and interview == self._interview):
            return None
        self._written = interview
        return lambda store: self._write(store, interview)

    def _write(self, store: Store, interview: Interview) -> None:
        kept = replace(interview, id=interview.id or self._interview.id)
        self._interview = replace(self._interview, id=store.interviews.keep(kept))
        self._written = replace(interview, id=self._interview.id)

    @property
    def interview_id(self) -> int:
        """Give the id under which it is kept; 0 while nothing is."""
        return self._interview.id

    def keep(self) -> None:
        """Queue what was typed last for the disk, and let the questions be asked."""
        self.collect()
        self._on_kept()

    def action_earlier(self) -> None:
        """Keep it, and open the interview before this one."""
        self.keep()
        self.rehearse.interviews.earlier(self)

    def action_leave(self) -> None:
        """Keep it, and go back."""
        self.keep()
        self.app.pop_screen()
