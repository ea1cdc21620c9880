"""The rules engine: each flaw where it holds and where it only looks so, and the facts it counts."""

import sys
from dataclasses import replace
from typing import Any

import pytest

from rehearse.analysis.engine import critique
from rehearse.analysis.jargon import undefined_terms
from rehearse.analysis.repetition import overlap
from rehearse.analysis.sentences import split
from rehearse.domain.answer import Answer
from rehearse.domain.persona import Persona
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.vocabulary import (
    Competency,
    Experience,
    Flaw,
    Mode,
    ProbeTopic,
    Signal,
    Strength,
)
from tests.builders import ANSWER, HOSTILE

S, T, A, R, L = SECTIONS


def answer(changes: dict[Section, str] | None = None, **fields: Any) -> Answer:
    return Answer("1", sections={**ANSWER, **(changes or {})}, mode=Mode.TYPED, **fields)


def flaws(changes: dict[Section, str] | None = None, **fields: Any) -> frozenset[Flaw]:
    return critique(answer(changes, **fields)).flaws


PADDED = " ".join(["I compared two ways and chose the simpler one because it was cheaper to run."] * 4)

CASES: list[tuple[Flaw, dict[Section, str], dict[Section, str], dict[str, Any]]] = [
    (
        Flaw.MISSING_RESULT,
        {R: "There were six of us on the team for two years."},
        {R: "Misrouting was cut in half."},
        {},
    ),
    (
        Flaw.VAGUE_IMPACT,
        {R: "It worked really well."},
        {R: "It worked really well: two queues no longer wait."},
        {},
    ),
    (Flaw.MISSING_REFLECTION, {L: "That was the project."}, {L: "I would read the tickets first."}, {}),
    (
        Flaw.NO_TRADEOFF,
        {A: "I cleaned the tickets. I trained the router. I shipped the router to the support desk."},
        {A: "I cleaned the tickets rather than buying more. I shipped it."},
        {},
    ),
    (
        Flaw.TEAM_LANGUAGE,
        {
            T: "It was an important project.",
            A: "We cleaned the data because it was noisy. We trained it. We tested it. We deployed it.",
            L: "We would look at the labels first next time.",
        },
        {A: "We cleaned the data. We trained it. I chose the threshold, I ran the test. We shipped it."},
        {},
    ),
    (
        Flaw.JARGON_OVERLOAD,
        {A: f"We used MMOE with PLE and ESMM over the FTRL baseline. {PADDED}"},
        {A: f"We used a mixture of experts. {PADDED}"},
        {},
    ),
    (
        Flaw.NO_CONSTRAINT,
        {T: "I owned the router.", A: "I read the tickets. I chose the rule because it was right."},
        {},
        {},
    ),
    (
        Flaw.HIDDEN_FAILURE,
        {S: "My weakness is that I care too much about quality."},
        {S: "I assumed the labels were right and they were wrong."},
        {"competency": Competency.FAILURE},
    ),
    (
        Flaw.OVERCLAIMING,
        {R: "It saved the company $2 million and served millions of users."},
        {R: "It was right on 84 of 100 held-out images, up from 71."},
        {"experience": Experience.COURSEWORK},
    ),
    (
        Flaw.NO_TASK,
        {T: "The router was important to the company."},
        {T: "My manager asked me to mend it."},
        {},
    ),
    (
        Flaw.TIMELINE_STORY,
        {
            A: "First I got data. Then I cleaned it. After that I trained it. Next I tested it. Finally I shipped it."
        },
        {},
        {},
    ),
    (Flaw.SETUP_TOO_LONG, {S: "The company sells a product to many kinds of customers. " * 12}, {}, {}),
    (Flaw.THIN_ACTION, {A: "I retrained it because it was stale."}, {}, {}),
    (
        Flaw.RAMBLING,
        {
            A: "So um, basically, you know, I kind of, I guess, um, looked at, like, um, stuff, and, you know, uh, "
            "sort of fixed it, I mean, basically, because it was, um, slow."
        },
        {A: f"So, um, I looked at it. {PADDED}"},
        {},
    ),
    (Flaw.OVER_TIME, {A: PADDED * 9}, {}, {}),
]


