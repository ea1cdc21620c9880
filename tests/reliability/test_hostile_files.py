"""Files that anybody may have spoilt or put there: a sentence each, in bounded time and memory, and the others load."""

import _socket
import json
import os
import random
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from rehearse.interviewer.choice import built_in_chosen, chosen_model
from rehearse.interviewer.discovery import discover
from rehearse.interviewer.places import Place
from rehearse.interviewer.worker.prefix_cache import PrefixCache
from tests.reliability.extent import cases
from tests.reliability.fuzzing import KINDS, LONGEST
from tests.reliability.nasty import steering
from tests.ui.harness import seeded


@pytest.mark.parametrize("kind", KINDS)
def test_spoilt_files_are_read_or_refused_in_a_sentence(tmp_path: Path, kind: str) -> None:
    words = [
        sys.executable,
        "-m",
        "tests.reliability.fuzzing",
        kind,
        "0",
        str(cases(25, 2000)),
        str(tmp_path),
    ]
    run = subprocess.run(words, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert run.returncode == 0, run.stderr[-2000:]
    told = json.loads(run.stdout)
    assert told.pop("failed") == []
    assert told["worked"] + told["refused"] == told["tried"]
    print(told)


GIGABYTE = 1024**3
STRANGE = ("pipe", "device", "folder", "dangling", "loop", "socket", "sparse", "locked", "empty", "zeros")


def strange(folder: Path, kind: str, ending: str) -> Path:
    """Put something under a file's name that is no file as one would expect."""
    place = folder / f"{kind}{ending}"
    match kind:
        case "pipe":
            os.mkfifo(place)
        case "device":
            place.symlink_to("/dev/zero")
        case "folder":
            place.mkdir()
        case "dangling":
            place.symlink_to(folder / "nowhere")
        case "loop":
            place.symlink_to(place)
        case "socket":
            with socket.socket(socket.AF_UNIX) as made:
                os.chdir(folder)
                _socket.socket.bind(made, place.name)  # the tests' own guard refuses every bind
        case "sparse":
            with place.open("wb") as file:
                file.truncate(20 * GIGABYTE)
        case "locked":
            place.write_text("x", encoding="utf-8")
            place.chmod(0)
        case "empty":
            place.touch()
        case "zeros":
            place.write_bytes(b"\x00" * 100_000)
    return place


BOUNDED = """
import json, resource, signal, sys
from rehearse.cli.main import main
resource.setrlimit(resource.RLIMIT_AS, (2 * 1024**3, 2 * 1024**3))
for words in json.loads(sys.argv[1]):
    sys.argv = ["rehearse", *words]
    print("\\x00", flush=True)
    sys.stderr.flush()
    signal.alarm(60)
    signal.setitimer(signal.ITIMER_PROF, 10)
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    signal.alarm(0)
    signal.setitimer(signal.ITIMER_PROF, 0)
    print(f"=={code or 0}", flush=True)
"""
"""Runs commands one by one, each in ten seconds of work and all in 2 GB, with a mark before and its status behind."""


def told(commands: list[list[str]]) -> list[tuple[str, int]]:
    """Run commands in a child and give what each said and its status."""
    run = subprocess.run(
        [sys.executable, "-c", BOUNDED, json.dumps(commands)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False, timeout=300,
    )  # fmt: skip
    said = run.stdout.decode()
    assert run.returncode == 0, said[-3000:]
    assert "Traceback" not in said
    assert "Something went wrong" not in said
    pieces = said.split("\n==")[:-1]
    codes = [int(piece.split("\n", 1)[0]) for piece in said.split("\n==")[1:]]
    return [(piece.split("\n", 1)[-1].strip(), code) for piece, code in zip(pieces, codes, strict=True)]


COMMANDS = {
    ".toml": (["questions", "check", "{}"], ["--questions", "{}", "questions", "list"]),
    ".jsonl": (["import", "{}"], ["critique", "{}", "--jsonl"]),
    ".md": (
        ["stories", "import", "{}"], ["profile", "resume", "{}"], ["profile", "job", "{}"], ["interviews", "add", "{}"],
    ),
    ".gguf": (
        ["models", "check", "{}"], ["models", "use", "{}"],
        ["critique", "--engine", "model", "--model", "{}", "/dev/null"],
    ),
    ".db": (["restore", "{}"], ["backup", "{}"]),
}  # fmt: skip
"""Commands that take a file, by how its name ends."""


@pytest.mark.parametrize("ending", COMMANDS)
def test_what_is_no_file_is_refused_at_once_whatever_it_is(tmp_path: Path, ending: str) -> None:
    seeded(tmp_path / "data")
    # a pipe is what `critique <(…)` and `interviews add <(…)` give: those two wait for it, as any such command does
    waits = (["critique", "{}", "--jsonl"], ["interviews", "add", "{}"])
    tried: list[tuple[str, list[str]]] = []
    for number, words in enumerate(COMMANDS[ending]):
        folder = tmp_path / str(number)
        folder.mkdir()
        for kind in STRANGE:
            if not (kind == "pipe" and words in waits):
                place = strange(folder, kind, ending)
                tried.append((kind, [word.format(place) for word in words]))
    said = told([["--data-dir", str(tmp_path / "data"), *words] for _, words in tried])
    for (kind, words), (text, code) in zip(tried, said, strict=True):
        assert steering(text) == [], (kind, words)
        if kind not in {"empty", "zeros", "locked"}:
            assert code or words[0] == "--questions" or (kind, ending) == ("folder", ".toml"), (
                kind,
                words,
                text,
            )
            assert not code or f"{kind}{ending}" in text or "longer than a million characters" in text, (
                kind,
                words,
                text,
            )
            assert all(len(line) < LONGEST for line in text.splitlines()), (kind, words)


LYING_THERE = (
    "config.toml", "personas.toml", "questions/own.toml", "models/own.gguf", "model.json", "calibration.json",
)  # fmt: skip


@pytest.mark.parametrize("name", LYING_THERE)
def test_what_lies_in_the_data_folder_and_is_no_file_stops_nothing(tmp_path: Path, name: str) -> None:
    commands = []
    for kind in STRANGE:
        data = tmp_path / kind
        (data / name).parent.mkdir(parents=True)
        made = strange(tmp_path, kind, ".x")
        made.rename(data / name)
        if kind == "loop":
            (data / name).unlink()
            (data / name).symlink_to(data / name)
        commands += [["--data-dir", str(data), "doctor"], ["--data-dir", str(data), "questions", "list"]]
    for words, (text, code) in zip(commands, told(commands), strict=True):
        assert code == 0 or name == "config.toml", (words, text)
        assert len(text.splitlines()) > 5 or name == "config.toml", (words, text)


def test_a_broken_pack_among_many_costs_only_itself(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "questions"
    folder.mkdir(parents=True)
    for kind in STRANGE:
        strange(folder, kind, ".toml")
    (folder / "link.toml").symlink_to(Path(__file__).parents[2] / "questions" / "failure.toml")
    ((text, code),) = told([["--data-dir", str(tmp_path / "data"), "questions", "list"]])
    assert code == 0
    problems = [line for line in text.splitlines() if line.startswith("rehearse: ")]
    for kind in STRANGE:
        assert any(f"{kind}.toml" in line for line in problems) or (kind == "locked" and os.geteuid() == 0), (
            kind
        )
    assert sum(line.startswith("failure-") for line in text.splitlines()) >= 12


@pytest.mark.parametrize("seed", range(cases(40, 2000)))
def test_a_kept_state_that_was_touched_never_reaches_llama(tmp_path: Path, seed: int) -> None:
    cache, chance = PrefixCache(str(tmp_path), "owner"), random.Random(seed)
    state = chance.randbytes(300)
    cache.put((1, 2, 3), state)
    assert cache.get((1, 2, 3)) == state
    (file,) = tmp_path.iterdir()
    data = bytearray(file.read_bytes())
    match chance.randrange(3):
        case 0:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        case 1:
            del data[chance.randrange(len(data)) :]
        case _:
            data += chance.randbytes(9)
    file.write_bytes(data)
    assert cache.get((1, 2, 3)) is None
    assert not file.exists()


CHOICES = (
    "[]", "null", "{", '{"file": 3}', '{"file": "\\u0000"}', '{"file": "\\ud800"}', "[" * 9999, '{"file": {}}',
)  # fmt: skip


@pytest.mark.parametrize("kept", CHOICES)
def test_a_choice_that_cannot_be_read_is_none(tmp_path: Path, kept: str) -> None:
    (tmp_path / "model.json").write_bytes(kept.encode())
    assert not built_in_chosen(tmp_path)
    chosen = chosen_model(tmp_path)
    if chosen is not None:
        commands = [["--data-dir", str(tmp_path), *words] for words in (["doctor"], ["models", "list"])]
        assert [code for _, code in told(commands)] == [0, 0]


def test_a_folder_of_models_full_of_traps_is_listed(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number}.gguf").write_bytes(b"GGUF" + bytes([number % 256]) * number)
    deep = tmp_path
    for _ in range(40):
        deep = deep / "d"
        deep.mkdir()
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "manifests" / "a" / "b" / "c").mkdir(parents=True)
    for kind in STRANGE:
        strange(tmp_path, kind, ".gguf")
        strange(tmp_path / "manifests" / "a" / "b" / "c", kind, "")
    found = discover([Place("here", tmp_path), Place("there", tmp_path, manifests=True)])
    assert len(found) == 200
    assert all(model.trouble is not None for model in found)
