"""Attempts and stories as JSON Lines, out of one database and into another.

One object a line: writing and reading hold one attempt at a time, however many there are, and a line that is broken
costs that line only.
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from pydantic import ValidationError

from rehearse.domain.history import HistoryFilter
from rehearse.domain.question import Question
from rehearse.domain.vocabulary import Competency, Difficulty
from rehearse.errors import StorageError
from rehearse.storage import exchange_format as shape
from rehearse.storage import rows
from rehearse.storage.access import Access, plainly
from rehearse.storage.port import Store, Taken

MAX_LINE: Final = 8 * 1024 * 1024
"""Bytes of one attempt at most: a hundred times what the longest answer takes."""
MAX_PROBLEMS: Final = 50
"""Broken records that are named one by one; further ones are counted."""
BATCH: Final = 200
"""Records that are committed together, so that an app that runs meanwhile never waits long."""
PAGE: Final = 200
_PARTS: Final[dict[str, type[shape.Row]]] = {
    "attempt_sections": shape.SectionRow,
    "follow_ups": shape.FollowUpRow,
    "self_ratings": shape.SelfRatingRow,
    "interruptions": shape.InterruptionRow,
    "outcomes": shape.OutcomeRow,
    "outcome_measures": shape.MeasureRow,
}
_CRITIQUE_PARTS: Final[dict[str, type[shape.Row]]] = {
    "findings": shape.FindingRow,
    "strengths": shape.StrengthRow,
    "ratings": shape.RatingRow,
    "probes": shape.ProbeRow,
    "section_measures": shape.SectionMeasureRow,
    "fillers": shape.FillerRow,
    "figures": shape.FigureRow,
}
_STORY_PARTS: Final[dict[str, type[shape.Row]]] = {
    "story_fields": shape.StoryFieldRow,
    "story_lines": shape.StoryLineRow,
    "story_tags": shape.StoryTagRow,
    "story_metrics": shape.StoryMetricRow,
}
_ATTEMPT_APART: Final = {"question", "retry_of", "round_of", "story", "follow_ups_planned"}
"""Fields of an attempt that its table spells otherwise."""


class SqliteExchange(Access):
    """Whole records of one SQLite file, read and written."""

    # Out

    @plainly
    def story_ids(self) -> list[int]:
        """List the stories of which a version was kept, oldest first."""
        return [
            row["id"]
            for row in self._rows("SELECT id FROM stories WHERE version_id IS NOT NULL ORDER BY id", [])
        ]

    @plainly
    def story_of(self, attempt_id: int) -> int | None:
        """Give the id of the story that an attempt tells."""
        found = self._rows("SELECT story_id FROM attempts WHERE id = ?", [attempt_id])
        return found[0]["story_id"] if found else None

    @plainly
    def story(self, story_id: int) -> dict[str, Any]:
        """Give a story with all its versions."""
        found = self._rows("SELECT uid, key, created_at, archived_at FROM stories WHERE id = ?", [story_id])[
            0
        ]
        versions = self._rows(
            "SELECT * FROM story_versions WHERE story_id = ? AND version IS NOT NULL ORDER BY version",
            [story_id],
        )
        return found | {
            "versions": [
                {name: each[name] for name in shape.columns(shape.VersionRow)}
                | self._parts(_STORY_PARTS, "version_id", each["id"])
                for each in versions
            ]
        }

    @plainly
    def attempt(self, attempt_id: int) -> dict[str, Any]:
        """Give a finished attempt with everything said in it and of it."""
        row = self._rows(
            "SELECT attempts.*, earlier.uid AS retry_uid, first.uid AS round_uid, stories.uid AS story_uid"
            " FROM attempts LEFT JOIN attempts AS earlier ON earlier.id = attempts.retry_of"
            " LEFT JOIN attempts AS first ON first.id = attempts.round_of"
            " LEFT JOIN stories ON stories.id = attempts.story_id WHERE attempts.id = ?",
            [attempt_id],
        )[0]
        names = ", ".join(shape.QuestionRow.model_fields)
        (asked,) = self._rows(f"SELECT {names} FROM questions WHERE key = ?", [row["question_key"]])
        apart = {
            "question": asked,
            "retry_of": row["retry_uid"],
            "round_of": row["round_uid"],
            "story": row["story_uid"],
            "follow_ups_planned": row["follow_ups"],
        }
        critiques = self._rows("SELECT * FROM critiques WHERE attempt_id = ? ORDER BY id", [attempt_id])
        return (
            {name: apart[name] if name in apart else row[name] for name in shape.columns(shape.AttemptRow)}
            | self._parts(_PARTS, "attempt_id", attempt_id)
            | {"critiques": [self._critique(each, row["critique_id"]) for each in critiques]}
        )

    def _critique(self, row: rows.Row, present: int | None) -> dict[str, Any]:
        return {
            name: row["id"] == present if name == "present" else row[name]
            for name in shape.columns(shape.CritiqueRow)
        } | self._parts(_CRITIQUE_PARTS, "critique_id", row["id"])

    def _parts(
        self, parts: dict[str, type[shape.Row]], key: str, value: int
    ) -> dict[str, list[dict[str, Any]]]:
        return {
            table: self._rows(
                f"SELECT {', '.join(shape.columns(model))} FROM {table} WHERE {key} = ? ORDER BY rowid",
                [value],
            )
            for table, model in parts.items()
        }

    # In

    @plainly
    def take(self, batch: list[tuple[str, bytes]], taken: Taken) -> None:
        """Keep the records of a batch in one transaction; one that cannot be kept is left out with a sentence."""
        with self._writing():
            for place, line in batch:
                try:
                    with self._writing():
                        self._take(line, taken)
                except ValidationError as error:
                    _refuse(taken, f"{place}, {shape.meaning(error)}.")
                except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError) as error:
                    _refuse(taken, f"{place}: it contradicts itself ({error}); export it anew.")
                except (ValueError, RecursionError) as error:
                    _refuse(taken, f"{place}: {_not_json(error)}")

    def _take(self, line: bytes, taken: Taken) -> None:
        record = json.loads(line.decode("utf-8"))
        match record:
            case {"story": given} if len(record) == 1:
                new = self._take_story(shape.StoryRow.model_validate(given))
                taken.stories += new
            case {"attempt": given} if len(record) == 1:
                new = self._take_attempt(shape.AttemptRow.model_validate(given))
                taken.attempts += new
            case _:
                raise ValueError("it is neither a story nor an attempt; take the line out.")
        taken.known += not new

    def _take_story(self, story: shape.StoryRow) -> bool:
        story_id = self._id_of("stories", story.uid)
        before = story_id
        if story_id is None:
            story_id = self._insert(
                "stories",
                {
                    "uid": story.uid,
                    "key": self._free_key(story.key),
                    "created_at": story.created_at,
                    "archived_at": story.archived_at,
                },
            )
        there = {
            row["version"]
            for row in self._rows("SELECT version FROM story_versions WHERE story_id = ?", [story_id])
        }
        fresh = [each for each in story.versions if each.version not in there]
        for each in fresh:
            self._take_version(story_id, each)
        self._db.execute(
            "UPDATE stories SET version_id = (SELECT id FROM story_versions WHERE story_id = stories.id"
            " AND version IS NOT NULL ORDER BY version DESC LIMIT 1) WHERE id = ?",
            [story_id],
        )
        return before is None or bool(fresh)

    def _take_version(self, story_id: int, version: shape.VersionRow) -> None:
        row = version.model_dump(include=set(shape.columns(shape.VersionRow)))
        version_id = self._insert("story_versions", {"story_id": story_id} | row)
        self._put(version, _STORY_PARTS, {"version_id": version_id})

    def _take_attempt(self, attempt: shape.AttemptRow) -> bool:
        if self._id_of("attempts", attempt.uid) is not None:
            return False
        asked = attempt.question
        question = Question(
            id=asked.id,
            text=asked.text,
            competency=Competency(asked.competency),
            difficulty=Difficulty(asked.difficulty),
            pack=asked.pack,
        )
        self._insert("questions", rows.question_row(question), "ON CONFLICT (key) DO NOTHING")
        plain = set(shape.columns(shape.AttemptRow)) - _ATTEMPT_APART
        story_id = self._id_of("stories", attempt.story)
        attempt_id = self._insert(
            "attempts",
            attempt.model_dump(include=plain)
            | {
                "question_key": question.key,
                "status": "finished",
                "follow_ups": attempt.follow_ups_planned,
                "retry_of": self._id_of("attempts", attempt.retry_of),
                "round_of": self._id_of("attempts", attempt.round_of),
                "story_id": story_id,
                "story_version": attempt.story_version if story_id is not None else None,
            },
        )
        self._put(attempt, _PARTS, {"attempt_id": attempt_id})
        present = None
        for critique in attempt.critiques:
            row = critique.model_dump(include=set(shape.columns(shape.CritiqueRow)) - {"present"})
            critique_id = self._insert("critiques", {"attempt_id": attempt_id} | row)
            self._put(critique, _CRITIQUE_PARTS, {"critique_id": critique_id})
            present = critique_id if critique.present else present
        # also where there is none: the sums of the trends are brought up to date by this
        self._db.execute("UPDATE attempts SET critique_id = ? WHERE id = ?", [present, attempt_id])
        said = [each.text for each in attempt.attempt_sections] + [each.answer for each in attempt.follow_ups]
        self._insert(
            "attempt_search",
            {"rowid": attempt_id, "question": question.text, "answer": "\n".join(filter(None, said))},
        )
        return True

    def _put(self, whole: shape.Row, parts: dict[str, type[shape.Row]], key: dict[str, int]) -> None:
        for table in parts:
            for each in getattr(whole, table):
                self._insert(table, key | each.model_dump())

    def _id_of(self, table: str, uid: str | None) -> int | None:
        found = self._rows(f"SELECT id FROM {table} WHERE uid = ?", [uid])
        return found[0]["id"] if found else None

    def _free_key(self, wanted: str) -> str:
        key, number = wanted, 1
        while self._rows("SELECT 1 FROM stories WHERE key = ?", [key]):
            number += 1
            key = f"{wanted}-{number}"
        return key


def chosen(store: Store, wanted: HistoryFilter) -> list[int]:
    """List the ids of the finished attempts that a filter leaves, oldest first."""
    found: list[int] = []
    while page := store.page(wanted, PAGE, found[-1] if found else None):
        found += [each.id for each in page]
    return found[::-1]


def json_lines(store: Store, wanted: HistoryFilter) -> Iterator[str]:
    """Write attempts, oldest first, after the stories: all of them, or those that the chosen attempts tell."""
    exchange, ids = store.exchange, chosen(store, wanted)
    yield _line({"format": shape.FORMAT, "program": "rehearse"})
    told = (
        exchange.story_ids()
        if wanted == HistoryFilter()
        else sorted({found for each in ids if (found := exchange.story_of(each)) is not None})
    )
    for story_id in told:
        yield _line({"story": exchange.story(story_id)})
    for attempt_id in ids:
        yield _line({"attempt": exchange.attempt(attempt_id)})


def take_in(store: Store, source: BinaryIO, name: str) -> Taken:
    """Keep what a file holds and is not here yet; `StorageError` when it is no export of a format known here."""
    _check_head(source.readline(MAX_LINE), name)
    taken, batch, number = Taken(), list[tuple[str, bytes]](), 1
    while line := source.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE and not line.endswith(b"\n"):
            _refuse(taken, f"{name}, line {number}: longer than {MAX_LINE // 1024 // 1024} MB; take it out.")
            while line and not line.endswith(b"\n"):
                line = source.readline(MAX_LINE)
        elif line.strip():
            batch.append((f"{name}, line {number}", line))
        if len(batch) == BATCH:
            store.exchange.take(batch, taken)
            batch = []
    store.exchange.take(batch, taken)
    return taken


def _check_head(line: bytes, name: str) -> None:
    try:
        head = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        head = None
    version = head.get("format") if isinstance(head, dict) and head.get("program") == "rehearse" else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise StorageError(
            f"{name}, line 1: this is no export of rehearse; rehearse export --format json writes one."
        )
    if version > shape.FORMAT:
        raise StorageError(
            f"{name}, line 1, field format: {str(version)[:20]} is newer than this version of rehearse, which reads "
            f"format {shape.FORMAT}; upgrade rehearse."
        )


def _refuse(taken: Taken, problem: str) -> None:
    if len(taken.problems) < MAX_PROBLEMS:
        taken.problems.append(problem)
    else:
        taken.unnamed += 1


def _not_json(error: ValueError | RecursionError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8 text; export it anew."
    if isinstance(error, json.JSONDecodeError):
        return f"not valid JSON at column {error.colno}; mend that place."
    return "values are nested too deeply." if isinstance(error, RecursionError) else str(error)[:200]


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"
