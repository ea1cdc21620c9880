"""A disk that is full or fails at any write: a sentence, nothing that was kept is lost, and later writes succeed."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from rehearse.errors import StorageError
from rehearse.storage.store import SqliteStore
from tests.reliability.extent import cases
from tests.reliability.life import STEPS, Life, everything, live
from tests.reliability.refusing import SCENES, Refusing, build, environment, told

SEED = 3
TRIALS = {"living": (6, 755), "mending": (4, 170), "upgrading": (4, 215), "writing": (6, 201)}


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = build(tmp_path_factory.mktemp("shim"))
    if built is None:
        pytest.skip("letting single writes fail needs Linux and a C compiler")
    return built


@pytest.mark.parametrize(
    ("times", "error"),
    [(1, errno.ENOSPC), (-1, errno.EIO), (-1, errno.ENOSPC), (1, errno.EIO)][: cases(2, 4)],
    ids=["full once", "failing on", "full on", "failing once"][: cases(2, 4)],
)
@pytest.mark.parametrize("scene", list(SCENES))
def test_each_write_may_be_refused(shim: Path, tmp_path: Path, scene: str, times: int, error: int) -> None:
    control = tmp_path / "control"
    Refusing(control).heal()
    folder = tmp_path / "disk"
    folder.mkdir()
    run = subprocess.run(
        [sys.executable, "-m", "tests.reliability.refusing"]
        + [str(each) for each in (control, folder, scene, times, error, cases(*TRIALS[scene]), SEED)],
        env=environment(shim, folder, control),
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    print(run.stdout)
    assert run.returncode == 0, run.stderr
    lines = [line.split("\t") for line in run.stdout.splitlines()]
    assert len(lines) >= cases(*TRIALS[scene])
    assert [line for line in lines if line[1] != "right"] == []
    assert any("unnoticed" not in line[2] for line in lines)
    for _, _, said in lines:
        assert all(each.endswith(".") or "Errno" in each or "unnoticed" in each for each in said.split(" | "))


def test_a_database_that_may_not_grow(tmp_path: Path) -> None:
    """Every number of pages up to what a life needs is once all that there is."""
    whole = SqliteStore(tmp_path / "whole.db")
    live(whole)
    reference = told(everything(whole))
    (most,) = whole._db.execute("PRAGMA page_count").fetchone()
    whole.close()
    empty = SqliteStore(tmp_path / "empty.db")
    (least,) = empty._db.execute("PRAGMA page_count").fetchone()
    empty.close()
    refusals = set[str]()
    for pages in range(least, most, max(1, (most - least) // cases(12, most))):
        store = SqliteStore(tmp_path / f"{pages}.db")
        store._db.execute(f"PRAGMA max_page_count = {pages}")
        life = Life(store)
        for step in STEPS:
            before = told(everything(store))
            try:
                step(life)
            except StorageError as refusal:
                refusals.add(str(refusal).split(": ")[-1])
                assert told(everything(store)) == before, (pages, step.__name__)
                store._db.execute("PRAGMA max_page_count = 1000000")
                step(life)
        assert told(everything(store)) == reference, pages
        store.close()
    assert refusals == {"database or disk is full. Free some space on the disk and repeat."}


LIMITED = """
import resource, signal, sys
from pathlib import Path
from rehearse.errors import StorageError
from rehearse.storage.store import SqliteStore
from tests.reliability.life import STEPS, Life, everything
from tests.reliability.refusing import told
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
file, limits = Path(sys.argv[1]), [int(each) for each in sys.argv[2:]]
for limit in (resource.RLIM_INFINITY, *limits):
    def limited(size):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    def again(step):
        try:
            return step()
        except StorageError as error:
            limited(resource.RLIM_INFINITY)
            refused.append(str(error))
            return step()
    refused = []
    place = file.with_name(f"{limit}.db")
    limited(limit)
    life = Life(again(lambda: SqliteStore(place)))
    for step in STEPS:
        again(lambda: step(life))
    life.store.close()
    limited(resource.RLIM_INFINITY)
    store = SqliteStore(place)
    found = told(everything(store))
    if limit == resource.RLIM_INFINITY:
        reference = found
    print(limit, found == reference and store.trouble == "", *refused)
    store.close()
"""


def test_files_that_may_not_grow(tmp_path: Path) -> None:
    step = 400_000 // cases(8, 100)
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, tmp_path / "rehearse.db", *map(str, range(2_000, 400_000, step))],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    assert len(lines) > cases(8, 100)
    assert [line for line in lines if " True" not in line] == []
    assert "Free some space" in run.stdout or "disk I/O error" in run.stdout
