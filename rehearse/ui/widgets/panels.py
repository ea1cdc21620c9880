"""What holds the focus in a drill: the card, the editors, the spoken panel, the follow-up."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Digits, TextArea

from rehearse.domain.budget import FOLLOW_UP_SECONDS, Pace, pace
from rehearse.domain.cue import CRITERIA
from rehearse.domain.drill import Drill, Exchange, Plan
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Coaching, Mode
from rehearse.ui.keys import Place, bindings
from rehearse.ui.text import Plain, minutes

_COPY: list[BindingType] = [Binding("ctrl+c", "app.interrupt", "Copy or stop", show=False)]


class CardFocus(Plain, can_focus=True):
    """The line below a question card; while it has the focus the card's keys work."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CARD, on="screen")

    def show_choices(self, plan: Plan) -> None:
        """List what can be changed before the clock starts, each with its key."""
        words = f", {plan.budget.target_words} words" if plan.mode is Mode.TYPED else ""
        choices = (
            ("m", "typed or spoken", str(plan.mode)),
            ("t", "length", minutes(plan.budget.target) + words),
            ("p", "listener", plan.persona.label),
            ("c", "coached or exam", str(plan.coaching)),
            ("f", "follow-ups", str(plan.follow_ups)),
            ("n", "another question", ""),
        )
        lines = [Content.styled("Enter starts the clock.", "bold"), Content("")]
        lines += [
            Content.assemble((f"{key}  ", "bold"), (f"{name:<18}", "$text-muted"), value)
            for key, name, value in choices
        ]
        self.show(Content("\n").join(lines))


class SectionEditor(TextArea):
    """Where one section is written."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.TYPED, on="screen"), *_COPY]

    def __init__(self, section: Section, text: str) -> None:
        super().__init__(
            text, id=f"editor-{section.value}", show_line_numbers=False, highlight_cursor_line=False
        )
        self.section = section
        self.border_title = section.label

    def coach(self, *, coached: bool) -> None:
        """Show what the section is listened to for, or nothing."""
        self.border_subtitle = CRITERIA[self.section] if coached else ""


class ReplyEditor(TextArea):
    """Where a follow-up is answered."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.FOLLOW_UP, on="screen"), *_COPY]

    def __init__(self) -> None:
        super().__init__("", id="reply", show_line_numbers=False, highlight_cursor_line=False)


class SpokenPanel(Vertical, can_focus=True):
    """Nearly empty: the section, its clock in large numbers, and what comes next."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.SPOKEN, on="screen")

    def compose(self) -> ComposeResult:
        """Lay out the name, the clock and the line below."""
        yield Plain(id="spoken-section")
        yield Digits("0:00", id="spoken-clock")
        yield Plain(id="spoken-budget")
        yield Plain(id="spoken-criteria")

    def show(self, drill: Drill, now: float) -> None:
        """Show the section's clock."""
        spent, budget = drill.spent(drill.section, now), drill.budget(drill.section)
        state = pace(spent, budget)
        self.set_class(state is Pace.WARNING, "-warning")
        self.set_class(state is Pace.OVER, "-over")
        self.query_one("#spoken-section", Plain).show(drill.section.label)
        self.query_one("#spoken-clock", Digits).update(minutes(spent))
        over = "  OVER" if state is Pace.OVER else ""
        following = drill.plan.sections[drill.plan.sections.index(drill.section) + 1 :]
        then = f"  ·  space: {following[0].label}" if following else "  ·  f: finish"
        self.query_one("#spoken-budget", Plain).show(f"of {minutes(budget)}{over}{then}")
        coached = drill.plan.coaching is Coaching.COACHED
        self.query_one("#spoken-criteria", Plain).show(CRITERIA[drill.section] if coached else "")


class FollowUpPanel(Vertical):
    """A follow-up as it is asked, its clock, and the editor for the answer."""

    def compose(self) -> ComposeResult:
        """Lay out the question, the clock and the editor."""
        yield Plain(id="follow-up-head")
        yield Plain(id="follow-up-text")
        yield Plain(id="follow-up-clock")
        yield ReplyEditor()

    def start(self, number: int, planned: int, speaker: str) -> None:
        """Make room for the next follow-up."""
        self._said = ""
        self.query_one("#follow-up-head", Plain).show(f"Follow-up {number} of {planned}  ·  {speaker}")
        self.query_one("#follow-up-text", Plain).show("…")
        self.query_one("#follow-up-clock", Plain).show("")
        reply = self.query_one(ReplyEditor)
        reply.text = ""
        reply.display = False

    def speak(self, words: str) -> None:
        """Add words that the interviewer is saying."""
        self._said += words
        self.query_one("#follow-up-text", Plain).show(self._said)

    def open(self, exchange: Exchange) -> None:
        """Show the whole question and let the user answer."""
        self.query_one("#follow-up-text", Plain).show(exchange.follow_up.text)
        reply = self.query_one(ReplyEditor)
        reply.display = True
        reply.text = exchange.answer
        self.screen.set_focus(reply)

    def halt(self, sentence: str) -> None:
        """Say why nobody speaks any more, below what was said so far."""
        self.query_one("#follow-up-clock", Plain).show(sentence)

    def tick(self, exchange: Exchange, now: float) -> None:
        """Show the follow-up's clock."""
        spent = exchange.timer.read(now)
        over = "  OVER" if pace(spent, FOLLOW_UP_SECONDS) is Pace.OVER else ""
        text = f"{minutes(spent)} of {minutes(FOLLOW_UP_SECONDS)}{over}"
        self.query_one("#follow-up-clock", Plain).show(text)
