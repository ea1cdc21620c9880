"""A model and the interviewer behind whom it speaks, put together: what the composition root calls."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rehearse.interviewer.coach import Coach
from rehearse.interviewer.llama import LlamaInterviewer
from rehearse.interviewer.port import Interviewer, Notice, Readiness, Stage
from rehearse.interviewer.runtime import ModelRuntime, RuntimeSettings


@dataclass(frozen=True, slots=True)
class Live:
    """One model file at work. `start` inside the event loop after the first paint, `close` before the app ends."""

    runtime: ModelRuntime
    interviewer: LlamaInterviewer
    coach: Coach

    def start(self) -> None:
        """Load the model in the background; returns at once."""
        self.runtime.start()

    async def close(self) -> None:
        """End the child process."""
        await self.runtime.close()


def _ignore(_: object) -> None:
    """Do nothing."""


def bring_in(
    file: Path,
    otherwise: Interviewer,
    settings: RuntimeSettings,
    on_change: Callable[[Readiness], None] = _ignore,
    on_notice: Callable[[Notice], None] = _ignore,
) -> Live:
    """Put a model file and its interviewer together; nothing is opened before `start`.

    Both callbacks are called inside the event loop: `on_change` for the badge, `on_notice` for what the user
    should be told.
    """

    def changed(readiness: Readiness) -> None:
        if readiness.stage is Stage.READY:
            interviewer.warm()
        on_change(readiness)

    runtime = ModelRuntime(file, settings, changed)
    interviewer = LlamaInterviewer(runtime, otherwise, on_notice)
    return Live(runtime, interviewer, Coach(runtime))
