"""Clocks that are wrong, stand still or leap, and a disk that takes its time: order and words are kept."""

import random
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from rehearse.cli.main import cli
from rehearse.compose import spacing
from rehearse.config import Config
from rehearse.domain.attempt import progress_of
from rehearse.domain.drill import Phase
from rehearse.domain.planner import ahead
from rehearse.domain.section import Section
from rehearse.rehearsal.bridge import StoreThread
from rehearse.storage import rows
from rehearse.storage.store import SqliteStore
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.widgets.panels import SectionEditor
from tests.builders import answered, critique
from tests.reliability.extent import cases
from tests.reliability.life import ALL, everything
from tests.ui.harness import ManualClock, app_for, shown, wait_for
from tests.ui.test_drill import SIZE, begin

NOW = datetime(2026, 11, 2, 18, 30, tzinfo=UTC)


def tell(store: SqliteStore, number: int) -> int:
    told = answered(texts={Section.ACTION: f"Attempt {number} was told."})
    attempt_id = store.start(told.question, told.plan)
    store.save(attempt_id, progress_of(told, 150, done=True))
    store.save_critique(attempt_id, critique(told.texts))
    return attempt_id


def test_a_leaping_clock_leaves_all_in_the_order_on_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "rehearse.db"
    for seed in range(cases(3, 60)):
        file.unlink(missing_ok=True)
        chance = random.Random(seed)
        store = SqliteStore(file)
        told = []
        for number in range(20):
            moment = NOW + timedelta(days=chance.choice((-9000, -400, -1, 0, 0, 0, 1, 500, 30_000)))
            monkeypatch.setattr(rows, "now", lambda moment=moment: moment)
            told.append((moment, tell(store, number), f"Attempt {number} was told."))
        monkeypatch.setattr(rows, "now", lambda: NOW)
        found = everything(store)
        told.sort(reverse=True)
        assert [each.id for each in found["lines"]] == [attempt_id for _, attempt_id, _ in told], seed
        assert [each.texts[Section.ACTION] for each in found["attempts"]] == [text for *_, text in told], seed
        planned = ahead(found["plan"], NOW.date(), 3, NOW.date() + timedelta(days=9), spacing(Config()))
        assert any(items for _, items in planned), seed
        store.close()
        for words in (["history"], ["trends"], ["plan", "--days", "5"], ["export", "--format", "csv"]):
            run = CliRunner().invoke(cli, ["--data-dir", str(tmp_path), *words])
            assert run.exit_code == 0, (seed, words, run.output)


def test_what_was_told_under_a_clock_in_the_future_is_due_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    monkeypatch.setattr(rows, "now", lambda: NOW + timedelta(days=3000))
    tell(store, 1)
    monkeypatch.setattr(rows, "now", lambda: NOW)
    days = {review.day for reviews in store.plan.known().reviews.values() for review in reviews}
    assert days == {date(2026, 11, 2)}
    store.close()


def test_a_clock_set_forward_purges_nothing_of_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    gone = tell(store, 1)
    store.delete(gone)
    monkeypatch.setattr(rows, "now", lambda: NOW + timedelta(days=30_000))
    store.purge()
    store.restore(gone)
    assert store.count(ALL) == 1
    store.close()


async def test_a_machine_that_slept_finds_every_word_and_goes_on(tmp_path: Path) -> None:
    clock = ManualClock()
    app = app_for(tmp_path, clock=clock, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        await pilot.press(*"before")  # the clock stands, as it does while a laptop sleeps

        async def on_disk() -> str:
            found = await app.store.run(lambda store: store.load(1))
            return found.texts[Section.SITUATION] if found else ""

        while await on_disk() != "before":
            await pilot.pause()
        clock.advance(9 * 3600)
        await wait_for(pilot, lambda: "540:00" in shown(pilot), "the clock")
        await pilot.press(*" after", "ctrl+s")
        await wait_for(pilot, lambda: isinstance(app.screen, AttemptScreen), "the critique")
        assert screen.session.drill.texts[Section.SITUATION] == "before after"
    assert not app.unsaved


class SlowDisk:
    """Every call on the store waits until the test lets it through; what was written is noted in its order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.free = threading.Event()
        self.free.set()
        self.written: list[str] = []
        self._turns = threading.Semaphore(0)
        do, save = StoreThread._do, SqliteStore.save

        def slowly(thread: StoreThread, call: Callable[[Any], Any]) -> Any:
            if not self.free.is_set():
                self._turns.acquire()
            return do(thread, call)

        def note(store: SqliteStore, attempt_id: int, progress: Any) -> bool:
            self.written.append(progress.texts[Section.SITUATION])
            return save(store, attempt_id, progress)

        monkeypatch.setattr(StoreThread, "_do", slowly)
        monkeypatch.setattr(SqliteStore, "save", note)

    def one(self) -> None:
        """Let one call through."""
        self._turns.release()

    def all(self) -> None:
        """Let every call through, now and later."""
        self.free.set()
        for _ in range(1000):
            self._turns.release()


async def test_keys_never_wait_for_a_slow_disk_and_drafts_come_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = SlowDisk(monkeypatch)
    app = app_for(tmp_path, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        await app.store.run(lambda _: None)
        disk.free.clear()
        for word in ("one ", "two ", "three ", "four "):
            await pilot.press(*word, "ctrl+n", "ctrl+b")  # going on and back queues a write each time
            assert screen.query_one("#editor-situation", SectionEditor).text.endswith(word)
            disk.one()
        whole = "one two three four "
        await pilot.press("ctrl+s", "f1", "escape")
        assert isinstance(app.screen, DrillScreen)
        assert screen.session.drill.phase is Phase.FINISHED
        disk.all()
        await wait_for(pilot, lambda: isinstance(app.screen, AttemptScreen), "the critique")
    assert disk.written[-1] == whole
    assert all(later.startswith(text) for text, later in zip(disk.written, disk.written[1:], strict=False))


async def test_quitting_waits_for_the_last_words_on_a_slow_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = SlowDisk(monkeypatch)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await begin(pilot, app)
        await app.store.run(lambda _: None)
        disk.free.clear()
        await pilot.press(*"the last words", "ctrl+q")
        assert "the last words" not in disk.written
        disk.all()
    assert disk.written[-1] == "the last words"
    store = SqliteStore(tmp_path / "rehearse.db")
    (kept,) = store.unfinished()
    found = store.load(kept.id)
    assert found is not None
    assert found.texts[Section.SITUATION] == "the last words"
    store.close()
