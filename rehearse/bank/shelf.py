"""All packs together: the shipped ones, the user's folder, and files given on the command line."""

from collections.abc import Iterable
from pathlib import Path

from rehearse.bank.library import Library
from rehearse.bank.pack import read_pack
from rehearse.domain.persona import SHIPPED, Cast
from rehearse.domain.question import Question
from rehearse.errors import PackError


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
