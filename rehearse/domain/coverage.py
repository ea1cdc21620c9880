"""What the bank covers and the one hole most worth filling next (requirements 29 to 37, 40, 77, 80, 91 and 92)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeVar

from rehearse.domain.story import EXTRAS, Field
from rehearse.domain.story_bank import KeptStory, Use, times_told
from rehearse.domain.text import words
from rehearse.domain.vocabulary import Angle, Competency, Signal

FEWEST: Final = 5
"""Stories from which a bank can answer most rounds; below it more are suggested (requirement 29)."""
MOST: Final = 7
"""Stories that can be kept fresh; above it merging is advised (requirement 29)."""
ENOUGH: Final = "The bank is enough. Rehearse; don't collect."
"""What is said where there is no hole (requirement 91)."""
CATEGORY_ORDER: Final = (
    Competency.MODEL_IMPROVEMENT,
    Competency.ACCURACY_VS_LATENCY,
    Competency.FAILURE,
    *(
        each
        for each in Competency
        if each not in (Competency.MODEL_IMPROVEMENT, Competency.ACCURACY_VS_LATENCY, Competency.FAILURE)
    ),
)
"""Which empty category comes first: those of the three stock prompts (requirement 56), then as listed (30 to 36)."""
ANGLE_ORDER: Final = tuple(Angle)
"""Which angle comes first: the four that every round asks for (requirement 88), then the two others (80)."""

Detector = Callable[[str], bool]
_Kind = TypeVar("_Kind")


@dataclass(frozen=True, slots=True)
class Detectors:
    """What tells whether a line speaks of a production signal, of a constraint, or bears a mark of a good line.

    They come from outside: reading language is the analysis's business.
    """

    signals: Mapping[Signal, Detector] = field(default_factory=dict)
    constraints: Mapping[str, Detector] = field(default_factory=dict)
    marks: Mapping[str, Detector] = field(default_factory=dict)


class HoleKind(StrEnum):
    """The kinds of holes in the order of their worth (`Coverage.holes` gives the reasons)."""

    UNFINISHED = "unfinished"
    CATEGORY = "category"
    COUNT = "count"
    FIELDS = "fields"
    ANGLE = "angle"
    SIGNAL = "signal"
    CONSTRAINT = "constraint"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Hole:
    """Something the bank lacks, and what to do about it; `key` names the story it is about, if it is about one."""

    kind: HoleKind
    text: str
    key: str | None = None
    competency: Competency | None = None
    angle: Angle | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The board: stories, what each carries, what was practised, what never occurs."""

    stories: tuple[KeptStory, ...]
    carried: Mapping[Competency, tuple[KeptStory, ...]]
    practised: Mapping[int, Mapping[Angle, int]]
    told: Mapping[int, int]
    unheard_signals: tuple[Signal, ...]
    unheard_constraints: tuple[str, ...]
    unheard_extras: tuple[Field, ...]

    @property
    def empty(self) -> tuple[Competency, ...]:
        """List the categories that no ready story carries, the most asked first."""
        return tuple(each for each in CATEGORY_ORDER if not self.carried[each])

    @property
    def unpractised(self) -> tuple[Angle, ...]:
        """List the angles from which no story was told yet (requirement 92)."""
        done = {angle for angles in self.practised.values() for angle in angles}
        return tuple(each for each in ANGLE_ORDER if each not in done)

    @property
    def same_lesson(self) -> tuple[tuple[KeptStory, ...], ...]:
        """Group the stories that end in the same words: a lesson that fits everywhere says nothing (requirement 54)."""
        by_lesson: dict[str, list[KeptStory]] = {}
        for each in self.stories:
            if each.story.has(Field.LESSON):
                by_lesson.setdefault(" ".join(words(each.story.fields[Field.LESSON])).casefold(), []).append(
                    each
                )
        return tuple(tuple(group) for group in by_lesson.values() if len(group) > 1)

    @property
    def advice(self) -> str:
        """Say whether there are too few stories, enough or too many (requirements 29 and 91)."""
        count = len(self.stories)
        if count < FEWEST:
            return f"{count} of {FEWEST} to {MOST} stories: write down {FEWEST - count} more."
        if count > MOST:
            return f"{count} stories: more than {MOST} go stale; merge those that tell the same decision."
        return f"{count} stories: enough in number."

    @property
    def holes(self) -> tuple[Hole, ...]:
        """List everything that is missing, the most valuable first.

        The order: a story that was begun is finished before another is (requirements 37 and 38: the least work for
        one more answer); then a category without any story (30 to 36: a question of that kind would find nothing);
        then the number of stories (29); then fields that are open (37: they are what gets probed); then angles (80
        and 92); last what the whole bank never speaks of (40 and 77).
        """
        return tuple(self._holes())

    @property
    def next(self) -> Hole | None:
        """Give the one hole most worth filling; None says the bank is enough (requirement 91)."""
        return next(self._holes(), None)

    def _holes(self) -> Iterator[Hole]:
        begun = sorted(
            (each for each in self.stories if not each.story.ready),
            key=lambda each: (len(each.story.missing), each.id),
        )
        for each in begun:
            yield Hole(HoleKind.UNFINISHED, each.story.refusal or "", key=each.key)
        for competency in self.empty:
            text = f"No story for “{competency.label}”: write one, or tag one that fits."
            yield Hole(HoleKind.CATEGORY, text, competency=competency)
        if len(self.stories) < FEWEST:
            yield Hole(HoleKind.COUNT, self.advice)
        for each in self.stories:
            if each.story.ready and (left := each.story.open_fields):
                names = ", ".join(field.label.lower() for field in left)
                yield Hole(HoleKind.FIELDS, f"“{each.story.title}” leaves open: {names}.", key=each.key)
        for angle in self.unpractised if self.stories else ():
            text = f"No story was told from the angle of {angle.label} yet."
            yield Hole(HoleKind.ANGLE, text, angle=angle)
        for signal in self.unheard_signals:
            yield Hole(HoleKind.SIGNAL, f"No story shows this signal: {signal.label}.")
        for constraint in self.unheard_constraints:
            yield Hole(HoleKind.CONSTRAINT, f"No story names this constraint: {constraint}.")
        for extra in self.unheard_extras:
            yield Hole(HoleKind.EXTRA, f"No story says anything under {extra.label}.")


