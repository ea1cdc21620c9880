"""What is pasted: text to its end, whatever stands in it and however it is cut on the way."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.domain.text import clean, steers
from rehearse.ui.keyboard import END, START, Pastes


def sent(*pieces: str) -> str:
    pastes = Pastes()
    return "".join(map(pastes.read, pieces))


@pytest.mark.parametrize(
    ("pieces", "read"),
    [
        (["typed \x1b[A\x11"], "typed \x1b[A\x11"),
        ([f"a{START}b\x1b[31mc\x11\x1b\x0c{END}\x11"], f"a{START}bc{END}\x11"),
        ([START[:3], START[3:] + "x\x07" + END[:4], END[4:] + "\x1b"], f"{START}x{END}\x1b"),
        ([START, "one\r", "\ntwo\r", "three", END], f"{START}one\ntwo\nthree{END}"),
        ([f"{START}a{START}b{END}c{END}d"], f"{START}ab{END}c{END}d"),
        ([f"{START}{END}{START}x{END}"], f"{START}{END}{START}x{END}"),
    ],
)
def test_only_what_is_pasted_is_cleaned(pieces: list[str], read: str) -> None:
    assert sent(*pieces) == read


def test_a_paste_whose_end_never_comes_is_ended() -> None:
    pastes = Pastes()
    read = pastes.read(f"{START}words\x1b[20")
    assert pastes.open
    assert read + pastes.end() == f"{START}words20{END}"
    assert pastes.read("\x11") == "\x11"


OPENING = frozenset("\x1b\x90\x98\x9b\x9d\x9e\x9f")
"""What begins a sequence of several characters: of one that is cut in two the words are left, which are none alone."""


@given(st.text(), st.lists(st.integers(0, 400)))
def test_however_a_paste_is_cut_no_control_of_it_gets_through_and_no_word_is_lost(
    text: str, cuts: list[int]
) -> None:
    whole = f"typed{START}{text}{END}\x1b[A"
    places = [0, *sorted(cut % len(whole) for cut in cuts), len(whole)]
    read = sent(*(whole[place:end] for place, end in pairwise(places)))
    inside = re.fullmatch(f"typed{re.escape(START)}(.*){re.escape(END)}\x1b\\[A", read, re.DOTALL)
    assert inside is not None
    assert not steers(inside[1])
    assert inside[1] == clean(text) or not OPENING.isdisjoint(text)
