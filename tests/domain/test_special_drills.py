"""The pure parts of the special drills: set-up, angles, interruption, and the meter of wording."""

from dataclasses import replace

import pytest

from rehearse.analysis import repetition
from rehearse.analysis.engine import ledgers
from rehearse.domain.angle_drill import (
    ALWAYS,
    PROMPTS,
    Telling,
    angle_round,
    judge_take,
    locked_facts,
)
from rehearse.domain.answer import Answer
from rehearse.domain.budget import TARGETS, Budget
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exchange import Cut
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.interruption import (
    QUIET_END,
    QUIET_START,
    interruption,
    repeated_words,
    resumption,
)
from rehearse.domain.ledger import Box, Label, LabelledSentence, Opening
from rehearse.domain.practice import about, plan_for
from rehearse.domain.section import Part, Section
from rehearse.domain.setup_drill import SetupTake, divided, passed, streak
from rehearse.domain.vocabulary import Angle
from rehearse.domain.wording import Wording, emphasis, rhythm, wording
from tests.builders import ANSWER, HOSTILE, story

# The set-up drill


def opening(sentences: int = 2, words: int = 40, *, blank: str = "") -> Opening:
    names = ("business pain", "ML system", "constraint")
    return Opening(sentences, words, tuple(Box(name, None if name == blank else "said") for name in names))


def test_three_good_takes_in_a_row_pass() -> None:
    good, slow = SetupTake(opening(), 29.9), SetupTake(opening(), 30.1)
    assert (good.good, slow.good) == (True, False)
    assert streak([True, False, True, True]) == 2
    assert not passed([True, False, True, True])
    assert passed([False, True, True, True])
    assert streak([]) == 0


def test_a_typed_take_is_measured_in_words() -> None:
    assert SetupTake(opening()).most_words == 75
    assert SetupTake(opening(words=75)).good
    over = SetupTake(opening(words=76))
    assert over.remarks == ("76 words; 75 are 30 s aloud.",)
    assert SetupTake(opening(words=200), 12.0).good


def test_the_verdict_on_a_typed_take_has_the_limit_of_its_clock() -> None:
    own = Budget(target=90, setup=0.1, cap=20, rate=120)
    plan = plan_for(Plan(budget=own), Exercise(Kind.SETUP))
    assert (plan.target, plan.target_words) == (30, 60)
    assert SetupTake(opening(words=60), budget=plan.budget).good
    over = SetupTake(opening(words=61), budget=plan.budget)
    assert over.remarks == ("61 words; 60 are 30 s aloud.",)
    assert "30 seconds or 60 words" in about(Kind.SETUP, own)
    assert divided(plan.budget) == plan.budget


@pytest.mark.parametrize("blank", ["business pain", "ML system", "constraint"])
def test_each_of_the_three_boxes_is_needed(blank: str) -> None:
    one = SetupTake(opening(blank=blank), 20)
    assert not one.good
    assert one.remarks == (f"Not said: {blank}.",)


@pytest.mark.parametrize(("sentences", "remarked"), [(1, True), (2, False), (3, False), (4, True)])
def test_two_or_three_sentences_are_enough_and_others_only_a_remark(sentences: int, remarked: object) -> None:
    one = SetupTake(opening(sentences), 20)
    assert one.good
    assert bool(one.remarks) is remarked


def test_a_speaker_without_notes_ticks_what_was_said() -> None:
    empty = opening(0, 0)
    unheard = Opening(0, 0, tuple(Box(box.name, None) for box in empty.boxes))
    assert SetupTake(unheard, 25).remarks[0] == "Nothing was written down: tick what you said."
    assert not SetupTake(unheard, 25).good
    ticked = SetupTake(unheard, 25, frozenset({"business pain", "ML system", "constraint"}))
    assert ticked.good
    assert ticked.remarks == ()
    assert not SetupTake(unheard, 31, ticked.by_ear).good


def test_nothing_said_is_not_good() -> None:
    assert SetupTake(opening(0, 0), 0).remarks == ("Nothing was said yet.",)
    assert not SetupTake(opening(0, 0), 0).good


def test_a_good_opening_fills_the_boxes_through_the_critique() -> None:
    setup = {section: ANSWER[section] for section in (Section.SITUATION, Section.TASK)}
    assert SetupTake(ledgers(Answer("x", sections=setup)).opening, 25).good


# The angle drill


def test_the_four_angles_are_always_asked_in_an_order_of_the_seed() -> None:
    rounds = {angle_round(seed) for seed in range(40)}
    assert all(set(each) == set(ALWAYS) for each in rounds)
    assert len(rounds) > 10
    assert angle_round(7) == angle_round(7)
    assert len(angle_round(1, 5)) == 5
    assert set(ALWAYS) < set(angle_round(1, 5))
    assert set(angle_round(3, 6)) == set(Angle) == set(PROMPTS)


WHOLE = " ".join(ANSWER.values())
RETOLD = (
    "Support was losing customers: 11 % of urgent tickets sat in some wrong queue for days. Nobody on their side "
    "believed me when I blamed the labels, so the support lead and I read two hundred of them aloud. By the end she "
    "did. A bigger network was tempting and would have cost us twice the time for every prediction. Six weeks after "
    "the change 4 % still went astray."
)


