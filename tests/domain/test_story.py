"""What makes a story ready, what is only a hint, and how its texts are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.domain.section import Section
from rehearse.domain.story import FIELDS, Field, Metric, Story, figure_from, figure_line, key_for, tidied
from rehearse.domain.text import one_line
from rehearse.domain.vocabulary import Angle, Competency
from tests.builders import HOSTILE, story


def test_seven_fields_are_counted_and_the_missing_ones_named() -> None:
    assert len(FIELDS) == 7
    assert story().filled == 7
    half = story(fields={Field.GOAL: "Less churn", Field.ROLE: " TBD ", Field.LESSON: "-"})
    assert half.filled == 1
    assert half.open_fields == FIELDS[1:]


def test_an_artefact_is_not_a_story() -> None:
    built = Story("I built a recommendation model", fields={Field.PROBLEM: "Recommendation"})
    assert not built.ready
    assert built.missing == (Field.OBSTACLE, Field.DECISION, Field.RESULT)
    assert built.refusal is not None
    assert "main obstacle, key decision and measurable result" in built.refusal


@pytest.mark.parametrize("needed", [Field.OBSTACLE, Field.DECISION])
def test_without_obstacle_or_decision_it_is_refused(needed: Field) -> None:
    whole = story()
    lacking = story(fields={each: text for each, text in whole.fields.items() if each is not needed})
    assert whole.refusal is None
    assert lacking.missing == (needed,)


def test_a_measured_figure_stands_for_the_result() -> None:
    told = {each: text for each, text in story().fields.items() if each is not Field.RESULT}
    assert story(fields=told).ready
    assert not story(fields=told, metrics=(Metric("clicks", "10"),)).ready


def test_long_bullets_empty_sections_and_open_slots_get_a_hint_only() -> None:
    told = story(spine={Section.ACTION: ("word " * 20, "word " * 21)}, metrics=(Metric("clicks", "", "12"),))
    hints = {hint.place: hint.text for hint in told.hints()}
    assert "action, line 1" not in hints
    assert "21 words" in hints["action, line 2"]
    assert hints["situation"] == "no bullet yet"
    assert hints["metric clicks"] == "open: before, unit, where"
    assert told.ready
    assert story().hints() == ()


def test_a_result_without_a_figure_gets_a_hint() -> None:
    vague = story(metrics=(), fields={**story().fields, Field.RESULT: "It worked really well"})
    assert [hint.place for hint in vague.hints()] == ["result"]


def test_a_story_is_kept_tidy() -> None:
    kept = tidied(
        Story(
            " A \n title ",
            fields={Field.GOAL: "two\nlines", Field.LESSON: " \t"},
            spine={Section.TASK: ("  ", "a\tb"), Section.ACTION: ("\x1b[31m",)},
            competencies=(Competency.FAILURE, Competency.BAD_DATA, Competency.FAILURE),
            angles=(Angle.IMPACT, Angle.CONFLICT),
            metrics=(Metric("", "1", "2"), Metric(" x ", " 1 ")),
        )
    )
    assert kept == Story(
        "A title",
        fields={Field.GOAL: "two lines"},
        spine={Section.TASK: ("a b",)},
        competencies=(Competency.BAD_DATA, Competency.FAILURE),
        angles=(Angle.CONFLICT, Angle.IMPACT),
        metrics=(Metric("x", "1"),),
    )


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Ticket router", "ticket-router"),
        ("A/B tests, 2024!", "a-b-tests-2024"),
        ("日本語の話", "日本語の話"),
        ("x" * 200, "x" * 60),
    ],
)
def test_keys_can_be_typed(title: str, key: str) -> None:
    assert key_for(title) == key


def test_a_title_without_letters_has_a_key_all_the_same() -> None:
    assert key_for("🧑‍🚀") == key_for("🧑‍🚀") != key_for("👩🏽‍🔬")
    assert key_for("🧑‍🚀").startswith("story-")


@given(st.text() | st.sampled_from(HOSTILE))
def test_no_text_leaves_its_line_and_no_key_changes(text: str) -> None:
    kept = one_line(text)
    assert one_line(kept) == kept
    assert len(kept.splitlines()) <= 1
    assert key_for(key_for(text)) == key_for(text)


cells = st.text(max_size=12).map(one_line) | st.sampled_from(["recall|p95", "|", "\\", "a\\|b", ""])


@given(st.builds(Metric, cells.filter(bool), cells, cells, cells, cells))
def test_a_figure_is_read_as_it_was_written(metric: Metric) -> None:
    assert figure_from(figure_line(metric)) == metric


def test_a_bar_too_many_belongs_to_where_it_was_measured() -> None:
    assert figure_from("recall | 0.7 | 0.9 | | holdout | week 3").where == "holdout | week 3"
