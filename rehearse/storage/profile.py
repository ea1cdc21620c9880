"""The profile on SQLite: one row, and a way to take it off the disk for good."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from rehearse.domain.profile import Profile
from rehearse.domain.vocabulary import Experience
from rehearse.storage.access import Access, plainly

T = TypeVar("T")


class SqliteProfile(Access):
    """The `ProfileStore` port on one SQLite file."""

    @plainly
    def load(self) -> Profile:
        """Read the profile; an empty one where nothing was said."""
        found = self._rows("SELECT * FROM profile", [])
        if not found:
            return Profile()
        row = found[0]
        return Profile(
            experience=_or_none(Experience, row["experience"]),
            role=row["role"],
            company=row["company"],
            interview_date=_or_none(date.fromisoformat, row["interview_date"]),
            resume=row["resume"],
            job=row["job"],
        )

    @plainly
    def save(self, profile: Profile) -> None:
        """Write the profile over what stood there."""
        with self._writing():
            self._db.execute("DELETE FROM profile")
            self._insert(
                "profile",
                {
                    "id": 1,
                    "experience": profile.experience.value if profile.experience else None,
                    "role": profile.role,
                    "company": profile.company,
                    "interview_date": profile.interview_date.isoformat() if profile.interview_date else None,
                    "resume": profile.resume,
                    "job": profile.job,
                },
            )

    @plainly
    def wipe(self) -> None:
        """Take the profile off the disk for good: its pages are overwritten, and the journal is emptied."""
        self._db.execute("PRAGMA secure_delete = ON")
        with self._writing():
            self._db.execute("DELETE FROM profile")
        # What was deleted before this is still on free pages: writing the file anew leaves none.
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.execute("PRAGMA secure_delete = OFF")


def _or_none(read: Callable[[str], T], value: str | None) -> T | None:
    """Read one thing that was said; what cannot be read was not said, so that the rest of the profile stands."""
    try:
        return read(value) if value else None
    except ValueError:
        return None
