"""A search line: words to look for and filters, each with a clear word when it cannot be read."""

from datetime import date

import pytest

from rehearse.domain.exercise import Kind
from rehearse.domain.history import FILTERS, Engine, HistoryFilter, asked_for
from rehearse.domain.vocabulary import Competency, Flaw, Mode
from tests.builders import HOSTILE

NONE = HistoryFilter()


def test_words_and_filters_stand_in_any_order() -> None:
    found, problem = asked_for(
        "labels persona:recruiter mode:spoken flaw:no_tradeoff drift after:2026-11-01 before:2026-11-24", NONE
    )
    assert problem == ""
    assert found.search.split() == ["labels", "drift"]
    assert (found.persona, found.mode, found.flaw) == ("recruiter", Mode.SPOKEN, Flaw.NO_TRADEOFF)
    assert (found.after, found.before) == (date(2026, 11, 1), date(2026, 11, 24))


def test_every_filter_is_known_and_a_beginning_is_enough() -> None:
    line = "competency:fail persona:x story:router kind:ang engine:mod flaw:over_t tag:night mode:typed"
    found, problem = asked_for(line, NONE)
    assert problem == ""
    assert (found.competency, found.kind, found.engine) == (Competency.FAILURE, Kind.ANGLES, Engine.MODEL)
    assert (found.flaw, found.story, found.tag) == (Flaw.OVER_TIME, "router", "night")
    assert set(FILTERS) <= set(HistoryFilter.__dataclass_fields__)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("flaw:boredom", "flaw:boredom cannot be read: flaw is one of missing_result"),
        ("after:yesterday", "'yesterday' is no day; write it as in 2026-12-01."),
        ("mode:sung words", "mode is one of typed"),
        ("after:20261124", "after:20261124 cannot be read: '20261124' is no day"),
    ],
)
def test_what_cannot_be_read_is_named_and_left_out(line: str, said: str) -> None:
    found, problem = asked_for(line, NONE)
    assert said in problem
    assert (found.flaw, found.after, found.mode) == (None, None, None)


def test_a_filter_that_is_only_begun_is_passed_over() -> None:
    assert asked_for("flaw: ", NONE) == (HistoryFilter(search="  "), "")


def test_what_the_line_does_not_name_stays() -> None:
    within = HistoryFilter(competency=Competency.BAD_DATA, question_key="k")
    found, _ = asked_for("tag:x", within)
    assert (found.competency, found.question_key, found.tag) == (Competency.BAD_DATA, "k", "x")


def test_a_colon_in_other_words_is_searched_for() -> None:
    found, problem = asked_for("https://x ratio 3:1 myflaw:x", NONE)
    assert (problem, found.flaw) == ("", None)
    assert "myflaw:x" in found.search


@pytest.mark.parametrize("line", ["engıne:rules", "perſona:recruiter", "KİND:angles"])
def test_letters_that_only_look_like_a_filter_are_searched_for(line: str) -> None:
    assert asked_for(line, NONE) == (HistoryFilter(search=line), "")
    assert asked_for("ENGINE:rules", NONE)[0].engine is Engine.RULES


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_lines_do_no_harm(text: str) -> None:
    asked_for(text, NONE)
    asked_for(f"tag:{text}", NONE)


def test_it_is_said_in_a_line() -> None:
    found, _ = asked_for("labels flaw:rambling", NONE)
    assert found.text == "rambling  ·  “labels”"
