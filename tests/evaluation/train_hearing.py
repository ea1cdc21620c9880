"""Learns the weights of the second ear: `make train`. Logistic regression on marked sentences, the same on each run.

It learns from the sentences of hands a to d marked in tests/data/labelled/marks.tsv, and from the bank of single
sentences, each of which is marked for its own kind only.
"""

import json
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from rehearse.analysis.hearing import Tell, features, words_of
from rehearse.analysis.reading import Reading
from rehearse.analysis.sentences import Sentence
from rehearse.domain.section import Section
from tests.evaluation import labelled

ROOT: Final = Path(__file__).parents[2]
OUT: Final = ROOT / "rehearse" / "analysis" / "hearing.json"
MARKS: Final = labelled.FOLDER / "marks.tsv"
BANK: Final = ROOT / "tests" / "analysis" / "sentence_bank.toml"
SEEN: Final = 3
"""Sentences in which a feature has to stand before it gets a weight."""
SHRINK: Final = 3.0
"""Strength of the pull of all weights towards zero."""
STEPS: Final = 200
HEARD: Final = 0.08
"""Weight below which a feature is left out: together they move no decision."""
_KINDS: Final = {
    "outcome": (Tell.EFFECT, Section.RESULT),
    "lesson": (Tell.LESSON, Section.REFLECTION),
    "tradeoff": (Tell.CHOICE, Section.ACTION),
    "responsibility": (Tell.TASK, Section.TASK),
    "constraint": (Tell.LIMIT, Section.SITUATION),
}
_NOT: Final = frozenset(["none", "no", "vague"])

Array = np.ndarray[Any, np.dtype[np.float32]]
Example = tuple[set[str], list[float], list[float]]
"""Features, 1 or 0 for each thing told, and whether it was marked for it at all."""


def main() -> None:
    """Learn from everything that is marked and write the weights beside the module."""
    learnt = train([*marked(), *bank()])
    OUT.write_text(json.dumps(learnt, separators=(",", ":")).replace("],", "],\n") + "\n", "utf-8")
    print(f"{len(learnt)} weights in {OUT}")


def marked() -> list[Example]:
    """Give the sentences of the answers with marks."""
    marks: dict[tuple[str, str], list[str]] = {}
    for line in MARKS.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            answer_id, tells, text = line.split("\t")
            marks[answer_id, text] = tells.split()
    examples: list[Example] = []
    ids = {answer_id for answer_id, _ in marks}
    found = set()
    for item in labelled.items():
        if item["id"] not in ids:
            continue
        sentences = Reading(labelled.answer(item)).telling.sentences
        for sentence, row in zip(sentences, features(sentences), strict=True):
            key = item["id"], " ".join(sentence.text.split())
            found.add(key)
            told = marks.get(key, [])
            examples.append((row, [float(tell.value in told) for tell in Tell], [1.0] * len(Tell)))
    if lost := set(marks) - found:
        raise SystemExit(f"{MARKS.name} marks sentences that no answer holds: {sorted(lost)[:3]}")
    return examples


def bank() -> list[Example]:
    """Give the single sentences, marked for their own kind."""
    examples: list[Example] = []
    kinds: dict[str, dict[str, list[str]]] = tomllib.loads(BANK.read_text("utf-8"))
    for kind, (tell, section) in _KINDS.items():
        for name, texts in kinds[kind].items():
            for text in texts:
                row = words_of(Sentence(text, section)) | {f"in:{section.letter}"}
                examples.append(
                    (
                        row,
                        [float(each is tell and name not in _NOT) for each in Tell],
                        [float(each is tell) for each in Tell],
                    )
                )
    return examples


def train(found: Sequence[Example]) -> dict[str, list[float]]:
    """Fit by gradient descent (Adam), which reaches the one optimum of this convex problem closely enough."""
    seen = Counter(name for row, _, _ in found for name in row)
    names = sorted(name for name, count in seen.items() if count >= SEEN)
    place = {name: index for index, name in enumerate(names)}
    rows: Array = np.zeros((len(found), len(names)), np.float32)
    for index, (row, _, _) in enumerate(found):
        rows[index, [place[name] for name in row if name in place]] = 1
    wanted: Array = np.array([told for _, told, _ in found], np.float32)
    counts: Array = np.array([asked for _, _, asked in found], np.float32)
    weights: Array = np.zeros((len(names), len(Tell)), np.float32)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        guess = 1 / (1 + np.exp(-(rows @ weights)))
        slope = rows.T @ ((guess - wanted) * counts) + SHRINK * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        rate = 0.05 if step < 0.6 * STEPS else 0.01
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
    return {
        name: [round(float(value), 2) for value in row]
        for name, row in zip(names, weights, strict=True)
        if np.abs(row).max() >= HEARD
    }


if __name__ == "__main__":
    main()
