"""A story that is being written: its words are on disk within half a second of a key, as safe as an answer's."""

from collections.abc import Callable
from concurrent.futures import Future

from rehearse.domain.story import Story, key_for
from rehearse.domain.story_bank import KeptStory, begun
from rehearse.domain.story_markdown import as_markdown
from rehearse.errors import RehearseError
from rehearse.rehearsal.bridge import StoreThread
from rehearse.storage.port import Store, StoryStore


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
        if self._dirty:
            self._dirty = False
            self._pending = self._store.post(self._write(self.story), self)

    async def settle(self) -> None:
        """Have the present words on the disk; `RehearseError` says why that failed, they are written later then."""
        self._dirty = False
        try:
            await self._store.run(self._write(self.story), self)
        except RehearseError:
            self._dirty = True
            raise

    def _write(self, story: Story) -> Callable[[Store], None]:
        def write(store: Store) -> None:
            self.story_id = store.stories.save_draft(self.story_id, story)

        return write

    @property
    def words(self) -> str:
        """Give what stands in the form."""
        return as_markdown(key_for(self.story.title), self.story)

    async def keep(self) -> KeptStory:
        """Make the words the story's next version, or a new story where it is gone meanwhile.

        `RehearseError` says why that failed; they stay a draft then.
        """
        story = self.story

        def keep(store: Store) -> KeptStory:
            kept = store.stories.keep(self.story_id, story) if self.story_id is not None else None
            return kept or store.stories.add(story)

        self.save()
        kept = await self._store.run(keep, self)
        self._dirty = self.story != story
        self.save()  # words may have come while a slow disk was waited for: they are a draft of the next version
        return kept

    async def drop(self) -> None:
        """Forget the draft; what was kept before stands."""
        self._dirty = False
        await self._store.run(
            lambda store: store.stories.drop_draft(self.story_id) if self.story_id is not None else None, self
        )


def kept_and_begun(stories: StoryStore) -> list[KeptStory]:
    """List the stories of the bank, and after them those of which only a draft is there."""
    kept = stories.all()
    known = {each.id for each in (*kept, *stories.all(archived=True))}
    drafts = [(story_id, stories.draft(story_id)) for story_id in sorted(set(stories.drafts()) - known)]
    return [*kept, *(begun(story_id, draft) for story_id, draft in drafts if draft is not None)]
