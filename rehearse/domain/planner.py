"""What to rehearse today: counted back from the interview where there is a date, else spaced by memory.

A unit is one section of a subject: of a story from an angle, or of a question where no story is told. The sections of
a subject that are due together make one item: an opening, an Action, one section again, or the whole answer.
Everything is derived from the attempts: nobody is asked to grade themselves.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from rehearse.domain.angle_drill import ALWAYS
from rehearse.domain.cadence import USUAL, Cadence, is_eve
from rehearse.domain.exercise import Kind
from rehearse.domain.section import SECTIONS, Part, Section, sections_of
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.vocabulary import Angle, Flaw, Signal

NIGHT_ITEMS: Final = 5
"""Short items on the eve of the interview at most (requirement 82)."""
GAP: Final = 0.25
SHORTEST: Final = 1
"""With a date the next repetition comes after this share of the days left, never sooner than these days."""
FINAL: Final = 0.2
"""The share of the preparation, at its end, in which each story is told once more."""
LONGEST_ROUND: Final = 14
"""Days that the last round takes at most, however long the preparation is."""
OPENINGS: Final = 2
"""Times that a weak opening is rehearsed alone before it comes with the whole story."""
PAUSE: Final = 14
"""Days without a rehearsal after which a new preparation begins."""
LONG_SETUP: Final = 45.0
"""Seconds of set-up from which a take counts as forgotten."""
MINUTES_OF: Final = {Kind.SETUP: 2, Kind.ACTION: 3, Kind.SECTION: 2}
"""Minutes an item takes; a whole answer with its follow-ups takes five."""
WHOLE_MINUTES: Final = 5
SHOWN_BY: Final = {
    Section.SITUATION: (Signal.PROBLEM_FRAMING,),
    Section.TASK: (Signal.PROBLEM_FRAMING,),
    Section.ACTION: (Signal.DATA_JUDGMENT, Signal.TECHNICAL_TRADEOFFS, Signal.EXECUTION),
    Section.RESULT: (Signal.OWNERSHIP,),
    Section.REFLECTION: (),
}
"""The signals that a section has to show, so that a weak one brings back what carries it and not the whole answer."""
LACKS: Final = {
    Section.TASK: Flaw.NO_TASK,
    Section.RESULT: Flaw.MISSING_RESULT,
    Section.REFLECTION: Flaw.MISSING_REFLECTION,
}
"""The finding that says a section is not there."""
_SETUP: Final = sections_of(Part.SETUP)


class Grade(IntEnum):
    """How well something was told, in the grades that spacing by memory knows."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Subject:
    """What is told: `story` is a story's key, `question` a question's key where no story is told."""

    story: str = ""
    angle: Angle | None = None
    question: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is spaced: one section of a subject."""

    subject: Subject
    section: Section


def units_of(subject: Subject, section: Section) -> tuple[Unit, ...]:
    """Give what a section told for a subject rehearses: a story's set-up is its opening from every angle."""
    units = (Unit(subject, section),)
    opens = subject.angle is not None and section in _SETUP
    return (*units, Unit(Subject(subject.story), section)) if opens else units


@dataclass(frozen=True, slots=True)
class Review:
    """One rehearsal of a unit."""

    day: date
    grade: Grade


def minutes_of(kind: Kind) -> int:
    """Give about how many minutes a drill of a kind takes."""
    return MINUTES_OF.get(kind, WHOLE_MINUTES)


@dataclass(frozen=True, slots=True)
class Item:
    """Something to rehearse and why now. `name` is the story's or the question's.

    `attempt` is the id of the newest answer to the same, if there is one: the one whose section is told again, where
    `kind` is one section.
    """

    subject: Subject
    kind: Kind
    sections: tuple[Section, ...]
    name: str
    why: str
    attempt: int | None = None

    @property
    def minutes(self) -> int:
        """Give about how many minutes it takes."""
        return minutes_of(self.kind)

    @property
    def text(self) -> str:
        """Name it in a line."""
        parts = {Kind.SETUP: "the set-up of ", Kind.ACTION: "the Action of "}
        part = f"the {self.sections[0].label} of " if self.kind is Kind.SECTION else parts.get(self.kind, "")
        angle = f", {self.subject.angle.label}" if self.subject.angle else ""
        return f"{part}{self.name}{angle}"

    @property
    def units(self) -> tuple[Unit, ...]:
        """Give the units it rehearses."""
        return tuple(unit for section in self.sections for unit in units_of(self.subject, section))


