"""Attempts as a report that a coach can read, and as the rows of a sheet; what was said comes out as text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from rehearse.domain.attempt import NOT_ASKED, Attempt, Summary
from rehearse.domain.critique import NOT_JUDGED, NOT_MEASURED, Anchors, Critique, Rating, anchor_text
from rehearse.domain.remarks import Remarks
from rehearse.domain.section import SECTIONS
from rehearse.domain.text import clean, count_words, one_line

COLUMNS: Final = (
    "id", "started_at", "question", "competency", "kind", "mode", "persona", "words", "seconds", "overall",
    "next_fix", "story", "angle", "situation", "task", "action", "result", "reflection",
    "tags", "note",
)  # fmt: skip
"""The columns of the sheet."""
_MARKS: Final = re.compile(r"([\\`*_\[\]|~#$@!])")
_BLOCK: Final = re.compile(r"^([^\S\n]*)([-+=]|\d+(?=[.)]))", re.MULTILINE)
_LINK: Final = re.compile(r"(://|www\.)", re.IGNORECASE)
_FORMULA: Final = frozenset("=+-@\u2212")
_UNSEEN: Final = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))


def literal(text: str) -> str:
    """Spell a text so that Markdown and HTML show it as it stands, on as many lines as it has."""
    safe = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\t", " ")
    safe = _MARKS.sub(r"\\\1", safe)
    safe = _LINK.sub(lambda found: found[0].replace(":", "&#58;").replace(".", "&#46;"), safe)
    return "\n".join(_block(line.strip()) for line in safe.split("\n"))


def _block(line: str) -> str:
    """Keep the beginning of a line from starting a list or a heading."""
    return _BLOCK.sub(
        lambda found: f"{found[2]}&#8203;" if found[2].isdigit() else f"\\{found[2]}",
        line,
    )


def inline(text: str) -> str:
    """Spell a text as `literal` does, on one line."""
    return literal(one_line(text))


def overview(found: Iterable[Summary]) -> Iterator[str]:
    """Write the top of a report, a line an attempt."""
    yield "# Rehearsed answers"
    yield ""
    yield "| attempt | when | question | words | overall | fix first |"
    yield "|---|---|---|---|---|---|"
    for each in found:
        when = each.started_at.strftime("%Y-%m-%d %H:%M UTC")
        cells = (str(each.id), when, inline(each.question), str(each.words), _came_to(each))
        yield f"| {' | '.join(cells)} | {inline(each.next_fix)} |"


def attempt_report(attempt: Attempt, anchors: Anchors) -> Iterator[str]:
    """Write one attempt: the question, the answer with its times, what to fix, findings and ratings."""
    yield ""
    yield f"## Attempt {attempt.id}: {inline(attempt.question.text)}"
    yield ""
    about = [
        attempt.started_at.strftime("%Y-%m-%d %H:%M UTC"),
        attempt.question.competency.label,
        f"{attempt.exercise.kind.value}, {attempt.mode.value}",
        f"asked by the {inline(attempt.persona.name)}",
    ]
    if attempt.story:
        about.append(f"story “{inline(attempt.story.story.title)}”, version {attempt.story.version}")
    about += [f"#{inline(tag)}" for tag in attempt.remarks.tags]
    yield " · ".join(about)
    if attempt.remarks.note:
        yield from ("", f"**Note:** {literal(attempt.remarks.note)}")
    for section in SECTIONS:
        if text := attempt.texts.get(section, ""):
            seconds = attempt.seconds.get(section)
            clock = NOT_MEASURED if seconds is None else f"{seconds:.0f} s"
            yield from ("", f"### {section.label} ({count_words(text)} words, {clock})", "", literal(text))
    if attempt.cut:
        yield from ("", "### Interruption", "", f"**{inline(attempt.cut.question)}**", "")
        yield literal(attempt.cut.answer)
    for exchange in attempt.exchanges:
        yield from ("", f"### Follow-up: {inline(exchange.follow_up.text)}", "", literal(exchange.answer))
    if attempt.begun.strip():
        yield from ("", f"### {NOT_ASKED}", "", literal(attempt.begun))
    if attempt.outcome:
        yield from ("", f"**{inline(attempt.outcome.word)}**: {inline(attempt.outcome.text)}")
    if attempt.critique:
        yield from _critique(attempt.critique, attempt.remarks, anchors)


def _critique(critique: Critique, remarks: Remarks, anchors: Anchors) -> Iterator[str]:
    yield from ("", f"### Critique: {_overall(critique.overall)}", "")
    yield f"**Fix first:** {inline(critique.next_fix)}"
    if critique.findings:
        yield ""
    for finding in critique.findings:
        quote = f" “{inline(finding.quote)}”" if finding.quote else ""
        where = f" ({finding.section.label})" if finding.section else ""
        held = " (disputed)" if remarks.disputes(finding) else ""
        yield f"- **{finding.flaw.label}**{where}{held}:{quote} {inline(finding.why)} {inline(finding.fix)}"
    if critique.ratings:
        yield from ("", "| signal | rating | what that means | words it rests on |", "|---|---|---|---|")
    for rating in critique.ratings:
        given = NOT_JUDGED if rating.rating is None else f"{rating.rating} of 5"
        meant = _anchor(rating, anchors) or inline(rating.why)
        yield f"| {rating.signal.label} | {given} | {meant} | {inline(rating.quote or '')} |"


def _anchor(rating: Rating, anchors: Anchors) -> str:
    """Say what a rating means; nothing where there is none."""
    return "" if rating.rating is None else anchor_text(rating.rating, anchors.get(rating.signal, {}))


def sheet_row(attempt: Attempt) -> list[str]:
    """Give the cells of an attempt; one that a spreadsheet would compute begins with an apostrophe."""
    critique = attempt.critique
    cells = [
        str(attempt.id),
        attempt.started_at.isoformat(),
        attempt.question.text,
        attempt.question.competency.value,
        attempt.exercise.kind.value,
        attempt.mode.value,
        attempt.persona.id,
        str(sum(map(count_words, attempt.texts.values()))),
        f"{sum(attempt.seconds.values()):.1f}" if attempt.measured else "",
        "" if critique is None or critique.overall is None else f"{critique.overall:.2f}",
        critique.next_fix if critique else "",
        attempt.story.story.title if attempt.story else "",
        attempt.angle.value if attempt.angle else "",
        *(attempt.texts.get(section, "") for section in SECTIONS),
        " ".join(attempt.remarks.tags),
        attempt.remarks.note,
    ]
    return [_harmless(clean(cell)) for cell in cells]


def _harmless(cell: str) -> str:
    """Spell a cell that a spreadsheet would compute as a text; full-width signs are signs there, too."""
    first = next((letter for letter in cell if unicodedata.category(letter) not in _UNSEEN), "")
    computed = unicodedata.normalize("NFKC", first) in _FORMULA
    return f"'{cell}" if computed or cell[:1] in ("\t", "\r", "\n") else cell


def _came_to(summary: Summary) -> str:
    apart = summary.kind.partial or summary.overall is None
    return inline(summary.came_to()) if apart else _overall(summary.overall)


def _overall(value: float | None) -> str:
    return NOT_JUDGED if value is None else f"{value:.1f} of 5"
