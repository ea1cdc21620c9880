"""Spoilt files of one kind, one after the other, in a process of its own with a limit on memory and on time.

    python -m tests.reliability.fuzzing KIND SEED COUNT FOLDER

Writes one JSON object: how many were tried, worked and were refused with a sentence, what failed and how to repeat it.
"""

import io
import json
import re
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from rehearse.bank.persona_file import open_cast
from rehearse.bank.shelf import open_library
from rehearse.cli.contract import InputError, read_answer
from rehearse.config_file import read_settings
from rehearse.domain.history import HistoryFilter
from rehearse.errors import ConfigError, StorageError
from rehearse.interviewer.preflight import describe
from rehearse.interviewer.troubles import ModelTrouble
from rehearse.storage.exchange import json_lines, take_in
from rehearse.storage.store import SqliteStore
from rehearse.storage.story_files import as_text, read_data
from rehearse.storage.story_files import take_in as take_story
from rehearse.storage.text_file import read_text
from tests.builders import kept_story
from tests.native import models
from tests.reliability.spoil import Spoiler

MEMORY: Final = 512 * 1024 * 1024
"""Bytes that a file may take beside what the process has at its start."""
SECONDS: Final = 5
"""Of the processor's time, that a file may take to be read or refused."""
WAITED: Final = 60
"""Seconds by the clock; a machine may be busy, and only what waits for something takes longer."""
LONGEST: Final = 700
"""Letters of a sentence: a file must not fill a screen with what is wrong with it."""
QUESTIONS: Final = Path(__file__).parents[2] / "questions"
CONFIG: Final = """
[drill]
target = 120
mode = "spoken"
coaching = "exam"
persona = "recruiter"
experience = "lab"
follow_ups = 1
preparation = 2.5

[budget]
setup_share = 25

[critique]
self_rating = true
fillers = ["basically", "kind of"]

[screen]
theme = "nord"
hide_scores = true

[model]
context = 8192
threads = 2

[keys]
"home.history" = "x"
"""
PERSONA: Final = """
[[persona]]
id = "staff_engineer"
name = "staff engineer"
voice = "a staff engineer who has seen many launches go wrong"
knows = ["ml", "services"]
terms = ["NDCG", "SLO"]
patience = 180
lecture = 0.3
probes = ["monitoring", "tradeoff"]
openings = ["Give me one launch.", "Start where it got hard."]

[[persona]]
id = "other"
name = "other"
voice = "another"
openings = ["Go on."]
"""
ANSWER: Final = (
    '{"id": "a", "sections": {"situation": "x y", "action": "I cut it."}, "seconds": {"situation": 3, "action": 9.5}, '
    '"question": "What?", "competency": "failure", "persona": "recruiter", "experience": "lab", "previous": ["x"]}'
)

Try = Callable[[Spoiler, Path], list[str]]
"""Spoils a file, lets it be read, and gives the sentences about it; none when it could be read as it is."""


class BrokenPromiseError(Exception):
    """A spoilt file did what no file may do."""


def packs(spoiler: Spoiler, folder: Path) -> list[str]:
    head, *questions = (QUESTIONS / "failure.toml").read_text(encoding="utf-8").split("[[question]]")
    whole = "[[question]]".join([head, *questions[:3]])
    spoilt = folder / "spoilt.toml"
    spoilt.write_bytes(_spoilt(spoiler, whole))
    (folder / "whole.toml").write_text(whole.replace('id = "failure', 'id = "whole'), encoding="utf-8")
    library = open_library([spoilt, folder / "whole.toml"])
    if sum(each.id.startswith("whole") for each in library.questions) < 3:
        raise BrokenPromiseError(f"the other pack was lost: {library.problems}")
    return _named(library.problems, str(spoilt))


def personas(spoiler: Spoiler, folder: Path) -> list[str]:
    file = folder / "personas.toml"
    file.write_bytes(_spoilt(spoiler, PERSONA))
    cast = open_cast(file)
    if len(cast.personas) < 5:
        raise BrokenPromiseError("the shipped personas were lost")
    return _named(cast.problems, str(file))


def configs(spoiler: Spoiler, folder: Path) -> list[str]:
    file = folder / "config.toml"
    file.write_bytes(_spoilt(spoiler, CONFIG))
    try:
        settings = read_settings(file, {})
    except ConfigError as error:
        return _named([str(error)], str(file))
    return _named([settings.told(problem) for problem in settings.in_order()], str(file))


def imports(spoiler: Spoiler, folder: Path) -> list[str]:
    """Take a spoilt export into an empty database, which must be whole and readable afterwards."""
    lines = _exported(folder)
    chance = spoiler.chance
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(lines))
        lines[place] = spoiler.swapped(lines[place].decode("utf-8", "replace")).encode("utf-8", "replace")
    data = b"".join(line.rstrip(b"\n") + b"\n" for line in lines)
    data = spoiler.damaged(data) if chance.random() < 0.3 else data
    with _blank(folder) as store:
        try:
            problems = list(take_in(store, io.BytesIO(data), "x.jsonl").problems)
        except StorageError as error:
            problems = [str(error)]
        for summary in store.page(HistoryFilter(), 1000):
            store.load(summary.id)
        list(json_lines(store, HistoryFilter()))
        store.stories.all()
        store.trends()
        store.plan.known()
        store.mocks.all(9)
        store.interviews.all()
        _whole(store)
    return _named(problems, "x.jsonl, line ")


