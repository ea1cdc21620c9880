"""Questions of a real interview: read line by line, with the category they are practised under."""

import pytest

from rehearse.domain.interview import nearest, read_questions
from rehearse.domain.vocabulary import Competency
from tests.builders import HOSTILE, question

KNOWN = (
    question(id="a", text="Describe labels that were wrong.", competency=Competency.BAD_DATA),
    question(id="b", text="Describe a launch you rolled back.", competency=Competency.DEPLOYMENT),
)


def test_a_named_category_wins_and_bullets_are_left_off() -> None:
    found = read_questions(
        "- failure: What went wrong?\n2) Wrong labels, how did you deal?\n\n* Why us?", KNOWN
    )
    assert [(each.text, each.competency) for each in found] == [
        ("What went wrong?", Competency.FAILURE),
        ("Wrong labels, how did you deal?", Competency.BAD_DATA),
        ("Why us?", Competency.AMBIGUITY),
    ]


def test_labels_of_categories_are_names_too_and_a_time_is_none() -> None:
    (named,) = read_questions("Bad or incomplete data: Which?", KNOWN)
    assert named.competency is Competency.BAD_DATA
    (other,) = read_questions("At 10:30 what would you roll back?", KNOWN)
    assert other.text.startswith("At 10:30")


def test_a_question_is_taken_once() -> None:
    assert len(read_questions("Why?\n- Why?\nWhy?", KNOWN)) == 1


def test_without_known_questions_there_is_a_category_all_the_same() -> None:
    assert nearest("Anything", ()) is Competency.AMBIGUITY


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_lines_are_cleaned(text: str) -> None:
    for each in read_questions(text, KNOWN):
        assert each.text
        assert not set("\x00\x1b\u202e\n") & set(each.text)
