"""What can still be read of a damaged database, put into a new one: parents before what hangs on them."""

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from rehearse.domain.drill_plan import Plan
from rehearse.domain.question import Question
from rehearse.domain.section import SECTIONS
from rehearse.domain.story import key_for
from rehearse.domain.text import count_words, counted
from rehearse.domain.vocabulary import Competency
from rehearse.storage import rows, trend_schema
from rehearse.storage.attempt_rows import begun_row
from rehearse.storage.migrations import migrations
from rehearse.storage.pages import Pages, Record
from rehearse.storage.sqlite import Database
from rehearse.storage.tables import Row, Table, tables_of, text_index

log = logging.getLogger(__name__)

LOST: Final = "The question was lost when the database was damaged."
"""Stands where a question was, so that the answer to it can be kept."""
_HELD: Final = ("questions", "attempts", "stories", "story_versions", "mocks")
"""Tables on whose rows others hang: one with a word beyond mending is kept with that of the row before."""
_ENDED: Final = """
    UPDATE attempts SET status = 'finished', (started_at, finished_at) =
        (SELECT min(created_at), max(created_at) FROM critiques WHERE attempt_id = attempts.id)
    WHERE id IN (SELECT id FROM made_up) AND id IN (SELECT attempt_id FROM critiques)
"""
"""An attempt that was made up and has a critique was finished, and the critique says when."""
_JUDGED: Final = """
    UPDATE attempts SET critique_id = (SELECT max(id) FROM critiques WHERE attempt_id = attempts.id)
    WHERE critique_id IS NULL AND status = 'finished'
"""
_PRESENT: Final = """
    UPDATE stories SET version_id = (SELECT id FROM story_versions WHERE story_id = stories.id
        AND version IS NOT NULL ORDER BY version DESC LIMIT 1)
    WHERE version_id IS NULL
"""
_NOTHING_ASKED: Final = "DELETE FROM mocks WHERE id NOT IN (SELECT mock_id FROM mock_questions)"
_TOLD_BY_THE_REST: Final = (
    ("critiques", _ENDED),
    ("critiques", _JUDGED),
    ("stories", _PRESENT),
    ("mocks", _NOTHING_ASKED),
)
"""What is told from the rest where it was lost, once the table that is named is there."""
_SEARCH: Final = """
    INSERT INTO attempt_search (rowid, question, answer)
    SELECT attempts.id, questions.text, coalesce((
        SELECT group_concat(said, char(10)) FROM (
            SELECT text AS said, 1 AS part, rowid AS place FROM attempt_sections WHERE attempt_id = attempts.id
            UNION ALL SELECT answer, 2, position FROM follow_ups WHERE attempt_id = attempts.id
            {begun}
            ORDER BY part, place)
        WHERE said != ''), '')
    FROM attempts JOIN questions ON questions.key = attempts.question_key WHERE status = 'finished'
"""
_BEGUN: Final = "UNION ALL SELECT attempts.begun, 3, 0"


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was read back."""

    attempts: int = 0
    stories: int = 0

    @property
    def text(self) -> str:
        """Say it."""
        if not self.attempts and not self.stories:
            return "Nothing could be read back from it"
        attempts, stories = counted(self.attempts, "attempt"), counted(self.stories, "story", "stories")
        return f"{attempts} and {stories} were read back from it"


def steps_of(file: Path) -> list[str]:
    """Name the steps of the schema that a damaged file went through, as far as they can be read."""
    with closing(Pages(file)) as pages:
        return _steps(pages)


def salvage(damaged: Path, target: Path, steps: tuple[str, ...]) -> Salvaged:
    """Make a new database of what can be read of a damaged one, which is only read.

    It gets the schema of the damaged one, the last of the known `steps` that can be made out, so that what later
    steps do with old rows is done by these. `sqlite3.Error` when the new one cannot be written.
    """
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with (
        closing(Pages(damaged)) as pages,
        closing(sqlite3.connect(target, isolation_level=None)) as connection,
    ):
        db = Database(connection)
        found = [steps.index(step) + 1 for step in _steps(pages) if step in steps]
        # the first step refers to a table of the second
        reached = max([2, *found]) if found else len(steps)
        migrations.apply(db, stop_before=steps[reached:])
        connection.execute("PRAGMA foreign_keys = ON")
        with db.atomic():
            work = _Salvage(pages, db)
            work.run()
            return work.result()


def _steps(pages: Pages) -> list[str]:
    name = migrations.migrations_table
    root = pages.roots([name]).get(name)
    found = [record for page in pages.leaves(root) for record in pages.records(page)] if root else []
    return [str(each.values[2]) for each in found if len(each.values) == 4]


@dataclass
class _Salvage:
    pages: Pages
    db: Database
    lost: int = 0
    later: list[tuple[str, int, Row]] = field(default_factory=list)

    def run(self) -> None:
        """Fill the tables, then set what could only be set once everything was there."""
        keeping_sums = self._pause_sums()
        self.db.execute("CREATE TEMP TABLE made_up (id INTEGER PRIMARY KEY)")
        self.db.execute("CREATE TEMP TABLE indexed (id INTEGER PRIMARY KEY, question TEXT, answer TEXT)")
        tables, index = tables_of(self.db), text_index(self.db)
        places = self._places([*tables, index])
        for record in filter(lambda each: _fits(index, each), self._records(places[index.name])):
            question, answer = record.values[1:]
            self._put("indexed", {"id": record.rowid, "question": question, "answer": answer})
        for table in tables:
            before: Row | None = None
            for record in self._records(places[table.name]):
                before = self._take(table, record, before) or before
        self._complete()
        self._refer()
        self._count_words()
        self.db.execute(_SEARCH.format(begun=_BEGUN if self._has_begun else ""))
        self._take_sums(keeping_sums)
        log.info("salvaged; %d rows could not be", self.lost)

    def result(self) -> Salvaged:
        """Count what was read back."""
        counts = [self.db.execute("SELECT count(*) FROM attempts").fetchone()[0]]
        if "stories" in self.db.table_names():
            counts.append(self.db.execute("SELECT count(*) FROM stories").fetchone()[0])
        return Salvaged(*counts)

    @property
    def _has_begun(self) -> bool:
        """Tell whether the schema has a place for words typed after an answer; it may be an older one."""
        return "begun" in self.db["attempts"].columns_dict

    def _pause_sums(self) -> list[str]:
        """Take the triggers away that bring the sums of the trends up to date with every row; give their SQL."""
        named = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'trend_sums_%'"
        triggers: list[tuple[str, str]] = self.db.execute(named).fetchall()
        for name, _ in triggers:
            self.db.execute(f"DROP TRIGGER {name}")
        return [sql for _, sql in triggers]

    def _take_sums(self, keeping_sums: list[str]) -> None:
        """Take the sums of the trends at once, then let the triggers keep them again."""
        if keeping_sums:
            self.db.execute("DELETE FROM trend_sums")
            trend_schema.fill(self.db)
        for sql in keeping_sums:
            self.db.execute(sql)

    def _places(self, tables: list[Table]) -> dict[str, list[int]]:
        """Find the pages of each table: those that its tree leads to, and strays that hold rows like its own."""
        roots = self.pages.roots([table.name for table in tables])
        leaves = {name: self.pages.leaves(root) for name, root in roots.items()}
        places = {table.name: leaves.get(table.name, []) for table in tables}
        for page in self.pages.strays():
            if (table := _like(list(self.pages.records(page)), tables)) is not None:
                places[table.name].append(page)
        return places

    def _records(self, places: list[int]) -> Iterator[Record]:
        return (record for page in places for record in self.pages.records(page))

    def _take(self, table: Table, record: Record, before: Row | None) -> Row | None:
        """Keep one row; what it refers to and can be without is noted for later."""
        try:
            row = table.row(record, before if table.name in _HELD else None)
        except ValueError:
            self.lost += 1
            return None
        optional = [column.name for column in table.columns if column.parent and not column.required]
        refers = {name: row.pop(name) for name in optional if row.get(name) is not None}
        if not self._put(table.name, row) and not (
            self._make_up(table.name, row) and self._put(table.name, row)
        ):
            self.lost += 1
            return None
        if refers:
            self.later.append((table.name, row["rowid"], refers))
        return row

    def _put(self, table: str, row: Row) -> bool:
        """Write a row unless its place is taken; tell whether what it needs is there."""
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        try:
            self.db.execute(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", list(row.values()))
        except sqlite3.IntegrityError:
            return False
        return True

    def _make_up(self, table: str, row: Row) -> bool:
        """Make a lost row anew for the sake of the words that hang on it; tell whether there are any."""
        match table:
            case "attempts":
                return self._make_question(row["question_key"], self._asked(row["rowid"]))
            case "attempt_sections" if row["text"]:
                return self._make_attempt(row["attempt_id"])
            case "story_versions":
                story_id = row["story_id"]
                key = f"{key_for(row['title'])}-{story_id}"
                return self._put("stories", {"rowid": story_id, "created_at": row["saved_at"], "key": key})
        return False

    def _asked(self, attempt_id: int) -> str:
        """Give the text of an attempt's question from the text index."""
        found = self.db.execute("SELECT question FROM indexed WHERE id = ?", [attempt_id]).fetchone()
        return found[0] if found else LOST

    def _make_question(self, key: str, text: str) -> bool:
        lost = Question(id="lost", text=text, competency=Competency.AMBIGUITY)
        return self._put("questions", rows.question_row(lost) | {"key": key})

    def _make_attempt(self, attempt_id: int) -> bool:
        text = self._asked(attempt_id)
        found = self.db.execute("SELECT key FROM questions WHERE text = ?", [text]).fetchone()
        key = found[0] if found else Question(id="lost", text=text, competency=Competency.AMBIGUITY).key
        self._make_question(key, text)
        earlier = "SELECT started_at FROM attempts WHERE id < ? ORDER BY id DESC LIMIT 1"
        before = self.db.execute(earlier, [attempt_id]).fetchone()
        self._put("made_up", {"id": attempt_id})
        return self._put(
            "attempts",
            begun_row(key, Plan(), before[0] if before else rows.now_text()) | {"id": attempt_id},
        )

    def _complete(self) -> None:
        """Give lost sections the words that the text index still has of them."""
        has_begun = self._has_begun
        for attempt_id, answer in self.db.execute("SELECT id, answer FROM indexed").fetchall():
            told = self._texts("SELECT section, text FROM attempt_sections WHERE attempt_id = ?", attempt_id)
            replies = self._texts("SELECT position, answer FROM follow_ups WHERE attempt_id = ?", attempt_id)
            begun = (
                self._texts("SELECT id, begun FROM attempts WHERE id = ?", attempt_id) if has_begun else {}
            )
            known = "\n".join([*told.values(), *replies.values(), *begun.values()])
            pieces = [piece for piece in answer.split("\n") if piece not in known]
            missing = [section.value for section in SECTIONS if section.value not in told]
            if not pieces or not missing:
                continue
            if len(pieces) != len(missing):  # which words belong where is lost with them
                pieces, missing = ["\n".join(pieces)], missing[:1]
            for section, text in zip(missing, pieces, strict=True):
                row = {"attempt_id": attempt_id, "section": section, "text": text}
                if not self._put("attempt_sections", row) and self._make_attempt(attempt_id):
                    self._put("attempt_sections", row)

    def _texts(self, query: str, attempt_id: int) -> dict[Any, str]:
        return dict(self.db.execute(query, [attempt_id]).fetchall())

    def _refer(self) -> None:
        """Set the references that had to wait, and those that were lost and can be told from what is there."""
        for table, rowid, refers in self.later:
            for name, value in refers.items():
                with suppress(sqlite3.IntegrityError):  # what it refers to is lost
                    self.db.execute(f"UPDATE {table} SET {name} = ? WHERE rowid = ?", [value, rowid])
        tables = set(self.db.table_names())
        for needed, statement in _TOLD_BY_THE_REST:
            if needed in tables:
                self.db.execute(statement)

    def _count_words(self) -> None:
        """Count the words of the attempts that were made up."""
        for (attempt_id,) in self.db.execute("SELECT id FROM made_up").fetchall():
            texts = self.db.execute("SELECT text FROM attempt_sections WHERE attempt_id = ?", [attempt_id])
            words = sum(count_words(text) for (text,) in texts.fetchall())
            self.db.execute("UPDATE attempts SET words = ? WHERE id = ?", [words, attempt_id])


def _like(records: list[Record], tables: list[Table]) -> Table | None:
    """Tell to which table the rows of a page belong: to the one that can hold most of them, and more than half."""
    best, most = None, len(records) // 2
    for table in tables:
        fitting = sum(_fits(table, record) for record in records)
        if fitting > most:
            best, most = table, fitting
    return best


def _fits(table: Table, record: Record) -> bool:
    try:
        table.row(record)
    except ValueError:
        return False
    return True
