"""Learns the segmenter's weights: `make train`. An averaged perceptron in pure Python, seeded, from tuning hands.

Beside the labelled answers it learns from their pairs and from the shipped sample answers, and from
two made variants of each answer, because people who write good answers write few long set-ups: one with the scene of
two other answers put in front of its own, one with most of its Action left out.
"""

import json
import random
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from rehearse.analysis.segmenter import Features, best_path, features
from rehearse.analysis.sentences import split
from rehearse.domain.section import SECTIONS, Section
from tests.evaluation import labelled

ROOT: Final = Path(__file__).parents[2]
OUT: Final = ROOT / "rehearse" / "analysis" / "segmenter.json"
ROUNDS: Final = 12
SEEDS: Final = (7, 19, 42)
SEEN: Final = 8
"""Answers in which a word or pair has to stand before it gets a weight: rarer ones belong to one story."""
KEPT: Final = 0.4
"""Share of the Action's sentences that the variant with a thin Action keeps."""

Told = list[tuple[str, int]]
"""An answer as its sentences, each with the position of its section."""
Example = tuple[list[Features], list[int]]


def main() -> None:
    """Learn from the hands to tune on and write the weights beside the segmenter."""
    learnt = train(examples(told_answers()))
    OUT.write_text(json.dumps(learnt, separators=(",", ":")).replace("],", "],\n") + "\n", "utf-8")
    print(f"{len(learnt)} weights in {OUT}")


def told_answers() -> list[Told]:
    """Give the sentences and sections of all that may be learnt from."""
    items = labelled.half(labelled.items(), "tune")
    for pair in labelled.half(labelled.listed("pairs"), "tune", "key"):
        items += [{**pair[side], "labels": {}} for side in ("better", "worse")]
    for path in sorted((ROOT / "questions").glob("*.toml")):
        samples = [
            each["sample"] for each in tomllib.loads(path.read_text("utf-8"))["question"] if "sample" in each
        ]
        items += [{"sections": _texts(sample), "labels": {}} for sample in samples]
    return [told for item in items if (told := _told(item)) is not None]


def _texts(sample: dict[str, str]) -> dict[str, str]:
    return {section.value: sample[section.value] for section in SECTIONS if section.value in sample}


def _told(item: labelled.Item) -> Told | None:
    letters = labelled.letters(item)
    if letters is None:
        return None
    text, place, told = labelled.joined(item).whole, 0, []
    for each in split(text):
        place = text.index(each, place)
        inside = Counter(letters[place : place + len(each)].replace(" ", ""))
        place += len(each)
        told.append((each, "STARL".index(inside.most_common(1)[0][0])))
    return told


def examples(answers: Sequence[Told]) -> list[Example]:
    """Give features and labels of the answers and their variants."""
    chance = random.Random(1)
    varied = [
        variant for told in answers for variant in (told, _thin(told, chance), _long(told, answers, chance))
    ]
    return [(features([text for text, _ in told]), [label for _, label in told]) for told in varied if told]


def _thin(told: Told, chance: random.Random) -> Told:
    return [each for each in told if each[1] != Section.ACTION.position or chance.random() < KEPT]


def _long(told: Told, answers: Sequence[Told], chance: random.Random) -> Told:
    scene = [each for _ in range(2) for each in chance.choice(answers) if each[1] == 0]
    start = next((place for place, (_, label) in enumerate(told) if label == 0), 0)
    return [*told[:start], *scene, *told[start:]]


def train(found: Sequence[Example]) -> dict[str, list[float]]:
    """Learn the weights with each seed and average them; rare words are left out."""
    seen = Counter(name for rows, _ in found for name in {each for row in rows for each in row})
    words = ("word:", "pair:", "opens:")
    kept = {name for name, count in seen.items() if count >= (SEEN if name.startswith(words) else 2)}
    kept_rows = [([[name for name in row if name in kept] for row in rows], labels) for rows, labels in found]
    learnt = [_perceptron(kept_rows, seed) for seed in SEEDS]
    names = sorted({name for each in learnt for name in each})
    none = [0.0] * len(SECTIONS)
    mean = {
        name: [
            sum(values) / len(learnt)
            for values in zip(*(each.get(name, none) for each in learnt), strict=True)
        ]
        for name in names
    }
    return {
        name: [round(value, 2) for value in row] for name, row in mean.items() if max(map(abs, row)) >= 0.05
    }


def _perceptron(found: Sequence[Example], seed: int) -> dict[str, list[float]]:
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(SECTIONS))
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(SECTIONS))
    chance, moment, order = random.Random(seed), 0, list(found)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for rows, labels in order:
            moment += 1
            for names, right, wrong in _moves(rows, labels, best_path(rows, weights)):
                for name in names:
                    weights[name][right] += 1
                    weights[name][wrong] -= 1
                    sums[name][right] += moment
                    sums[name][wrong] -= moment
    last = moment + 1
    return {name: [w - s / last for w, s in zip(weights[name], sums[name], strict=True)] for name in weights}


def _moves(rows: list[Features], labels: list[int], guess: list[int]) -> Iterable[tuple[Features, int, int]]:
    for row, right, wrong in zip(rows, labels, guess, strict=True):
        if right != wrong:
            yield row, right, wrong
    for place in range(1, len(labels)):
        (before, after), (guessed_before, guessed_after) = (
            labels[place - 1 : place + 1],
            guess[place - 1 : place + 1],
        )
        if (before, after) != (guessed_before, guessed_after):
            other = guessed_after if before == guessed_before else (after + 1) % len(SECTIONS)
            yield [f"after:{before}"], after, other
            if before != guessed_before:
                yield [f"after:{guessed_before}"], (guessed_after + 1) % len(SECTIONS), guessed_after


if __name__ == "__main__":
    main()
