"""Mock interviews on SQLite: what was asked, who asked it, and which attempt answers it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rehearse.domain.attempt import Status
from rehearse.domain.budget import Budget
from rehearse.domain.drill_plan import Plan
from rehearse.domain.mock import Mock, Slot, Stage
from rehearse.domain.persona import Cast
from rehearse.domain.vocabulary import Coaching, Experience, Mode
from rehearse.storage import rows
from rehearse.storage.access import Access, plainly
from rehearse.storage.door import Door


class SqliteMocks(Access):
    """The `MockStore` port on one SQLite file."""

    def __init__(self, door: Door, cast: Cast, budget: Budget) -> None:
        super().__init__(door)
        self._cast = cast
        self._budget = budget

    @plainly
    def begin(self, plan: Plan, slots: Sequence[Slot]) -> Mock:
        """Write a mock with its questions before the first is asked; one that still runs is stopped."""
        with self._writing():
            self._db.execute(
                "UPDATE mocks SET stage = ? WHERE stage = ?", [Stage.STOPPED.value, Stage.RUNNING.value]
            )
            mock_id = self._insert(
                "mocks",
                {
                    "started_at": self._now_text(),
                    "stage": Stage.RUNNING.value,
                    "mode": plan.mode.value,
                    "coaching": plan.coaching.value,
                    "experience": plan.experience.value,
                    "target_seconds": plan.budget.target,
                    "follow_ups": plan.follow_ups,
                },
            )
            for position, slot in enumerate(slots):
                self._insert_question(slot.question)
                self._insert(
                    "mock_questions",
                    {
                        "mock_id": mock_id,
                        "position": position,
                        "question_key": slot.question.key,
                        "persona": slot.persona.id,
                    },
                )
        return self._read("id = ?", mock_id)[0]

    @plainly
    def link(self, mock_id: int, place: int, attempt_id: int) -> None:
        """Note which attempt answers a question of a mock."""
        self._db.execute(
            "UPDATE mock_questions SET attempt_id = ? WHERE mock_id = ? AND position = ?",
            [attempt_id, mock_id, place],
        )

    @plainly
    def keep_clock(self, mock_id: int, seconds: float) -> None:
        """Write the running clock."""
        self._db.execute("UPDATE mocks SET seconds = ? WHERE id = ?", [seconds, mock_id])

    @plainly
    def end(self, mock_id: int, stage: Stage) -> None:
        """Finish or stop a mock; what was answered is kept."""
        self._db.execute("UPDATE mocks SET stage = ? WHERE id = ?", [stage.value, mock_id])

    @plainly
    def load(self, mock_id: int) -> Mock | None:
        """Read a mock."""
        return next(iter(self._read("id = ?", mock_id)), None)

    @plainly
    def running(self) -> Mock | None:
        """Read the mock that goes on."""
        return next(iter(self._read("stage = ?", Stage.RUNNING.value)), None)

    @plainly
    def all(self, limit: int) -> list[Mock]:
        """List the latest mocks, newest first."""
        return self._read("1 = ?", 1, limit)

    @plainly
    def of_attempt(self, attempt_id: int) -> Mock | None:
        """Read the mock that an attempt belongs to."""
        return next(
            iter(self._read("id IN (SELECT mock_id FROM mock_questions WHERE attempt_id = ?)", attempt_id)),
            None,
        )

    @plainly
    def recent_questions(self, mocks: int) -> frozenset[str]:
        """Give the keys of the questions of the latest mocks."""
        query = (
            "SELECT question_key FROM mock_questions"
            " WHERE mock_id IN (SELECT id FROM mocks ORDER BY id DESC LIMIT ?)"
        )
        return frozenset(row["question_key"] for row in self._rows(query, [mocks]))

    def _read(self, where: str, value: Any, limit: int = 1) -> list[Mock]:
        found = self._rows(f"SELECT * FROM mocks WHERE {where} ORDER BY id DESC LIMIT ?", [value, limit])
        return rows.readable(found, self._mock)

    def _mock(self, row: rows.Row) -> Mock:
        asked = self._rows(
            "SELECT mock_questions.persona, attempts.id AS attempt_id, attempts.status,"
            " questions.id AS question_id, questions.text AS question_text, competency, difficulty, pack"
            " FROM mock_questions JOIN questions ON questions.key = mock_questions.question_key"
            " LEFT JOIN attempts ON attempts.id = mock_questions.attempt_id AND attempts.deleted_at IS NULL"
            " WHERE mock_id = ? ORDER BY position",
            [row["id"]],
        )
        slots = tuple(
            Slot(
                rows.question_from(each),
                self._cast.get(each["persona"]),
                each["attempt_id"],
                each["status"] == Status.FINISHED.value,
            )
            for each in asked
        )
        plan = Plan(
            budget=self._budget.lasting(row["target_seconds"]),
            mode=Mode(row["mode"]),
            coaching=Coaching(row["coaching"]),
            persona=slots[0].persona,
            experience=Experience(row["experience"]),
            follow_ups=row["follow_ups"],
        )
        return Mock(
            row["id"],
            datetime.fromisoformat(row["started_at"]),
            Stage(row["stage"]),
            plan,
            slots,
            row["seconds"],
        )
