"""A disk that refuses: a shim, built with the machine's C compiler, lets chosen writes of a child process fail.

Run as a program, this does the same thing again and again, with another write refused each time.
"""

import mmap
import os
import random
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from rehearse.bank.asked import write_pack
from rehearse.domain.history import HistoryFilter
from rehearse.errors import RehearseError
from rehearse.interviewer.calibration import Calibration, Tally, store_calibration
from rehearse.interviewer.choice import choose_model
from rehearse.interviewer.worker.prefix_cache import PrefixCache
from rehearse.storage.backup import back_up
from rehearse.storage.export import export, write_report
from rehearse.storage.new_file import write_new, write_numbered
from rehearse.storage.store import SqliteStore
from rehearse.storage.story_files import write_file
from tests.reliability.damaging import PAGE, Files, damaged_files, lived_in
from tests.reliability.life import STEPS, Life, everything, live
from tests.reliability.older import older_database

T = TypeVar("T")

SOURCE: Final = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* how many writes pass, how many are refused then (-1: all), with which error; how many there were */
struct control { int pass, refuse, error, seen; };
static struct control *control;
static const char *folder;

__attribute__((constructor)) static void begin(void) {
    int (*really)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
    folder = getenv("REFUSING_FOLDER");
    int file = really(getenv("REFUSING_CONTROL"), O_RDWR);
    if (file >= 0)
        control = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
}

static int refused(const char *path) {
    if (!control || strncmp(path, folder, strlen(folder))) return 0;
    control->seen++;
    if (control->pass > 0) { control->pass--; return 0; }
    if (!control->refuse) return 0;
    if (control->refuse > 0) control->refuse--;
    errno = control->error;
    return 1;
}

static int refused_by(int file) {
    char name[64], path[4096];
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return refused(path);
}

#define REAL(name) __typeof__(&name) really = dlsym(RTLD_NEXT, #name)
#define OPENS(name) int name(const char *path, int flags, ...) { \
    va_list rest; va_start(rest, flags); int mode = va_arg(rest, int); va_end(rest); \
    REAL(name); \
    if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) && refused(path)) return -1; \
    return really(path, flags, mode); }
OPENS(open)
OPENS(open64)
#define WRITES(name, at_type) ssize_t name(int f, const void *d, size_t n, at_type at) { \
    REAL(name); return refused_by(f) ? -1 : really(f, d, n, at); }
