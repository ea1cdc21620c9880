"""A follow-up: the question as it is asked, its clock, and the editor for the reply."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from rehearse.domain.budget import FOLLOW_UP_SECONDS, Pace, pace
from rehearse.domain.text import minutes, typed_after
from rehearse.ui.keys import Place, bindings
from rehearse.ui.text import Plain
from rehearse.ui.widgets.prose_editor import ProseEditor


class ReplyEditor(ProseEditor):
    """Where a follow-up is answered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.FOLLOW_UP, on="screen"),
        *bindings(Place.EVERYWHERE, only={"interrupt"}, on="app"),
    ]

    def __init__(self) -> None:
        super().__init__("", id="reply")


class FollowUpPanel(Vertical):
    """A follow-up as it is asked, its clock, and the editor for the answer."""

    _said = ""
    _told = ""

    def compose(self) -> ComposeResult:
        """Lay out the question, the clock and the editor."""
        yield Plain(id="follow-up-head")
        yield Plain(id="follow-up-text")
        yield Plain(id="follow-up-clock")
        yield ReplyEditor()

    def start(self, head: str) -> None:
        """Make room for the next question; the head says which it is and who asks.

        Whoever knows the reply before the question is out may write it: the editor is there from the first word on.
        """
        self._said = ""
        self.query_one("#follow-up-head", Plain).show(head)
        self.query_one("#follow-up-text", Plain).show("…")
        self.query_one("#follow-up-clock", Plain).show("")
        self.screen.set_focus(self.query_one(ReplyEditor))

    def speak(self, words: str) -> None:
        """Add words that the interviewer is saying."""
        self._said += words
        self.query_one("#follow-up-text", Plain).show(self._said)

    def open(self, question: str, answer: str) -> None:
        """Show the whole question and let the user answer, or go on with the answer; what is typed already stands."""
        self.query_one("#follow-up-text", Plain).show(question)
        if answer and answer != self.reply:
            self.write(answer)
        self.screen.set_focus(self.query_one(ReplyEditor))

    @property
    def reply(self) -> str:
        """Give the reply as it stands, without the words of one that is just ending."""
        return typed_after(self._told, self.query_one(ReplyEditor).text)

    def write(self, words: str) -> None:
        """Put words into the editor and go on behind them."""
        reply = self.query_one(ReplyEditor)
        reply.text = words
        reply.move_cursor(reply.document.end)

    def add(self, words: str) -> None:
        """Let words that were typed elsewhere stand in the reply."""
        self.query_one(ReplyEditor).insert(words)

    @contextmanager
    def ending(self, told: str) -> Iterator[None]:
        """End a reply once it is kept: what is typed meanwhile begins the next one. After trouble its words stay."""
        self._told = told
        reply = self.query_one(ReplyEditor)
        reply.move_cursor(reply.document.end)  # what is typed in the midst of it could not be told apart
        try:
            yield
            self.write(self.reply)
        finally:
            self._told = ""

    def halt(self, sentence: str) -> None:
        """Say why nobody speaks any more, below what was said so far."""
        self.query_one("#follow-up-clock", Plain).show(sentence)

    def tick(self, spent: float) -> None:
        """Show the clock of this question, in seconds."""
        over = "  OVER" if pace(spent, FOLLOW_UP_SECONDS) is Pace.OVER else ""
        text = f"{minutes(spent)} of {minutes(FOLLOW_UP_SECONDS)}{over}"
        self.query_one("#follow-up-clock", Plain).show(text)
