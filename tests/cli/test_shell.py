"""Commands as a shell uses them: completed, piped, in any locale, with progress only where somebody looks."""

import io
import json
import os
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pexpect
import pytest

from rehearse.cli.commands import COMMANDS, EXAMPLES
from rehearse.cli.main import cli
from rehearse.cli.progress import WatchedFile, busy, progress
from rehearse.paths import user_paths
from tests.cli.test_commands import lines, rehearse
from tests.ui.harness import seeded

PROGRAM = [sys.executable, "-m", "rehearse"]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with what is in it."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def leaves(
    command: click.Command = cli, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, with its words."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    if command.invoke_without_command and path:
        yield path, command
    context = click.Context(command)
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        assert below is not None
        yield from leaves(below, (*path, name))


def completed(words: str, **environment: str) -> list[str]:
    """What is offered for the last of some words, parted by single blanks."""
    count = len(words.split(" "))
    setting = {
        "_REHEARSE_COMPLETE": "bash_complete",
        "COMP_WORDS": f"rehearse {words}",
        "COMP_CWORD": str(count),
    }
    # the name that the shell calls, as click derives the variable from it
    code = "import sys; sys.argv[0] = 'rehearse'; from rehearse.cli.main import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | setting | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""
    return [line.partition(",")[2] for line in run.stdout.splitlines() if line]


# Help


def test_the_list_of_commands_says_what_each_says_of_itself() -> None:
    context = click.Context(cli)
    for name, (_, summary) in COMMANDS.items():
        command = cli.get_command(context, name)
        assert command is not None
        assert summary == command.get_short_help_str(300), name


def test_every_command_has_examples_that_it_understands() -> None:
    known = dict(leaves())
    for path, command in known.items():
        text = command.get_help(click.Context(command, info_name=path[-1]))
        assert "Example" in text, path
    assert {tuple(path.split()) for path in EXAMPLES if path} <= set(known)
    for called, examples in EXAMPLES.items():
        for line in examples:
            command = known.get(tuple(called.split()), cli)
            assert any(_understood(words, called, command) for words in _calls(line)), line


def _calls(line: str) -> Iterator[list[str]]:
    """The calls of rehearse in an example, without what a shell makes of the rest."""
    words = shlex.split(line.replace("$(", " ").replace(")", " ").replace('"', "").partition("   ")[0])
    for start, word in enumerate(words):
        if word == "rehearse":
            ends = [at for at in range(start, len(words)) if words[at] in ("|", ">")]
            yield words[start + 1 : min(ends, default=len(words))]


def _understood(words: list[str], path: str, command: click.Command) -> bool:
    below = path.split()
    if words[: len(below)] != below:
        return False
    if command is cli:
        return True
    _, _, order = command.make_parser(click.Context(command)).parse_args(words[len(below) :])
    return bool(order) or not command.params or words == below


# Completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell_is_written(shell: str) -> None:
    out, _ = rehearse("completion", shell)
    assert "_REHEARSE_COMPLETE" in out
    assert "rehearse" in out


def test_names_options_and_choices_are_completed() -> None:
    assert completed("hi") == ["history"]
    assert completed("stories sh") == ["show"]
    assert completed("history --co") == ["--competency"]
    assert completed("history --competency fa") == ["failure"]
    assert "--demo" in completed("--")
    assert completed("config show screen.t") == ["screen.theme"]


def test_ids_and_keys_are_those_of_the_data_folder(tmp_path: Path) -> None:
    seeded(tmp_path)
    (tmp_path / "personas.toml").write_text(
        '[[persona]]\nid = "cto"\nname = "chief technology officer"\nvoice = "Dry."\nopenings = ["So?"]\n'
    )
    assert completed(f"--data-dir {tmp_path} compare ") == ["1"]
    assert "cto" in completed(f"--data-dir {tmp_path} export --persona ")
    rehearse("--data-dir", str(tmp_path), "stories", "import", "-", given="# Ticket router\n\nkey: router\n")
    assert completed(f"--data-dir {tmp_path} stories show r") == ["router"]


