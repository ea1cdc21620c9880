"""Learns the segmenter's weights from the tuning half: `make train`. An averaged perceptron, pure Python, seeded."""

import json
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Final

from rehearse.analysis.segmenter import Features, best_path, features
from rehearse.analysis.sentences import split
from rehearse.domain.section import SECTIONS
from tests.evaluation import labelled

OUT: Final = Path(__file__).parents[2] / "rehearse" / "analysis" / "segmenter.json"
ROUNDS: Final = 12
SEED: Final = 7
SEEN: Final = 4
"""Answers in which a word or pair has to stand before it gets a weight: rarer ones belong to one story."""
Example = tuple[list[Features], list[int]]


def examples(which: str) -> list[Example]:
    """Give feature rows and labels of the answers whose sections are known."""
    found = []
    for item in labelled.half(labelled.items(), which):
        letters = labelled.letters(item)
        if letters is None:
            continue
        text = labelled.joined(item).whole
        texts = split(text)
        labels, place = [], 0
        for each in texts:
            place = text.index(each, place)
            inside = Counter(letters[place : place + len(each)].replace(" ", ""))
            place += len(each)
            labels.append("STARL".index(inside.most_common(1)[0][0]))
        found.append((features(texts), labels))
    return found


def train(found: list[Example]) -> dict[str, list[float]]:
    """Learn the weights; rare words are left out, and the average over all steps is kept."""
    seen = Counter(name for rows, _ in found for name in {each for row in rows for each in row})
    kept = {
        name
        for name, count in seen.items()
        if count >= (SEEN if name.startswith(("word:", "pair:", "opens:")) else 2)
    }
    found = [([[name for name in row if name in kept] for row in rows], labels) for rows, labels in found]
    size = len(SECTIONS)
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0] * size)
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * size)
    chance, moment = random.Random(SEED), 0
    for _ in range(ROUNDS):
        chance.shuffle(found)
        for rows, labels in found:
            moment += 1
            guess = best_path(rows, weights)
            for names, right, wrong in _moves(rows, labels, guess):
                for name in names:
                    weights[name][right] += 1
                    weights[name][wrong] -= 1
                    sums[name][right] += moment
                    sums[name][wrong] -= moment
    averaged = {
        name: [w - s / (moment + 1) for w, s in zip(weights[name], sums[name], strict=True)]
        for name in weights
    }
    return {
        name: [round(value, 2) for value in row]
        for name, row in sorted(averaged.items())
        if max(map(abs, row)) >= 0.05
    }


def _moves(rows: list[Features], labels: list[int], guess: list[int]) -> list[tuple[Features, int, int]]:
    moves = [
        (row, right, wrong) for row, right, wrong in zip(rows, labels, guess, strict=True) if right != wrong
    ]
    for place in range(1, len(labels)):
        if (labels[place - 1], labels[place]) != (guess[place - 1], guess[place]):
            if labels[place - 1] == guess[place - 1]:
                moves.append(([f"after:{labels[place - 1]}"], labels[place], guess[place]))
            else:
                moves.append(
                    ([f"after:{labels[place - 1]}"], labels[place], (labels[place] + 1) % len(SECTIONS))
                )
                moves.append(
                    ([f"after:{guess[place - 1]}"], (guess[place] + 1) % len(SECTIONS), guess[place])
                )
    return moves


if __name__ == "__main__":
    learnt = train(examples(next(iter(sys.argv[1:]), "tune")))
    OUT.write_text(json.dumps(learnt, separators=(",", ":")).replace("],", "],\n") + "\n", "utf-8")
    print(f"{len(learnt)} weights in {OUT}")
