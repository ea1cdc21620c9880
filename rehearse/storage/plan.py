"""What the planner needs of the history, read in one go: which section was rehearsed on which day, and how well."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from rehearse.domain.due import Review
from rehearse.domain.exercise import Kind
from rehearse.domain.grading import Grade, grade
from rehearse.domain.plan_item import Subject, Unit, units_of
from rehearse.domain.rehearsed import Known
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.vocabulary import Angle, Flaw, Signal
from rehearse.storage import rows
from rehearse.storage.access import Access, plainly
from rehearse.storage.rows import Row, readable
from rehearse.storage.stories import SqliteStories

LATEST: Final = 2_000
"""Attempts that are looked at: more than a year of three a day, and few enough to be read at once."""
_REVIEWS: Final = """
    SELECT attempts.id, attempts.started_at, attempts.kind, attempts.angle, attempts.told,
           attempts.question_key, stories.key AS story, questions.text AS question,
           CASE WHEN attempts.kind IN ('setup', 'action') THEN outcomes.good END AS passed,
           (SELECT group_concat(signal || ' ' || rating) FROM ratings
            WHERE ratings.critique_id = attempts.critique_id) AS ratings,
           (SELECT group_concat(flaw) FROM findings WHERE findings.critique_id = attempts.critique_id
            AND NOT EXISTS (SELECT 1 FROM disputes WHERE disputes.attempt_id = attempts.id
                AND disputes.flaw = findings.flaw AND disputes.section = coalesce(findings.section, ''))) AS flaws,
           CASE WHEN attempts.mode = 'spoken' AND attempts.measured = 1 THEN
               (SELECT sum(seconds) FROM attempt_sections WHERE attempt_sections.attempt_id = attempts.id
                AND attempt_sections.section IN ('situation', 'task')) END AS setup
    FROM (SELECT * FROM attempts WHERE status = 'finished' AND deleted_at IS NULL
          ORDER BY started_at DESC, id DESC LIMIT ?) AS attempts
    JOIN questions ON questions.key = attempts.question_key
    LEFT JOIN stories ON stories.id = attempts.story_id
    LEFT JOIN outcomes ON outcomes.attempt_id = attempts.id
    ORDER BY attempts.started_at, attempts.id
"""
_BY_LETTER: Final = {section.letter: section for section in SECTIONS}


class SqlitePlan(Access):
    """The `PlanStore` port on one SQLite file."""

    @plainly
    def known(self) -> Known:
        """Read the bank and the latest rehearsals; what was neither judged nor measured of a take is left out."""
        reviews: dict[Unit, list[Review]] = {}
        questions: dict[str, str] = {}
        latest: dict[Subject, int] = {}
        done: dict[date, tuple[Kind, ...]] = {}
        for subject, kind, row, day, reviewed in readable(self._rows(_REVIEWS, [LATEST]), _rehearsed):
            done[day] = (*done.get(day, ()), kind)
            if subject is None:
                continue
            if subject.question:
                questions[subject.question] = row["question"]
            if not kind.partial:
                latest[subject] = row["id"]
            for section, review in reviewed:
                for unit in units_of(subject, section):
                    reviews.setdefault(unit, []).append(review)
        stories = SqliteStories(self._door).all()
        found = {unit: tuple(each) for unit, each in reviews.items()}
        return Known(tuple(stories), questions, found, latest, done)


def _rehearsed(row: Row) -> tuple[Subject | None, Kind, Row, date, list[tuple[Section, Review]]]:
    """Read an attempt: what it rehearsed, and its sections with day and grade.

    One that was told in the future, under a clock that was wrong, was told by today.
    """
    day = min(datetime.fromisoformat(row["started_at"]), rows.now()).astimezone().date()
    reviewed = [(section, Review(day, graded)) for section, graded in _graded(row)]
    return _subject(row), Kind(row["kind"]), row, day, reviewed


def _subject(row: Row) -> Subject | None:
    """Tell what an attempt rehearsed; a part that told no story rehearsed nothing that comes back."""
    if row["story"]:
        return Subject(row["story"], Angle(row["angle"]) if row["angle"] else None)
    return None if Kind(row["kind"]).partial else Subject(question=row["question_key"])


def _graded(row: Row) -> Iterator[tuple[Section, Grade]]:
    """Grade the sections that an attempt told anew."""
    pairs = (each.split(" ") for each in (row["ratings"] or "").split(",") if each)
    ratings = {Signal(name): int(rating) for name, rating in pairs}
    flaws = {Flaw(name) for name in (row["flaws"] or "").split(",") if name}
    passed = None if row["passed"] is None else bool(row["passed"])
    for letter in row["told"]:
        section = _BY_LETTER[letter]
        graded = grade(section, ratings, flaws, row["setup"], passed)
        if graded is not None:
            yield section, graded
