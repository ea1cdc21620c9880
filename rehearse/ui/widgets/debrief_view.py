"""A debrief as content: the leaning and its reasons on top, then what to do, then what it rests on."""

from textual.content import Content

from rehearse.domain.critique import in_words
from rehearse.domain.debrief import Debrief, Line
from rehearse.domain.debrief_text import about, unquoted
from rehearse.domain.text import minutes
from rehearse.ui.hanging import Hung, Sheet
from rehearse.ui.key_map import KeyMap
from rehearse.ui.text import day_and_time, plain, shortened
from rehearse.ui.widgets.pieces import heading, muted, quoted

QUOTE = 200
"""Letters of a quote at most."""


def title(found: Debrief, *, notes: bool) -> str:
    """Write when it was, how much was answered, and which page this is."""
    mock = found.mock
    when = day_and_time(mock.started_at)
    page = "The interviewer's notes" if notes else "Debrief"
    return f"{page}  ·  mock of {when}  ·  {mock.answered} of {len(mock.slots)} answered  ·  {minutes(mock.seconds)}"


def page(found: Debrief, keys: KeyMap, *, hide_scores: bool) -> Sheet:
    """Write the debrief."""
    lines: list[Content | Hung] = [
        heading("What the notes come to"),
        Content.styled(found.leaning.capitalize(), "bold"),
    ]
    lines += [plain(reason) for reason in found.reasons[:1]]
    lines += [Hung(Content("  "), muted(reason)) for reason in found.reasons[1:]]
    lines += [Content(""), heading("Do this before the next one")]
    lines += [
        Hung(Content.styled(f"{keys.shown(f'debrief.do_{number}')}  ", "bold"), plain(todo.text))
        for number, todo in enumerate(found.to_do, start=1)
    ] or [plain("Nothing stands out; take another mock.")]
    lines += [Content(""), heading("Question by question")]
    for line in found.lines:
        lines += _question(line, hide_scores=hide_scores)
    lines += [Content(""), heading("The best words for each signal")]
    for signal in found.signals:
        said = (
            Content.assemble(quoted(shortened(signal.quote, QUOTE)), muted(f"  question {signal.number}"))
            if signal.quote
            else Content.styled(unquoted(signal), "$text-warning")
        )
        lines.append(Hung(Content.styled(f"{signal.signal.label:<22}", "bold"), said))
    if found.habits:
        lines += [Content(""), heading("Habits across answers"), *(plain(each) for each in found.habits)]
    if found.stories:
        lines += [Content(""), heading("Stories")]
        lines += [plain(f"{shortened(name, 60)}: {times}×") for name, times in found.stories.items()]
        lines += [plain(found.too_often)] if found.too_often else []
    return Sheet(lines)


def _question(line: Line, *, hide_scores: bool) -> list[Hung]:
    critique = line.attempt.critique if line.attempt else None
    rated = ""
    if critique is not None and critique.overall is not None:
        words = in_words(critique.overall)
        rated = f"  {words}" if hide_scores else f"  {critique.overall:.1f} of 5"
    asked = Content.assemble(
        (plain(line.question.text).plain, "bold"), (f"  {line.persona}{rated}", "$foreground-muted")
    )
    head = Hung(Content.styled(f"{line.number}  ", "bold"), asked)
    return [head, *(Hung(Content("   "), plain(each)) for each in about(line))]


def notes_page(found: Debrief) -> Sheet:
    """Write what an interviewer would have noted: a line a section, in the candidate's own words."""
    lines: list[Content | Hung] = []
    for line in found.lines:
        lines += [heading(f"{line.number}  {plain(line.question.text).plain}")]
        if line.attempt is None:
            lines += [plain("not answered"), Content("")]
            continue
        for note in line.notes:
            said = (
                quoted(shortened(note.quote, QUOTE))
                if note.quote
                else Content.styled("not told", "$text-warning")
            )
            lines.append(Hung(Content.styled(f"{note.section.letter}  ", "bold"), said))
        lines.append(Content(""))
    return Sheet(lines)
