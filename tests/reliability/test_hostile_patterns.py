"""No text makes a pattern of ours try every way there is: what is read of an answer is read at once.

Here every pattern comes to its end. What the slowest takes is measured by `make bench`, against the same texts.
"""

import importlib
import itertools
import pkgutil
import random
import re
import signal
import string
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest

import rehearse
from rehearse.analysis.engine import critique, ledgers
from rehearse.analysis.findings import jargon_overload
from rehearse.analysis.reading import Reading
from rehearse.domain.answer import Answer
from rehearse.domain.section import Section
from tests.reliability.extent import cases

UNITS = (
    "1,", "1", "1.", "a", "a-", "a'", "A", "A ", "1 ", "12 % ", "from 1 to ", "1–", "$", "$1", "“", '"', "(", "[", "<",
    "\\", "* ", "- ", "\n", " ", "\t ", "the ", "we ", "I ", "not ", "happy to ", "because ", "1,000 ", "0.", "3x ",
    "é", "日", "e\u0301", "_", " .", ". ", "? ", "!", "/", "http://", "a@", "#", "| ", "&", "%", "um ", "like ",
    "you know ", "ignore ", "rate ", "can ", "would have ", "I was ", "from 10 % to ", "1 000 ", "1.1.1", "ms ", "x,",
    "A/B ", "MLOps/", "a\n", "1\n", "flaw:", "{", "[[", "```\n", "## a\n", "\x1b]", "\x9d", "\u202e",
)  # fmt: skip
"""Pieces that, repeated, have made patterns try every way there is."""
LENGTH = 4000
ENDINGS = ("", "\x00", "x.")
"""What follows the pieces, so that a match fails only at the very end."""
ENDS = 20
"""Seconds of this process's own time for a pattern. One that tries every way takes minutes at this length."""


@contextmanager
def ending(seconds: float, what: str) -> Iterator[None]:
    """Fail what does not come to its end; patterns look for signals while they match."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        pytest.fail(f"{what} does not come to its end")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def patterns() -> dict[str, re.Pattern[str]]:
    """Collect every pattern that a module of the program holds, under a name."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(rehearse.__path__, "rehearse."):
        if ".worker" in module.name or module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            found |= {f"{module.name}.{name}{place}": pattern for place, pattern in _within(value)}
    return {each.pattern: each for each in found.values()}


def _within(value: Any, depth: int = 0) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield "", value
    elif depth < 4 and isinstance(value, dict | list | tuple | set | frozenset):
        for number, each in enumerate(value.values() if isinstance(value, dict) else value):
            yield from ((f"[{number}]{place}", pattern) for place, pattern in _within(each, depth + 1))


def units() -> list[str]:
    return random.Random(1).sample(UNITS, cases(10, len(UNITS)))


@pytest.mark.parametrize("unit", units(), ids=repr)
def test_no_pattern_tries_every_way(unit: str) -> None:
    known = patterns()
    assert len(known) > 150
    text = unit * (LENGTH // len(unit))
    for name, pattern in known.items():
        with ending(ENDS, name):
            for end in ENDINGS:
                for _ in pattern.finditer(text + end):
                    pass


@pytest.mark.parametrize("unit", units(), ids=repr)
def test_a_critique_of_anything_comes_to_its_end(unit: str) -> None:
    """Ten thousand letters of anything are judged, in one piece or in sections."""
    text = unit * (cases(10_000, 50_000) // len(unit))
    for answer in (Answer("1", text=f"I {text}"), Answer("1", sections={Section.ACTION: f"I {text}"})):
        with ending(cases(10, 100), "the critique"):
            critique(answer)
            ledgers(answer)


def test_however_many_acronyms_are_told_the_text_is_read_once() -> None:
    """Different ones, none of them explained, behind as many sentences without one."""
    letters = itertools.product(string.ascii_uppercase, repeat=3)
    told = [f"We used {''.join(each)} for it." for each in itertools.islice(letters, 0, None, 4)]
    sections = {Section.SITUATION: "It went on. " * len(told), Section.ACTION: " ".join(told)}
    with ending(5, "the search for what explains them"):
        found = jargon_overload(Reading(Answer("1", sections=sections)))
    assert found is not None
    assert found.quote == told[0]


def test_a_pattern_that_tries_every_way_would_be_noticed() -> None:
    with pytest.raises(pytest.fail.Exception, match="its end"), ending(0.2, "this one"):
        re.search(r"(a|aa)+$", "a" * 200 + "b")
