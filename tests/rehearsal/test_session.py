"""A drill's session on a real store, without a screen."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rehearse.domain.drill_plan import Plan
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Competency
from rehearse.rehearsal.bridge import StoreThread
from rehearse.rehearsal.choosing import Choosing
from rehearse.rehearsal.seat import Seat
from rehearse.rehearsal.session import DrillSession
from tests.builders import question, story
from tests.ui.harness import PATIENCE, services_for


@pytest.fixture
def session(tmp_path: Path) -> Iterator[DrillSession]:
    services = services_for(tmp_path)
    store = StoreThread(services.open_store, lambda _: None)
    seat = Seat(services, lambda: None, lambda _: None)
    yield DrillSession.new(seat, store, question(), Plan())
    store.close()


async def on_disk(session: DrillSession) -> str:
    number = session.attempt_id
    assert number is not None
    attempt = await session._store.run(lambda store: store.load(number))
    assert attempt is not None
    return attempt.texts[Section.SITUATION]


async def test_what_is_typed_while_a_write_is_waited_for_is_written_next(session: DrillSession) -> None:
    session.begin()
    session.write(Section.SITUATION, "early")
    held = threading.Event()
    session._store.post(lambda _: held.wait(PATIENCE))
    kept = asyncio.create_task(session.keep())
    await asyncio.sleep(0)
    session.write(Section.SITUATION, "early and late")
    held.set()
    await kept
    assert await on_disk(session) == "early"
    session.autosave()
    assert await on_disk(session) == "early and late"


async def test_no_story_chosen_while_the_bank_is_read_stands(session: DrillSession) -> None:
    await session._store.run(lambda store: store.stories.add(story(competencies=(Competency.DEPLOYMENT,))))
    choosing = Choosing(session, session._store)
    held = threading.Event()
    session._store.post(lambda _: held.wait(PATIENCE))
    proposed = asyncio.create_task(choosing.propose())
    await asyncio.sleep(0)
    choosing.none()
    held.set()
    await proposed
    assert choosing.choices
    assert session.story is None
    choosing.next()
    assert session.story is not None
