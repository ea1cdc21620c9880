"""The special drills as the state machine runs them, and what is said of them afterwards."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from rehearse.analysis.engine import critique, ledgers
from rehearse.analysis.repetition import overlap
from rehearse.domain.angle_drill import PROMPTS, angle_round
from rehearse.domain.attempt import Attempt, Status, progress_of, resumed
from rehearse.domain.budget import Budget, Light
from rehearse.domain.comparison import Change, compare, word_diff
from rehearse.domain.drill import Drill, Phase, TransitionError
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exchange import Cut
from rehearse.domain.exercise import SPECIAL, Exercise, Kind
from rehearse.domain.facts import Standing
from rehearse.domain.interruption import QUIET_END, QUIET_START, interruption
from rehearse.domain.persona import Persona
from rehearse.domain.practice import next_angle, plan_for, prompt_for, so_far, told_in_round
from rehearse.domain.review import Around, Review, review, ticked, with_ticks
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.text import count_words
from rehearse.domain.vocabulary import Angle, Coaching, Experience, Mode
from tests.builders import ANSWER, HOSTILE, STARTED, kept_story, question, story


def attempt(
    kind: Kind = Kind.WHOLE, texts: Mapping[Section, str] = ANSWER, seed: int = 1, **changes: Any
) -> Attempt:
    fields: dict[str, Any] = {
        "id": 1,
        "question": question(),
        "started_at": STARTED,
        "status": Status.FINISHED,
        "mode": Mode.TYPED,
        "coaching": Coaching.COACHED,
        "persona": Persona.HIRING_MANAGER,
        "experience": Experience.PRODUCTION,
        "budget": Budget(),
        "follow_ups": 0,
        "section": Section.REFLECTION,
        "told": kind.sections,
        "texts": {section: texts[section] for section in kind.sections if section in texts},
        "exercise": Exercise(kind, seed, prompts=4),
    }
    return Attempt(**{**fields, **changes})


def reviewed(told: Attempt, **around: Any) -> Review:
    return review(told, ledgers(told.answer()), Around(**around), overlap)


# What a special drill fixes


def test_the_set_up_has_its_thirty_seconds_whatever_the_length_of_an_answer() -> None:
    from rehearse.domain.budget import Budget

    plan = plan_for(Plan(Budget(180), Mode.SPOKEN), Exercise(Kind.SETUP))
    assert (plan.target, plan.target_words, plan.mode, plan.follow_ups) == (30, 75, Mode.SPOKEN, 0)
    assert plan.sections == (Section.SITUATION, Section.TASK)
    assert plan_for(Plan(), Exercise(Kind.ACTION)).target_words == 225
    assert plan_for(Plan(), Exercise(Kind.ANGLES)).target == 150


def test_a_part_has_no_grace() -> None:
    spoken = Drill(question(), plan_for(Plan(mode=Mode.SPOKEN), Exercise(Kind.SETUP))).begin(0)
    assert spoken.light(29) is not Light.OVER
    assert spoken.light(31) is Light.OVER


def test_each_special_drill_asks_of_the_story_by_its_title() -> None:
    for kind in SPECIAL:
        angle = Angle.CONFLICT if kind is Kind.ANGLES else None
        exercise = Exercise(kind, angle=angle)
        asked = prompt_for(exercise, story())
        assert asked.text.startswith("Ticket router: ")
        assert asked.key == prompt_for(exercise, story()).key
        assert prompt_for(exercise, None).text in asked.text
    impact = Exercise(Kind.ANGLES, angle=Angle.IMPACT)
    assert prompt_for(impact, story()).text.endswith(PROMPTS[Angle.IMPACT])


def test_a_round_goes_through_its_angles_in_the_order_of_its_seed() -> None:
    exercise = Exercise(Kind.ANGLES, seed=5, prompts=5)
    told: list[Angle] = []
    while (following := next_angle(exercise, told)) is not None:
        told.append(following)
    assert tuple(told) == angle_round(5, 5)


def test_what_was_told_in_a_round_leaves_other_rounds_out() -> None:
    takes = [
        attempt(
            Kind.ANGLES, id=number, angle=angle, exercise=Exercise(Kind.ANGLES, prompts=4, round_of=first)
        )
        for number, angle, first in (
            (1, Angle.CONFLICT, None),
            (2, Angle.FAILURE, 1),
            (3, Angle.IMPACT, None),
            (4, Angle.CONFLICT, 3),
        )
    ]
    assert told_in_round(takes) == {Angle.IMPACT, Angle.CONFLICT}
    assert told_in_round(takes[:3]) == {Angle.IMPACT}
    assert so_far(Kind.ANGLES, takes) == "2 of 4 prompts told"


# The interruption in the drill


def interrupted(mode: Mode = Mode.SPOKEN) -> Drill:
    plan = plan_for(Plan(mode=mode), Exercise(Kind.INTERRUPTION, seed=3))
    return Drill(question(), plan).begin(0).go_to(Section.ACTION, 30)


def test_the_interviewer_cuts_in_at_the_moment_of_the_seed_and_the_clock_stops() -> None:
    going = interrupted()
    drawn = interruption(3, going.plan.budget)
    assert drawn is not None
    assert not going.cut_is_due(30 + drawn.at - 0.1)
    now = 30 + drawn.at
    assert going.cut_is_due(now)
    cut = going.cut_in(now)
    assert cut.phase is Phase.INTERRUPTED
    assert cut.cut is not None
    assert cut.cut.question == drawn.question
    assert cut.total_seconds(now + 60) == pytest.approx(now)
    answered = cut.answer_cut("Because the labels were mine.").close_cut(now + 8)
    assert answered.resuming
    again = answered.resume(now + 11)
    assert not again.cut_is_due(now + 500)
    done = again.go_to(Section.RESULT, now + 31)
    assert done.cut is not None
    assert done.cut.answered_at == pytest.approx(8)
    assert done.cut.resumed_at == pytest.approx(11)
    assert done.cut.result_at == pytest.approx(now + 20)


def test_a_typed_action_is_interrupted_by_its_words() -> None:
    going = interrupted(Mode.TYPED)
    drawn = interruption(3, going.plan.budget)
    assert drawn is not None
    assert not going.cut_is_due(10_000)
    words = round(drawn.at * 150 / 60)
    assert QUIET_START * 2.5 <= words <= (90 - QUIET_END) * 2.5
    assert not going.write(Section.ACTION, "word " * (words - 2)).cut_is_due(31)
    assert going.write(Section.ACTION, "word " * (words + 2)).cut_is_due(31)


def test_only_an_interruption_drill_is_interrupted_and_only_in_the_action() -> None:
    whole = Drill(question(), Plan(mode=Mode.SPOKEN)).begin(0).go_to(Section.ACTION, 1)
    assert not whole.cut_is_due(80)
    with pytest.raises(TransitionError):
        whole.close_cut(1)
    assert not interrupted().go_to(Section.RESULT, 32).cut_is_due(500)


def test_an_interruption_left_open_is_taken_up_again() -> None:
    cut = interrupted().cut_in(60).answer_cut("Half").abandon(65)
    kept = progress_of(cut, 65)
    assert kept.status is Status.DRAFT
    told = attempt(
        Kind.INTERRUPTION, status=Status.DRAFT, cut=kept.cut, seconds=kept.seconds, section=kept.section
    )
    again = resumed(told)
    assert again.phase is Phase.INTERRUPTED
    closed = again.reopen_cut(1000).close_cut(1003)
    assert closed.cut is not None
    assert closed.cut.answered_at == pytest.approx(8)


def test_the_way_back_is_not_measured_across_a_break() -> None:
    left = interrupted().cut_in(60).close_cut(62).abandon(63)
    told = attempt(Kind.INTERRUPTION, status=Status.DRAFT, cut=progress_of(left, 63).cut)
    again = resumed(told)
    assert again.phase is Phase.PAUSED
    assert not again.resuming
    on = again.resume(2000)
    assert on.cut is not None
    assert on.cut.resumed_at is None


# What is said afterwards


def test_three_good_takes_in_a_row_pass_the_set_up() -> None:
    first = reviewed(attempt(Kind.SETUP)).outcome
    assert first is not None
    assert (first.word, first.good) == ("good take", True)
    earlier = (attempt(Kind.SETUP, outcome=first),) * 2
    third = reviewed(attempt(Kind.SETUP), takes=earlier)
    assert third.outcome is not None
    assert (third.outcome.word, third.good_takes) == ("passed", 3)
    long = reviewed(
        attempt(Kind.SETUP, {Section.SITUATION: ANSWER[Section.SITUATION] * 9}), takes=earlier
    ).outcome
    assert long is not None
    assert (long.word, long.measures["good takes in a row"]) == ("not yet", 0)


def test_a_spoken_set_up_is_ticked_by_its_speaker() -> None:
    told = attempt(Kind.SETUP, {}, mode=Mode.SPOKEN, seconds={Section.SITUATION: 24.0})
    outcome = reviewed(told).outcome
    assert outcome is not None
    assert not outcome.good
    all_three = with_ticks(outcome, {"business pain", "ML system", "constraint"})
    again = reviewed(replace(told, outcome=all_three)).outcome
    assert again is not None
    assert again.good
    assert ticked(again) == {"business pain", "ML system", "constraint"}
    assert again.measures["seconds"] == 24


def test_the_action_alone_gets_the_decision_meter() -> None:
    told = reviewed(attempt(Kind.ACTION))
    assert told.meter is not None
    assert told.outcome is not None
    assert told.outcome.word == told.meter.verdict
    silent = reviewed(attempt(Kind.ACTION, {}, mode=Mode.SPOKEN)).outcome
    assert silent is not None
    assert (silent.word, silent.measures) == ("not judged", {})


def test_the_facts_of_the_story_are_held_against_the_answer() -> None:
    texts = {**ANSWER, Section.RESULT: "Misrouted urgent tickets fell from 11 % to 6 %, over six weeks."}
    facts = reviewed(attempt(texts=texts, story=kept_story())).facts
    assert facts is not None
    assert [(line.fact.text, line.found) for line in facts.of(Standing.MOVED)] == [("4 %", "6 %")]
    assert reviewed(attempt()).facts is None
    assert reviewed(attempt(texts={}, story=kept_story())).facts is None


def test_an_angle_take_is_held_against_its_round() -> None:
    first = attempt(Kind.ANGLES, story=kept_story(), angle=Angle.IMPACT)
    alone = reviewed(first).outcome
    assert alone is not None
    assert (alone.word, alone.good) == ("not judged", None)
    assert alone.text.startswith("Prompt 1 of 4")
    second = reviewed(attempt(Kind.ANGLES, story=kept_story(), angle=Angle.CONFLICT), takes=(first,))
    assert second.outcome is not None
    assert (second.outcome.word, second.outcome.good) == ("same words", False)
    assert second.outcome.measures["same wording"] == 1
    assert second.outcome.measures["prompts told"] == 2


@pytest.mark.parametrize("mode", Mode)
def test_what_a_spoken_attempt_keeps_is_notes_only(mode: Mode) -> None:
    assert attempt(mode=mode).answer().notes_only is (mode is Mode.SPOKEN)


def test_the_way_back_is_put_into_words() -> None:
    words = ANSWER[Section.ACTION].split()
    before, after = " ".join(words[:20]), " ".join(words[17:])
    cut = Cut("Why?", 30, before, "Because.", answered_at=5, resumed_at=8, result_at=100)
    told = attempt(Kind.INTERRUPTION, {**ANSWER, Section.ACTION: f"{before} {after}"}, cut=cut)
    outcome = reviewed(told).outcome
    assert outcome is not None
    assert outcome.text == "Went on after 3 s, 3 words said again, Result reached in budget."
    assert outcome.good
    never = reviewed(attempt(Kind.INTERRUPTION)).outcome
    assert never is not None
    assert never.word == "not interrupted"
    spoken = reviewed(attempt(Kind.INTERRUPTION, {}, mode=Mode.SPOKEN, cut=replace(cut, before=""))).outcome
    assert spoken is not None
    assert "repetition not measured" in spoken.text
    assert "words repeated" not in spoken.measures


def test_words_mended_before_the_interruption_are_not_said_again() -> None:
    cut = Cut("Why?", 30, "I red two hundred tickets and found stale labels", answered_at=5, resumed_at=8)
    mended = f"{cut.before.replace('red', 'read')} and so I relabelled them"
    outcome = reviewed(attempt(Kind.INTERRUPTION, {Section.ACTION: mended}, cut=cut)).outcome
    assert outcome is not None
    assert "repetition not measured" in outcome.text
    assert "words repeated" not in outcome.measures


def judged(told: Attempt) -> Attempt:
    return replace(told, critique=critique(told.answer()))


def test_one_section_again_is_compared_with_what_it_was() -> None:
    weak = judged(attempt(texts={**ANSWER, Section.RESULT: "It worked really well."}))
    better = judged(attempt(texts=ANSWER, told=(Section.RESULT,), exercise=Exercise(Kind.SECTION)))
    again = reviewed(better, before=weak)
    assert again.comparison is not None
    assert again.outcome is not None
    compared = again.comparison
    assert [finding.section for finding in compared.findings.gone] != []
    assert all(finding not in compared.findings.still for finding in compared.findings.new)
    assert compared.words == (4, 14)
    assert compared.before is not None
    assert compared.after is not None
    assert compared.after.close > compared.before.close
    assert again.outcome.word == "Result again"
    assert again.outcome.measures == {
        f"findings {name}": len(found) for name, found in compared.findings.named.items()
    }
    assert again.wording is None
    same = compare(weak, weak, Section.RESULT)
    assert (same.findings.gone, same.findings.new) == ((), ())
    assert [run.change for run in same.diff or ()] == [Change.KEPT]


def test_a_section_of_an_answer_told_as_a_whole_is_compared_by_what_the_critique_found_of_it() -> None:
    texts = {Section.SITUATION: " ".join(ANSWER.values())}
    whole = judged(attempt(texts=texts))
    again = {**texts, Section.ACTION: "I chose."}
    short = judged(attempt(texts=again, told=(Section.ACTION,), exercise=Exercise(Kind.SECTION)))
    compared = compare(whole, short, Section.ACTION)
    assert compared.words is None
    assert compared.diff is None
    assert whole.critique is not None
    assert whole.critique.measures.words[Section.ACTION] > 0
    assert compared.before == whole.critique.measures.share


def test_a_section_whose_words_the_critique_counts_otherwise_was_still_told_by_itself() -> None:
    action = f"I read {'every complaint and wrote it down ' * 5}in Python,and then I trained the model anew."
    before = judged(attempt(texts={**ANSWER, Section.ACTION: action}))
    assert before.critique is not None
    assert before.critique.measures.words[Section.ACTION] != count_words(action)
    compared = compare(before, judged(attempt()), Section.ACTION)
    assert compared.words == (count_words(action), count_words(ANSWER[Section.ACTION]))


def test_spoken_shares_stand_on_the_clocks_of_both_tellings() -> None:
    clocks = dict(zip(SECTIONS, (20.0, 10.0, 60.0, 5.0, 5.0), strict=True))
    before = attempt(mode=Mode.SPOKEN, seconds=clocks)
    after = attempt(mode=Mode.SPOKEN, seconds={Section.ACTION: 90.0}, told=(Section.ACTION,))
    compared = compare(before, after, Section.ACTION)
    assert compared.before is not None
    assert compared.after is not None
    assert compared.before.action == pytest.approx(0.6)
    assert compared.after.action == pytest.approx(90 / 130)
    unmeasured = compare(replace(before, measured=False), after, Section.ACTION)
    assert unmeasured.before is unmeasured.after is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("a b", "", [(Change.GONE, "a b")]),
        ("a b c", "a x c", [("kept", "a"), ("gone", "b"), ("new", "x"), ("kept", "c")]),
    ],
)
def test_a_difference_is_told_in_runs_of_words(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert [(run.change, run.text) for run in word_diff(old, new)] == expected


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", list(Kind))
def test_hostile_text_is_reviewed(kind: Kind, text: str) -> None:
    texts = dict.fromkeys(SECTIONS, text * 20)
    told = attempt(kind, texts, story=kept_story(title=text), angle=Angle.IMPACT)
    reviewed(told, takes=(told,), before=told, tellings=(text * 50,))
