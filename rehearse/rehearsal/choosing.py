"""Which story of the bank an answer tells: the best is proposed, then one follows the other."""

from rehearse.domain.story_bank import KeptStory
from rehearse.domain.story_choice import Choice, choices, told_lately, told_too_often
from rehearse.rehearsal.bridge import StoreThread
from rehearse.rehearsal.session import DrillSession


class Choosing:
    """The stories that the answer of one drill can tell, those that fit first.

    `choices` is None until the bank is read, and for good in a drill that sets its story itself.
    """

    def __init__(self, session: DrillSession, store: StoreThread) -> None:
        self._session = session
        self._store = store
        self.choices: tuple[Choice, ...] | None = None
        self.too_often = ""
        self._none_chosen = False

    async def propose(self) -> None:
        """Read the bank and take the story that answers the question best, unless one is told already.

        Whoever chooses none meanwhile is told none.
        """
        session, self._none_chosen = self._session, False
        stories, uses = await self._store.run(lambda store: (store.stories.all(), store.stories.uses()))
        self.choices = choices(session.drill.question, stories, uses)
        self.too_often = told_too_often(told_lately(stories, uses)) or ""
        if session.story is None and session.retry_of is None and not self._none_chosen:
            self._tell(next((each for each in self.choices if each.proposed), None))

    @property
    def story(self) -> KeptStory | None:
        """Give the story that is told."""
        return self._session.story

    @property
    def note(self) -> str:
        """Say what is worth knowing of the story that is told; empty where nothing is."""
        return next((each.note for each in self.choices or () if self._is_told(each)), "")

    def next(self) -> None:
        """Tell the next story; after the last one comes none."""
        listed = self.choices or ()
        place = next((place for place, each in enumerate(listed, start=1) if self._is_told(each)), 0)
        self._tell(listed[place] if place < len(listed) else None)

    def none(self) -> None:
        """Tell no story of the bank."""
        self._none_chosen = True
        self._tell(None)

    def _is_told(self, choice: Choice) -> bool:
        return self.story is not None and choice.kept.id == self.story.id

    def _tell(self, choice: Choice | None) -> None:
        self._session.tell(choice.kept if choice else None, choice.angle if choice else None)
