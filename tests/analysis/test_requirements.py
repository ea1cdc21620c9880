"""The rules of the acceptance list that the critique carries, each test named by its number."""

from dataclasses import replace
from typing import Any

import pytest

from rehearse.analysis.engine import critique, ledgers
from rehearse.domain.answer import Answer
from rehearse.domain.ledger import Box, Depth, Verdict
from rehearse.domain.persona import Persona
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.vocabulary import Competency, Experience, Flaw, Signal, Strength
from tests.builders import ANSWER

S, T, A, R, L = SECTIONS
DIARY = (
    "First I got the tickets. Then I cleaned them. The next week I trained the router. After that I tested it. "
    "Then I made the slides. Finally I shipped it to the support desk."
)
LECTURE = (
    "Each layer computes a softmax over the queries and keys, and the loss is the cross-entropy of the logits. "
    "The attention multiplies the matrix of values by the weights, so the gradient flows through the encoder. "
    "A residual connection and dropout keep the optimizer stable, and the learning rate decays with the epochs."
)


def answer(changes: dict[Section, str] | None = None, **fields: Any) -> Answer:
    return Answer("1", sections={**ANSWER, **(changes or {})}, **fields)


def boxes(found: tuple[Box, ...]) -> dict[str, str | None]:
    return {box.name: box.quote for box in found}


def flaws(changes: dict[Section, str] | None = None, **fields: Any) -> frozenset[Flaw]:
    return critique(answer(changes, **fields)).flaws


def rating(signal: Signal, changes: dict[Section, str] | None = None) -> int:
    rated = critique(answer(changes)).rating(signal)
    assert rated is not None
    return rated.rating or 0


def test_requirement_2_adding_what_was_given_up_clears_the_finding() -> None:
    bare = "I cleaned the tickets. I trained the router. I shipped it to the support desk."
    (finding,) = [each for each in critique(answer({A: bare})).findings if each.flaw is Flaw.NO_TRADEOFF]
    assert finding.quote is None
    assert Flaw.NO_TRADEOFF not in flaws({A: f"{bare} We lose the rarest queue that way."})


def test_requirement_5_no_model_in_production_could_be_any_engineer() -> None:
    portal = {
        S: "The driver portal was down twice a week.",
        T: "I owned it.",
        A: "I split it into services because the old one fell over. I moved the regions one by one.",
        R: "Outages went from eight a month to one.",
        L: "I would decide who owns it first.",
    }
    assert Flaw.COULD_BE_ANY_ENGINEER in flaws(portal)
    assert Flaw.COULD_BE_ANY_ENGINEER not in flaws()


@pytest.mark.parametrize(
    ("number", "signal", "changes"),
    [
        (6, Signal.PROBLEM_FRAMING, {S: "There was a classifier.", T: "I owned the classifier."}),
        (
            7,
            Signal.DATA_JUDGMENT,
            {A: "We could have moved to a larger encoder, but it doubled the latency."},
        ),
        (8, Signal.TECHNICAL_TRADEOFFS, {A: "I relabelled the queues. I trained it. I validated it."}),
        (9, Signal.EXECUTION, {A: "It was done.", R: "That was the project."}),
        (10, Signal.OWNERSHIP, {R: "It was over.", T: "It was needed."}),
    ],
)
def test_requirements_6_to_10_each_signal_falls_with_what_shows_it(
    number: int, signal: Signal, changes: dict[Section, str]
) -> None:
    assert rating(signal, changes) < rating(signal), number


def test_requirement_12_four_boxes_are_filled_by_quotes_or_left_open() -> None:
    found = boxes(ledgers(answer()).four_boxes)
    assert all(quote and quote in answer().whole for quote in found.values())
    empty = boxes(ledgers(answer({R: "That was the project."})).four_boxes)
    assert empty["what changed"] is None


def test_requirements_14_41_and_42_the_opening_has_three_boxes_and_two_or_three_sentences() -> None:
    good = ledgers(
        answer(
            {
                S: "Our ticket-routing model misroutes urgent tickets.",
                T: "I had to improve it at no more inference cost.",
            }
        )
    ).opening
    assert all(box.filled for box in good.boxes)
    assert (good.sentences, good.note) == (2, None)
    bare = ledgers(answer({S: "I joined in May.", T: ""})).opening
    assert bare.note is not None
    assert not any(box.filled for box in bare.boxes)
    assert ledgers(answer({S: "It grew. It moved. It hired. It paid."})).opening.note is not None


