"""Nasty texts from everywhere, and what every command writes of them: into a pipe, and onto a real terminal."""

import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pexpect
import pytest

from rehearse.cli.output import CleanOutput
from tests.e2e.terminal import terminal
from tests.reliability.extent import cases
from tests.reliability.hostile_home import MARK, fill
from tests.reliability.nasty import NASTY, foreign, steering

COMMANDS = (
    *(["questions", "list", *form] for form in ([], ["--json"])),
    *(["history", *form] for form in ([], ["--json"], ["--search", "flaw:\x1b]0;stolen\x07"], ["\x9b5i"])),
    *(
        ["stories", *form]
        for form in (["list"], ["list", "--json"], ["export"], ["export", "--json"], ["check"])
    ),
    *(
        ["stories", *form]
        for form in (["check", "--json"], ["show", "\x1b]0;stolen\x07"], ["archive", "\x9d0;x\x9c"])
    ),
    *(["card", *form] for form in ([], ["--json"])),
    *(["plan", "--days", "3", *form] for form in ([], ["--json"])),
    *(["trends", *form] for form in ([], ["--json"])),
    *(["debrief", *form] for form in ([], ["--json"])),
    *(["interviews", "list", *form] for form in ([], ["--json"])),
    *(["profile", "show", *form] for form in ([], ["--json"])),
    *(["personas", *form] for form in ([], ["--json"])),
    *(["compare", "1", "2", *form] for form in ([], ["--json"])),
    *(["export", "--format", form] for form in ("markdown", "csv", "json")),
    *(["models", *form] for form in (["list"], ["list", "--json"], ["use", "\x1b]0;stolen\x07[/]"])),
    *(["doctor", *form] for form in ([], ["--json"])),
    *(["paths", *form] for form in ([], ["--json"])),
    *(["config", *form] for form in (["show"], ["show", "--json"], ["show", "\x1b]0;stolen\x07"], ["check"])),
    ["calibrate", "--rules"],
    ["critique", "{folder}/answers.jsonl", "--jsonl"],
    ["critique", "{folder}/\x1b]0;stolen\x07.txt"],
    ["import", "{folder}/\x1b]0;stolen\x07.jsonl"],
    ["stories", "import", "{folder}/\x1b]0;stolen\x07[bold.md", "{folder}/none\x9b5i"],
    ["questions", "check", "{folder}/data/questions"],
    ["backup", "{folder}/no\x1b[2J/such/\x9b5i"],
    ["restore", "{folder}/\x1b]0;stolen\x07.txt"],
    ["profile", "resume", "{folder}/\x1b]0;stolen\x07.txt"],
    ["profile", "job", "{folder}/none\x1b]0;stolen\x07"],
    ["mock", "--persona", "\x1b]0;stolen\x07"],
    ["models", "check", "{folder}/data/models/cut\x1b[2J [bold].gguf"],
    ["export", "--output", "{folder}/\x1b]0;stolen\x07.txt"],
    ["export", "--persona", "\x1b]0;stolen\x07"],
    ["\x1b]0;stolen\x07"],
    ["--\x1b]0;stolen\x07"],
    ["--questions", "{folder}/none\x1b]0;stolen\x07", "paths"],
)
"""Every command that says something, with nasty words where it takes any."""
RUN_ALL = """
import json, os, sys
from rehearse.cli.main import main
for words in json.loads(sys.argv[1]):
    sys.argv = ["rehearse", *words]
    try:
        main()
    except SystemExit:
        pass
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "data"
    fill(folder)
    return folder


@pytest.fixture
def said(home: Path) -> list[str]:
    """Lay out the files that the commands name, and give the words of a child that runs them all, one by one."""
    folder = home.parent
    for name, text in (
        ("\x1b]0;stolen\x07.txt", "I cut it \x9b5i [/] by 3 %."),
        ("\x1b]0;stolen\x07[bold.md", "# \x1b]0;stolen\x07 [/]\n\nexperience: \x9b5i\n"),
        (
            "\x1b]0;stolen\x07.jsonl",
            '{"format": 1, "program": "rehearse"}\n{"\x1b]0;stolen\x07": 1}\n[\x9b5i\n',
        ),
        ("answers.jsonl", "".join(json.dumps(line) + "\n" for line in _answers())),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    words = [[word.format(folder=folder) for word in command] for command in COMMANDS]
    return ["-c", RUN_ALL, json.dumps([["--data-dir", str(home), *command] for command in words])]


def _answers() -> Iterator[dict[str, object]]:
    for number, text in enumerate(NASTY):
        yield {"id": f"{number}{text}", "text": f"I cut it {text} by 3 %, measured {text}.", "question": text}
        yield {"id": text, "text": "x", text: 1}
        yield {"id": text, "text": "x", "persona": text, "competency": text}


@pytest.mark.parametrize("on_terminal", [False, True], ids=["pipe", "terminal"])
def test_no_command_writes_what_steers_a_terminal(home: Path, said: list[str], on_terminal: bool) -> None:
    if on_terminal:
        child = pexpect.spawn(sys.executable, said, timeout=120, dimensions=(50, 200))
        child.expect(pexpect.EOF)
        out = child.before
        child.close()
    else:
        run = subprocess.run(
            [sys.executable, *said], capture_output=True, check=False, stdin=subprocess.DEVNULL
        )
        out = run.stdout + run.stderr
        assert run.returncode == 0
    text = out.decode("utf-8")
    assert b"Traceback" not in out
    assert steering(text.replace("\r\n", "\n")) == []
    assert text.count(MARK) > 100
    assert "Something went wrong" not in text


@pytest.mark.parametrize("text", NASTY, ids=repr)
def test_a_sequence_cut_into_pieces_is_none_either(text: str) -> None:
    """What is left of one when it is written letter by letter are letters."""
    held = io.BytesIO()
    stream = CleanOutput(held, "utf-8", errors="backslashreplace", write_through=True)
    for letter in f"before {text} after":
        stream.write(letter)
    written = held.getvalue().decode()
    assert steering(written) == []
    assert written.startswith("before ")
    assert written.endswith(" after")


def test_json_says_every_letter_that_is_kept(home: Path, tmp_path: Path) -> None:
    """What a terminal must not get is spelt, not lost."""
    words = [sys.executable, "-m", "rehearse", "--data-dir", str(home), "history", "--json"]
    run = subprocess.run(words, capture_output=True, check=True)
    with closing(sqlite3.connect(home / "rehearse.db")) as db:
        kept = {text for (text,) in db.execute("SELECT text FROM attempt_sections")}
    told = {
        text
        for line in run.stdout.decode().split("\n")
        if line
        for text in json.loads(line)["sections"].values()
    }
    assert told == kept
    assert any(map(steering, told))


ENVIRONMENTS = (
    {"TERM": "dumb"}, {"TERM": ""}, {"TERM": "\x1b]0;stolen\x07"}, {"TERM": "x" * 4000},
    {"COLUMNS": "many", "LINES": "-3"}, {"COLUMNS": "99999999999999999999", "LINES": "\x1b[5i"},
    {"LANG": "xx_XX.NONE", "LC_ALL": "\x1b]0;stolen\x07"}, {"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"},
    {"TZ": "\x1b[2J"}, {"NO_COLOR": "\x9b5i"}, {"COLORTERM": "[/]"}, {"HOME": ""}, {"HOME": "/\x1b]0;stolen\x07"},
    {"REHEARSE_MODELS": "~nosuchuser/x:\x1b]0;stolen\x07:" + ":" * 500}, {"REHEARSE_DATA_DIR": "~nosuchuser/x"},
    {"REHEARSE_DATA_DIR": "/dev/null/x\x1b]0;stolen\x07"}, {"REHEARSE_DATA_DIR": "y" * 5000},
    {"REHEARSE_PARENT": "x"}, {"REHEARSE_WORKER_LOG": "/dev/full"}, {"XDG_DATA_HOME": "\x1b]0;stolen\x07"},
    {"OLLAMA_MODELS": "~nosuchuser"}, {"LLAMA_CACHE": "~nosuchuser"}, {"HF_HOME": "~nosuchuser"},
    {"XDG_CACHE_HOME": "relative"},
)  # fmt: skip


@pytest.mark.parametrize("given", ENVIRONMENTS, ids="-".join)
def test_no_environment_breaks_a_command(tmp_path: Path, given: dict[str, str]) -> None:
    words = ["doctor"] if "REHEARSE_DATA_DIR" in given else ["--data-dir", str(tmp_path), "doctor"]
    run = subprocess.run(
        [sys.executable, "-m", "rehearse", *words],
        capture_output=True, check=False, stdin=subprocess.DEVNULL, env={**os.environ, **given}, cwd=tmp_path,
    )  # fmt: skip
    assert run.returncode in (0, 1), run.stderr
    assert b"Traceback" not in run.stderr
    assert b"Something went wrong" not in run.stderr
    assert steering((run.stdout + run.stderr).decode()) == []


@pytest.mark.parametrize("given", ENVIRONMENTS[1 : cases(6, len(ENVIRONMENTS))], ids="-".join)
def test_no_environment_breaks_the_app(tmp_path: Path, given: dict[str, str]) -> None:
    with terminal(
        tmp_path, "--seed", "3", through=["env", *(f"{name}={value}" for name, value in given.items())]
    ) as app:
        app.wait_for("Enter starts")
        app.press("\x11")
        assert app.wait_for_end() == 0
        assert foreign(app.raw, full_colour="COLORTERM" not in given) == []


@pytest.mark.parametrize(
    "words", [["drill", "--plain"], ["mock", "--plain", "--questions", "1"]], ids=" ".join
)
def test_a_drill_line_by_line_takes_any_line_and_says_none_of_its_controls(
    home: Path, words: list[str]
) -> None:
    lines = [text.encode("utf-8", "surrogatepass") for text in NASTY for _ in range(3)]
    given = b"\n".join([*lines, b"\xff\xfe\x80", b"x" * 100_000, b"", b"", b"/next", b"/finish", b""])
    run = subprocess.run(
        [sys.executable, "-m", "rehearse", "--data-dir", str(home), "--seed", "3", *words],
        input=given, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    out = run.stdout + run.stderr
    assert run.returncode in (0, 1), out[-2000:]
    assert b"Traceback" not in out
    assert b"Something went wrong" not in out
    assert steering(out.decode()) == []
    assert len(out) > 500
