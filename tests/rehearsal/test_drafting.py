"""A story that is being written: no word is lost while a slow disk keeps it."""

import asyncio
from functools import partial
from pathlib import Path
from threading import Event

from rehearse.domain.persona import SHIPPED
from rehearse.rehearsal.bridge import StoreThread
from rehearse.rehearsal.drafting import StoryDraft
from rehearse.storage.store import SqliteStore
from tests.builders import story


async def test_words_typed_while_a_story_is_kept_are_a_draft_of_its_next_version(tmp_path: Path) -> None:
    store = StoreThread(partial(SqliteStore, tmp_path / "rehearse.db", SHIPPED), lambda _: None)
    draft, told, later = (
        StoryDraft(store, None, story(title="")),
        story(title="Router"),
        story(title="Router late"),
    )
    draft.write(told)
    held = Event()
    store.post(lambda _: held.wait(10))
    keeping = asyncio.create_task(draft.keep())
    await asyncio.sleep(0)
    draft.write(later)
    held.set()
    kept = await keeping
    assert kept.story == told
    assert await store.run(lambda store: store.stories.draft(kept.id)) == later
    assert store.close() == []
