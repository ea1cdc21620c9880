"""What must hold for any answer: padding, pronouns, order, delivery, hostile text (requirements 11 and 19)."""

import itertools
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rehearse.analysis.engine import critique, ledgers
from rehearse.domain.answer import Answer
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.vocabulary import Flaw, Signal
from tests.builders import ANSWER, HOSTILE

S, T, A, R, L = SECTIONS
PADDING = (
    "It was really a very important project for everybody.",
    "As you can imagine, that was quite something.",
    "This is of course a topic which is close to my heart.",
    "There is a lot that one could say about it in general.",
    "It goes without saying that quality is very important.",
)
QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MONITORING = "I watched the dashboard every week after launch."


def told(changes: dict[Section, str] | None = None) -> Answer:
    return Answer("1", sections={**ANSWER, **(changes or {})})


def numbers(answer: Answer) -> dict[Signal, int | None]:
    return {each.signal: each.rating for each in critique(answer).ratings}


@QUICK
@given(st.lists(st.tuples(st.sampled_from(SECTIONS), st.sampled_from(PADDING)), max_size=12))
def test_padding_never_raises_a_rating(padding: list[tuple[Section, str]]) -> None:
    padded = dict(ANSWER)
    for section, words in padding:
        padded[section] = f"{padded[section]} {words}"
    plain, longer = critique(told()), critique(told(padded))
    assert (longer.overall or 0) <= (plain.overall or 0)
    for signal, rating in numbers(told(padded)).items():
        assert (rating or 0) <= (numbers(told())[signal] or 0)


OWN = {
    S: ("I built the first version.", "I trained it on two years of tickets."),
    T: ("I set the deadline.", "I wrote the plan."),
    A: ("I relabelled the worst queue.", "I retrained the model."),
    R: ("I measured it for a month.", "I wrote the report."),
    L: ("I now read the labels first.", "I changed the guideline."),
}
BARE = {
    S: "Tickets were routed wrongly.",
    T: "The router had to be right.",
    A: "The labels were stale.",
    R: "Wrong routes fell from 11 percent to 4 percent.",
    L: "Labels go stale.",
}


OTHERS = (
    "",
    "The queue was cleaned and the rules were rewritten.",
    "The queue was cleaned with the nurses, the rules were rewritten by legal, and the rollout was blocked twice.",
)


@pytest.mark.parametrize("others", OTHERS)
@pytest.mark.parametrize("beside", [T, R, L])
def test_an_act_more_of_ones_own_never_lowers_execution(beside: Section, others: str) -> None:
    """Whatever else is told of oneself, in the Action or elsewhere, and whatever others did."""
    rated = {}
    for counts in itertools.product(range(3), repeat=3):
        acts = dict(zip((S, A, beside), counts, strict=True))
        sections = {each: " ".join((BARE[each], *OWN[each][: acts.get(each, 0)])) for each in SECTIONS}
        sections[A] = f"{sections[A]} {others}"
        rated[counts] = numbers(Answer("1", sections=sections))[Signal.EXECUTION] or 0
    for (fewer, before), (more, after) in itertools.permutations(rated.items(), 2):
        if all(one <= other for one, other in zip(fewer, more, strict=True)):
            assert before <= after, (fewer, more)


@QUICK
@given(st.integers(0, 2**32), st.sampled_from(["um, ", "uh, ", "like, ", "you know, ", "I mean, "]))
def test_requirement_11_fillers_and_pace_leave_all_ratings_alone(seed: int, filler: str) -> None:
    chance = random.Random(seed)
    words = ANSWER[A].split(" ")
    spoken = " ".join(filler + word if word.islower() and chance.random() < 0.1 else word for word in words)
    loose = {S: ANSWER[S], T: ANSWER[T], A: spoken, R: ANSWER[R], L: ANSWER[L]}
    plain = critique(told())
    slow = critique(Answer("1", sections=ANSWER, seconds=dict.fromkeys(SECTIONS, 30.0)))
    assert [each.rating for each in plain.ratings] == [each.rating for each in slow.ratings]
    assert numbers(told()) == numbers(told(loose))


@QUICK
@given(st.permutations([each.strip() + "." for each in ANSWER[A].split(".") if each.strip()]))
def test_shuffling_the_action_leaves_the_decision_meter_alone(sentences: list[str]) -> None:
    plain, shuffled = ledgers(told()).decisions, ledgers(told({A: " ".join(sentences)})).decisions
    assert shuffled.verdict is plain.verdict
    assert (shuffled.deciding, shuffled.stepping, shuffled.explaining) == (
        plain.deciding,
        plain.stepping,
        plain.explaining,
    )


def test_deleting_the_monitoring_sentence_flips_ownership_and_nothing_else() -> None:
    watched = numbers(told({R: f"{ANSWER[R]} {MONITORING}"}))
    alone = numbers(told())
    assert (watched[Signal.OWNERSHIP] or 0) > (alone[Signal.OWNERSHIP] or 0)
    assert {signal: value for signal, value in watched.items() if signal is not Signal.OWNERSHIP} == {
        signal: value for signal, value in alone.items() if signal is not Signal.OWNERSHIP
    }


def test_writing_i_for_we_does_not_make_an_answer_perfect() -> None:
    ours = {
        S: "Our forecast was wrong.",
        T: "We had to improve it.",
        A: "We looked at it. We trained a new model. We tested it. We deployed it.",
        R: "It worked really well.",
        L: "We were proud.",
    }
    mine = {section: text.replace("We", "I").replace("Our", "My") for section, text in ours.items()}
    before, after = critique(told(ours)), critique(told(mine))
    assert Flaw.TEAM_LANGUAGE in before.flaws
    assert (after.overall or 5) < 3
    assert all((each.rating or 5) < 5 for each in after.ratings)


@QUICK
@given(st.text(max_size=300), st.sampled_from(HOSTILE), st.text(max_size=300))
def test_any_text_is_read_and_every_quote_is_verbatim(before: str, hostile: str, after: str) -> None:
    text = f"{before} {hostile} {after}"
    found = critique(Answer("1", text=text))
    assert found.overall is not None
    assert 1 <= found.overall <= 5
    assert "".join(segment.text for segment in found.segments) in ("", text)
    quotes: list[str | None] = [each.quote for each in found.findings]
    quotes += [each.quote for each in found.strengths]
    quotes += [each.quote for each in found.ratings]
    quotes += [each.quote for each in found.probes]
    assert all(quote is None or quote in text for quote in quotes)