def test_completing_makes_nothing_and_stays_silent_whatever_is_wrong(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    assert completed(f"--data-dir {fresh} stories show ") == []
    assert not fresh.exists()
    (tmp_path / "config.toml").write_text("[drill\n")
    assert completed(f"--data-dir {tmp_path} config show drill.t") == ["drill.target"]
    (tmp_path / "rehearse.db").write_text("no database")
    (tmp_path / "rehearse.db").chmod(0)
    assert completed(f"--data-dir {tmp_path}/rehearse.db stories show ") == []


def test_completing_leaves_the_database_as_it_is(tmp_path: Path) -> None:
    seeded(tmp_path)
    file = tmp_path / "rehearse.db"
    for change in (lambda: None, lambda: file.write_bytes(b"damaged" + file.read_bytes()[7:])):
        change()
        before = contents(tmp_path)
        offered = completed(f"--data-dir {tmp_path} compare ")
        assert contents(tmp_path) == before
    assert offered == []


def test_completing_says_nothing_of_a_row_that_cannot_be_read(tmp_path: Path) -> None:
    seeded(tmp_path)
    with closing(sqlite3.connect(tmp_path / "rehearse.db")) as connection:
        connection.execute("UPDATE attempts SET started_at = 'once'")
        connection.commit()
    assert completed(f"--data-dir {tmp_path} compare ") == []


def test_completing_offers_nothing_of_ones_own_in_a_demo() -> None:
    seeded(user_paths().data)
    assert completed("drill --again ") == ["1"]
    assert completed("--demo drill --again ") == []


def test_completing_loads_neither_screens_nor_models(tmp_path: Path) -> None:
    seeded(tmp_path)
    code = (
        "import sys\nsys.argv[0] = 'rehearse'\nfrom rehearse.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'textual', 'rich', 'llama_cpp'} & {name.split('.')[0] for name in sys.modules}\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)\n"
    )
    words = f"rehearse --data-dir {tmp_path} compare "
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"_REHEARSE_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": "4"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == "plain,1\n"


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_itself_completes(tmp_path: Path) -> None:
    script = (
        "source <(rehearse completion bash)\nCOMP_WORDS=(rehearse stories ex)\nCOMP_CWORD=2\n"
        '_rehearse_completion rehearse\nprintf "%s" "${COMPREPLY[@]}"'
    )
    run = subprocess.run(
        ["bash", "--norc", "-c", script],
        env=os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout, run.stderr) == ("export", "")


# Pipes


def piped(words: list[str], reader: str, given: str = "") -> tuple[int, str]:
    """Run a command into a reader of the shell; give its status and what it said on standard error."""
    command = f"{shlex.join([*PROGRAM, *words])} | {reader} > /dev/null; exit ${{PIPESTATUS[0]}}"
    run = subprocess.run(["bash", "-c", command], input=given, capture_output=True, text=True, check=False)
    return run.returncode, run.stderr


@pytest.mark.parametrize("words", [["questions", "list"], ["questions", "list", "--json"], ["--help"]])
def test_a_reader_that_leaves_early_is_no_error(words: list[str]) -> None:
    assert piped(words, "head -1") == (0, "")
    assert piped(words, "true") == (0, "")


def test_a_reader_that_leaves_in_the_midst_of_critiques_is_no_error() -> None:
    answer = json.dumps({"id": "x", "text": "I owned the ranking service and latency fell by 40 %."})
    assert piped(["critique", "--jsonl"], "head -1", "\n".join([answer] * 100)) == (0, "")


@pytest.mark.parametrize("words", [["questions", "list"], ["critique"], ["paths"]])
def test_an_output_that_is_closed_or_full_is_no_traceback(words: list[str]) -> None:
    call = f"echo 'I owned it.' | {shlex.join([*PROGRAM, *words])}"
    closed = subprocess.run(["bash", "-c", f"{call} >&-"], capture_output=True, text=True, check=False)
    assert (closed.returncode, closed.stderr) == (0, "")
    if Path("/dev/full").exists():
        full = subprocess.run(
            ["bash", "-c", f"{call} >/dev/full"], capture_output=True, text=True, check=False
        )
        assert full.returncode == 1
        assert full.stderr == "rehearse: The output cannot be written: No space left on device.\n"


def test_nothing_is_coloured_and_nothing_moves_in_a_pipe(tmp_path: Path) -> None:
    seeded(tmp_path)
    for words in (["history"], ["backup"], ["export", "--output", str(tmp_path / "out.md")], ["doctor"]):
        out, err = rehearse("--data-dir", str(tmp_path), *words)
        assert "\x1b" not in out + err
        assert "\r" not in out + err


def test_a_command_that_is_stopped_says_nothing_and_ends_as_shells_count_it() -> None:
    child = subprocess.Popen(
        [*PROGRAM, "critique", "--jsonl"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps({"id": "x", "text": "I owned it."}) + "\n")
    child.stdin.flush()
    assert child.stdout.readline().startswith('{"id": "x"')
    child.send_signal(signal.SIGINT)
    _, err = child.communicate()
    assert (child.returncode, err.strip()) == (130, "")


# Locales


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "LANG": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_what_is_written_is_utf_8_whatever_the_locale_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    text = "# Ärger – “late” scans, 日本語\n\nkey: late\n"
    rehearse("--data-dir", str(tmp_path), "stories", "import", "-", given=text)
    out, _ = rehearse("--data-dir", str(tmp_path), "stories", "list")
    assert "Ärger – “late” scans, 日本語" in out
    (story,) = lines(rehearse("--data-dir", str(tmp_path), "stories", "list", "--json")[0])
    assert story["title"] == "Ärger – “late” scans, 日本語"


# Progress


class _Screen(io.StringIO):
    """Standard error on a terminal."""

    def isatty(self) -> bool:
        return True


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> _Screen:
    """Let progress be shown at once, on a terminal of the test's own."""
    shown = _Screen()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr(sys, "__stderr__", shown)
    monkeypatch.setattr("rehearse.cli.progress.AFTER", 0)
    return shown


def test_a_terminal_sees_how_far_long_work_has_come(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    screen = on_a_terminal(monkeypatch)
    file = tmp_path / "lines"
    file.write_bytes(b"one\ntwo\n")
    with progress("Reading") as show, WatchedFile(io.FileIO(file), show) as watched:
        assert watched.readline() == b"one\n"
        assert "50%" in screen.getvalue()
        assert watched.readline() == b"two\n"
    assert "Reading" in screen.getvalue()
    assert "100%" in screen.getvalue()
    with busy("Copying"):
        while "Copying …" not in screen.getvalue():
            pass
    assert screen.getvalue().endswith("\r\x1b[2K")


def test_short_work_and_a_pipe_show_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = on_a_terminal(monkeypatch)
    monkeypatch.setattr("rehearse.cli.progress.AFTER", 3600)
    with progress("Reading") as show, busy("Copying"):
        show(0.5)
    monkeypatch.setattr("rehearse.cli.progress.AFTER", 0)
    monkeypatch.setattr(screen, "isatty", lambda: False)
    with progress("Reading") as show, busy("Copying"):
        show(0.5)
    assert screen.getvalue() == ""


def test_an_import_and_a_backup_on_a_terminal_say_what_they_did(tmp_path: Path) -> None:
    seeded(tmp_path / "one")
    exported = tmp_path / "all.jsonl"
    rehearse("--data-dir", str(tmp_path / "one"), "export", "--format", "json", "--output", str(exported))
    for words, said in ((["import", str(exported)], "1 attempt added"), (["backup"], "is checked and whole")):
        out = pexpect.run(shlex.join([*PROGRAM, "--data-dir", str(tmp_path / "two"), *words]), timeout=60)
        assert said in out.decode()
