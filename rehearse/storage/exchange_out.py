"""Whole records of one SQLite file, as an export writes them."""

from typing import Any

from rehearse.storage import rows
from rehearse.storage.access import Access, plainly
from rehearse.storage.exchange_attempt import AttemptRow, CritiqueRow
from rehearse.storage.exchange_format import QuestionRow, Row, columns, parts
from rehearse.storage.exchange_interview import InterviewRow, MockRow, ProfileRow
from rehearse.storage.exchange_story import StoryRow, VersionRow

Record = dict[str, Any]


class SqliteRecords(Access):
    """The `Records` port on one SQLite file."""

    @plainly
    def story_ids(self) -> list[int]:
        """List the stories of which a version was kept, oldest first."""
        return self._ids("stories WHERE version_id IS NOT NULL")

    @plainly
    def mock_ids(self) -> list[int]:
        """List the mock interviews that are over, oldest first."""
        return self._ids("mocks WHERE stage != 'running'")

    @plainly
    def interview_ids(self) -> list[int]:
        """List the real interviews, in the order in which they were noted down."""
        return self._ids("interviews")

    @plainly
    def story_of(self, attempt_id: int) -> int | None:
        """Give the id of the story that an attempt tells."""
        found = self._rows("SELECT story_id FROM attempts WHERE id = ?", [attempt_id])
        return found[0]["story_id"] if found else None

    @plainly
    def story(self, story_id: int) -> Record:
        """Give a story with all its versions."""
        (row,) = self._rows("SELECT * FROM stories WHERE id = ?", [story_id])
        versions = self._rows(
            "SELECT * FROM story_versions WHERE story_id = ? AND version IS NOT NULL ORDER BY version",
            [story_id],
        )
        whole = [
            _only(VersionRow, each) | self._parts(VersionRow, "version_id", each["id"]) for each in versions
        ]
        return _only(StoryRow, row) | {"versions": whole}

    @plainly
    def attempt(self, attempt_id: int) -> Record:
        """Give a finished attempt with everything said in it and of it."""
        (row,) = self._rows(
            "SELECT attempts.*, attempts.follow_ups AS follow_ups_planned, earlier.uid AS retry_uid,"
            " first.uid AS round_uid, stories.uid AS story"
            " FROM attempts LEFT JOIN attempts AS earlier ON earlier.id = attempts.retry_of"
            " LEFT JOIN attempts AS first ON first.id = attempts.round_of"
            " LEFT JOIN stories ON stories.id = attempts.story_id WHERE attempts.id = ?",
            [attempt_id],
        )
        named = {
            "question": self._question(row["question_key"]),
            "retry_of": row["retry_uid"],
            "round_of": row["round_uid"],
        }
        critiques = self._rows("SELECT * FROM critiques WHERE attempt_id = ? ORDER BY id", [attempt_id])
        return (
            _only(AttemptRow, row | named)
            | self._parts(AttemptRow, "attempt_id", attempt_id)
            | {"critiques": [self._critique(each, row["critique_id"]) for each in critiques]}
        )

    @plainly
    def mock(self, mock_id: int) -> Record:
        """Give a mock interview; an answer that was deleted or not finished is left out of it."""
        (row,) = self._rows("SELECT * FROM mocks WHERE id = ?", [mock_id])
        asked = self._rows(
            "SELECT mock_questions.*, attempts.uid AS attempt FROM mock_questions"
            " LEFT JOIN attempts ON attempts.id = attempt_id AND status = 'finished' AND deleted_at IS NULL"
            " WHERE mock_id = ? ORDER BY position",
            [mock_id],
        )
        questions = [
            {
                "position": each["position"],
                "question": self._question(each["question_key"]),
                "persona": each["persona"],
                "attempt": each["attempt"],
            }
            for each in asked
        ]
        return _only(MockRow, row) | {"mock_questions": questions}

    @plainly
    def interview(self, interview_id: int) -> Record:
        """Give a real interview with its questions."""
        (row,) = self._rows("SELECT * FROM interviews WHERE id = ?", [interview_id])
        return _only(InterviewRow, row) | self._parts(InterviewRow, "interview_id", interview_id)

    @plainly
    def profile(self) -> Record | None:
        """Give the profile; None where nothing was said."""
        found = self._rows("SELECT * FROM profile", [])
        return _only(ProfileRow, found[0]) if found else None

    def _ids(self, table: str) -> list[int]:
        return [row["id"] for row in self._rows(f"SELECT id FROM {table} ORDER BY id", [])]

    def _question(self, key: str) -> Record:
        (row,) = self._rows("SELECT * FROM questions WHERE key = ?", [key])
        return _only(QuestionRow, row)

    def _critique(self, row: rows.Row, present: int | None) -> Record:
        whole = {**row, "present": row["id"] == present}
        return _only(CritiqueRow, whole) | self._parts(CritiqueRow, "critique_id", row["id"])

    def _parts(self, model: type[Row], key: str, value: int) -> Record:
        return {
            table: self._rows(
                f"SELECT {', '.join(columns(part))} FROM {table} WHERE {key} = ? ORDER BY {part.order}",
                [value],
            )
            for table, part in parts(model).items()
        }


def _only(model: type[Row], row: rows.Row) -> Record:
    """Take from a row what its record holds, in the order of the format."""
    return {name: row[name] for name in columns(model)}
