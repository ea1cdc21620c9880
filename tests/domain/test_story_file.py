"""Stories to Markdown and JSON and back, plain lists, and what is said of lines that cannot be read."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.story import Field, Given, Metric, Readout, Story, key_for, tidied
from rehearse.domain.story_file import read_stories
from rehearse.domain.story_json import as_file
from rehearse.domain.story_markdown import as_markdown, blank_form
from rehearse.domain.vocabulary import Angle, Competency, Experience
from tests.builders import HOSTILE, story


def read(text: str) -> Readout:
    return read_stories(text, "mine.md", "mine")


def only(text: str) -> Story:
    readout = read(text)
    assert readout.problems == ()
    (found,) = readout.stories
    return found.story


def as_json(*given: Given) -> str:
    return json.dumps(as_file(given), indent=2)


lines = st.text(max_size=40) | st.sampled_from(
    [
        *HOSTILE,
        "# x",
        "- - x",
        "1. y",
        "a | b \\| c \\",
        "S: no",
        "|",
        "Obstacle: x",
        "**",
        "-",
        "Task",
        ": x",
    ]
)
stories = (
    st.builds(
        Story,
        title=lines,
        fields=st.dictionaries(st.sampled_from(Field), lines),
        spine=st.dictionaries(st.sampled_from(SECTIONS), st.lists(lines, max_size=3).map(tuple)),
        competencies=st.lists(st.sampled_from(Competency)).map(tuple),
        angles=st.lists(st.sampled_from(Angle)).map(tuple),
        experience=st.sampled_from(Experience),
        metrics=st.lists(st.builds(Metric, lines, lines, lines, lines, lines), max_size=2).map(tuple),
    )
    .map(tidied)
    .filter(lambda each: each.title)
)


@settings(max_examples=200)
@given(stories)
def test_markdown_and_json_go_there_and_back(written: Story) -> None:
    given = Given(key_for(written.title), written)
    assert read(as_markdown(given.key, written)) == Readout((given,))
    assert read(as_json(given)) == Readout((given,))


def test_several_stories_stand_in_one_file() -> None:
    first, second = story(), story(title="Second", metrics=())
    text = as_markdown("one", first) + "\n" + as_markdown("", second)
    assert read(f"A preface of mine.\n\n{text}").stories == (Given("one", first), Given("second", second))
    assert read(as_json(Given("one", first), Given("two", second))).stories[1] == Given("two", second)


def test_the_blank_form_can_be_read_and_says_what_to_fill_in() -> None:
    assert only(blank_form()) == Story("Name of the story")
    for each in Field:
        assert f"- {each.label}:\n" in blank_form()


def test_a_plain_list_of_bullets_is_a_story() -> None:
    told = only(
        """Ticket router
experience: lab
competencies: bad data; failure
- S: one ticket in nine went wrong
- T: I owned the router
* A: read 200 tickets
* ruled out a larger encoder,
  which was too slow
