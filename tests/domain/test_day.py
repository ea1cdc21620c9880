"""A day as it is typed: the year first, four figures and two and two."""

from datetime import date, timedelta

import pytest

from rehearse.domain.day import called, day_in, day_or_none
from tests.builders import HOSTILE


@pytest.mark.parametrize("text", ["2026-12-01", " 2026-12-01\n"])
def test_a_day_is_read(text: str) -> None:
    assert day_in(text) == day_or_none(text) == date(2026, 12, 1)


@pytest.mark.parametrize(
    "text",
    ["20261201", "2026-12-1", "2026-W49-2", "2026-02-30", "1.12.2026", "２０２６-12-01", "soon", *HOSTILE],
)
def test_every_other_spelling_is_none_and_the_sentence_says_which(text: str) -> None:
    with pytest.raises(ValueError, match=r"^.* is no day; write it as in 2026-12-01\.$"):
        day_in(text)


def test_nothing_typed_is_no_day() -> None:
    assert day_or_none(" ") is None
    with pytest.raises(ValueError, match="is no day"):
        day_in("")


def test_a_plan_calls_the_next_days_by_name() -> None:
    first = date(2026, 11, 29)
    assert [called(first + timedelta(days), first) for days in range(3)] == [
        "today",
        "tomorrow",
        "Tue 01 Dec",
    ]
