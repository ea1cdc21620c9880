"""Two attempts side by side as content."""

from textual.content import Content

from rehearse.domain.attempt import Attempt
from rehearse.domain.comparison import Pair
from rehearse.domain.critique import NOT_JUDGED, NOT_MEASURED, WORDS_FOR_RATING, Finding, in_words
from rehearse.domain.section import PARTS
from rehearse.domain.text import count_words, percent
from rehearse.ui.text import day_and_time, plain, shortened
from rehearse.ui.widgets import change_view
from rehearse.ui.widgets.pieces import dots, heading, joined, muted

COLUMN = 16
"""Cells of a column of numbers."""


def title(pair: Pair) -> str:
    """Write when the two were told."""
    days = (day_and_time(each.started_at) for each in (pair.before, pair.after))
    return f"{'  and  '.join(days)}, side by side"


def page(pair: Pair, *, hide_scores: bool) -> Content:
    """Write everything that the two can be held against each other in."""
    lines = [*_questions(pair), Content(""), muted(_row("", "before", "after"))]
    lines.append(plain(_row("overall", *(_overall(each, hide_scores) for each in (pair.before, pair.after)))))
    lines.append(plain(_row("words", *(str(count_words(each.whole)) for each in (pair.before, pair.after)))))
    for part in PARTS:
        both = (NOT_MEASURED if share is None else percent(share.of(part)) for share in pair.shares)
        lines.append(plain(_row(part.label, *both)))
    for rated in pair.ratings:
        both = (_rating(each, hide_scores) for each in (rated.before, rated.after))
        lines.append(plain(_row(rated.signal.label, *both)))
    lines += [
        Content(""),
        heading("Findings"),
        *change_view.findings(pair.findings, _quoting),
        Content(""),
        muted("[−words that went] [+words that came]"),
    ]
    for section, runs in pair.diff.items():
        lines += [Content(""), heading(f"{section.letter}  {section.label}"), change_view.words(runs)]
    return joined(lines)


def _questions(pair: Pair) -> list[Content]:
    if pair.before.question.key == pair.after.question.key:
        return [plain(pair.before.question.text)]
    return [plain(f"before: {pair.before.question.text}"), plain(f"after:  {pair.after.question.text}")]


def _row(name: str, before: str, after: str) -> str:
    return f"{name:<22}{before:<{COLUMN}}{after}"


def _overall(attempt: Attempt, hide_scores: bool) -> str:
    overall = attempt.critique.overall if attempt.critique else None
    if overall is None:
        return NOT_JUDGED
    return in_words(overall) if hide_scores else f"{overall:.1f} of 5"


def _rating(rating: int | None, hide_scores: bool) -> str:
    if rating is None:
        return NOT_JUDGED
    return WORDS_FOR_RATING[rating] if hide_scores else dots(rating)


def _quoting(finding: Finding) -> str:
    return f"{finding.flaw.label}{f' (“{shortened(finding.quote, 50)}”)' if finding.quote else ''}"
