"""A window dragged about while somebody types: the app goes on at any size, and keeps what was typed."""

import random
from pathlib import Path

import pytest

from tests.e2e.terminal import terminal
from tests.reliability.extent import cases
from tests.reliability.sanity import assert_given_back
from tests.reliability.test_endings import told, type_an_answer

CTRL_Q = "\x11"
SIZES = ((1, 1), (1, 100), (300, 1), (300, 100), (59, 20), (60, 19), (60, 20), (61, 21), (95, 28), (96, 28))
"""Sizes at the edges: of what there is, of what the screens need, of what lies side by side."""


def drawn(chance: random.Random) -> tuple[int, int]:
    if chance.random() < 0.5:
        return chance.choice(SIZES)
    return chance.randint(1, 300), chance.randint(1, 100)


@pytest.mark.parametrize("seed", range(cases(1, 6)))
def test_a_storm_of_sizes_while_typing(tmp_path: Path, seed: int) -> None:
    chance, typed = random.Random(seed), []
    with terminal(tmp_path) as app:
        type_an_answer(app, "the first letters ")
        for number in range(cases(40, 300)):
            app.resize(*drawn(chance))
            if chance.random() < 0.5:
                typed.append(f"w{number} ")
                app.press(typed[-1])
            if chance.random() < 0.3:
                app.look()
        app.resize(120, 36)
        app.wait_for("▌ S  Situation")
        app.press("END")
        app.wait_for("END")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
        assert_given_back(app)
    text = told(tmp_path)
    assert text.startswith("the first letters ")
    assert text.endswith("END")
    # what is typed while the screens are covered has no place to go; all else stands in its order, each letter once
    left = iter("".join(typed))
    assert all(letter in left for letter in text.removeprefix("the first letters ").removesuffix("END"))


def test_every_phase_of_a_drill_lives_through_every_size(tmp_path: Path) -> None:
    chance = random.Random(2)
    steps = (
        ("", "Enter starts:"),
        ("\r", "Enter starts the clock"),
        ("\r", "▌ S  Situation"),
        ("We had an outage.\x13", " of 1:00"),
        ("\x0e", "Fix this next"),
        ("h", "History  ·  1 attempt"),
        ("t", "Trends"),
    )
    with terminal(tmp_path) as app:
        for keys, wanted in steps:
            app.press(keys)
            app.wait_for(wanted)
            for size in chance.sample(SIZES, len(SIZES)):
                app.resize(*size)
                app.look()
            app.resize(120, 36)
            app.screen.reset()
            app.wait_for(wanted)
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
        assert_given_back(app)
