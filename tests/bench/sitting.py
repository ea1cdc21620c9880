"""A long sitting: the memory of the real program, without a model, after many drills."""

import tempfile
from pathlib import Path

from tests.bench.figures import Figure, at_most, ratio_at_most
from tests.bench.processes import REHEARSE, Screen, pasted, resident
from tests.builders import ANSWER

EARLY, DRILLS = 50, 200
"""Drills after which everything is loaded and caches are full, and all of them."""
CTRL_N, CTRL_S, ESCAPE = "\x0e", "\x13", "\x1b"


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "config.toml").write_text("[screen]\nreduced_motion = true\n", encoding="utf-8")
        screen = Screen([REHEARSE, "--data-dir", folder], home)
        screen.until(b"starts: typed")
        held = dict[int, float]()
        for number in range(1, DRILLS + 1):
            _rehearse(screen)
            held[number] = resident(screen.pid)
        screen.kill()
    what = f"memory after {DRILLS} drills"
    return [
        Figure(what, held[DRILLS], "MiB", goal=at_most(110)),
        Figure("the same", held[DRILLS], "MiB", held[EARLY], f"after {EARLY} drills", ratio_at_most(1.03)),
    ]


def _rehearse(screen: Screen) -> None:
    """Answer the proposed question, skip the follow-ups, look at the critique and go Home again."""
    for keys, wanted in (
        ("\r", "starts the clock"),
        ("\r", "Situation"),
        (pasted(" ".join(ANSWER.values())), "words"),
        (CTRL_S, " of 1:00"),
        (CTRL_N, "Fix this next"),
        (ESCAPE, "starts: typed"),
    ):
        screen.until(wanted.encode(), screen.press(keys))
