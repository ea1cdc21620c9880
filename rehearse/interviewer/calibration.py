"""How far can the judges be trusted? A pack of answers of known order, put to the rules and to a model.

The same story told well and told badly: the better one must come out ahead. The rules rank by their overall
rating; a model, which writes no ratings, by how few flaws it finds. Padding must not win, the same answer should
be judged alike three times, and quotes should be true.
"""

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import combinations
from pathlib import Path
from statistics import fmean
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from rehearse.domain.answer import Answer
from rehearse.domain.clock import today
from rehearse.domain.critique import Critique
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.vocabulary import Competency, Flaw, Mode
from rehearse.files import read_file, write_file
from rehearse.interviewer.coach import Coached

RUNS: Final = 3
"""How often a good answer is judged: how far the runs lie apart says how steady the model is."""
GOOD: Final = "good"
PADDED: Final = "padded"
_FILE: Final = "calibration.json"
_MOST: Final = 1024 * 1024
"""Bytes; a result takes a few hundred."""

JudgeByRules = Callable[[Answer], Critique]
JudgeByModel = Callable[[Answer, Critique, int], Coached]


@dataclass(frozen=True, slots=True)
class Case:
    """One answer of the pack: a story, told well (`kind` is "good") or worse in a named way."""

    story: str
    kind: str
    answer: Answer


class Tally(BaseModel):
    """How a judge ranked the pairs; `right`, `tied` and `wrong` add up to all of them."""

    model_config = ConfigDict(frozen=True)

    right: int = 0
    tied: int = 0
    wrong: int = 0
    padding_won: int = 0

    @property
    def pairs(self) -> int:
        """Count the pairs."""
        return self.right + self.tied + self.wrong

    @property
    def text(self) -> str:
        """Say it in one line."""
        return (
            f"{self.right} of {self.pairs} pairs ranked right, {self.tied} level, {self.wrong} wrong; "
            f"padding won {self.padding_won} times"
        )


class Calibration(BaseModel):
    """What came out for one model and one set of prompts; `model` is None for the rules alone.

    `agreement` is the mean share of flaws that two runs on the same answer have in common, from 0 to 1, or None
    where it was not measured. `unusable` counts answers for which the model gave no critique.
    """

    model_config = ConfigDict(frozen=True)

    day: date
    rules: Tally
    model: Tally | None = None
    name: str = ""
    file: str = ""
    size: int = 0
    prompt_hash: str = ""
    agreement: float | None = None
    dropped_quotes: int = 0
    unusable: int = 0


@cache
def read_pack() -> tuple[Case, ...]:
    """Read the shipped pack; the good telling of each story comes first."""
    data = resources.files("rehearse.interviewer").joinpath("calibration.toml").read_text(encoding="utf-8")
    cases: list[Case] = []
    for story in tomllib.loads(data)["story"]:
        good = {Section(section): text for section, text in story[GOOD].items()}
        kinds = [kind for kind, value in story.items() if isinstance(value, dict)]
        for kind in kinds:
            told = {**good, **{Section(section): text for section, text in story[kind].items()}}
            answer = Answer(
                id=f"{story['id']}-{kind}",
                sections={section: told.get(section, "") for section in SECTIONS},
                question=story["question"],
                competency=Competency(story["competency"]),
                mode=Mode.TYPED,
            )
            cases.append(Case(story["id"], kind, answer))
    return tuple(cases)


def calibrate(
    by_rules: JudgeByRules,
    by_model: JudgeByModel | None = None,
    on_step: Callable[[int, int], None] | None = None,
) -> Calibration:
    """Put the pack to the judges; `on_step` gets how many answers are done, and of how many.

    With a model this takes one critique an answer, and two more for each story told well.
    """
    cases = read_pack()
    rules = {case.answer.id: by_rules(case.answer) for case in cases}
    ranked = _tally(cases, {name: critique.overall or 0.0 for name, critique in rules.items()})
    if by_model is None:
        return Calibration(day=today(), rules=ranked)
    plan = [(case, run) for case in cases for run in range(RUNS if case.kind == GOOD else 1)]
    flaws: dict[str, list[frozenset[Flaw]]] = {}
    dropped = unusable = 0
    last: Coached | None = None
    for step, (case, run) in enumerate(plan):
        if on_step is not None:
            on_step(step, len(plan))
        coached = by_model(case.answer, rules[case.answer.id], run)
        if not coached.by_model:
            unusable += 1
            continue
        last = coached
        dropped += coached.critique.dropped_quotes
        flaws.setdefault(case.answer.id, []).append(coached.model_flaws)
    scores = {name: -float(len(runs[0])) for name, runs in flaws.items()}
    return Calibration(
        day=today(),
        rules=ranked,
        model=_tally(cases, scores),
        name=last.model if last else "",
        prompt_hash=last.prompt_hash if last else "",
        agreement=_agreement([runs for runs in flaws.values() if len(runs) > 1]),
        dropped_quotes=dropped,
        unusable=unusable,
    )


def _tally(cases: Sequence[Case], scores: Mapping[str, float]) -> Tally:
    counts = {"right": 0, "tied": 0, "wrong": 0, "padding_won": 0}
    for good, worse in _pairs(cases):
        if good.answer.id not in scores or worse.answer.id not in scores:
            continue
        ahead = scores[good.answer.id] - scores[worse.answer.id]
        if worse.kind == PADDED:
            # The padded twin says nothing less: level is right, ahead is wrong.
            counts["right" if ahead >= 0 else "wrong"] += 1
            counts["padding_won"] += ahead < 0
        else:
            counts["right" if ahead > 0 else "tied" if ahead == 0 else "wrong"] += 1
    return Tally(**counts)


def _pairs(cases: Sequence[Case]) -> Iterator[tuple[Case, Case]]:
    good = {case.story: case for case in cases if case.kind == GOOD}
    for case in cases:
        if case.kind != GOOD:
            yield good[case.story], case


def _agreement(runs: list[list[frozenset[Flaw]]]) -> float | None:
    shared = [
        len(one & other) / len(one | other) if one | other else 1.0
        for same in runs
        for one, other in combinations(same, 2)
    ]
    return fmean(shared) if shared else None


def stored_calibrations(folder: Path) -> tuple[Calibration, ...]:
    """Read what was stored in the data folder; entries that cannot be read are left out."""
    try:
        entries = json.loads(read_file(folder / _FILE, _MOST).decode())
    except (OSError, ValueError, RecursionError):
        return ()
    kept = []
    for entry in entries if isinstance(entries, list) else []:
        try:
            kept.append(Calibration.model_validate(entry))
        except ValidationError:
            continue
    return tuple(kept)


def store_calibration(folder: Path, result: Calibration) -> None:
    """Store a result, in place of an older one for the same model file; `OSError` when it cannot be written."""
    others = [
        old for old in stored_calibrations(folder) if (old.file, old.size) != (result.file, result.size)
    ]
    entries = [entry.model_dump(mode="json") for entry in (*others, result)]
    write_file(folder / _FILE, json.dumps(entries).encode())
