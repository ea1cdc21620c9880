"""What users said of their own answer, as content: while they are asked, and beside the critique afterwards."""

from typing import Final

from textual.content import Content

from rehearse.domain.self_rating import OVERALL, Check, SelfRating
from rehearse.ui.key_map import KeyMap
from rehearse.ui.text import plain
from rehearse.ui.widgets.pieces import heading, joined

_WORDS: Final = {True: "yes", False: "no"}


def lines(said: SelfRating, asked: Check | None) -> Content:
    """Write the questions with the answers so far; the one that is asked has a mark."""
    written = [_line(f"… {check}?", said.checks.get(check), marked=check is asked) for check in Check]
    rated = str(said.overall) if said.overall is not None else ""
    return joined([*written, _row(OVERALL, rated, marked=asked is None)])


def _line(text: str, answer: bool | None, *, marked: bool) -> Content:
    return _row(text, "" if answer is None else _WORDS[answer], marked=marked)


def _row(text: str, answer: str, *, marked: bool) -> Content:
    return Content.assemble(
        ("▶ " if marked else "  "), (f"{text:<34}", "bold" if marked else ""), (answer, "bold $text-accent")
    )


def keys(asked: Check | None, mapped: KeyMap) -> Content:
    """Say which keys answer what is asked."""
    rates = "<self_rating.rate_1> (not at all) to <self_rating.rate_5> (fully) rates it"
    answers = rates if asked is None else "<self_rating.yes> or <self_rating.no> answers"
    leaves = "<self_rating.back> goes back, <everywhere.leave> leaves the rest out."
    return plain(mapped.keyed(f"{answers}, {leaves}"))


def beside(said: SelfRating, overall: float | None, *, hide_scores: bool) -> Content:
    """Write what the user said, and how far the critique is from it."""
    checks = [f"{check} {_WORDS[answer]}" for check, answer in said.checks.items()]
    written = [heading("What you said before you read this")]
    if checks:
        written.append(plain(", ".join(checks)))
    if said.overall is not None:
        written.append(plain(said.beside(overall, hide_scores=hide_scores)))
    return joined(written)
