"""Which story answers a question, and when one story is told too often (requirements 28 and 80)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rehearse.domain.exercise import Kind
from rehearse.domain.question import Question
from rehearse.domain.story_bank import KeptStory, Use, times_told
from rehearse.domain.vocabulary import Angle

ROUND: Final = 5
"""Prompts of a mock: outside of one, as many of the latest prompts are looked at."""
TOO_OFTEN: Final = 3
"""Prompts of one mock answered with the same story from which a notice appears (requirement 28)."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A story that fits a question, and why; `angles` are those the question and the story share."""

    kept: KeptStory
    in_category: bool
    angles: tuple[Angle, ...]
    told: int

    @property
    def reason(self) -> str:
        """Say in one line why it is proposed."""
        fits = "its category" if self.in_category else f"the angle of {self.angles[0].label}"
        return f"fits by {fits}; {_told(self.told)}{_unready(self.kept)}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A story that can be told to a question, with what is worth knowing of it; `angle` is the one it is told from."""

    kept: KeptStory
    note: str
    proposed: bool
    angle: Angle | None


def proposals(
    question: Question, stories: Iterable[KeptStory], told: Mapping[int, int]
) -> tuple[Proposal, ...]:
    """List the stories that fit a question, the best first; empty when none fits.

    A story fits by its category, or else by an angle it shares with the question. Ready ones come first, then those
    of the category, those told least, those that share more angles, and the older ones: the same bank always gives
    the same order. `told` holds how often each story was told, by its id.
    """
    fitting = [
        Proposal(
            kept,
            question.competency in kept.story.competencies,
            tuple(each for each in question.angles if each in kept.story.angles),
            told.get(kept.id, 0),
        )
        for kept in stories
        if not kept.archived
    ]
    return tuple(
        sorted(
            (each for each in fitting if each.in_category or each.angles),
            key=lambda each: (
                not each.kept.story.ready,
                not each.in_category,
                each.told,
                -len(each.angles),
                each.kept.id,
            ),
        )
    )


def choices(question: Question, stories: Sequence[KeptStory], uses: Sequence[Use]) -> tuple[Choice, ...]:
    """List every story of the bank for a question: those that fit first, the best of them to be proposed."""
    told = times_told(uses)
    fitting = proposals(question, stories, told)
    known = {each.kept.id for each in fitting}
    others = [each for each in stories if each.id not in known and not each.archived]
    return (
        *(Choice(each.kept, each.reason, True, _angle(question, each.kept)) for each in fitting),
        *(
            Choice(
                each,
                f"made for other questions; {_told(told[each.id])}{_unready(each)}",
                False,
                _angle(question, each),
            )
            for each in others
        ),
    )


def told_lately(stories: Sequence[KeptStory], uses: Sequence[Use]) -> tuple[KeptStory, ...]:
    """Give the stories of the latest prompts, oldest first: each prompt once, special drills left out.

    A special drill repeats a story on purpose, and a question that is tried again is no further prompt.
    """
    by_id = {each.id: each for each in stories}
    latest: dict[str, int] = {}
    for use in uses:
        if use.kind is Kind.WHOLE:
            latest.pop(use.question_key, None)
            latest[use.question_key] = use.story_id
    return tuple(by_id[story_id] for story_id in list(latest.values())[-ROUND:] if story_id in by_id)


def told_too_often(told: Sequence[KeptStory]) -> str | None:
    """Say that one story carries too much of a mock; `told` holds the story of each prompt so far."""
    if not told:
        return None
    times = Counter(each.id for each in told)
    worst = max(told, key=lambda each: times[each.id])
    if times[worst.id] < TOO_OFTEN:
        return None
    return (
        f"“{worst.story.title}” answered {times[worst.id]} of {len(told)} prompts; take another story next."
    )


def _told(times: int) -> str:
    return {0: "not told yet", 1: "told once"}.get(times, f"told {times} times")


def _unready(kept: KeptStory) -> str:
    return "" if kept.story.ready else "; not ready yet"


def _angle(question: Question, kept: KeptStory) -> Angle | None:
    """Give the angle from which a question has a story told: one the story is made for, else the question's first."""
    shared = (each for each in question.angles if each in kept.story.angles)
    return next(shared, question.angles[0] if question.angles else None)
