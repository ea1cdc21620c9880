"""Nothing goes out: the hook refuses, strace sees nothing, files are for their owner, the log holds no answer."""

import json
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from rehearse.cli import proof
from rehearse.cli.main import cli
from rehearse.interviewer.first_line import Load, write_load
from tests.builders import ANSWER
from tests.e2e.drilling import begin, end_reply, tell
from tests.e2e.terminal import Terminal, terminal
from tests.native import models

ENTER, CTRL_N, CTRL_Q = "\r", "\x0e", "\x11"
SEALED = """
import asyncio, socket
from rehearse.offline import NetworkError, seal
socket.socket(socket.AF_INET).close()
seal(); seal()
refused = 0
for attempt in (
    lambda: socket.socket(),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    lambda: socket.socket(socket.AF_INET6),
    lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
    lambda: socket.getaddrinfo("example.org", 80),
    lambda: socket.gethostbyname("localhost"),
):
    try:
        attempt()
    except NetworkError as error:
        assert "no network" in str(error)
        refused += 1
one, other = socket.socketpair()
one.send(b"x")
assert other.recv(1) == b"x"
asyncio.run(asyncio.sleep(0))
print(refused)
"""
WORKER = """
import os, runpy, socket
from rehearse.interviewer.worker.serving import Server
from rehearse.offline import NetworkError
Server.run = lambda self: None  # it would not come back
runpy.run_module("rehearse.interviewer.worker", run_name="__main__")
try:
    socket.socket()
except NetworkError:
    os._exit(7)
os._exit(1)
"""
TO_A_NETWORK = re.compile(r"AF_(?!UNIX|UNSPEC|LOCAL)[A-Z0-9]+")
STRACE = shutil.which("strace")


def python(code: str, given: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, input=given
    )


def test_a_sealed_process_refuses_every_network_and_keeps_its_local_sockets() -> None:
    run = python(SEALED)
    assert (run.returncode, run.stdout.strip()) == (0, "6"), run.stderr


def test_the_models_process_is_sealed_before_it_serves() -> None:
    assert python(WORKER, write_load(Load(id=1, path="no.gguf")).decode()).returncode == 7


def test_the_program_is_sealed_before_it_reads_its_words() -> None:
    code = (
        "import sys, socket; sys.argv = ['rehearse', '--version']\n"
        "from rehearse.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    socket.socket()\n"
    )
    run = python(code)
    assert run.returncode == 1
    assert "NetworkError" in run.stderr


def test_a_user_can_see_the_proof(tmp_path: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "rehearse",
        "--data-dir",
        str(tmp_path),
        "doctor",
        "--prove-offline",
        "--json",
    ]
    run = subprocess.run(words, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    found = {check["about"]: check for check in map(json.loads, run.stdout.splitlines())}
    assert found["this program"]["state"] == found["a child process"]["state"] == "ok"
    assert "4" not in found["this program"]["text"].split("refused")[-1]
    if STRACE:
        assert found["system calls"]["state"] == "ok"
        assert "0 of them for a network" in found["system calls"]["text"]


def test_a_hole_in_the_seal_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "seal", lambda: None)
    monkeypatch.setattr(proof, "_TRIES", {"a way out": lambda: None})
    monkeypatch.setattr(proof, "_tried_in_child", lambda: "")
    result = CliRunner().invoke(cli, ["--data-dir", str(tmp_path), "doctor", "--prove-offline"])
    assert result.exit_code == 1
    assert "not refused: a way out" in result.output


def one_drill(app: Terminal) -> None:
    """Take a drill from Home to the history and quit."""
    begin(app)
    tell(app)
    app.wait_for("Follow-up 1 of 2")
    end_reply(app, "Follow-up 2 of 2")
    end_reply(app, "Fix this next")
    app.press("h")
    app.wait_for("History  ·  1 attempt")
    app.press(CTRL_Q)
    assert app.wait_for_end() == 0


@pytest.mark.skipif(STRACE is None, reason="strace is not installed here")
@pytest.mark.parametrize("with_model", [False, True], ids=["built-in", "model"])
def test_a_whole_session_makes_no_call_to_a_network(tmp_path: Path, with_model: bool) -> None:
    data, calls = tmp_path / "data", tmp_path / "calls"
    data.mkdir()
    if with_model:
        (data / "models").mkdir()
        models.scripted_model(
            data / "models" / "scripted.gguf", ["One real case", " is all I need", " today."]
        )
    watch = [str(STRACE), "-f", "--seccomp-bpf", "-qq", "-e", "trace=%network,execve", "-o", str(calls), "--"]
    with terminal(data, "--seed", "3", through=watch) as app:
        if with_model:
            app.wait_for("ready: Tiny Scripted")
        one_drill(app)
    seen = calls.read_text(encoding="utf-8", errors="replace").splitlines()
    assert any("execve" in line for line in seen)
    assert any("AF_UNIX" in line for line in seen), "the event loop's own pair of sockets was not seen"
    assert any("rehearse.interviewer.worker" in line for line in seen) == with_model
    assert [line for line in seen if TO_A_NETWORK.search(line)] == []


def test_files_are_for_their_owner_and_the_log_holds_no_answer(tmp_path: Path) -> None:
    data = tmp_path / "data"
    loose = ["sh", "-c", 'umask 000; exec "$@"', "sh"]
    with terminal(data, "--debug", through=loose) as app:
        one_drill(app)
    for words in (
        ["backup", str(tmp_path / "copy.db")],
        ["export", "--format", "json", "--output", str(tmp_path / "all.json")],
    ):
        program = [*loose, sys.executable, "-m", "rehearse", "--data-dir", str(data), *words]
        subprocess.run(program, check=True, capture_output=True)
    written = [data, *data.rglob("*"), tmp_path / "copy.db", tmp_path / "all.json"]
    loosely = {
        str(each): oct(stat.S_IMODE(each.stat().st_mode)) for each in written if each.stat().st_mode & 0o077
    }
    assert loosely == {}
    log = "".join(each.read_text(encoding="utf-8") for each in data.glob("rehearse.log*"))
    for text in ANSWER.values():
        assert all(piece not in log for piece in (text, *text.split(". ")) if piece)
    assert (data / "rehearse.db").stat().st_size > 0
