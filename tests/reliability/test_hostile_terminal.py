"""Nasty texts from everywhere, shown by the real program on a real terminal: its bytes hold nothing of theirs."""

import random
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.drilling import begin
from tests.e2e.terminal import Terminal, terminal
from tests.reliability.extent import cases
from tests.reliability.hostile_home import MARK, fill
from tests.reliability.nasty import WHOLE, foreign, steering

ENTER, ESCAPE, F1 = "\r", "\x1b", "\x1bOP"
CTRL_N, CTRL_O, CTRL_P, CTRL_Q, CTRL_S = "\x0e", "\x0f", "\x10", "\x11", "\x13"
PASTE, END = "\x1b[200~", "\x1b[201~"
HOME, HISTORY, ATTEMPT = "c Choose", "o This question", "w Weakest section"
"""Words of the last line, which is drawn last."""
WALKS = {
    "stories": (
        ("c", "c Competency"), (ESCAPE, HOME),
        ("s", "Stories  ·  3"), ("c", "Cue card"), ("a", "from the angle of"), (ESCAPE, "Stories  ·  3"),
        ("b", "What your stories cover"), ("l", "The last minutes before"), (ESCAPE, "What your stories"),
        (ESCAPE, "Stories  ·  3"), ("v", "version 1"), (ENTER, "Title   A few words"), (ESCAPE, "Stories  ·  3"),
        (ESCAPE, HOME), ("p", "a Prompts"), (ESCAPE, HOME), ("y", "You and the job"), (ESCAPE, HOME),
        ("i", "your data folder"), (ESCAPE, HOME), (CTRL_P, "Search for commands"), (ESCAPE, HOME),
        (ENTER, "Enter starts the clock"), (ENTER, "▌ S  Situation"),
    ),
    "history": (
        ("t", "The plan"), (ESCAPE, HOME), ("m", "q Questions"), ("d", "What the notes come to"),
        ("n", "The interviewer's notes"), (ESCAPE, "q Questions"), ("r", "one question a line"),
        (CTRL_O, MARK), (ESCAPE, "q Questions"), (ESCAPE, HOME),
        ("h", HISTORY), ("t", "Trends  ·"), (ESCAPE, HISTORY), ("/", "History"), ("flaw:[/]", "cannot be read"),
        (ESCAPE, HISTORY), ("v", HISTORY), ("j", HISTORY), ("v", "side by side"), (ESCAPE, HISTORY),
        (ENTER, ATTEMPT), ("l", "What the critique rests on"), (ESCAPE, ATTEMPT), ("t", "Tags, parted by blanks"),
        (ESCAPE, ATTEMPT), (ESCAPE, HISTORY), (ESCAPE, HOME), (F1, "Start the proposed question"), (ESCAPE, HOME),
    ),
}  # fmt: skip
"""Keys from screen to screen, each with what then stands there."""


def see(app: Terminal, shown: str, keys: str = "") -> None:
    """Wait for words and then for the whole of their screen: a key that comes earlier may still meet the last one."""
    app.wait_for(shown, f"{shown} after {keys!r}")
    known = -1
    while known != len(app.raw):
        known = len(app.raw)
        app._read()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "data"
    fill(folder)
    return folder


@pytest.mark.parametrize("walk", WALKS)
def test_every_screen_shows_nasty_texts_and_sends_none_of_their_controls(home: Path, walk: str) -> None:
    with terminal(home, "--seed", "3", columns=100, rows=28) as app:
        app.wait_for("ready: nastily")
        seen = ""
        for keys, shown in WALKS[walk]:
            app.press(keys)
            see(app, shown, keys)
            seen += app.text
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
        assert foreign(app.raw) == []
    for literally in (MARK, "[/]", "[@click=app.quit]x[/]", "[bold red]x[/bold"):
        assert literally in seen, "markup was read where a text stands"


def pasted(app: Terminal, text: str, number: int) -> None:
    """Paste a text and type a mark behind it, and see that the program has taken both.

    The mark is looked for in what the program writes: the emulator draws nothing behind letters it does not know.
    """
    mark = f"~{number}."
    app.press(f"{PASTE}{text}{END}{mark}")
    app.wait_for(lambda: mark.encode() in app.raw, f"what follows {text!r}")


def test_pasted_controls_are_neither_shown_nor_kept(tmp_path: Path) -> None:
    texts = [text for text in WHOLE if "\n" not in text.strip() and len(text) < 60]
    random.Random(1).shuffle(texts)
    with terminal(tmp_path, "--seed", "3") as app:
        begin(app)
        for number, text in enumerate(texts[: cases(12, len(texts))]):
            pasted(app, text, number)
        pasted(app, "lines\x9b31m\r\nof\u2028 \u202eone\rtext\x00", len(texts))
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
        assert foreign(app.raw) == []
    with closing(sqlite3.connect(tmp_path / "rehearse.db")) as db:
        (kept,) = db.execute("SELECT text FROM attempt_sections WHERE section = 'situation'").fetchone()
    assert steering(kept) == []
    assert kept.endswith(f"lines\nof\n one\ntext~{len(texts)}.")


@pytest.mark.parametrize("end", [END, f"{PASTE}again{END}{END}", f"{END}{END}", "\x1b]0;x\x07"])
def test_a_paste_that_ends_early_costs_no_word_before_it(tmp_path: Path, end: str) -> None:
    with terminal(tmp_path, "--seed", "3") as app:
        begin(app)
        app.press(f"words before {PASTE}the paste {end} after{END}")
        app.press(" and on.")
        app.wait_for("and on.")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
        assert foreign(app.raw) == []
    with closing(sqlite3.connect(tmp_path / "rehearse.db")) as db:
        (kept,) = db.execute("SELECT text FROM attempt_sections WHERE section = 'situation'").fetchone()
    for word in ("words before", "the paste", "after", "and on."):
        assert word in kept


def test_a_line_of_any_length_is_kept_whole(tmp_path: Path) -> None:
    line = "word " * (cases(20_000, 1_000_000) // 5)
    with terminal(tmp_path, "--seed", "3") as app:
        begin(app)
        sending = threading.Thread(target=app.press, args=(f"{PASTE}{line}{END}~.",))
        sending.start()
        while sending.is_alive():
            app._read()
        app.wait_for("~.")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
    with closing(sqlite3.connect(tmp_path / "rehearse.db")) as db:
        (kept,) = db.execute("SELECT text FROM attempt_sections WHERE section = 'situation'").fetchone()
    assert kept == f"{line}~."


@pytest.mark.parametrize("seed", range(cases(2, 40)))
def test_random_bytes_from_the_keyboard_end_nothing(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    pieces = [text.encode("utf-8") for text in WHOLE]
    pieces += [bytes(chance.randrange(32, 256) for _ in range(20)) for _ in range(20)]
    pieces += [
        b"\x1b[%d;%dR" % (chance.randrange(999), chance.randrange(999)),
        b"\x1b[<0;5;5M\x1b[<0;5;5m",
        b"\x1b[I\x1b[O",
    ]
    # quit, ask whether to, suspend (then the terminal itself echoes), and cut, which is the clipboard's own sequence
    meant = (b"\x11", b"\x03", b"\x1a", b"\x18")
    with terminal(tmp_path, "--seed", "3") as app:
        begin(app)
        for _ in range(40):
            piece = chance.choice(pieces)
            for key in meant:
                piece = piece.replace(key, b"")
            app._child.send(piece)
            app._read()
        see(app, "")
        assert app._child.isalive()
        app.press(f"{END}{ESCAPE}")
        see(app, "")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
        assert foreign(app.raw) == []
        assert b"Traceback" not in app.raw
