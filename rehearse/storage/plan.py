"""What the planner needs of the history, read in one go: which unit was rehearsed on which day, and how well."""

from datetime import datetime
from typing import Final

from rehearse.domain.exercise import Kind
from rehearse.domain.planner import Known, Review, Unit, grade
from rehearse.domain.vocabulary import Angle
from rehearse.storage.access import Access, plainly
from rehearse.storage.stories import SqliteStories

LATEST: Final = 2_000
"""Attempts that are looked at: more than a year of three a day, and few enough to be read at once."""
_REVIEWS: Final = """
    SELECT attempts.started_at, attempts.kind, attempts.angle, attempts.question_key, stories.key AS story,
           questions.text AS question,
           (SELECT min(rating) FROM ratings WHERE ratings.critique_id = attempts.critique_id) AS weakest,
           CASE WHEN attempts.mode = 'spoken' AND attempts.measured = 1 THEN
               (SELECT sum(seconds) FROM attempt_sections WHERE attempt_sections.attempt_id = attempts.id
                AND attempt_sections.section IN ('situation', 'task')) END AS setup
    FROM (SELECT * FROM attempts WHERE status = 'finished' AND deleted_at IS NULL AND kind != 'section'
          ORDER BY id DESC LIMIT ?) AS attempts
    JOIN questions ON questions.key = attempts.question_key
    LEFT JOIN stories ON stories.id = attempts.story_id
    ORDER BY attempts.id
"""
_PARTS: Final = (Kind.SETUP, Kind.ACTION)


class SqlitePlan(Access):
    """The `PlanStore` port on one SQLite file."""

    @plainly
    def known(self) -> Known:
        """Read the bank and the latest rehearsals; a take that was neither judged nor measured is left out."""
        reviews: dict[Unit, list[Review]] = {}
        questions: dict[str, str] = {}
        for row in self._rows(_REVIEWS, [LATEST]):
            graded = grade([row["weakest"]] if row["weakest"] else [], row["setup"])
            kind = Kind(row["kind"]) if row["kind"] in _PARTS else Kind.WHOLE
            if graded is None or (kind is not Kind.WHOLE and not row["story"]):
                continue
            angle = Angle(row["angle"]) if row["angle"] and kind is Kind.WHOLE else None
            key = "" if row["story"] else row["question_key"]
            if key:
                questions[key] = row["question"]
            unit = Unit(row["story"] or "", angle if row["story"] else None, kind, key)
            day = datetime.fromisoformat(row["started_at"]).astimezone().date()
            reviews.setdefault(unit, []).append(Review(day, graded))
        stories = SqliteStories(self._db, self.file).all()
        return Known(tuple(stories), questions, {unit: tuple(found) for unit, found in reviews.items()})
