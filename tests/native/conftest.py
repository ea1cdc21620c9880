"""Models that the tests build once, and a runtime that is always ended."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from rehearse.interviewer.protocol import Delta, Done, Part, Sampling
from rehearse.interviewer.runtime import ModelRuntime
from rehearse.interviewer.settings import RuntimeSettings
from tests.native import models


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def tiny(folder: Path) -> Path:
    return models.random_model(folder / "tiny.gguf")


@pytest.fixture(scope="session")
def hybrid(folder: Path) -> Path:
    return models.hybrid_model(folder / "hybrid.gguf")


Start = Callable[..., ModelRuntime]


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    """Start runtimes that are closed after the test."""
    running: list[ModelRuntime] = []

    def begin(file: Path, settings: RuntimeSettings | None = None) -> ModelRuntime:
        runtime = ModelRuntime(file, settings or RuntimeSettings(threads=1))
        running.append(runtime)
        runtime.start()
        return runtime

    yield begin
    for runtime in running:
        await runtime.close()


def plain(*texts: str) -> tuple[Part, ...]:
    return tuple(Part(text=text, keep=True) for text in texts)


GREEDY = Sampling(temperature=0)
ENDLESS = 'root ::= "ab" root'
"""A grammar without an end: left to themselves, random weights stop after some hundred tokens."""


async def say(
    runtime: ModelRuntime, parts: tuple[Part, ...], tokens: int = 24, sampling: Sampling = GREEDY
) -> tuple[str, Done]:
    """Let the model speak to its end."""
    text = ""
    async for event in runtime.generate(parts, tokens, sampling):
        if isinstance(event, Done):
            return text, event
        text += event.text
    raise AssertionError("no Done came")


async def until(condition: Callable[[], bool], what: str, seconds: float = 20) -> None:
    """Wait for a condition."""
    try:
        async with asyncio.timeout(seconds):
            while not condition():
                await asyncio.sleep(0.002)
    except TimeoutError:
        raise AssertionError(f"waited in vain for {what}") from None


__all__ = ["ENDLESS", "GREEDY", "Delta", "Start", "plain", "say", "until"]
