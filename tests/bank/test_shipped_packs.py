"""The packs that come with the app hold what the requirements ask of them."""

from collections import Counter

import pytest

from rehearse.bank.library import Library
from rehearse.bank.shelf import open_library
from rehearse.domain.budget import Budget
from rehearse.domain.persona import SHIPPED
from rehearse.domain.question import Question
from rehearse.domain.section import SECTIONS, Part, sections_of
from rehearse.domain.text import clean, count_words
from rehearse.domain.vocabulary import Angle, Competency, ProbeTopic
from rehearse.paths import bundled_questions

TECHNICAL = {
    ProbeTopic.METRIC,
    ProbeTopic.TRADEOFF,
    ProbeTopic.DATA,
    ProbeTopic.CONSTRAINT,
    ProbeTopic.MONITORING,
}


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library([bundled_questions()])


def tagged(library: Library, tag: str) -> list[Question]:
    return [question for question in library.questions if tag in question.tags]


def test_every_pack_is_in_order(library: Library) -> None:
    assert library.problems == ()


def test_there_are_84_and_12_for_each_competency(library: Library) -> None:
    assert len(library.questions) >= 84
    counted = Counter(question.competency for question in library.questions)
    assert all(counted[competency] >= 12 for competency in Competency), counted


def test_no_two_questions_are_the_same(library: Library) -> None:
    assert len({question.key for question in library.questions}) == len(library.questions)


def test_requirement_56_the_three_stock_prompts_are_there(library: Library) -> None:
    stock = tagged(library, "stock")
    assert len(stock) == 3
    assert {question.competency for question in stock} >= {Competency.MODEL_IMPROVEMENT, Competency.FAILURE}
    assert all(question.sample for question in stock)


@pytest.mark.parametrize("tag", ["deployment", "inference-latency"])
def test_requirements_13_and_81_technical_follow_ups(library: Library, tag: str) -> None:
    found = tagged(library, tag)
    assert len(found) >= 3
    for question in found:
        assert len(TECHNICAL & set(question.probes)) >= 2, question.id


def test_requirement_98_every_competency_can_be_answered_without_production(library: Library) -> None:
    open_to_all = Counter(question.competency for question in tagged(library, "early-career"))
    assert all(open_to_all[competency] >= 1 for competency in Competency)


def test_every_angle_persona_and_probe_topic_is_met(library: Library) -> None:
    assert {angle for question in library.questions for angle in question.angles} == set(Angle)
    assert {persona for question in library.questions for persona in question.personas} == set(SHIPPED.ids)
    assert {topic for question in library.questions for topic in question.probes} == set(ProbeTopic)
    assert all(question.signals for question in library.questions)


def test_samples_keep_to_the_budget_they_teach(library: Library) -> None:
    samples = [question for question in library.questions if question.sample]
    assert len(samples) >= 7
    budget = Budget()
    for question in samples:
        sample = dict(question.sample_sections())
        assert set(sample) == set(SECTIONS), question.id
        counted = {section: count_words(text) for section, text in sample.items()}
        total = sum(counted.values())
        assert total <= budget.target_words, question.id
        setup = sum(counted[section] for section in sections_of(Part.SETUP))
        assert setup <= budget.words_in(budget.part_seconds(Part.SETUP)), question.id
        assert 0.5 <= counted[SECTIONS[2]] / total <= 0.7, question.id


def test_texts_are_clean_and_short(library: Library) -> None:
    for question in library.questions:
        assert clean(question.text) == question.text
        assert count_words(question.text) <= 70, question.id
        assert all(count_words(probe) <= 40 for probe in question.probes.values()), question.id
