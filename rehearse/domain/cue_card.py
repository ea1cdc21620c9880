"""What is looked at before speaking: a story as bullets for an angle, and the whole bank on one page."""

from dataclasses import dataclass
from typing import Final

from rehearse.domain.coverage import FEWEST, Coverage
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.story import LONG_LINE, Field, Story
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.vocabulary import Angle, Competency

STRESS: Final[dict[Angle, tuple[Field, ...]]] = {
    Angle.CONFLICT: (Field.OBSTACLE, Field.ROLE, Field.DECISION),
    Angle.FAILURE: (Field.OBSTACLE, Field.PRODUCTION, Field.LESSON),
    Angle.AMBIGUITY: (Field.GOAL, Field.OBSTACLE, Field.DECISION),
    Angle.IMPACT: (Field.GOAL, Field.RESULT, Field.PRODUCTION),
    Angle.COLLABORATION: (Field.ROLE, Field.OBSTACLE, Field.LESSON),
    Angle.TECHNICAL_DEPTH: (Field.PROBLEM, Field.DATA, Field.EXPERIMENTS, Field.DECISION),
}
"""Which parts of the same story an angle leans on: stories are modular (requirements 79 and 80)."""
NUMBERS_SHOWN: Final = 8
HOLES_SHOWN: Final = 4
"""What still fits on one page beside five openings."""
LAST_CHECK: Final = (
    "Would this convince someone that I can work in production, with imperfect data, under constraints?"
)
"""The question to ask oneself last (requirement 89)."""


@dataclass(frozen=True, slots=True)
class CueCard:
    """A story's bullets; `lean_on` are the fields an angle stresses, `blank` those of them that are still empty."""

    title: str
    angle: Angle | None
    lean_on: tuple[tuple[Field, str], ...]
    blank: tuple[Field, ...]
    spine: tuple[tuple[Section, tuple[str, ...]], ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryOpening:
    """How a story begins, in two bullets at most."""

    key: str
    title: str
    bullets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InterviewCard:
    """The page for the last quarter of an hour: how each core story begins, the numbers, what is still missing."""

    openings: tuple[StoryOpening, ...]
    numbers: tuple[str, ...]
    holes: tuple[str, ...]


def bullet(text: str) -> str:
    """Cut a line to what can be glanced at: 20 words (requirement 84)."""
    parts = text.split()
    return text if len(parts) <= LONG_LINE else f"{' '.join(parts[:LONG_LINE])}…"


def cue_card(story: Story, angle: Angle | None = None) -> CueCard:
    """Assemble a story for an angle: bullets only, never prose (requirements 79 and 100)."""
    stressed = STRESS[angle] if angle else ()
    return CueCard(
        title=story.title,
        angle=angle,
        lean_on=tuple((each, bullet(story.fields[each])) for each in stressed if story.has(each)),
        blank=tuple(each for each in stressed if not story.has(each)),
        spine=tuple(
            (section, tuple(map(bullet, story.spine[section])))
            for section in SECTIONS
            if story.spine.get(section)
        ),
        numbers=tuple(bullet(metric.shown) for metric in story.metrics),
    )


def core_stories(board: Coverage, count: int = FEWEST) -> tuple[KeptStory, ...]:
    """Pick the stories that cover most between them: ready ones first, each adding the most new categories.

    Of equals the older one is taken, so that the same bank always gives the same card (requirement 83).
    """
    left, picked, covered = list(board.stories), list[KeptStory](), set[Competency]()
    while left and len(picked) < count:
        best = max(
            left,
            key=lambda kept: (kept.story.ready, len(set(kept.story.competencies) - covered), -kept.id),
        )
        left.remove(best)
        picked.append(best)
        covered |= set(best.story.competencies)
    return tuple(picked)


def interview_card(board: Coverage) -> InterviewCard:
    """Put the core stories on one page; what does not fit is left out, the first things stay."""
    core = core_stories(board)
    return InterviewCard(
        openings=tuple(StoryOpening(kept.key, kept.story.title, _opening(kept.story)) for kept in core),
        numbers=tuple(bullet(metric.shown) for kept in core for metric in kept.story.metrics)[:NUMBERS_SHOWN],
        holes=tuple(hole.text for hole in board.holes)[:HOLES_SHOWN],
    )


def _opening(story: Story) -> tuple[str, ...]:
    first = (story.spine.get(section, ("",))[0] for section in (Section.SITUATION, Section.TASK))
    instead = (story.fields.get(each, "") for each in (Field.GOAL, Field.ROLE))
    lines = (said or other for said, other in zip(first, instead, strict=True))
    return tuple(bullet(line) for line in lines if line)