Spacing = Callable[[Sequence[Review]], date]
"""Gives the day on which a unit is due again, from its reviews, oldest first."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a plan is made of: the bank, the names of questions, and what was rehearsed when, oldest first.

    `latest` is the id of the newest answer to a subject, whole or mended in one section; `done` has what was rehearsed
    on a day, planned or not; `cadence` is the user's.
    """

    stories: tuple[KeptStory, ...] = ()
    questions: Mapping[str, str] = field(default_factory=dict)
    reviews: Mapping[Unit, tuple[Review, ...]] = field(default_factory=dict)
    latest: Mapping[Subject, int] = field(default_factory=dict)
    done: Mapping[date, tuple[Kind, ...]] = field(default_factory=dict)
    cadence: Cadence = USUAL


def grade(
    section: Section,
    ratings: Mapping[Signal, int],
    flaws: Iterable[Flaw] = (),
    setup_seconds: float | None = None,
    passed: bool | None = None,
) -> Grade | None:
    """Grade a section by the weakest signal it has to show; None where nothing of it was judged or measured.

    A set-up that took too long and a section that is not there have to be told again whatever the ratings say.
    `passed` is what a part told alone came to; it has no ratings.
    """
    if section in _SETUP and (setup_seconds or 0) > LONG_SETUP:
        return Grade.AGAIN
    if LACKS.get(section) in set(flaws):
        return Grade.AGAIN
    weakest = min((ratings[signal] for signal in SHOWN_BY[section] if signal in ratings), default=None)
    if weakest is None and passed is not None:
        return Grade.GOOD if passed else Grade.HARD
    if weakest is None:
        timed = section in _SETUP and setup_seconds is not None
        return Grade.GOOD if timed or (ratings and not SHOWN_BY[section]) else None
    return {1: Grade.AGAIN, 2: Grade.HARD, 5: Grade.EASY}.get(weakest, Grade.GOOD)


def today(known: Known, day: date, interview: date | None, spacing: Spacing) -> tuple[Item, ...]:
    """Give what to rehearse on a day, the most valuable first; with what was done on it never more than the cap."""
    done = known.done.get(day, ())
    if interview is not None and is_eve(day, interview):
        why = "the evening before" if day < interview else "the day itself"
        return _capped(known, _eve(known, why), NIGHT_ITEMS, done)
    if interview is not None and interview < day:
        interview = None
    items = known.cadence.items
    final = None
    if interview is not None:
        final = final_from(_begun(known, day), interview, _stories(known), items)
    due = sorted(_due(known, day, interview, final, spacing), key=lambda each: each[0])
    weak = [item for (grade, *_), item in due if grade < Grade.GOOD]
    held = [item for (grade, *_), item in due if grade >= Grade.GOOD]
    fresh = list(_new(known))
    if interview is not None and final is not None and day >= final:
        return _capped(known, [*_last_round(known, final, interview), *weak, *held, *fresh], items, done)
    # One thing a day was never told yet, or repetitions alone would fill the days. Where one thing is all, what is weak
    # comes first, as the settings say.
    most = max(items - 1, 1)
    return _capped(known, [*weak[:most], *fresh[:1], *weak[most:], *held, *fresh[1:]], items, done)


def _eve(known: Known, when: str) -> list[Item]:
    """Give the short set-ups of the evening before and of the day: no whole answers any more."""
    return [_opening(kept, f"{when}: only openings") for kept in _told_from(known)]