def test_the_same_facts_in_other_words_are_flexible() -> None:
    told = judge_take(RETOLD, locked_facts(story(), ""), [WHOLE], repetition.overlap)
    assert told.facts.holds, told.facts
    assert told.telling is Telling.FLEXIBLE


def test_the_same_words_are_named_so() -> None:
    assert (
        judge_take(WHOLE, locked_facts(story(), ""), [WHOLE], repetition.overlap).telling
        is Telling.SAME_WORDS
    )


def test_new_words_with_the_same_weight_are_named_so() -> None:
    shuffled = " ".join(sorted(WHOLE.split()))
    assert judge_take(shuffled, (), [WHOLE], repetition.overlap).telling is Telling.SAME_WEIGHT


def test_a_fact_that_moved_comes_before_everything_else() -> None:
    moved = judge_take(WHOLE.replace("11 %", "15 %"), locked_facts(None, WHOLE), [WHOLE], repetition.overlap)
    assert moved.telling is Telling.FACTS_MOVED


def test_the_first_telling_and_a_short_one_are_not_judged() -> None:
    assert judge_take(WHOLE, (), [], repetition.overlap).telling is Telling.NOT_JUDGED
    assert judge_take("Too short.", (), [WHOLE], repetition.overlap).telling is Telling.NOT_JUDGED


# The interruption drill


@pytest.mark.parametrize("target", TARGETS)
def test_an_interruption_comes_neither_early_nor_late_and_again_the_same(target: int) -> None:
    budget = Budget(target)
    moments = set()
    for seed in range(200):
        drawn = interruption(seed, budget)
        assert drawn is not None
        assert drawn == interruption(seed, budget)
        assert QUIET_START <= drawn.at <= budget.part_seconds(Part.ACTION) - QUIET_END
        moments.add(drawn.at)
    assert len(moments) > 50


def test_a_budget_without_room_has_no_interruption() -> None:
    assert interruption(1, Budget(40)) is None


def test_the_way_back_is_measured() -> None:
    budget = Budget(150)
    cut = Cut("Why?", 60, "I read two hundred tickets and found that a third carried stale labels")
    after = "so as I said, a third carried stale labels, and I relabelled them"
    found = resumption(replace(cut, answered_at=70, resumed_at=72.5, result_at=120), after, budget)
    assert (found.seconds, found.repeated, found.reached_result) == (2.5, 5, True)
    late = resumption(replace(cut, answered_at=70, result_at=128), "b", budget)
    assert (late.seconds, late.repeated, late.reached_result) == (None, 0, False)
    never = resumption(Cut("Why?", 60, "", answered_at=1, resumed_at=1), "", budget)
    assert (never.repeated, never.reached_result) == (None, False)


def test_only_words_said_just_before_count_as_said_again() -> None:
    long_ago = "a third carried stale labels " + "word " * 60
    assert repeated_words(long_ago, "a third carried stale labels") == 0


# The meter of wording


def telling(number: int) -> str:
    """A text of thirty words that shares none with another."""
    return " ".join("abcdefgh"[number] * (place + 2) for place in range(30))


def test_a_telling_is_held_against_the_tellers_own_median() -> None:
    fresh = [telling(number) for number in range(5)]
    meter = wording(fresh[0], fresh[1:], repetition.overlap)
    assert meter is not None
    assert meter.usual == 0
    assert "As freely told as is usual" in meter.text
    repeated = wording(WHOLE, [*fresh, WHOLE], repetition.overlap)
    assert repeated is not None
    assert "Closer to an earlier telling than is usual for you: 100 %" in repeated.text
    habit = wording(WHOLE, [WHOLE] * 5, repetition.overlap)
    assert habit is not None
    assert "As freely told as is usual for you: 100 %" in habit.text
    freer = wording(RETOLD, [WHOLE] * 5, repetition.overlap)
    assert freer is not None
    assert "more freely" in freer.text


def test_the_rhythm_is_remarked_when_the_words_are_new() -> None:
    assert "rhythm" in Wording(0.0, 0.9, 0.0, 0.4).text


def test_before_there_is_a_habit_nothing_is_said_of_it() -> None:
    assert wording(WHOLE, [], repetition.overlap) is None
    assert wording("short", [WHOLE], repetition.overlap) is None
    few = wording(WHOLE, [WHOLE, RETOLD], repetition.overlap)
    assert few is not None
    assert few.usual is None
    assert "Not enough" in few.text


def test_likeness_runs_from_none_to_all() -> None:
    assert emphasis(WHOLE, WHOLE) == pytest.approx(1)
    assert rhythm(WHOLE, WHOLE) == pytest.approx(1)
    assert emphasis("", WHOLE) == rhythm("", "") == 0
    assert 0 < rhythm("One two. " * 5 + WHOLE, WHOLE) < 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_compared(text: str) -> None:
    long = f"{text} " * 30
    wording(long, [long, WHOLE], repetition.overlap)
    judge_take(long, locked_facts(None, long), [long], repetition.overlap)
    repeated_words(long, text)


def test_a_sentence_names_what_it_is_in_one_order() -> None:
    assert (
        LabelledSentence("I chose.", frozenset({Label.TRADE_OFF, Label.DECISION})).named
        == "decision, trade-off"
    )
    assert LabelledSentence("Well.", frozenset()).named == ""
