"""A model's process that lies, floods, falls silent or dies: the drill goes on, nothing grows, nobody waits long."""

import asyncio
import resource
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehearse.domain.critique import Critique
from rehearse.domain.exchange import FollowUp
from rehearse.interviewer import head_start
from rehearse.interviewer.builtin import BuiltInInterviewer
from rehearse.interviewer.live import Live, bring_in
from rehearse.interviewer.port import Notice, Stage
from rehearse.interviewer.settings import Patience, RuntimeSettings
from tests import builders
from tests.interviewer.hearing import ANSWER, TURN, followed_up
from tests.native import models
from tests.reliability.nasty import steering

RULES: Critique = builders.critique()
NEVER_READY = (
    "garbage", "empty lines", "a line without end", "silent", "half a greeting", "ends", "another version",
    "no greeting", "numbers", "never loads", "fails oddly", "no such instruction",
)  # fmt: skip
OF_NO_USE = (
    "talks for ever", "thinks for ever", "white space for ever", "floods others", "garbage while speaking",
    "a line without end while speaking", "dies in a line", "dies", "never answers", "answers once and is silent",
    "huge pieces", "other kinds of text", "many ends",
)  # fmt: skip
OF_USE = (
    "a huge frame",
    "odd progress",
    "unknown kinds",
    "lies about itself",
    "no instruction to repack",
    "itself",
)
PATIENCE = Patience(hello=1.0, load=1.0, first=1.0, request=1.0, cancel=0.5)
SECONDS = 20
GROWTH = 200
"""Megabytes that the app may grow by while a child floods it."""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return models.random_model(tmp_path_factory.mktemp("models") / "m.gguf", shape=models.NANO)


class Scene:
    """An interviewer with a false child behind it."""

    def __init__(self, file: Path) -> None:
        self.notices: list[Notice] = []
        settings = RuntimeSettings(threads=1, patience=PATIENCE)
        self.live: Live = bring_in(
            file, BuiltInInterviewer(words_per_second=0), settings, on_notice=self.notices.append
        )

    async def follow_up(self) -> tuple[str, FollowUp | None]:
        return await followed_up(self.live.interviewer, TURN)


@pytest.fixture
async def scene(
    file: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> AsyncIterator[Scene]:
    monkeypatch.setattr(head_start, "MODULE", "tests.reliability.false_child")
    monkeypatch.setenv("FALSE_CHILD", request.param)
    made = Scene(file)
    made.live.start()
    yield made
    await made.live.close()


def held() -> float:
    """Give the megabytes that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1024 / 1024


async def asked_and_judged(scene: Scene) -> tuple[str, FollowUp | None]:
    """Ask and judge as a drill does, and see that code alone counts."""
    before, begun = held(), time.monotonic()
    async with asyncio.timeout(SECONDS):
        text, follow_up = await scene.follow_up()
        coached = await scene.live.critique(ANSWER, RULES)
    assert time.monotonic() - begun < SECONDS
    assert held() - before < GROWTH
    assert follow_up is not None
    assert follow_up.text.endswith("?")
    assert steering(text) == []
    assert coached.critique.overall == RULES.overall
    assert coached.critique.ratings == RULES.ratings
    for notice in scene.notices:
        assert steering(notice.text) == []
        assert "\n" not in notice.text
    return text, follow_up


@pytest.mark.parametrize("scene", NEVER_READY, indirect=True)
async def test_a_child_that_never_loads_leaves_the_built_in_interviewer(scene: Scene) -> None:
    async with asyncio.timeout(SECONDS):
        assert not await scene.live.runtime.settled()
    assert scene.live.runtime.readiness.stage is Stage.ABSENT
    why = scene.live.runtime.readiness.why
    assert why.endswith(".")
    assert steering(why) == []
    _, follow_up = await asked_and_judged(scene)
    assert scene.live.interviewer.name == "built-in interviewer"
    assert follow_up is not None


@pytest.mark.parametrize("scene", OF_NO_USE, indirect=True)
async def test_a_child_that_speaks_wrongly_is_replaced_by_the_built_in_interviewer(scene: Scene) -> None:
    async with asyncio.timeout(SECONDS):
        await scene.live.runtime.settled()
    await asked_and_judged(scene)
    assert scene.live.interviewer.name == "built-in interviewer"
    assert scene.notices


@pytest.mark.parametrize("scene", OF_USE, indirect=True)
async def test_what_a_child_says_beside_its_work_is_passed_over(scene: Scene) -> None:
    async with asyncio.timeout(SECONDS):
        assert await scene.live.runtime.settled()
    text, _ = await asked_and_judged(scene)
    assert text.endswith("What else did you try there?")
    assert scene.live.interviewer.name != "built-in interviewer"


@pytest.mark.parametrize("scene", ["loads for ever"], indirect=True)
async def test_while_a_child_loads_for_ever_the_built_in_interviewer_asks(scene: Scene) -> None:
    async with asyncio.timeout(SECONDS):
        while scene.live.runtime.readiness.fraction == 0:
            await asyncio.sleep(0)
    await asked_and_judged(scene)
    assert scene.live.runtime.readiness.stage is Stage.LOADING
    assert scene.live.interviewer.name == "built-in interviewer"
