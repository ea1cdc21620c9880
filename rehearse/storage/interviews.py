"""Real interviews on SQLite, as they were noted down: where, how it went, and what was asked."""

from datetime import date

from rehearse.domain.interview import AskedQuestion, Interview, Result
from rehearse.domain.vocabulary import Competency
from rehearse.storage import rows
from rehearse.storage.access import Access, plainly


class SqliteInterviews(Access):
    """The `InterviewStore` port on one SQLite file."""

    @plainly
    def keep(self, interview: Interview) -> int:
        """Write an interview with its questions, over what stood under its id; give the id."""
        row = {
            "held_on": interview.held_on.isoformat(),
            "company": interview.company,
            "role": interview.role,
            "went": interview.went,
            "outcome": interview.result.value,
            "notes": interview.notes,
        }
        with self._writing():
            interview_id = self._written(interview.id, row)
            for position, question in enumerate(interview.questions):
                self._insert(
                    "interview_questions",
                    {
                        "interview_id": interview_id,
                        "position": position,
                        "text": question.text,
                        "competency": question.competency.value,
                    },
                )
        return interview_id

    def _written(self, interview_id: int, row: rows.Row) -> int:
        """Write an interview over what stood under its id, which keeps its name across files; give the id."""
        if not interview_id:
            return self._insert("interviews", row)
        self._db.execute("DELETE FROM interview_questions WHERE interview_id = ?", [interview_id])
        again = ", ".join(f"{column} = excluded.{column}" for column in row)
        self._insert("interviews", {"id": interview_id, **row}, f"ON CONFLICT (id) DO UPDATE SET {again}")
        return interview_id

    @plainly
    def forget(self, interview_id: int) -> bool:
        """Take an interview off the disk, with its questions; False when there is none with that id."""
        return bool(self._db.execute("DELETE FROM interviews WHERE id = ?", [interview_id]).rowcount)

    @plainly
    def all(self) -> list[Interview]:
        """List them, the latest first."""
        found = self._rows("SELECT * FROM interviews ORDER BY held_on DESC, id DESC", [])
        return rows.readable(found, self._interview)

    def _interview(self, row: rows.Row) -> Interview:
        query = "SELECT text, competency FROM interview_questions WHERE interview_id = ? ORDER BY position"
        return Interview(
            held_on=date.fromisoformat(row["held_on"]),
            company=row["company"],
            role=row["role"],
            went=row["went"],
            result=Result(row["outcome"]),
            notes=row["notes"],
            questions=tuple(rows.readable(self._rows(query, [row["id"]]), _asked)),
            id=row["id"],
        )


def _asked(row: rows.Row) -> AskedQuestion:
    return AskedQuestion(row["text"], Competency(row["competency"]))
