"""The profile on SQLite: one row, and a way to take it off the disk for good."""

from datetime import date

from rehearse.domain.profile import Profile
from rehearse.domain.vocabulary import Experience
from rehearse.storage.access import Access, plainly


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
            experience=Experience(row["experience"]) if row["experience"] else None,
            role=row["role"],
            company=row["company"],
            interview_date=date.fromisoformat(row["interview_date"]) if row["interview_date"] else None,
            resume=row["resume"],
            job=row["job"],
        )

    @plainly
    def save(self, profile: Profile) -> None:
        """Write the profile over what stood there."""
        with self._db.atomic():
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
        with self._db.atomic():
            self._db.execute("DELETE FROM profile")
        # What was deleted before this is still on free pages: writing the file anew leaves none.
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.execute("PRAGMA secure_delete = OFF")
