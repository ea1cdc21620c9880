"""The app in a drill, with a model at work: `python -m tests.bench.busy_app FOLDER PHASE MODEL`.

In the phase `reading` the model reads one long prompt after the other, in `generating` it speaks without an end, in
`idle` it waits, and `unsaved` is `idle` without autosave. What each autosave took of the screen's thread goes into
autosaves.txt of the folder, one line of milliseconds each; the file busy.txt is there once the model is at work.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.cli.running import run_app
from rehearse.compose import set_up
from rehearse.domain.drill_plan import Plan
from rehearse.interviewer.critique_form import GRAMMAR
from rehearse.interviewer.protocol import Part, Sampling
from rehearse.interviewer.runtime import ModelRuntime
from rehearse.rehearsal.asking import Wish
from rehearse.rehearsal.session import DrillSession
from tests.bench.prompts import CRITIQUE, asking

if TYPE_CHECKING:  # how often it paints is said before Textual is loaded, as in the program itself
    from rehearse.ui.app import RehearseApp

TOKENS = 400


def main(folder: Path, phase: str, file: str) -> None:
    tasks = set[asyncio.Task[None]]()
    if phase == "unsaved":
        DrillSession.autosave = lambda self: None  # type: ignore[method-assign]  # noqa: ARG005 (its name is part of its type)
    else:
        _note_autosaves(folder / "autosaves.txt")

    def first(app: "RehearseApp") -> None:
        tasks.add(asyncio.create_task(_toil(app, phase, folder / "busy.txt")))

    run_app(set_up(folder), first, file)


async def _toil(app: "RehearseApp", phase: str, busy: Path) -> None:
    while not app.seat.ready:
        await asyncio.sleep(0.05)
    app.drills.open(Wish(None, None, None), Plan())
    live = app.seat._live
    assert live is not None
    frame = live.runtime.frame
    assert frame is not None
    for number in count():
        if phase in ("idle", "unsaved"):
            busy.touch()
            return
        if phase == "reading":
            busy.touch()
            await _work(live.runtime, (Part(text=f"{number}"), *asking(frame, *CRITIQUE)), 1, number)
        else:
            await _work(live.runtime, asking(frame, *CRITIQUE), TOKENS, number, busy)


async def _work(
    runtime: ModelRuntime, parts: tuple[Part, ...], tokens: int, seed: int, busy: Path | None = None
) -> None:
    """Let it say something under the critique's grammar: without one, random weights say nothing that is text."""
    async for _ in runtime.generate(parts, tokens, Sampling(seed=seed), grammar=GRAMMAR):
        if busy is not None:
            busy.touch()


def _note_autosaves(file: Path) -> None:
    autosave: Callable[[DrillSession], None] = DrillSession.autosave

    def timed(self: DrillSession) -> None:
        begun = time.perf_counter()
        autosave(self)
        with file.open("a", encoding="ascii") as log:
            log.write(f"{(time.perf_counter() - begun) * 1000:.3f}\n")

    DrillSession.autosave = timed  # type: ignore[method-assign]


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
