"""A debrief as Markdown, for a person, and as JSON, for a program."""

from collections.abc import Iterator
from typing import Any

from rehearse.domain.budget import Shares
from rehearse.domain.critique import NOT_MEASURED
from rehearse.domain.debrief import Debrief, Line, SignalLine
from rehearse.domain.report import inline
from rehearse.domain.section import PARTS
from rehearse.domain.text import count_words, counted, minutes, one_line, percent, sentence, spelled

NOT_ANSWERED = "not answered"
NEVER_SHOWN = "never shown"


def as_markdown(debrief: Debrief) -> str:
    """Write the debrief; whatever a person wrote stands there as text, never as markup."""
    return "\n".join(_lines(debrief)) + "\n"


def _lines(debrief: Debrief) -> Iterator[str]:
    mock = debrief.mock
    yield f"# Mock interview of {mock.started_at.astimezone():%d %B %Y, %H:%M}"
    yield ""
    yield f"{mock.answered} of {len(mock.slots)} questions answered, {minutes(mock.seconds)} on the clock."
    yield ""
    yield f"**{debrief.leaning.capitalize()}.**"
    yield ""
    yield from (f"- {inline(reason)}" for reason in debrief.reasons)
    yield from ("", "## Do next", "")
    yield from (f"{number}. {inline(todo.text)}" for number, todo in enumerate(debrief.to_do, start=1))
    yield from ("", "## Questions", "")
    for line in debrief.lines:
        yield f"{line.number}. {inline(line.question.text)} ({inline(line.persona)})"
        yield from (f"   - {inline(each)}" for each in about(line))
    yield from ("", "## Signals", "")
    for signal in debrief.signals:
        where = f"“{inline(signal.quote)}” (question {signal.number})" if signal.quote else unquoted(signal)
        yield f"- {signal.signal.label}: {where}"
    if debrief.habits:
        yield from ("", "## Habits", "")
        yield from (f"- {inline(habit)}" for habit in debrief.habits)
    if debrief.stories:
        yield from ("", "## Stories", "")
        yield from (f"- {inline(title)}: {times}×" for title, times in debrief.stories.items())
        if debrief.too_often:
            yield f"- {inline(debrief.too_often)}"
    yield from ("", "## The interviewer's notes", "")
    for line in debrief.answered:
        yield f"Question {line.number}: {inline(line.question.text)}"
        yield ""
        for note in line.notes:
            said = f"“{inline(note.quote)}”" if note.quote else "not told"
            yield f"- {note.section.letter}: {said}"
        yield ""


def as_lines(debrief: Debrief) -> Iterator[str]:
    """Write the debrief in plain lines, one thought a line."""
    mock = debrief.mock
    yield f"Debrief of mock {mock.id}, {mock.started_at.astimezone():%d %B %Y, %H:%M}."
    yield f"{mock.answered} of {len(mock.slots)} questions answered, {spelled(mock.seconds)} on the clock."
    yield f"The notes come to: {debrief.leaning}."
    yield from debrief.reasons
    yield from (f"Do next, {number}: {todo.text}" for number, todo in enumerate(debrief.to_do, start=1))
    for line in debrief.lines:
        yield f"Question {line.number}, asked by the {line.persona}: {line.question.text}"
        yield from map(sentence, about(line, named=True))
    for signal in debrief.signals:
        shown = f"“{one_line(signal.quote)}”, question {signal.number}" if signal.quote else unquoted(signal)
        yield f"Best words for {signal.signal.label}: {shown}."
    yield from (f"Habit: {habit}" for habit in debrief.habits)
    yield from (
        f"Story “{title}”: told {counted(times, 'time')}." for title, times in debrief.stories.items()
    )
    if debrief.too_often:
        yield debrief.too_often
    for line in debrief.answered:
        said = (f"{note.section.label}: {_noted(note.quote)}" for note in line.notes)
        yield f"The interviewer's notes on question {line.number}. {' '.join(said)}"


def _noted(quote: str | None) -> str:
    return f"“{one_line(quote)}”." if quote else "not told."


def unquoted(signal: SignalLine) -> str:
    """Say of a signal without a quote whether it was shown nevertheless, and where."""
    return NEVER_SHOWN if signal.number is None else f"no words to quote, question {signal.number}"


def about(line: Line, *, named: bool = False) -> Iterator[str]:
    """Say of one question what matters, its shares, pace and story; `named` shares need no order."""
    attempt = line.attempt
    if attempt is None:
        yield NOT_ANSWERED
        return
    finding = line.matters
    if finding is not None:
        quote = f" “{finding.quote}”" if finding.quote else ""
        yield f"{finding.flaw.label}:{quote} {finding.fix}"
    elif attempt.critique is not None and attempt.critique.overall is not None:
        yield "nothing to fix was found"
    else:
        yield "not judged: nothing was written down"
    pace = (
        f"{line.pace:.0f} words a minute" if line.pace is not None else f"{count_words(attempt.whole)} words"
    )
    told = named_shares(line.shares) if named else shares(line.shares)
    yield f"shares {told}, {pace}"
    if attempt.story is not None:
        yield f"tells “{attempt.story.story.title}”"


def shares(measured: Shares | None) -> str:
    """Write the three shares, or that they were not measured."""
    if measured is None:
        return NOT_MEASURED
    return " / ".join(percent(measured.of(part)) for part in PARTS)


def named_shares(measured: Shares | None) -> str:
    """Write the three shares with their names, or that they were not measured."""
    if measured is None:
        return NOT_MEASURED
    return ", ".join(f"{part.label} {percent(measured.of(part))}" for part in PARTS)


def as_json(debrief: Debrief) -> dict[str, Any]:
    """Give the debrief as an object; what was not answered or measured is null."""
    mock = debrief.mock
    return {
        "mock": mock.id,
        "started_at": mock.started_at.isoformat(),
        "stage": mock.stage.value,
        "seconds": round(mock.seconds, 1),
        "leaning": debrief.leaning.value,
        "reasons": list(debrief.reasons),
        "questions": [_question(line) for line in debrief.lines],
        "signals": {
            each.signal.value: {"best": each.rating, "quote": each.quote, "question": each.number}
            for each in debrief.signals
        },
        "stories": dict(debrief.stories),
        "habits": list(debrief.habits),
        "to_do": [
            {"step": todo.step.value, "text": todo.text, "question": todo.number} for todo in debrief.to_do
        ],
    }


def _question(line: Line) -> dict[str, Any]:
    attempt, measured = line.attempt, line.shares
    return {
        "text": line.question.text,
        "competency": line.question.competency.value,
        "persona": line.persona,
        "attempt": attempt.id if attempt else None,
        "overall": attempt.critique.overall if attempt and attempt.critique else None,
        "flaw": line.matters.flaw.value if line.matters else None,
        "share": {part.value: measured.of(part) for part in PARTS} if measured else None,
        "wpm": line.pace,
        "story": attempt.story.key if attempt and attempt.story else None,
        "notes": {note.section.value: note.quote for note in line.notes} if attempt else None,
    }
