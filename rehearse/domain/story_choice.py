"""Which story answers a question, and when one story is told too often (requirements 28 and 80)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rehearse.domain.question import Question
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.vocabulary import Angle

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
        often = {0: "not told yet", 1: "told once"}.get(self.told, f"told {self.told} times")
        state = "" if self.kept.story.ready else "; not ready yet"
        return f"fits by {fits}; {often}{state}"


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
