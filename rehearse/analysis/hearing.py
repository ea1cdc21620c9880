"""A second ear beside the cues: a small linear model that scores what a sentence tells by its words alone.

It learns from sentences marked by hand (`make train`, tests/evaluation/train_hearing.py) and never finds a flaw by
itself: a rule that is about to say that something is absent asks it, and an answer in which it clearly hears the thing
is not faulted for having said it in words that no cue knows.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Final

from rehearse.analysis.sentences import Sentence
from rehearse.analysis.weights import learnt


class Tell(StrEnum):
    """What a sentence may tell."""

    TASK = "task"
    CHOICE = "choice"
    LIMIT = "limit"
    LESSON = "lesson"
    EFFECT = "effect"


CLEARLY: Final[Mapping[Tell, float]] = {
    Tell.TASK: 0.4,
    Tell.CHOICE: 1.5,
    Tell.LIMIT: 1.0,
    Tell.LESSON: 1.0,
    Tell.EFFECT: 1.25,
}
"""Score from which a thing is clearly heard; chosen on labelled answers of hands the model had not learnt from."""
NOT_HEARD: Final = -0.9
"""Score below which a lone cue is taken for an accident of words."""

_TOKEN: Final = re.compile(r"[a-z']+|\d+(?:[.,]\d+)*%?|[%?:;]")
_STEM: Final = 5
"""Letters of a word that stand for its whole family; a stemmer would buy nothing measurable here."""


def hear(told: Sequence[Sentence]) -> list[Mapping[Tell, float]]:
    """Score every sentence of an answer for everything it may tell."""
    weights = learnt("hearing")
    none = (0.0,) * len(Tell)
    scored: list[Mapping[Tell, float]] = []
    for row in features(told):
        sums = map(sum, zip(*(weights.get(name, none) for name in row), strict=True))
        scored.append(dict(zip(Tell, sums, strict=True)))
    return scored


def features(told: Sequence[Sentence]) -> list[set[str]]:
    """Give each sentence's features: its words, stems, neighbouring words, and where in the answer it stands."""
    rows = []
    for place, sentence in enumerate(told):
        row = words_of(sentence) | {f"in:{sentence.section.letter}", f"quarter:{4 * place // len(told)}"}
        if place == len(told) - 1:
            row.add("last")
        rows.append(row)
    return rows


def words_of(sentence: Sentence) -> set[str]:
    """Give the features that a sentence has wherever it stands; figures count as one word."""
    words = [_figure(token) for token in _TOKEN.findall(sentence.plain)]
    row = {"bias", *(f"w:{word}" for word in words)}
    row |= {f"s:{word[:_STEM]}" for word in words if len(word) > _STEM}
    row |= {f"p:{one} {two}" for one, two in pairwise(["^", *words, "$"])}
    row |= {f"g:{one} _ {two}" for one, two in zip(words, words[2:], strict=False)}
    return row


def _figure(token: str) -> str:
    if not token[0].isdigit():
        return token
    return "#%" if token.endswith("%") else "#"
