"""A story of the bank: seven fields, a spine of bullets, metric facts, tags, and whether it can carry an answer."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.text import clean, count_words, listed, one_line
from rehearse.domain.vocabulary import Angle, Competency, Experience

LONG_LINE: Final = 20
"""Words from which a bullet turns into a sentence to be learnt by heart; a longer one gets a hint (requirement 84)."""
KEY_LENGTH: Final = 60
"""Characters of a key at most, so that it can be typed."""
UNTITLED: Final = "Untitled story"
"""What a story without a title is called."""
_PLACEHOLDER: Final = frozenset({"", "-", "–", "—", "?", "...", "…", "tbd", "todo", "n/a", "none", "xxx"})


class Field(StrEnum):
    """What a story holds beside its spine: the seven fields (requirement 37), then three optional ones (40)."""

    GOAL = "goal"
    PROBLEM = "problem"
    ROLE = "role"
    OBSTACLE = "obstacle"
    DECISION = "decision"
    RESULT = "result"
    LESSON = "lesson"
    DATA = "data"
    EXPERIMENTS = "experiments"
    PRODUCTION = "production"

    @property
    def label(self) -> str:
        """Name the field as a form does."""
        return _FIELD_LABELS[self]


_FIELD_LABELS: Final = {
    Field.GOAL: "Business goal",
    Field.PROBLEM: "ML problem type",
    Field.ROLE: "Exact role",
    Field.OBSTACLE: "Main obstacle",
    Field.DECISION: "Key decision",
    Field.RESULT: "Measurable result",
    Field.LESSON: "Lesson",
    Field.DATA: "Data",
    Field.EXPERIMENTS: "Experiments",
    Field.PRODUCTION: "Production",
}
FIELDS: Final = tuple(Field)[:7]
"""The seven fields that completeness counts."""
EXTRAS: Final = tuple(Field)[7:]
"""What an ML story adds to a software story; never asked of a single one."""
NEEDED: Final = (Field.OBSTACLE, Field.DECISION, Field.RESULT)
"""Without these three there is an artefact and no story (requirement 38)."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure of the story: what was measured, before, after, the unit, and where; an empty slot is open."""

    what: str
    before: str = ""
    after: str = ""
    unit: str = ""
    where: str = ""

    @property
    def open_slots(self) -> tuple[str, ...]:
        """Name the slots a listener would ask for (requirement 51)."""
        return tuple(name for name in ("before", "after", "unit", "where") if not getattr(self, name))

    @property
    def shown(self) -> str:
        """Give the figure as one line."""
        unit = f" {self.unit}" if self.unit else ""
        change = f"{self.before or '?'} to {self.after or '?'}{unit}"
        return f"{self.what}: {change}, {self.where}" if self.where else f"{self.what}: {change}"


def figure_line(metric: Metric) -> str:
    r"""Write a figure as a person types it: cells between bars, empty ones at the end left out, a bar in one as \|."""
    cells = [metric.what, metric.before, metric.after, metric.unit, metric.where]
    while cells and not cells[-1]:
        del cells[-1]
    return " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in cells)


def figure_cells(line: str, bars: int = -1) -> list[str]:
    """Read the cells of a figure's line; after a number of `bars` the rest is one cell."""
    marked = clean(line).replace("\\\\", "\0").replace("\\|", "\1")  # no controls are left in a clean text
    return [cell.replace("\1", "|").replace("\0", "\\").strip() for cell in marked.split("|", bars)]


def figure_from(line: str) -> Metric:
    """Read a figure as a person types it; what stands after the fourth bar belongs to where it was measured."""
    return Metric(*figure_cells(line, 4))


