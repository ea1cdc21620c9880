"""The plan: never more than the cap, the weakest first, counted back from a date or spaced by memory."""

from collections import Counter
from collections.abc import Callable, Container
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from rehearse.domain.cadence import USUAL, Cadence
from rehearse.domain.due import Review, final_from
from rehearse.domain.exercise import Kind
from rehearse.domain.grading import Grade
from rehearse.domain.plan_item import Item, Subject, Unit
from rehearse.domain.planner import NIGHT_ITEMS, ahead, today
from rehearse.domain.rehearsed import Known
from rehearse.domain.section import SECTIONS, Section
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


@pytest.mark.parametrize("days", [5, 14, 45])
def test_with_a_date_every_story_is_told_and_gone_through_once_more_at_the_end(days: int) -> None:
    interview = DAY + timedelta(days=days)
    plan = ahead(KNOWN, DAY, days, interview, SPACING)
    told: Counter[str] = Counter()
    for day, items in plan:
        eve = (interview - day).days <= 1
        assert len(items) <= (NIGHT_ITEMS if eve else USUAL.items), shown(plan)
        assert sum(item.minutes for item in items) <= USUAL.minutes, shown(plan)
        told_today = {(item.subject, item.sections) for item in items}
        assert len(told_today) == len(items), shown(plan)
        assert not eve or all(item.kind is Kind.SETUP for item in items), shown(plan)
        told.update(item.subject.story for item in items)
    assert set(told) == {kept.key for kept in BANK}, shown(plan)


def well(_: Unit, __: int) -> Grade:
    return Grade.GOOD


