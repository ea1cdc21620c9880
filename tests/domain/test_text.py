"""Cleaning and counting text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.domain.text import (
    as_cued,
    clean,
    count_words,
    counted,
    cut_quote,
    in_bytes,
    json_text,
    listed,
    sentence,
    spelled,
    steers,
    typed_after,
    words,
)
from tests.builders import HOSTILE


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("plain [/] text", "plain [/] text"),
        ("a\x1b[31mb\x1b[0mc", "abc"),
        ("\x1b]52;c;aGFjaw==\x07x", "x"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("a\x00b\x07c\x9b2Jd", "abcd"),
        ("one\r\ntwo\rthree\tfour", "one\ntwo\nthree\tfour"),
        ("\u202egnirts\u202c", "gnirts"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("日本語 🧑‍🚀", "日本語 🧑‍🚀"),
        ("\x9d0;title\x9cx\x90+q\x9cy\x9fG\x1b\\z", "xyz"),
        ("\x1b]0;an end that never comes\nthe next line \x07", "0;an end that never comes\nthe next line "),
        ("\x1bPno end \x1b[1mbold", "no end bold"),
        ("a\u061cb", "ab"),
    ],
)
def test_control_is_taken_out_and_words_stay(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text() | st.sampled_from(HOSTILE))
def test_cleaned_text_is_harmless_and_stays_so(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\x1b" not in once
    once.encode("utf-8")


@given(st.text() | st.sampled_from(HOSTILE))
def test_json_says_everything_and_steers_nothing(text: str) -> None:
    written = json_text({text: [text]})
    assert json.loads(written) == {text: [text]}
    assert not steers(written)
    assert len(written.splitlines()) == 1


@pytest.mark.parametrize("start", ["\x1b]", "\x9d", "\x1bP", "\x9f", "\x1b[", "\x9b0;"])
def test_a_megabyte_of_unfinished_sequences_is_cleaned_at_once(start: str) -> None:
    assert clean(start * 300_000 + "words").endswith("words"[-4:])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one", 1),
        ("don't stop", 2),
        ("3.5 % of 1,200", 3),
        ("label-noise audit", 2),
        ("A/B test", 3),
    ],
)
def test_words_are_counted_as_a_person_would(text: str, count: int) -> None:
    assert count_words(text) == count


def test_fifty_thousand_characters_are_counted() -> None:
    assert len(words("word " * 10_000)) == 10_000


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (0.9, "0 seconds"),
        (1, "1 second"),
        (60, "1 minute"),
        (61.5, "1 minute 1 second"),
        (150, "2 minutes 30 seconds"),
    ],
)
def test_seconds_are_spelled_as_they_are_read_out(seconds: float, words: str) -> None:
    assert spelled(seconds) == words


@pytest.mark.parametrize(
    ("text", "whole"), [("one limit", "One limit."), ("Why?", "Why?"), (" it ended… ", "It ended…")]
)
def test_words_become_a_sentence(text: str, whole: str) -> None:
    assert sentence(text) == whole


@pytest.mark.parametrize(("number", "said"), [(0, "0 stories"), (1, "1 story"), (2, "2 stories")])
def test_a_number_and_its_noun_agree(number: int, said: str) -> None:
    assert counted(number, "story", "stories") == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 bytes"), (1023, "1023 bytes"), (1024, "1 KiB"), (64 * 1024, "64 KiB"),
        (1024**2 - 1, "1 MiB"), (1024**3 - 1, "1 GiB"), (4 * 1024**2, "4 MiB"),
        (1024**3, "1 GiB"), (2_497_280_256, "2.3 GiB"), (16 * 1024**3, "16 GiB"), (10**9, "953.7 MiB"),
    ],
)  # fmt: skip
def test_bytes_are_written_in_units_of_1024(count: int, said: str) -> None:
    assert in_bytes(count) == said


@pytest.mark.parametrize(
    ("told", "text", "said"),
    [
        ("", "", ""),
        ("", "on", "on"),
        ("told", "told", ""),
        ("told", "told on", " on"),
        ("told", "to on ld", ""),
    ],
)
def test_what_was_typed_after_the_end_is_told_apart(told: str, text: str, said: str) -> None:
    assert typed_after(told, text) == said


@pytest.mark.parametrize(
    ("names", "said"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_words_are_listed_with_an_and_before_the_last(names: tuple[str, ...], said: str) -> None:
    assert listed(names) == said


def test_a_quote_that_is_too_long_is_cut_at_the_end_of_a_clause_else_between_two_words() -> None:
    assert cut_quote("one two three, four five", 24) == "one two three, four five"
    assert cut_quote("one two three, four five", 18) == "one two three"
    assert cut_quote("one two 3,000 four five", 14) == "one two 3,000"
    assert cut_quote(f"{'x' * 90} {'y' * 69} zz", 160) == f"{'x' * 90} {'y' * 69}"
    assert cut_quote("x" * 20, 10) == "x" * 10


@pytest.mark.parametrize("text", ["I’m İİ in Ångström", "DON’T", "", "ẞ and Σ"])
def test_a_text_as_cued_keeps_each_letter_in_its_place(text: str) -> None:
    assert len(as_cued(text)) == len(text)
    assert as_cued("I’d İ") == "i'd i"
