"""How an attempt is written in one line of a list."""

from typing import TYPE_CHECKING

from rich.text import Text

from rehearse.domain.text import counted, minutes
from rehearse.domain.vocabulary import Mode
from rehearse.ui.text import cell, day_and_time, shortened

if TYPE_CHECKING:
    from rehearse.domain.attempt import Summary

COLUMNS = ("When", "Overall", "Length", "Question", "Fix next")
"""What a line says, the narrowest first: what does not fit is cut on the right."""


def history_cells(summary: "Summary", *, hide_scores: bool) -> tuple[Text, ...]:
    """Write when, how good, how long, what was asked, and what to fix next or where the search hit."""
    length = counted(summary.words, "word")
    if summary.mode is Mode.SPOKEN and summary.seconds is not None:
        length = minutes(summary.seconds)
    return (
        cell(day_and_time(summary.started_at)),
        cell(summary.came_to(hide_scores=hide_scores)),
        cell(length),
        cell(shortened(summary.question, 44)),
        cell(shortened(summary.snippet or _what_next(summary), 60)),
    )


def _what_next(summary: "Summary") -> str:
    """Say what a special drill came to, and what to fix in any other answer."""
    if summary.outcome is None:
        return summary.next_fix
    return f"{summary.kind.label}: {summary.outcome.text if summary.kind.partial else summary.outcome.word}"