def unevenly(unit: Unit, times: int) -> Grade:
    """Tell badly at first, and some stories for longer."""
    slow = int(unit.subject.story[-1]) % 3
    return Grade(min(4, 1 + (times + slow) // 2))


def lived(
    days: int, interview: date, graded: Callable[[Unit, int], Grade], missed: Container[int] = ()
) -> list[tuple[date, tuple[Item, ...]]]:
    """Follow the plan day after day as a person would, with what each telling came to."""
    known, plan = KNOWN, []
    for day in (DAY + timedelta(days=number) for number in range(days)):
        if (day - DAY).days in missed:
            continue
        items = today(known, day, interview, SPACING)
        plan.append((day, items))
        reviews = dict(known.reviews)
        for unit in [unit for item in items for unit in item.units]:
            before = reviews.get(unit, ())
            reviews[unit] = (*before, Review(day, graded(unit, len(before))))
        known = replace(known, reviews=reviews, done={**known.done, day: tuple(item.kind for item in items)})
        assert today(known, day, interview, SPACING) == (), "the day is done"
    return plan


@pytest.mark.parametrize("graded", [well, unevenly])
@pytest.mark.parametrize(("days", "stories"), [(5, 3), (9, 5), (14, 5), (45, 5)])
def test_the_last_round_tells_each_story_once_more(
    days: int, stories: int, graded: Callable[[Unit, int], Grade]
) -> None:
    interview = DAY + timedelta(days=days)
    plan = lived(days, interview, graded)
    final = final_from(DAY, interview, len(BANK))
    late = [
        item.subject.story
        for day, items in plan
        for item in items
        if final <= day < interview - timedelta(days=1) and item.kind is Kind.WHOLE
    ]
    assert len(set(late)) == stories, shown(plan)


def test_ten_missed_days_make_no_backlog_on_any_day_after_them() -> None:
    interview = DAY + timedelta(days=30)
    plan = lived(30, interview, unevenly, missed=range(8, 18))
    for _, items in plan[:-1]:
        assert 0 < len(items) <= USUAL.items, shown(plan)
        assert sum(item.minutes for item in items) <= USUAL.minutes, shown(plan)


@pytest.mark.parametrize("interview", [None, DAY + timedelta(days=20)], ids=["no date", "a date"])
@pytest.mark.parametrize("cadence", [Cadence(1, 5, 2), Cadence(1, 60), Cadence(5, 10), Cadence(5, 60, 30)])
def test_a_day_holds_what_its_cadence_allows(cadence: Cadence, interview: date | None) -> None:
    plan = ahead(replace(KNOWN, cadence=cadence), DAY, 18, interview, SPACING)
    assert any(items for _, items in plan)
    for _, items in plan:
        assert len(items) <= cadence.items, shown(plan)
        assert sum(item.minutes for item in items) <= cadence.minutes, shown(plan)


def test_one_thing_a_day_is_the_weakest_one_first() -> None:
    reviews = whole(Subject("story-1", Angle.IMPACT), Review(DAY - timedelta(days=9), Grade.AGAIN))
    one = replace(KNOWN, reviews=reviews, cadence=Cadence(items=1))
    (item,) = today(one, DAY, None, SPACING)
    assert "did not hold" in item.why


def test_what_was_done_today_is_taken_off_the_cap() -> None:
    assert len(today(KNOWN, DAY, None, SPACING)) == 3
    once = replace(KNOWN, done={DAY: (Kind.WHOLE,), DAY - timedelta(days=1): (Kind.WHOLE,) * 9})
    items = today(once, DAY, None, SPACING)
    assert len(items) == 2
    assert sum(item.minutes for item in items) <= USUAL.minutes - 5
    assert today(replace(KNOWN, done={DAY: (Kind.WHOLE,) * 3}), DAY, None, SPACING) == ()


def test_an_older_preparation_does_not_stretch_the_last_round() -> None:
    long_ago, interview = DAY - timedelta(days=300), DAY + timedelta(days=30)
    reviews: dict[Unit, tuple[Review, ...]] = {}
    for kept in BANK[:3]:
        reviews |= whole(Subject(kept.key, Angle.IMPACT), Review(long_ago, Grade.GOOD))
    plan = ahead(replace(KNOWN, reviews=reviews), DAY, 7, interview, SPACING)
    assert "last round" not in shown(plan)
    assert {"story-4", "story-5"} <= {item.subject.story for _, items in plan for item in items}, shown(plan)


def test_nine_days_read_like_a_plan() -> None:
    interview = DAY + timedelta(days=9)
    plan = ahead(KNOWN, DAY, 9, interview, SPACING)
    first, eve = plan[0][1], plan[-1][1]
    assert [item.kind for item in first] == [Kind.SETUP] * 3, shown(plan)
    assert {item.kind for item in eve} == {Kind.SETUP}, shown(plan)
    kinds = Counter(item.kind for _, items in plan for item in items)
    assert kinds[Kind.WHOLE] >= 4, shown(plan)
    days: dict[Unit, list[date]] = {}
    for day, items in plan[:-1]:
        for item in items:
            for unit in item.units:
                days.setdefault(unit, []).append(day)
    gaps = [(after - before).days for told in days.values() for before, after in pairwise(told)]
    assert gaps, shown(plan)
    assert all(1 <= gap <= 7 for gap in gaps), shown(plan)


def whole(subject: Subject, *reviews: Review) -> dict[Unit, tuple[Review, ...]]:
    return {Unit(subject, section): reviews for section in SECTIONS}


def test_the_weakest_comes_first_and_what_was_told_today_not_again() -> None:
    weak, strong, done = (Subject(f"story-{number}", Angle.FAILURE) for number in (1, 2, 3))
    reviews = {
        **whole(strong, Review(DAY - timedelta(days=30), Grade.GOOD)),
        **whole(weak, Review(DAY - timedelta(days=3), Grade.AGAIN)),
        **whole(done, Review(DAY, Grade.AGAIN)),
    }
    items = today(replace(KNOWN, reviews=reviews), DAY, None, SPACING)
    assert [item.subject for item in items[:2]] == [weak, strong]
    assert done not in {item.subject for item in items}


@pytest.mark.parametrize(
    ("weak", "kind", "attempt", "minutes"),
    [
        ((Section.SITUATION,), Kind.SETUP, None, 2),
        ((Section.SITUATION, Section.TASK), Kind.SETUP, None, 2),
        ((Section.ACTION,), Kind.ACTION, None, 3),
        ((Section.RESULT,), Kind.SECTION, 7, 2),
        ((Section.ACTION, Section.RESULT), Kind.WHOLE, 7, 5),
    ],
)
def test_only_what_is_weak_comes_back_early(
    weak: tuple[Section, ...], kind: Kind, attempt: int | None, minutes: int
) -> None:
    subject = Subject("story-1", Angle.IMPACT)
    graded = {
        Unit(subject, section): (
            Review(DAY - timedelta(days=2), Grade.AGAIN if section in weak else Grade.EASY),
        )
        for section in SECTIONS
    }
    item = today(replace(KNOWN, reviews=graded, latest={subject: 7}), DAY, None, SPACING)[0]
    assert (item.subject, item.kind, item.attempt, item.minutes) == (subject, kind, attempt, minutes)
    assert set(weak) <= set(item.sections)
    assert f"the {weak[0].label} did not hold" in item.why


def test_without_stories_questions_come_back() -> None:
    asked = Subject(question="k")
    known = Known(
        questions={"k": "What broke?"}, reviews=whole(asked, Review(DAY - timedelta(days=30), Grade.HARD))
    )
    (item,) = today(known, DAY, None, SPACING)
    assert (item.subject, item.kind, item.name) == (asked, Kind.WHOLE, "What broke?")
    assert today(Known(), DAY, None, SPACING) == ()


def test_a_date_that_is_over_counts_no_more() -> None:
    reviews = whole(Subject("story-1", Angle.IMPACT), Review(DAY - timedelta(days=40), Grade.GOOD))
    known = replace(KNOWN, reviews=reviews)
    assert today(known, DAY, DAY - timedelta(days=3), SPACING) == today(known, DAY, None, SPACING)


def test_stories_that_are_gone_or_not_ready_are_left_out() -> None:
    archived = tuple(replace(kept, archived=True) for kept in BANK)
    unready = tuple(replace(kept, story=replace(kept.story, fields={}, metrics=())) for kept in BANK)
    reviews = whole(Subject("story-1", Angle.IMPACT), Review(DAY - timedelta(days=40), Grade.GOOD))
    assert today(Known(archived, reviews=reviews), DAY, None, SPACING) == ()
    assert today(Known(unready), DAY, None, SPACING) == ()
