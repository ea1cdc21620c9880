"""Cards hold bullets only, and the page for the last quarter of an hour stays one page."""

import pytest

from rehearse.domain.coverage import Detectors, coverage
from rehearse.domain.cue_card import (
    HOLES_SHOWN,
    NUMBERS_SHOWN,
    STRESS,
    bullet,
    core_stories,
    cue_card,
    interview_card,
)
from rehearse.domain.section import Section
from rehearse.domain.story import Field, Metric
from rehearse.domain.vocabulary import Angle, Competency
from tests.builders import kept_story, story


@pytest.mark.parametrize("angle", Angle)
def test_each_angle_leans_on_other_parts_of_the_same_story(angle: Angle) -> None:
    card = cue_card(story(), angle)
    assert {each for each, _ in card.lean_on} | set(card.blank) == set(STRESS[angle])
    assert card.spine[2][0] is Section.ACTION
    assert card.numbers == ("misrouted urgent tickets: 11 to 4 %, six weeks in production",)


def test_no_two_angles_lean_on_the_same_parts() -> None:
    assert len({frozenset(fields) for fields in STRESS.values()}) == len(Angle)


def test_nothing_on_a_card_is_longer_than_a_bullet() -> None:
    prose = "word " * 400
    card = cue_card(story(spine={Section.TASK: (prose,)}, fields={Field.GOAL: prose}), Angle.IMPACT)
    for text in (card.lean_on[0][1], card.spine[0][1][0]):
        assert len(text.split()) == 20
        assert text.endswith("…")
    assert bullet("short") == "short"
    assert card.blank == (Field.RESULT, Field.PRODUCTION)


def test_the_core_stories_cover_most_and_are_ready_first() -> None:
    bank = [
        kept_story(1, title="One", competencies=(Competency.FAILURE,)),
        kept_story(2, title="Wide", competencies=(Competency.FAILURE, Competency.INFLUENCE)),
        kept_story(3, title="Begun", competencies=tuple(Competency), fields={}, metrics=()),
        kept_story(4, title="Data"),
    ]
    board = coverage(bank, [], Detectors())
    assert [kept.story.title for kept in core_stories(board)] == ["Wide", "Data", "One", "Begun"]
    assert len(core_stories(coverage([kept_story(n) for n in range(9)], [], Detectors()))) == 5


def test_the_page_holds_openings_numbers_and_holes() -> None:
    many = tuple(Metric(f"figure {number}", "1", "2") for number in range(5))
    bank = [kept_story(number, metrics=many) for number in range(1, 7)]
    bare = kept_story(9, title="Bare", competencies=tuple(Competency), spine={}, metrics=())
    card = interview_card(coverage([bare, *bank], [], Detectors()))
    assert len(card.openings) == 5
    assert card.openings[0].bullets == (
        "Urgent support tickets answered within the hour",
        "Sole ML engineer, from data to launch",
    )
    assert card.openings[1].bullets == (
        "One urgent ticket in nine went to the wrong queue",
        "I owned the router; inference cost was fixed",
    )
    assert len(card.numbers) == NUMBERS_SHOWN
    assert len(card.holes) == HOLES_SHOWN