WRITES(pwrite, off_t)
WRITES(pwrite64, off64_t)
ssize_t write(int f, const void *d, size_t n) { REAL(write); return refused_by(f) ? -1 : really(f, d, n); }
int fsync(int f) { REAL(fsync); return refused_by(f) ? -1 : really(f); }
int fdatasync(int f) { REAL(fdatasync); return refused_by(f) ? -1 : really(f); }
int ftruncate(int f, off_t n) { REAL(ftruncate); return refused_by(f) ? -1 : really(f, n); }
int ftruncate64(int f, off64_t n) { REAL(ftruncate64); return refused_by(f) ? -1 : really(f, n); }
int rename(const char *a, const char *b) { REAL(rename); return refused(a) ? -1 : really(a, b); }
int link(const char *a, const char *b) { REAL(link); return refused(a) ? -1 : really(a, b); }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); return refused(path) ? -1 : really(path, mode); }
"""


def build(folder: Path) -> Path | None:
    """Build the shim; None where there is no compiler, or no Linux."""
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        return None
    (folder / "refusing.c").write_text(SOURCE)
    shim = folder / "refusing.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", shim, folder / "refusing.c", "-ldl"], check=True)
    return shim


class Refusing:
    """The disk below a folder as a child process meets it; the parent or the child itself says what it refuses."""

    def __init__(self, control: Path) -> None:
        control.touch()
        if control.stat().st_size < 16:
            control.write_bytes(bytes(16))
        with control.open("r+b") as opened:
            self._map = mmap.mmap(opened.fileno(), 16)

    def refuse(self, after: int, times: int, error: int) -> None:
        """Let some writes pass and refuse so many then, all with -1."""
        self._map[:16] = struct.pack("4i", after, times, error, 0)

    def heal(self) -> None:
        """Refuse nothing any more."""
        self.refuse(0, 0, 0)

    @property
    def seen(self) -> int:
        """Count the writes since the last change."""
        return int(struct.unpack("4i", self._map[:16])[3])


def environment(shim: Path, folder: Path, control: Path) -> Mapping[str, str]:
    """Give the environment of a child that meets the refusing disk below a folder."""
    return {
        **os.environ,
        "LD_PRELOAD": str(shim),
        "REFUSING_FOLDER": str(folder),
        "REFUSING_CONTROL": str(control),
    }


def told(found: Mapping[str, Any]) -> str:
    """Spell what was read, without its moments: they differ from time to time."""
    return re.sub(r"datetime\.datetime\([^)]*\)\)?", "then", repr(found))


@dataclass
class Trial:
    """Something done while a write is refused: what the user is told of it, and what must not be."""

    folder: Path
    disk: Refusing
    sentences: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.folder / "rehearse.db"

    def again(self, step: Callable[[], T], after_refusal: Callable[[], object] = lambda: None) -> T:
        """Do something; when the disk refuses, do it again once the disk is well."""
        try:
            return step()
        except (RehearseError, OSError) as refusal:
            self.sentences.append(str(refusal))
            self.disk.heal()
            after_refusal()
            return step()

    def found(self) -> str:
        """Give everything that is there in the end, with a look at the pages."""
        store = SqliteStore(self.file)
        if store.trouble:
            self.wrong.append(store.trouble)
        if (sound := store._db.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
            self.wrong.append(f"pages: {sound}")
        found = told(everything(store))
        store.close()
        for path in self.folder.rglob("*"):
            if ".part" in path.name or path.suffix in (".new", ".salvaged"):
                self.wrong.append(f"{path.name} is left")
        return found


class Scene(Protocol):
    """What is done while writes are refused: before, then, and what is there afterwards."""

    def prepare(self, trial: Trial) -> None: ...

    def act(self, trial: Trial) -> None: ...

    def judge(self, trial: Trial) -> str: ...


class Living:
    """A whole life in a store, from the first opening on."""

    def prepare(self, trial: Trial) -> None:
        pass

    def act(self, trial: Trial) -> None:
        life = Life(trial.again(lambda: SqliteStore(trial.file)))
        for step in STEPS:
            trial.again(partial(step, life))
        life.store.close()

    def judge(self, trial: Trial) -> str:
        return trial.found()


@cache
def damaged() -> bytes:
    """Give a damaged database."""
    folder = Path(os.environ["REFUSING_FOLDER"]) / "lived"
    folder.mkdir()
    closed, _ = lived_in(folder)
    assert closed.main is not None
    broken = random.Random(1).randbytes(4 * PAGE)
    return closed.main[: 120 * PAGE] + broken + closed.main[124 * PAGE :]


class Mending:
    """Opening a damaged database."""

    def prepare(self, trial: Trial) -> None:
        Files(damaged()).write(trial.file)

    def act(self, trial: Trial) -> None:
        trial.again(lambda: SqliteStore(trial.file)).close()

    def judge(self, trial: Trial) -> str:
        if [each.read_bytes() for each in damaged_files(trial.file)] != [damaged()]:
            trial.wrong.append("the damaged file is not kept")
        return trial.found()


class Upgrading:
    """Opening a database of an older version."""

    def prepare(self, trial: Trial) -> None:
        older_database(trial.file, 3, 5)

    def act(self, trial: Trial) -> None:
        trial.again(lambda: SqliteStore(trial.file)).close()

    def judge(self, trial: Trial) -> str:
        return trial.found()


class Writing:
    """Every other file that is written: whole under its name, or not there, or as it was."""

    def prepare(self, trial: Trial) -> None:
        store = SqliteStore(trial.file)
        live(store)
        store.close()
        (trial.folder / "old.md").write_text("old")
        choose_model(trial.folder, Path("/old.gguf"))

    def act(self, trial: Trial) -> None:
        store, folder = trial.again(lambda: SqliteStore(trial.file)), trial.folder
        result = Calibration(day=date(2026, 11, 2), rules=Tally(), file="/m.gguf")
        stories, interviews = store.stories.all(), store.interviews.all()
        text = list(export(store, HistoryFilter(), "json", {}))
        for write in (
            lambda: write_new(folder / "new.jsonl", text),
            lambda: write_new(folder / "old.md", text, replace=True),
            lambda: write_numbered(folder / "exports", "plan", "md", "text"),
            lambda: write_report(store, HistoryFilter(), {}),
            lambda: write_file(folder / "stories.md", stories),
            lambda: back_up(trial.file, folder / "backups" / "copy.db"),
            lambda: choose_model(folder, Path("/new.gguf")),
            lambda: store_calibration(folder, result),
            lambda: write_pack(folder / "questions", interviews),
            lambda: PrefixCache(str(folder / "states"), "owner").put((1, 2), b"state" * 1000),
        ):
            before = self._there(trial)
            trial.again(write, partial(self._unchanged, trial, before))
        store.close()

    def judge(self, trial: Trial) -> str:
        there = {name for name in self._there(trial) if not name.startswith(("exports/rehearse", "states/"))}
        return trial.found() + repr(sorted(there))

    def _there(self, trial: Trial) -> dict[str, bytes]:
        return {
            str(path.relative_to(trial.folder)): path.read_bytes()
            for path in trial.folder.rglob("*")
            if path.is_file() and not path.name.startswith("rehearse.db")
        }

    def _unchanged(self, trial: Trial, before: dict[str, bytes]) -> None:
        if (after := self._there(trial)) != before:
            trial.wrong.append(f"half a file: {sorted(after.keys() ^ before.keys())}")


SCENES: Final[Mapping[str, Scene]] = {
    "living": Living(),
    "mending": Mending(),
    "upgrading": Upgrading(),
    "writing": Writing(),
}


def attempt(scene: Scene, trial: Trial, refusal: Sequence[int]) -> str:
    """Play a scene while the disk refuses; give what it came to."""
    trial.folder.mkdir()
    trial.disk.heal()
    scene.prepare(trial)
    trial.disk.refuse(*refusal)
    scene.act(trial)
    trial.sentences = trial.sentences or [f"unnoticed, {trial.disk.seen} writes"]
    trial.disk.heal()
    return scene.judge(trial)


def main() -> None:
    """Play a scene with one write after the other refused: about so many of them, from the one of a seed on."""
    control, base, scene, times, error, trials, seed = sys.argv[1:]
    disk, folder = Refusing(Path(control)), Path(base)
    whole = Trial(folder / "whole", disk)
    reference = attempt(SCENES[scene], whole, (0, 0, 0))
    count = int(whole.sentences[0].split()[1])
    step = max(1, count // int(trials))
    for number in range(int(seed) % step, count, step):
        trial = Trial(folder / str(number), disk)
        if attempt(SCENES[scene], trial, (number, int(times), int(error))) != reference:
            trial.wrong.append("something is missing")
        said = " | ".join(trial.sentences).replace(str(folder), "")
        print(number, "; ".join(trial.wrong) or "right", said, sep="\t", flush=True)
        shutil.rmtree(trial.folder)


if __name__ == "__main__":
    main()
