"""The store on SQLite: drills written as they go, critiques beside them, and the history read back."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from rehearse.domain.attempt import Attempt, Progress, Status, Summary
from rehearse.domain.critique import Critique
from rehearse.domain.drill import Plan
from rehearse.domain.exercise import Kind
from rehearse.domain.history import HistoryFilter
from rehearse.domain.outcome import Outcome
from rehearse.domain.persona import SHIPPED, Cast
from rehearse.domain.question import Question
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.self_rating import SelfRating
from rehearse.domain.trends import Trends
from rehearse.domain.vocabulary import Competency, Mode
from rehearse.errors import StorageError
from rehearse.storage import rows
from rehearse.storage.access import Access, plainly
from rehearse.storage.conditions import conditions
from rehearse.storage.database import open_database
from rehearse.storage.exchange import SqliteExchange
from rehearse.storage.mocks import SqliteMocks
from rehearse.storage.plan import SqlitePlan
from rehearse.storage.profile import SqliteProfile
from rehearse.storage.remarks import SqliteRemarks
from rehearse.storage.search import match_expression
from rehearse.storage.stories import SqliteStories
from rehearse.storage.trends import read_trends

KEPT_AFTER_DELETING: Final = timedelta(days=1)
"""How long a deleted attempt can be brought back at least."""
TAKES: Final = 60
"""Earlier takes that are looked at: enough for any row of good ones, few enough to read at once."""
ENGINE_VERSION: Final = "2"
"""Raised when the rules change so that older critiques no longer compare."""
_SET_ASIDE: Final = (
    "The database {file} was damaged. It was set aside as {damaged.name} in the same folder, and an empty one was "
    "begun; docs/data.md says how to read what is left in it."
)
_NO_ID: Final = 2**62
_PARTS: Final = ("findings", "strengths", "ratings", "probes", "section_measures", "fillers", "figures")
_CUT_AGAIN: Final = (
    "ON CONFLICT (attempt_id) DO UPDATE SET answer = excluded.answer, seconds = excluded.seconds, "
    "answered_at = excluded.answered_at, resumed_at = excluded.resumed_at, result_at = excluded.result_at"
)
_SUMMARY: Final = """
    SELECT attempts.id, questions.text AS question_text, questions.competency, attempts.started_at,
           attempts.status, attempts.mode, attempts.words, attempts.seconds,
           critiques.overall, critiques.next_fix, attempts.kind,
           outcomes.word AS outcome_word, outcomes.text AS outcome_text, outcomes.good AS outcome_good,
           story_versions.title AS story_title{snippet}
    FROM attempts
    JOIN questions ON questions.key = attempts.question_key
    LEFT JOIN critiques ON critiques.id = attempts.critique_id
    LEFT JOIN outcomes ON outcomes.attempt_id = attempts.id
    LEFT JOIN story_versions ON story_versions.story_id = attempts.story_id
                            AND story_versions.version = attempts.story_version
