"""Special drills on disk: what kind they were, what broke in, what they came to, and the takes before."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from rehearse.domain.attempt import progress_of
from rehearse.domain.budget import Budget
from rehearse.domain.drill import Drill
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.history import HistoryFilter
from rehearse.domain.outcome import Outcome
from rehearse.domain.practice import plan_for
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Angle, Mode
from rehearse.storage.migrations import migrations
from rehearse.storage.store import SqliteStore
from tests.builders import HOSTILE, question, story


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "rehearse.db")
    yield opened
    opened.close()


def take(
    store: SqliteStore,
    exercise: Exercise,
    text: str = "Said.",
    story_id: int | None = None,
    *,
    done: bool = True,
) -> int:
    plan = plan_for(Plan(), exercise)
    told = Drill(question(), plan).begin(0).write(plan.sections[0], text).finish(10)
    attempt_id = store.start(told.question, plan)
    if story_id is not None:
        store.stories.link(attempt_id, story_id, Angle.IMPACT)
    store.save(attempt_id, progress_of(told, 10, done=done))
    return attempt_id


def test_a_set_up_is_read_back_with_the_limit_of_its_clock(tmp_path: Path) -> None:
    own = Budget(target=90, setup=0.1, cap=20, rate=120)
    plan = plan_for(Plan(budget=own), Exercise(Kind.SETUP))
    opened = SqliteStore(tmp_path / "rehearse.db", budget=own)
    attempt = opened.load(opened.start(question(), plan))
    opened.close()
    assert attempt is not None
    assert attempt.budget == plan.budget


def test_an_exercise_its_story_and_its_outcome_are_read_back(store: SqliteStore) -> None:
    kept = store.stories.add(story())
    first = take(store, Exercise(Kind.ANGLES, 2**31 - 1, 5), story_id=kept.id)
    exercise = Exercise(Kind.ANGLES, 2**31 - 1, 5, round_of=first, angle=Angle.IMPACT)
    second = take(store, exercise, story_id=kept.id)
    outcome = Outcome("flexible", "Told anew.", True, {"same wording": 0.02})
    store.save_outcome(second, replace(outcome, word="not judged", measures={"old": 1}))
    store.save_outcome(second, outcome)
    read = store.load(second)
    assert read is not None
    assert (read.exercise, read.outcome, read.angle) == (exercise, outcome, Angle.IMPACT)
    assert read.story is not None
    assert read.story.story == story()
    line = store.page(HistoryFilter(), 1)[0]
    assert line.kind is Kind.ANGLES
    assert line.outcome == replace(outcome, measures={})
    assert [each.id for each in store.round(first)] == [first, second]
    assert [each.id for each in store.round(first, second)] == [first]


def test_a_round_without_a_story_keeps_its_angles(store: SqliteStore) -> None:
    read = store.load(take(store, Exercise(Kind.ANGLES, angle=Angle.FAILURE)))
    assert read is not None
    assert (read.angle, read.exercise.angle) == (Angle.FAILURE, Angle.FAILURE)


def test_takes_belong_to_a_drill_and_a_story(store: SqliteStore) -> None:
    kept = store.stories.add(story())
    with_story = [take(store, Exercise(Kind.SETUP), story_id=kept.id) for _ in range(3)]
    without = take(store, Exercise(Kind.SETUP))
    take(store, Exercise(Kind.ACTION), story_id=kept.id)
    take(store, Exercise(Kind.SETUP), story_id=kept.id, done=False)
    store.delete(with_story[0])
    assert [each.id for each in store.takes(Kind.SETUP, kept.id)] == with_story[1:]
    assert [each.id for each in store.takes(Kind.SETUP, kept.id, with_story[2])] == with_story[1:2]
    assert [each.id for each in store.takes(Kind.SETUP, None)] == [without]


def test_earlier_tellings_are_those_of_the_same_kinds(store: SqliteStore) -> None:
    take(store, Exercise(), "first")
    take(store, Exercise(Kind.SETUP), "opening")
    take(store, Exercise(Kind.ANGLES), "second")
    last = take(store, Exercise(), "third")
    assert store.tellings(last, (Kind.WHOLE, Kind.ANGLES), 9) == ("first", "second")
    assert store.tellings(last, (Kind.WHOLE, Kind.ANGLES), 1) == ("second",)


def test_an_interruption_is_written_as_it_goes(store: SqliteStore) -> None:
    plan = plan_for(Plan(mode=Mode.SPOKEN), Exercise(Kind.INTERRUPTION, 3))
    going = Drill(question(), plan).begin(0).go_to(Section.ACTION, 30)
    going = going.write(Section.ACTION, "So far.").cut_in(70)
    attempt_id = store.start(going.question, plan)
    store.save(attempt_id, progress_of(going, 71))
    half = store.load(attempt_id)
    assert half is not None
    assert half.cut is not None
    assert (half.cut.before, half.cut.answered_at) == ("So far.", None)
    whole = going.answer_cut("Because.").close_cut(75).resume(77).go_to(Section.RESULT, 90)
    store.save(attempt_id, progress_of(whole, 90))
    read = store.load(attempt_id)
    assert read is not None
    assert read.cut == progress_of(whole, 90).cut
    assert read.cut is not None
    assert (read.cut.answer, read.cut.answered_at, read.cut.resumed_at) == ("Because.", 5, 7)


def test_a_partial_take_is_no_telling_of_the_whole_story(store: SqliteStore) -> None:
    kept = store.stories.add(story())
    take(store, Exercise(Kind.SETUP), story_id=kept.id)
    take(store, Exercise(Kind.INTERRUPTION), story_id=kept.id)
    assert [use.kind for use in store.stories.uses()] == [Kind.SETUP, Kind.INTERRUPTION]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_survive_the_disk(store: SqliteStore, text: str) -> None:
    from rehearse.domain.text import clean

    outcome = Outcome(clean(text), clean(text), None, {clean(text): 1.0})
    attempt_id = take(store, Exercise(Kind.SETUP))
    store.save_outcome(attempt_id, outcome)
    read = store.load(attempt_id)
    assert read is not None
    assert read.outcome == outcome


def test_attempts_from_before_the_special_drills_keep_what_they_were(tmp_path: Path) -> None:
    file = tmp_path / "rehearse.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        old = Database(connection)
        migrations.apply(old, stop_before="m005_special_drills")
        old.execute("INSERT INTO questions VALUES ('k', 'i', 'p', 'Old question?', 'failure', 'core')")
        for told in ("STARL", "R"):
            old.execute(
                "INSERT INTO attempts (question_key, started_at, status, mode, coaching, persona, experience,"
                " target_seconds, follow_ups, section, told, measured) VALUES ('k',"
                " '2026-11-02T18:30:00.000+00:00', 'finished', 'typed', 'coached', 'hiring_manager',"
                " 'production', 150, 0, 'action', ?, 0)",
                [told],
            )
    store = SqliteStore(file)
    whole, again = store.load(1), store.load(2)
    lines = store.page(HistoryFilter(), 5)
    store.close()
    assert whole is not None
    assert again is not None
    assert (whole.exercise, whole.outcome, whole.cut) == (Exercise(), None, None)
    assert again.exercise == Exercise(Kind.SECTION)
    assert [line.outcome for line in lines] == [None, None]