def test_requirements_16_to_18_and_25_decisions_options_and_people_are_labelled() -> None:
    told = ledgers(answer()).decisions
    labels = frozenset[str]().union(*(each.labels for each in told.sentences))
    assert labels >= {"decision", "option", "trade-off", "people", "evidence"}
    bare = ledgers(answer({A: "I cleaned it. I trained it. I shipped it."})).decisions
    assert bare.deciding == 0


def test_requirements_19_and_90_the_verdict_tells_diary_summary_and_story_apart() -> None:
    assert ledgers(answer({A: DIARY})).decisions.verdict is Verdict.TIMELINE
    summary = "I built a router with 40 features. It has a store and a cache. I documented it."
    assert ledgers(answer({A: summary})).decisions.verdict is Verdict.PROJECT_SUMMARY
    story = f"{ANSWER[A]} I kept the old threshold because a false alarm wakes somebody."
    assert ledgers(answer({A: story})).decisions.verdict is Verdict.DECISION_STORY
    diary, told = critique(answer({A: DIARY})), critique(answer({A: story}))
    assert (diary.overall or 0) < (told.overall or 0)


def test_requirements_20_to_24_candidate_questions_are_answered_by_a_quote_or_open() -> None:
    found = boxes(ledgers(answer()).candidate_questions)
    assert found["why not something more complex"] is not None
    assert found["which data issues"] is not None
    assert found["how validated"] is not None
    assert boxes(ledgers(answer({A: DIARY})).candidate_questions)["why that model family"] is None


def test_requirements_43_to_47_the_action_is_asked_five_things() -> None:
    found = boxes(ledgers(answer()).action_boxes)
    assert all(found[name] for name in ("how you diagnosed", "options considered", "who you worked with"))
    assert boxes(ledgers(answer({A: "I did it."})).action_boxes) == dict.fromkeys(found)


def test_requirements_48_and_57_to_59_chips_light_up_and_absence_is_no_error() -> None:
    chips = boxes(
        ledgers(
            answer(
                {
                    A: "I started with a baseline, redefined the label, checked each slice and profiled it end to end."
                }
            )
        ).chips
    )
    for chip in (
        "baseline first",
        "label aligned with the business",
        "slice-level evaluation",
        "profiled end to end",
    ):
        assert chips[chip] is not None
    assert Flaw.MODEL_ONLY not in flaws({A: ANSWER[A]})


def test_requirement_49_vague_verbs_are_named_and_concrete_ones_counted() -> None:
    told = ledgers(
        answer({A: "I worked on the router and helped the team. I audited labels and benchmarked two."})
    )
    assert told.vague_verbs == ("worked on", "helped")
    assert told.concrete_verbs >= 2


def test_requirement_51_a_claim_has_slots_and_open_ones_are_asked_for() -> None:
    (claim, *_) = ledgers(answer()).evidence
    assert (claim.before, claim.after) == ("11 %", "4 %")
    assert claim.unit == "%"
    assert claim.where is not None
    bare = critique(answer({R: "Misrouting is down to 4."}))
    metric = next(probe for probe in bare.probes if probe.topic.value == "metric")
    assert "What was it before?" in metric.question


def test_requirement_54_a_lesson_that_fits_any_story_is_marked() -> None:
    assert ledgers(answer({L: "I learned that communication is key."})).generic_lesson is not None
    assert ledgers(answer()).generic_lesson is None


def test_requirements_61_65_and_76_a_failure_has_cause_fix_guard_and_lesson() -> None:
    told = {
        S: "I shipped a router that sent urgent tickets to the wrong queue, and that one is on me.",
        A: "It turned out my labels were stale, because I never checked them. I rolled it back and relabelled. "
        "I added a test that stops a release if a queue moves by more than 5 %.",
    }
    fields = {"competency": Competency.FAILURE}
    assert Flaw.HIDDEN_FAILURE not in flaws(told, **fields)
    assert all(box.filled for box in ledgers(answer(told, **fields)).failure_boxes)
    assert ledgers(answer(told, **fields)).humility.filled
    dressed = {S: "My failure is that I care too much about quality."}
    assert Flaw.HIDDEN_FAILURE in flaws(dressed, **fields)
    blamed = {
        S: "The vendor delivered late.",
        A: "I fixed it. The data team dropped the ball.",
        L: "Trust nobody.",
    }
    assert Flaw.HIDDEN_FAILURE in flaws(blamed, **fields)


