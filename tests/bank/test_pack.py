"""Reading packs: what is right is read, what is wrong is named by file, line and field."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rehearse.bank.pack import read_pack
from rehearse.bank.shelf import open_library
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Angle, Competency, ProbeTopic
from rehearse.errors import PackError
from tests.builders import HOSTILE

GOOD = """format = 1
title = "Mine"

[[question]]
id = "mine-1"
text = "What broke?"
competency = "failure"
angles = ["conflict"]
personas = ["recruiter"]
tags = ["deployment"]

[question.probes]
metric = "How much?"
data = "Which data?"
lesson = "What now?"

[question.sample]
action = \"\"\"
I looked.
id = "not a field"
\"\"\"

[[question]]
id = "mine-2"
text = "What worked?"
competency = "influence"
[question.probes]
metric = "How much?"
data = "Which data?"
lesson = "What now?"
"""


def written(folder: Path, text: str, name: str = "pack.toml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_pack_is_read(tmp_path: Path) -> None:
    first, second = read_pack(written(tmp_path, GOOD))
    assert (first.id, first.competency, first.pack) == ("mine-1", Competency.FAILURE, "Mine")
    assert first.angles == (Angle.CONFLICT,)
    assert first.personas == ("recruiter",)
    assert first.probes[ProbeTopic.DATA] == "Which data?"
    assert first.sample_sections() == ((Section.ACTION, 'I looked.\nid = "not a field"'),)
    assert second.sample_sections() == ()


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            '"failure"',
            '"failur"',
            r"line 7, field competency: 'failur' is not one of .*'failure'.*question 'mine-1'",
        ),
        (
            'competency = "influence"\n',
            "",
            r"line 23, field competency: it is missing; add it, question 'mine-2'",
        ),
        ('text = "What worked?"', 'txt = "What worked?"', r"line 2[35], field (text|txt)"),
        (
            'metric = "How much?"\ndata',
            'metrik = "How much?"\ndata',
            r"line 13, field probes\.metrik: 'metrik' is not",
        ),
        ('data = "Which data?"\n', "", r"line 12, field probes: too few entries; give at least 3"),
        ('id = "mine-2"', 'id = "mine-1"', r"line 24, field id: 'mine-1' is already used in line 5"),
        ('id = "mine-2"', 'id = "Mine 2"', r"line 24, field id: "),
        ("format = 1", "format = 2", r"format 2 is not known here"),
        (
            "format = 1\n",
            'format = 1\npersonas = ["recruiter"]\n',
            r"no such field; known are format, title,",
        ),
        ("format = 1\n", "", r"field format: it is missing"),
        ('title = "Mine"', 'title = "Mine', r"at line 2"),
        ('angles = ["conflict"]', 'angles = "conflict"', r"line 8, field angles"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    file = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(PackError, match=complaint) as caught:
        read_pack(file)
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_text_that_is_not_utf8_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / "pack.toml"
    file.write_bytes(b'format = 1\ntitle = "\xff"\n')
    with pytest.raises(PackError, match="line 2: not UTF-8"):
        read_pack(file)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "pack.toml"
    with file.open("wb") as out:
        out.truncate(10 * 1024 * 1024)
    with pytest.raises(PackError, match="larger than 4 MiB"):
        read_pack(file)


def test_deep_nesting_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PackError):
        read_pack(written(tmp_path, "a = " + "[" * 50_000))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_questions_lose_their_control_characters(tmp_path: Path, text: str) -> None:
    quoted = "".join(
        f"\\u{ord(c):04x}" if ord(c) < 0x10000 and not 0xD800 <= ord(c) < 0xE000 else "?" for c in text
    )
    (first, _) = read_pack(written(tmp_path, GOOD.replace("What broke?", f"What broke? {quoted}")))
    assert "\x1b" not in first.text
    assert first.text.startswith("What broke?")


def test_a_broken_pack_leaves_the_others(tmp_path: Path) -> None:
    written(tmp_path, GOOD, "a.toml")
    written(tmp_path, "format = ", "b.toml")
    written(tmp_path, GOOD.replace("mine-2", "mine-3"), "c.toml")
    library = open_library([tmp_path, tmp_path / "nowhere.toml"])
    assert [question.id for question in library.questions] == ["mine-1", "mine-2", "mine-3"]
    assert len(library.problems) == 3
    assert "b.toml" in library.problems[0]
    assert "'mine-1' is already used" in library.problems[1]
    assert "nowhere.toml cannot be read" in library.problems[2]


def test_a_question_asked_before_gets_its_probes_back(tmp_path: Path) -> None:
    library = open_library([written(tmp_path, GOOD)])
    asked = library.questions[0]
    bare = type(asked)(id="x", text=asked.text, competency=asked.competency)
    assert library.with_probes(bare) is asked
    assert library.find("mine-2") is library.questions[1]
    assert library.find("no") is None


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.integers(0, len(GOOD) - 1), st.sampled_from(['"', "[", "]", "=", "\n", "\x00", "é", "'", "{", "\\"])
)
def test_one_wrong_character_is_one_sentence_or_none(tmp_path: Path, place: int, character: str) -> None:
    file = written(tmp_path, GOOD[:place] + character + GOOD[place + 1 :])
    try:
        read_pack(file)
    except PackError as error:
        assert str(file) in str(error)  # noqa: PT017 (reading it without error is right too)
