"""What to rehearse today: counted back from the interview where there is a date, else spaced by memory.

Everything is derived from the attempts: `grading.py` says how well a section was told, `due.py` when it comes back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from rehearse.domain.angle_drill import ALWAYS
from rehearse.domain.cadence import is_eve
from rehearse.domain.due import Review, Spacing, due_on, final_from
from rehearse.domain.exercise import Kind
from rehearse.domain.grading import Grade
from rehearse.domain.plan_item import Item, Subject, Unit, minutes_of
from rehearse.domain.rehearsed import Known
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.vocabulary import Angle

NIGHT_ITEMS: Final = 5
"""Short items on the eve of the interview at most (requirement 82)."""
OPENINGS: Final = 2
"""Times that a weak opening is rehearsed alone before it comes with the whole story."""


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
        final = final_from(known.begun(day), interview, known.to_tell, items)
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
    return [_opening(kept, f"{when}: only openings") for kept in known.ready]


def _due(
    known: Known, day: date, interview: date | None, final: date | None, spacing: Spacing
) -> Iterable[tuple[tuple[Grade, bool, int, int, str], Item]]:
    """Give what is due with what it is sorted by: the weakest first, whole answers before openings.

    Then what waited longest, then what was told least often.

    An opening that held, or was rehearsed alone often enough, is rehearsed with the whole story while there is an angle
    from which that was not told.
    """
    names = known.names
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


def _last_round(known: Known, final: date, interview: date) -> list[Item]:
    """Give each story, or question, that was not told in the last round yet: as it was told worst, the worst first.

    What was never told whole comes after these.
    """
    names, all_told, why = known.names, known.told, f"the last round before {interview:%d %b}"
    found: list[tuple[tuple[Grade, date], Item]] = []
    for owner, ways in all_told.items():
        if max(last.day for told in ways.values() for last in told) < final:
            subject, told = min(ways.items(), key=lambda way: (_how_badly(way[1]), way[0].angle or ""))
            item = Item(subject, Kind.WHOLE, SECTIONS, names[owner], why, known.latest.get(subject))
            found.append((_how_badly(told), item))
    untold: dict[str, Item] = {}
    for item in _angles(known):
        untold.setdefault(item.subject.story, item)
    first = [item for story, item in untold.items() if story not in all_told]
    return [*(item for _, item in sorted(found, key=lambda each: (each[0], each[1].name))), *first]


def _how_badly(told: Sequence[Review]) -> tuple[Grade, date]:
    return min(last.grade for last in told), max(last.day for last in told)


def _new(known: Known) -> Iterable[Item]:
    """Give what was never rehearsed: each story's opening, then its angles, one story after the other."""
    for kept in known.ready:
        if not any(known.reviews.get(Unit(Subject(kept.key), section)) for section in Kind.SETUP.sections):
            yield _opening(kept, "its opening was not rehearsed yet")
    yield from _angles(known)


def _angles(known: Known) -> Iterable[Item]:
    """Give the angles from which stories were never told: those they are meant for, then those always asked for."""
    stories = known.ready
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


def _opening(kept: KeptStory, why: str) -> Item:
    return Item(Subject(kept.key), Kind.SETUP, Kind.SETUP.sections, kept.story.title, why)


def _item(known: Known, subject: Subject, due: tuple[Section, ...], name: str, why: str) -> Item:
    """Choose the shortest drill that tells every section that is due."""
    if subject.story and set(due) <= set(Kind.SETUP.sections):
        return Item(subject, Kind.SETUP, Kind.SETUP.sections, name, why)
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