def test_requirements_64_73_96_and_97_credit_is_free_where_the_own_part_is_clear() -> None:
    credited = {A: f"{ANSWER[A]} Thanks to Ana, who did the front end, it shipped on time."}
    assert Flaw.TEAM_LANGUAGE not in flaws(credited)
    assert (critique(answer(credited)).overall or 0) >= (critique(answer()).overall or 0)
    assert ledgers(answer(credited)).credit.filled
    assert ledgers(answer({A: "I read the logs. Ana built the baseline."})).credit.filled
    assert ledgers(answer()).own_object.filled
    assert ledgers(answer()).acts[A][0] >= 3


@pytest.mark.parametrize("own", ["I built", "I also built", "I read the tickets and built", "It built"])
def test_requirement_97_what_i_built_is_no_credit_to_others(own: str) -> None:
    assert not ledgers(answer({A: f"{own} the baseline first because it was cheap."})).credit.filled


def test_requirement_66_work_is_tied_to_user_or_business() -> None:
    linked = {A: f"{ANSWER[A]} I chose recall because customers were waiting in the wrong queue."}
    assert ledgers(answer(linked)).link.filled


def test_requirement_67_the_order_of_the_pattern_is_reported_and_the_missing_part_named() -> None:
    told = ledgers(answer()).pattern
    assert [box.name for box in told] == ["problem", "decision", "trade-off", "outcome"]
    assert all(box.filled for box in told)
    missing = {box.name for box in ledgers(answer({R: "That was it."})).pattern if not box.filled}
    assert missing == {"outcome"}


EXPLAINED = "Each layer computes a softmax over the queries and keys of the encoder."
OWN = ("I read the tickets.", "I chose the small model.", "I relabelled the queue.", "I shipped it.")


def explaining(lectures: int, own: int) -> Depth:
    return ledgers(answer({A: " ".join([EXPLAINED] * lectures + list(OWN[:own]))})).depth


def test_requirement_69_explanation_above_a_quarter_of_the_action_is_noted_with_its_count() -> None:
    at_the_limit, above = explaining(1, 3), explaining(1, 2)
    assert at_the_limit.explaining == 0.25
    assert at_the_limit.note is None
    assert above.note == (
        "Near a lecture: 33 % of the Action's sentences explain a method (1 of 3; the limit is 25 %)."
    )
    assert above.explained == (EXPLAINED,)
    assert ledgers(answer()).depth.note is None


def test_requirement_69_what_is_noted_is_no_flaw_and_moves_no_rating() -> None:
    own, as_long = " ".join(OWN), "The desk opens at about nine in the morning on each working day."
    lectured, without = (
        answer({A: f"{ANSWER[A]} {own} {said} {said} {said}"}, persona=Persona.DATA_SCIENTIST)
        for said in (EXPLAINED, as_long)
    )
    assert ledgers(lectured).depth.note is not None
    assert ledgers(without).depth.note is None
    noted, plain = critique(lectured), critique(without)
    assert noted.flaws == plain.flaws
    assert [each.rating for each in noted.ratings] == [each.rating for each in plain.ratings]
    assert noted.overall == plain.overall


def test_requirement_95_explanation_above_two_fifths_is_a_research_talk() -> None:
    at_the_limit, above = explaining(2, 3), explaining(2, 2)
    assert at_the_limit.explaining == 0.4
    assert not at_the_limit.research_talk
    assert above.research_talk
    assert above.note == (
        "A research talk: 50 % of the Action's sentences explain a method (2 of 4; the limit is 40 %)."
    )


def test_an_action_without_a_sentence_explains_no_measured_share_and_is_no_kind_of_story() -> None:
    told = ledgers(answer({A: ""}))
    assert told.depth.explaining is None
    assert told.depth.note is None
    assert "not judged" in told.decisions.reads_as


