"""Finds the five sections in an answer told as one text: a small linear sequence model over sentence cues.

Its weights are learnt from the tuning half of the labelled answers by `make train` (tests/evaluation/train.py) and
lie beside this module; they hold cues and common words only.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from rehearse.analysis import (
    constraints,
    content,
    decisions,
    evidence,
    evidence_cues,
    failure,
    numbers,
    ownership,
    reflection,
)
from rehearse.analysis.matching import found
from rehearse.analysis.sentences import Sentence
from rehearse.analysis.weights import Weights, learnt
from rehearse.domain.section import SECTIONS, Section

Features = list[str]

_OPENING: Final = re.compile(r"[a-z']+")
_NAMED: Final = re.compile(
    r"\b(?:(?P<result>result|outcome|in the end|as a result|end of the day|numbers?)|(?P<task>task|"
    r"responsib\w+|my (?:job|part|role))|"
    r"(?P<lesson>lesson|takeaway|hindsight|next time|learn\w*|looking back)|(?P<action>first|decided|"
    r"option|so i))\b"
)
_PRESENT: Final = re.compile(
    r"\b(?:is|are|i'd|now|today|these days|would|i (?:check|ask|keep|write|test|don't|never|always))\b"
)
_SCENE: Final = re.compile(
    r"\b(?:had been|'d been|used to|was (?:\w+ing)|were (?:\w+ing)|at (?:my|the|a|our)|company|startup|"
    r"team|we had|there was|there were)\b"
)
_BINS: Final = 12
"""Parts of the answer that a sentence can stand in; the weights were learnt with as many."""


def segment(texts: Sequence[str]) -> list[Section]:
    """Label each sentence; the best path over all of them wins, so that one odd sentence changes little."""
    return [SECTIONS[label] for label in best_path(features(texts), learnt("segmenter"))]


def best_path(rows: Sequence[Features], weights: Weights) -> list[int]:
    """Give the labels (positions in SECTIONS) of the path with the highest score."""
    if not rows:
        return []
    labels = range(len(SECTIONS))
    none = (0.0,) * len(SECTIONS)
    known = ([weights[name] for name in row if name in weights] for row in rows)
    scores = [[sum(column) for column in zip(none, *row, strict=True)] for row in known]
    step = [weights.get(f"after:{before}", none) for before in labels]
    best = [scores[0]]
    back: list[list[int]] = []
    for row in scores[1:]:
        came = [_origin(best[-1], step, label) for label in labels]
        best.append([best[-1][came[label]] + step[came[label]][label] + row[label] for label in labels])
        back.append(came)
    path = [max(labels, key=lambda label: best[-1][label])]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _origin(reached: Sequence[float], step: Sequence[Sequence[float]], label: int) -> int:
    scores = [score + step[before][label] for before, score in enumerate(reached)]
    return scores.index(max(scores))


def features(texts: Sequence[str]) -> list[Features]:
    """Give each sentence's features: its cues, its place, its opening, its words, and the cues of its neighbours."""
    told = [Sentence(text, Section.ACTION) for text in texts]
    cues = [_cues(sentence) for sentence in told]
    total = sum(len(text) for text in texts) or 1
    rows: list[Features] = []
    done = 0
    for place, sentence in enumerate(told):
        middle = (done + len(sentence.text) / 2) / total
        done += len(sentence.text)
        row = ["bias", f"place:{int(middle * _BINS)}", *(f"cue:{cue}" for cue in cues[place])]
        row += [f"cue:{cue}/third:{int(middle * 3)}" for cue in cues[place]]
        row += [f"before:{cue}" for cue in (cues[place - 1] if place else ["start"])]
        row += [f"next:{cue}" for cue in (cues[place + 1] if place + 1 < len(told) else ["end"])]
        words = _OPENING.findall(sentence.plain)
        row += [f"opens:{' '.join(words[:1])}", f"opens:{' '.join(words[:2])}"]
        row += [f"word:{word}" for word in dict.fromkeys(words)]
        row += [f"pair:{one} {two}" for one, two in dict.fromkeys(pairwise(words))]
        rows.append(row)
    return rows


def _cues(sentence: Sentence) -> list[str]:
    lower = sentence.plain
    acts = ownership.acts(lower)
    held = {
        "responsible": found(ownership.RESPONSIBILITY, lower),
        "group task": found(ownership.GROUP_TASK, lower),
        "built": found(ownership.BUILT, lower),
        "own act": acts.own,
        "own acts": acts.own > 1,
        "group act": acts.group,
        "passive": acts.nobody,
        "no act": not (acts.own or acts.group or acts.nobody),
        "others act": acts.others,
        "option": found(decisions.OPTION, lower),
        "given up": found(decisions.GIVEN_UP, lower),
        "reason": found(decisions.REASON, lower),
        "choice": found(decisions.CHOICE, lower),
        "step": found(decisions.STEP, lower),
        "changed": evidence.changed(lower),
        "number": numbers.has_number(lower),
        "concrete": evidence.concrete(sentence),
        "vague": found(evidence_cues.VAGUE, lower),
        "unknown": evidence.unknown(sentence),
        "lesson": found(reflection.LESSON, lower),
        "generic": found(reflection.GENERIC, lower),
        "limit": constraints.kinds(lower),
        "ml": found(content.ML, lower),
        "data issue": found(content.DATA_ISSUE, lower),
        "deployment": found(content.DEPLOYMENT, lower),
        "monitoring": found(content.MONITORING, lower),
        "stakeholder": found(content.STAKEHOLDER, lower),
        "objective": found(content.OBJECTIVE, lower),
        "owned": found(failure.OWNED, lower),
        "present": found(_PRESENT, lower),
        "scene": found(_SCENE, lower),
        "short": sentence.words < 8,
        "long": sentence.words > 25,
    }
    named = [f"says {match.lastgroup}" for match in _NAMED.finditer(lower)]
    return [name for name, holds in held.items() if holds] + list(dict.fromkeys(named))
