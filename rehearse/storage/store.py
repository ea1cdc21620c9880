"""The store on SQLite: drills written as they go, critiques beside them, and the history read back."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from rehearse.domain.attempt import Attempt, Progress, Status, Summary
from rehearse.domain.budget import USUAL, Budget
from rehearse.domain.critique import Critique
from rehearse.domain.drill_plan import Plan
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
from rehearse.storage import attempt_rows, critique_rows, history, rows
from rehearse.storage.access import Access, plainly
from rehearse.storage.door import Door, Now, ReadingDoor
from rehearse.storage.interviews import SqliteInterviews
from rehearse.storage.mocks import SqliteMocks
from rehearse.storage.plan import SqlitePlan
from rehearse.storage.profile import SqliteProfile
from rehearse.storage.remarks import SqliteRemarks
from rehearse.storage.stories import SqliteStories
from rehearse.storage.trends import read_trends

if TYPE_CHECKING:
    from rehearse.storage.exchange_in import SqliteIntake
    from rehearse.storage.exchange_out import SqliteRecords

KEPT_AFTER_DELETING: Final = timedelta(days=1)
"""How long a deleted attempt can be brought back at least."""
TAKES: Final = 60
"""Earlier takes that are looked at: enough for any row of good ones, few enough to read at once."""
ENGINE_VERSION: Final = "3"
"""Raised when the rules change so that older critiques no longer compare."""
_NO_ID: Final = 2**62
"""Larger than any id: what comes before it is everything."""
_PARTS: Final = ("findings", "strengths", "ratings", "probes", "section_measures", "fillers", "figures")
_CUT_AGAIN: Final = (
    "ON CONFLICT (attempt_id) DO UPDATE SET answer = excluded.answer, seconds = excluded.seconds, "
    "answered_at = excluded.answered_at, resumed_at = excluded.resumed_at, result_at = excluded.result_at"
)


class SqliteStore(Access):
    """The `Store` port on one SQLite file; made, used and closed in one thread."""

    _through: ClassVar[type[Door]] = Door

    def __init__(
        self,
        file: Path,
        cast: Cast = SHIPPED,
        budget: Budget = USUAL,
        now: Now | None = None,
        said: str = "",
    ) -> None:
        door = self._through(file, now, said)
        super().__init__(door)
        self._cast = cast
        self._budget = budget
        self.stories = SqliteStories(door)
        self.mocks = SqliteMocks(door, cast, budget)
        self.interviews = SqliteInterviews(door)
        self.profile = SqliteProfile(door)
        self.remarks = SqliteRemarks(door)
        self.plan = SqlitePlan(door)
        self._written: dict[tuple[int, Section], tuple[str, float | None]] = {}
        self._written_to = self._db
        self._deleted: set[int] = set()

    @property
    def trouble(self) -> str:
        """Say what became of the file, where there is something to say."""
        return self._door.trouble

    @property
    def records(self) -> "SqliteRecords":
        """What an export writes; only exports pay for the format's models, some 80 ms."""
        from rehearse.storage.exchange_out import SqliteRecords

        return SqliteRecords(self._door)

    @property
    def intake(self) -> "SqliteIntake":
        """The way of an export into the store; only imports pay for it."""
        from rehearse.storage.exchange_in import SqliteIntake

        return SqliteIntake(self._door)

    # Writing

    @plainly
    def start(self, question: Question, plan: Plan, retry_of: int | None = None) -> int:
        """Write a new attempt and give its id."""
        with self._writing():
            self._insert_question(question)
            attempt_id = self._insert(
                "attempts",
                attempt_rows.begun_row(question.key, plan, self._now_text())
                | attempt_rows.exercise_row(plan.exercise)
                | {"retry_of": self._there(retry_of), "round_of": self._there(plan.exercise.round_of)},
            )
            return self._is_new("attempts", attempt_id)

    @plainly
    def save(self, attempt_id: int, progress: Progress) -> bool:
        """Write how far an attempt got; False when there is no such attempt any more.

        Sections that did not change since the last call are left alone.
        """
        # once the file was opened anew, what is in it is not what was written
        if self._written_to is not self._db:
            self._written, self._written_to = {}, self._db
        states = {
            (attempt_id, section): (progress.texts.get(section, ""), progress.seconds.get(section))
            for section in SECTIONS
        }
        changed = {key: state for key, state in states.items() if self._written.get(key) != state}
        with self._writing():
            if not self._is_still("attempts", attempt_id):
                return False
            self._save_sections(changed)
            self._save_exchanges(attempt_id, progress)
            if progress.cut is not None:
                self._insert("interruptions", attempt_rows.cut_row(attempt_id, progress.cut), _CUT_AGAIN)
            self._save_place(attempt_id, progress)
            if progress.status is Status.FINISHED:
                self._index(attempt_id, progress)
        # Only what was committed counts as written: after a failure the next call writes it again. Of other attempts
        # nothing is kept in mind: a sitting may have many.
        written = self._written | changed
        self._written = {key: state for key, state in written.items() if key[0] == attempt_id}
        return True

    @plainly
    def save_critique(self, attempt_id: int, critique: Critique) -> None:
        """Write a critique and make it the attempt's present one."""
        with self._writing():
            critique_id = self._insert(
                "critiques",
                critique_rows.critique_row(attempt_id, critique, ENGINE_VERSION, self._now_text()),
            )
            for table, parts in critique_rows.critique_parts(critique_id, critique).items():
                for part in parts:
                    self._insert(table, part)
            self._db.execute("UPDATE attempts SET critique_id = ? WHERE id = ?", [critique_id, attempt_id])

    @plainly
    def save_outcome(self, attempt_id: int, outcome: Outcome) -> None:
        """Write what a special drill came to, in place of what stood there."""
        with self._writing():
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
        with self._writing():
            self._db.execute("DELETE FROM self_ratings WHERE attempt_id = ?", [attempt_id])
            self._insert("self_ratings", attempt_rows.self_rating_row(attempt_id, said, self._now_text()))

    @plainly
    def delete(self, attempt_id: int) -> None:
        """Take an attempt out of every list; `purge` takes it off the disk a day later."""
        self._deleted.add(attempt_id)
        self._db.execute("UPDATE attempts SET deleted_at = ? WHERE id = ?", [self._now_text(), attempt_id])

    @plainly
    def restore(self, attempt_id: int) -> None:
        """Bring a deleted attempt back; `StorageError` when it is gone for good."""
        restored = self._db.execute("UPDATE attempts SET deleted_at = NULL WHERE id = ?", [attempt_id])
        if not restored.rowcount:
            raise StorageError(f"Attempt {attempt_id} was deleted for good; it cannot be brought back.")

    @plainly
    def purge(self) -> None:
        """Take attempts off the disk that were deleted more than a day ago.

        What was deleted since the file was opened stays, whatever a clock says that was set meanwhile.
        """
        with self._writing():
            just_now = ", ".join(map(str, self._deleted))
            old = f"SELECT id FROM attempts WHERE deleted_at < ? AND id NOT IN ({just_now})"
            before = [rows.time_text(rows.now() - KEPT_AFTER_DELETING)]
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
        self._is_still("attempts", attempt_id)
        return next(iter(rows.readable(found, self._attempt)), None)

    def _attempt(self, row: rows.Row) -> Attempt:
        attempt_id = row["id"]
        told = self._rows("SELECT * FROM attempt_sections WHERE attempt_id = ?", [attempt_id])
        sections = dict(rows.readable(told, rows.of_section))
        exchanges = self._rows(
            "SELECT * FROM follow_ups WHERE attempt_id = ? ORDER BY position", [attempt_id]
        )
        measures = self._rows("SELECT * FROM outcome_measures WHERE attempt_id = ?", [attempt_id])
        said = self._rows("SELECT * FROM self_ratings WHERE attempt_id = ?", [attempt_id])
        cuts = self._rows("SELECT * FROM interruptions WHERE attempt_id = ?", [attempt_id])
        parts = attempt_rows.Parts(
            sections,
            tuple(rows.readable(exchanges, attempt_rows.exchange_from)),
            self._critique(row, sections),
            self.stories.told_in(attempt_id),
            attempt_rows.cut_from(cuts[0]) if cuts else None,
            attempt_rows.outcome_from(row, measures),
            attempt_rows.self_rating_from(said[0]) if said else None,
            self.remarks.load(attempt_id),
        )
        return attempt_rows.attempt_from(row, parts, self._cast, self._budget)

    @plainly
    def takes(self, kind: Kind, story_id: int | None, before: int | None = None) -> list[Attempt]:
        """Read the latest finished takes of a special drill with a story, or without one, oldest first."""
        query = (
            "SELECT id FROM attempts WHERE kind = ? AND story_id IS ? AND status = 'finished'"
            " AND deleted_at IS NULL AND id < ? ORDER BY started_at DESC, id DESC LIMIT ?"
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
        of_kinds = f"kind IN ({', '.join('?' for _ in kinds)})"
        told = [kind.value for kind in kinds]
        return history.read_texts(self._rows, of_kinds, told, attempt_id, limit)[::-1]

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
        return history.read_unfinished(self._rows)

    @plainly
    def page(self, wanted: HistoryFilter, limit: int, before: int | None = None) -> list[Summary]:
        """List finished attempts, newest first, from after the one with the id `before`; a search adds a snippet."""
        return history.read_page(self._rows, wanted, limit, before, backwards=False)

    @plainly
    def page_back(self, wanted: HistoryFilter, limit: int, after: int | None = None) -> list[Summary]:
        """List the finished attempts that stand just above the one with the id `after`; without it the oldest ones."""
        return history.read_page(self._rows, wanted, limit, after, backwards=True)[::-1]

    @plainly
    def count(self, wanted: HistoryFilter) -> int:
        """Count the finished attempts that a filter leaves."""
        return history.count(self._rows, wanted)

    @plainly
    def trends(self, competency: Competency | None = None, since: date | None = None) -> Trends:
        """Tell what finished attempts measured, of one competency or all, from a day in UTC on."""
        return read_trends(self._rows, competency.value if competency else "", since)

    @plainly
    def asked(self) -> dict[str, int]:
        """Tell how often each question was asked, by its key: in how many finished attempts."""
        query = (
            "SELECT question_key, count(*) AS times FROM attempts"
            " WHERE status = 'finished' AND deleted_at IS NULL GROUP BY question_key"
        )
        return {row["question_key"]: row["times"] for row in self._rows(query, [])}

    @plainly
    def earlier_answers(self, attempt_id: int, limit: int) -> tuple[str, ...]:
        """Give the newest finished answers before this attempt, none of which it retries, as texts."""
        other = "id IS NOT (SELECT retry_of FROM attempts WHERE id = ?)"
        return history.read_texts(self._rows, other, [attempt_id], attempt_id, limit)

    def close(self) -> None:
        """Let go of the file."""
        self._door.close()

    # Inside

    def _there(self, attempt_id: int | None) -> int | None:
        """Give the id of an attempt that is still there: one that is gone is no reason to lose the next."""
        return attempt_id if attempt_id is not None and self._is_still("attempts", attempt_id) else None

    def _loaded(self, ids: Iterable[int]) -> list[Attempt]:
        return [attempt for attempt in map(self.load, ids) if attempt is not None]

    def _save_sections(self, changed: Mapping[tuple[int, Section], tuple[str, float | None]]) -> None:
        for (attempt_id, section), state in changed.items():
            self._db.execute(
                "INSERT INTO attempt_sections (attempt_id, section, text, seconds) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (attempt_id, section) DO UPDATE "
                "SET text = excluded.text, seconds = excluded.seconds",
                [attempt_id, section.value, *state],
            )

    def _save_place(self, attempt_id: int, progress: Progress) -> None:
        self._db.execute(
            "UPDATE attempts SET status = ?, section = ?, begun = ?, measured = ?, words = ?, seconds = ?, "
            "finished_at = CASE WHEN ? = 'finished' THEN coalesce(finished_at, ?) END WHERE id = ?",
            [
                progress.status.value,
                progress.section.value,
                progress.begun,
                int(progress.measured),
                progress.words,
                sum(progress.seconds.values()) if progress.measured else None,
                progress.status.value,
                self._now_text(),
                attempt_id,
            ],
        )

    def _save_exchanges(self, attempt_id: int, progress: Progress) -> None:
        for position, exchange in enumerate(progress.exchanges):
            self._insert(
                "follow_ups",
                attempt_rows.exchange_row(attempt_id, position, exchange),
                "ON CONFLICT (attempt_id, position) DO UPDATE "
                "SET answer = excluded.answer, seconds = excluded.seconds, waits = excluded.waits",
            )

    def _index(self, attempt_id: int, progress: Progress) -> None:
        question = self._rows(
            "SELECT text FROM attempts JOIN questions ON questions.key = attempts.question_key "
            "WHERE attempts.id = ?",
            [attempt_id],
        )
        said = [
            *progress.texts.values(),
            *(exchange.answer for exchange in progress.exchanges),
            progress.begun,
        ]
        self._db.execute("DELETE FROM attempt_search WHERE rowid = ?", [attempt_id])
        self._insert("attempt_search", attempt_rows.search_row(attempt_id, question[0]["text"], said))

    def _critique(self, attempt: rows.Row, sections: Mapping[Section, rows.Row]) -> Critique | None:
        found = self._rows("SELECT * FROM critiques WHERE id = ?", [attempt["critique_id"]])
        if not found:
            return None
        parts = {
            table: self._rows(f"SELECT * FROM {table} WHERE critique_id = ? ORDER BY rowid", [found[0]["id"]])
            for table in _PARTS
        }
        measured = bool(attempt["measured"])
        kept = rows.readable(
            found, lambda row: critique_rows.critique_from(row, parts, sections, measured=measured)
        )
        return kept[0] if kept else None


class ReadingStore(SqliteStore):
    """A store to read from: the file stays as it is, whatever it is like."""

    _through = ReadingDoor
