"""Measures reading ahead and stopping: `python -m tests.bench.read_ahead [SHAPE] [FOLDER]`.

Cold and fed runs alternate on the same machine; ratios are what counts. Takes a few minutes for the 0.5b shape.
"""

import asyncio
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rehearse.domain.persona import Persona
from rehearse.interviewer.critique_form import GRAMMAR
from rehearse.interviewer.prompting import PromptId, prompt, question_parts, tail_parts, told_parts
from rehearse.interviewer.protocol import Delta, Done, Frame, Part, Sampling
from rehearse.interviewer.runtime import ModelRuntime, RuntimeSettings
from tests import builders
from tests.bench.shaped import shaped_model

ROUNDS = 2
QUESTION = builders.question().text
LONG = {section: f"{text} " * 2 for section, text in builders.ANSWER.items()}
TASKS = {
    "follow-up": ("Task: follow-up, tradeoff.", "You said “kept the small model”. "),
    "critique": ("Flaws found: no_tradeoff, missing_reflection\nTask: critique.", ""),
}


def words() -> list[str]:
    texts = [prompt(which).text for which in PromptId] + list(LONG.values()) + [QUESTION]
    texts += [task for task, _ in TASKS.values()] + ["system user assistant answer section"]
    return sorted({word for text in texts for word in re.findall(r"[A-Za-z]+", text)})


def prompt_of(frame: Frame, task: str, lead: str, said: int = 5) -> tuple[Part, ...]:
    told = dict(list(LONG.items())[:said])
    ahead = (*question_parts(frame, QUESTION, Persona.HIRING_MANAGER), *told_parts(told))
    return (*ahead, *tail_parts(frame, task, lead)) if task else ahead


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.001)


async def first_token(
    runtime: ModelRuntime, parts: tuple[Part, ...], grammar: str | None
) -> tuple[float, Done]:
    begun, first, done = time.perf_counter(), 0.0, None
    async for event in runtime.generate(parts, 2, Sampling(seed=1), grammar=grammar):
        first = first or (time.perf_counter() - begun) * 1000
        done = event if isinstance(event, Done) else done
    assert done is not None
    return first, done


async def forget(runtime: ModelRuntime) -> None:
    await first_token(runtime, (Part(text="x"),), None)


class Heart:
    """Beats every 5 ms and keeps how late each beat was: what the screen would feel."""

    def __init__(self) -> None:
        self._late: list[float] = []
        self._task = asyncio.ensure_future(self._beat())

    async def _beat(self) -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.005)
            self._late.append((time.perf_counter() - begun - 0.005) * 1000)

    def tell(self, phase: str) -> None:
        late = sorted(self._late)
        self._late.clear()
        print(f"event loop while {phase}: p99 {late[int(len(late) * 0.99)]:.1f} ms, most {late[-1]:.1f} ms")

    def stop(self) -> None:
        self._task.cancel()


async def measure(file: Path) -> None:
    runtime = ModelRuntime(file, RuntimeSettings())
    heart = Heart()
    begun = time.perf_counter()
    runtime.start()
    if not await runtime.settled():
        raise SystemExit(f"{runtime.trouble}")
    heart.tell("loading")
    print(f"loaded in {(time.perf_counter() - begun) * 1000:.0f} ms, {file.stat().st_size / 2**20:.0f} MiB")
    frame = runtime.frame
    assert frame is not None
    for name, (task, lead) in TASKS.items():
        grammar = GRAMMAR if name == "critique" else None
        cold, warm, counts = [], [], ""
        for _ in range(ROUNDS):
            await forget(runtime)
            took, done = await first_token(runtime, prompt_of(frame, task, lead), grammar)
            cold.append(took)
            total = done.reused + done.evaluated
            await forget(runtime)
            for said in range(1, 6):
                runtime.feed(prompt_of(frame, "", "", said))
            await until(lambda: not runtime.feeding)
            took, done = await first_token(runtime, prompt_of(frame, task, lead), grammar)
            warm.append(took)
            counts = f"{total} tokens, {done.evaluated} left to read"
        usual, ahead = statistics.median(cold), statistics.median(warm)
        print(f"{name}: cold {usual:.0f} ms, read ahead {ahead:.0f} ms, ratio {ahead / usual:.3f} ({counts})")
    heart.tell("reading")
    await speak(runtime, frame)
    heart.tell("speaking")
    heart.stop()
    await stops(runtime, frame)
    await runtime.close()


async def speak(runtime: ModelRuntime, frame: Frame) -> None:
    parts = prompt_of(frame, *TASKS["critique"])
    done = None
    async for event in runtime.generate(parts, 200, Sampling(seed=3), grammar=GRAMMAR):
        done = event if isinstance(event, Done) else done
    assert done is not None
    spoken = (done.milliseconds - done.first_token_milliseconds) / max(done.drawn - 1, 1)
    print(f"a critique under the grammar: {spoken:.1f} ms a token over {done.drawn} tokens")


async def stops(runtime: ModelRuntime, frame: Frame) -> None:
    task, lead = TASKS["critique"]
    for name in ("reading", "speaking"):
        waits = []
        for turn in range(12):
            if name == "reading":
                await forget(runtime)
            # under the grammar random weights cannot end at once
            stream = runtime.generate(prompt_of(frame, task, lead), 400, Sampling(seed=turn), grammar=GRAMMAR)
            pending = asyncio.ensure_future(anext(stream))
            if name == "reading":
                await asyncio.sleep(0.1 + turn * 0.05)
                begun = time.perf_counter()
                pending.cancel()
                await asyncio.gather(pending, return_exceptions=True)
            else:
                assert isinstance(await pending, Delta)
                await asyncio.sleep(0.02 * turn)
                begun = time.perf_counter()
            await stream.aclose()
            link = runtime._link
            assert link is not None
            await until(lambda: not link._inboxes)  # noqa: B023
            waits.append((time.perf_counter() - begun) * 1000)
        print(f"stop while {name}: median {statistics.median(waits):.1f} ms, most {max(waits):.1f} ms")


def main() -> None:
    shape = sys.argv[1] if len(sys.argv) > 1 else "0.5b"
    with tempfile.TemporaryDirectory() as folder:
        place = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder)
        file = place / f"shaped-{shape}.gguf"
        asyncio.run(measure(file if file.exists() else shaped_model(file, shape, words())))


if __name__ == "__main__":
    main()
