"""How often the screen is painted is said before Textual asks."""

import sys
from pathlib import Path

import pexpect

from tests.e2e.terminal import PATIENCE

PROGRAM = """
import pathlib, sys
from rehearse.cli.running import run_app
from rehearse.compose import set_up

folder = pathlib.Path(sys.argv[1])

def first(app):
    from textual.screen import UPDATE_PERIOD
    (folder / "pace").write_text(str(round(1 / UPDATE_PERIOD)))
    app.exit()

run_app(set_up(folder), first)
"""


def test_the_screen_is_painted_up_to_120_times_a_second(tmp_path: Path) -> None:
    program = pexpect.spawn(sys.executable, ["-c", PROGRAM, str(tmp_path)], dimensions=(36, 120))
    program.expect(pexpect.EOF, timeout=PATIENCE)
    assert (tmp_path / "pace").read_text(encoding="ascii") == "120"
