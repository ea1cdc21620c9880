"""Real interviews on disk."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rehearse.domain.interview import AskedQuestion, Interview, Result
from rehearse.domain.vocabulary import Competency
from rehearse.storage.store import SqliteStore
from tests.builders import HOSTILE


@pytest.mark.parametrize("text", ["Acme", *HOSTILE])
def test_a_real_interview_is_kept_changed_and_forgotten(tmp_path: Path, text: str) -> None:
    clean = text.encode("utf-8", "replace").decode()
    kept = Interview(
        date(2026, 11, 24),
        company=clean,
        went=4,
        result=Result.NEXT_ROUND,
        notes=clean,
        questions=(AskedQuestion(clean, Competency.FAILURE),),
    )
    store = SqliteStore(tmp_path / "rehearse.db")
    number = store.interviews.keep(kept)
    assert store.interviews.all() == [replace(kept, id=number)]
    changed = replace(kept, id=number, went=None, questions=())
    assert store.interviews.keep(changed) == number
    assert store.interviews.all() == [changed]
    assert store.interviews.forget(number)
    assert not store.interviews.forget(number)
    assert store.interviews.all() == []
    store.close()
