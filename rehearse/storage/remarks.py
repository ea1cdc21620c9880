"""Tags, notes and disputes on SQLite."""

from rehearse.domain.remarks import Disputed, Remarks
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Flaw
from rehearse.storage import rows
from rehearse.storage.access import Access, plainly


class SqliteRemarks(Access):
    """The `RemarkStore` port on one SQLite file."""

    @plainly
    def load(self, attempt_id: int) -> Remarks:
        """Read what is noted down on an attempt."""
        tags = self._rows("SELECT tag FROM attempt_tags WHERE attempt_id = ? ORDER BY tag", [attempt_id])
        notes = self._rows("SELECT note FROM attempt_notes WHERE attempt_id = ?", [attempt_id])
        disputes = self._rows("SELECT flaw, section FROM disputes WHERE attempt_id = ?", [attempt_id])
        return Remarks(
            tuple(row["tag"] for row in tags),
            notes[0]["note"] if notes else "",
            frozenset(rows.readable(disputes, _disputed)),
        )

    @plainly
    def keep(self, attempt_id: int, tags: tuple[str, ...], note: str) -> None:
        """Write tags and note over what stood there."""
        with self._writing():
            self._db.execute("DELETE FROM attempt_tags WHERE attempt_id = ?", [attempt_id])
            self._db.execute("DELETE FROM attempt_notes WHERE attempt_id = ?", [attempt_id])
            for tag in tags:
                self._insert("attempt_tags", {"attempt_id": attempt_id, "tag": tag})
            if note:
                self._insert("attempt_notes", {"attempt_id": attempt_id, "note": note})

    @plainly
    def dispute(self, attempt_id: int, what: Disputed, *, wrong: bool) -> None:
        """Note that a finding is wrong, or take that back."""
        flaw, section = what
        key = {"attempt_id": attempt_id, "flaw": flaw.value, "section": section.value if section else ""}
        with self._writing():
            self._db.execute(
                "DELETE FROM disputes WHERE attempt_id = ? AND flaw = ? AND section = ?", list(key.values())
            )
            if wrong:
                self._insert("disputes", {**key, "disputed_at": self._now_text()})

    @plainly
    def disputed(self) -> dict[Flaw, int]:
        """Count the disputed findings by their flaw, the most disputed first."""
        query = (
            "SELECT flaw, count(*) AS times FROM disputes JOIN attempts ON attempts.id = attempt_id"
            " WHERE deleted_at IS NULL GROUP BY flaw ORDER BY times DESC, flaw"
        )
        return dict(rows.readable(self._rows(query, []), lambda row: (Flaw(row["flaw"]), row["times"])))


def _disputed(row: rows.Row) -> Disputed:
    return Flaw(row["flaw"]), Section(row["section"]) if row["section"] else None
