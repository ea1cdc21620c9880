"""The angle drill: one story told to several prompts; the facts are locked, wording and weight should change."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rehearse.domain.answer import SHORT
from rehearse.domain.facts import Fact, FactCheck, check_facts, facts_in, story_facts
from rehearse.domain.story import Story
from rehearse.domain.text import count_words
from rehearse.domain.vocabulary import Angle
from rehearse.domain.wording import FRESH, Overlap, emphasis

ALWAYS: Final = (Angle.CONFLICT, Angle.FAILURE, Angle.AMBIGUITY, Angle.IMPACT)
"""The four prompts of every round (requirement 88); the two others make it five or six."""
SAME_EMPHASIS: Final = 0.57
"""Likeness of content words from which two tellings weigh the same things: among the labelled repeats freshly told
pairs reach 0.55 at most and repeated ones begin at 0.59."""
PROMPTS: Final = {
    Angle.CONFLICT: "Who disagreed with you in this story, and how did it get settled?",
    Angle.FAILURE: "What went wrong in this story, and which part of that was yours?",
    Angle.AMBIGUITY: "What was unclear when this began, and how did you decide what to do first?",
    Angle.IMPACT: "What is different today for a user or for the business because of this?",
    Angle.COLLABORATION: "Who could you not have done this without, and what did each of you do?",
    Angle.TECHNICAL_DEPTH: "Which technical decision was the hardest here, and what did you rule out?",
}
"""What is asked from each angle (requirements 80, 88 and 92)."""


class Telling(StrEnum):
    """How a take stands to the ones before it."""

    FLEXIBLE = "flexible"
    FACTS_MOVED = "facts moved"
    SAME_WORDS = "same words"
    SAME_WEIGHT = "same weight"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True)
class Take:
    """A telling held against the facts and against its nearest earlier telling; shares from 0 to 1, None: no other."""

    facts: FactCheck
    wording: float | None
    emphasis: float | None

    @property
    def telling(self) -> Telling:
        """Name what is most worth knowing; facts that moved come before everything else."""
        if not self.facts.holds:
            return Telling.FACTS_MOVED
        if self.wording is None or self.emphasis is None:
            return Telling.NOT_JUDGED
        if self.wording >= FRESH:
            return Telling.SAME_WORDS
        return Telling.SAME_WEIGHT if self.emphasis >= SAME_EMPHASIS else Telling.FLEXIBLE


def angle_round(seed: int, count: int = len(ALWAYS)) -> tuple[Angle, ...]:
    """Give the angles of a round, 4 to 6, in an order that the seed decides (requirement 88)."""
    source = random.Random(f"angles:{seed}")  # noqa: S311 (no secret)
    others = [angle for angle in Angle if angle not in ALWAYS]
    source.shuffle(others)
    chosen = [*ALWAYS, *others[: max(0, count - len(ALWAYS))]]
    source.shuffle(chosen)
    return tuple(chosen)


def locked_facts(story: Story | None, first_telling: str) -> tuple[Fact, ...]:
    """Give the facts that must hold: the story's, or those of the first telling where no story is linked."""
    return story_facts(story) if story else facts_in(first_telling)


def judge_take(text: str, known: Sequence[Fact], earlier: Sequence[str], overlap: Overlap) -> Take:
    """Hold a telling against the locked facts and the round's earlier tellings; too short a text is not compared."""
    others = [each for each in earlier if count_words(each) >= SHORT]
    compared = bool(others) and count_words(text) >= SHORT
    return Take(
        facts=check_facts(known, text),
        wording=max(overlap(text, each) for each in others) if compared else None,
        emphasis=max(emphasis(text, each) for each in others) if compared else None,
    )
