"""An answer as it was told: its sections, with the words that a critique quotes, and the follow-ups."""

from textual.content import Content

from rehearse.domain.attempt import NOT_ASKED, Attempt
from rehearse.domain.critique import Finding
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.text import minutes
from rehearse.ui.text import plain
from rehearse.ui.widgets.pieces import heading, joined, muted


def answer_text(attempt: Attempt, marked: Finding | None) -> Content:
    """Write the answer section by section; quoted words are underlined, the marked finding's in reverse."""
    quotes = [
        finding.quote for finding in (attempt.critique.findings if attempt.critique else ()) if finding.quote
    ]
    lines: list[Content] = []
    for section in attempt.told if attempt.exercise.kind.partial else SECTIONS:
        text = attempt.texts.get(section, "").strip()
        lines.append(heading(f"{section.letter}  {section.label}") + muted(_clock(attempt, section)))
        content = plain(text) if text else muted("nothing written")
        for quote in quotes:
            content = _mark(content, quote, "underline $text-warning")
        if marked and marked.quote:
            content = _mark(content, marked.quote, "bold reverse")
        lines += [content, Content("")]
    return joined(lines)


def _clock(attempt: Attempt, section: Section) -> str:
    seconds = attempt.seconds.get(section)
    return f"   {minutes(seconds)}" if seconds is not None else ""


def _mark(content: Content, quote: str, style: str) -> Content:
    place = content.plain.find(plain(quote).plain)
    return content if place < 0 else content.stylize(style, place, place + len(plain(quote).plain))


def follow_ups(attempt: Attempt) -> Content:
    """Write the follow-ups and what was answered."""
    lines: list[Content] = []
    for exchange in attempt.exchanges:
        said = exchange.answer.strip() or "nothing written"
        seconds = f"   {minutes(exchange.timer.banked)}"
        lines += [
            heading(f"Follow-up · {exchange.follow_up.topic}") + muted(seconds),
            Content.styled(plain(exchange.follow_up.text).plain, "italic"),
            plain(said),
            Content(""),
        ]
    if attempt.begun.strip():
        lines += [heading(NOT_ASKED), plain(attempt.begun.strip()), Content("")]
    return joined(lines)
