"""The history over 100 000 attempts against 100: opened, filtered, paged, searched, on the screen and in the store."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from rehearse.domain.history import Engine, HistoryFilter
from rehearse.domain.vocabulary import Competency, Flaw, Mode
from rehearse.storage.store import SqliteStore
from tests.bench.figures import Figure, Goal, at_most, percentile, ratio_at_most
from tests.bench.kept import history_of
from tests.bench.processes import REHEARSE, Screen, pasted

MANY, FEW = 100_000, 100
ROUNDS = 8
PAUSE = 0.6
"""Seconds between two keys: what is done in the background after one is over before the next."""
PAGE = 100
TYPED = ("latency", "the model", "stakeholder", "drift", "we were on call")
FILTERS = (
    *(HistoryFilter(competency=each) for each in Competency),
    *(HistoryFilter(flaw=each) for each in list(Flaw)[:4]),
    HistoryFilter(engine=Engine.MODEL),
    HistoryFilter(mode=Mode.TYPED),  # leaves nothing
    HistoryFilter(tag="recruiter"),  # leaves nothing
    HistoryFilter(before=date(2027, 1, 1)),  # the oldest ones
)
Spent = dict[str, list[float]]


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        homes = {many: Path(folder) / str(many) for many in (MANY, FEW)}
        for many, home in homes.items():
            history_of(many, home)
        on_screen = {many: Spent() for many in homes}
        for _ in range(ROUNDS):
            for many, home in homes.items():
                _look(home, on_screen[many])
        in_store = {many: _ask(home / "rehearse.db") for many, home in homes.items()}
    figures = [
        _against(f"{what}, key to screen, p95", on_screen, what, ratio_at_most(1.5))
        for what in on_screen[MANY]
    ]
    goals = {"a search, every letter of it": at_most(30)}
    figures += [
        _against(f"{what}, in the store, processor time, p95", in_store, what, goals.get(what))
        for what in in_store[MANY]
    ]
    return figures


def _against(what: str, spent: dict[int, Spent], kind: str, goal: Goal | None) -> Figure:
    many, few = (percentile(spent[each][kind], 0.95) for each in (MANY, FEW))
    return Figure(what, many, "ms", few, f"{FEW} attempts", goal)


def _look(home: Path, spent: Spent) -> None:
    """Go through the history in a terminal; a step is over when its answer stands there, 100 lines each time."""
    screen = Screen([REHEARSE, "--data-dir", str(home)], home)

    def step(what: str, keys: str, wanted: str) -> None:
        screen.listen(PAUSE)
        begun, place = time.perf_counter(), screen.press(keys)
        spent.setdefault(what, []).append((screen.until(wanted.encode(), place) - begun) * 1000)

    screen.until(b"starts: typed")
    step("open", "h", "100 attempts")
    screen.press("/")
    step("filter", pasted("mode:spoken"), "attempts  ·  mode:spoken")
    words = ["the", "and", "it", "we", "to"]
    for many in range(1, len(words) + 1):
        wanted = " ".join(words[:many])
        step("search", pasted(f" {words[many - 1]}"), f"attempts  ·  mode:spoken  ·  “{wanted}”")
    screen.kill()


def _ask(file: Path) -> Spent:
    store = SqliteStore(file)
    last = store.page(HistoryFilter(), 1)[0].id
    spent = Spent()

    def timed(what: str, call: Callable[[], object]) -> None:
        begun = time.thread_time()  # nothing here waits: what is read lies in memory
        call()
        spent.setdefault(what, []).append((time.thread_time() - begun) * 1000)

    searches = [typed[:length] for typed in TYPED for length in range(1, len(typed) + 1)]
    for _ in range(ROUNDS):
        timed("the first page", lambda: store.page(HistoryFilter(), PAGE))
        timed("a page in the middle", lambda: store.page(HistoryFilter(), PAGE, last // 2))
        for each in FILTERS:
            timed("a filter", partial(store.page, each, PAGE))
            timed("the count of a filter", partial(store.count, each))
        for letters in searches:
            wanted = HistoryFilter(search=letters)
            timed("a search, every letter of it", partial(store.page, wanted, PAGE))
            within = replace(wanted, competency=Competency.FAILURE)
            timed("a search within a competency", partial(store.page, within, PAGE))
        timed("questions asked, for Home", store.asked)
        timed("earlier answers, for the critique", partial(store.earlier_answers, last, 20))
    store.close()
    return spent
