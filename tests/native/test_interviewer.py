"""A drill's conversation with a real model file: the question, follow-ups, a critique, and a crash on the way."""

import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehearse.domain.exchange import FollowUp
from rehearse.domain.persona import Persona
from rehearse.domain.vocabulary import Flaw
from rehearse.interviewer.builtin import BuiltInInterviewer
from rehearse.interviewer.live import Live, bring_in
from rehearse.interviewer.port import Asked, Notice, Readiness, Stage, Turn
from rehearse.interviewer.settings import RuntimeSettings
from rehearse.interviewer.troubles import Code
from tests import builders
from tests.interviewer.hearing import ANSWER, QUESTION, TURN, followed_up
from tests.native import models
from tests.native.conftest import until

CRITIQUE = (
    '{"flaw":"team_language","section":"action","quote":"We could have moved to',
    ' a larger encoder","why":"It is open who weighed it.","fix":"Say that you',
    ' did."}],"strengths":[],"withdraw":[],"rewrite":"Urgent tickets in the wrong queue fell from 11 % to 4 %."}',
)
"""After what the form alone gives; each piece ends where there is a choice."""


@pytest.fixture(scope="session")
def scripted(folder: Path) -> Path:
    return models.scripted_model(
        folder / "scripted.gguf",
        ["One real case", " is all I need", " today."],
        also={" ": ["What did the small", " model get", " wrong after that?"], "[": CRITIQUE},
    )


class Drill:
    """A running interviewer with what it told the app."""

    def __init__(self, file: Path, settings: RuntimeSettings) -> None:
        self.notices: list[Notice] = []
        self.badges: list[Readiness] = []
        self.live: Live = bring_in(
            file, BuiltInInterviewer(words_per_second=0), settings, self.badges.append, self.notices.append
        )

    async def follow_up(self, turn: Turn = TURN) -> tuple[str, FollowUp | None]:
        return await followed_up(self.live.interviewer, turn)


@pytest.fixture
async def stage(scripted: Path) -> AsyncIterator[Drill]:
    running = Drill(scripted, RuntimeSettings(context=8192, threads=1))
    running.live.start()
    yield running
    await running.live.close()


async def test_question_follow_up_and_critique_come_from_the_model(stage: Drill) -> None:
    assert await stage.live.runtime.settled()
    live = stage.live
    question = "".join(
        [said.text async for said in live.interviewer.ask(QUESTION, Persona.HIRING_MANAGER, 3)]
    )
    assert question == f"One real case is all I need today. {QUESTION.text}"
    for end in range(1, 6):
        live.interviewer.listen(QUESTION, Persona.HIRING_MANAGER, dict(list(builders.ANSWER.items())[:end]))
    text, asked = await stage.follow_up()
    assert asked is not None
    assert text.endswith("“kept the small model”. What did the small model get wrong after that?")
    assert asked.quote == "kept the small model"
    assert live.interviewer.name == "Tiny Scripted"
    result = await live.critique(ANSWER, builders.critique())
    added = result.critique.findings[-1]
    assert result.by_model
    assert (added.flaw, added.quote) == (Flaw.TEAM_LANGUAGE, "We could have moved to a larger encoder")
    assert result.rewrite == "Urgent tickets in the wrong queue fell from 11 % to 4 %."
    assert stage.notices == []
    assert [badge.stage for badge in stage.badges][-1] is Stage.READY
    assert stage.badges[0].stage is Stage.LOADING


async def test_the_child_killed_in_mid_sentence_leaves_the_drill_to_the_built_in_interviewer(
    folder: Path,
) -> None:
    file = models.random_model(folder / "endless.gguf", favour=["a", "b", "c"])
    stage = Drill(file, RuntimeSettings(context=8192, threads=1))
    stage.live.start()
    try:
        assert await stage.live.runtime.settled()
        events = stage.live.interviewer.follow_up(TURN)
        first = await anext(events)
        assert not isinstance(first, Asked)
        child = stage.live.runtime.pid
        assert child is not None
        os.kill(child, signal.SIGKILL)
        asked = [event.follow_up async for event in events if isinstance(event, Asked)]
        assert len(asked) == 1
        assert asked[0].quote == "kept the small model"
        assert stage.live.interviewer.name == "built-in interviewer"
        assert [notice.code for notice in stage.notices] == [Code.WORKER_CRASHED]
        await until(lambda: stage.live.runtime.pid not in (None, child), "another child")
    finally:
        await stage.live.close()


async def test_with_a_broken_model_everything_works_and_says_why(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "half.gguf"
    whole = models.random_model(tmp_path / "whole.gguf").read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    stage = Drill(file, RuntimeSettings(context=8192, threads=1))
    stage.live.start()
    assert not await stage.live.runtime.settled()
    _, asked = await stage.follow_up()
    assert asked is not None
    result = await stage.live.critique(ANSWER, builders.critique())
    assert not result.by_model
    assert "incomplete, 50 % of it is there" in stage.notices[0].text
    assert stage.badges[-1].label == "no model: built-in interviewer"
    await stage.live.close()
