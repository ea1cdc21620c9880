"""A model in the shape of a 0.5B one behind the app's own runtime: speed, reading ahead, grammar, stopping, start."""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rehearse.config import ModelConfig
from rehearse.interviewer.critique_form import GRAMMAR
from rehearse.interviewer.protocol import Delta, Done, Part, Sampling
from rehearse.interviewer.runtime import ModelRuntime
from rehearse.interviewer.settings import RuntimeSettings, runtime_settings
from rehearse.interviewer.worker.library import processor_threads
from rehearse.paths import user_paths
from tests.bench import llama_bench
from tests.bench.figures import Figure, at_most, median, ratio_at_least, ratio_at_most
from tests.bench.processes import REHEARSE, painted, run
from tests.bench.prompts import CRITIQUE, FOLLOW_UP, asking, model, told

ROUNDS, LONG_ROUNDS = 5, 3
STARTS, SPEEDS = 25, 21
"""More than of the rest: these are short, and a machine's pace changes from one second to the next."""
TOKENS = 128
STOPS = 12
LOAD = """
import sys
import llama_cpp.llama_cpp as api
from llama_cpp import Llama
usual = api.llama_model_default_params
def params():
    given = usual()
    given.use_extra_bufts = sys.argv[2] == "1"
    return given
api.llama_model_default_params = params
Llama(sys.argv[1], n_ctx=4096, n_batch=128, verbose=False)
"""


def measure() -> list[Figure]:
    file = model()
    with tempfile.TemporaryDirectory() as folder:
        start = _start(file, Path(folder))
        settings = _settings(Path(folder))
    return [start, *asyncio.run(_run(file, RuntimeSettings(repack=settings.repack)))]


def _settings(home: Path) -> RuntimeSettings:
    """Say how the app runs a model here; once it has, it knows whether weights may be laid out for the processor."""
    return runtime_settings(user_paths(home / "data"), ModelConfig())


def _start(file: Path, home: Path) -> Figure:
    app, alone = list[float](), list[float]()
    command = [REHEARSE, "--data-dir", str(home / "data")]
    run([*command, "models", "use", str(file)], home)
    for turn in range(STARTS + 1):
        ready = painted(command, home, b"ready: shaped").wall
        loaded = run([sys.executable, "-c", LOAD, str(file), str(int(_settings(home).repack))], home).wall
        if turn:  # the first one reads the file from the disk
            app.append(ready)
            alone.append(loaded)
    against = "loading the file alone"
    return Figure("shell to model ready", median(app), "ms", median(alone), against, ratio_at_most(1.2))


async def _run(file: Path, settings: RuntimeSettings) -> list[Figure]:
    runtime = ModelRuntime(file, settings)
    runtime.start()
    if not await runtime.settled():
        raise SystemExit(f"{runtime.trouble}")
    figures = [
        await _speed(runtime, settings),
        await _grammar(runtime),
        await _ahead(runtime, "a follow-up", *FOLLOW_UP, None),
        await _ahead(runtime, "a critique", *CRITIQUE, GRAMMAR),
        await _stopping(runtime, reading=True),
        await _stopping(runtime, reading=False),
    ]
    await runtime.close()
    return figures


async def _draw(
    runtime: ModelRuntime, parts: tuple[Part, ...], tokens: int, grammar: str | None = None, seed: int = 1
) -> tuple[float, Done]:
    """Generate; give the milliseconds to the first event and what it came to."""
    begun, first, done = time.perf_counter(), 0.0, None
    async for event in runtime.generate(parts, tokens, Sampling(seed=seed), grammar=grammar):
        first = first or (time.perf_counter() - begun) * 1000
        done = event if isinstance(event, Done) else done
    assert done is not None
    return first, done


def _per_second(done: Done) -> float:
    return (done.drawn - 1) / (done.milliseconds - done.first_token_milliseconds) * 1000


async def _forget(runtime: ModelRuntime) -> None:
    """Let it read something else, so that nothing of the next prompt is known."""
    await _draw(runtime, (Part(text="x"),), 1)


async def _until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.001)


async def _speed(runtime: ModelRuntime, settings: RuntimeSettings) -> Figure:
    ours, theirs = list[float](), list[float]()

    async def draw(turn: int) -> None:
        _, done = await _draw(runtime, (Part(text="x"),), TOKENS, seed=turn)
        ours.append(_per_second(done))

    for turn in range(SPEEDS):
        if turn % 2 == 0:
            await draw(turn)
        speed = llama_bench.tokens_per_second(
            runtime.file, tokens=TOKENS, threads=processor_threads(), repack=settings.repack
        )
        theirs.append(speed)
        if turn % 2:  # each goes first as often as the other: the pace drifts
            await draw(turn)
    goal = ratio_at_least(0.95)
    return Figure("tokens drawn", median(ours), "a second", median(theirs), "llama-bench", goal)


async def _grammar(runtime: ModelRuntime) -> Figure:
    frame = runtime.frame
    assert frame is not None
    bound, free = list[float](), list[float]()
    for turn in range(ROUNDS):
        for grammar, speeds in ((GRAMMAR, bound), (None, free)):
            _, done = await _draw(runtime, asking(frame, *CRITIQUE), TOKENS, grammar, turn)
            speeds.append(_per_second(done))
    against, goal = "without a grammar", ratio_at_least(0.95)
    return Figure(
        "tokens drawn under the critique's grammar", median(bound), "a second", median(free), against, goal
    )


async def _ahead(runtime: ModelRuntime, what: str, task: str, lead: str, grammar: str | None) -> Figure:
    frame = runtime.frame
    assert frame is not None
    cold, ahead = list[float](), list[float]()
    for turn in range(LONG_ROUNDS):
        await _forget(runtime)
        cold.append((await _draw(runtime, asking(frame, task, lead), 2, grammar, turn))[0])
        await _forget(runtime)
        for sections in range(1, 6):
            runtime.feed(told(frame, sections))
        await _until(lambda: not runtime.feeding)
        ahead.append((await _draw(runtime, asking(frame, task, lead), 2, grammar, turn))[0])
    against = "nothing read ahead"
    return Figure(
        f"first token of {what}, answer read ahead",
        median(ahead),
        "ms",
        median(cold),
        against,
        ratio_at_most(0.06),
    )


async def _stopping(runtime: ModelRuntime, *, reading: bool) -> Figure:
    """Stop a critique at many moments; it is over when the child has said so."""
    frame = runtime.frame
    assert frame is not None
    waits = list[float]()
    for turn in range(STOPS):
        if reading:
            await _forget(runtime)
        # under the grammar random weights cannot end at once
        stream = runtime.generate(asking(frame, *CRITIQUE), 400, Sampling(seed=turn), grammar=GRAMMAR)
        pending = asyncio.ensure_future(anext(stream))
        if reading:
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
        await _until(lambda: not link._inboxes)  # noqa: B023
        waits.append((time.perf_counter() - begun) * 1000)
    phase, limit = ("reading", 50) if reading else ("speaking", 10)
    return Figure(f"stopped while {phase}, median", median(waits), "ms", goal=at_most(limit))