@pytest.mark.parametrize(("flaw", "holds", "seems", "fields"), CASES, ids=[case[0].value for case in CASES])
def test_a_flaw_is_found_where_it_holds_and_not_where_it_only_seems_so(
    flaw: Flaw, holds: dict[Section, str], seems: dict[Section, str], fields: dict[str, Any]
) -> None:
    assert flaw in flaws(holds, **fields)
    assert flaw not in flaws(seems, **fields)


def test_an_answer_without_data_or_model_could_be_any_engineers() -> None:
    told = {
        S: "Our checkout page was slow.",
        T: "I owned it.",
        A: "I moved the images because they were big.",
        R: "It loads in half the time.",
        L: "I would profile first next time.",
    }
    assert Flaw.COULD_BE_ANY_ENGINEER in critique(Answer("1", sections=told)).flaws
    assert Flaw.COULD_BE_ANY_ENGINEER not in flaws()


def test_only_the_model_is_noticed() -> None:
    told = {
        S: "There was a classifier.",
        T: "I owned the classifier.",
        A: "I tried a transformer instead of a forest because it scores higher.",
        R: "Accuracy rose from 80 to 85 %.",
        L: "I would begin with the transformer.",
    }
    assert Flaw.MODEL_ONLY in critique(Answer("1", sections=told)).flaws
    assert Flaw.MODEL_ONLY not in flaws()
    beside = {**told, A: f"{told[A]} I used dropout, attention and a softmax. I looked at the bias."}
    (found,) = [
        each for each in critique(Answer("1", sections=beside)).findings if each.flaw is Flaw.MODEL_ONLY
    ]
    assert (
        found.why
        == "The answer is about methods: of data, deployment and other people it says only “looked at the bias”."
    )


def test_what_stands_beside_the_model_is_quoted_as_it_was_said() -> None:
    told = {
        S: "There was a classifier.",
        A: "I used dropout, attention and a softmax, then I Looked um at the the Bias.",
    }
    (found,) = [
        each for each in critique(Answer("1", sections=told)).findings if each.flaw is Flaw.MODEL_ONLY
    ]
    assert "“Looked um at the the Bias”" in found.why


def test_a_term_is_quoted_where_it_is_a_word_of_its_own() -> None:
    read = critique(Answer("1", sections={S: "Our myETR tool was old.", A: "ETR, DCN and XTRA were slow."}))
    (found,) = [each for each in read.findings if each.flaw is Flaw.JARGON_OVERLOAD]
    assert (found.section, found.quote) == (A, "ETR, DCN and XTRA were slow.")


def test_a_good_answer_has_no_flaw_and_many_strengths() -> None:
    found = critique(answer())
    assert found.findings == ()
    assert {praise.strength for praise in found.strengths} >= {
        Strength.QUANTIFIED_RESULT,
        Strength.CLEAR_OWNERSHIP,
        Strength.HONEST_REFLECTION,
        Strength.DATA_JUDGMENT,
    }


def test_requirement_1_time_over_the_target_names_the_section_and_short_is_never_marked() -> None:
    slow = dict(zip(SECTIONS, (20.0, 10.0, 140.0, 20.0, 10.0), strict=True))
    found = critique(replace(answer(), mode=Mode.SPOKEN, seconds=slow))
    (finding,) = [each for each in found.findings if each.flaw is Flaw.OVER_TIME]
    assert finding.section is A
    assert "140 against 90" in finding.why
    in_grace = {**slow, A: 115.0}
    assert Flaw.OVER_TIME not in critique(replace(answer(), mode=Mode.SPOKEN, seconds=in_grace)).flaws
    assert Flaw.OVER_TIME not in flaws({A: "I did it."})


def test_requirement_3_terms_are_known_or_not_by_who_listens() -> None:
    text = "We moved from gRPC to REST, NDCG rose, the SLO held and MRR (mean reciprocal rank) too."
    assert undefined_terms(text, Persona.HIRING_MANAGER) == []
    assert "NDCG" in undefined_terms(text, Persona.BACKEND_ENGINEER)
    assert "NDCG" not in undefined_terms(text, Persona.DATA_SCIENTIST)
    assert set(undefined_terms(text, Persona.RECRUITER)) >= {"REST", "NDCG", "SLO"}
    assert "MRR" not in undefined_terms(text, Persona.RECRUITER)
    assert undefined_terms("Mean reciprocal rank, MRR, rose", Persona.RECRUITER) == []
    assert undefined_terms("THIS IS NOT AN ACRONYM AT ALL", Persona.RECRUITER) == []


