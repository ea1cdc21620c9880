"""Two answers side by side: shares, ratings, findings gone, new and still there, and the words that changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from rehearse.domain.attempt import Attempt
from rehearse.domain.budget import Shares, shares
from rehearse.domain.critique import Finding
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.text import count_words, counted
from rehearse.domain.vocabulary import Mode, Signal

COMPARED: Final = 2_000
"""Words of each text that are compared one by one: more than a quarter of an hour of talk, and a second of work."""


class Change(StrEnum):
    """What became of a run of words."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stood together, and what became of them."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """What became of the findings between two attempts; two are the same by their flaw and section."""

    gone: tuple[Finding, ...]
    new: tuple[Finding, ...]
    still: tuple[Finding, ...]

    @property
    def named(self) -> dict[str, tuple[Finding, ...]]:
        """Give each of the three under the words that it is shown with."""
        return {"gone": self.gone, "new": self.new, "still there": self.still}

    @property
    def text(self) -> str:
        """Say in a line how many there are of each."""
        return (
            f"{counted(len(self.gone), 'finding')} gone, {len(self.new)} new, {len(self.still)} still there."
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of an answer that differ in one section; shares are None where a part was not measured.

    `words` are those typed in the section, `diff` what became of them; None where one was told as a whole, and has
    them in another place.
    """

    section: Section
    before: Shares | None
    after: Shares | None
    findings: FindingChanges
    words: tuple[int, int] | None
    diff: tuple[Run, ...] | None


def compare(before: Attempt, after: Attempt, section: Section) -> Comparison:
    """Hold a section that was said again against what it replaced."""
    was, now = (attempt.texts.get(section, "") for attempt in (before, after))
    elsewhere = any(
        attempt.answer().told_whole and _found(attempt) != _typed(attempt) for attempt in (before, after)
    )
    return Comparison(
        section=section,
        before=_shares(before, before.seconds if before.measured else {}),
        after=_shares(
            after, {**before.seconds, **after.seconds} if before.measured and after.measured else {}
        ),
        findings=_changes(before, after),
        words=None if elsewhere else (count_words(was), count_words(now)),
        diff=None if elsewhere else word_diff(was, now),
    )


@dataclass(frozen=True, slots=True)
class RatingPair:
    """One signal's rating in both; None where it was not judged."""

    signal: Signal
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two whole attempts side by side, the earlier one before; `diff` has the sections that either of them told."""

    before: Attempt
    after: Attempt
    shares: tuple[Shares | None, Shares | None]
    ratings: tuple[RatingPair, ...]
    findings: FindingChanges
    diff: Mapping[Section, tuple[Run, ...]]


def side_by_side(one: Attempt, other: Attempt) -> Pair:
    """Hold two attempts against each other, the earlier one first."""
    before, after = sorted((one, other), key=lambda attempt: (attempt.started_at, attempt.id))
    measured = [attempt.critique.measures.share if attempt.critique else None for attempt in (before, after)]
    told = [section for section in SECTIONS if before.texts.get(section) or after.texts.get(section)]
    return Pair(
        before,
        after,
        (measured[0], measured[1]),
        tuple(RatingPair(signal, _rating(before, signal), _rating(after, signal)) for signal in Signal),
        _changes(before, after),
        {section: word_diff(before.texts.get(section, ""), after.texts.get(section, "")) for section in told},
    )


def _rating(attempt: Attempt, signal: Signal) -> int | None:
    rated = attempt.critique.rating(signal) if attempt.critique else None
    return rated.rating if rated else None


def word_diff(old: str, new: str) -> tuple[Run, ...]:
    """Cut two texts into runs of words that were kept, went and came; what is too long to compare is so as a whole."""
    before, after = old.split(), new.split()
    begun = SequenceMatcher(None, before[:COMPARED], after[:COMPARED], autojunk=False)
    runs: list[Run] = []
    for tag, a, a_end, b, b_end in begun.get_opcodes():
        runs += _runs(before[a:a_end], after[b:b_end], kept=tag == "equal")
    rest, other = before[COMPARED:], after[COMPARED:]
    return (*runs, *_runs(rest, other, kept=rest == other))


def _runs(before: list[str], after: list[str], *, kept: bool) -> Iterator[Run]:
    sides = ((Change.KEPT, before),) if kept else ((Change.GONE, before), (Change.NEW, after))
    yield from (Run(change, " ".join(words)) for change, words in sides if words)


def _shares(attempt: Attempt, seconds: Mapping[Section, float]) -> Shares | None:
    if attempt.mode is Mode.TYPED:
        return shares({section: float(words) for section, words in _found(attempt).items()})
    return shares(seconds) if seconds else None


def _typed(attempt: Attempt) -> dict[Section, int]:
    return {section: count_words(attempt.texts.get(section, "")) for section in SECTIONS}


def _found(attempt: Attempt) -> dict[Section, int]:
    """Count the words of each section, as the critique did: it finds the sections of an answer told as a whole."""
    if attempt.critique is None:
        return _typed(attempt)
    return {section: attempt.critique.measures.words.get(section, 0) for section in SECTIONS}


def _changes(before: Attempt, after: Attempt) -> FindingChanges:
    was, now = (attempt.critique.findings if attempt.critique else () for attempt in (before, after))
    then, since = {each.key for each in was}, {each.key for each in now}
    return FindingChanges(
        tuple(each for each in was if each.key not in since),
        tuple(each for each in now if each.key not in then),
        tuple(each for each in now if each.key in then),
    )
