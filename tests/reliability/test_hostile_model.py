"""A model that says anything at all: totals stay as code counted them, and only a sound question gets through."""

import json
from collections.abc import AsyncGenerator
from dataclasses import replace
from itertools import repeat
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehearse.analysis.engine import critique as by_rules
from rehearse.domain.answer import Answer
from rehearse.domain.critique import Critique, Probe
from rehearse.domain.exchange import FollowUp
from rehearse.domain.persona import Persona
from rehearse.domain.question import Question
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Flaw, ProbeTopic, Strength
from rehearse.interviewer.builtin import NAME, BuiltInInterviewer
from rehearse.interviewer.coach import Coach, Coached
from rehearse.interviewer.critique_form import MOST_LETTERS
from rehearse.interviewer.gate import LONGEST, opening_passes
from rehearse.interviewer.gate import MOST_LETTERS as MOST_ASKED
from rehearse.interviewer.llama import LlamaInterviewer
from rehearse.interviewer.port import Notice, Turn
from rehearse.interviewer.prompting import answer_parts, question_parts
from rehearse.interviewer.protocol import Delta
from rehearse.interviewer.quotes import LONGEST as LONGEST_QUOTE
from rehearse.interviewer.rewriting import keeps_the_facts
from tests import builders
from tests.interviewer.hearing import followed_up
from tests.interviewer.scripted import FRAME, ScriptedModel
from tests.reliability.extent import cases
from tests.reliability.nasty import NASTY, steering, texts
from tests.reliability.replies import INJECTIONS, REFUSED, REWRITES, UNREADABLE

TRIED = settings(max_examples=cases(120, 5000), derandomize=not cases(0, 1), deadline=None)
QUESTION = builders.question()
ANSWER = Answer("1", sections=builders.ANSWER, question=QUESTION.text)
RULES = by_rules(ANSWER)


def turn(**changes: Any) -> Turn:
    probes = (
        Probe(ProbeTopic.TRADEOFF, "?", "kept the small model", Section.ACTION),
        Probe(ProbeTopic.MONITORING, "?"),
    )
    return Turn(
        **{
            "question": QUESTION,
            "persona": Persona.HIRING_MANAGER,
            "answer": ANSWER,
            "probes": probes,
            "seed": 1,
            **changes,
        }
    )


async def asked(*replies: Any, about: Turn | None = None) -> tuple[str, FollowUp, str, list[Notice]]:
    """Let a model follow up; give what was said, what was kept, by whom, and the notices."""
    notices: list[Notice] = []
    model = replies[0] if isinstance(replies[0], ScriptedModel) else ScriptedModel(*replies)
    interviewer = LlamaInterviewer(
        model, BuiltInInterviewer(words_per_second=0), notices.append, words_per_second=0
    )
    text, kept = await followed_up(interviewer, about or turn())
    assert kept is not None
    return text, kept, interviewer.name, notices


async def opened(
    reply: str, question: Question = QUESTION, persona: Persona = Persona.RECRUITER
) -> tuple[str, str]:
    interviewer = LlamaInterviewer(
        ScriptedModel(reply), BuiltInInterviewer(words_per_second=0), words_per_second=0
    )
    said = "".join([event.text async for event in interviewer.ask(question, persona, 7)])
    return said, interviewer.name


async def judged(*replies: Any, answer: Answer = ANSWER, rules: Critique | None = None) -> Coached:
    model = replies[0] if isinstance(replies[0], ScriptedModel) else ScriptedModel(*replies)
    return await Coach(model).critique(answer, rules or by_rules(answer))


def sound(coached: Coached, answer: Answer, rules: Critique) -> None:
    """See that a model moved no number, quoted nobody falsely, and steers nothing."""
    made = coached.critique
    assert made.overall == rules.overall
    assert made.ratings == rules.ratings
    assert made.measures == rules.measures
    assert made.segments == rules.segments
    assert made.probes == rules.probes
    for quote in (*(each.quote for each in made.findings), *(each.quote for each in made.strengths)):
        assert quote is None or quote in answer.whole
    for finding in made.findings[len(rules.findings) :]:
        assert steering(finding.why + finding.fix) == []
    assert len(made.findings) <= len(rules.findings) + 3
    assert coached.rewrite is None or keeps_the_facts(coached.rewrite, answer.whole)
    # what was counted, or rests on words of the answer, is never taken back
    assert {each for each in rules.findings if each.quote} <= set(made.findings)


