"""Before a mock interview: how long, who asks, how; the one that goes on; and the earlier ones."""

from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import DataTable

from rehearse.domain.drill_plan import Plan
from rehearse.domain.mock import COUNTS, MOST_PANEL, Mock, Stage
from rehearse.domain.persona import Persona
from rehearse.domain.text import minutes
from rehearse.domain.vocabulary import Coaching, Mode
from rehearse.ui.hanging import Hung, Sheet
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import ReadingScreen
from rehearse.ui.stepping import following
from rehearse.ui.text import Plain, cell, day_and_time, plain
from rehearse.ui.widgets.key_line import KeyLine
from rehearse.ui.widgets.list_table import ListTable
from rehearse.ui.widgets.pieces import choice_lines

EARLIER = 50
"""Mocks that are listed at most."""
GOES_ON = "A mock goes on. <mock.start> takes it up, <mock.end> ends it with its debrief."


class MockScreen(ReadingScreen):
    """Shows the choices of the next mock above the earlier ones."""

    PLACES = (Place.MOCK, Place.LISTS)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.MOCK),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self, plan: Plan, count: int) -> None:
        super().__init__()
        self._plan = plan
        self._count = count
        self._lead = plan.persona
        self._askers = 1
        self._going_on: Mock | None = None
        self._mocks: dict[str, Mock] = {}

    def compose(self) -> ComposeResult:
        """Lay out the choices above the list."""
        yield Plain("Mock interview", classes="title")
        yield Plain(id="mock-choices")
        yield Plain("Earlier mocks", id="mock-title", classes="title")
        yield ListTable("When", "Answered", "Clock", "Who asked", id="mocks", own_enter=False)
        yield KeyLine()

    @work(group="mocks", exclusive=True, exit_on_error=False)
    async def read(self) -> None:
        """Read the mock that goes on and the earlier ones."""
        self._going_on, found = await self.rehearse.store.run(
            lambda store: (store.mocks.running(), store.mocks.all(EARLIER))
        )
        self._mocks = {str(mock.id): mock for mock in found}
        self.query_one(ListTable).fill([(str(mock.id), _cells(mock)) for mock in found])
        self.query_one("#mock-title").display = self.query_one(ListTable).display = bool(found)
        self._show()
        self.refresh_bindings()

    @property
    def panel(self) -> tuple[Persona, ...]:
        """Give who asks: one persona, or the panel that begins with it."""
        found = [self._lead]
        while len(found) < self._askers:
            found.append(self.rehearse.services.cast.after(found[-1]))
        return tuple(found)

    def _show(self) -> None:
        lines = self._choices() if self._going_on is None else self._progress(self._going_on)
        self.query_one("#mock-choices", Plain).show(Sheet(lines))

    def _progress(self, mock: Mock) -> list[Content | Hung]:
        begun = f"Begun {day_and_time(mock.started_at)}"
        so_far = f"{mock.answered} of {len(mock.slots)} answered, {minutes(mock.seconds)} so far."
        return [Content.styled(self.keyed(GOES_ON), "bold"), plain(f"{begun}: {so_far}")]

    def _choices(self) -> list[Content | Hung]:
        plan = self._plan
        words = f", {plan.target_words} words" if plan.mode is Mode.TYPED else ""
        exam = plan.coaching is Coaching.EXAM
        shown = "nothing is shown before the debrief" if exam else "critique after each"
        choices = (
            ("count", "questions", str(self._count)),
            ("persona", "who asks", ", then ".join(persona.name for persona in self.panel)),
            ("panel", "panel of", str(self._askers)),
            ("target", "each answer", minutes(plan.target) + words),
            ("follow_ups", "follow-ups", str(plan.follow_ups)),
            ("mode", "typed or spoken", str(plan.mode)),
            ("coaching", "coached or exam", f"{plan.coaching}: {shown}"),
        )
        return [
            Content.styled(self.keyed("<mock.start> starts."), "bold"),
            Content(""),
            *choice_lines([(self.keyed(f"<mock.{action}>"), name, now) for action, name, now in choices], 17),
        ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual calls it so)
        """Offer what fits: a mock that goes on is taken up or ended, its choices are made."""
        if action in ("count", "persona", "panel", "target", "follow_ups", "mode", "coaching"):
            return self._going_on is None
        if action == "end":
            return self._going_on is not None
        return action != "debrief" or bool(self._mocks)

    def action_start(self) -> None:
        """Begin, or take up the mock that goes on."""
        if self._going_on is not None:
            self.rehearse.mocks.take_up(self._going_on)
        else:
            self.rehearse.mocks.begin(self._plan, self.panel, self._count)

    def action_end(self) -> None:
        """End the mock that goes on; what was answered is kept, and debriefed."""
        if self._going_on is not None:
            self.rehearse.mocks.end(self._going_on)

    @on(DataTable.RowSelected)
    def action_debrief(self) -> None:
        """Open the debrief of the marked mock."""
        marked = self.query_one(ListTable).marked
        if marked is not None:
            self.rehearse.mocks.debrief(int(marked))

    def action_interview(self) -> None:
        """Note down a real interview."""
        self.rehearse.interviews.note()

    def _change(self, **changes: object) -> None:
        self._plan = replace(self._plan, **changes)  # type: ignore[arg-type]
        self._show()

    def action_count(self) -> None:
        """Change how many questions are asked."""
        self._count = following(COUNTS, self._count)
        self._show()

    def action_persona(self) -> None:
        """Let the next persona ask, or begin the panel."""
        self._lead = self.rehearse.services.cast.after(self._lead)
        self._show()

    def action_panel(self) -> None:
        """Let one, two or three personas ask in turn."""
        self._askers = self._askers % MOST_PANEL + 1
        self._show()

    def action_target(self) -> None:
        """Take the next length of an answer."""
        self._change(budget=self._plan.budget.longer)

    def action_follow_ups(self) -> None:
        """Change how many follow-ups each answer gets."""
        self._change(follow_ups=self._plan.more_follow_ups)

    def action_mode(self) -> None:
        """Switch between typing and speaking."""
        self._change(mode=self._plan.mode.other)

    def action_coaching(self) -> None:
        """Switch between coached and exam."""
        self._change(coaching=self._plan.coaching.other)


def _cells(mock: Mock) -> tuple[Text, ...]:
    asked = ", ".join(dict.fromkeys(slot.persona.name for slot in mock.slots))
    state = {Stage.RUNNING: ", goes on", Stage.STOPPED: ", stopped"}.get(mock.stage, "")
    return (
        cell(day_and_time(mock.started_at)),
        cell(f"{mock.answered} of {len(mock.slots)}{state}"),
        cell(minutes(mock.seconds)),
        cell(asked),
    )
