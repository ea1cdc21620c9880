"""Two whole attempts held against each other."""

from rehearse.domain.comparison import Change, side_by_side
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Flaw
from tests.domain.test_mock import QUESTIONS, attempt


def test_the_earlier_one_stands_first_and_findings_are_gone_new_or_still_there() -> None:
    weak = attempt(1, QUESTIONS[0], result="It worked really well.", task="")
    strong = attempt(2, QUESTIONS[0], reflection="")
    pair = side_by_side(strong, weak)
    assert (pair.before.id, pair.after.id) == (1, 2)
    assert Flaw.VAGUE_IMPACT in {each.flaw for each in pair.findings.gone}
    assert Flaw.MISSING_REFLECTION in {each.flaw for each in pair.findings.new}
    assert list(pair.findings.named) == ["gone", "new", "still there"]
    assert len(pair.ratings) == 5
    assert set(pair.diff) == set(Section)
    assert Change.GONE in {run.change for run in pair.diff[Section.RESULT]}
    assert {run.change for run in pair.diff[Section.ACTION]} == {Change.KEPT}


def test_one_without_a_critique_is_compared_by_its_words() -> None:
    silent = attempt(1, QUESTIONS[0], told=False)
    pair = side_by_side(silent, attempt(2, QUESTIONS[3]))
    assert {each.before for each in pair.ratings} == {None}
    assert all({run.change for run in runs} == {Change.NEW} for runs in pair.diff.values())
