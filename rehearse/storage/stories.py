"""The story bank on SQLite: versions that are only ever added, one draft beside them, and who told what."""

from datetime import datetime
from typing import Any, Final, TypeVar

from rehearse.domain.exercise import Kind
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.story import Field, Metric, Story, key_for, tidied
from rehearse.domain.story_bank import KeptStory, Use
from rehearse.domain.vocabulary import Angle, Competency, Experience
from rehearse.storage import rows
from rehearse.storage.access import Access, plainly

T = TypeVar("T", Competency, Angle)
_PARTS: Final = ("story_fields", "story_lines", "story_tags", "story_metrics")
_VERSION: Final = """
    SELECT story_versions.*, stories.key, stories.archived_at,
           EXISTS (SELECT 1 FROM story_versions AS drafts
                   WHERE drafts.story_id = stories.id AND drafts.version IS NULL) AS drafted
    FROM story_versions JOIN stories ON stories.id = story_versions.story_id
"""


class SqliteStories(Access):
    """The `StoryStore` port on one SQLite file."""

    # Writing

    @plainly
    def add(self, story: Story, key: str = "") -> KeptStory:
        """Keep a new story under a key of its own, made from the wanted one or its title."""
        with self._writing():
            story_id = self._begin()
            return self._keep(story_id, tidied(story), key)

    @plainly
    def keep(self, story_id: int, story: Story) -> KeptStory | None:
        """Make a changed story the present version; its draft is done with. None when there is no such story."""
        kept = tidied(story)
        with self._writing():
            if not self._is_still("stories", story_id):
                return None
            self._delete_draft(story_id)
            present = self._present("stories.id = ?", story_id)
            return present if present and present.story == kept else self._keep(story_id, kept)

    @plainly
    def save_draft(self, story_id: int | None, story: Story) -> int:
        """Write a half-typed story down beside what is kept and give its id.

        None begins a new one, and so does the id of one that is gone.
        """
        with self._writing():
            if story_id is None or not self._is_still("stories", story_id):
                story_id = self._begin()
            self._delete_draft(story_id)
            self._write(story_id, None, story)
            return story_id

    @plainly
    def drop_draft(self, story_id: int) -> None:
        """Forget a draft; a story of which nothing was kept goes with it."""
        with self._writing():
            self._delete_draft(story_id)
            self._db.execute("DELETE FROM stories WHERE id = ? AND version_id IS NULL", [story_id])

    @plainly
    def archive(self, story_id: int) -> None:
        """Take a story out of the bank; its attempts and versions stay."""
        self._db.execute(
            "UPDATE stories SET archived_at = coalesce(archived_at, ?) WHERE id = ?",
            [self._now_text(), story_id],
        )

    @plainly
    def restore(self, story_id: int) -> None:
        """Bring an archived story back."""
        self._db.execute("UPDATE stories SET archived_at = NULL WHERE id = ?", [story_id])

    @plainly
    def link(self, attempt_id: int, story_id: int | None, angle: Angle | None = None) -> None:
        """Note that an attempt tells the present version of a story, from an angle; None takes the note away."""
        if story_id is not None and not self._is_still("stories", story_id):
            return
        self._db.execute(
            "UPDATE attempts SET story_id = ?, angle = ?, story_version = ("
            " SELECT version FROM story_versions JOIN stories ON stories.version_id = story_versions.id"
            " WHERE stories.id = ?) WHERE id = ?",
            [story_id, angle.value if angle and story_id is not None else None, story_id, attempt_id],
        )

    # Reading

    @plainly
    def draft(self, story_id: int) -> Story | None:
        """Read the half-typed version of a story, character for character."""
        self._is_still("stories", story_id)
        query = "SELECT * FROM story_versions WHERE story_id = ? AND version IS NULL"
        found = self._rows(query, [story_id])
        return next(iter(rows.readable(found, self._story)), None)

    @plainly
    def drafts(self) -> list[int]:
        """List the ids of stories with a draft, those written last first."""
        query = "SELECT story_id FROM story_versions WHERE version IS NULL ORDER BY id DESC"
        return [row["story_id"] for row in self._rows(query, [])]

    @plainly
    def load(self, story_id: int) -> KeptStory | None:
        """Read the present version of a story."""
        self._is_still("stories", story_id)
        return self._present("stories.id = ?", story_id)

    @plainly
    def find(self, key: str) -> KeptStory | None:
        """Read the present version of the story that is called so."""
        return self._present("stories.key = ?", key)

    @plainly
    def all(self, *, archived: bool = False) -> list[KeptStory]:
        """List the stories, or the archived ones, in the order in which they were begun."""
        query = (
            f"{_VERSION} WHERE stories.version_id = story_versions.id"
            f" AND archived_at IS {'NOT ' if archived else ''}NULL ORDER BY stories.id"
        )
        return rows.readable(self._rows(query, []), self._kept)

    @plainly
    def versions(self, story_id: int) -> list[KeptStory]:
        """List every version of a story, newest first."""
        query = f"{_VERSION} WHERE story_id = ? AND version IS NOT NULL ORDER BY version DESC"
        return rows.readable(self._rows(query, [story_id]), self._kept)

    @plainly
    def told_in(self, attempt_id: int) -> KeptStory | None:
        """Read the story that an attempt tells, as it stood then."""
        query = (
            f"{_VERSION} JOIN attempts ON attempts.story_id = stories.id"
            " AND attempts.story_version = story_versions.version WHERE attempts.id = ?"
        )
        return next(iter(rows.readable(self._rows(query, [attempt_id]), self._kept)), None)

    @plainly
    def uses(self) -> list[Use]:
        """List the finished attempts that told a story, oldest first."""
        query = (
            "SELECT id, story_id, story_version, question_key, angle, started_at, kind FROM attempts"
            " WHERE story_version IS NOT NULL AND status = 'finished' AND deleted_at IS NULL ORDER BY id"
        )
        return rows.readable(self._rows(query, []), _use)

    # Inside

    def _begin(self) -> int:
        return self._is_new("stories", self._insert("stories", {"created_at": self._now_text()}))

    def _delete_draft(self, story_id: int) -> None:
        self._db.execute("DELETE FROM story_versions WHERE story_id = ? AND version IS NULL", [story_id])

    def _keep(self, story_id: int, story: Story, key: str = "") -> KeptStory:
        last = self._rows("SELECT max(version) AS n FROM story_versions WHERE story_id = ?", [story_id])[0][
            "n"
        ]
        version_id = self._write(story_id, (last or 0) + 1, story)
        self._db.execute(
            "UPDATE stories SET version_id = ?, key = coalesce(key, ?) WHERE id = ?",
            [version_id, self._free_story_key(key or key_for(story.title)), story_id],
        )
        return self._kept(self._rows(f"{_VERSION} WHERE story_versions.id = ?", [version_id])[0])

    def _write(self, story_id: int, version: int | None, story: Story) -> int:
        version_id = self._insert(
            "story_versions",
            {
                "story_id": story_id,
                "version": version,
                "saved_at": self._now_text(),
                "title": story.title,
                "experience": story.experience.value,
            },
        )
        for table, parts in _parts(version_id, story).items():
            for part in parts:
                self._insert(table, part)
        return version_id

    def _present(self, condition: str, value: int | str) -> KeptStory | None:
        query = f"{_VERSION} WHERE stories.version_id = story_versions.id AND {condition}"
        return next(iter(rows.readable(self._rows(query, [value]), self._kept)), None)

    def _kept(self, row: rows.Row) -> KeptStory:
        return KeptStory(
            id=row["story_id"],
            key=row["key"],
            version=row["version"],
            saved_at=datetime.fromisoformat(row["saved_at"]),
            story=self._story(row),
            archived=row["archived_at"] is not None,
            drafted=bool(row["drafted"]),
        )

    def _story(self, row: rows.Row) -> Story:
        fields, lines, tags, metrics = (
            self._rows(f"SELECT * FROM {table} WHERE version_id = ? ORDER BY rowid", [row["id"]])
            for table in _PARTS
        )
        spine: dict[Section, tuple[str, ...]] = {}
        for section, each in rows.readable(lines, rows.of_section):
            spine[section] = (*spine.get(section, ()), each["text"])
        return Story(
            title=row["title"],
            fields=dict(rows.readable(fields, lambda each: (Field(each["field"]), each["text"]))),
            spine=spine,
            competencies=_tagged(tags, "competency", Competency),
            angles=_tagged(tags, "angle", Angle),
            experience=Experience(row["experience"]),
            metrics=tuple(
                Metric(
                    each["what"], each["value_before"], each["value_after"], each["unit"], each["measured"]
                )
                for each in metrics
            ),
        )