def test_requirements_70_and_94_a_lecture_is_noticed_unless_asked_for() -> None:
    long = ledgers(answer({A: f"{LECTURE} " * 6})).depth
    assert long.over_cap
    assert not ledgers(answer({A: f"{LECTURE} " * 6}, persona=Persona.DATA_SCIENTIST)).depth.over_cap
    formula = {A: "The softmax is defined as the exponential divided by the sum over all logits."}
    assert ledgers(answer(formula)).depth.formula is not None
    assert ledgers(answer(formula, question="Please give me the formula.")).depth.formula is None


def test_requirement_71_an_offer_of_depth_beside_the_main_point_is_a_strength() -> None:
    found = critique(answer({A: f"{ANSWER[A]} I can go deeper into the split if you like."}))
    assert Strength.OFFERS_DEPTH in {praise.strength for praise in found.strengths}
    assert ledgers(answer()).depth.offer is None


def test_requirements_72_and_77_coverage_and_the_constraint_radar() -> None:
    assert all(box.filled for box in ledgers(answer()).coverage)
    radar = boxes(ledgers(answer()).constraints)
    assert radar["cost"] is not None
    assert radar["privacy and law"] is None


def test_requirement_75_explaining_the_method_is_jargon_not_decisions() -> None:
    (found,) = [each for each in critique(answer({A: LECTURE})).findings if each.flaw is Flaw.JARGON_OVERLOAD]
    assert "explains how a method works" in found.why
    assert found.fix == "Give the method one sentence, and say what you chose over what, and why."


def test_requirement_89_the_last_check_has_three_parts_with_quotes() -> None:
    found = boxes(ledgers(answer()).final_check)
    assert list(found) == ["in production", "with imperfect data", "under constraints"]
    assert all(found.values())


ITEMS = ("problem type", "constraint", "choice", "validation", "trade-off")


def test_requirement_93_all_five_items_are_deep_enough() -> None:
    depth = ledgers(answer()).depth
    assert tuple(box.name for box in depth.checklist) == ITEMS
    assert depth.deep_enough
    assert depth.verdict == (
        "Deep enough: problem type, constraint, choice, validation and trade-off are all there."
    )


@pytest.mark.parametrize("absent", ITEMS)
def test_requirement_93_one_item_that_is_absent_is_named_and_four_are_not_enough(absent: str) -> None:
    full = ledgers(answer()).depth
    boxes = tuple(Box(box.name, None if box.name == absent else box.quote) for box in full.checklist)
    depth = replace(full, checklist=boxes)
    assert not depth.deep_enough
    assert depth.verdict == f"Not deep enough: no {absent} was found."


def test_requirement_93_all_that_is_absent_is_named() -> None:
    depth = ledgers(answer({A: "I did it."})).depth
    assert not depth.deep_enough
    assert depth.verdict == "Not deep enough: no choice and no trade-off was found."
    unread = ledgers(answer(dict.fromkeys(SECTIONS, ""))).depth
    assert unread.verdict == "Depth was not judged: nothing is written down."


def test_requirements_98_and_99_honest_student_work_is_not_overclaiming_and_reaches_the_top() -> None:
    boast = {R: "It is an enterprise platform which any hospital in Europe could run."}
    found = critique(answer(boast, experience=Experience.COURSEWORK))
    assert Flaw.OVERCLAIMING in found.flaws
    honest = {S: "For a course I built a ticket router on a public set of 2 million tickets; nobody used it."}
    assert Flaw.OVERCLAIMING not in flaws(honest, experience=Experience.COURSEWORK)
    same = critique(answer(experience=Experience.LAB))
    assert [each.rating for each in same.ratings] == [each.rating for each in critique(answer()).ratings]


def test_requirement_102_the_same_facts_told_freshly_are_flexible() -> None:
    fresh = (
        "What hurt was the labels. When 11 % of our urgent tickets got lost, my support lead and I read two hundred "
        "of them; six weeks later 4 % were left, with no bigger encoder and no slower answer."
    )
    assert ledgers(answer(previous=(fresh,))).flexible
    again = replace(answer(), previous=(answer().whole,))
    assert not ledgers(again).flexible
