"""Stories as JSON, there and back, each checked field by field (docs/stories.md has the format)."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Annotated, Any, Final

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
)
from pydantic import (
    Field as Bound,
)

from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.story import Field, Given, Metric, Readout, Story, key_for, tidied
from rehearse.domain.text import one_line
from rehearse.domain.vocabulary import Angle, Competency, Experience

FORMAT: Final = 1
"""The version of the format."""

_EMPTY: Final = "it is empty; put something in."
_NO_OBJECT: Final = "it is no JSON object; a file holds format and stories, a story its fields."
_OTHER_FORMAT: Final = f"this version of rehearse reads format {FORMAT} only."
_MEANINGS: Final = {
    "missing": "it is missing; add it.",
    "string_unicode": "it has a name that is no text; take it out.",
    "string_too_short": _EMPTY,
    "too_short": _EMPTY,
    "greater_than_equal": _OTHER_FORMAT,
    "less_than_equal": _OTHER_FORMAT,
    "model_type": _NO_OBJECT,
    "model_attributes_type": _NO_OBJECT,
}
"""What pydantic's kinds of error mean to the writer of a file."""


def _cleaned(value: Any) -> Any:
    """Clean a text; a number, which figures invite, is taken as it is written."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return one_line(value) if isinstance(value, str) else value


_Line = Annotated[str, BeforeValidator(_cleaned)]
_Filled = Annotated[_Line, StringConstraints(min_length=1)]


class MetricObject(BaseModel):
    """A figure of a story."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: _Filled
    before: _Line = ""
    after: _Line = ""
    unit: _Line = ""
    where: _Line = ""


class StoryObject(BaseModel):
    """One story as JSON; only `title` is required."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: _Filled
    key: _Line = ""
    experience: Experience = Experience.PRODUCTION
    competencies: tuple[Competency, ...] = ()
    angles: tuple[Angle, ...] = ()
    fields: dict[Field, _Line] = {}
    metrics: tuple[MetricObject, ...] = ()
    spine: dict[Section, tuple[_Line, ...]] = {}

    def given(self) -> Given:
        """Give the story as the bank holds it."""
        story = Story(
            title=self.title,
            fields=self.fields,
            spine=self.spine,
            competencies=self.competencies,
            angles=self.angles,
            experience=self.experience,
            metrics=tuple(Metric(**metric.model_dump()) for metric in self.metrics),
        )
        return Given(key_for(self.key or self.title), tidied(story))


class StoryFile(BaseModel):
    """A file of stories."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Annotated[int, Bound(ge=FORMAT, le=FORMAT)]
    stories: list[Any]


def as_object(key: str, story: Story) -> dict[str, Any]:
    """Turn a story into its JSON object, every field named."""
    return {
        "title": story.title,
        "key": key,
        "experience": story.experience.value,
        "competencies": [each.value for each in story.competencies],
        "angles": [each.value for each in story.angles],
        "fields": {each.value: story.fields.get(each, "") for each in Field},
        "metrics": [asdict(metric) for metric in story.metrics],
        "spine": {section.value: list(story.spine.get(section, ())) for section in SECTIONS},
    }


def as_file(stories: Iterable[Given]) -> dict[str, Any]:
    """Turn stories into the object of a file."""
    return {"format": FORMAT, "stories": [as_object(each.key, tidied(each.story)) for each in stories]}


def read_json(text: str, file: str) -> Readout:
    """Read a file of stories; a story that cannot be read is left out with a sentence, the others are read."""
    try:
        StoryFile.model_validate(json.loads(text.removeprefix("\ufeff")))
    except json.JSONDecodeError as error:
        return _refused(
            f"{file}, line {error.lineno}: not valid JSON at column {error.colno}; mend that place."
        )
    except RecursionError:
        return _refused(f"{file}, line 1: values are nested too deeply to be stories.")
    except ValidationError as error:
        field, meaning = _meaning(error, StoryFile)
        return _refused(f"{file}, line {_line_of(text, field)}, field {field}: {meaning}")
    except ValueError:  # Python reads no number of more than 4300 digits
        return _refused(f"{file}, line 1: not valid JSON: a number in it is too long.")
    stories: list[Given] = []
    problems: list[str] = []
    for place, raw in _stories(text, json.JSONDecoder()):
        line = text.count("\n", 0, place) + 1
        try:
            given = StoryObject.model_validate(raw).given()
        except ValidationError as error:
            field, meaning = _meaning(error, StoryObject)
            line = line + _line_of(text[place:], field) - 1
            problems.append(f"{file}, line {line}, field {field}: {meaning}")
            continue
        if any(given.key == other.key for other in stories):
            problems.append(
                f"{file}, line {line}, field key: {given.key} stands in this file twice; "
                "give one of the two another title or key."
            )
        else:
            stories.append(given)
    return Readout(tuple(stories), tuple(problems))


def _refused(problem: str) -> Readout:
    return Readout(problems=(problem,))


def _meaning(error: ValidationError, model: type[BaseModel]) -> tuple[str, str]:
    first = error.errors()[0]
    path = [one_line(str(part))[:40] for part in first["loc"] if part != "[key]"]
    field = ".".join(path) or "stories"
    said = _MEANINGS.get(first["type"], "")
    if first["type"] == "extra_forbidden":
        known = MetricObject if path[0] == "metrics" and model is StoryObject else model
        said = f"there is no such field; known are {', '.join(known.model_fields)}."
    elif first["type"] == "enum":
        said = f"{str(first['input'])[:40]!r} is not known here; known are {first['ctx']['expected']}."
    return field, said or f"{first['msg'][:1].lower()}{first['msg'][1:]}."


def _line_of(text: str, field: str) -> int:
    """Give the line on which the innermost named part of a field's path first stands; 1 when none does."""
    for name in reversed(field.split(".")):
        if not name.isdigit() and (found := re.search(rf'"{re.escape(name)}"', text)):
            return text.count("\n", 0, found.start()) + 1
    return 1


def _stories(text: str, decoder: json.JSONDecoder) -> Iterator[tuple[int, Any]]:
    """Give each story with its offset; the text is known to be an object with a list `stories`."""
    place = text.index("{") + 1
    while True:
        name, place = decoder.raw_decode(text, _next(text, place, ","))
        place = _next(text, place, ":")
        if name == "stories":
            break
        _, place = decoder.raw_decode(text, place)
    place = _next(text, place, "[")
    while text[place] != "]":
        raw, end = decoder.raw_decode(text, place)
        yield place, raw
        place = _next(text, end, ",")


def _next(text: str, place: int, skipped: str) -> int:
    """Give the offset of the next character that is neither blank nor the mark that may be skipped."""
    while text[place] in f" \t\r\n{skipped}":
        place += 1
    return place
