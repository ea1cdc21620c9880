"""A story that is being written: its words are on disk within half a second of a key, as safe as an answer's."""

from concurrent.futures import Future

from rehearse.domain.story import Story
from rehearse.domain.story_bank import KeptStory
from rehearse.rehearsal.bridge import StoreThread
from rehearse.storage.port import Store


class StoryDraft:
    """Holds the words of one story and writes them down as its draft; `keep` makes them its next version.

    `story_id` is None until the first word is on disk; it is set in the store's thread.
    """

    def __init__(self, store: StoreThread, story_id: int | None, story: Story) -> None:
        self.story_id = story_id
        self.story = story
        self._store = store
        self._dirty = False
        self._pending: Future[None] | None = None

    def write(self, story: Story) -> None:
        """Take over what stands in the form."""
        if story != self.story:
            self.story = story
            self._dirty = True

    def autosave(self) -> None:
        """Write what changed; while a slow disk works on the last write, no further one queues up behind it."""
        if self._dirty and (self._pending is None or self._pending.done()):
            self.save()

    def save(self) -> None:
        """Queue the present words for the disk, if they changed."""
        if not self._dirty:
            return
        self._dirty = False
        story = self.story

        def write(store: Store) -> None:
            self.story_id = store.stories.save_draft(self.story_id, story)

        self._pending = self._store.post(write, on_failure=self._write_again)

    def _write_again(self) -> None:
        self._dirty = True

    async def keep(self) -> KeptStory | None:
        """Make the words the story's next version; `RehearseError` says why that failed, and they stay a draft."""
        story = self.story

        def keep(store: Store) -> KeptStory | None:
            if self.story_id is None:
                return store.stories.add(story)
            return store.stories.keep(self.story_id, story)

        self.save()
        kept = await self._store.run(keep)
        self._dirty = False
        return kept

    async def drop(self) -> None:
        """Forget the draft; what was kept before stands."""
        self._dirty = False
        await self._store.run(
            lambda store: store.stories.drop_draft(self.story_id) if self.story_id is not None else None
        )
