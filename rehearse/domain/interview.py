"""A real interview, noted down afterwards: how it went, what came of it, and the questions that were asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from rehearse.domain.question import Question
from rehearse.domain.text import clean, words
from rehearse.domain.vocabulary import Competency


class Result(StrEnum):
    """What came of an interview so far."""

    WAITING = "waiting"
    NEXT_ROUND = "next_round"
    OFFER = "offer"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """Name the result as a person reads it."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as it was asked, and the category it is practised under."""

    text: str
    competency: Competency


@dataclass(frozen=True, slots=True)
class Interview:
    """One real interview; `went` is the user's own mark from 1 to 5, None where none was given."""

    held_on: date
    company: str = ""
    role: str = ""
    went: int | None = None
    result: Result = Result.WAITING
    notes: str = ""
    questions: tuple[AskedQuestion, ...] = ()
    id: int = 0


MOST_QUESTIONS: Final = 200
MOST_LETTERS: Final = 2_000
"""Questions of one interview, and letters of a question, that are kept."""
_BULLET: Final = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")


def read_questions(text: str, known: Sequence[Question]) -> tuple[AskedQuestion, ...]:
    """Read one question a line, bullets and numbers in front left off.

    A line may begin with its category and a colon, as in "failure: …"; otherwise it gets the category of the known
    question that shares most words with it.
    """
    found: dict[str, AskedQuestion] = {}
    for line in clean(text).splitlines():
        said = _BULLET.sub("", line).strip()
        head, colon, rest = said.partition(":")
        named = _named(head) if colon else None
        question = rest.strip() if named else said
        if question and len(found) < MOST_QUESTIONS:
            question = question[:MOST_LETTERS]
            found.setdefault(question, AskedQuestion(question, named or nearest(question, known)))
    return tuple(found.values())


def _named(head: str) -> Competency | None:
    wanted = head.strip().lower().replace(" ", "_").replace("-", "_")
    return next(
        (each for each in Competency if wanted in (each.value, each.label.lower().replace(" ", "_"))), None
    )


_COMMON: Final = frozenset(
    words(
        "a an and are at by did do for from had have how i in is it me of on or tell that the time to was were what "
        "when where which with would you your about describe example give us walk through"
    )
)


def nearest(text: str, known: Sequence[Question]) -> Competency:
    """Give the category of the known question that shares most words; without any, that of ambiguity."""
    said = _content(text)
    best = max(
        known, key=lambda each: len(said & _content(each.text)) / (1 + len(_content(each.text))), default=None
    )
    return best.competency if best is not None and said & _content(best.text) else Competency.AMBIGUITY


def _content(text: str) -> set[str]:
    return {word.lower().strip("'’") for word in words(text)} - _COMMON
