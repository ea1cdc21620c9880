"""The store as the screens and commands see it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, Protocol

from rehearse.domain.attempt import Attempt, Progress, Summary
from rehearse.domain.critique import Critique
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exercise import Kind
from rehearse.domain.history import HistoryFilter
from rehearse.domain.interview import Interview
from rehearse.domain.mock import Mock, Slot, Stage
from rehearse.domain.outcome import Outcome
from rehearse.domain.profile import Profile
from rehearse.domain.question import Question
from rehearse.domain.rehearsed import Known
from rehearse.domain.remarks import Disputed, Remarks
from rehearse.domain.self_rating import SelfRating
from rehearse.domain.story import Story
from rehearse.domain.story_bank import KeptStory, Use
from rehearse.domain.trends import Trends
from rehearse.domain.vocabulary import Angle, Competency, Flaw, Mode

MAX_PROBLEMS: Final = 50
"""Records of an import that are refused one by one; further ones are counted."""


class StoryStore(Protocol):
    """The stories that are kept; every version of one stays. Ids that do not exist change nothing."""

    def add(self, story: Story, key: str = "") -> KeptStory:
        """Keep a new story under a key of its own, made from the wanted one or its title."""
        ...

    def keep(self, story_id: int, story: Story) -> KeptStory | None:
        """Make a changed story the present version; its draft is done with. None when there is no such story."""
        ...

    def save_draft(self, story_id: int | None, story: Story) -> int:
        """Write a half-typed story down beside what is kept and give its id.

        None begins a new one, and so does the id of one that is gone.
        """
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

    def uses(self) -> list[Use]:
        """List the finished attempts that told a story, oldest first."""
        ...


class MockStore(Protocol):
    """Mock interviews."""

    def begin(self, plan: Plan, slots: Sequence[Slot]) -> Mock:
        """Write a mock with its questions before the first is asked; one that still runs is stopped."""
        ...

    def link(self, mock_id: int, place: int, attempt_id: int) -> None:
        """Note which attempt answers a question of a mock."""
        ...

    def keep_clock(self, mock_id: int, seconds: float) -> None:
        """Write the running clock."""
        ...

    def end(self, mock_id: int, stage: Stage) -> None:
        """Finish or stop a mock; what was answered is kept."""
        ...

    def load(self, mock_id: int) -> Mock | None:
        """Read a mock."""
        ...

    def running(self) -> Mock | None:
        """Read the mock that goes on."""
        ...

    def all(self, limit: int) -> list[Mock]:
        """List the latest mocks, newest first."""
        ...

    def of_attempt(self, attempt_id: int) -> Mock | None:
        """Read the mock that an attempt belongs to."""
        ...

    def recent_questions(self, mocks: int) -> frozenset[str]:
        """Give the keys of the questions of the latest mocks."""
        ...


class InterviewStore(Protocol):
    """Real interviews as they were noted down."""

    def keep(self, interview: Interview) -> int:
        """Write an interview with its questions, over what stood under its id; give the id."""
        ...

    def forget(self, interview_id: int) -> bool:
        """Take an interview off the disk, with its questions; False when there is none with that id."""
        ...

    def all(self) -> list[Interview]:
        """List them, the latest first."""
        ...


class RemarkStore(Protocol):
    """What users noted down on attempts."""

    def load(self, attempt_id: int) -> Remarks:
        """Read what is noted down on an attempt."""
        ...

    def keep(self, attempt_id: int, tags: tuple[str, ...], note: str) -> None:
        """Write tags and note over what stood there."""
        ...

    def dispute(self, attempt_id: int, what: Disputed, *, wrong: bool) -> None:
        """Note that a finding is wrong, or take that back."""
        ...

    def disputed(self) -> dict[Flaw, int]:
        """Count the disputed findings by their flaw, the most disputed first."""
        ...


class PlanStore(Protocol):
    """What the planner needs of the history."""

    def known(self) -> Known:
        """Read the bank and the latest rehearsals."""
        ...


class ProfileStore(Protocol):
    """What users said of themselves and of the job."""

    def load(self) -> Profile:
        """Read the profile; an empty one where nothing was said."""
        ...

    def save(self, profile: Profile) -> None:
        """Write the profile over what stood there."""
        ...

    def wipe(self) -> None:
        """Take the profile off the disk for good."""
        ...


class Records(Protocol):
    """Whole records, as an export writes them. Ids have to exist."""

    def story_ids(self) -> list[int]:
        """List the stories of which a version was kept, oldest first."""
        ...

    def mock_ids(self) -> list[int]:
        """List the mock interviews that are over, oldest first."""
        ...

    def interview_ids(self) -> list[int]:
        """List the real interviews, in the order in which they were noted down."""
        ...

    def story_of(self, attempt_id: int) -> int | None:
        """Give the id of the story that an attempt tells."""
        ...

    def story(self, story_id: int) -> dict[str, Any]:
        """Give a story with all its versions."""
        ...

    def attempt(self, attempt_id: int) -> dict[str, Any]:
        """Give a finished attempt with everything said in it and of it."""
        ...

    def mock(self, mock_id: int) -> dict[str, Any]:
        """Give a mock interview; an answer that was deleted or not finished is left out of it."""
        ...

    def interview(self, interview_id: int) -> dict[str, Any]:
        """Give a real interview with its questions."""
        ...

    def profile(self) -> dict[str, Any] | None:
        """Give the profile; None where nothing was said."""
        ...


class Intake(Protocol):
    """The way of records into the store."""

    def take(self, batch: list[tuple[str, bytes]], taken: "Taken") -> None:
        """Keep the records of a batch; one that cannot be kept is left out with a sentence."""
        ...


@dataclass(slots=True)
class Taken:
    """What an import came to: records added by their kind, and sentences about those that could not be kept."""

    added: Counter[str] = field(default_factory=Counter)
    known: int = 0
    problems: list[str] = field(default_factory=list)
    unnamed: int = 0

    def refuse(self, problem: str) -> None:
        """Note why a record was left out; beyond the first fifty they are only counted."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)
        else:
            self.unnamed += 1


