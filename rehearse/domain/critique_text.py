"""An attempt and its critique in plain lines, one thought a line: for screen readers, dumb terminals and pipes."""

from collections.abc import Iterator, Mapping

from rehearse.domain.attempt import NOT_ASKED, Attempt
from rehearse.domain.budget import Budget, Shares
from rehearse.domain.critique import (
    NOT_JUDGED,
    NOT_MEASURED,
    WORDS_FOR_RATING,
    Anchors,
    Critique,
    Finding,
    Measures,
    Rating,
    nearest_anchor,
)
from rehearse.domain.ledger import Ledgers
from rehearse.domain.section import PARTS, SECTIONS, Part, Section
from rehearse.domain.text import count_words, counted, one_line, percent, sentence, spelled
from rehearse.domain.vocabulary import Mode


def attempt_lines(attempt: Attempt, anchors: Anchors, *, hide_scores: bool) -> Iterator[str]:
    """Write a whole attempt: what was asked, what was answered, and the critique."""
    when = attempt.started_at.astimezone().strftime("%d %B %Y, %H:%M")
    yield f"Attempt {attempt.id} of {when}. {attempt.question.competency.label}."
    yield f"The {attempt.persona.name} asked: {attempt.question.text}"
    if attempt.story is not None:
        yield f"It tells “{attempt.story.story.title}”, version {attempt.story.version}."
    for section in attempt.told if attempt.exercise.kind.partial else SECTIONS:
        text = attempt.texts.get(section, "").strip()
        seconds = attempt.seconds.get(section)
        clock = NOT_MEASURED if seconds is None else spelled(seconds)
        yield f"{section.label}, {counted(count_words(text), 'word')}, {clock}:"
        yield text or "nothing written"
    if attempt.cut is not None:
        yield f"The interviewer cut in: {attempt.cut.question}"
        yield f"You answered: {attempt.cut.answer.strip() or 'nothing written'}"
    for number, exchange in enumerate(attempt.exchanges, start=1):
        yield f"Follow-up {number}: {exchange.follow_up.text}"
        yield f"You answered: {exchange.answer.strip() or 'nothing written'}"
    if attempt.begun.strip():
        yield f"{NOT_ASKED}: {attempt.begun.strip()}"
    yield from verdict_lines(attempt, anchors, hide_scores=hide_scores)


def verdict_lines(attempt: Attempt, anchors: Anchors, *, hide_scores: bool) -> Iterator[str]:
    """Write what an attempt came to: its special drill, what to fix, findings, ratings, delivery."""
    if attempt.outcome is not None:
        yield f"{attempt.exercise.kind.label}: {attempt.outcome.word}. {attempt.outcome.text}"
    critique = attempt.critique
    if critique is None:
        if not attempt.exercise.kind.partial:
            yield "No critique was written for this attempt."
        return
    yield f"Fix this next: {critique.next_fix}"
    yield f"Listened for first: {', '.join(f'{name} {word}' for name, word, _ in critique.listened_for)}."
    if critique.rewrite:
        model = critique.origin.model if critique.origin else ""
        yield f"Your Result, tighter, as {model} offers it: {critique.rewrite}"
    yield _shares(attempt, critique)
    yield _length(attempt, critique)
    yield f"{counted(len(critique.findings), 'finding')}." if critique.findings else "No findings."
    for number, finding in enumerate(critique.findings, start=1):
        yield from _finding(finding, number, disputed=attempt.remarks.disputes(finding))
    yield from (f"Keep {praise.strength.label}: {_quoted(praise.quote)}" for praise in critique.strengths)
    yield from _ratings(critique, anchors, hide_scores=hide_scores)
    yield from _delivery(critique)
    yield made_by(attempt, critique)
    if attempt.self_rating is not None and attempt.self_rating.overall is not None:
        yield attempt.self_rating.beside(critique.overall, hide_scores=hide_scores)


def ledger_lines(ledgers: Ledgers) -> Iterator[str]:
    """Write what only the ledgers know: the kind of story, whether it is deep enough, and whether it lectures."""
    yield ledgers.decisions.reads_as
    yield ledgers.depth.verdict
    if ledgers.depth.note:
        yield ledgers.depth.note
        yield from (f"This one explains: {_quoted(quote)}" for quote in ledgers.depth.explained)


def _shares(attempt: Attempt, critique: Critique) -> str:
    measures = critique.measures
    if measures.share is None:
        return f"Shares {NOT_MEASURED}: {unmeasured(attempt)}."
    said = [_share(attempt.budget, measures.share, part) for part in PARTS]
    return f"Shares, measured in {measures.share_basis}: {'; '.join(said)}."


