"""Calibration: the pack, the ranking, and what is kept of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rehearse.analysis.engine import critique as by_rules
from rehearse.domain.answer import Answer
from rehearse.domain.critique import Critique
from rehearse.domain.vocabulary import Flaw
from rehearse.interviewer.calibration import (
    GOOD,
    PADDED,
    calibrate,
    read_pack,
    store_calibration,
    stored_calibrations,
)
from rehearse.interviewer.coach import Coached

FLAWS = (Flaw.NO_TRADEOFF, Flaw.VAGUE_IMPACT, Flaw.NO_TASK)


def judge(flaws: Callable[[Answer, int], int]) -> Callable[[Answer, Critique, int], Coached]:
    def critique(answer: Answer, rules: Critique, seed: int) -> Coached:
        found = frozenset(FLAWS[: flaws(answer, seed)])
        return Coached(replace(rules, dropped_quotes=1), True, model="M", prompt_hash="h", model_flaws=found)

    return critique


def test_the_pack_holds_24_answers_of_six_stories() -> None:
    kinds = Counter(case.kind for case in read_pack())
    assert sum(kinds.values()) == 24
    assert kinds[GOOD] == 6
    assert kinds[PADDED] == 2
    assert len({case.answer.whole for case in read_pack()}) == 24


def test_the_rules_rank_the_pack_right() -> None:
    result = calibrate(by_rules)
    assert result.rules.pairs == 18
    assert result.rules.right >= 15
    assert result.rules.padding_won == 0
    assert result.model is None


def test_a_model_is_ranked_by_how_few_flaws_it_finds() -> None:
    steps: list[int] = []
    result = calibrate(
        by_rules, judge(lambda answer, _: 0 if GOOD in answer.id else 2), lambda done, _: steps.append(done)
    )
    assert result.model is not None
    assert (result.model.right, result.model.wrong) == (18, 0)
    assert result.agreement == 1.0
    assert result.dropped_quotes == len(steps) == 24 + 2 * 6
    assert (result.name, result.prompt_hash) == ("M", "h")


def test_a_model_that_likes_padding_and_wavers_is_found_out() -> None:
    result = calibrate(by_rules, judge(lambda answer, run: 0 if PADDED in answer.id else 1 + run))
    assert result.model is not None
    assert result.model.padding_won == 2
    assert result.model.tied == 16
    assert result.agreement is not None
    assert 0.4 < result.agreement < 0.7


def test_a_model_that_fails_is_not_ranked() -> None:
    result = calibrate(by_rules, lambda _answer, rules, _seed: Coached(rules, by_model=False))
    assert result.model is not None
    assert result.model.pairs == 0
    assert result.unusable == 36
    assert result.agreement is None


def test_results_are_kept_per_model(tmp_path: Path) -> None:
    assert stored_calibrations(tmp_path) == ()
    result = calibrate(by_rules).model_copy(update={"file": "a.gguf", "size": 1})
    store_calibration(tmp_path, result)
    store_calibration(tmp_path, result.model_copy(update={"file": "b.gguf"}))
    store_calibration(tmp_path, result.model_copy(update={"dropped_quotes": 4}))
    assert [(one.file, one.dropped_quotes) for one in stored_calibrations(tmp_path)] == [
        ("b.gguf", 0),
        ("a.gguf", 4),
    ]
    (tmp_path / "calibration.json").write_text('[{"day": "never"}, 3]')
    assert stored_calibrations(tmp_path) == ()