class Store(Protocol):
    """What is kept. Calls block on the disk and belong to one thread; every write is committed on return."""

    @property
    def trouble(self) -> str:
        """Say what became of the file where it was damaged or replaced; empty where all is well."""
        ...

    @property
    def file(self) -> Path:
        """Name the database."""
        ...

    @property
    def stories(self) -> StoryStore:
        """The story bank."""
        ...

    @property
    def mocks(self) -> MockStore:
        """The mock interviews."""
        ...

    @property
    def interviews(self) -> InterviewStore:
        """The real interviews."""
        ...

    @property
    def profile(self) -> ProfileStore:
        """The profile."""
        ...

    @property
    def remarks(self) -> RemarkStore:
        """What was noted down on attempts."""
        ...

    @property
    def plan(self) -> PlanStore:
        """What a plan is made of."""
        ...

    @property
    def records(self) -> Records:
        """What an export writes."""
        ...

    @property
    def intake(self) -> Intake:
        """The way of an export into the store."""
        ...

    def start(self, question: Question, plan: Plan, retry_of: int | None = None) -> int:
        """Write a new attempt and give its id."""
        ...

    def save(self, attempt_id: int, progress: Progress) -> bool:
        """Write how far an attempt got; False when there is no such attempt any more."""
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

    def best(self, question_key: str, mode: Mode) -> Attempt | None:
        """Read the best rated whole attempt at a question in a mode; None when none was judged and measured."""
        ...

    def unfinished(self) -> list[Summary]:
        """List attempts that can be taken up again, newest first."""
        ...

    def trends(self, competency: Competency | None = None, since: date | None = None) -> Trends:
        """Tell what finished attempts measured, of one competency or all, from a day in UTC on."""
        ...

    def page(self, wanted: HistoryFilter, limit: int, before: int | None = None) -> list[Summary]:
        """List finished attempts, newest first, from after the one with the id `before`."""
        ...

    def page_back(self, wanted: HistoryFilter, limit: int, after: int | None = None) -> list[Summary]:
        """List the finished attempts that stand just above the one with the id `after`; without it the oldest ones."""
        ...

    def count(self, wanted: HistoryFilter) -> int:
        """Count the finished attempts that a filter leaves."""
        ...

    def asked(self) -> dict[str, int]:
        """Tell how often each question was asked, by its key: in how many finished attempts."""
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
