"""A critique in parts, each a piece of content: what to fix first, shares, findings, ratings, delivery."""

from textual.content import Content

from rehearse.domain import critique_text
from rehearse.domain.attempt import Attempt
from rehearse.domain.critique import (
    NOT_JUDGED,
    NOT_MEASURED,
    WORDS_FOR_RATING,
    Anchors,
    Critique,
    Finding,
    Rating,
    nearest_anchor,
)
from rehearse.domain.critique_text import judged_share, unmeasured
from rehearse.domain.section import PARTS, SECTIONS
from rehearse.domain.text import counted, minutes, percent
from rehearse.domain.vocabulary import Mode
from rehearse.ui.text import plain
from rehearse.ui.widgets.pieces import bar, dots, heading, joined, muted, quoted

BAR = 20
"""Cells of a share bar."""


def fix_first(critique: Critique) -> Content:
    """Write the one thing to fix next."""
    return joined([heading("Fix this next"), plain(critique.next_fix)])


def listened_for(critique: Critique) -> Content:
    """Write the three things that a take is listened to for before everything else (requirement 87)."""
    pieces = [
        Content.assemble((f"{name} ", "bold"), (word, "$text-warning" if fault else "$foreground-muted"))
        for name, word, fault in critique.listened_for
    ]
    return Content.assemble(("Listened for first: ", "$foreground-muted"), Content(", ").join(pieces))


def share_bars(attempt: Attempt) -> Content:
    """Write the three shares against those that are meant, or that they were not measured."""
    critique = attempt.critique
    share = critique.measures.share if critique else None
    if share is None or critique is None:
        return joined([heading("Shares"), plain(f"{NOT_MEASURED}: {unmeasured(attempt)}")])
    basis = critique.measures.share_basis
    lines = [heading(f"Shares, measured in {basis}")]
    for part in PARTS:
        value, ideal = share.of(part), attempt.budget.share(part)
        verdict = judged_share(attempt.budget, share, part)
        style = "$text-success" if not verdict else "$text-warning"
        lines.append(
            Content.assemble(
                (f"{part.label:<7}", "bold"),
                (bar(value, BAR, ideal), style),
                f" {percent(value):>5} of {percent(ideal)}",
                (f"  {verdict}", style),
            )
        )
    return joined([*lines, plain(_length(attempt))])


def _length(attempt: Attempt) -> str:
    critique = attempt.critique
    words = critique.measures.total_words if critique else 0
    seconds = sum(attempt.seconds.values())
    time = minutes(seconds) if attempt.seconds else NOT_MEASURED
    verb = "typed in" if attempt.mode is Mode.TYPED else "spoken in"
    return f"{counted(words, 'word')}, {verb} {time}; the target is {minutes(attempt.target)} aloud"


def remarks(attempt: Attempt) -> list[Content]:
    """Write the tags and the note of an attempt, where there are any."""
    said = attempt.remarks
    tags = "  ".join(f"#{plain(tag).plain}" for tag in said.tags)
    lines = [Content.styled(tags, "$text-accent")] if tags else []
    return [*lines, plain(said.note)] if said.note else lines


def finding_line(finding: Finding, number: int, *, marked: bool, disputed: bool = False) -> Content:
    """Write one finding: what is wrong, the words or the absence, and what to do; or that the user disputes it."""
    place = f" · {finding.section.label}" if finding.section else ""
    lines = [
        Content.assemble(
            ("▸ " if marked else "", "bold $text-accent"),
            (f"{number}. {finding.flaw.label}", "bold"),
            (place, "$foreground-muted"),
            ("  disputed by you, not counted" if disputed else "", "$text-warning"),
        )
    ]
    if finding.quote:
        lines.append(quoted(finding.quote))
    lines += [plain(finding.why), Content.assemble(("→ ", "$text-accent"), plain(finding.fix))]
    return joined(lines)


def ratings(critique: Critique, anchors: Anchors, *, hide_scores: bool) -> Content:
    """Write each signal's rating with the anchor that applies."""
    head = "Production signals"
    if critique.overall is None:
        head += f"  ·  overall {NOT_JUDGED}"
    elif not hide_scores:
        head += f"  ·  overall {critique.overall:.1f} of 5"
    lines = [heading(head)]
    for rating in critique.ratings:
        lines += [_rating_line(rating, hide_scores=hide_scores), *_reason(rating, anchors)]
    return joined(lines)


def _rating_line(rating: Rating, *, hide_scores: bool) -> Content:
    if rating.rating is None:
        value = NOT_JUDGED
    elif hide_scores:
        value = WORDS_FOR_RATING[rating.rating]
    else:
        value = f"{dots(rating.rating)} {rating.rating}"
    return Content.assemble((f"{rating.signal.label:<22}", "bold"), value)


def _reason(rating: Rating, anchors: Anchors) -> list[Content]:
    lines = [muted(f"  {rating.why}")] if rating.why else []
    if rating.quote:
        lines.append(Content.assemble("  ", quoted(rating.quote)))
    written = anchors.get(rating.signal, {})
    if rating.rating is not None and written:
        nearest = nearest_anchor(rating.rating, written)
        lines.append(muted(f"  Anchor {nearest}: {written[nearest]}"))
    return lines


def delivery(critique: Critique) -> Content:
    """Write how it was told; delivery never enters the ratings."""
    measures = critique.measures
    rate = f"{measures.wpm:.0f} words a minute" if measures.wpm is not None else NOT_MEASURED
    if measures.fillers_per_minute is None:
        fillers = NOT_MEASURED
    else:
        said = ", ".join(f"{filler} ×{times}" for filler, times in measures.fillers.items())
        fillers = f"{measures.fillers_per_minute:.1f} a minute" + (f" ({said})" if said else "")
    lines = [
        heading("Delivery, judged apart"),
        Content.assemble((f"{'pace':<22}", "bold"), rate),
        Content.assemble((f"{'fillers':<22}", "bold"), plain(fillers)),
        Content.assemble((f"{'I / we / passive':<22}", "bold"), _pronouns(critique)),
    ]
    if measures.figures:
        said = ", ".join(
            f"{figure.text} ({figure.section.letter})" if figure.section else figure.text
            for figure in measures.figures[:8]
        )
        lines.append(Content.assemble((f"{'numbers':<22}", "bold"), plain(said)))
    return joined(lines)


def _pronouns(critique: Critique) -> str:
    counted = critique.measures.pronouns
    cells = [
        f"{section.letter} {'/'.join(map(str, counted[section]))}"
        for section in SECTIONS
        if section in counted
    ]
    return "  ".join(cells)


def rewrite(critique: Critique) -> Content:
    """Write the tighter Result that a model offered; every number and name in it was the user's."""
    model = critique.origin.model if critique.origin else ""
    return joined([heading("Your Result, tighter"), plain(critique.rewrite), muted(f"offered by {model}")])


def made_by(attempt: Attempt, critique: Critique) -> Content:
    """Say who judged by what."""
    return muted(critique_text.made_by(attempt, critique))


def strengths(critique: Critique) -> Content:
    """Write what is worth keeping, with the words that show it."""
    lines = [
        Content.assemble((f"+ {praise.strength.label}  ", "bold"), quoted(praise.quote))
        for praise in critique.strengths
    ]
    return joined([heading("Keep"), *lines])
