"""The ledgers: what they show is the whole of what was said."""

from rehearse.analysis.engine import ledgers
from rehearse.domain.answer import Answer
from rehearse.domain.section import Section
from tests.builders import ANSWER

LONG = (
    "I chose the plain linear model over the considerably deeper transformer because nobody working on the support "
    "desk could otherwise have explained to an angry merchant what had held back a payout."
)


def test_a_ledger_shows_long_sentences_to_their_last_word() -> None:
    shown = ledgers(Answer("1", sections={**ANSWER, Section.ACTION: LONG}))
    assert [each.quote for each in shown.decisions.sentences] == [LONG]
    assert LONG in [box.quote for box in shown.candidate_questions]
