"""The question on the table: who asks and what is asked."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from rehearse.domain.drill import Drill
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exercise import SPECIAL
from rehearse.domain.text import minutes
from rehearse.domain.vocabulary import Mode
from rehearse.ui.text import Plain, shortened

if TYPE_CHECKING:
    from rehearse.domain.story_bank import KeptStory


class QuestionCard(Vertical):
    """Shows the question while it is asked and answered; `speak` lets it appear as it is said."""

    def __init__(self, drill: Drill) -> None:
        super().__init__()
        self._drill = drill
        self._said = ""

    def compose(self) -> ComposeResult:
        """Lay out the speaker and the words."""
        yield Plain(id="speaker")
        yield Plain(self._drill.question.text, id="asked")

    def on_mount(self) -> None:
        """Fill in what is known."""
        self.show(self._drill)

    def show(self, drill: Drill, story: "KeptStory | None" = None) -> None:
        """Show a drill's question, and which story answers it."""
        self._drill = drill
        question = drill.question
        kind = drill.plan.exercise.kind
        about = (
            kind.label if kind in SPECIAL else f"{question.competency.label}  ·  {question.difficulty.label}"
        )
        told = f"  ·  tells “{shortened(story.story.title, 40)}”" if story else ""
        self.query_one("#speaker", Plain).show(f"The {drill.plan.persona.name} asks  ·  {about}{told}")
        if not self._said:
            self.query_one("#asked", Plain).show(question.text)

    def head(self, text: str) -> None:
        """Write above the question which one of a mock it is."""
        self.border_title = text

    def speak(self, words: str) -> None:
        """Add words that the interviewer is saying."""
        self._said += words
        self.query_one("#asked", Plain).show(self._said)

    def hush(self) -> None:
        """Forget what was said and show the bare question."""
        self._said = ""
        self.query_one("#asked", Plain).show(self._drill.question.text)


def describe(plan: Plan) -> str:
    """Say in one line how a drill is to be answered."""
    words = f", {plan.budget.target_words} words" if plan.mode is Mode.TYPED else ""
    follow_ups = {0: "no follow-ups", 1: "1 follow-up"}.get(plan.follow_ups, f"{plan.follow_ups} follow-ups")
    parts = [f"{plan.mode} {minutes(plan.budget.target)}{words}", str(plan.coaching), follow_ups]
    return "  ·  ".join(parts)
