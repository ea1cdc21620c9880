"""The store as the screens and commands see it."""

from dataclasses import dataclass
from typing import Protocol

from rehearse.domain.attempt import Attempt, Progress, Summary
from rehearse.domain.critique import Critique
from rehearse.domain.drill import Plan
from rehearse.domain.question import Question
from rehearse.domain.vocabulary import Competency


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which attempts to list; `search` is free text, every word of it must occur, the last may be begun."""

    competency: Competency | None = None
    question_key: str | None = None
    search: str = ""


class Store(Protocol):
    """What is kept. Calls block on the disk and belong to one thread; every write is committed on return.

    `trouble` is a sentence about a damaged file that was set aside on opening, else empty.
    """

    trouble: str

    def start(self, question: Question, plan: Plan, retry_of: int | None = None) -> int:
        """Write a new attempt and give its id."""
        ...

    def save(self, attempt_id: int, progress: Progress) -> None:
        """Write how far an attempt got."""
        ...

    def save_critique(self, attempt_id: int, critique: Critique) -> None:
        """Write a critique and make it the attempt's present one."""
        ...

    def load(self, attempt_id: int) -> Attempt | None:
        """Read one attempt with everything said in it; None when there is none."""
        ...

    def unfinished(self) -> list[Summary]:
        """List attempts that can be taken up again, newest first."""
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
