"""The profile: what is read from a resume and a job description, and how it steers."""

from collections import Counter
from dataclasses import replace

import pytest

from rehearse.analysis.engine import critique
from rehearse.bank.library import Library
from rehearse.domain.answer import Answer
from rehearse.domain.profile import MOST_CLAIMS, Profile, asked_about, asked_first, contradictions
from rehearse.domain.selection import next_question
from rehearse.domain.vocabulary import Competency, Experience
from tests.builders import HOSTILE, question

RESUME = """
# Jo Doe
ML engineer since 2019
- Cut misrouted urgent tickets from 11 % to 4 % with a relabelled PyTorch classifier
- Served a ranking model to two teams on Kubernetes at 40 ms
- Mentored an intern
"""
JOB = """
You will own deployment and monitoring of real-time ranking in production, on call included.
We use PyTorch, Kubernetes and Kafka. You work with product managers.
"""
KNOWN = Profile(Experience.INTERNSHIP, "ML Engineer", "Acme", None, RESUME, JOB)


def test_terms_and_what_the_resume_lacks_are_read() -> None:
    assert KNOWN.terms == ("pytorch", "ranking", "kubernetes")
    assert "kafka" in KNOWN.missing_terms
    assert "pytorch" not in KNOWN.missing_terms


def test_letters_that_only_look_like_a_term_are_none() -> None:
    assert Profile(resume="ſpark, Kafka and Spark on the pıpeline").terms == ("kafka", "spark")


def test_claims_are_lines_with_a_figure_and_become_questions() -> None:
    assert KNOWN.claims == (
        "Cut misrouted urgent tickets from 11 % to 4 % with a relabelled PyTorch classifier",
        "Served a ranking model to two teams on Kubernetes at 40 ms",
    )
    first, second = KNOWN.questions
    assert f"“{KNOWN.claims[0]}”" in first.text
    assert len(first.probes) >= 3
    assert second.competency is asked_about(KNOWN.claims[1])


def test_a_long_resume_does_not_crowd_out_the_packs() -> None:
    many = "\n".join(f"- Raised the recall of model number {n} by {n} % in a year" for n in range(1, 60))
    assert len(Profile(resume=many).questions) == MOST_CLAIMS


def test_the_job_steers_what_is_asked_and_none_is_left_out() -> None:
    assert max(KNOWN.weights, key=lambda each: KNOWN.weights[each]) is Competency.DEPLOYMENT
    assert set(Profile().weights.values()) == {1.0}
    questions = [
        question(id=f"{each.value}{number}", text=f"{each.label} {number}?", competency=each)
        for each in Competency
        for number in range(40)
    ]
    asked: Counter[str] = Counter()
    seen: list[Competency] = []
    for _ in range(40):
        chosen = next_question(questions, asked, 1, weights=KNOWN.weights)
        assert chosen is not None
        asked[chosen.key] += 1
        seen.append(chosen.competency)
    assert set(seen) == set(Competency)
    assert seen.count(Competency.DEPLOYMENT) > seen.count(Competency.FAILURE)


def test_a_number_told_otherwise_is_asked_about_first_and_changes_no_rating() -> None:
    said = "Misrouted urgent tickets fell from 11 % to 2 %."
    (line,) = contradictions(KNOWN, said)
    assert (line.fact.text, line.found) == ("4 %", "2 %")
    (probe,) = asked_first([line])
    assert probe.exact
    assert "4 %" in probe.question
    assert probe.quote == "2 %"
    answer = Answer("1", text=said)
    assert critique(answer) == critique(replace(answer, briefing=KNOWN.briefing))


def test_what_agrees_or_is_about_something_else_is_no_contradiction() -> None:
    assert contradictions(KNOWN, "Misrouted urgent tickets fell from 11 % to 4 %.") == ()
    assert contradictions(KNOWN, "Lunch took 30 minutes.") == ()
    assert contradictions(Profile(), "It fell to 2 %.") == ()


def test_a_briefing_is_short_and_holds_nothing_of_the_resume() -> None:
    long = replace(KNOWN, role="x" * 5_000, company="y" * 5_000)
    assert len(long.briefing) < 500
    assert "misrouted" not in KNOWN.briefing
    assert Profile().briefing == ""
    told = Library((question(),)).for_candidate(KNOWN.questions, KNOWN.briefing)
    assert {each.briefing for each in told.questions} == {KNOWN.briefing}
    assert len(told.questions) == 3


@pytest.mark.parametrize("text", [*HOSTILE, "9" * 5_000 + " %", "- 5 % " * 20_000])
def test_hostile_texts_are_read_without_harm(text: str) -> None:
    known = Profile(role=text, company=text, resume=text, job=text)
    assert not set("\x00\x1b\u202e\n") & set(known.briefing)
    assert len(known.briefing) < 500
    contradictions(known, f"{text} and 4 %")
    assert len(known.questions) <= MOST_CLAIMS
