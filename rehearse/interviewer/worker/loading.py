"""A model on its way into memory, in a thread of its own: what will speak of it is loaded by Python meanwhile."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from rehearse.interviewer.first_line import Load
from rehearse.interviewer.gguf import ModelFacts
from rehearse.interviewer.preflight import check
from rehearse.interviewer.troubles import Code
from rehearse.interviewer.worker.engine import Engine, EngineError, StopFlag
from rehearse.interviewer.worker.library import Library

TOLD_EVERY: Final = 0.06
"""Seconds between two looks at how far it is."""


class Loading:
    """Loads one model; `stop` ends that at once, and later whatever the engine is at."""

    def __init__(self, load: Load) -> None:
        """Check the file and begin; what goes wrong is for `wait` to raise. `facts` is what the check found."""
        self.load = load
        self.facts: ModelFacts | None = None
        self.stop = StopFlag()
        self._began = time.perf_counter()
        self._took = 0.0
        self._fraction = 0.0
        self._came_to: Engine | Exception | None = None
        self._thread = threading.Thread(target=self._keep, args=(self._engine,), daemon=True)
        # What Python does itself is done before the thread: beside other Python it would only take turns.
        self._keep(self._prepare)
        if self._came_to is None:
            self._thread.start()

    def wait(self, told: Callable[[float], None]) -> tuple[Engine, float]:
        """Give the engine and the milliseconds it took; `told` hears how far loading is, and only of what is new."""
        heard = 0.0
        while self._thread.is_alive():
            self._thread.join(TOLD_EVERY)
            if self._fraction != heard:
                told(heard := self._fraction)
        if isinstance(self._came_to, Engine):
            return self._came_to, self._took
        raise self._came_to or EngineError(Code.LOAD_FAILED)

    def _prepare(self) -> None:
        self.facts = check(Path(self.load.path), self.load.context)
        try:
            self._library = Library()
        except (ImportError, OSError, RuntimeError) as error:
            raise EngineError(Code.RUNTIME_MISSING, str(error)) from error

    def _engine(self) -> Engine:
        def heard(fraction: float) -> None:
            self._fraction = min(max(fraction, 0.0), 1.0)

        return Engine(self._library, self.load, self.stop, heard)

    def _keep(self, step: Callable[[], Engine | None]) -> None:
        try:
            self._came_to = step()
        except Exception as error:
            self._came_to = error
        self._took = (time.perf_counter() - self._began) * 1000