def test_an_or_explains_only_what_follows_in_plain_words() -> None:
    assert undefined_terms("We compared DLRM or DCN or GRU and TCN", Persona.RECRUITER) == [
        "DLRM",
        "DCN",
        "GRU",
        "TCN",
    ]
    assert undefined_terms("We used a GRU or a bigger model", Persona.RECRUITER) == ["GRU"]
    assert undefined_terms("We used a GRU or gradient boosting", Persona.RECRUITER) == ["GRU"]
    assert undefined_terms("We used a GRU, or gradient boosting", Persona.RECRUITER) == ["GRU"]
    assert undefined_terms("We kept the ECE, or what we had", Persona.RECRUITER) == ["ECE"]
    assert undefined_terms("We took MRR or the number two tool", Persona.RECRUITER) == ["MRR"]
    assert undefined_terms("The ECE, or what we call calibration", Persona.RECRUITER) == []
    assert undefined_terms("The MRR or the number of hits", Persona.RECRUITER) == []
    assert undefined_terms("The ETA or estimated time of arrival", Persona.RECRUITER) == []
    assert (
        undefined_terms("The CTR or click-through rate, and PSI, or how far it drifts", Persona.RECRUITER)
        == []
    )


def test_who_knows_a_term_knows_more_than_one_of_it() -> None:
    text = "The ARRs and LTVs of two stores, LLMs, SLAs and APIs"
    assert undefined_terms(text, Persona.PRODUCT_MANAGER) == []
    assert undefined_terms(f"{text}; each LTV rose", Persona.RECRUITER) == ["ARRs", "LTVs", "SLAs"]


def test_requirement_4_two_signals_are_needed_for_more_than_3() -> None:
    thin = {
        S: "There was a problem.",
        T: "I owned it.",
        A: "I did it. I made it.",
        R: "It went from 4 to 2 %.",
        L: "I would do it again.",
    }
    assert (critique(Answer("1", sections=thin)).overall or 0) <= 3


def test_requirement_11_delivery_never_enters_the_ratings() -> None:
    plain = critique(answer())
    fast = critique(replace(answer(), mode=Mode.SPOKEN, seconds=dict.fromkeys(SECTIONS, 4.0)))
    filled = critique(answer({A: ANSWER[A].replace("I read", "Um, so, uh, I read")}))
    assert plain.overall == fast.overall == filled.overall
    assert [each.rating for each in plain.ratings] == [each.rating for each in filled.ratings]


def test_requirement_26_shares_come_from_seconds_when_measured_and_words_when_typed() -> None:
    seconds = dict(zip(SECTIONS, (20.0, 10.0, 90.0, 20.0, 10.0), strict=True))
    spoken = critique(replace(answer(), mode=Mode.SPOKEN, seconds=seconds)).measures
    assert spoken.share_basis == "seconds"
    assert spoken.share is not None
    assert spoken.share.setup == pytest.approx(0.2)
    assert spoken.share.action == pytest.approx(0.6)
    assert spoken.wpm == pytest.approx(spoken.total_words * 60 / 150, abs=0.1)
    typed = critique(answer()).measures
    assert typed.share_basis == "words"
    assert typed.wpm is None


def test_notes_of_a_spoken_answer_tell_neither_pace_nor_fillers() -> None:
    seconds = dict(zip(SECTIONS, (20.0, 10.0, 90.0, 20.0, 10.0), strict=True))
    notes = critique(replace(answer(), mode=Mode.SPOKEN, seconds=seconds, notes_only=True)).measures
    assert (notes.wpm, notes.fillers_per_minute) == (None, None)
    assert notes.share_basis == "seconds"


def test_requirement_27_long_background_and_few_decisions_are_both_found() -> None:
    seconds = {S: 120.0, A: 20.0, R: 10.0}
    found = critique(replace(answer(), mode=Mode.SPOKEN, seconds=seconds)).flaws
    assert found >= {Flaw.SETUP_TOO_LONG, Flaw.THIN_ACTION}