def _due(
    known: Known, day: date, interview: date | None, final: date | None, spacing: Spacing
) -> Iterable[tuple[tuple[Grade, bool, int, int, str], Item]]:
    """Give what is due with what it is sorted by: the weakest first, whole answers before openings.

    Then what waited longest, then what was told least often.

    An opening that held, or was rehearsed alone often enough, is rehearsed with the whole story while there is an angle
    from which that was not told.
    """
    names = _names(known)
    found: dict[Subject, dict[Section, tuple[Review, date]]] = {}
    for unit, reviews in known.reviews.items():
        if reviews and reviews[-1].day < day:
            when = due_on(reviews, final, interview, spacing, known.cadence.longest_gap)
            if when <= day:
                found.setdefault(unit.subject, {})[unit.section] = (reviews[-1], when)
    for subject, due in found.items():
        name = names.get(subject.story or subject.question)
        if name is None:
            continue
        weakest = min(due, key=lambda section: (due[section][0].grade, section.position))
        last = due[weakest][0]
        why = f"{_ago(day, last.day)}: {_held(weakest, last.grade)}"
        waited = (min(when for _, when in due.values()) - day).days
        sections = tuple(section for section in SECTIONS if section in due)
        item = _item(known, subject, sections, name, why)
        times = [len(known.reviews[Unit(subject, section)]) for section in sections]
        if item.kind is Kind.SETUP and (last.grade >= Grade.GOOD or min(times) >= OPENINGS):
            item = next((each for each in _angles(known) if each.subject.story == subject.story), item)
        often = sum(times)
        yield (last.grade, item.kind is Kind.SETUP, waited, often, name), item


def _owners(known: Known) -> dict[str, dict[Subject, list[Review]]]:
    """Give what was told: by story, or question where no story is told, the last reviews of each way it was told."""
    names = _names(known)
    told: dict[str, dict[Subject, list[Review]]] = {}
    for unit, reviews in known.reviews.items():
        owner = unit.subject.story or unit.subject.question
        # an opening is rehearsed alone; whatever else was told, the story was told
        if owner in names and reviews and unit.section not in _SETUP:
            told.setdefault(owner, {}).setdefault(unit.subject, []).append(reviews[-1])
    return told


def _last_round(known: Known, final: date, interview: date) -> list[Item]:
    """Give each story, or question, that was not told in the last round yet: as it was told worst, the worst first.

    What was never told whole comes after these.
    """
    names, why = _names(known), f"the last round before {interview:%d %b}"
    found: list[tuple[tuple[Grade, date], Item]] = []
    for owner, ways in _owners(known).items():
        if max(last.day for told in ways.values() for last in told) < final:
            subject, told = min(ways.items(), key=lambda way: (_how_badly(way[1]), way[0].angle or ""))
            item = Item(subject, Kind.WHOLE, SECTIONS, names[owner], why, known.latest.get(subject))
            found.append((_how_badly(told), item))
    untold: dict[str, Item] = {}
    for item in _angles(known):
        untold.setdefault(item.subject.story, item)
    first = [item for story, item in untold.items() if story not in _owners(known)]
    return [*(item for _, item in sorted(found, key=lambda each: (each[0], each[1].name))), *first]


def _stories(known: Known) -> int:
    """Count what there is to tell: stories that are ready, and questions told without one."""
    return len({*_owners(known), *(kept.key for kept in _told_from(known))})


def _how_badly(told: Sequence[Review]) -> tuple[Grade, date]:
    return min(last.grade for last in told), max(last.day for last in told)


def _begun(known: Known, day: date) -> date:
    """Give the first day of this preparation: what lies before a long pause was for another one."""
    first = day
    for each in sorted(
        {review.day for reviews in known.reviews.values() for review in reviews}, reverse=True
    ):
        if each <= day and (first - each).days > PAUSE:
            break
        first = min(first, each)
    return first


def due_on(
    reviews: Sequence[Review],
    final: date | None,
    interview: date | None,
    spacing: Spacing,
    longest_gap: int = USUAL.longest_gap,
) -> date:
    """Give the day on which a unit is due again; `final` is the first day of the last round, if there is one.

    `longest_gap` is in days.
    """
    if interview is None or final is None:
        return spacing(reviews)
    last = reviews[-1].day
    left = (interview - last).days
    when = last + timedelta(days=min(max(round(GAP * left), SHORTEST), longest_gap))
    return min(when, final) if last < final else when


