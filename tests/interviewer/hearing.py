"""A turn of a drill to follow up on, and what an interviewer says to it, gathered from its events."""

from rehearse.domain.answer import Answer
from rehearse.domain.critique import Probe
from rehearse.domain.exchange import FollowUp
from rehearse.domain.persona import Persona
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import ProbeTopic
from rehearse.interviewer.port import Asked, Interviewer, Turn
from tests import builders

QUESTION = builders.question()
ANSWER = Answer("1", sections=builders.ANSWER, question=QUESTION.text)
TURN = Turn(
    QUESTION,
    Persona.HIRING_MANAGER,
    ANSWER,
    (Probe(ProbeTopic.TRADEOFF, "?", "kept the small model", Section.ACTION), Probe(ProbeTopic.DATA, "?")),
    seed=1,
)


async def followed_up(interviewer: Interviewer, turn: Turn = TURN) -> tuple[str, FollowUp | None]:
    """Let an interviewer follow up; give what was said, and what is kept of it."""
    text, asked = "", None
    async for event in interviewer.follow_up(turn):
        if isinstance(event, Asked):
            asked = event.follow_up
        else:
            text += event.text
    return text, asked