Result
1. 11 % to 4 %
Lesson: labels first
• Obstacle: stale labels
**Key decision:** relabel
"""
    )
    assert told == Story(
        "Ticket router",
        fields={Field.OBSTACLE: "stale labels", Field.DECISION: "relabel"},
        spine={
            Section.SITUATION: ("one ticket in nine went wrong",),
            Section.TASK: ("I owned the router",),
            Section.ACTION: ("read 200 tickets", "ruled out a larger encoder, which was too slow"),
            Section.RESULT: ("11 % to 4 %",),
            Section.REFLECTION: ("labels first",),
        },
        competencies=(Competency.BAD_DATA, Competency.FAILURE),
        experience=Experience.LAB,
    )


def test_a_list_without_a_title_is_called_after_its_file() -> None:
    assert only("- S: a\r\n- A: b\r\n").title == "mine"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "line 1, field title: the file holds no story; begin with a line such as # Name"),
        (
            "Name\n\njust prose about it",
            "line 3, field section: “just prose about it” stands in no section; begin",
        ),
        ("# A\n\n## Actoin\n- x", "line 3, field heading: “Actoin” is not known here; did you mean Action?"),
        ("# A\n## Fields\n- Obstcle: x", "line 3, field Obstcle: “Obstcle” is not known here; did you mean"),
        ("# A\n## Fields\n- Lesson: x\n- lesson: y", "line 4, field lesson: it is given twice"),
        (
            "# A\ncompetencies: bad_dat",
            "line 2, field competencies: “bad_dat” is not known here; did you mean bad_data?",
        ),
        ("# A\nangles: colour", "line 2, field angles: “colour” is not known here; "),
        (
            "# A\nexperience: hobby",
            "line 2, field experience: “hobby” is not known here; known are production, ",
        ),
        (
            "# A\n## Metrics\n- a | b | c | d | e | f",
            "line 3, field metrics: 6 cells; a figure has 5 (what | before",
        ),
        ("# A\n## Metrics\n- | 1 | 2", "line 3, field metrics: the first cell is empty"),
        ("# A\n## Task\n- x\n# A\n## Task\n- y", "line 4, field key: a stands in this file twice"),
        ('{"format": 1, "stories": [', "line 1: not valid JSON at column 27"),
        ('{"format": 2, "stories": []}', "line 1, field format: "),
        ('{"stories": []}', "line 1, field format: it is missing; add it."),
        ('[{"title": "x"}]', "field stories: it is no JSON object; a file holds format and stories"),
        ('{"format": 1,\n"stories": [7]}', "line 2, field stories: it is no JSON object"),
        ('{"format": 1,\n"stories": [\n{"key": "x"}]}', "line 3, field title: it is missing"),
        ('{"format": 1,\n"stories": [\n{"title": " "}]}', "line 3, field title: it is empty"),
        (
            '{"format": 1, "stories": [{"title": "x",\n"colour": 1}]}',
            "line 2, field colour: there is no such field; known are title",
        ),
        (
            '{"format": 1, "stories": [{"title": "x",\n"metrics": [{"what": "a",\n"wher": ""}]}]}',
            "line 3, field metrics.0.wher: there is no such field; known are what",
        ),
        (
            '{"format": 1, "stories": [{"title": "x",\n"fields": {"gaol": "y"}}]}',
            "line 2, field fields.gaol: 'gaol' is not known here; known are 'goal'",
        ),
        ('{"format": 1, "stories": [{"title": "x", "\\ud800": 1}]}', "it has a name that is no text"),
        ('{"format": ' + "1" * 5000 + "}", "not valid JSON"),
        ('{"a": ' + "[" * 100_000, "line 1: "),
    ],
)
def test_a_wrong_line_is_named_with_what_would_be_right(text: str, problem: str) -> None:
    readout = read(text)
    assert len(readout.problems) == 1, readout.problems
    assert readout.problems[0].startswith("mine.md")
    assert problem in readout.problems[0]
    readout.problems[0].encode("utf-8")


def test_the_other_stories_of_a_file_are_read() -> None:
    good = as_markdown("good", story())
    readout = read(f"# Bad\n## Fields\n- x\n- y: z\n{good}")
    assert readout.stories == (Given("good", story()),)
    assert len(readout.problems) == 2
    given: dict[str, Any] = as_file([Given("good", story())])
    given["stories"].insert(0, {"title": 1.5, "spine": []})
    readout = read(json.dumps(given))
    assert readout.stories == (Given("good", story()),)
    assert len(readout.problems) == 1


def test_numbers_may_stand_as_numbers_in_json() -> None:
    metric = {"what": "recall", "before": 11, "after": 4.5}
    told = only(json.dumps({"format": 1, "stories": [{"title": "x", "metrics": [metric]}]}))
    assert told.metrics == (Metric("recall", "11", "4.5"),)


@pytest.mark.parametrize(
    "text",
    [*HOSTILE, "word " * 10_000, "a" * 50_000, "#" * 50_000, "- " * 25_000, ":" * 50_000, "|" * 50_000],
)
def test_hostile_text_is_read_or_named_and_never_steers(text: str) -> None:
    for shape in (text, f"# {text}\n## Action\n- {text}", f"# x\n## Metrics\n- {text}", f"- S: {text}"):
        readout = read(shape)
        for said in (*readout.problems, *(line for each in readout.stories for line in each.story.lines)):
            assert "\x1b" not in said
            said.encode("utf-8")


def test_a_file_of_prose_gets_a_few_sentences_not_thousands() -> None:
    readout = read("# Book\n" + "prose without a section\n" * 5_000)
    assert len(readout.problems) == 6
    assert readout.problems[-1] == (
        "mine.md, line 1, field title: 4995 more lines below this one cannot be read either."
    )