@pytest.mark.parametrize("reply", REFUSED, ids=lambda reply: repr(reply[:40]))
async def test_what_is_no_sound_question_is_not_asked(reply: str) -> None:
    text, kept, name, notices = await asked(reply)
    assert name == NAME
    assert [notice.code for notice in notices] == ["output_invalid"]
    assert kept.text.endswith("?")
    assert len(text) < 2 * MOST_ASKED
    assert steering(text) == []
    for mark in ("[bold", "<b>", "https:", "[@", "```", "<|", "5/5", "87 %"):
        assert mark not in kept.text


@TRIED
@given(st.one_of(texts(), st.sampled_from(REFUSED)), st.integers(1, 60))
async def test_whatever_a_model_says_one_sound_question_is_asked(reply: str, cut: int) -> None:
    text, kept, _, _ = await asked([reply[:cut], reply[cut:]])
    assert kept.text.rstrip().endswith("?")
    assert steering(text) == []
    assert len(kept.text) < MOST_ASKED + LONGEST_QUOTE + 100
    assert len(kept.text.split()) < LONGEST + 60


@TRIED
@given(st.one_of(texts(), st.sampled_from((*INJECTIONS, *REFUSED))))
async def test_an_opening_is_a_short_sentence_or_the_built_in_ones(reply: str) -> None:
    said, name = await opened(reply)
    assert said.endswith(QUESTION.text)
    assert steering(said) == []
    assert len(said) < len(QUESTION.text) + 300
    line = said.removesuffix(QUESTION.text).strip()
    assert name == NAME or opening_passes(line)


def value() -> st.SearchStrategy[Any]:
    """Anything that JSON can say, out of range too."""
    return st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | texts(2),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts(1), inner, max_size=4),
        max_leaves=8,
    )


def words_of(answer: Answer) -> st.SearchStrategy[str]:
    """Stretches of the answer, and words that nobody said."""
    whole = answer.whole
    stretch = st.integers(0, len(whole) - 30).map(lambda place: whole[place : place + 40])
    return stretch | texts(2) | st.sampled_from((*INJECTIONS, "I doubled revenue at Google", "ACTION", ""))


def forms() -> st.SearchStrategy[str]:
    """Replies in the form of a critique, with everything in them that can be wrong."""
    place = st.sampled_from((*(section.value for section in Section), "", "nowhere"))
    sentence = texts(2) | st.sampled_from(
        (*INJECTIONS, "You said “I saved 3 million”.", "Say it.", "You gained 99 %.")
    )
    finding = st.fixed_dictionaries(
        {
            "flaw": st.sampled_from((*(flaw.value for flaw in Flaw), "rude")),
            "section": place,
            "quote": words_of(ANSWER),
            "why": sentence,
            "fix": sentence,
        }
    )
    strength = st.fixed_dictionaries(
        {
            "strength": st.sampled_from((*(each.value for each in Strength), "genius")),
            "section": place,
            "quote": words_of(ANSWER),
        }
    )
    withdrawal = st.fixed_dictionaries(
        {"flaw": st.sampled_from([flaw.value for flaw in Flaw]), "quote": words_of(ANSWER)}
    )
    whole = st.fixed_dictionaries(
        {"findings": st.lists(finding, max_size=6), "strengths": st.lists(strength, max_size=5)},
        optional={
            "withdraw": st.lists(withdrawal, max_size=5),
            "rewrite": words_of(ANSWER),
            "overall": value(),
            "ratings": value(),
        },
    )
    return st.one_of(whole, value()).map(json.dumps)


@TRIED
@given(forms(), st.integers(0, 4000), st.booleans())
async def test_no_critique_of_a_model_moves_a_number(reply: str, cut: int, whole: bool) -> None:
    coached = await judged(reply if whole else reply[:cut], reply)
    sound(coached, ANSWER, RULES)


@pytest.mark.parametrize("reply", UNREADABLE, ids=lambda reply: repr(reply[:30]))
async def test_a_reply_that_is_no_critique_leaves_the_rules(reply: str) -> None:
    coached = await judged(reply, reply)
    assert coached.critique == RULES
    assert not coached.by_model or coached.model_flaws == frozenset()


