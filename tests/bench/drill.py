"""From a key to the screen in the drill, with a model that is idle, speaks or reads; the clock; what autosave takes."""

import random
import re
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import Figure, at_most, median, percentile
from tests.bench.processes import PATIENCE, Screen
from tests.bench.prompts import model

KEYS = 280
FASTEST, SLOWEST = 0.04, 0.16
"""Seconds between two keys of somebody who types fast."""
LINE = 40
LETTERS = "".join(
    map(chr, [*range(0x100, 0x180), *range(0x391, 0x3A2), *range(0x3B1, 0x3CA), *range(0x410, 0x482)])
)
"""Letters that stand nowhere else on the screen: which of them came with which key is plain to see."""


@dataclass(frozen=True)
class Typed:
    """Milliseconds from each key to its letter, seconds that no clock showed, milliseconds each autosave took."""

    keys: list[float]
    missed: int
    autosaves: list[float]


def measure() -> list[Figure]:
    file = model()
    typed = {phase: _type(phase, file) for phase in ("idle", "generating", "reading", "unsaved")}
    figures = list[Figure]()
    for phase in ("idle", "generating", "reading"):
        keys = typed[phase].keys
        figures += [
            Figure(f"key to screen, model {phase}, p99", percentile(keys, 0.99), "ms", goal=at_most(33)),
            Figure(f"key to screen, model {phase}, median", median(keys), "ms"),
            Figure(f"seconds that no clock showed, model {phase}", typed[phase].missed, "", goal=at_most(0)),
        ]
    saved, unsaved = (percentile(typed[phase].keys, 0.99) for phase in ("idle", "unsaved"))
    most = max(max(each.autosaves, default=0) for each in typed.values())
    return [
        *figures,
        Figure("key to screen with autosave, p99", saved, "ms", unsaved, "without autosave"),
        Figure("what an autosave takes of the screen's thread, most", most, "ms", goal=at_most(16)),
    ]


def _type(phase: str, file: Path) -> Typed:
    """Type for half a minute while the model does what the phase says."""
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        screen = Screen([sys.executable, "-m", "tests.bench.busy_app", folder, phase, str(file)], home)
        screen.until(b"starts the clock")
        screen.listen(1)
        screen.until(b"Situation", screen.press("\r"))
        end = time.perf_counter() + PATIENCE
        while not (home / "busy.txt").exists():
            screen.listen(0.1)
            if time.perf_counter() > end:
                raise SystemExit(f"the model never came to {phase}")
        screen.listen(1)
        begins, keys = len(screen.heard), list[float]()
        for number in range(KEYS):
            letter = LETTERS[number % len(LETTERS)]
            begun, place = time.perf_counter(), screen.press(letter)
            keys.append((screen.until(letter.encode(), place) - begun) * 1000)
            if number % LINE == LINE - 1:
                screen.press("\r")
            screen.listen(chance.uniform(FASTEST, SLOWEST))
        missed = _missed(screen.heard[begins:])
        screen.kill()
        log = home / "autosaves.txt"
        autosaves = [float(line) for line in log.read_text(encoding="ascii").split()] if log.exists() else []
    return Typed(keys, missed, autosaves)


def _missed(heard: bytes) -> int:
    """Count the seconds between the first and the last shown that were never shown."""
    shown = {
        60 * int(minute) + int(second) for minute, second in re.findall(rb"m\s*(\d):(\d\d)\s*\x1b", heard)
    }
    return len(set(range(min(shown), max(shown) + 1)) - shown)