def coverage(stories: Sequence[KeptStory], uses: Sequence[Use], detectors: Detectors) -> Coverage:
    """Lay out what the stories of the bank cover; archived ones are left out.

    A category counts as carried only by a story that is ready (requirement 38). Nothing is reported as never said
    while there is no story.
    """
    bank = tuple(each for each in stories if not each.archived)
    ids = {each.id for each in bank}
    practised: dict[int, dict[Angle, int]] = {}
    for use in uses:
        if use.angle is not None and use.story_id in ids:
            angles = practised.setdefault(use.story_id, {})
            angles[use.angle] = angles.get(use.angle, 0) + 1
    lines = [line for each in bank for line in each.story.lines]
    return Coverage(
        stories=bank,
        carried={
            competency: tuple(
                each for each in bank if each.story.ready and competency in each.story.competencies
            )
            for competency in Competency
        },
        practised=practised,
        told={story_id: times for story_id, times in times_told(uses).items() if story_id in ids},
        unheard_signals=unheard(lines, detectors.signals),
        unheard_constraints=unheard(lines, detectors.constraints),
        unheard_extras=tuple(
            each for each in EXTRAS if bank and not any(kept.story.has(each) for kept in bank)
        ),
    )


def unheard(lines: Sequence[str], detectors: Mapping[_Kind, Detector]) -> tuple[_Kind, ...]:
    """List what none of the lines speaks of; nothing while there are no lines."""
    if not lines:
        return ()
    return tuple(kind for kind, speaks in detectors.items() if not any(map(speaks, lines)))