def _use(row: rows.Row) -> Use:
    return Use(
        attempt_id=row["id"],
        story_id=row["story_id"],
        version=row["story_version"],
        question_key=row["question_key"],
        angle=Angle(row["angle"]) if row["angle"] else None,
        started_at=datetime.fromisoformat(row["started_at"]),
        kind=Kind(row["kind"]),
    )


def _tagged(tags: list[dict[str, Any]], kind: str, words: type[T]) -> tuple[T, ...]:
    return tuple(
        rows.readable((each for each in tags if each["kind"] == kind), lambda each: words(each["tag"]))
    )


def _parts(version_id: int, story: Story) -> dict[str, list[dict[str, Any]]]:
    """Spell what a version holds many of: table name to rows."""
    key = {"version_id": version_id}
    return {
        "story_fields": [key | {"field": each.value, "text": text} for each, text in story.fields.items()],
        "story_lines": [
            key | {"section": section.value, "position": position, "text": text}
            for section in SECTIONS
            for position, text in enumerate(story.spine.get(section, ()))
        ],
        "story_tags": [
            key | {"kind": kind, "tag": each.value}
            for kind, tags in (("competency", story.competencies), ("angle", story.angles))
            for each in tags
        ],
        "story_metrics": [
            key
            | {
                "position": position,
                "what": metric.what,
                "value_before": metric.before,
                "value_after": metric.after,
                "unit": metric.unit,
                "measured": metric.where,
            }
            for position, metric in enumerate(story.metrics)
        ],
    }
