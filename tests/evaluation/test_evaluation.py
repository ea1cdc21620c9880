"""The engine against the fresh hands of the labelled answers, and the sanity of that set."""

from statistics import mean

import pytest

from rehearse.analysis.engine import critique
from rehearse.domain.critique import Critique
from rehearse.domain.vocabulary import Flaw, ProbeTopic, Signal, Strength
from tests.evaluation import labelled
from tests.evaluation.evaluate import FIRST, spearman

ITEMS = labelled.items()
HELD = labelled.half(ITEMS, "held")


@pytest.fixture(scope="module")
def read() -> list[Critique]:
    return [critique(labelled.answer(item)) for item in HELD]


def f1(flaw: Flaw, read: list[Critique]) -> float:
    pairs = [
        (flaw.value in item["labels"]["flaws"], flaw in one.flaws)
        for item, one in zip(HELD, read, strict=True)
    ]
    hit = sum(expected and got for expected, got in pairs)
    wrong = sum(expected != got for expected, got in pairs)
    return 2 * hit / (2 * hit + wrong) if hit + wrong else 1.0


def test_labels_are_ids_of_the_contract_and_segments_cover_the_text() -> None:
    assert len({item["id"] for item in ITEMS}) == len(ITEMS)
    for item in ITEMS:
        labels = item["labels"]
        assert set(labels["flaws"]) <= {flaw.value for flaw in Flaw}, item["id"]
        assert set(labels["strengths"]) <= {strength.value for strength in Strength}, item["id"]
        assert set(labels["probes"]) <= {topic.value for topic in ProbeTopic}, item["id"]
        assert set(labels["signals"]) == {signal.value for signal in Signal}, item["id"]
        if "text" in item:
            assert "".join(each["text"] for each in labels["segments"]) == item["text"], item["id"]


def test_flaws_are_found_in_the_answers_of_fresh_hands(read: list[Critique]) -> None:
    assert mean(f1(flaw, read) for flaw in FIRST) >= 0.8
    assert min(f1(flaw, read) for flaw in FIRST) >= 0.6


def test_the_better_of_two_answers_has_the_higher_total() -> None:
    pairs = labelled.listed("pairs")
    right = [
        (critique(labelled.answer(pair["better"])).overall or 0)
        > (critique(labelled.answer(pair["worse"])).overall or 0)
        for pair in pairs
    ]
    assert mean(right) >= 0.92


def test_the_probe_goes_where_a_reader_would_go(read: list[Critique]) -> None:
    good = [
        one.probes[0].topic.value in item["labels"]["probes"] for item, one in zip(HELD, read, strict=True)
    ]
    assert mean(good) >= 0.7


def test_flawless_answers_are_hardly_ever_faulted(read: list[Critique]) -> None:
    clean = [len(one.findings) for item, one in zip(HELD, read, strict=True) if not item["labels"]["flaws"]]
    assert mean(clean) <= 0.25


def test_overall_ranks_as_a_reader_does(read: list[Critique]) -> None:
    wanted = [float(item["labels"]["overall"]) for item in HELD]
    assert spearman(wanted, [one.overall or 0.0 for one in read]) >= 0.8


def test_every_quote_is_verbatim_and_every_answer_has_a_total(read: list[Critique]) -> None:
    for item, one in zip(HELD, read, strict=True):
        whole = labelled.answer(item).whole
        assert one.overall is not None
        assert all(each.quote in whole for each in one.findings if each.quote)
        assert all(each.quote in whole for each in one.strengths)
        assert all(each.quote in whole for each in one.ratings if each.quote)
        assert all(each.quote in whole for each in one.probes if each.quote)
        assert any(each.quote for each in one.probes)
