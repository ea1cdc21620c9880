"""A section's grade: by the signals it has to show, what is missing, and what a part came to."""

import pytest

from rehearse.domain.grading import Grade, grade
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Flaw, Signal


def rated(**ratings: int) -> dict[Signal, int]:
    return {Signal(name): rating for name, rating in ratings.items()}


@pytest.mark.parametrize(
    ("section", "ratings", "flaws", "setup", "expected"),
    [
        (Section.ACTION, rated(data_judgment=1, execution=5), (), None, Grade.AGAIN),
        (Section.ACTION, rated(data_judgment=2, problem_framing=1), (), None, Grade.HARD),
        (Section.ACTION, rated(technical_tradeoffs=3, execution=5), (), 50.0, Grade.GOOD),
        (Section.ACTION, rated(execution=5), (), None, Grade.EASY),
        (Section.ACTION, rated(problem_framing=5), (), None, None),
        (Section.TASK, rated(problem_framing=4), (), 20.0, Grade.GOOD),
        (Section.SITUATION, rated(problem_framing=5), (), 45.1, Grade.AGAIN),
        (Section.TASK, rated(problem_framing=5), (Flaw.NO_TASK,), None, Grade.AGAIN),
        (Section.RESULT, rated(ownership=2), (), None, Grade.HARD),
        (Section.RESULT, rated(ownership=5), (Flaw.MISSING_RESULT,), None, Grade.AGAIN),
        (Section.REFLECTION, rated(ownership=1), (), None, Grade.GOOD),
        (Section.REFLECTION, rated(ownership=5), (Flaw.MISSING_REFLECTION,), None, Grade.AGAIN),
        (Section.REFLECTION, {}, (), None, None),
        (Section.SITUATION, {}, (), 25.0, Grade.GOOD),
        (Section.SITUATION, {}, (), None, None),
    ],
)
def test_a_section_is_graded_by_the_signals_it_has_to_show(
    section: Section,
    ratings: dict[Signal, int],
    flaws: tuple[Flaw, ...],
    setup: float | None,
    expected: Grade | None,
) -> None:
    assert grade(section, ratings, flaws, setup) is expected


@pytest.mark.parametrize(("passed", "expected"), [(True, Grade.GOOD), (False, Grade.HARD), (None, None)])
def test_a_part_told_alone_is_graded_by_what_it_came_to(passed: bool | None, expected: Grade | None) -> None:
    assert grade(Section.ACTION, {}, (), None, passed) is expected
    assert grade(Section.TASK, {}, (), 50.0, passed) is Grade.AGAIN
