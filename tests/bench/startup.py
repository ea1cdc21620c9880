"""From the shell to the first painted Home, and what the small commands cost."""

import sys
import tempfile
from pathlib import Path

from tests.bench.figures import Figure, at_most, median, ratio_at_most
from tests.bench.processes import REHEARSE, Cost, painted, run
from tests.builders import answered
from tests.ui.harness import seeded

ROUNDS = 12
ATTEMPTS = 50
EMPTY = [sys.executable, "-m", "tests.bench.empty_app"]


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        data = home / "data"
        data.mkdir()
        seeded(data, *[answered()] * ATTEMPTS)
        return [*_home(home, [REHEARSE, "--data-dir", str(data)]), *_commands(home, data)]


def _home(home: Path, app: list[str]) -> list[Figure]:
    empty, first, filled = list[Cost](), list[Cost](), list[Cost]()
    for turn in range(ROUNDS + 1):
        costs = (
            painted(EMPTY, home, b"nothing here"),
            painted(app, home, b"Reading the question packs"),
            painted(app, home, b"starts: typed"),
        )
        if turn:  # the first one reads the files from the disk
            for kept, cost in zip((empty, first, filled), costs, strict=True):
                kept.append(cost)
    against = "an empty Textual app"

    def figure(what: str, costs: list[Cost], kind: str, goal: float | None = None) -> Figure:
        value, reference = (median(getattr(each, kind) for each in some) for some in (costs, empty))
        return Figure(what, value, "ms", reference, against, ratio_at_most(goal) if goal else None)

    return [
        figure("shell to the first painted Home", first, "wall", 1.6),
        figure("the same, processor time", first, "cpu"),
        figure("shell to Home with proposal and lists", filled, "wall"),
        figure("the same, processor time", filled, "cpu"),
    ]


def _commands(home: Path, data: Path) -> list[Figure]:
    commands = {
        "python": [sys.executable, "-c", "pass"],
        "rehearse --version": [REHEARSE, "--version"],
        "rehearse paths": [REHEARSE, "--data-dir", str(data), "paths"],
    }
    costs = {name: list[float]() for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            costs[name].append(run(command, home).cpu)
    bare = median(costs.pop("python"))
    return [
        Figure(f"{name}, processor time", median(spent), "ms", bare, "python -c pass", at_most(120))
        for name, spent in costs.items()
    ]
