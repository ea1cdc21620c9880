"""The interviewer that needs no model: asks in a persona's voice and follows up on what the answer lacks."""

import random
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Final

from rehearse.domain.critique import Probe
from rehearse.domain.exchange import FollowUp
from rehearse.domain.persona import Persona
from rehearse.domain.question import Question
from rehearse.domain.vocabulary import ProbeTopic
from rehearse.interviewer.port import Asked, Said, Turn
from rehearse.interviewer.quotes import LEADS, shortened
from rehearse.interviewer.speaking import WORDS_PER_SECOND, word_by_word

NAME: Final = "built-in interviewer"

_UNQUOTED: Final = (
    "One thing I did not hear yet.",
    "Let me ask about a part that is still open.",
    "There is a piece missing for me.",
)

_QUESTIONS: Final[dict[ProbeTopic, tuple[str, ...]]] = {
    ProbeTopic.OWNERSHIP: (
        "Which part of that was yours alone, and what would not have happened without you?",
        "What did you decide yourself there, and what did others decide?",
    ),
    ProbeTopic.METRIC: (
        "What was the number before, what was it after, and where was it measured?",
        "How did you know it had worked: which figure moved, from what to what?",
    ),
    ProbeTopic.TRADEOFF: (
        "What else did you consider, and what did you give up by not taking it?",
        "Why that, and not something simpler or something more complex?",
    ),
    ProbeTopic.DATA: (
        "What was wrong with the data when you looked closely, and how did you find out?",
        "How far could you trust the labels, and what did you check?",
    ),
    ProbeTopic.CONSTRAINT: (
        "Which limit shaped that most: latency, cost, privacy, people or time?",
        "What could you not do, and how did that change the plan?",
    ),
    ProbeTopic.MONITORING: (
        "What did you watch once it was live, and what would have made you roll it back?",
        "How would you have noticed in the first week that it was getting worse?",
    ),
    ProbeTopic.STAKEHOLDER: (
        "Who else had a say in that, and what did they want that you did not?",
        "Who had to be convinced, and what changed their mind?",
    ),
    ProbeTopic.FAILURE: (
        "What went wrong there that was your own doing?",
        "Which of your assumptions turned out false, and when did you notice?",
    ),
    ProbeTopic.LESSON: (
        "What would you do differently now, and what did it teach you about where the bottleneck was?",
        "What have you done differently since?",
    ),
    ProbeTopic.CONTEXT: (
        "Who was hurt by the problem, and what would have happened had nobody fixed it?",
        "What was the product trying to do there, apart from the model?",
    ),
}


class BuiltInInterviewer:
    """The `Interviewer` port without a model; the same seed and answer give the same words."""

    def __init__(self, words_per_second: float = WORDS_PER_SECOND) -> None:
        self._words_per_second = words_per_second

    @property
    def name(self) -> str:
        """Give the name that is shown and stored."""
        return NAME

    async def ask(self, question: Question, persona: Persona, seed: int) -> AsyncIterator[Said]:
        """Put the question in the persona's voice, its own words unchanged."""
        opening = _choose(persona.openings, seed, question.id)
        async for piece in word_by_word(f"{opening} {question.text}", self._words_per_second):
            yield piece

    async def follow_up(self, turn: Turn) -> AsyncIterator[Said | Asked]:
        """Ask about the weakest part not yet asked about, quoting the user where there are words to quote."""
        probe = turn.next_probe
        if probe is None:
            return
        probe = replace(probe, quote=shortened(probe.quote or "") or None)
        text = _wording(probe, turn)
        async for piece in word_by_word(text, self._words_per_second):
            yield piece
        yield Asked(FollowUp(probe.topic, text, probe.quote, probe.section))


def _wording(probe: Probe, turn: Turn) -> str:
    if probe.exact:
        return probe.question
    salt = f"{turn.question.id}:{probe.topic}"
    lead = _choose(LEADS if probe.quote else _UNQUOTED, turn.seed, salt).format(quote=probe.quote)
    question = turn.question.probes.get(probe.topic) or _choose(_QUESTIONS[probe.topic], turn.seed, salt)
    return f"{lead} {question}"


def _choose(options: tuple[str, ...], seed: int, salt: str) -> str:
    return random.Random(f"{seed}:{salt}").choice(options)  # noqa: S311 (variety, not a secret)
