"""Facts held against a telling: told, moved, missing, new."""

import pytest

from rehearse.domain.facts import FactKind, Standing, check_facts, facts_in, story_facts
from rehearse.domain.story import Metric, Story
from tests.builders import ANSWER, HOSTILE, story


def values(text: str) -> list[tuple[float | None, str]]:
    return [(fact.value, fact.unit) for fact in facts_in(text) if fact.kind is FactKind.NUMBER]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from 11 % to 4%", [(11, "%"), (4, "%")]),
        ("eleven percent, then four per cent", [(11, "%"), (4, "%")]),
        ("1,200 requests in 61ms", [(1200, ""), (61, "ms")]),
        ("two hundred and three tickets", [(203, "")]),
        ("twelve thousand users, $3.5k a month", [(12_000, ""), (3500, "$")]),
        ("from 11 to 4 %", [(11, "%"), (4, "%")]),
        ("one of them took a 200-ms budget for six weeks", [(200, "ms"), (6, "week")]),
        ("p99, GPT-4 and v2", []),
        ("twenty-five seconds", [(25, "s")]),
        ("$2 million, €3.5 billion, 4 million dollars", [(2e6, "$"), (3.5e9, "€"), (4e6, "$")]),
        ("two dollars, 40 euros, five hundred pounds", [(2, "$"), (40, "€"), (500, "£")]),
        ("half a million users, a half billion rows, half-a-thousand", [(5e5, ""), (5e8, ""), (500, "")]),
        ("half of two hundred", [(200, "")]),
        ("two and a half million, three and a half hours", [(2.5e6, ""), (3.5, "h")]),
        ("two million and a half, a thousand and a half", [(2.5e6, ""), (1500, "")]),
        (
            "2 and a half million, 3 and a half hours, 4 million and a half",
            [(2.5e6, ""), (3.5, "h"), (4.5e6, "")],
        ),
        ("we kept 2 and a half of the rest", [(2, "")]),
        ("2 and a half-finished prototype, 3 and a half were broken", [(2, ""), (3, "")]),
        ("the third quarter of a million-dollar project", [(1e6, "$")]),
        ("the last three quarters of a million-dollar deal", [(3, ""), (1e6, "$")]),
        ("we saved quarter of a million dollars", [(250_000, "$")]),
        ("a 2 and a half-hour meeting, 3 and a half-million users", [(2.5, "h"), (3.5e6, "")]),
        ("3 million and a half was spent, $2 and a half was saved", [(3.5e6, ""), (2.5, "$")]),
        ("a quarter of a million, Quarter of a million dollars", [(250_000, ""), (250_000, "$")]),
        ("three quarters of a million, half of a million", [(750_000, ""), (500_000, "")]),
        ("1.2k calls on 3 hundred thousand rows", [(1200, ""), (300_000, "")]),
    ],
)
def test_numbers_are_read_in_digits_and_in_words(text: str, found: list[tuple[float, str]]) -> None:
    assert values(text) == found


def test_names_and_roles_are_found() -> None:
    text = "We moved from XGBoost to BERT before Black Friday with the support lead. Then the PM agreed."
    facts = [(fact.kind, fact.text) for fact in facts_in(text)]
    assert facts == [
        (FactKind.NAME, "XGBoost"),
        (FactKind.NAME, "BERT"),
        (FactKind.NAME, "Black Friday"),
        (FactKind.ROLE, "support lead"),
        (FactKind.ROLE, "PM"),
    ]


def test_an_answer_that_tells_the_story_holds() -> None:
    check = check_facts(story_facts(story()), " ".join(ANSWER.values()))
    assert check.holds, check.of(Standing.MOVED)
    told = {line.fact.text for line in check.of(Standing.TOLD)}
    assert {"11 %", "4 %", "support lead", "200"} <= told


def test_a_number_that_moved_stands_beside_the_one_of_the_story() -> None:
    check = check_facts(
        story_facts(story()), "Misrouted urgent tickets went from 12 % to 4 % over six weeks in production."
    )
    (moved,) = check.of(Standing.MOVED)
    assert (moved.fact.text, moved.found) == ("11 %", "12 %")
    assert not check.holds


def test_a_role_and_a_name_that_moved_are_named() -> None:
    known = facts_in("I relabelled two queues with the support lead and moved the encoder to XGBoost.")
    check = check_facts(
        known, "I relabelled two queues with the platform lead and moved the encoder to LightGBM."
    )
    assert [(line.fact.text, line.found) for line in check.of(Standing.MOVED)] == [
        ("XGBoost", "LightGBM"),
        ("support lead", "platform lead"),
    ]


def test_what_is_left_out_is_missing_and_what_is_added_is_new() -> None:
    check = check_facts(story_facts(story()), "The vendor charged us 900 dollars.")
    assert check.holds
    assert {line.standing for line in check.lines} == {Standing.MISSING}
    assert [fact.text for fact in check.new] == ["900 dollars"]


@pytest.mark.parametrize(
    ("kept", "said"), [("0.342", "0.34"), ("11", "11.0"), ("1,200", "1.2k"), ("200", "two hundred")]
)
def test_a_number_said_shortly_has_not_moved(kept: str, said: str) -> None:
    known = story_facts(Story("x", metrics=(Metric("fraud losses", "", kept),)))
    check = check_facts(known, f"Fraud losses were at {said}.")
    assert check.of(Standing.TOLD)
    assert check.holds


def test_another_unit_is_another_fact() -> None:
    known = story_facts(Story("x", metrics=(Metric("answer latency", "90", "61", "ms"),)))
    check = check_facts(known, "Answer latency fell from 90 seconds to 61 ms.")
    assert [line.standing for line in check.lines] == [Standing.MISSING, Standing.TOLD]


@pytest.mark.parametrize(
    "text", [*HOSTILE, "word " * 10_000, "9" * 50_000, "two " * 12_000, "A " * 25_000, "a " * 25_000]
)
def test_any_text_is_read(text: str) -> None:
    check_facts(facts_in(text), f"1 {text}")


def test_a_rank_is_no_figure() -> None:
    told = [
        fact.text
        for fact in facts_in("From 140 ms to 52 ms at the 95th percentile, on the 3rd try of 21st March.")
    ]
    assert told[:2] == ["140 ms", "52 ms"]
    assert not {"95", "3", "21"} & set(told)
