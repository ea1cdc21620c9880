"""Trends: sentences that claim no more than was measured."""

from rehearse.domain.critique import in_words
from rehearse.domain.trends import Calibration, Leak, Point, Series, gathered
from rehearse.domain.vocabulary import Flaw


def series(*values: float, measure: str = "action", count: int = 1) -> Series:
    return Series(measure, "by seconds", tuple(Point("2026-11-02", value, count) for value in values))


def test_the_first_five_are_held_against_the_last_five() -> None:
    told = series(*[48.0] * 5, 50.0, 50.0, *[57.0] * 5).sentence()
    assert told == "Action share: 48 % over the first 5, 57 % over the last 5 of 12 measured (means)."


def test_fewer_than_six_claim_nothing() -> None:
    assert series(*[48.0] * 5).sentence() == "Action share: 5 measured; a trend is told from 6 on."
    assert "first 3" in series(*[48.0] * 6).sentence()


def test_points_of_many_attempts_are_weighted_and_never_counted_twice() -> None:
    one = series(50.0, count=40)
    assert "too close together" in one.sentence()
    uneven = Series("setup", "spoken", (Point("a", 40, 1), Point("b", 30, 4), Point("c", 20, 9)))
    assert uneven.sentence() == "Set-up: 32 s over the first 5, 20 s over the last 9 of 14 measured (means)."


def test_hidden_scores_become_words() -> None:
    told = series(*[2.0] * 5, *[4.0] * 5, measure="overall").sentence(hide_scores=True)
    assert told == "Overall: weak over the first 5, well shown over the last 5 of 10 measured (means)."


def test_halfway_between_two_words_stands_the_better_one() -> None:
    said = [in_words(rating) for rating in (1.0, 1.4, 1.5, 2.5, 3.5, 4.5, 5.0, None)]
    assert said == [
        *("not shown", "not shown", "weak", "partly shown", "well shown", "convincing", "convincing"),
        "not judged",
    ]


def test_sources_stay_apart_and_measures_keep_their_order() -> None:
    point = Point("2026-11-02", 3, 1)
    found = gathered([("overall", "b", point), ("setup", "spoken", point), ("overall", "a", point)])
    assert [(each.measure, each.source) for each in found] == [
        ("setup", "spoken"),
        ("overall", "a"),
        ("overall", "b"),
    ]


def test_a_leak_says_since_when_not() -> None:
    leak = Leak(Flaw.NO_TASK, "rules", 3, 12, "2026-11-02", 4)
    assert "3 of 12 (25 %), last on 2026-11-02, not in 4 judged on later days" in leak.sentence


def test_calibration_says_which_way_and_waits_for_six() -> None:
    assert "told from 6 on" in Calibration("rules", 5, 1.0, 1.0).sentence()
    assert "higher than the critique: +1.0 on average" in Calibration("rules", 6, 1.0, 1.0).sentence()
    assert "lower than" in Calibration("rules", 6, -1.0, 1.0).sentence(hide_scores=True)
