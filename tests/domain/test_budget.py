"""The numbers of the clock: budgets, word budgets, shares, lights."""

import pytest

from rehearse.domain.budget import (
    DEFAULT_TARGET,
    SETUP_CAP,
    TARGETS,
    Budget,
    Light,
    Pace,
    Shares,
    pace,
    shares,
)
from rehearse.domain.section import PARTS, SECTIONS, Part, Section, sections_of


def test_default_is_30_90_30_seconds_and_75_225_75_words() -> None:
    budget = Budget(DEFAULT_TARGET)
    assert [budget.part_seconds(part) for part in PARTS] == [30, 90, 30]
    assert [budget.words_in(budget.part_seconds(part)) for part in PARTS] == [75, 225, 75]
    assert budget.target_words == 375


@pytest.mark.parametrize("target", TARGETS)
def test_parts_and_sections_add_up_to_the_target(target: int) -> None:
    budget = Budget(target)
    assert sum(budget.part_seconds(part) for part in PARTS) == pytest.approx(target)
    for part in PARTS:
        assert sum(budget.seconds(section) for section in sections_of(part)) == pytest.approx(
            budget.part_seconds(part)
        )


def test_requirement_14_the_set_up_never_gets_more_than_30_seconds() -> None:
    assert [Budget(target).part_seconds(Part.SETUP) for target in (90, 150, 180, 600)] == [18, 30, 30, 30]
    assert Budget(600).part_seconds(Part.SETUP) == SETUP_CAP


def test_requirement_26_shares_are_exact_and_judged_outside_five_points() -> None:
    measured = shares(dict(zip(SECTIONS, (20, 10, 90, 20, 10), strict=True)))
    assert measured is not None
    assert [measured.of(part) for part in PARTS] == pytest.approx([0.2, 0.6, 0.2])
    assert Budget().outside(measured) == ()
    assert Budget().outside(Shares(0.25, 0.55, 0.2)) == ()
    assert Budget().outside(Shares(0.26, 0.54, 0.2)) == (Part.SETUP, Part.ACTION)


def test_requirement_27_two_minutes_of_background_is_outside_everywhere() -> None:
    measured = shares({Section.SITUATION: 120, Section.ACTION: 20, Section.RESULT: 10})
    assert measured is not None
    assert Budget().outside(measured) == (Part.SETUP, Part.ACTION, Part.CLOSE)


def test_nothing_spent_has_no_shares() -> None:
    assert shares({}) is None
    assert shares(dict.fromkeys(SECTIONS, 0.0)) is None


@pytest.mark.parametrize(
    ("spent", "state"),
    [(0, Pace.CALM), (79.9, Pace.CALM), (80, Pace.WARNING), (100, Pace.WARNING), (100.1, Pace.OVER)],
)
def test_a_clock_warns_from_80_percent(spent: float, state: Pace) -> None:
    assert pace(spent, 100) is state


@pytest.mark.parametrize(
    ("seconds", "light"),
    [
        (89, Light.EARLY),
        (90, Light.GREEN),
        (120, Light.YELLOW),
        (150, Light.RED),
        (179, Light.RED),
        (180, Light.OVER),
    ],
)
def test_the_whole_answer_has_green_yellow_red_and_grace(seconds: float, light: Light) -> None:
    assert Budget().light(seconds) is light


def test_words_become_spoken_seconds_at_150_a_minute() -> None:
    assert Budget().aloud(375) == 150


def test_a_budget_of_ones_own_divides_every_length_in_its_own_way() -> None:
    budget = Budget(120, setup=0.3, close=0.25, cap=40, rate=120).lasting(180)
    assert [budget.part_seconds(part) for part in PARTS] == [40, 95, 45]
    assert [budget.share(part) for part in PARTS] == pytest.approx([0.3, 0.45, 0.25])
    assert budget.target_words == 360
    assert budget.aloud(360) == 180
    assert budget.outside(Shares(0.3, 0.45, 0.25)) == ()
    assert budget.outside(Shares(0.2, 0.6, 0.2)) == (Part.SETUP, Part.ACTION)


def test_lengths_follow_one_another_and_begin_again() -> None:
    assert Budget(90).longer == Budget(120)
    assert Budget(100).longer == Budget(120)
    assert Budget(180, setup=0.1).longer == Budget(90, setup=0.1)
