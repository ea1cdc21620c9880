"""A mock interview: which questions it asks, where it stands, and what the debrief makes of it."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rehearse.analysis.engine import critique
from rehearse.analysis.rating import ANCHORS
from rehearse.domain.attempt import Attempt, Status
from rehearse.domain.critique import Rating
from rehearse.domain.debrief import Leaning, Step, debrief
from rehearse.domain.debrief_text import as_json, as_markdown
from rehearse.domain.drill_plan import Plan
from rehearse.domain.mock import Mock, Slot, Stage, choose
from rehearse.domain.persona import Persona
from rehearse.domain.question import Question
from rehearse.domain.report import attempt_report
from rehearse.domain.section import Section
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.vocabulary import Competency, Signal
from tests.builders import ANSWER, HOSTILE, question, story

QUESTIONS = tuple(
    question(id=f"{competency.value}-{number}", text=f"{competency.label} {number}?", competency=competency)
    for competency in Competency
    for number in range(3)
)
ALONE = (Persona.HIRING_MANAGER,)


@pytest.mark.parametrize("seed", range(20))
def test_questions_are_over_different_competencies_and_none_of_the_recent_mocks(seed: int) -> None:
    first = choose(QUESTIONS, (), ALONE, 5, seed)
    recent = {slot.question.key for slot in first}
    second = choose(QUESTIONS, recent, ALONE, 5, seed)
    for slots in (first, second):
        assert len({slot.question.competency for slot in slots}) == 5
    assert recent.isdisjoint(slot.question.key for slot in second)
    assert choose(QUESTIONS, (), ALONE, 5, seed) == first


def test_recent_questions_come_back_only_when_too_few_others_are_left() -> None:
    few = QUESTIONS[:4]
    recent = {each.key for each in few[:2]}
    assert len(choose(few, recent, ALONE, 3, 1)) == 3
    assert recent.isdisjoint(slot.question.key for slot in choose(few, recent, ALONE, 1, 1))
    assert len(choose(few, (), ALONE, 5, 1)) == 4
    assert choose((), (), ALONE, 5, 1) == ()


def test_a_panel_asks_in_turn_and_each_gets_what_suits_it() -> None:
    panel = (Persona.RECRUITER, Persona.DATA_SCIENTIST)
    suited = tuple(
        replace(each, personas=(("recruiter",) if each.id.endswith("0") else ("data_scientist",)))
        for each in QUESTIONS
    )
    slots = choose(suited, (), panel, 5, 7)
    assert [slot.persona.id for slot in slots] == ["recruiter", "data_scientist"] * 2 + ["recruiter"]
    assert all(slot.persona.id in slot.question.personas for slot in slots)


# The debrief


def attempt(number: int, asked: Question, *, told: bool = True, **changes: str) -> Attempt:
    texts = {section: changes.get(section.value, text) for section, text in ANSWER.items()}
    made = Attempt(
        number,
        asked,
        datetime(2026, 11, 24, tzinfo=UTC),
        Status.FINISHED,
        Plan().mode,
        Plan().coaching,
        Persona.HIRING_MANAGER,
        Plan().experience,
        Plan().budget,
        2,
        Section.REFLECTION,
        texts=texts if told else {},
        seconds=dict.fromkeys(texts, 30.0),
        measured=True,
        story=KeptStory(1, "ticket-router", 1, datetime(2026, 11, 1, tzinfo=UTC), story()),
    )
    return replace(made, critique=critique(made.answer()))


def mock_of(*attempts: Attempt | None) -> tuple[Mock, dict[int, Attempt]]:
    slots = tuple(
        Slot(QUESTIONS[place * 3], Persona.HIRING_MANAGER, each.id if each else None, each is not None)
        for place, each in enumerate(attempts)
    )
    mock = Mock(1, datetime(2026, 11, 24, tzinfo=UTC), Stage.FINISHED, Plan(), slots, 700.0)
    return mock, {each.id: each for each in attempts if each}


def test_what_was_not_answered_is_not_there_and_no_zero() -> None:
    mock, attempts = mock_of(attempt(1, QUESTIONS[0]), None, None)
    found = debrief(mock, attempts, ANCHORS)
    assert [line.attempt is None for line in found.lines] == [False, True, True]
    assert "- not answered" in as_markdown(found)
    assert as_json(found)["questions"][1]["overall"] is None
    assert found.leaning is Leaning.NOT_INCLINED
    assert "Only 1 of 3 questions were answered." in found.reasons
    assert any(todo.step is Step.ANSWER and todo.number == 2 for todo in found.to_do)


def test_nothing_written_is_not_judged() -> None:
    mock, attempts = mock_of(attempt(1, QUESTIONS[0], told=False))
    found = debrief(mock, attempts, ANCHORS)
    assert found.leaning is Leaning.NOT_JUDGED
    assert {each.quote for each in found.signals} == {None}


def test_the_best_words_of_the_interview_stand_for_a_signal_with_their_question() -> None:
    weak = attempt(1, QUESTIONS[0], action="I trained it.", result="It worked.", situation="A model.")
    strong = attempt(2, QUESTIONS[3])
    mock, attempts = mock_of(weak, strong)
    found = {each.signal: each for each in debrief(mock, attempts, ANCHORS).signals}
    traded = found[Signal.TECHNICAL_TRADEOFFS]
    assert traded.number == 2
    assert traded.quote is not None
    assert traded.quote in strong.whole
    assert traded.rating == 5
    assert traded.anchor == "Two sides are named: what was chosen, why, and what it cost."


def test_a_rating_without_a_quote_is_the_one_that_was_given() -> None:
    alone = attempt(1, QUESTIONS[0], situation="", task="", action="Hello there.", result="", reflection="")
    assert alone.critique is not None
    given = replace(
        alone.critique,
        ratings=tuple(
            replace(each, rating=2) if each.signal is Signal.PROBLEM_FRAMING else each
            for each in alone.critique.ratings
        ),
    )
    mock, attempts = mock_of(replace(alone, critique=given))
    whole = debrief(mock, attempts, ANCHORS)
    framed = next(each for each in whole.signals if each.signal is Signal.PROBLEM_FRAMING)
    assert [each.rating for each in whole.signals] == [rating.rating for rating in given.ratings]
    assert (framed.rating, framed.quote, framed.number) == (2, None, 1)
    assert framed.anchor == (
        "Between: Only the model task is named; one cannot tell why it mattered. "
        "And: A user or business problem is named beside the model task."
    )
    others = [each for each in whole.signals if each is not framed]
    assert all(each.anchor == ANCHORS[each.signal][1] for each in others)
    assert f"- {framed.signal.label}: no words to quote, question 1" in as_markdown(whole)
    assert f"- {Signal.OWNERSHIP.label}: never shown" in as_markdown(whole)


def rated(told: Attempt, rating: Rating) -> Attempt:
    assert told.critique is not None
    return replace(told, critique=replace(told.critique, ratings=(rating,)))


def test_words_that_can_be_quoted_convince_beside_a_higher_rating_without_any() -> None:
    signal = Signal.TECHNICAL_TRADEOFFS
    told, unquoted = (
        rated(attempt(number, QUESTIONS[number]), Rating(signal, rating, quote, "chosen and weighed"))
        for number, rating, quote in ((1, 4, "I kept the small model"), (2, 5, None))
    )
    mock, attempts = mock_of(told, unquoted)
    whole = debrief(mock, attempts, ANCHORS)
    found = next(each for each in whole.signals if each.signal is signal)
    assert (found.convincing, found.number) == (True, 1)
    mock, attempts = mock_of(unquoted)
    alone = debrief(mock, attempts, ANCHORS)
    found = next(each for each in alone.signals if each.signal is signal)
    assert (found.convincing, found.rating) == (False, 5)
    assert any("no words to quote" in reason for reason in alone.reasons)


def test_a_story_told_in_every_answer_and_a_flaw_that_comes_back_are_named() -> None:
    attempts = [attempt(n, QUESTIONS[3 * n], result="It worked really well.") for n in range(1, 4)]
    mock, by_id = mock_of(*attempts)
    found = debrief(mock, by_id, ANCHORS)
    assert found.stories == {"Ticket router": 3}
    assert found.too_often is not None
    assert any("In 3 of 3 answers: vague impact." in habit for habit in found.habits)
    assert found.to_do[0].step is Step.AGAIN
    assert found.to_do[0].section is Section.RESULT
    assert len(found.to_do) == 3


def test_notes_are_the_candidates_own_words_section_by_section() -> None:
    made = attempt(1, QUESTIONS[0], task="")
    mock, attempts = mock_of(made, None)
    answered, left_out = debrief(mock, attempts, ANCHORS).lines
    assert left_out.notes == ()
    assert len(answered.notes) == 5
    for note in answered.notes:
        assert (note.quote is None) == (note.section is Section.TASK)
        assert note.quote is None or note.quote in made.whole


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_text_in_every_form(text: str) -> None:
    made = attempt(1, QUESTIONS[0], action=f"{text} I chose it because of cost.")
    mock, attempts = mock_of(made)
    found = debrief(mock, attempts, ANCHORS)
    written = as_markdown(found)
    assert not set("\x00\x1b\u202e") & set(written)
    assert all(not line.startswith(("<", "[")) for line in written.splitlines())
    json.dumps(as_json(found))


def test_the_name_of_who_asked_is_text_in_every_report() -> None:
    boss = replace(Persona.RECRUITER, name="**boss** [x](y)")
    made = replace(attempt(1, QUESTIONS[0]), persona=boss)
    mock, attempts = mock_of(made)
    asked = replace(mock, slots=tuple(replace(slot, persona=boss) for slot in mock.slots))
    for written in (as_markdown(debrief(asked, attempts, ANCHORS)), "\n".join(attempt_report(made, ANCHORS))):
        assert "boss" in written
        assert "**boss**" not in written
        assert "[x](y)" not in written
