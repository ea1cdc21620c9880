"""The docs of the story bank say what the code does."""

import json
import re
from pathlib import Path

from rehearse.domain.angle_drill import SAME_EMPHASIS
from rehearse.domain.budget import SETUP_CAP, USUAL
from rehearse.domain.interruption import QUIET_END, QUIET_START
from rehearse.domain.section import SECTIONS
from rehearse.domain.setup_drill import words_in
from rehearse.domain.story import LONG_LINE, Field, Given
from rehearse.domain.story_file import read_stories
from rehearse.domain.story_json import MetricObject, StoryObject
from rehearse.domain.story_markdown import PROPERTIES
from rehearse.domain.vocabulary import Competency, Experience
from rehearse.domain.wording import FRESH
from tests.builders import story

TEXT = (Path(__file__).parents[2] / "docs" / "stories.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    return str(re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)[-1])


def test_every_field_property_and_level_is_documented() -> None:
    for each in Field:
        assert f"| {each.label} (`{each.value}`) |" in TEXT, each
    for name in (*PROPERTIES, *(section.label for section in SECTIONS)):
        assert re.search(rf"^(## )?{name}\b", block("markdown"), re.MULTILINE), name
    for level in Experience:
        assert f"`{level.value}`" in TEXT
    for name in (*StoryObject.model_fields, *MetricObject.model_fields):
        assert f'"{name}"' in block("json"), name


def test_the_examples_can_be_imported() -> None:
    expected = story(competencies=(Competency.BAD_DATA, Competency.ACCURACY_VS_LATENCY))
    readout = read_stories(block("markdown"), "docs", "docs")
    assert readout.problems == ()
    (given,) = readout.stories
    assert given.key == "ticket-router"
    assert (given.story.fields, given.story.spine) == (expected.fields, expected.spine)
    assert given.story.metrics == expected.metrics
    plain = re.findall(r"```\n(Ticket router\n.*?)```", TEXT, re.DOTALL)[0]
    (listed,) = read_stories(plain, "docs", "docs").stories
    assert listed.story.title == "Ticket router"
    assert listed.story.has(Field.OBSTACLE)
    (read,) = read_stories(block("json"), "docs", "docs").stories
    assert isinstance(read, Given)
    assert json.loads(block("json"))["stories"][0]["title"] == read.story.title


def test_the_numbers_in_the_docs_are_those_of_the_code() -> None:
    for said in (
        f"more than {LONG_LINE} words",
        f"{SETUP_CAP:.0f} s, or {words_in(USUAL)} words",
        f"under {FRESH:.0%}".replace("%", " %"),
        f"likeness under {SAME_EMPHASIS}",
        f"first {QUIET_START:.0f} s nor in the last {QUIET_END:.0f} s",
    ):
        assert said in " ".join(TEXT.split()), said
