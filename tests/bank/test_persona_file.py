"""The user's own personas: read, refused with the line, beside the shipped ones."""

import re
from pathlib import Path

import pytest

from rehearse.bank.persona_file import open_cast, read_personas
from rehearse.domain.persona import SHIPPED
from rehearse.errors import PackError
from tests.builders import HOSTILE

ROOT = Path(__file__).resolve().parents[2]
OWN = """
[[persona]]
id = "staff_engineer"
name = "staff engineer"
voice = "a staff engineer"
openings = ["Start where it got hard."]
patience = 180
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "personas.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_own_personas_stand_behind_the_shipped_ones(tmp_path: Path) -> None:
    cast = open_cast(written(tmp_path, OWN))
    assert cast.ids == (*SHIPPED.ids, "staff_engineer")
    assert cast.get("staff_engineer").patience == 180
    assert cast.after(cast.get("staff_engineer")) == SHIPPED.personas[0]


def test_a_persona_with_a_known_id_takes_its_place(tmp_path: Path) -> None:
    cast = open_cast(written(tmp_path, OWN.replace("staff_engineer", "recruiter")))
    assert cast.ids == SHIPPED.ids
    assert cast.get("recruiter").patience == 180


def test_the_shipped_ones_pass_the_same_checks() -> None:
    assert read_personas(ROOT / "rehearse" / "domain" / "personas.toml") == SHIPPED.personas


def test_the_persona_in_the_docs_is_in_order(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "personas.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert len(read_personas(written(tmp_path, example))) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("patience = 180", "patience = 3"), "line 7, field patience: input should be greater"),
        (("patience = 180", 'knows = ["law"]'), "line 7, field knows: 'law' is not one of 'ml'"),
        (("patience = 180", "volume = 11"), "line 7, field volume: no such field"),
        (('voice = "a staff engineer"\n', ""), "line 2, field voice: it is missing"),
        (('["Start where it got hard."]', "[]"), "line 6, field openings: too few entries"),
        (("[[persona]]", "[persona"), "Mend that line"),
        (("patience = 180", "patience = 180\n" + OWN), "line 10, field id: 'staff_engineer' is already used"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_shipped_ones_stay(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    file = written(tmp_path, OWN.replace(*change))
    with pytest.raises(PackError) as refused:
        read_personas(file)
    assert said in str(refused.value)
    cast = open_cast(file)
    assert cast.personas == SHIPPED.personas
    assert said in cast.problems[0]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_cleaned_or_refused(tmp_path: Path, text: str) -> None:
    literal = (
        '"' + "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in text) + '"'
    )
    file = written(tmp_path, OWN.replace('"a staff engineer"', literal))
    cast = open_cast(file)
    if cast.problems:
        assert cast.problems[0].startswith(str(file))
    else:
        assert not set(cast.get("staff_engineer").voice) & set("\x00\x1b\u202e")
