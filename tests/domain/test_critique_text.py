"""An attempt and its critique in plain lines: all is there, and nothing needs a place or a sign to be understood."""

import re
from dataclasses import replace
from typing import Any

from rehearse.analysis.engine import ledgers
from rehearse.domain.answer import Answer
from rehearse.domain.attempt import Attempt, Status
from rehearse.domain.budget import Budget
from rehearse.domain.critique_text import attempt_lines, ledger_lines, verdict_lines
from rehearse.domain.exchange import Cut, Exchange, FollowUp
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.outcome import Outcome
from rehearse.domain.persona import Persona
from rehearse.domain.remarks import Remarks
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.self_rating import SelfRating
from rehearse.domain.vocabulary import Coaching, Experience, Flaw, Mode, ProbeTopic, Signal
from tests.builders import ANSWER, STARTED, critique, question

ANCHORS = {signal: {1: "nothing of it", 3: "some of it", 5: "all of it"} for signal in Signal}


def attempt(**changes: Any) -> Attempt:
    fields: dict[str, Any] = {
        "id": 7,
        "question": question(),
        "started_at": STARTED,
        "status": Status.FINISHED,
        "mode": Mode.TYPED,
        "coaching": Coaching.COACHED,
        "persona": Persona.RECRUITER,
        "experience": Experience.PRODUCTION,
        "budget": Budget(),
        "follow_ups": 2,
        "section": Section.REFLECTION,
        "texts": ANSWER,
        "seconds": dict.fromkeys(SECTIONS, 31.0),
        "critique": critique(),
    }
    return Attempt(**{**fields, **changes})


def verdict(told: Attempt, *, hide_scores: bool = False) -> str:
    return "\n".join(verdict_lines(told, ANCHORS, hide_scores=hide_scores))


def test_what_to_fix_comes_first_and_every_finding_has_its_words_or_its_absence() -> None:
    said = verdict(attempt())
    assert said.startswith("Fix this next: Give the Result its unit")
    assert (
        "2 findings.\nFinding 1, in the Result: vague impact.\nYou said “Misrouted urgent tickets”\n" in said
    )
    assert (
        "Finding 2, in the Task: no responsibility of your own.\nNo responsibility is stated.\nDo this:"
        in said
    )


def test_ratings_are_said_in_numbers_and_words_with_what_they_mean() -> None:
    said = verdict(attempt())
    assert "Overall 3.4 of 5." in said
    assert "Data judgment: 3 of 5, partly shown. One option was weighed. What a 3 means: some of it" in said
    assert "Execution: not judged." in said


def test_hidden_scores_leave_the_words() -> None:
    said = verdict(attempt(), hide_scores=True)
    assert "Data judgment: partly shown." in said
    assert "Overall" not in said


def test_shares_and_times_are_named_and_spelled() -> None:
    said = verdict(attempt())
    assert re.search(
        r"Shares, measured in words: set-up \d+ % against 20 %.*; action \d+ % against 60 %", said
    )
    assert "Whose acts: Situation I 1; Task I 1;" in said
    assert "typed in 2 minutes 35 seconds; the target is 2 minutes 30 seconds aloud." in said
    unmeasured = replace(critique(), measures=replace(critique().measures, share=None))
    assert "Shares not measured: a section mark is missing." in verdict(attempt(critique=unmeasured))


def test_a_disputed_finding_is_said_to_be_one() -> None:
    disputed = Remarks(disputed=frozenset({(Flaw.NO_TASK, Section.TASK)}))
    said = verdict(attempt(remarks=disputed))
    assert "no responsibility of your own, disputed by you, not counted." in said


def test_a_special_drill_says_what_it_came_to_even_without_a_critique() -> None:
    take = attempt(
        exercise=Exercise(Kind.SETUP), critique=None, outcome=Outcome("good take", "1 of 3 in a row.", True)
    )
    assert verdict(take) == "Set-up drill: good take. 1 of 3 in a row."
    assert verdict(attempt(critique=None)) == "No critique was written for this attempt."


def test_ones_own_rating_stands_beside_the_critique() -> None:
    said = verdict(attempt(self_rating=SelfRating({}, 5)))
    assert "You rated it 5, the critique 3.4: 1.6 above the critique." in said


def test_the_whole_attempt_is_read_from_the_question_on() -> None:
    told = attempt(
        texts={Section.SITUATION: "It broke."},
        seconds={Section.SITUATION: 3.0},
        exchanges=(Exchange(FollowUp(ProbeTopic.METRIC, "By how much?"), "By half."),),
        cut=Cut("Why so?", 12.0, "", "Because."),
    )
    said = "\n".join(attempt_lines(told, ANCHORS, hide_scores=False))
    assert said.startswith("Attempt 7 of 02 November 2026, ")
    assert "The recruiter asked: Tell me about a model that got worse" in said
    assert (
        "Situation, 2 words, 3 seconds:\nIt broke.\nTask, 0 words, not measured:\nnothing written\n" in said
    )
    assert "The interviewer cut in: Why so?\nYou answered: Because.\n" in said
    assert "Follow-up 1: By how much?\nYou answered: By half.\nFix this next:" in said


def test_what_only_the_ledgers_know_is_said_with_the_words_it_was_counted_on() -> None:
    lecture = "Each layer computes a softmax over the queries and keys of the encoder."
    told = Answer("1", sections={**ANSWER, Section.ACTION: f"I chose it. {lecture}"})
    assert list(ledger_lines(ledgers(told))) == [
        "The Action reads as a project summary.",
        "Not deep enough: no trade-off was found.",
        "A research talk: 50 % of the Action's sentences explain a method (1 of 2; the limit is 40 %).",
        f"This one explains: “{lecture}”",
    ]
    assert list(ledger_lines(ledgers(Answer("1", sections=ANSWER)))) == [
        "The Action reads as a project summary.",
        "Deep enough: problem type, constraint, choice, validation and trade-off are all there.",
    ]
