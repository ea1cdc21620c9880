"""Records of an export into one SQLite file: what is here already stays as it is."""

import json
import sqlite3
from typing import Any, Final

from pydantic import ValidationError

from rehearse.domain.question import Question
from rehearse.domain.vocabulary import Competency, Difficulty
from rehearse.storage.access import Access, plainly
from rehearse.storage.attempt_rows import search_row
from rehearse.storage.exchange_attempt import AttemptRow, CritiqueRow
from rehearse.storage.exchange_format import QuestionRow, Row, columns, meaning, parts
from rehearse.storage.exchange_interview import InterviewRow, MockRow, ProfileRow
from rehearse.storage.exchange_story import StoryRow, VersionRow
from rehearse.storage.port import Taken

_ATTEMPT_APART: Final = {"question", "retry_of", "round_of", "story", "story_version", "follow_ups_planned"}
"""Fields of an attempt that its table spells otherwise."""
_NO_RECORD: Final = "it is no record of an export (a story, an attempt, a mock …); take the line out."


class SqliteIntake(Access):
    """The `Intake` port on one SQLite file."""

    @plainly
    def take(self, batch: list[tuple[str, bytes]], taken: Taken) -> None:
        """Keep the records of a batch in one transaction; one that cannot be kept is left out with a sentence."""
        with self._writing():
            for place, line in batch:
                try:
                    with self._writing():
                        self._take(line, taken)
                except ValidationError as error:
                    taken.refuse(f"{place}, {meaning(error)}.")
                except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError) as error:
                    taken.refuse(f"{place}: it contradicts itself ({error}); export it anew.")
                except (ValueError, RecursionError) as error:
                    taken.refuse(f"{place}: {_not_json(error)}")

    def _take(self, line: bytes, taken: Taken) -> None:
        record = json.loads(line.decode("utf-8"))
        if not isinstance(record, dict) or len(record) != 1:
            raise ValueError(_NO_RECORD)
        ((kind, given),) = record.items()
        match kind:
            case "story":
                new = self._take_story(StoryRow.model_validate(given))
            case "attempt":
                new = self._take_attempt(AttemptRow.model_validate(given))
            case "mock":
                new = self._take_mock(MockRow.model_validate(given))
            case "interview":
                new = self._take_interview(InterviewRow.model_validate(given))
            case "profile":
                new = self._take_profile(ProfileRow.model_validate(given))
            case _:
                raise ValueError(_NO_RECORD)
        if new:
            taken.added[kind] += 1
        else:
            taken.known += 1

    # Stories

    def _take_story(self, story: StoryRow) -> bool:
        story_id = self._id_of("stories", story.uid)
        before = story_id
        if story_id is None:
            row = story.model_dump(include=set(columns(StoryRow)))
            story_id = self._insert("stories", row | {"key": self._free_story_key(story.key)})
        there = {
            row["version"]
            for row in self._rows("SELECT version FROM story_versions WHERE story_id = ?", [story_id])
        }
        fresh = [each for each in story.versions if each.version not in there]
        for each in fresh:
            row = each.model_dump(include=set(columns(VersionRow)))
            self._put(each, "version_id", self._insert("story_versions", {"story_id": story_id} | row))
        self._db.execute(
            "UPDATE stories SET version_id = (SELECT id FROM story_versions WHERE story_id = stories.id"
            " AND version IS NOT NULL ORDER BY version DESC LIMIT 1) WHERE id = ?",
            [story_id],
        )
        return before is None or bool(fresh)

    # Attempts

    def _take_attempt(self, attempt: AttemptRow) -> bool:
        if self._id_of("attempts", attempt.uid) is not None:
            return False
        story_id = self._id_of("stories", attempt.story)
        plain = set(columns(AttemptRow)) - _ATTEMPT_APART
        attempt_id = self._insert(
            "attempts",
            attempt.model_dump(include=plain)
            | {
                "question_key": self._asked(attempt.question),
                "status": "answered",
                "follow_ups": attempt.follow_ups_planned,
                "retry_of": self._id_of("attempts", attempt.retry_of),
                "round_of": self._id_of("attempts", attempt.round_of),
                "story_id": story_id,
                "story_version": attempt.story_version if story_id is not None else None,
            },
        )
        self._put(attempt, "attempt_id", attempt_id)
        present = None
        for critique in attempt.critiques:
            row = critique.model_dump(include=set(columns(CritiqueRow)) - {"present"})
            critique_id = self._insert("critiques", {"attempt_id": attempt_id} | row)
            self._put(critique, "critique_id", critique_id)
            present = critique_id if critique.present else present
        # Finished only now that it is whole: that is when the sums of the trends take it up.
        self._db.execute(
            "UPDATE attempts SET status = 'finished', critique_id = ? WHERE id = ?", [present, attempt_id]
        )
        self._index(attempt_id, attempt)
        return True

    def _index(self, attempt_id: int, attempt: AttemptRow) -> None:
        replies = [*(each.answer for each in attempt.follow_ups), attempt.begun]
        said = [*(each.text for each in attempt.attempt_sections), *replies]
        self._insert("attempt_search", search_row(attempt_id, attempt.question.text, said))

    # Interviews and the profile

    def _take_mock(self, mock: MockRow) -> bool:
        if self._id_of("mocks", mock.uid) is not None:
            return False
        mock_id = self._insert("mocks", mock.model_dump(include=set(columns(MockRow))))
        for each in mock.mock_questions:
            self._insert(
                "mock_questions",
                {
                    "mock_id": mock_id,
                    "position": each.position,
                    "question_key": self._asked(each.question),
                    "persona": each.persona,
                    "attempt_id": self._id_of("attempts", each.attempt),
                },
            )
        return True

    def _take_interview(self, interview: InterviewRow) -> bool:
        if self._id_of("interviews", interview.uid) is not None:
            return False
        row = interview.model_dump(include=set(columns(InterviewRow)))
        self._put(interview, "interview_id", self._insert("interviews", row))
        return True

    def _take_profile(self, profile: ProfileRow) -> bool:
        if self._rows("SELECT 1 FROM profile", []):
            return False
        self._insert("profile", {"id": 1} | profile.model_dump())
        return True

    # All of them

    def _asked(self, asked: QuestionRow) -> str:
        """Keep a question as it was asked and give its key."""
        question = Question(
            id=asked.id,
            text=asked.text,
            competency=Competency(asked.competency),
            difficulty=Difficulty(asked.difficulty),
            pack=asked.pack,
        )
        self._insert_question(question)
        return question.key

    def _put(self, whole: Row, key: str, value: int) -> None:
        for table in parts(type(whole)):
            for each in getattr(whole, table):
                self._insert(table, {key: value} | each.model_dump())

    def _id_of(self, table: str, uid: str | None) -> int | None:
        found: list[dict[str, Any]] = self._rows(f"SELECT id FROM {table} WHERE uid = ?", [uid])
        return found[0]["id"] if found else None


def _not_json(error: ValueError | RecursionError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8 text; export it anew."
    if isinstance(error, json.JSONDecodeError):
        return f"not valid JSON at column {error.colno}; mend that place."
    if isinstance(error, RecursionError):
        return "values are nested too deeply."
    # else it is our own sentence, or Python's about a number of more than 4300 digits
    return _NO_RECORD if str(error) == _NO_RECORD else "a number in it is too long; mend that place."