def test_an_answer_that_was_not_measured_has_shares_of_words() -> None:
    assert critique(replace(answer(), mode=Mode.SPOKEN, seconds=None)).measures.share_basis == "words"
    assert critique(Answer("1", text="...")).measures.share is None


def test_figures_keep_their_unit_and_section() -> None:
    found = {(figure.text, figure.unit, figure.section) for figure in critique(answer()).measures.figures}
    assert ("11 %", "%", R) in found
    assert ("six weeks", "weeks", R) in found


def test_pronouns_are_counted_by_section() -> None:
    counted = critique(answer({A: "We met. I chose. It was deployed by us."})).measures.pronouns
    assert counted[A] == (1, 2, 1)


def test_sounds_count_double() -> None:
    measures = critique(answer({A: "Um, I chose it, you know, because it was cheap."})).measures
    assert measures.fillers == {"um": 1, "you know": 1}
    assert measures.fillers_per_minute == pytest.approx(3 * 150 / measures.total_words, abs=0.1)


def test_fillers_of_ones_own_are_counted_and_change_no_rating() -> None:
    told = answer(
        {A: "To be\nhonest, it's, like, obviously cheap, you know; obviousness is like that. (C++)"}
    )
    plain, own = (
        critique(told),
        critique(told, ("to be honest", "Obviously", "it’s", "like", "you know", "c++")),
    )
    assert plain.measures.fillers == {"like": 1, "you know": 1}
    assert own.measures.fillers == {
        "like": 2, "you know": 1, "to be honest": 1, "it's": 1, "obviously": 1, "c++": 1,
    }  # fmt: skip
    assert (own.overall, own.ratings, own.findings) == (plain.overall, plain.ratings, plain.findings)


@pytest.mark.parametrize(
    ("changes", "topic"),
    [
        ({R: "It worked really well."}, ProbeTopic.METRIC),
        ({A: "I cleaned it. I trained it. I shipped it to the support desk."}, ProbeTopic.TRADEOFF),
        ({T: "The router was important."}, ProbeTopic.OWNERSHIP),
        ({L: "That was it."}, ProbeTopic.LESSON),
    ],
)
def test_requirements_20_to_24_the_weakest_part_is_probed_first_with_its_words(
    changes: dict[Section, str], topic: ProbeTopic
) -> None:
    probes = critique(answer(changes)).probes
    assert probes[0].topic is topic
    assert len({probe.topic for probe in probes}) == len(probes) >= 3
    whole = answer(changes).whole
    assert all(probe.quote in whole for probe in probes if probe.quote)
    assert any(probe.quote for probe in probes)


def test_requirement_78_wording_is_compared_beyond_facts() -> None:
    whole = answer().whole
    again = whole.replace("11 %", "12 %").replace("two hundred", "300")
    assert overlap(again, whole) > 0.7
    found = critique(replace(answer(), previous=(again,)))
    (finding,) = [each for each in found.findings if each.flaw is Flaw.REHEARSED_WORDING]
    assert finding.quote in whole if finding.quote else False
    fresh = "When I opened the queue, 11 % of urgent tickets sat in the wrong place. Labels were to blame; 4 % is left."
    assert Flaw.REHEARSED_WORDING not in critique(replace(answer(), previous=(fresh,))).flaws


def test_one_text_is_divided_in_the_order_it_is_told() -> None:
    found = critique(Answer("1", text=" ".join(ANSWER.values())))
    assert [segment.label for segment in found.segments] == list(SECTIONS)
    assert "".join(segment.text for segment in found.segments) == " ".join(ANSWER.values())


def test_everything_in_one_field_is_judged_by_its_meaning() -> None:
    found = critique(Answer("1", sections={A: " ".join(ANSWER.values())}))
    assert found.flaws.isdisjoint({Flaw.MISSING_RESULT, Flaw.NO_TASK, Flaw.MISSING_REFLECTION})
    assert [segment.label for segment in found.segments] == [A]