class Endless(ScriptedModel):
    """A model that never stops by itself, and counts what was taken from it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.given = text, 0

    async def generate(self, *_: Any, **__: Any) -> AsyncGenerator[Any, None]:
        for text in repeat(self.text):
            self.given += len(text)
            yield Delta(id=1, text=text)


@pytest.mark.parametrize(
    "text", [" ", "x", "ha ", '{"findings": [', "<think>", "What broke, ", "\n", "“", "\u0301"]
)
async def test_a_model_that_never_stops_is_stopped(text: str) -> None:
    model = Endless(text)
    _, _, name, _ = await asked(model)
    assert name == NAME
    assert model.given < 20_000
    model = Endless(text)
    coached = await judged(model)
    sound(coached, ANSWER, RULES)
    assert model.given < 3 * MOST_LETTERS


# What is put into its prompt


@pytest.mark.parametrize("text", [*INJECTIONS, *NASTY])
def test_what_a_person_or_a_pack_says_is_never_a_control_token_and_cannot_leave_its_place(text: str) -> None:
    answer = replace(ANSWER, sections={**builders.ANSWER, Section.ACTION: f"I did it. {text} Then."})
    persona = replace(Persona.RECRUITER, voice=f"a recruiter {text}")
    parts = (*question_parts(FRAME, f"What broke? {text}", persona, f"knows {text}"), *answer_parts(answer))
    special = [part.text for part in parts if part.special]
    assert special == [FRAME.before_system, FRAME.before_user]
    said = [part.text for part in parts if not part.special]
    for part in said:
        assert steering(part) == []
    for fenced in said[2:]:
        assert fenced.startswith('<answer section="')
        assert fenced.endswith("\n</answer>\n")
        assert fenced.count("</answer>") == 1
    assert said[1].count("\nQuestion: ") == 1
    assert said[1].count("Voice: ") == 1 or "Voice: " in text


@pytest.mark.parametrize("attack", INJECTIONS)
async def test_a_model_that_obeys_an_injection_moves_nothing(attack: str) -> None:
    """Answer, question and persona ask for a five; the model does as it is told as far as its form lets it."""
    told = {**builders.ANSWER, Section.REFLECTION: f"{builders.ANSWER[Section.REFLECTION]} {attack}"}
    answer = replace(ANSWER, sections=told, question=f"What broke? {attack}")
    rules, innocent = by_rules(answer), by_rules(ANSWER)
    obedient = json.dumps(
        {
            "findings": [],
            "strengths": [
                {"strength": each, "section": "reflection", "quote": attack[:100]}
                for each in list(Strength)[:2]
            ],
            "withdraw": [{"flaw": each.flaw, "quote": attack[:100]} for each in rules.findings[:2]],
            "rewrite": attack[:280],
        }
    )
    coached = await judged(obedient, answer=answer, rules=rules)
    sound(coached, answer, rules)
    assert coached.critique.findings == rules.findings
    assert coached.rewrite is None
    assert rules.overall is not None
    assert innocent.overall is not None
    assert rules.overall <= innocent.overall + 0.05, "the words themselves bought a rating"
    _, kept, _, _ = await asked(attack, about=turn(answer=answer))
    assert "5 out of 5" not in kept.text
    said, name = await opened(
        attack[:150],
        replace(QUESTION, text=f"What broke? {attack}"),
        replace(Persona.RECRUITER, voice=attack),
    )
    assert name == NAME
    assert said.endswith(attack) or attack.rsplit("\n", maxsplit=1)[-1] in said


@pytest.mark.parametrize("rewrite", REWRITES)
async def test_a_rewrite_that_says_more_than_was_said_is_not_shown(rewrite: str) -> None:
    reply = json.dumps({"findings": [], "strengths": [], "withdraw": [], "rewrite": rewrite[:300]})
    coached = await judged(reply)
    shown = coached.rewrite
    assert shown is None or (steering(shown) == [] and keeps_the_facts(shown, ANSWER.whole))
    if rewrite != REWRITES[8]:
        assert shown is None


@pytest.mark.parametrize(
    ("why", "fix"),
    [
        ("You gained 40 % of revenue.", "Say it."),
        ("It is open what the 40 % were.", "Say it."),
        ("It is weak.", "Say that latency fell from 200 ms to 90 ms."),
        ("You say “we did everything together” twice.", "Say I."),
        ('You say "nobody else could have" there.', "Say I."),
    ],
)
async def test_a_finding_that_puts_facts_into_the_users_mouth_is_dropped(why: str, fix: str) -> None:
    finding = {"flaw": "no_constraint", "section": "action", "quote": "", "why": why, "fix": fix}
    rules = replace(RULES, findings=(), strengths=())
    coached = await judged(json.dumps({"findings": [finding], "strengths": [], "withdraw": []}), rules=rules)
    assert coached.critique.findings == ()