@dataclass(frozen=True, slots=True)
class Hint:
    """Something a story could do better; a hint never keeps it from being ready."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """One story; every text in it is a single line, and there is no field for prose (requirements 79 and 84)."""

    title: str
    fields: Mapping[Field, str] = field(default_factory=dict)
    spine: Mapping[Section, tuple[str, ...]] = field(default_factory=dict)
    competencies: tuple[Competency, ...] = ()
    angles: tuple[Angle, ...] = ()
    experience: Experience = Experience.PRODUCTION
    metrics: tuple[Metric, ...] = ()

    def has(self, wanted: Field) -> bool:
        """Tell whether a field says something; a placeholder says nothing."""
        return self.fields.get(wanted, "").strip().lower() not in _PLACEHOLDER

    @property
    def open_fields(self) -> tuple[Field, ...]:
        """List those of the seven fields that are still empty."""
        return tuple(each for each in FIELDS if not self.has(each))

    @property
    def filled(self) -> int:
        """Count how many of the seven fields say something (requirement 37)."""
        return len(FIELDS) - len(self.open_fields)

    @property
    def missing(self) -> tuple[Field, ...]:
        """List what keeps the story from being ready; a metric with an after counts as its result."""
        measured = any(metric.after for metric in self.metrics)
        return tuple(
            each for each in NEEDED if not self.has(each) and not (each is Field.RESULT and measured)
        )

    @property
    def ready(self) -> bool:
        """Tell whether obstacle, decision and effect are there (requirement 38)."""
        return not self.missing

    @property
    def refusal(self) -> str | None:
        """Say why the story is not ready; None when it is."""
        if self.ready:
            return None
        names = listed([each.label.lower() for each in self.missing])
        return f"“{self.title}” is not a story yet: add the {names}."

    @property
    def lines(self) -> tuple[str, ...]:
        """List everything the story says, field by field, section by section, figure by figure."""
        return (
            *(self.fields[each] for each in Field if self.has(each)),
            *(line for section in SECTIONS for line in self.spine.get(section, ())),
            *(metric.shown for metric in self.metrics),
        )

    def hints(self) -> tuple[Hint, ...]:
        """List what could be better, in the order of the form."""
        return tuple(self._hints())

    def _hints(self) -> Iterable[Hint]:
        if self.has(Field.RESULT) and not self.metrics and not re.search(r"\d", self.fields[Field.RESULT]):
            yield Hint("result", "no figure: add a metric, or say exactly what got better for whom")
        for section in SECTIONS:
            bullets = self.spine.get(section, ())
            if not bullets:
                yield Hint(section.value, "no bullet yet")
            for number, line in enumerate(bullets, start=1):
                if (length := count_words(line)) > LONG_LINE:
                    yield Hint(
                        f"{section.value}, line {number}",
                        f"{length} words: over {LONG_LINE} it becomes a script; cut it to what you would forget",
                    )
        for metric in self.metrics:
            if metric.open_slots:
                yield Hint(f"metric {metric.what}", f"open: {', '.join(metric.open_slots)}")


@dataclass(frozen=True, slots=True)
class Given:
    """A story as a file gives it; `key` says which story of the bank it is."""

    key: str
    story: Story


@dataclass(frozen=True, slots=True)
class Readout:
    """What a file holds: the stories that could be read, and sentences for those that could not."""

    stories: tuple[Given, ...] = ()
    problems: tuple[str, ...] = ()


def tidied(story: Story) -> Story:
    """Give the story as it is kept: each text on one clean line, empty ones left out, tags once and in order."""
    fields = {each: one_line(story.fields.get(each, "")) for each in Field}
    spine = {
        section: tuple(filter(None, map(one_line, story.spine.get(section, ())))) for section in SECTIONS
    }
    metrics = (
        Metric(*map(one_line, (each.what, each.before, each.after, each.unit, each.where)))
        for each in story.metrics
    )
    return Story(
        title=one_line(story.title) or UNTITLED,
        fields={each: text for each, text in fields.items() if text},
        spine={section: lines for section, lines in spine.items() if lines},
        competencies=tuple(each for each in Competency if each in story.competencies),
        angles=tuple(each for each in Angle if each in story.angles),
        experience=story.experience,
        metrics=tuple(each for each in metrics if each.what),
    )


def key_for(title: str) -> str:
    """Make a short name to call a story by: letters and digits of any script, hyphens between.

    A title without any gets a name from its hash, so that the same title always has the same key.
    """
    words = re.findall(r"[^\W_]+", one_line(title).lower())
    key = "-".join(words)[:KEY_LENGTH].strip("-")
    return key or f"story-{hashlib.sha256(title.encode('utf-8', 'replace')).hexdigest()[:8]}"
