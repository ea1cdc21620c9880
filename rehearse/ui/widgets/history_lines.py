"""How an attempt is written in one line of a list."""

from rich.text import Text

from rehearse.domain.attempt import Summary
from rehearse.domain.critique import NOT_JUDGED
from rehearse.domain.vocabulary import Mode
from rehearse.ui.text import cell, minutes, shortened

COLUMNS = ("When", "Overall", "Length", "Question", "Fix next")
"""What a line says, the narrowest first: what does not fit is cut on the right."""


def history_cells(summary: Summary, *, hide_scores: bool) -> tuple[Text, ...]:
    """Write when, how good, how long, what was asked, and what to fix next or where the search hit."""
    length = f"{summary.words} words"
    if summary.mode is Mode.SPOKEN and summary.seconds is not None:
        length = minutes(summary.seconds)
    overall = NOT_JUDGED if summary.overall is None else f"{summary.overall:.1f}"
    return (
        cell(summary.started_at.astimezone().strftime("%d %b %H:%M")),
        cell("hidden" if hide_scores else overall),
        cell(length),
        cell(shortened(summary.question, 44)),
        cell(shortened(summary.snippet or summary.next_fix, 60)),
    )
