"""A model used without a screen: measured, or asked as often as wanted by code that does not run in an event loop."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from rehearse.domain.answer import Answer
from rehearse.domain.critique import Critique
from rehearse.domain.persona import Persona
from rehearse.interviewer.calibration import read_pack
from rehearse.interviewer.coach import Coach, Coached
from rehearse.interviewer.port import Readiness
from rehearse.interviewer.prompting import PromptId, answer_parts, prompt, question_parts, tail_parts
from rehearse.interviewer.protocol import Delta, Done, Part, Sampling
from rehearse.interviewer.runtime import ModelRuntime
from rehearse.interviewer.settings import RuntimeSettings
from rehearse.interviewer.troubles import Code, ModelTrouble


@dataclass(frozen=True, slots=True)
class Speed:
    """What a model does on this machine: milliseconds to load and to a first token, tokens a second."""

    load: float
    reading: float
    speaking: float
    first_cold: float
    first_ahead: float
    prompt_tokens: int

    @property
    def text(self) -> str:
        """Say it line by line."""
        return "\n".join(
            (
                f"load                    {self.load / 1000:.1f} s",
                f"reading                 {self.reading:.0f} tokens a second",
                f"speaking                {self.speaking:.1f} tokens a second",
                f"first word, cold        {self.first_cold / 1000:.1f} s ({self.prompt_tokens} tokens)",
                f"first word, read ahead  {self.first_ahead / 1000:.2f} s",
            )
        )


async def measure(file: Path, settings: RuntimeSettings) -> Speed:
    """Measure a model with an answer of the calibration pack; `ModelTrouble` says why it cannot be loaded.

    Cancelled, it ends the model's process.
    """
    runtime = ModelRuntime(file, replace(settings, prefix_cache=None))
    try:
        await _start(runtime)
        return await _speed(runtime, read_pack()[0].answer)
    finally:
        await runtime.close()


async def _start(runtime: ModelRuntime) -> None:
    runtime.start()
    if not await runtime.settled():
        raise runtime.trouble or ModelTrouble(Code.LOAD_FAILED)


def _unheard(_: Readiness) -> None:
    """Do nothing."""


class UnattendedModel:
    """A loaded model; use it as a context manager. `ModelTrouble` on entering says why there is none."""

    def __init__(
        self, file: Path, settings: RuntimeSettings, on_change: Callable[[Readiness], None] = _unheard
    ) -> None:
        self._runner = asyncio.Runner()
        self._runtime = ModelRuntime(file, settings, on_change)
        self._coach = Coach(self._runtime)

    def __enter__(self) -> "UnattendedModel":
        try:
            self._runner.run(_start(self._runtime))
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def runtime(self) -> ModelRuntime:
        """Give the runtime, for what is known of the model."""
        return self._runtime

    def close(self) -> None:
        """End the child."""
        self._runner.run(self._runtime.close())
        self._runner.close()

    def critique(self, answer: Answer, rules: Critique, seed: int = 0) -> Coached:
        """Judge an answer; see `Coach.critique`."""
        return self._runner.run(self._coach.critique(answer, rules, seed))


async def _speed(runtime: ModelRuntime, answer: Answer) -> Speed:
    """Read an answer cold and ahead, and speak; takes as long as a cold start and some seconds."""
    frame, ready = runtime.frame, runtime.ready
    if frame is None or ready is None:
        raise runtime.trouble or ModelTrouble(Code.NOT_READY)
    ahead = (*question_parts(frame, answer.question, Persona.HIRING_MANAGER), *answer_parts(answer))
    whole = (*ahead, *tail_parts(frame, prompt(PromptId.FOLLOW_UP).fill(topic="tradeoff")))
    # The kept instructions must not make a cold start look fast: another first letter is another text.
    other = (Part(text="#"), *whole)
    cold = await _done(runtime, other, 1)
    await _done(runtime, (Part(text="#"),), 1)
    runtime.feed(ahead)
    await _done(runtime, ahead, 1)
    warm = await _done(runtime, whole, 64)
    spoken = max(warm.milliseconds - warm.first_token_milliseconds, 1e-3)
    return Speed(
        load=ready.milliseconds,
        reading=1000 * cold.evaluated / max(cold.first_token_milliseconds, 1e-3),
        speaking=1000 * max(warm.drawn - 1, 0) / spoken,
        first_cold=cold.first_token_milliseconds,
        first_ahead=warm.first_token_milliseconds,
        prompt_tokens=cold.evaluated + cold.reused,
    )


async def _done(runtime: ModelRuntime, parts: tuple[Part, ...], tokens: int) -> Done:
    last: Delta | Done | None = None
    async for event in runtime.generate(parts, tokens, Sampling(seed=1)):
        last = event
    if not isinstance(last, Done):
        raise ModelTrouble(Code.RUN_FAILED)
    return last
