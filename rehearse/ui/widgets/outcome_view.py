"""What a special drill came to, and how the wording stands beside earlier tellings, as content."""

from collections.abc import Sequence

from textual.content import Content

from rehearse.domain.attempt import Attempt
from rehearse.domain.comparison import Comparison
from rehearse.domain.critique import NOT_MEASURED
from rehearse.domain.exchange import Cut
from rehearse.domain.exercise import Kind
from rehearse.domain.ledger import DecisionMeter, LabelledSentence
from rehearse.domain.outcome import Outcome
from rehearse.domain.review import Review
from rehearse.domain.section import PARTS
from rehearse.domain.setup_drill import IN_A_ROW, SetupTake
from rehearse.domain.text import percent
from rehearse.domain.vocabulary import Mode
from rehearse.ui.hanging import Hung, Sheet
from rehearse.ui.key_map import KeyMap
from rehearse.ui.text import plain
from rehearse.ui.widgets import change_view
from rehearse.ui.widgets.pieces import bar, heading, joined, muted, quoted

BAR = 16
"""Cells of a bar."""


def headline(attempt: Attempt, outcome: Outcome | None) -> Content:
    """Write what kind of drill it was and what it came to."""
    head = attempt.exercise.kind.label
    if attempt.story is not None:
        head += f"  ·  {plain(attempt.story.story.title).plain}"
    lines = [heading(head)]
    if outcome is not None:
        lines += [Content.styled(plain(outcome.word).plain, "bold"), plain(outcome.text)]
    return joined(lines)


def in_short(attempt: Attempt) -> list[Content]:
    """Write which story an attempt told, from which angle, and what its special drill came to."""
    lines: list[Content] = []
    if attempt.story is not None:
        angle = f", {attempt.angle.label}" if attempt.angle else ""
        lines.append(plain(f"tells “{attempt.story.story.title}”, version {attempt.story.version}{angle}"))
    if attempt.outcome is not None:
        lines += [Content(""), headline(attempt, attempt.outcome)]
    return lines


def special(attempt: Attempt, review: Review, keys: KeyMap) -> Sheet:
    """Write everything a special drill measured."""
    lines: list[Content | Hung]
    if review.setup is None:
        lines = [headline(attempt, review.outcome)]
    else:
        lines = [headline(attempt, None), _row(review.good_takes, review.outcome)]
        lines += [*map(plain, review.setup.remarks), Content(""), *_setup(attempt, review.setup, keys)]
    if review.meter is not None:
        lines += [Content(""), *_meter(review.meter)]
    if attempt.exercise.kind is Kind.INTERRUPTION and attempt.cut is not None:
        lines += [Content(""), *_cut(attempt.cut)]
    if review.take is not None and review.take.wording is not None and review.take.emphasis is not None:
        lines += [
            Content(""),
            plain(f"wording in common with an earlier telling of the round: {percent(review.take.wording)}"),
            plain(f"weight in common with it: {percent(review.take.emphasis)}"),
        ]
    if review.comparison is not None:
        lines += [Content(""), *_comparison(review.comparison)]
    return Sheet(lines)


def wording(review: Review) -> Content:
    """Write how the wording stands beside earlier tellings; nothing where it says nothing."""
    if review.wording is None:
        return Content("")
    return joined([heading("Wording"), plain(review.wording.text)])


def _row(good_takes: int, outcome: Outcome | None) -> Content:
    """Draw how many good takes stand in a row, and what the last one was."""
    done = min(good_takes, IN_A_ROW)
    word = plain(outcome.word).plain if outcome else ""
    dots = "● " * done + "○ " * (IN_A_ROW - done)
    return Content.assemble((f"{dots} {word}", "bold"), f", {done} of {IN_A_ROW} in a row")


def _setup(attempt: Attempt, take: SetupTake, keys: KeyMap) -> list[Content | Hung]:
    opening = take.opening
    if take.seconds is not None:
        spent, limit = take.seconds, take.most_seconds
        amount = f"{spent:.0f} of {limit:.0f} s"
    else:
        spent, limit = opening.words, take.most_words
        amount = f"{spent} of {limit} words"
    over = "  OVER" if spent > limit else ""
    lines: list[Content | Hung] = [
        Content.assemble((f"{'length':<15}", "bold"), (bar(spent / limit, BAR), ""), f"  {amount}{over}"),
        Content.assemble((f"{'sentences':<15}", "bold"), f"{opening.sentences}, two or three are enough"),
        Content(""),
    ]
    spoken = attempt.mode is Mode.SPOKEN
    for number, box in enumerate(opening.boxes, start=1):
        key = f"{keys.shown(f'take.tick_{number}')}  " if spoken else ""
        if box.quote is not None:
            said = quoted(box.quote)
        elif box.name in take.by_ear:
            said = Content("ticked by you")
        else:
            said = Content.styled(
                "not heard" if not spoken else "not written down; press its key if you said it",
                "$foreground-muted",
            )
        mark = "● " if take.filled(box) else "○ "
        lines.append(Hung(Content.assemble((key, "bold"), mark, (f"{box.name:<15}", "bold")), said))
    return lines


def _meter(meter: DecisionMeter) -> list[Content | Hung]:
    lines = [
        Hung(
            Content.assemble((f"{name:<12}", "bold"), bar(share, BAR), f" {percent(share):>5}  "), plain(what)
        )
        for name, share, what in (
            ("deciding", meter.deciding, "an option, a trade-off or a reason"),
            ("in time", meter.stepping, "only what came next"),
            ("explaining", meter.explaining, "how a method works"),
        )
    ]
    return [*lines, Content(""), *labelled(meter.sentences)]


def labelled(sentences: Sequence[LabelledSentence]) -> list[Content]:
    """Write sentences of the Action, and below each of them what it is."""
    return [
        line
        for sentence in sentences
        for line in (quoted(sentence.quote), muted(f"  {sentence.named or 'none of these'}"))
    ]


def _cut(cut: Cut) -> list[Content]:
    said = cut.answer.strip() or "nothing written"
    return [
        muted(f"Cut in after {cut.at:.0f} s of the Action"),
        Content.styled(plain(cut.question).plain, "italic"),
        plain(said),
    ]


def _comparison(compared: Comparison) -> list[Content]:
    lines = [muted(f"{'':<9}{'before':>7}  {'now':>7}")]
    for part in PARTS:
        before, after = (
            NOT_MEASURED if share is None else percent(share.of(part))
            for share in (compared.before, compared.after)
        )
        lines.append(Content.assemble((f"{part.label:<9}", "bold"), f"{before:>7}  {after:>7}"))
    if compared.words is not None:
        was, now = compared.words
        lines.append(Content.assemble(("words    ", "bold"), f"{was:>7}  {now:>7}  in the section"))
    lines += [*change_view.findings(compared.findings, lambda finding: finding.flaw.label), Content("")]
    name = compared.section.label
    if compared.diff is None:
        return [*lines, muted(f"{name}: told in one piece with the rest once, so its words do not compare")]
    return [
        *lines,
        muted(f"{name}, [−words that went] [+words that came]"),
        change_view.words(compared.diff),
    ]
