"""Scores the engine on the labelled answers: `make evaluate`, or `python -m tests.evaluation.evaluate tune`."""

import sys
import time
from collections.abc import Callable, Sequence
from statistics import mean
from typing import Final

from rehearse.analysis.engine import critique
from rehearse.domain.answer import Answer
from rehearse.domain.critique import Critique
from rehearse.domain.vocabulary import Flaw
from tests.evaluation import labelled

FIRST: Final = tuple(Flaw)[:14]
UNTIMED: Final = {Flaw.OVER_TIME}
Item = labelled.Item


def main(which: str, *, verbose: bool) -> None:
    """Print the table for some of the hands."""
    found = labelled.half(labelled.items(), which)
    print(f"{len(found)} answers ({which})")
    for name, form in (("in sections", labelled.answer), ("as one text", labelled.joined)):
        print(f"\n== {name} ==")
        _answers(found, form, verbose=verbose)
    pairs = labelled.half(labelled.listed("pairs"), which, "key")
    for name, form in (("in sections", labelled.answer), ("as one text", labelled.joined)):
        _pairs(pairs, name, form, verbose=verbose)
    _repeats(labelled.half(labelled.listed("repeats"), which, "key"), verbose=verbose)


def _answers(found: list[Item], form: Callable[[Item], Answer], *, verbose: bool) -> None:
    answers = [form(item) for item in found]
    started = time.perf_counter()
    read = [critique(answer) for answer in answers]
    spent = 1000 * (time.perf_counter() - started) / max(1, len(read))
    scores = []
    for flaw in Flaw:
        scored = _flaw(flaw, found, read, verbose=verbose)
        if flaw in FIRST:
            scores.append(scored)
    flawless = [one for item, one in zip(found, read, strict=True) if not item["labels"]["flaws"]]
    print(f"macro F1 of the first 14   {mean(scores):.3f}   lowest {min(scores):.2f}")
    print(
        f"false findings per flawless answer   {mean(len(one.findings) for one in flawless):.3f}"
        f"   ({len(flawless)} answers)"
    )
    wanted = [float(item["labels"]["overall"]) for item in found]
    print(f"rank correlation of overall   {spearman(wanted, [one.overall or 0.0 for one in read]):.3f}")
    for place, signal in enumerate(read[0].ratings):
        told = [float(item["labels"]["signals"][signal.signal.value]) for item in found]
        given = [float(one.ratings[place].rating or 0) for one in read]
        print(
            f"  {signal.signal.value:<22} rank correlation {spearman(told, given):.3f}   off by "
            f"{mean(abs(a - b) for a, b in zip(told, given, strict=True)):.2f}"
        )
    _probes(found, read, verbose=verbose)
    _segments(found, answers, read)
    print(f"milliseconds an answer   {spent:.1f}")


def _flaw(flaw: Flaw, found: list[Item], read: Sequence[Critique], *, verbose: bool) -> float:
    hit = miss = false = 0
    wrong = []
    for item, one in zip(found, read, strict=True):
        expected, got = flaw.value in item["labels"]["flaws"], flaw in one.flaws
        hit += expected and got
        miss += expected and not got
        false += got and not expected
        if expected != got:
            wrong.append(("-" if expected else "+") + item["id"])
    precision = hit / (hit + false) if hit + false else 1.0
    recall = hit / (hit + miss) if hit + miss else 1.0
    f1 = 2 * hit / (2 * hit + miss + false) if hit + miss + false else 1.0
    print(
        f"{flaw.value:<24} n {hit + miss:3}  precision {precision:.2f}  recall {recall:.2f}  F1 {f1:.2f}"
        + (f"   {' '.join(wrong)}" if verbose else "")
    )
    return f1


def _probes(found: list[Item], read: Sequence[Critique], *, verbose: bool) -> None:
    best = listed = 0
    for item, one in zip(found, read, strict=True):
        topic = one.probes[0].topic.value
        best += topic == item["labels"]["probes"][0]
        listed += topic in item["labels"]["probes"]
        if verbose and topic != item["labels"]["probes"][0]:
            print(f"    {item['id']} probe {topic} for {item['labels']['probes']} {item['labels']['flaws']}")
    print(f"probe topic: the best {best / len(read):.3f}, a good one {listed / len(read):.3f}")


def _segments(found: list[Item], answers: Sequence[Answer], read: Sequence[Critique]) -> None:
    right = total = 0
    for item, answer, one in zip(found, answers, read, strict=True):
        assert "".join(segment.text for segment in one.segments) == answer.whole or answer.sections
        wanted = labelled.letters(item) if answer.sections is None else None
        if wanted is None:
            continue
        got = "".join(segment.label.letter * len(segment.text) for segment in one.segments)
        right += sum(a == b for a, b in zip(wanted, got, strict=True) if a != " ")
        total += len(wanted) - wanted.count(" ")
    if total:
        print(f"characters in the right section   {right / total:.3f}")


def _pairs(pairs: list[Item], name: str, form: Callable[[Item], Answer], *, verbose: bool) -> None:
    right = 0
    for pair in pairs:
        better, worse = (critique(form(pair[side])).overall or 0.0 for side in ("better", "worse"))
        right += better > worse
        if verbose and better <= worse:
            print(f"    {pair['key']} {better} {worse}: {pair['why']}")
    if pairs:
        print(f"pairs ranked right, {name}   {right}/{len(pairs)} = {right / len(pairs):.3f}")


def _repeats(repeats: list[Item], *, verbose: bool) -> None:
    right = 0
    for repeat in repeats:
        got = Flaw.REHEARSED_WORDING in critique(labelled.answer(repeat["input"])).flaws
        right += got == repeat["rehearsed"]
        if verbose and got != repeat["rehearsed"]:
            print(f"    {repeat['key']}: {repeat['why']}")
    print(f"repeats right   {right}/{len(repeats)}")


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Give the rank correlation, ties sharing their mean rank."""
    a, b = _ranks(one), _ranks(other)
    middle_a, middle_b = mean(a), mean(b)
    top = sum((x - middle_a) * (y - middle_b) for x, y in zip(a, b, strict=True))
    low = (sum((x - middle_a) ** 2 for x in a) * sum((y - middle_b) ** 2 for y in b)) ** 0.5
    return top / low if low else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=lambda place: values[place])
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in range(start, end + 1):
            ranks[order[place]] = (start + end) / 2
        start = end + 1
    return ranks


if __name__ == "__main__":
    half = next((word for word in sys.argv[1:] if not word.startswith("-")), "held")
    main(half, verbose="-v" in sys.argv)
