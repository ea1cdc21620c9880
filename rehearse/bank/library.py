"""All packs together: the shipped ones, the user's folder, and files given on the command line."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from rehearse.bank.pack import read_pack
from rehearse.domain.persona import SHIPPED, Cast
from rehearse.domain.question import Question
from rehearse.errors import PackError


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


def open_library(places: Iterable[Path], cast: Cast = SHIPPED) -> Library:
    """Read packs from files and folders; a broken one is reported and the rest load.

    A folder is read in the order of its file names. Of two questions with the same id the first stays and the
    second is reported.
    """
    questions: dict[str, Question] = {}
    problems: list[str] = []
    for file in _files(places):
        try:
            pack = read_pack(file, cast)
        except PackError as error:
            problems.append(str(error))
            continue
        for question in pack:
            if question.id in questions:
                problems.append(
                    f"{file}: the id {question.id!r} is already used by the pack "
                    f"{questions[question.id].pack!r}; give this question another one."
                )
            else:
                questions[question.id] = question
    return Library(tuple(questions.values()), tuple(problems))


def _files(places: Iterable[Path]) -> Iterable[Path]:
    for place in places:
        if place.is_dir():
            yield from sorted(place.glob("*.toml"))
        else:
            yield place
