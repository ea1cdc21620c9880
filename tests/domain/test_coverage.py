"""The board: categories, fields, angles, what is never said, and the one hole that comes next."""

from datetime import timedelta
from itertools import cycle, islice

import pytest

from rehearse.domain.coverage import CATEGORY_ORDER, Detectors, HoleKind, coverage, unheard
from rehearse.domain.story import Field
from rehearse.domain.story_bank import KeptStory, Use
from rehearse.domain.story_choice import proposals, told_too_often
from rehearse.domain.vocabulary import Angle, Competency, Signal
from tests.builders import STARTED, kept_story, question, story

EXTRA = {Field.DATA: "stale labels", Field.EXPERIMENTS: "held-out week", Field.PRODUCTION: "shadow mode"}
DETECTORS = Detectors(
    signals={signal: lambda line: "Urgent" in line for signal in Signal},
    constraints={"latency": lambda line: "latency" in line, "privacy": lambda line: "privacy" in line},
)


def use(number: int, story_id: int, angle: Angle | None = None) -> Use:
    return Use(number, story_id, 1, "q", angle, STARTED + timedelta(days=number))


def full(*, without: Competency | None = None, count: int = 7) -> list[KeptStory]:
    """A bank of complete stories, one category each, beginning anew when there are more stories than categories."""
    fields = {**story().fields, **EXTRA}
    competencies = [each for each in Competency if each is not without]
    return [
        kept_story(number, title=f"Story {number}", competencies=(competency,), fields=fields)
        for number, competency in enumerate(islice(cycle(competencies), count), start=1)
    ]


ALL_ANGLES = [use(number, 1, angle) for number, angle in enumerate(Angle)]


def test_a_full_bank_has_no_hole_and_is_called_enough() -> None:
    board = coverage(full(), ALL_ANGLES, Detectors())
    assert board.next is None
    assert board.holes == ()
    assert "enough" in board.advice


@pytest.mark.parametrize("competency", Competency)
def test_an_empty_category_is_offered_next(competency: Competency) -> None:
    board = coverage(full(without=competency, count=6), ALL_ANGLES, Detectors())
    assert board.empty == (competency,)
    assert board.next is not None
    assert (board.next.kind, board.next.competency) == (HoleKind.CATEGORY, competency)


def test_the_categories_of_the_stock_prompts_come_first() -> None:
    assert set(CATEGORY_ORDER) == set(Competency)
    hole = coverage([], [], DETECTORS).next
    assert hole is not None
    assert hole.competency is Competency.MODEL_IMPROVEMENT


def test_a_story_that_was_begun_is_finished_first_the_nearest_to_ready_before() -> None:
    nearly = {each: text for each, text in story().fields.items() if each is not Field.OBSTACLE}
    bank = [
        *full(),
        kept_story(8, title="Bare", fields={}, metrics=()),
        kept_story(9, title="Near", fields=nearly),
    ]
    holes = coverage(bank, ALL_ANGLES, Detectors()).holes
    assert [(hole.kind, hole.key) for hole in holes] == [
        (HoleKind.UNFINISHED, "near"),
        (HoleKind.UNFINISHED, "bare"),
    ]


def test_an_unready_story_carries_no_category() -> None:
    board = coverage([kept_story(1, fields={}, metrics=())], [], Detectors())
    assert board.carried[Competency.BAD_DATA] == ()


@pytest.mark.parametrize(
    ("count", "word"),
    [(0, "write down 5 more"), (4, "write down 1 more"), (5, "enough"), (7, "enough"), (8, "merge")],
)
def test_the_number_of_stories_gets_its_advice(count: int, word: str) -> None:
    assert word in coverage(full(count=count), [], Detectors()).advice


def test_after_the_categories_come_number_fields_angles_and_what_is_never_said() -> None:
    lacking = {each: text for each, text in story().fields.items() if each is not Field.LESSON}
    wide = kept_story(1, competencies=tuple(Competency), fields=lacking)
    board = coverage([wide], [use(1, 1, Angle.CONFLICT), use(2, 1), use(3, 99, Angle.IMPACT)], DETECTORS)
    assert list(dict.fromkeys(hole.kind for hole in board.holes)) == [
        HoleKind.COUNT,
        HoleKind.FIELDS,
        HoleKind.ANGLE,
        HoleKind.CONSTRAINT,
        HoleKind.EXTRA,
    ]
    assert board.unheard_signals == ()
    assert board.unheard_constraints == ("privacy",)
    assert board.unpractised == tuple(each for each in Angle if each is not Angle.CONFLICT)
    assert board.told == {1: 2}
    assert board.practised == {1: {Angle.CONFLICT: 1}}


def test_archived_stories_are_left_out() -> None:
    assert coverage([kept_story(1, archived=True)], [use(1, 1)], DETECTORS).told == {}


def test_nothing_is_called_unheard_before_there_is_a_line() -> None:
    assert unheard([], DETECTORS.constraints) == ()
    assert coverage([], [], DETECTORS).unheard_extras == ()


def test_a_story_is_proposed_ready_first_by_category_then_the_least_told() -> None:
    asked = question(competency=Competency.BAD_DATA, angles=(Angle.IMPACT, Angle.CONFLICT))
    bank = [
        kept_story(1, fields={}, metrics=()),
        kept_story(2, competencies=(), angles=(Angle.IMPACT, Angle.CONFLICT)),
        kept_story(3),
        kept_story(4, angles=(Angle.IMPACT, Angle.CONFLICT)),
        kept_story(5),
        kept_story(6, competencies=(Competency.FAILURE,), angles=()),
        kept_story(7, archived=True),
    ]
    found = proposals(asked, bank, {3: 2, 4: 1})
    assert [each.kept.id for each in found] == [5, 4, 3, 2, 1]
    assert found[0].reason == "fits by its category; not told yet"
    assert found[2].reason == "fits by its category; told 2 times"
    assert found[3].reason == "fits by the angle of impact; not told yet"
    assert found[4].reason == "fits by its category; not told yet; not ready yet"
    assert proposals(question(competency=Competency.INFLUENCE), bank, {}) == ()


def test_the_third_prompt_with_the_same_story_gets_a_notice() -> None:
    one, other = kept_story(1), kept_story(2, title="Other")
    assert told_too_often([]) is told_too_often([one, one, other]) is None
    assert (
        told_too_often([one, other, one, one])
        == "“Ticket router” answered 3 of 4 prompts; take another story next."
    )


def test_a_lesson_that_ends_two_stories_is_named() -> None:
    told = {**story().fields, Field.LESSON: "the bottleneck was THE labels; not the model."}
    other = {**told, Field.LESSON: "ask who owns the labels"}
    bank = [kept_story(1), kept_story(2, fields=told), kept_story(3, fields=other), kept_story(4, fields={})]
    assert [[kept.id for kept in group] for group in coverage(bank, [], Detectors()).same_lesson] == [[1, 2]]
