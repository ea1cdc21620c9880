"""The story bank on real files: versions, drafts, archive, and the attempts that told a story."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from rehearse.domain.attempt import progress_of
from rehearse.domain.section import Section
from rehearse.domain.story import Field, Story, tidied
from rehearse.domain.story_bank import times_told
from rehearse.domain.vocabulary import Angle, Experience
from rehearse.errors import StorageError
from rehearse.storage.migrations import migrations
from rehearse.storage.store import SqliteStore
from tests.builders import HOSTILE, answered, story


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "rehearse.db")
    yield opened
    opened.close()


def attempt(store: SqliteStore, *, done: bool = True) -> int:
    drill = answered()
    attempt_id = store.start(drill.question, drill.plan)
    store.save(attempt_id, progress_of(drill, 150, done=done))
    return attempt_id


def test_a_story_is_read_back_whole(store: SqliteStore) -> None:
    kept = store.stories.add(story(experience=Experience.LAB))
    assert (kept.key, kept.version, kept.archived, kept.drafted) == ("ticket-router", 1, False, False)
    assert kept.story == story(experience=Experience.LAB)
    assert store.stories.load(kept.id) == store.stories.find("ticket-router") == kept
    assert store.stories.all() == [kept]
    assert store.stories.load(99) is store.stories.find("x") is store.stories.keep(99, story()) is None


def test_every_version_stays_and_an_unchanged_story_is_none(store: SqliteStore) -> None:
    first = store.stories.add(story())
    again = store.stories.keep(first.id, story(title=" Ticket  router "))
    assert again == first
    second = store.stories.keep(first.id, story(title="Renamed", metrics=()))
    assert second is not None
    assert (second.key, second.version) == ("ticket-router", 2)
    assert store.stories.load(first.id) == second
    assert [each.story for each in store.stories.versions(first.id)] == [second.story, first.story]


def test_two_stories_never_share_a_key(store: SqliteStore) -> None:
    keys = [store.stories.add(story()).key for _ in range(3)]
    assert keys == ["ticket-router", "ticket-router-2", "ticket-router-3"]
    assert store.stories.add(story(), key="mine").key == "mine"


def test_a_draft_is_kept_to_the_letter_and_is_no_version(store: SqliteStore) -> None:
    half = Story("  Tick", spine={Section.ACTION: ("read ", "")}, fields={Field.GOAL: " less "})
    new = store.stories.save_draft(None, half)
    assert store.stories.draft(new) == half
    assert store.stories.all() == store.stories.versions(new) == []
    assert store.stories.save_draft(new, story(title="Ticket")) == new
    kept = store.stories.keep(new, story())
    assert kept is not None
    assert (kept.key, kept.version, kept.drafted) == ("ticket-router", 1, False)
    assert store.stories.draft(new) is None
    store.stories.save_draft(new, half)
    assert store.stories.drafts() == [new]
    assert store.stories.all()[0].drafted
    assert store.stories.all()[0].story == story()
    store.stories.drop_draft(new)
    assert store.stories.drafts() == []
    assert store.stories.load(new) == kept


def test_a_story_of_which_nothing_was_kept_goes_with_its_draft(store: SqliteStore) -> None:
    new = store.stories.save_draft(None, Story(""))
    store.stories.drop_draft(new)
    assert store._rows("SELECT * FROM stories", []) == []


def test_drafts_outlive_the_program(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    new = store.stories.save_draft(None, story())
    store.close()
    again = SqliteStore(tmp_path / "rehearse.db")
    assert again.stories.draft(new) == story()
    again.close()


def test_an_archived_story_can_be_brought_back(store: SqliteStore) -> None:
    kept = store.stories.add(story())
    other = store.stories.add(story(title="Other"))
    store.stories.archive(kept.id)
    assert store.stories.all() == [other]
    (aside,) = store.stories.all(archived=True)
    assert aside.archived
    store.stories.restore(kept.id)
    assert store.stories.all() == [kept, other]


def test_an_attempt_remembers_which_version_it_told(store: SqliteStore) -> None:
    kept = store.stories.add(story())
    first, second, half = attempt(store), attempt(store), attempt(store, done=False)
    store.stories.link(first, kept.id)
    store.stories.keep(kept.id, story(title="Renamed"))
    store.stories.link(second, kept.id, Angle.CONFLICT)
    store.stories.link(half, kept.id)
    told = store.stories.told_in(first)
    assert told is not None
    assert told.story == story()
    uses = store.stories.uses()
    assert [(use.attempt_id, use.version, use.angle) for use in uses] == [
        (first, 1, None),
        (second, 2, Angle.CONFLICT),
    ]
    assert times_told(uses) == {kept.id: 2}
    store.delete(first)
    store.stories.link(second, None, Angle.CONFLICT)
    assert store.stories.uses() == []
    assert store.stories.told_in(second) is None


def test_an_attempt_outlives_the_draft_it_was_linked_to(store: SqliteStore) -> None:
    draft, done = store.stories.save_draft(None, story()), attempt(store)
    store.stories.link(done, draft)
    assert store.stories.uses() == []
    store.stories.drop_draft(draft)
    assert store.load(done) is not None


@pytest.mark.parametrize("text", [*HOSTILE, "word " * 10_000])
def test_hostile_text_survives_the_disk(store: SqliteStore, text: str) -> None:
    given = story(title=text, spine={Section.ACTION: (text,)}, fields={Field.ROLE: text})
    assert store.stories.add(given).story == tidied(given)


def test_a_write_that_fails_is_one_sentence_and_changes_nothing(store: SqliteStore) -> None:
    kept = store.stories.add(story())
    blocker = sqlite3.connect(store.file, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    store._db.execute("PRAGMA busy_timeout = 1")
    with pytest.raises(StorageError, match="locked"):
        store.stories.keep(kept.id, story(title="changed"))
    blocker.execute("ROLLBACK")
    blocker.close()
    assert store.stories.load(kept.id) == kept


def test_attempts_from_before_the_bank_tell_no_story_until_they_are_linked(tmp_path: Path) -> None:
    file = tmp_path / "rehearse.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        old = Database(connection)
        migrations.apply(old, stop_before="m003_stories")
        old.execute("INSERT INTO questions VALUES ('k', 'i', 'p', 'Old question?', 'failure', 'core')")
        old.execute(
            "INSERT INTO attempts (question_key, started_at, status, mode, coaching, persona, experience,"
            " target_seconds, follow_ups, section, told, measured) VALUES ('k', '2026-01-01T00:00:00+00:00',"
            " 'finished', 'typed', 'coached', 'recruiter', 'lab', 150, 2, 'action', 'STARL', 1)"
        )
    store = SqliteStore(file)
    assert store.load(1) is not None
    assert store.stories.told_in(1) is None
    store.stories.link(1, store.stories.add(story()).id)
    assert [use.question_key for use in store.stories.uses()] == ["k"]
    store.close()
