"""Days on which something is due again, counted back from an interview or spaced by memory."""

from datetime import date, timedelta

import pytest

from rehearse.domain.due import Review, due_on, final_from
from rehearse.domain.grading import Grade
from rehearse.spacing import MemorySpacing

DAY = date(2026, 11, 2)
SPACING = MemorySpacing(0.90)


@pytest.mark.parametrize(("left", "gap"), [(40, 7), (20, 5), (10, 2), (4, 1), (1, 1)])
def test_with_a_date_the_gap_is_a_quarter_of_the_days_left(left: int, gap: int) -> None:
    interview = DAY + timedelta(days=left)
    final = final_from(DAY, interview, 0)
    when = due_on([Review(DAY, Grade.GOOD)], final, interview, SPACING)
    assert when == (min(DAY + timedelta(days=gap), final) if final > DAY else DAY + timedelta(days=gap))
    in_the_round = due_on([Review(final, Grade.GOOD)], final, interview, SPACING)
    assert 1 <= (in_the_round - final).days <= 7


def test_nothing_waits_longer_than_the_longest_gap() -> None:
    interview, told = DAY + timedelta(days=60), [Review(DAY, Grade.GOOD)]
    final = interview - timedelta(days=14)
    for gap in (2, 7, 12):
        assert due_on(told, final, interview, SPACING, gap) == DAY + timedelta(days=gap)


def test_the_last_round_of_a_long_preparation_is_two_weeks() -> None:
    interview = DAY + timedelta(days=200)
    assert final_from(DAY, interview, 5) == interview - timedelta(days=14)


def test_without_a_date_what_was_told_well_comes_later_than_what_was_not() -> None:
    well = SPACING([Review(DAY, Grade.EASY)])
    badly = SPACING([Review(DAY, Grade.AGAIN)])
    assert DAY < badly < well
    assert SPACING([Review(DAY, Grade.GOOD)] * 1) == SPACING([Review(DAY, Grade.GOOD)])
    twice = SPACING([Review(DAY, Grade.GOOD), Review(DAY + timedelta(days=3), Grade.GOOD)])
    assert twice > SPACING([Review(DAY, Grade.GOOD)])
