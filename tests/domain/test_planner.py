"""The plan: never more than the cap, the weakest first, counted back from a date or spaced by memory."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from rehearse.domain.exercise import Kind
from rehearse.domain.planner import (
    ITEMS,
    MINUTES,
    NIGHT_ITEMS,
    Grade,
    Item,
    Known,
    Review,
    Unit,
    ahead,
    due_on,
    final_from,
    grade,
    today,
)
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.vocabulary import Angle
from rehearse.spacing import MemorySpacing
from tests.builders import story

DAY = date(2026, 11, 2)
SPACING = MemorySpacing(0.90)
BANK = tuple(
    KeptStory(number, f"story-{number}", 1, datetime(2026, 11, 1, tzinfo=UTC), story(title=f"Story {number}"))
    for number in range(1, 6)
)
KNOWN = Known(BANK)
Plan = list[tuple[date, tuple[Item, ...]]]


def shown(plan: Plan) -> str:
    return "\n".join(
        f"{day}: {' | '.join(f'{item.text} ({item.why})' for item in items)}" for day, items in plan
    )


@pytest.mark.parametrize(
    ("ratings", "setup", "expected"),
    [
        ((1, 4, 5), None, Grade.AGAIN),
        ((2, 5), None, Grade.HARD),
        ((3, 5), 20.0, Grade.GOOD),
        ((4, 4), None, Grade.GOOD),
        ((5, 5), 30.0, Grade.EASY),
        ((5, 5), 45.1, Grade.AGAIN),
        ((), 25.0, Grade.GOOD),
        ((), 50.0, Grade.AGAIN),
        ((), None, None),
    ],
)
def test_a_take_is_graded_by_its_weakest_signal_and_its_set_up(
    ratings: tuple[int, ...], setup: float | None, expected: Grade | None
) -> None:
    assert grade(ratings, setup) is expected


@pytest.mark.parametrize("days", [5, 14, 45])
def test_with_a_date_every_story_is_told_and_gone_through_once_more_at_the_end(days: int) -> None:
    interview = DAY + timedelta(days=days)
    plan = ahead(KNOWN, DAY, days, interview, SPACING)
    told: Counter[str] = Counter()
    for day, items in plan:
        eve = (interview - day).days <= 1
        assert len(items) <= (NIGHT_ITEMS if eve else ITEMS), shown(plan)
        assert sum(item.minutes for item in items) <= MINUTES, shown(plan)
        assert len({item.unit for item in items}) == len(items), shown(plan)
        assert not eve or all(item.unit.kind is Kind.SETUP for item in items), shown(plan)
        told.update(item.unit.story for item in items)
    assert set(told) == {kept.key for kept in BANK}, shown(plan)
    late = {item.unit.story for day, items in plan if day >= final_from(DAY, interview) for item in items}
    assert len(late) >= min(len(BANK), 3), shown(plan)


def test_nine_days_read_like_a_plan() -> None:
    interview = DAY + timedelta(days=9)
    plan = ahead(KNOWN, DAY, 9, interview, SPACING)
    first, eve = plan[0][1], plan[-1][1]
    assert [item.unit.kind for item in first] == [Kind.SETUP] * 3, shown(plan)
    assert {item.unit.kind for item in eve} == {Kind.SETUP}, shown(plan)
    kinds = Counter(item.unit.kind for _, items in plan for item in items)
    assert kinds[Kind.WHOLE] >= 4, shown(plan)
    gaps = [
        (later - sooner).days
        for unit in {item.unit for _, items in plan for item in items}
        for sooner, later in zip(
            [day for day, items in plan if unit in {item.unit for item in items}],
            [day for day, items in plan if unit in {item.unit for item in items}][1:],
            strict=False,
        )
    ]
    assert all(1 <= gap <= 7 for gap in gaps), shown(plan)


@pytest.mark.parametrize(("left", "gap"), [(40, 7), (20, 5), (10, 2), (4, 1), (1, 1)])
def test_with_a_date_the_gap_is_a_quarter_of_the_days_left(left: int, gap: int) -> None:
    interview = DAY + timedelta(days=left)
    first = DAY - timedelta(days=100)
    when = due_on([Review(DAY, Grade.GOOD)], first, interview, SPACING)
    if final_from(first, interview) > DAY:
        assert when == min(DAY + timedelta(days=gap), final_from(first, interview))
    else:
        assert when == DAY + timedelta(days=gap)


def test_ten_missed_days_make_no_backlog() -> None:
    units = [Unit(kept.key, angle) for kept in BANK for angle in Angle]
    reviews = {unit: (Review(DAY - timedelta(days=20), Grade.GOOD),) for unit in units}
    items = today(replace(KNOWN, reviews=reviews), DAY, DAY + timedelta(days=10), SPACING)
    assert 0 < len(items) <= ITEMS
    assert sum(item.minutes for item in items) <= MINUTES


def test_the_weakest_comes_first_and_what_was_told_today_not_again() -> None:
    weak, strong, done = (
        Unit("story-1", Angle.FAILURE),
        Unit("story-2", Angle.FAILURE),
        Unit("story-3", Angle.FAILURE),
    )
    reviews = {
        strong: (Review(DAY - timedelta(days=30), Grade.GOOD),),
        weak: (Review(DAY - timedelta(days=3), Grade.AGAIN),),
        done: (Review(DAY, Grade.AGAIN),),
    }
    items = today(replace(KNOWN, reviews=reviews), DAY, None, SPACING)
    assert [item.unit for item in items[:2]] == [weak, strong]
    assert done not in {item.unit for item in items}


def test_without_a_date_what_was_told_well_comes_later_than_what_was_not() -> None:
    well = SPACING([Review(DAY, Grade.EASY)])
    badly = SPACING([Review(DAY, Grade.AGAIN)])
    assert DAY < badly < well
    assert SPACING([Review(DAY, Grade.GOOD)] * 1) == SPACING([Review(DAY, Grade.GOOD)])
    twice = SPACING([Review(DAY, Grade.GOOD), Review(DAY + timedelta(days=3), Grade.GOOD)])
    assert twice > SPACING([Review(DAY, Grade.GOOD)])


def test_without_stories_questions_come_back() -> None:
    asked = Unit(question="k")
    known = Known(
        questions={"k": "What broke?"}, reviews={asked: (Review(DAY - timedelta(days=30), Grade.HARD),)}
    )
    (item,) = today(known, DAY, None, SPACING)
    assert (item.unit, item.name) == (asked, "What broke?")
    assert today(Known(), DAY, None, SPACING) == ()


def test_a_date_that_is_over_counts_no_more() -> None:
    reviews = {Unit("story-1", Angle.IMPACT): (Review(DAY - timedelta(days=40), Grade.GOOD),)}
    known = replace(KNOWN, reviews=reviews)
    assert today(known, DAY, DAY - timedelta(days=3), SPACING) == today(known, DAY, None, SPACING)


def test_stories_that_are_gone_or_not_ready_are_left_out() -> None:
    archived = tuple(replace(kept, archived=True) for kept in BANK)
    unready = tuple(replace(kept, story=replace(kept.story, fields={}, metrics=())) for kept in BANK)
    reviews = {Unit("story-1", Angle.IMPACT): (Review(DAY - timedelta(days=40), Grade.GOOD),)}
    assert today(Known(archived, reviews=reviews), DAY, None, SPACING) == ()
    assert today(Known(unready), DAY, None, SPACING) == ()
