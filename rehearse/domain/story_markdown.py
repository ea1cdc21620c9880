"""Stories as Markdown, there and back, and from a plain list of bullets (docs/stories.md has the format)."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeVar

from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.story import (
    Field,
    Given,
    Metric,
    Readout,
    Story,
    figure_cells,
    figure_line,
    key_for,
    tidied,
)
from rehearse.domain.text import clean, one_line
from rehearse.domain.vocabulary import Angle, Competency, Experience

PROPERTIES: Final = ("key", "experience", "competencies", "angles")
"""Lines `name: value` below a story's title."""
SLOTS: Final = ("what", "before", "after", "unit", "where")
"""The cells of a figure's line, in order."""
SHOWN: Final = 5
"""Lines of one story that are complained of one by one: a file with more is no story file."""
_FIELDS: Final = "Fields"
_METRICS: Final = "Metrics"
_IGNORED: Final = "ignored"
_BULLET: Final = re.compile(r"\s*(?:[-*+•‣–]|\d{1,3}[.)])\s+(?=\S)")
_EMPTY_BULLET: Final = frozenset("-*+•‣–")
_REMARK: Final = re.compile(r"<!--.*-->")
_HEADING: Final = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_LABEL: Final = re.compile(r"(\**)([^:]{1,40}?)\**:\**\s*(.*)")
_SECTION_NAMES: Final = {"lesson": Section.REFLECTION} | {
    name.lower(): section for section in SECTIONS for name in (section.letter, section.label)
}
_FIELD_NAMES: Final = {name.lower(): each for each in Field for name in (each.value, each.label)}
_Tag = TypeVar("_Tag", bound=StrEnum)


class _MistakeError(ValueError):
    """A line that cannot be read."""


@dataclass
class _Open:
    """A story while its lines are read; `headed` lines are taken as they stand, `unnamed` is a plain list."""

    title: str
    line: int
    key: str = ""
    place: Section | str | None = None
    headed: bool = False
    unnamed: bool = False
    experience: Experience = Experience.PRODUCTION
    competencies: tuple[Competency, ...] = ()
    angles: tuple[Angle, ...] = ()
    fields: dict[Field, str] = field(default_factory=dict)
    spine: dict[Section, list[str]] = field(default_factory=dict)
    metrics: list[Metric] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def given(self) -> Given:
        """Close the story."""
        spine = {section: tuple(lines) for section, lines in self.spine.items()}
        story = tidied(
            Story(
                self.title,
                self.fields,
                spine,
                self.competencies,
                self.angles,
                self.experience,
                tuple(self.metrics),
            )
        )
        return Given(self.key or key_for(story.title), story)


# Writing


def as_markdown(key: str, story: Story) -> str:
    """Write one story; what is empty stands there as an empty line of the form, to be filled in."""
    return "\n".join(_written(key, tidied(story))) + "\n"


def blank_form() -> str:
    """Give a story to fill in, with remarks that say what goes where; its key is made from the title it gets."""
    form = as_markdown("", Story("Name of the story"))
    remarks = {
        "competencies:": f"any of: {', '.join(Competency)}",
        "angles:": f"any of: {', '.join(Angle)}",
        "experience: production": f"one of: {', '.join(Experience)}",
        f"## {_METRICS}": f"one figure a bullet: {' | '.join(SLOTS)}",
        f"## {Section.SITUATION.label}": "bullets, not sentences to learn by heart: up to twenty words each",
    }
    for place, remark in remarks.items():
        form = form.replace(f"{place}\n", f"{place}\n<!-- {remark} -->\n", 1)
    return form


def _written(key: str, story: Story) -> Iterator[str]:
    yield f"# {story.title}"
    yield ""
    if key:
        yield f"key: {key}"
    yield f"experience: {story.experience.value}"
    yield f"competencies: {', '.join(story.competencies)}".rstrip()
    yield f"angles: {', '.join(story.angles)}".rstrip()
    yield from _block(_FIELDS, [f"{each.label}: {story.fields.get(each, '')}".rstrip() for each in Field])
    yield from _block(_METRICS, map(figure_line, story.metrics))
    for section in SECTIONS:
        yield from _block(section.label, story.spine.get(section, ()))


