"""Trends on real files: what counts, what is kept up by triggers, and how fast it is read."""

from datetime import date
from pathlib import Path

import pytest

from rehearse.domain.attempt import progress_of
from rehearse.domain.critique import Finding
from rehearse.domain.self_rating import SelfRating
from rehearse.domain.trends import Bucket, Trends
from rehearse.domain.vocabulary import Competency, Flaw
from rehearse.storage import trend_schema
from rehearse.storage.store import SqliteStore
from tests.builders import answered, critique
from tests.seeding import seed_attempts


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rehearse.db"


def told(store: SqliteStore, **changes: object) -> int:
    done = answered()
    attempt_id = store.start(done.question, done.plan)
    store.save(attempt_id, progress_of(done, 150, done=True))
    store.save_critique(attempt_id, critique(done.texts, **changes))
    return attempt_id


def counted(trends: Trends) -> dict[str, int]:
    return {each.measure: each.count for each in trends.series}


def test_nothing_was_told_yet(file: Path) -> None:
    store = SqliteStore(file)
    assert store.trends() == Trends()
    store.close()


def test_what_is_written_counts_once_and_what_is_missing_not_at_all(file: Path) -> None:
    store = SqliteStore(file)
    attempt_id = told(store)
    store.save_critique(attempt_id, critique(overall=4.0))
    found = store.trends()
    assert counted(found)["overall"] == 1
    assert next(each for each in found.series if each.measure == "overall").points[0].value == 4.0
    assert "execution" not in counted(found)  # not judged
    assert "rate" not in counted(found)  # not measured
    assert {leak.flaw for leak in found.leaks} == {Flaw.VAGUE_IMPACT, Flaw.NO_TASK}
    store.close()


def test_a_deleted_attempt_leaves_and_comes_back(file: Path) -> None:
    store = SqliteStore(file)
    attempt_id = told(store)
    before = store.trends()
    store.delete(attempt_id)
    assert store.trends() == Trends()
    store.restore(attempt_id)
    assert store.trends() == before
    store.close()


def test_the_leak_made_most_often_stands_first(file: Path) -> None:
    store = SqliteStore(file)
    jargon = Finding(Flaw.JARGON_OVERLOAD, None, None, "why", "fix")
    hidden = Finding(Flaw.HIDDEN_FAILURE, None, None, "why", "fix")
    for findings in ((jargon,), (jargon,), (), (), ()):
        told(store, findings=findings)
    told(store, findings=(hidden,), engine="model")
    assert [(leak.flaw, leak.count) for leak in store.trends().leaks] == [
        (Flaw.JARGON_OVERLOAD, 2),
        (Flaw.HIDDEN_FAILURE, 1),
    ]
    store.close()


def test_self_ratings_stand_beside_the_critique(file: Path) -> None:
    store = SqliteStore(file)
    store.save_self_rating(told(store, overall=3.0), SelfRating(overall=5))
    store.save_self_rating(told(store, overall=None), SelfRating(overall=5))
    (found,) = store.trends().calibrations
    assert (found.count, found.above, found.off) == (1, 2.0, 2.0)
    store.close()


def test_engines_and_models_are_series_of_their_own(file: Path) -> None:
    seed_attempts(file, 40)
    store = SqliteStore(file)
    sources = {each.source: each.count for each in store.trends().series if each.measure == "overall"}
    assert sources == {"rules, version 2": 30, "small.gguf, version 2": 10}
    store.close()


@pytest.mark.parametrize(("days", "bucket"), [(60, Bucket.DAY), (300, Bucket.WEEK), (900, Bucket.MONTH)])
def test_every_attempt_is_in_some_point_however_long_the_span(file: Path, days: int, bucket: Bucket) -> None:
    seed_attempts(file, 500, days=days)
    store = SqliteStore(file)
    found = store.trends()
    assert found.bucket is bucket
    assert counted(found)["setup"] == 500
    since = date(2026, 10, 14)
    rows = store._rows("SELECT count(*) AS n FROM attempts WHERE started_at >= ?", [str(since)])
    assert counted(store.trends(since=since))["setup"] == rows[0]["n"]
    by_kind = [counted(store.trends(kind))["setup"] for kind in Competency]
    assert sum(by_kind) == 500
    store.close()


def test_many_attempts_are_never_read_one_by_one(file: Path) -> None:
    seed_attempts(file, 500, days=3650)
    store = SqliteStore(file)
    asked: list[str] = []
    store._db.conn.set_trace_callback(asked.append)
    assert counted(store.trends())["setup"] == 500
    assert asked
    assert not any("trend_values" in each for each in asked)
    store.close()


@pytest.mark.parametrize("last", ["9999-12-15", "9999-12-31"])
def test_the_end_of_the_calendar_is_a_day_like_another(file: Path, last: str) -> None:
    store = SqliteStore(file)
    told(store)
    store._db.execute("UPDATE attempts SET started_at = ?", [f"{last}T12:00:00.000+00:00"])
    store._db.execute("DELETE FROM trend_sums")
    trend_schema.fill(store._db)
    assert {leak.last for leak in store.trends().leaks} == {last}
    assert {leak.since for leak in store.trends().leaks} == {0}
    store.close()
