"""The pack of real interviews is a pack like any other, whatever was asked."""

from datetime import date
from pathlib import Path

import pytest

from rehearse.bank.asked import FILE, write_pack
from rehearse.bank.shelf import open_library
from rehearse.domain.interview import AskedQuestion, Interview
from rehearse.domain.vocabulary import Competency
from tests.builders import HOSTILE


def asked(*texts: str) -> Interview:
    return Interview(
        date(2026, 11, 24),
        questions=tuple(
            AskedQuestion(text, competency) for text, competency in zip(texts, Competency, strict=False)
        ),
    )


def test_every_category_makes_a_question_that_can_be_asked(tmp_path: Path) -> None:
    interview = asked(*(f"Question {number}?" for number in range(len(Competency))))
    file = write_pack(tmp_path, [interview, interview])
    library = open_library([tmp_path])
    assert not library.problems
    assert [each.competency for each in library.questions] == list(Competency)
    assert file is not None
    assert file.stat().st_mode & 0o777 == 0o600


def test_without_questions_the_pack_goes(tmp_path: Path) -> None:
    write_pack(tmp_path, [asked("Why?")])
    assert write_pack(tmp_path, [asked()]) is None
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize("text", [*HOSTILE, 'a "quoted" \\ thing', "“Ünïcode” 漢字 😀"])
def test_hostile_questions_come_back_as_text(tmp_path: Path, text: str) -> None:
    write_pack(tmp_path, [asked(f"{text}?")])
    library = open_library([tmp_path])
    assert not library.problems
    assert len(library.questions) == 1