def _block(heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield f"## {heading}"
    bullets = [f"- {line}" for line in lines]
    yield from ("", *bullets) if bullets else ()


# Reading


def read_markdown(text: str, file: str, title: str) -> Readout:
    """Read stories from Markdown or from a plain list of bullets.

    `file` names the text in sentences about it. A story with a line that cannot be read is left out, with a
    sentence for each such line; the other stories of the file are read. Without any heading of the first level the
    whole text is one story, called after its first line without a bullet, or else `title`.
    """
    stories: list[Given] = []
    problems: list[str] = []
    for story in _opened(clean(text).removeprefix("\ufeff").split("\n"), file, title):
        where = f"{file}, line {story.line}, field"
        given = story.given()
        if story.problems:
            problems += story.problems[:SHOWN]
            if (more := len(story.problems) - SHOWN) > 0:
                problems.append(f"{where} title: {more} more lines below this one cannot be read either.")
        elif story.unnamed and not given.story.lines:
            problems.append(
                f"{where} title: the file holds no story; begin with a line such as # Name of it."
            )
        elif any(given.key == other.key for other in stories):
            problems.append(
                f"{where} key: {given.key} stands in this file twice; give one of the two another title or key."
            )
        else:
            stories.append(given)
    return Readout(tuple(stories), tuple(problems))


def _opened(lines: list[str], file: str, title: str) -> Iterator[_Open]:
    plain = not any((heading := _HEADING.match(line)) and heading[1] == "#" for line in lines)
    story = _Open(title, 1, unnamed=True) if plain else None
    named = not plain
    for number, line in enumerate(lines, start=1):
        heading = _HEADING.match(line)
        if not line.strip() or line.strip() in _EMPTY_BULLET or _REMARK.fullmatch(line.strip()):
            continue
        if heading and heading[1] == "#":
            if story:
                yield story
            story = _Open(one_line(heading[2]), number)
        elif story is None:
            continue  # what stands above the first story is the file's own preface
        elif not named and not heading and not _BULLET.match(line) and _label(line) is None:
            story.title, story.line, story.unnamed = one_line(line), number, False
        else:
            try:
                _take(story, line, heading)
            except _MistakeError as mistake:
                story.problems.append(f"{file}, line {number}, field {mistake}")
        named = True
    if story:
        yield story


def _take(story: _Open, line: str, heading: re.Match[str] | None) -> None:
    """Read one line into the story."""
    if heading:
        story.headed, story.place = True, _IGNORED
        story.place = _place(heading[2].strip().rstrip(":"))
        return
    bullet = _BULLET.match(line)
    text = line[bullet.end() :] if bullet else line.strip()
    match story.place:
        case Section() as section if story.headed or _label(text) is None:
            said = story.spine.setdefault(section, [])
            if said and not bullet and line[0].isspace():
                said[-1] = f"{said[-1]} {text}"  # an indented line goes on with the bullet above it
            else:
                said.append(text)
        case "Metrics":
            story.metrics.append(_metric(text))
        case "Fields":
            _set_field(story, text)
        case "ignored":
            pass
        case _:
            _set_by_label(story, text)


def _place(name: str) -> Section | str:
    if section := _SECTION_NAMES.get(name.lower()):
        return section
    known = (_FIELDS, _METRICS, *(section.label for section in SECTIONS))
    if name.capitalize() in known:
        return name.capitalize()
    raise _MistakeError(f"heading: {_unknown(name, known)}")


def _label(text: str) -> tuple[str, str] | None:
    """Split `name: value`, or a section's name alone on its line, where the name means something here."""
    bare = text.strip().lower()
    if bare in _SECTION_NAMES:
        return bare, ""
    match = _LABEL.match(text.strip())
    name = match[2].strip().lower() if match else ""
    known = name in _SECTION_NAMES or name in _FIELD_NAMES or name in PROPERTIES
    return (name, match[3]) if match and known else None


def _set_by_label(story: _Open, text: str) -> None:
    """Take a line that stands under no heading: its label says what it is."""
    label = _label(text)
    if label is None:
        raise _MistakeError(
            f"section: “{_short(text)}” stands in no section; begin it with S:, T:, A:, R: or L:, "
            "or put it below a heading such as ## Action."
        )
    name, value = label
    if section := _SECTION_NAMES.get(name):
        story.place = section
        if value:
            story.spine.setdefault(section, []).append(value)
    elif name in _FIELD_NAMES:
        _set_field(story, text)
    elif name == "key":
        story.key = key_for(value) if value else ""
    elif name == "competencies":
        story.competencies = _tags(Competency, value, name)
    elif name == "angles":
        story.angles = _tags(Angle, value, name)
    elif value:
        story.experience = _tag(Experience, value, name)


def _set_field(story: _Open, text: str) -> None:
    match = _LABEL.match(text)
    name = match[2].strip() if match else text
    wanted = _FIELD_NAMES.get(name.lower()) if match else None
    if match is None or wanted is None:
        raise _MistakeError(f"{_short(name)}: {_unknown(name, [each.label for each in Field])}")
    if story.fields.get(wanted):
        raise _MistakeError(f"{wanted.value}: it is given twice; leave one of the two lines out.")
    story.fields[wanted] = match[3]


def _metric(text: str) -> Metric:
    cells = figure_cells(text)
    if len(cells) > len(SLOTS):
        raise _MistakeError(
            f"metrics: {len(cells)} cells; a figure has {len(SLOTS)} ({' | '.join(SLOTS)}); write \\| for a bar."
        )
    if not cells[0]:
        raise _MistakeError("metrics: the first cell is empty; say there what was measured.")
    return Metric(*cells)


def _tag(kind: type[_Tag], value: str, name: str) -> _Tag:
    try:
        return kind(value.strip().lower().replace(" ", "_").replace("-", "_"))
    except ValueError:
        raise _MistakeError(f"{name}: {_unknown(value.strip(), list(kind))}") from None


def _tags(kind: type[_Tag], value: str, name: str) -> tuple[_Tag, ...]:
    return tuple(_tag(kind, part, name) for part in re.split(r"[,;]", value) if part.strip())


def _unknown(given: str, known: Iterable[str]) -> str:
    names = list(known)
    near = difflib.get_close_matches(given[:80].lower(), [name.lower() for name in names], n=1, cutoff=0.5)
    meant = next((name for name in names if near and name.lower() == near[0]), None)
    advice = f"did you mean {meant}?" if meant else f"known are {', '.join(names)}."
    return f"“{_short(given)}” is not known here; {advice}"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
