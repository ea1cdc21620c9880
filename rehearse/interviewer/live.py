"""A model and the interviewer behind whom it speaks, put together: what the composition root calls."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.domain.answer import Answer
from rehearse.domain.critique import Critique, Origin
from rehearse.interviewer.gguf import fingerprint
from rehearse.interviewer.llama import LlamaInterviewer
from rehearse.interviewer.model import Model
from rehearse.interviewer.port import Interviewer, Notice, Readiness, Stage
from rehearse.interviewer.runtime import ModelRuntime
from rehearse.interviewer.settings import RuntimeSettings

if TYPE_CHECKING:
    from rehearse.interviewer.coach import Coach, Coached


def _ignore(_: object) -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class Live:
    """One model file at work. `start` inside the event loop after the first paint, `close` before the app ends."""

    runtime: ModelRuntime
    interviewer: LlamaInterviewer

    def start(self) -> None:
        """Load the model in the background; returns at once."""
        self.runtime.start()

    async def critique(
        self, answer: Answer, rules: Critique, seed: int = 0, on_progress: Callable[[int], None] = _ignore
    ) -> "Coached":
        """Judge an answer on top of the rules; a critique by the model names it and how it was asked."""
        coach = await asyncio.to_thread(_coach, self.runtime)
        coached = await coach.critique(answer, rules, seed, on_progress)
        if not coached.by_model:
            return coached
        origin = Origin(
            model=coached.model,
            size=self.runtime.size,
            fingerprint=await asyncio.to_thread(fingerprint, self.runtime.file),
            prompt=coached.prompt,
            prompt_hash=coached.prompt_hash,
            sampling=f"temperature {coached.temperature}, grammar-bound",
            seed=coached.seed,
        )
        return replace(
            coached, critique=replace(coached.critique, origin=origin, rewrite=coached.rewrite or "")
        )

    async def close(self) -> None:
        """End the child process."""
        await self.runtime.close()


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
    return Live(runtime, interviewer)


def _coach(model: Model) -> "Coach":
    """Load what judges, and pydantic with it: a tenth of a second that a model's badge does not wait for."""
    from rehearse.interviewer.coach import Coach

    return Coach(model)