def test_next_fix_is_one_thing_tied_to_words_or_an_absence() -> None:
    assert "“worked really well”" in critique(answer({R: "It worked really well."})).next_fix
    assert (
        "Name one thing you could have done"
        in critique(answer({A: "I trained it. I shipped it. I did it."})).next_fix
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_quotes_are_verbatim_whatever_the_text(text: str) -> None:
    told = answer({A: f"{text} and I chose it because {text}.", R: f"{text} worked really well {text}"})
    found = critique(told)
    quotes: list[str | None] = [praise.quote for praise in found.strengths]
    quotes += [finding.quote for finding in found.findings]
    quotes += [rating.quote for rating in found.ratings]
    quotes += [probe.quote for probe in found.probes]
    for quote in quotes:
        assert quote is None or quote in told.whole


@pytest.mark.parametrize(
    "text",
    [
        "word " * 10_000,
        "a" * 50_000,
        "because, " * 6_000,
        "from 1 to 2 " * 4_000,
        "from 3 teams to 5 teams " * 2_000,
        "on 3 tickets it was 4 " * 2_000,
        "we " * 16_000,
    ],
)
def test_fifty_thousand_characters_take_no_more_steps_than_they_are_longer(text: str) -> None:
    """How long the steps themselves take, inside of patterns above all, is measured by `make bench`."""
    short, long = steps(text[: len(text) // 8]), steps(text)
    assert long < 1.25 * 8 * short


def steps(told: str) -> int:
    """Count the calls, of Python and of C, that a critique comes to."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        critique(Answer("1", text=told))
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("told", ["Hello there.", "We trained a classifier. It was accurate."])
def test_a_signal_of_which_nothing_is_shown_is_rated_1(told: str) -> None:
    read = critique(Answer("1", text=told))
    rated = {each.signal: each.rating for each in read.ratings}
    assert rated[Signal.PROBLEM_FRAMING] == rated[Signal.EXECUTION] == 1
    assert all(each.rating == 1 for each in read.ratings if each.why.startswith("not shown: "))


def test_an_act_of_ones_own_is_more_than_nothing_wherever_it_is_told() -> None:
    rated = {each.signal: each.rating for each in critique(Answer("1", text="I trained a model.")).ratings}
    assert (rated[Signal.PROBLEM_FRAMING], rated[Signal.EXECUTION]) == (1, 2)


def test_signals_say_what_was_shown_and_what_not() -> None:
    rated = {each.signal: each for each in critique(answer()).ratings}
    assert rated[Signal.TECHNICAL_TRADEOFFS].rating == 5
    assert "not shown: a look at what happened after it" in rated[Signal.OWNERSHIP].why
    watched = critique(answer({R: f"{ANSWER[R]} I watched the dashboard every week after launch."}))
    assert (watched.rating(Signal.OWNERSHIP) or rated[Signal.OWNERSHIP]).rating == 5


def test_sentences_are_cut_where_a_person_would() -> None:
    assert split("One. Two! Three? Four") == ["One.", "Two!", "Three?", "Four"]
    assert split("It fell by 3.5 % vs. the baseline. Done.") == [
        "It fell by 3.5 % vs. the baseline.",
        "Done.",
    ]
    assert split("My manager said, “We cannot ship this.” I went back.") == [
        "My manager said, “We cannot ship this.”",
        "I went back.",
    ]
    assert split('"No." Then (it rained.) Then ‘yes.’ Done.') == [
        '"No."',
        "Then (it rained.)",
        "Then ‘yes.’",
        "Done.",
    ]
    assert split("a\n\nb") == ["a", "b"]
    long = "so I went to the team and asked them what it was and then " * 6
    assert len(split(long)) > 3
    assert split("   ") == []


def test_an_answer_without_a_written_word_is_not_judged_but_its_clock_is() -> None:
    silent = critique(
        Answer(
            "1",
            sections={},
            seconds={Section.SITUATION: 50, Section.TASK: 20, Section.ACTION: 60, Section.RESULT: 20},
            mode=Mode.SPOKEN,
        )
    )
    assert silent.overall is None
    assert {rating.rating for rating in silent.ratings} == {None}
    assert silent.flaws == {Flaw.SETUP_TOO_LONG}
    assert "nothing was judged" in critique(Answer("1", sections={})).next_fix
