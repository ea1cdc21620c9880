"""What hostile texts cost: the slowest pattern, a critique of fifty thousand letters, and a model that is stopped."""

import asyncio
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rehearse.analysis.engine import critique
from rehearse.domain.answer import Answer
from rehearse.interviewer.protocol import Sampling
from rehearse.interviewer.runtime import ModelRuntime
from rehearse.interviewer.settings import RuntimeSettings
from tests.bench.figures import Figure, at_most, median, ratio_at_most
from tests.native import models
from tests.native.conftest import ENDLESS, plain, say
from tests.reliability.test_hostile_patterns import ENDINGS, LENGTH, UNITS, patterns

LONG = ("word " * 10_000, "a" * 50_000, "because, " * 6_000, "from 1 to 2 " * 4_000, "we " * 16_000)
SHORTER = 8
"""How many times shorter the reference is: linear work is as many times less, quadratic work 64 times less."""
STOPS = 15


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        stops = asyncio.run(_stops(models.random_model(Path(folder) / "tiny.gguf")))
    return [
        _slowest(),
        _growth(),
        Figure("a stop while a model speaks, median", stops, "ms", goal=at_most(50)),
    ]


def _taken(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def _slowest() -> Figure:
    texts = [unit * (LENGTH // len(unit)) + end for unit in UNITS for end in ENDINGS]
    slowest = max(
        _taken(lambda: list(pattern.finditer(text)))  # noqa: B023 (called at once)
        for pattern in patterns().values()
        for text in texts
    )
    return Figure(f"slowest pattern on {LENGTH} letters, processor time", slowest, "ms", goal=at_most(600))


def _growth() -> Figure:
    """Give the text whose critique grows most; the best of three turns, the two lengths by turns."""
    grown = []
    for text in LONG:
        parts = (text[: len(text) // SHORTER], text)
        turns = [[_taken(lambda: critique(Answer("1", text=each))) for each in parts] for _ in range(3)]  # noqa: B023
        grown.append(tuple(min(taken) for taken in zip(*turns, strict=True)))
    short, long = max(grown, key=lambda pair: pair[1] / pair[0])
    what = f"critique of {max(map(len, LONG)):,} letters, worst growth, processor time"
    return Figure(what, long, "ms", short, f"{SHORTER} times less text", ratio_at_most(6 * SHORTER))


async def _stops(file: Path) -> float:
    runtime = ModelRuntime(file, RuntimeSettings(threads=1))
    runtime.start()
    await runtime.settled()
    waits = []
    for seed in range(STOPS):
        stream = runtime.generate(plain("on and on"), 4000, Sampling(seed=seed), grammar=ENDLESS)
        await anext(stream)
        begun = time.perf_counter()
        await stream.aclose()
        await say(runtime, plain("on and on"), 1)  # answered only after the stop
        waits.append((time.perf_counter() - begun) * 1000)
    await runtime.close()
    return median(waits)
