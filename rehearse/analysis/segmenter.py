"""Finds the five sections in an answer told as one text: cues for each sentence, and the order people tell in."""

import math
from collections.abc import Sequence
from typing import Final

from rehearse.analysis import cues
from rehearse.analysis.evidence import measured
from rehearse.analysis.sentences import Sentence
from rehearse.domain.section import SECTIONS, Section

_TYPICAL: Final = {
    Section.SITUATION: 0.08,
    Section.TASK: 0.18,
    Section.ACTION: 0.5,
    Section.RESULT: 0.82,
    Section.REFLECTION: 0.95,
}
"""Where in an answer a section has its middle, from 0 to 1, when it keeps to 20/60/20."""
_STAY: Final = 0.0
_FORWARD: Final = -0.3
_BACK: Final = -2.6
"""What it costs to stay in a section, to go on, and to go back: people tell forward but not always."""


def segment(texts: Sequence[str]) -> list[Section]:
    """Label each sentence; the best path over all of them wins, so that one odd sentence changes little."""
    if not texts:
        return []
    scores = [_scores(text, (place + 0.5) / len(texts)) for place, text in enumerate(texts)]
    best, back = [dict(scores[0])], list[dict[Section, Section]]()
    for row in scores[1:]:
        reached, came = {}, {}
        for section in SECTIONS:
            origin = max(SECTIONS, key=lambda before: best[-1][before] + _step(before, section))
            reached[section] = best[-1][origin] + _step(origin, section) + row[section]
            came[section] = origin
        best.append(reached)
        back.append(came)
    label = max(SECTIONS, key=lambda section: best[-1][section])
    path = [label]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _step(before: Section, after: Section) -> float:
    if before is after:
        return _STAY
    skipped = after.position - before.position
    return _FORWARD - 0.4 * (skipped - 1) if skipped > 0 else _BACK


def _scores(text: str, place: float) -> dict[Section, float]:
    sentence = Sentence(text, Section.ACTION)
    lower = sentence.lower
    score = {section: -6 * (place - middle) ** 2 for section, middle in _TYPICAL.items()}
    if cues.RESPONSIBILITY.search(lower):
        score[Section.TASK] += 1.8
    if cues.ACT.search(lower):
        score[Section.ACTION] += 1.4
    score[Section.ACTION] += 0.8 * math.log1p(
        sum(bool(cue.search(lower)) for cue in (cues.REASON, cues.OPTION, cues.GIVEN_UP, cues.STEP))
    )
    if cues.OUTCOME.search(lower):
        score[Section.RESULT] += 0.9
    if measured(sentence):
        score[Section.RESULT] += 1.0
    if cues.VAGUE.search(lower):
        score[Section.RESULT] += 1.2
    if cues.LESSON.search(lower):
        score[Section.REFLECTION] += 2.4
    if not cues.ACT.search(lower) and not cues.OUTCOME.search(lower):
        score[Section.SITUATION] += 0.5
    return score
