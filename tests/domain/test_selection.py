"""Which question comes next."""

from collections import Counter

from rehearse.domain.selection import next_question
from rehearse.domain.vocabulary import Competency
from tests.builders import question

QUESTIONS = [
    question(id=f"q-{number}-{competency.value}", text=f"{competency.label} {number}?", competency=competency)
    for competency in Competency
    for number in range(3)
]


def test_no_question_comes_twice_before_all_were_asked() -> None:
    asked: Counter[str] = Counter()
    for _ in QUESTIONS:
        following = next_question(QUESTIONS, asked, seed=7)
        assert following is not None
        assert following.key not in asked
        asked[following.key] += 1
    again = next_question(QUESTIONS, asked, seed=7)
    assert again is not None
    assert again.key in asked


def test_the_first_seven_cover_all_competencies() -> None:
    asked: Counter[str] = Counter()
    met: set[Competency] = set()
    for _ in Competency:
        following = next_question(QUESTIONS, asked, seed=3)
        assert following is not None
        asked[following.key] += 1
        met.add(following.competency)
    assert met == set(Competency)


def test_the_seed_decides() -> None:
    picked = [next_question(QUESTIONS, {}, seed) for seed in range(30)]
    assert picked == [next_question(QUESTIONS, {}, seed) for seed in range(30)]
    assert len({question.id for question in picked if question}) > 5


def test_of_no_questions_none_comes_next() -> None:
    assert next_question([], {}, 1) is None


def test_a_reworded_question_is_a_new_one() -> None:
    assert question().key == question(id="other", pack="other").key
    assert question().key != question(text="Something else?").key
