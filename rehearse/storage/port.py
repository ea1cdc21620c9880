"""The store as the screens and commands see it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from rehearse.domain.attempt import Attempt, Progress, Summary
from rehearse.domain.critique import Critique
from rehearse.domain.drill import Plan
from rehearse.domain.exercise import Kind
from rehearse.domain.outcome import Outcome
from rehearse.domain.question import Question
from rehearse.domain.self_rating import SelfRating
from rehearse.domain.story import Story
from rehearse.domain.story_bank import KeptStory, Use
from rehearse.domain.trends import Trends
from rehearse.domain.vocabulary import Angle, Competency


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which attempts to list; `search` is free text, every word of it must occur, the last may be begun."""

    competency: Competency | None = None
    question_key: str | None = None
    search: str = ""


class StoryStore(Protocol):
    """The stories that are kept; every version of one stays. Ids that do not exist change nothing."""

    def add(self, story: Story, key: str = "") -> KeptStory:
        """Keep a new story under a key of its own, made from the wanted one or its title."""
        ...

    def keep(self, story_id: int, story: Story) -> KeptStory | None:
        """Make a changed story the present version; its draft is done with. None when there is no such story."""
        ...

    def save_draft(self, story_id: int | None, story: Story) -> int:
        """Write a half-typed story down beside what is kept and give its id; None begins a new one."""
        ...

    def draft(self, story_id: int) -> Story | None:
        """Read the half-typed version of a story, character for character."""
        ...

    def drafts(self) -> list[int]:
        """List the ids of stories with a draft, those written last first."""
        ...

    def drop_draft(self, story_id: int) -> None:
        """Forget a draft; a story of which nothing was kept goes with it."""
        ...

    def load(self, story_id: int) -> KeptStory | None:
        """Read the present version of a story."""
        ...

    def find(self, key: str) -> KeptStory | None:
        """Read the present version of the story that is called so."""
        ...

    def all(self, *, archived: bool = False) -> list[KeptStory]:
        """List the stories, or the archived ones, in the order in which they were begun."""
        ...

    def versions(self, story_id: int) -> list[KeptStory]:
        """List every version of a story, newest first."""
        ...

    def archive(self, story_id: int) -> None:
        """Take a story out of the bank; its attempts and versions stay."""
        ...

    def restore(self, story_id: int) -> None:
        """Bring an archived story back."""
        ...

    def link(self, attempt_id: int, story_id: int | None, angle: Angle | None = None) -> None:
        """Note that an attempt tells the present version of a story, from an angle; None takes the note away."""
        ...

    def told_in(self, attempt_id: int) -> KeptStory | None:
        """Read the story that an attempt tells, as it stood then."""
        ...

    def uses(self) -> list[Use]:
        """List the finished attempts that told a story, oldest first."""
        ...


class Store(Protocol):
    """What is kept. Calls block on the disk and belong to one thread; every write is committed on return.

    `trouble` is a sentence about a damaged file that was set aside on opening, else empty.
    """

    trouble: str

    @property
    def stories(self) -> StoryStore:
        """The story bank."""
        ...

    def start(self, question: Question, plan: Plan, retry_of: int | None = None) -> int:
        """Write a new attempt and give its id."""
        ...

    def save(self, attempt_id: int, progress: Progress) -> None:
        """Write how far an attempt got."""
        ...

    def save_critique(self, attempt_id: int, critique: Critique) -> None:
        """Write a critique and make it the attempt's present one."""
        ...

    def save_outcome(self, attempt_id: int, outcome: Outcome) -> None:
        """Write what a special drill came to, in place of what stood there."""
        ...

    def takes(self, kind: Kind, story_id: int | None, before: int | None = None) -> list[Attempt]:
        """Read the latest finished takes of a special drill with a story, or without one, oldest first."""
        ...

    def round(self, first: int, before: int | None = None) -> list[Attempt]:
        """Read the finished attempts of a round, oldest first; `first` is the id of its first one."""
        ...

    def tellings(self, attempt_id: int, kinds: Collection[Kind], limit: int) -> tuple[str, ...]:
        """Give the latest finished answers of some kinds of drills before this attempt as texts, oldest first."""
        ...

    def save_self_rating(self, attempt_id: int, said: SelfRating) -> None:
        """Write what the user said of an attempt, over what they said before."""
        ...

    def load(self, attempt_id: int) -> Attempt | None:
        """Read one attempt with everything said in it; None when there is none."""
        ...

    def unfinished(self) -> list[Summary]:
        """List attempts that can be taken up again, newest first."""
        ...

    def trends(self, competency: Competency | None = None, since: date | None = None) -> Trends:
        """Tell what finished attempts measured, of one competency or all, from a day in UTC on."""
        ...

    def page(self, wanted: HistoryFilter, limit: int, before: int | None = None) -> list[Summary]:
        """List finished attempts, newest first, from below the id `before`."""
        ...

    def count(self, wanted: HistoryFilter) -> int:
        """Count the finished attempts that a filter leaves."""
        ...

    def asked(self) -> list[str]:
        """List the keys of all questions asked, one for each finished attempt."""
        ...

    def earlier_answers(self, attempt_id: int, limit: int) -> tuple[str, ...]:
        """Give the newest other answers as texts, for the comparison of wording."""
        ...

    def delete(self, attempt_id: int) -> None:
        """Take an attempt out of every list; `restore` brings it back."""
        ...

    def restore(self, attempt_id: int) -> None:
        """Bring a deleted attempt back; `StorageError` when it is gone for good."""
        ...

    def purge(self) -> None:
        """Take attempts off the disk that were deleted more than a day ago."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...