def final_from(first: date, interview: date, stories: int, items: int = USUAL.items) -> date:
    """Give the first day of the last round: the last fifth of the time since the first rehearsal.

    It begins earlier where the stories need more days, the evening before left out, but leaves half of the time.
    `items` are told on a day.
    """
    span = (interview - first).days
    needed = -(-stories // items) + 1
    days = min(max(round(FINAL * span), needed), span // 2, LONGEST_ROUND)
    return interview - timedelta(days=max(days, 1))


def _new(known: Known) -> Iterable[Item]:
    """Give what was never rehearsed: each story's opening, then its angles, one story after the other."""
    for kept in _told_from(known):
        if not any(known.reviews.get(Unit(Subject(kept.key), section)) for section in _SETUP):
            yield _opening(kept, "its opening was not rehearsed yet")
    yield from _angles(known)


def _angles(known: Known) -> Iterable[Item]:
    """Give the angles from which stories were never told: those they are meant for, then those always asked for."""
    stories = _told_from(known)
    others = tuple(each for each in Angle if each not in ALWAYS)
    for meant in (True, False):
        for angle in (*ALWAYS, *others) if meant else ALWAYS:
            for kept in stories:
                subject = Subject(kept.key, angle)
                told = any(known.reviews.get(Unit(subject, section)) for section in SECTIONS)
                if not told and meant == (angle in (kept.story.angles or ALWAYS)):
                    yield Item(
                        subject, Kind.WHOLE, SECTIONS, kept.story.title, "not told from this angle yet"
                    )


def _told_from(known: Known) -> list[KeptStory]:
    return [kept for kept in known.stories if kept.story.ready and not kept.archived]


def _opening(kept: KeptStory, why: str) -> Item:
    return Item(Subject(kept.key), Kind.SETUP, _SETUP, kept.story.title, why)


def _item(known: Known, subject: Subject, due: tuple[Section, ...], name: str, why: str) -> Item:
    """Choose the shortest drill that tells every section that is due."""
    if subject.story and set(due) <= set(_SETUP):
        return Item(subject, Kind.SETUP, _SETUP, name, why)
    if subject.story and due == (Section.ACTION,):
        return Item(subject, Kind.ACTION, due, name, why)
    if len(due) == 1 and subject in known.latest:
        return Item(subject, Kind.SECTION, due, name, why, known.latest[subject])
    return Item(subject, Kind.WHOLE, SECTIONS, name, why, known.latest.get(subject))


def _capped(known: Known, items: Iterable[Item], most: int, done: Sequence[Kind]) -> tuple[Item, ...]:
    """Take items while the day has room: first what shares nothing with another item, then what adds something."""
    items = list(items)
    taken: list[Item] = []
    most -= len(done)
    room = known.cadence.minutes - sum(map(minutes_of, done))
    for shares_nothing in (True, False):
        for item in items:
            minutes = sum(each.minutes for each in taken) + item.minutes
            already = {unit for each in taken for unit in each.units}
            adds = already.isdisjoint(item.units) if shares_nothing else not already.issuperset(item.units)
            if len(taken) < most and minutes <= room and adds:
                taken.append(item)
    return tuple(taken)


def _names(known: Known) -> dict[str, str]:
    live = {kept.key: kept.story.title for kept in known.stories if not kept.archived}
    return {**known.questions, **live}


def _ago(day: date, then: date) -> str:
    days = (day - then).days
    return "yesterday" if days == 1 else f"{days} days ago"


def _held(section: Section, grade: Grade) -> str:
    """Say how the weakest of what is due was told."""
    return {
        Grade.AGAIN: f"the {section.label} did not hold",
        Grade.HARD: f"the {section.label} was weak",
        Grade.GOOD: "told well enough",
        Grade.EASY: "told convincingly",
    }[grade]


def ahead(
    known: Known, first: date, days: int, interview: date | None, spacing: Spacing
) -> list[tuple[date, tuple[Item, ...]]]:
    """Give the plan day by day, as it comes when every item is done and told well enough."""
    plan = []
    for day in (first + timedelta(days=number) for number in range(days)):
        items = today(known, day, interview, spacing)
        plan.append((day, items))
        units = [unit for item in items for unit in item.units]
        done = {unit: (*known.reviews.get(unit, ()), Review(day, Grade.GOOD)) for unit in units}
        known = replace(known, reviews={**known.reviews, **done})
    return plan
