"""How an attempt is written in one line of a list."""

from typing import TYPE_CHECKING

from rich.text import Text

from rehearse.domain.critique import NOT_JUDGED, in_words
from rehearse.domain.text import minutes
from rehearse.domain.vocabulary import Mode
from rehearse.ui.text import cell, day_and_time, shortened

if TYPE_CHECKING:
    from rehearse.domain.attempt import Summary

COLUMNS = ("When", "Overall", "Length", "Question", "Fix next")
"""What a line says, the narrowest first: what does not fit is cut on the right."""


def history_cells(summary: "Summary", *, hide_scores: bool) -> tuple[Text, ...]:
    """Write when, how good, how long, what was asked, and what to fix next or where the search hit."""
    length = f"{summary.words} words"
    if summary.mode is Mode.SPOKEN and summary.seconds is not None:
        length = minutes(summary.seconds)
    number = NOT_JUDGED if summary.overall is None else f"{summary.overall:.1f}"
    overall = in_words(summary.overall) if hide_scores else number
    outcome = summary.outcome
    judged_apart = summary.kind.partial and outcome is not None
    if outcome is not None and judged_apart:
        overall = outcome.word
    return (
        cell(day_and_time(summary.started_at)),
        cell(overall),
        cell(length),
        cell(shortened(summary.question, 44)),
        cell(shortened(summary.snippet or _what_next(summary), 60)),
    )


def _what_next(summary: "Summary") -> str:
    """Say what a special drill came to, and what to fix in any other answer."""
    if summary.outcome is None:
        return summary.next_fix
    return f"{summary.kind.label}: {summary.outcome.text if summary.kind.partial else summary.outcome.word}"
