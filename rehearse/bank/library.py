"""The questions there are. Reading them from packs stands apart, in `shelf.py`: it needs pydantic, 90 ms to load."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rehearse.domain.question import Question


@dataclass(frozen=True, slots=True)
class Library:
    """The questions that could be read, and a sentence for each pack that could not."""

    questions: tuple[Question, ...]
    problems: tuple[str, ...] = ()

    def find(self, question_id: str) -> Question | None:
        """Give the question with this id."""
        return next((question for question in self.questions if question.id == question_id), None)

    def for_candidate(self, own: Iterable[Question], briefing: str) -> "Library":
        """Add questions made of a resume, and let every question tell what is known of the candidate."""
        questions = (replace(question, briefing=briefing) for question in (*self.questions, *own))
        return replace(self, questions=tuple(questions))

    def with_probes(self, asked: Question) -> Question:
        """Give the pack's version of a question as asked; itself when no pack holds it any more."""
        return next((question for question in self.questions if question.key == asked.key), asked)
