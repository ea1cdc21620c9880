"""No text makes a pattern of ours take longer than the text is long: what is read of an answer is read at once."""

import importlib
import pkgutil
import random
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest

import rehearse
from rehearse.analysis.engine import critique, ledgers
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
SECONDS = 0.6
"""Of this process's own time. A pattern that tries every way takes minutes at this length; the worst here takes 0.2."""


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
    slow = {}
    for name, pattern in known.items():
        for end in ("", "\x00", "x."):
            begun = time.process_time()
            for _ in pattern.finditer(text + end):
                pass
            took = time.process_time() - begun
            if took > SECONDS:
                slow[name] = took
    assert slow == {}


@pytest.mark.parametrize("unit", units(), ids=repr)
def test_a_critique_takes_as_long_as_its_answer(unit: str) -> None:
    """Ten thousand letters of anything are judged within seconds, in one piece or in sections."""
    text = unit * (cases(10_000, 50_000) // len(unit))
    for answer in (Answer("1", text=f"I {text}"), Answer("1", sections={Section.ACTION: f"I {text}"})):
        begun = time.process_time()
        critique(answer)
        ledgers(answer)
        assert time.process_time() - begun < cases(10, 100)
