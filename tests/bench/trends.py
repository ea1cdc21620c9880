"""The trends over 100 000 attempts."""

import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from rehearse.domain.vocabulary import Competency
from rehearse.storage.store import SqliteStore
from tests.bench.figures import Figure, at_most, percentile
from tests.bench.kept import YEARS, history_of
from tests.seeding import BEGAN

MANY, FEW = 100_000, 100
ROUNDS = 3


def measure() -> list[Figure]:
    spent: dict[int, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for many in (MANY, FEW):
            store = SqliteStore(history_of(many, Path(folder, str(many))))
            spent[many] = [took for _ in range(ROUNDS) for took in _read(store)]
            store.close()
    what = "trends, everything or a part, processor time, p95"
    measured, reference = (percentile(each, 0.95) for each in spent.values())
    return [Figure(what, measured, "ms", reference, f"{FEW} attempts", at_most(100))]


def _read(store: SqliteStore) -> list[float]:
    last = BEGAN.date() + timedelta(days=365 * YEARS)
    since: tuple[date | None, ...] = (None, last - timedelta(days=90), last - timedelta(days=365))
    spent = []
    for competency in (None, *Competency):
        for day in since:
            begun = time.thread_time()
            store.trends(competency, day)
            spent.append((time.thread_time() - begun) * 1000)
    return spent