def stories(spoiler: Spoiler, folder: Path) -> list[str]:
    kept = [kept_story(number, title=f"Story {number}") for number in (1, 2, 3)]
    as_json = spoiler.chance.random() < 0.5
    text = as_text(kept, as_json=as_json)
    data = spoiler.damaged(text.encode())
    if as_json and spoiler.chance.random() < 0.6:
        data = spoiler.swapped(text).encode("utf-8", "replace")
    readout = read_data(data, "my.md", "Story")
    with _blank(folder) as store:
        for given in readout.stories:
            take_story(store.stories, given)
        _whole(store)
    return _named(readout.problems, "my.md")


def answers(spoiler: Spoiler, folder: Path) -> list[str]:
    line = spoiler.swapped(ANSWER)
    if spoiler.chance.random() < 0.5:
        line = spoiler.damaged(line.encode("utf-8", "replace")).decode("utf-8", "replace")
    try:
        read_answer(line)
    except InputError as error:
        return [f"{error}."]
    return []


def headers(spoiler: Spoiler, folder: Path) -> list[str]:
    """Spoil the header of a model: any bytes, or lengths, counts and kinds that lie."""
    file = folder / "model.gguf"
    if not file.exists():
        models.random_model(file, shape=models.NANO)
    whole = bytearray(file.read_bytes())
    if spoiler.chance.random() < 0.6:
        keys = [found.end() for found in re.finditer(rb"(?:general|llama|tokenizer)\.[a-z_.]+", bytes(whole))]
        place = spoiler.chance.choice([8, 16, *(keys * 3)])
        lie = spoiler.chance.choice((0, 1, 8, 9, 12, 255, 2**31 - 1, 2**32 - 1, 2**63 - 1, 2**64 - 1, 10**7))
        width = spoiler.chance.choice((4, 8))
        place += spoiler.chance.choice((0, 4, 8, 12))
        whole[place : place + width] = (lie % 2 ** (8 * width)).to_bytes(width, "little")
    else:
        whole[:40_000] = spoiler.damaged(bytes(whole[:40_000]))
    spoilt = folder / "spoilt.gguf"
    spoilt.write_bytes(whole)
    try:
        describe(spoilt)
    except ModelTrouble as trouble:
        return [str(trouble)]
    return []


def resumes(spoiler: Spoiler, folder: Path) -> list[str]:
    file = folder / "cv.pdf"
    file.write_bytes(spoiler.damaged(_pdf()))
    try:
        read_text(file)
    except StorageError as error:
        return _named([str(error)], str(file))
    return []


KINDS: Final[dict[str, Try]] = {
    each.__name__: each for each in (packs, personas, configs, imports, stories, answers, headers, resumes)
}


def _spoilt(spoiler: Spoiler, whole: str) -> bytes:
    return spoiler.damaged(whole.encode()) if spoiler.chance.random() < 0.5 else spoiler.otherwise(whole)


def _named(problems: Any, name: str) -> list[str]:
    listed = list(problems)
    if unnamed := [problem for problem in listed if name not in problem]:
        raise BrokenPromiseError(f"a sentence does not name {name}: {unnamed[0][:300]}")
    return listed


def _exported(folder: Path) -> list[bytes]:
    """Give the lines of an export that uses every table."""
    file = folder / "export.jsonl"
    if not file.exists():
        from tests.storage.test_exchange import filled

        store = filled(folder / "full.db")
        file.write_text("".join(json_lines(store, HistoryFilter())), encoding="utf-8")
        store.close()
    return file.read_bytes().splitlines(keepends=True)


@contextmanager
def _blank(folder: Path) -> Iterator[SqliteStore]:
    for left in folder.glob("blank.db*"):
        left.unlink()
    store = SqliteStore(folder / "blank.db")
    store._db.execute("PRAGMA synchronous = OFF")
    try:
        yield store
    finally:
        store.close()


def _whole(store: SqliteStore) -> None:
    for check in ("integrity_check", "foreign_key_check"):
        found = store._db.execute(f"PRAGMA {check}").fetchall()
        if found not in ([], [("ok",)]):
            raise BrokenPromiseError(f"{check}: {found[:3]}")


def _pdf() -> bytes:
    """Write a PDF of one page by hand."""
    drawn = b"BT /F1 12 Tf 72 700 Td (Cut latency by 40 % for 2 million users) Tj ET"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    written, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + (
        b"xref\n0 6\n0000000000 65535 f \n%btrailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(written))
    )


def _sentences(problems: list[str]) -> None:
    for problem in problems:
        if "\n" in problem or len(problem) > LONGEST or not problem.rstrip().endswith((".", "?", ")")):
            raise BrokenPromiseError(f"no sentence: {problem[:300]!r} ({len(problem)} letters)")


def _too_long(*_: object) -> None:
    raise BrokenPromiseError(f"took more than {SECONDS} s of work, or {WAITED} s in all")


def main(kind: str, seed: int, count: int, folder: Path) -> dict[str, Any]:
    """Try so many files of a kind."""
    attempt = KINDS[kind]
    attempt(Spoiler(-1), folder)  # loads what is loaded once
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, held + MEMORY))
    signal.signal(signal.SIGALRM, _too_long)
    signal.signal(signal.SIGPROF, _too_long)
    worked, refused, slowest, failed = 0, 0, 0.0, []
    for number in range(seed, seed + count):
        begun = time.process_time()
        signal.alarm(WAITED)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            problems = attempt(Spoiler(number), folder)
            _sentences(problems)
        except BaseException as error:  # whatever it is, it must not have come out
            failed.append(f"{kind} {number}: {type(error).__name__}: {str(error)[:400]}")
        else:
            refused += bool(problems)
            worked += not problems
        finally:
            signal.alarm(0)
            signal.setitimer(signal.ITIMER_PROF, 0)
        slowest = max(slowest, time.process_time() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "kind": kind, "tried": count, "worked": worked, "refused": refused, "slowest": round(slowest, 2),
        "peak_megabytes": peak, "failed": failed,
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))))
