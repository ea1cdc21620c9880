"""The interviewer as the drill sees it: one port, whether a model speaks or the built-in interviewer."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from rehearse.domain.answer import Answer
from rehearse.domain.critique import Probe
from rehearse.domain.exchange import Exchange, FollowUp
from rehearse.domain.persona import Persona
from rehearse.domain.question import Question

NONE_FOUND: Final = "No model was found on this machine. The built-in interviewer needs none."


@dataclass(frozen=True, slots=True)
class Turn:
    """What an interviewer knows when it is to ask on.

    `probes` come from the critique's facts, the weakest part first; `earlier` are the follow-ups so far. `seed`
    decides between wordings, so that the same drill can be had again.
    """

    question: Question
    persona: Persona
    answer: Answer
    probes: tuple[Probe, ...]
    earlier: tuple[Exchange, ...] = ()
    seed: int = 0

    @property
    def next_probe(self) -> Probe | None:
        """Give the weakest part not yet asked about; when none is left, what the question's pack digs for.

        The first question is about the weakest part whoever listens; after that a persona's own topics come first.
        """
        asked = {exchange.follow_up.topic for exchange in self.earlier}
        open_probes = [probe for probe in self.probes if probe.topic not in asked]
        if open_probes:
            liked = (probe for probe in open_probes if probe.topic in self.persona.probes)
            return next(liked, open_probes[0]) if self.earlier else open_probes[0]
        topic = next((topic for topic in self.question.probes if topic not in asked), None)
        return Probe(topic, self.question.probes[topic]) if topic is not None else None


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of what the interviewer is saying, to be shown as it comes."""

    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The whole follow-up, once it is complete and its quote is checked."""

    follow_up: FollowUp


class Interviewer(Protocol):
    """Somebody who asks. Closing an iterator early stops the speaker; nothing else needs to be undone."""

    @property
    def name(self) -> str:
        """Give the name that is shown and stored: the built-in interviewer's, or the model's."""
        ...

    def ask(self, question: Question, persona: Persona, seed: int) -> AsyncIterator[Said]:
        """Put the question in the persona's voice; the question's own words are always in it, unchanged."""
        ...

    def follow_up(self, turn: Turn) -> AsyncIterator[Said | Asked]:
        """Ask on, aimed at the weakest part; `Asked` comes last, and not at all when nothing is left to ask."""
        ...


class Stage(StrEnum):
    """Where the model stands."""

    FINDING = "finding"
    LOADING = "loading"
    READY = "ready"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Readiness:
    """What the badge says: `name` of the model once known, `fraction` loaded from 0 to 1, `why` it is absent."""

    stage: Stage
    name: str = ""
    fraction: float = 0.0
    why: str = ""

    @property
    def label(self) -> str:
        """Say it in a few words."""
        match self.stage:
            case Stage.FINDING:
                return "finding model"
            case Stage.LOADING:
                return f"loading {self.fraction:.0%}".replace("%", " %")
            case Stage.READY:
                return f"ready: {self.name}"
            case Stage.ABSENT:
                return "no model: built-in interviewer"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know of the model: `code` names the kind, `text` is one plain sentence."""

    code: str
    text: str