def _share(budget: Budget, measured: Shares, part: Part) -> str:
    judged = judged_share(budget, measured, part)
    against = f"{part.label} {percent(measured.of(part))} against {percent(budget.share(part))}"
    return f"{against}, {judged}" if judged else against


def judged_share(budget: Budget, measured: Shares, part: Part) -> str:
    """Say what is wrong with a part's share; empty where it is within the tolerance."""
    if part not in budget.outside(measured):
        return ""
    return "too much" if measured.of(part) > budget.share(part) else "too little"


def unmeasured(attempt: Attempt) -> str:
    """Say why there are no shares."""
    if len(attempt.told) < len(SECTIONS):
        return f"only the {attempt.told[0].label} was told again"
    return "a section mark is missing"


def _length(attempt: Attempt, critique: Critique) -> str:
    time = spelled(sum(attempt.seconds.values())) if attempt.seconds else NOT_MEASURED
    verb = "typed in" if attempt.mode is Mode.TYPED else "spoken in"
    words = counted(critique.measures.total_words, "word")
    return f"{words}, {verb} {time}; the target is {spelled(attempt.target)} aloud."


def _finding(finding: Finding, number: int, *, disputed: bool) -> Iterator[str]:
    place = f", in the {finding.section.label}" if finding.section else ""
    yield f"Finding {number}{place}: {finding.flaw.label}{', disputed by you, not counted' if disputed else ''}."
    if finding.quote:
        yield f"You said {_quoted(finding.quote)}"
    yield finding.why
    yield f"Do this: {finding.fix}"


def _ratings(critique: Critique, anchors: Anchors, *, hide_scores: bool) -> Iterator[str]:
    if critique.overall is None:
        yield f"Overall {NOT_JUDGED}."
    elif not hide_scores:
        yield f"Overall {critique.overall:.1f} of 5."
    yield from (_rating(rating, anchors, hide_scores=hide_scores) for rating in critique.ratings)


def _rating(rating: Rating, anchors: Anchors, *, hide_scores: bool) -> str:
    name = rating.signal.label.capitalize()
    why = f" {sentence(rating.why)}" if rating.why else ""
    if rating.rating is None:
        return f"{name}: {NOT_JUDGED}.{why}"
    word = WORDS_FOR_RATING[rating.rating]
    given = word if hide_scores else f"{rating.rating} of 5, {word}"
    quote = f" {_quoted(rating.quote)}" if rating.quote else ""
    return f"{name}: {given}.{why}{quote}{_anchor(rating.rating, anchors.get(rating.signal, {}))}"


def _anchor(rating: int, written: Mapping[int, str]) -> str:
    if not written:
        return ""
    step = nearest_anchor(rating, written)
    return f" What a {step} means: {written[step]}"


def _delivery(critique: Critique) -> Iterator[str]:
    measures = critique.measures
    pace = f"{measures.wpm:.0f} words a minute" if measures.wpm is not None else NOT_MEASURED
    fillers = NOT_MEASURED
    if measures.fillers_per_minute is not None:
        fillers = f"{measures.fillers_per_minute:.1f} a minute"
        said = [f"{filler} {times} times" for filler, times in measures.fillers.items()]
        fillers += f": {', '.join(said)}" if said else ""
    yield f"Delivery, judged apart. Pace: {pace}. Fillers: {fillers}."
    said = [f"{section.label} {acts}" for section in SECTIONS if (acts := _acts(measures, section))]
    if said:
        yield f"Whose acts: {'; '.join(said)}."


def _acts(measures: Measures, section: Section) -> str:
    """Say how often a section has I, we and the passive; what it has not is left out."""
    counts = zip(("I", "we", "passive"), measures.pronouns.get(section, ()), strict=False)
    return ", ".join(f"{name} {count}" for name, count in counts if count)


def made_by(attempt: Attempt, critique: Critique) -> str:
    """Say who judged by what, and how many of a model's quotes were not the user's words."""
    heard = attempt.mode is Mode.SPOKEN and attempt.whole.strip()
    notes = " Only your notes were read: what you said aloud beside them was not heard." if heard else ""
    if critique.origin is None:
        return f"Judged by the rules alone.{notes}"
    dropped = critique.dropped_quotes
    quotes = f" {dropped} of its findings quoted words you did not say and were dropped." if dropped else ""
    return f"Judged by the rules and {critique.origin.model}; ratings are the rules' own.{quotes}{notes}"


def _quoted(words: str) -> str:
    return f"“{one_line(words)}”"