"""


class SqliteStore(Access):
    """The `Store` port on one SQLite file; made, used and closed in one thread."""

    def __init__(self, file: Path, cast: Cast = SHIPPED) -> None:
        opened = open_database(file)
        super().__init__(opened.db, file)
        self.trouble = _SET_ASIDE.format(file=file, damaged=opened.damaged) if opened.damaged else ""
        self._cast = cast
        self.stories = SqliteStories(self._db, file)
        self.mocks = SqliteMocks(self._db, file, cast)
        self.profile = SqliteProfile(self._db, file)
        self.remarks = SqliteRemarks(self._db, file)
        self.plan = SqlitePlan(self._db, file)
        self.exchange = SqliteExchange(self._db, file)
        self._written: dict[tuple[int, Section], tuple[str, float | None]] = {}

    # Writing

    @plainly
    def start(self, question: Question, plan: Plan, retry_of: int | None = None) -> int:
        """Write a new attempt and give its id."""
        with self._db.atomic():
            self._insert("questions", rows.question_row(question), "ON CONFLICT (key) DO NOTHING")
            return self._insert(
                "attempts",
                {
                    "question_key": question.key,
                    "started_at": rows.now_text(),
                    "status": Status.DRAFT.value,
                    "mode": plan.mode.value,
                    "coaching": plan.coaching.value,
                    "persona": plan.persona.id,
                    "experience": plan.experience.value,
                    "target_seconds": plan.budget.target,
                    "follow_ups": plan.follow_ups,
                    "section": plan.sections[0].value,
                    "told": rows.letters(plan.sections),
                    "measured": 0,
                    "retry_of": retry_of,
                    **rows.exercise_row(plan.exercise),
                },
            )

    @plainly
    def save(self, attempt_id: int, progress: Progress) -> None:
        """Write how far an attempt got; sections that did not change since the last call are left alone."""
        states = {
            (attempt_id, section): (progress.texts.get(section, ""), progress.seconds.get(section))
            for section in SECTIONS
        }
        changed = {key: state for key, state in states.items() if self._written.get(key) != state}
        with self._db.atomic():
            for (_, section), state in changed.items():
                self._db.execute(
                    "INSERT INTO attempt_sections (attempt_id, section, text, seconds) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT (attempt_id, section) DO UPDATE "
                    "SET text = excluded.text, seconds = excluded.seconds",
                    [attempt_id, section.value, *state],
                )
            self._save_exchanges(attempt_id, progress)
            if progress.cut is not None:
                self._insert("interruptions", rows.cut_row(attempt_id, progress.cut), _CUT_AGAIN)
            self._db.execute(
                "UPDATE attempts SET status = ?, section = ?, measured = ?, words = ?, seconds = ?, "
                "finished_at = CASE WHEN ? = 'finished' THEN coalesce(finished_at, ?) END WHERE id = ?",
                [
                    progress.status.value,
                    progress.section.value,
                    int(progress.measured),
                    progress.words,
                    sum(progress.seconds.values()) if progress.measured else None,
                    progress.status.value,
                    rows.now_text(),
                    attempt_id,
                ],
            )
            if progress.status is Status.FINISHED:
                self._index(attempt_id, progress)
        # Only what was committed counts as written: after a failure the next call writes it again. Of other attempts
        # nothing is kept in mind: a sitting may have many.
        written = self._written | changed
        self._written = {key: state for key, state in written.items() if key[0] == attempt_id}

    @plainly
    def save_critique(self, attempt_id: int, critique: Critique) -> None:
        """Write a critique and make it the attempt's present one."""
        with self._db.atomic():
            critique_id = self._insert("critiques", rows.critique_row(attempt_id, critique, ENGINE_VERSION))
            for table, parts in rows.critique_parts(critique_id, critique).items():
                for part in parts:
                    self._insert(table, part)
            self._db.execute("UPDATE attempts SET critique_id = ? WHERE id = ?", [critique_id, attempt_id])

    @plainly
    def save_outcome(self, attempt_id: int, outcome: Outcome) -> None:
        """Write what a special drill came to, in place of what stood there."""
        with self._db.atomic():
            self._db.execute("DELETE FROM outcomes WHERE attempt_id = ?", [attempt_id])
            good = None if outcome.good is None else int(outcome.good)
            row = {"attempt_id": attempt_id, "word": outcome.word, "text": outcome.text, "good": good}
            self._insert("outcomes", row)
            for name, value in outcome.measures.items():
                self._insert(
                    "outcome_measures", {"attempt_id": attempt_id, "name": name, "value": float(value)}
                )

    @plainly
    def save_self_rating(self, attempt_id: int, said: SelfRating) -> None:
        """Write what the user said of an attempt, over what they said before."""
        with self._db.atomic():
            self._db.execute("DELETE FROM self_ratings WHERE attempt_id = ?", [attempt_id])
            self._insert("self_ratings", rows.self_rating_row(attempt_id, said))

    @plainly
    def delete(self, attempt_id: int) -> None:
        """Take an attempt out of every list; `purge` takes it off the disk a day later."""
        self._db.execute("UPDATE attempts SET deleted_at = ? WHERE id = ?", [rows.now_text(), attempt_id])

    @plainly
    def restore(self, attempt_id: int) -> None:
        """Bring a deleted attempt back; `StorageError` when it is gone for good."""
        restored = self._db.execute("UPDATE attempts SET deleted_at = NULL WHERE id = ?", [attempt_id])
        if not restored.rowcount:
            raise StorageError(f"Attempt {attempt_id} was deleted for good; it cannot be brought back.")

    @plainly
    def purge(self) -> None:
        """Take attempts off the disk that were deleted more than a day ago."""
        with self._db.atomic():
            old = "SELECT id FROM attempts WHERE deleted_at < ?"
            before = [rows.time_text(datetime.now(UTC) - KEPT_AFTER_DELETING)]
            self._db.execute(f"DELETE FROM attempt_search WHERE rowid IN ({old})", before)
            self._db.execute(f"DELETE FROM attempts WHERE id IN ({old})", before)

    # Reading

    @plainly
    def load(self, attempt_id: int) -> Attempt | None:
        """Read one attempt with everything said in it; None when there is none."""
        found = self._rows(
            "SELECT attempts.*, questions.id AS question_id, questions.text AS question_text, "
            "questions.competency, questions.difficulty, questions.pack, "
            "outcomes.word AS outcome_word, outcomes.text AS outcome_text, outcomes.good AS outcome_good "
            "FROM attempts JOIN questions ON questions.key = attempts.question_key "
            "LEFT JOIN outcomes ON outcomes.attempt_id = attempts.id "
            "WHERE attempts.id = ? AND deleted_at IS NULL",
            [attempt_id],
        )
        if not found:
            return None
        sections = self._rows("SELECT * FROM attempt_sections WHERE attempt_id = ?", [attempt_id])
        exchanges = self._rows(
            "SELECT * FROM follow_ups WHERE attempt_id = ? ORDER BY position", [attempt_id]
        )
        measures = self._rows("SELECT * FROM outcome_measures WHERE attempt_id = ?", [attempt_id])
        said = self._rows("SELECT * FROM self_ratings WHERE attempt_id = ?", [attempt_id])
        cuts = self._rows("SELECT * FROM interruptions WHERE attempt_id = ?", [attempt_id])
        parts = rows.Parts(
            sections,
            tuple(map(rows.exchange_from, exchanges)),
            self._critique(found[0], sections),
            self.stories.told_in(attempt_id),
            rows.cut_from(cuts[0]) if cuts else None,
            rows.outcome_from(found[0], measures),
            rows.self_rating_from(said[0]) if said else None,
            self.remarks.load(attempt_id),
        )
        return rows.attempt_from(found[0], parts, self._cast)

    @plainly
    def takes(self, kind: Kind, story_id: int | None, before: int | None = None) -> list[Attempt]:
        """Read the latest finished takes of a special drill with a story, or without one, oldest first."""
        query = (
            "SELECT id FROM attempts WHERE kind = ? AND story_id IS ? AND status = 'finished'"
            " AND deleted_at IS NULL AND id < ? ORDER BY id DESC LIMIT ?"
        )
        found = self._rows(query, [kind.value, story_id, before or _NO_ID, TAKES])
        return self._loaded(row["id"] for row in reversed(found))

    @plainly
    def round(self, first: int, before: int | None = None) -> list[Attempt]:
        """Read the finished attempts of a round, oldest first; `first` is the id of its first one."""
        query = (
            "SELECT id FROM attempts WHERE (id = ? OR round_of = ?) AND status = 'finished'"
            " AND deleted_at IS NULL AND id < ? ORDER BY id"
        )
        return self._loaded(row["id"] for row in self._rows(query, [first, first, before or _NO_ID]))

    @plainly
    def tellings(self, attempt_id: int, kinds: Collection[Kind], limit: int) -> tuple[str, ...]:
        """Give the latest finished answers of some kinds of drills before this attempt as texts, oldest first."""
        marks = ", ".join("?" for _ in kinds)
        query = (
            "SELECT group_concat(text, char(10, 10)) AS whole FROM ("
            " SELECT attempt_id, text FROM attempt_sections"
            " JOIN attempts ON attempts.id = attempt_sections.attempt_id"
            f" WHERE attempts.id < ? AND kind IN ({marks}) AND status = 'finished' AND deleted_at IS NULL"
            " AND text != ''"
            ") GROUP BY attempt_id ORDER BY attempt_id DESC LIMIT ?"
        )
        found = self._rows(query, [attempt_id, *(kind.value for kind in kinds), limit])
        return tuple(row["whole"] for row in reversed(found))

    @plainly
    def best(self, question_key: str, mode: Mode) -> Attempt | None:
        """Read the best rated whole attempt at a question in a mode; None when none was judged and measured."""
        found = self._rows(
            "SELECT attempts.id FROM attempts JOIN critiques ON critiques.id = attempts.critique_id"
            " WHERE question_key = ? AND mode = ? AND kind = 'whole' AND status = 'finished' AND measured = 1"
            " AND deleted_at IS NULL AND critiques.overall IS NOT NULL"
            " ORDER BY critiques.overall DESC, attempts.id DESC LIMIT 1",
            [question_key, mode.value],
        )
        return self.load(found[0]["id"]) if found else None

    @plainly
    def unfinished(self) -> list[Summary]:
        """List attempts that can be taken up again, newest first."""
        query = f"{_SUMMARY.format(snippet='')} WHERE status IN ('draft', 'answered') AND deleted_at IS NULL"
        return list(map(rows.summary_from, self._rows(f"{query} ORDER BY attempts.id DESC", [])))

    @plainly
    def page(self, wanted: HistoryFilter, limit: int, before: int | None = None) -> list[Summary]:
        """List finished attempts, newest first, from below the id `before`; a search adds a snippet."""
        snippet = ", snippet(attempt_search, -1, '', '', '…', 12) AS snippet" if _searches(wanted) else ""
        where, values = conditions(wanted, snippets=True)
        if before is not None:
            where, values = f"{where} AND attempts.id < ?", [*values, before]
        # a search is driven by its own index, which knows this order too; by attempts each of them would be looked up
        order = "attempt_search.rowid" if _searches(wanted) else "attempts.id"
        query = f"{_SUMMARY.format(snippet=snippet)} {where} ORDER BY {order} DESC LIMIT ?"
        return list(map(rows.summary_from, self._rows(query, [*values, limit])))

    @plainly
    def count(self, wanted: HistoryFilter) -> int:
        """Count the finished attempts that a filter leaves."""
        where, values = conditions(wanted)
        query = f"SELECT count(*) AS n FROM attempts JOIN questions ON questions.key = attempts.question_key {where}"
        return int(self._rows(query, values)[0]["n"])

    @plainly
    def trends(self, competency: Competency | None = None, since: date | None = None) -> Trends:
        """Tell what finished attempts measured, of one competency or all, from a day in UTC on."""
        return read_trends(self._rows, competency.value if competency else "", since)

    @plainly
    def asked(self) -> list[str]:
        """List the keys of all questions asked, one for each finished attempt."""
        query = "SELECT question_key FROM attempts WHERE status = 'finished' AND deleted_at IS NULL"
        return [row["question_key"] for row in self._rows(query, [])]

    @plainly
    def earlier_answers(self, attempt_id: int, limit: int) -> tuple[str, ...]:
        """Give the newest finished answers before this attempt, none of which it retries, as texts."""
        query = (
            "SELECT group_concat(text, char(10, 10)) AS whole FROM ("
            " SELECT attempt_id, text FROM attempt_sections"
            " JOIN attempts ON attempts.id = attempt_sections.attempt_id"
            " WHERE attempts.id < ? AND status = 'finished' AND deleted_at IS NULL AND text != ''"
            " AND attempts.id IS NOT (SELECT retry_of FROM attempts WHERE id = ?)"
            ") GROUP BY attempt_id ORDER BY attempt_id DESC LIMIT ?"
        )
        return tuple(row["whole"] for row in self._rows(query, [attempt_id, attempt_id, limit]))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    # Inside

    def _loaded(self, ids: Iterable[int]) -> list[Attempt]:
        return [attempt for attempt in map(self.load, ids) if attempt is not None]

    def _save_exchanges(self, attempt_id: int, progress: Progress) -> None:
        for position, exchange in enumerate(progress.exchanges):
            self._insert(
                "follow_ups",
                rows.exchange_row(attempt_id, position, exchange),
                "ON CONFLICT (attempt_id, position) DO UPDATE "
                "SET answer = excluded.answer, seconds = excluded.seconds, waits = excluded.waits",
            )

    def _index(self, attempt_id: int, progress: Progress) -> None:
        question = self._rows(
            "SELECT text FROM attempts JOIN questions ON questions.key = attempts.question_key "
            "WHERE attempts.id = ?",
            [attempt_id],
        )
        said = [*progress.texts.values(), *(exchange.answer for exchange in progress.exchanges)]
        self._db.execute("DELETE FROM attempt_search WHERE rowid = ?", [attempt_id])
        self._db.execute(
            "INSERT INTO attempt_search (rowid, question, answer) VALUES (?, ?, ?)",
            [attempt_id, question[0]["text"], "\n".join(filter(None, said))],
        )

    def _critique(self, attempt: rows.Row, sections: list[dict[str, Any]]) -> Critique | None:
        found = self._rows("SELECT * FROM critiques WHERE id = ?", [attempt["critique_id"]])
        if not found:
            return None
        parts = {
            table: self._rows(f"SELECT * FROM {table} WHERE critique_id = ? ORDER BY rowid", [found[0]["id"]])
            for table in _PARTS
        }
        return rows.critique_from(found[0], parts, sections, measured=bool(attempt["measured"]))


def _searches(wanted: HistoryFilter) -> bool:
    return match_expression(wanted.search) is not None
