"""What a follow-up is about: the weakest open part, or the candidate's own offer to say more."""

import random
import re
from dataclasses import dataclass, replace
from typing import Final

from rehearse.domain.critique import Probe
from rehearse.domain.vocabulary import ProbeTopic
from rehearse.interviewer.port import Turn
from rehearse.interviewer.prompting import PromptId, prompt
from rehearse.interviewer.quotes import LEADS, addresses_the_judge, find_quote, shortened

_OFFER: Final = re.compile(
    r"\b(?:happy|glad|can|could)\b(?: to)? (?:go (?:deeper|into)|expand|elaborate|say more|walk you through|"
    r"tell you more|talk more)",
    re.IGNORECASE,
)
"""Requirement 71: an offer of depth is taken up in half of the runs."""
_ENDS: Final = ".!?\n"

_OFFER_LEADS: Final = ("You offered: “{quote}”.", "I'd like to take you up on “{quote}”.")


@dataclass(frozen=True, slots=True)
class Aim:
    """What to ask about: the probe, the task for the model, and the words its reply begins with."""

    probe: Probe
    task: str
    lead: str


def choose(turn: Turn) -> Aim | None:
    """Choose what to ask; None when nothing is left. The same turn gives the same choice."""
    probe = turn.next_probe
    chance = random.Random(f"{turn.seed}:{turn.question.id}:{len(turn.earlier)}")  # noqa: S311 (variety, no secret)
    if (offer := _offer(turn)) is not None and chance.random() < 0.5:
        topic = probe.topic if probe else ProbeTopic.CONTEXT
        return Aim(Probe(topic, "", offer), prompt(PromptId.OFFER).text, _lead(chance, _OFFER_LEADS, offer))
    if probe is None:
        return None
    quote = _usable(probe.quote, turn)
    lead = _lead(chance, LEADS, quote) if quote else ""
    task = prompt(PromptId.FOLLOW_UP).fill(topic=probe.topic)
    return Aim(replace(probe, quote=quote), task, lead)


def said_by_candidate(turn: Turn) -> str:
    """Join everything the candidate said so far."""
    return "\n\n".join((turn.answer.whole, *(exchange.answer for exchange in turn.earlier)))


def _usable(quote: str | None, turn: Turn) -> str | None:
    """Give the quote as it stands in the answer, short enough to be said."""
    if not quote or addresses_the_judge(quote):
        return None
    found = find_quote(quote, said_by_candidate(turn))
    return shortened(found) if found else None


def _offer(turn: Turn) -> str | None:
    taken = {exchange.follow_up.quote for exchange in turn.earlier}
    said = turn.answer.whole
    found = _OFFER.search(said)
    if found is None:
        return None
    begins = max(said.rfind(mark, 0, found.start()) for mark in _ENDS) + 1
    ends = (place for mark in _ENDS if (place := said.find(mark, found.end())) >= 0)
    sentence = said[begins : min(ends, default=len(said))].strip()
    offer = shortened(sentence)
    return None if addresses_the_judge(sentence) or offer in taken else offer


def _lead(chance: random.Random, leads: tuple[str, ...], quote: str) -> str:
    """Say the quote on one line; the model's own words come behind it."""
    return f"{chance.choice(leads)} ".format(quote=" ".join(quote.split()))
