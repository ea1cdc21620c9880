"""Single sentences in many voices: what a careful reader finds in each, the cues have to find."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from rehearse.analysis import constraints, decisions, failure, ownership, reflection
from rehearse.analysis.evidence import Evidence
from rehearse.analysis.outcomes import outcome
from rehearse.analysis.reading import Reading
from rehearse.analysis.sentences import Sentence, split
from rehearse.domain.answer import Answer
from rehearse.domain.section import Section

BANK: Final[dict[str, dict[str, list[str]]]] = tomllib.loads(
    Path(__file__).with_name("sentence_bank.toml").read_text("utf-8")
)


def told(text: str) -> list[str]:
    return [Sentence(each, Section.REFLECTION).plain for each in split(text)]


def cases(table: str) -> list[Any]:
    return [pytest.param(kind, text, id=text[:60]) for kind, texts in BANK[table].items() for text in texts]


def found(text: str, cue: Callable[[str], object]) -> bool:
    return any(cue(each) for each in told(text))


@pytest.mark.parametrize(("kind", "text"), cases("outcome"))
def test_requirements_50_to_52_and_74_what_an_outcome_stands_on(kind: str, text: str) -> None:
    sections = {Section.ACTION: "I trained a model on the data and then I put it out.", Section.RESULT: text}
    shown = outcome(Reading(Answer("1", sections=sections)))[0]
    wanted = {
        "measured": {Evidence.MEASURED, Evidence.CONCRETE},
        "concrete": {Evidence.MEASURED, Evidence.CONCRETE},
        "vague": {Evidence.VAGUE},
        "none": {Evidence.NONE, Evidence.VAGUE},
    }
    assert shown in wanted[kind]


@pytest.mark.parametrize(("kind", "text"), cases("lesson"))
def test_requirement_53_a_lesson_needs_no_telling_word(kind: str, text: str) -> None:
    assert found(text, lambda each: reflection.lesson(each, in_reflection=True)) == (kind == "yes")


@pytest.mark.parametrize(("kind", "text"), cases("tradeoff"))
def test_requirements_2_and_60_a_choice_is_weighed_or_has_its_reason(kind: str, text: str) -> None:
    weighed = found(text, lambda each: decisions.weighed(each) or decisions.reasoned(each))
    assert weighed == (kind == "yes")


@pytest.mark.parametrize(("kind", "text"), cases("responsibility"))
def test_requirement_15_a_responsibility_is_of_a_person(kind: str, text: str) -> None:
    assert found(text, ownership.RESPONSIBILITY.search) == (kind == "yes")


@pytest.mark.parametrize(("kind", "text"), cases("constraint"))
def test_requirements_63_and_77_a_limit_of_any_kind(kind: str, text: str) -> None:
    assert found(text, constraints.kinds) == (kind == "yes")


@pytest.mark.parametrize(("kind", "text"), cases("own_failure"))
def test_requirement_76_a_failure_is_owned_handed_on_or_dressed_up(kind: str, text: str) -> None:
    if kind == "disguised":
        assert found(text, lambda each: failure.DISGUISE.search(each) or failure.BLAME.search(each))
    else:
        assert found(text, failure.OWNED.search) == (kind == "yes")
        assert not found(text, failure.DISGUISE.search)
