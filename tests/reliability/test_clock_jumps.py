"""The wall clock set back and forward in the midst of everything: no clock of a drill and no order hangs on it."""

import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from rehearse.domain.attempt import progress_of
from rehearse.domain.history import HistoryFilter
from rehearse.domain.section import Section
from rehearse.storage import rows
from rehearse.storage.exchange import json_lines, take_in
from rehearse.storage.store import SqliteStore
from tests.builders import ANSWER, answered, critique
from tests.cli.test_commands import rehearse
from tests.e2e.terminal import terminal
from tests.reliability.extent import cases
from tests.reliability.killing import attempts, read

CTRL_N, CTRL_Q, CTRL_S, ESCAPE = "\x0e", "\x11", "\x13", "\x1b"
JUMPING = """
import datetime, random, runpy, sys, time
chance = random.Random(int(sys.argv[1]))
real, jumps = time.time, (-400 * 86400, -86400, -3600, 0, 3600, 86400, 400 * 86400)
def jumping():
    return real() + chance.choice(jumps)
class Jumping(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(jumping(), tz)
time.time, datetime.datetime = jumping, Jumping
sys.argv = ["rehearse", *sys.argv[5:]]
runpy.run_module("rehearse", run_name="__main__")
"""


@pytest.mark.parametrize("seed", range(cases(1, 10)))
def test_a_drill_under_a_jumping_clock(tmp_path: Path, seed: int) -> None:
    script, data = tmp_path / "jumping.py", tmp_path / "data"
    script.write_text(JUMPING)
    with terminal(data, through=[sys.executable, str(script), str(seed)]) as app:
        app.wait_for("Enter starts")
        app.press("\r")
        app.wait_for("Enter starts the clock")
        began = time.monotonic()
        app.press("\r")
        app.wait_for("▌ S  Situation")
        for section, text in ANSWER.items():
            app.press(text)
            if section is not Section.REFLECTION:
                app.press(CTRL_N)
        app.wait_for("16/25 words")
        app.press(CTRL_S)
        app.wait_for(" of 1:00")
        took = time.monotonic() - began
        app.press(CTRL_N)
        app.wait_for("Fix this next")
        app.press("h")
        app.wait_for("History  ·  1 attempt")
        app.press("t")
        app.wait_for(lambda: "History  ·" not in app.text, "the trends")
        app.press(ESCAPE)
        app.wait_for("History  ·  1 attempt")
        app.press(ESCAPE)
        app.wait_for("Enter starts")
        app.press("t")
        app.wait_for("The plan")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
    assert attempts(data / "rehearse.db") == 1
    (seconds,) = read(data / "rehearse.db", "SELECT seconds FROM attempts")[0]
    assert 0 < seconds <= took
    each = read(data / "rehearse.db", "SELECT seconds FROM attempt_sections")
    assert all(0 <= of_one <= took for (of_one,) in each)


class Clock:
    """The wall clock as the store reads it; every reading is as far from the true time as was set last."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.off = timedelta()
        clock = self

        class Set(datetime):
            @classmethod
            def now(cls, tz=None) -> datetime:  # type: ignore[no-untyped-def, override]  # datetime's own signature
                return datetime.now(tz) + clock.off

        monkeypatch.setattr(rows, "datetime", Set)


def tell(kept: SqliteStore, text: str) -> int:
    done = answered(texts={**ANSWER, Section.ACTION: text})
    attempt_id = kept.start(done.question, done.plan)
    kept.save(attempt_id, progress_of(done, 150, done=True))
    kept.save_critique(attempt_id, critique(done.texts, answer_id=str(attempt_id)))
    return attempt_id


def test_attempts_stand_by_the_time_on_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, chance = Clock(monkeypatch), random.Random(3)
    kept = SqliteStore(tmp_path / "rehearse.db")
    for number in range(12):
        clock.off = timedelta(hours=chance.choice([-9000, -24, -1, 0, 1, 24, 9000]))
        tell(kept, f"Told {number}.")
    found = [kept.load(each.id) for each in kept.page(HistoryFilter(), 99)]
    assert {each.texts[Section.ACTION] for each in found if each} == {f"Told {n}." for n in range(12)}
    moments = [each.started_at for each in found if each]
    assert moments == sorted(moments, reverse=True)
    assert [p.label for p in kept.trends().series[0].points] == [
        each.started_at.date().isoformat() for each in reversed(found) if each
    ]
    lines = "".join(json_lines(kept, HistoryFilter()))
    kept.close()
    other = SqliteStore(tmp_path / "other.db")
    with (tmp_path / "all.jsonl").open("w+b") as file:
        file.write(lines.encode())
        file.seek(0)
        assert take_in(other, file, "it").problems == []
    assert "".join(json_lines(other, HistoryFilter())) == lines
    other.close()


def test_a_clock_set_back_takes_no_deleted_attempt_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    kept = SqliteStore(tmp_path / "rehearse.db")
    gone = tell(kept, "Told.")
    kept.delete(gone)
    for off in (timedelta(days=-400), timedelta(hours=-1), timedelta(hours=23)):
        clock.off = off
        kept.purge()
    kept.restore(gone)
    assert kept.load(gone) is not None
    kept.close()


def test_commands_read_what_was_told_in_a_year_to_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    kept = SqliteStore(tmp_path / "rehearse.db")
    for days in (700, -700, 0):
        clock.off = timedelta(days=days)
        tell(kept, "Told.")
    kept.close()
    assert len(rehearse("--data-dir", str(tmp_path), "history")[0].splitlines()) >= 3
    for words in (["plan", "--days", "9"], ["trends"], ["export"], ["history", "--json"]):
        out, err = rehearse("--data-dir", str(tmp_path), *words)
        assert out
        assert err == ""


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)], ids=["spring", "autumn"]
)
def test_a_day_on_which_the_hour_changes_is_searched_whole(tmp_path: Path, day: date, hours: int) -> None:
    kept = SqliteStore(tmp_path / "rehearse.db")
    first = datetime.combine(day, datetime.min.time()).astimezone().astimezone(UTC)
    for hour in range(-2, hours + 2):
        tell(kept, str(hour))
        moment = rows.time_text(first + timedelta(hours=hour))
        kept._db.execute(
            "UPDATE attempts SET started_at = ? WHERE id = (SELECT max(id) FROM attempts)", [moment]
        )
    found = kept.page(HistoryFilter(after=day, before=day), 99)
    kept.close()
    assert len(found) == hours
    assert {each.started_at.astimezone().date() for each in found} == {day}
