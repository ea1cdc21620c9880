"""A line of the history: how good an answer was, wherever it is listed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rehearse.domain.attempt import Status, Summary
from rehearse.domain.exercise import Kind
from rehearse.domain.outcome import Outcome
from rehearse.domain.report import overview
from rehearse.domain.vocabulary import Competency, Mode

LINE = Summary(
    id=1,
    question="What broke?",
    competency=Competency.FAILURE,
    started_at=datetime(2026, 11, 2, tzinfo=UTC),
    status=Status.FINISHED,
    mode=Mode.TYPED,
    words=60,
    seconds=None,
    overall=3.44,
    next_fix="",
)
GOOD = Outcome("good take", "All said in time.", good=True)


@pytest.mark.parametrize(
    ("line", "shown", "in_words", "reported"),
    [
        (LINE, "3.4", "partly shown", "3.4 of 5"),
        (replace(LINE, overall=None), "not judged", "not judged", "not judged"),
        (replace(LINE, kind=Kind.SETUP, overall=None, outcome=GOOD), "good take", "good take", "good take"),
        (replace(LINE, kind=Kind.ACTION, overall=None), "not judged", "not judged", "not judged"),
        (replace(LINE, kind=Kind.ANGLES, outcome=GOOD), "3.4", "partly shown", "3.4 of 5"),
    ],
)
def test_it_says_what_it_came_to(line: Summary, shown: str, in_words: str, reported: str) -> None:
    assert line.came_to() == shown
    assert line.came_to(hide_scores=True) == in_words
    assert f"| {reported} |" in list(overview([line]))[-1]
