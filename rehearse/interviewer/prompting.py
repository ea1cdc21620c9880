"""Prompts: the texts in prompts/*.md with their ids and hashes, and their order.

system | voice and question | the answer, section by section | follow-ups | a short tail that names the task.
Ask, follow-up and critique share all but the tail, so that the model reads everything else once, most of it
while the answer is still being given. What a person wrote is fenced and never tokenised as control tokens.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from string import Template
from typing import Final

from rehearse.domain.answer import Answer
from rehearse.domain.exchange import Exchange
from rehearse.domain.persona import Persona
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.text import clean, one_line
from rehearse.interviewer.protocol import Frame, Part

_FENCE: Final = re.compile(r"<(\s*/?\s*answer)", re.IGNORECASE)
LEFT_OUT: Final = "(An earlier follow-up is left out here.)\n"


class PromptId(StrEnum):
    """The prompt files, by name."""

    SYSTEM = "system"
    QUESTION = "question"
    OPENING = "opening"
    FOLLOW_UP = "follow_up"
    OFFER = "offer"
    CRITIQUE = "critique"


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt file; `sha256` in hexadecimal is stored with what the prompt brought forth."""

    id: PromptId
    text: str
    sha256: str

    def fill(self, **values: str) -> str:
        """Put values in the places of `$names`."""
        return Template(self.text).substitute(values)


@cache
def prompt(which: PromptId) -> Prompt:
    """Read one prompt."""
    data = resources.files("rehearse.interviewer").joinpath("prompts", f"{which}.md").read_bytes()
    return Prompt(which, data.decode(), hashlib.sha256(data).hexdigest())


def fingerprint(*which: PromptId) -> str:
    """Name a set of prompts by their content: 16 hex digits that change when any of them does."""
    digest = hashlib.sha256()
    for one in which:
        digest.update(prompt(one).sha256.encode())
    return digest.hexdigest()[:16]


def opening_parts(frame: Frame) -> tuple[Part, ...]:
    """Give what every prompt starts with; it holds nothing a person wrote."""
    return (
        Part(text=frame.before_system, special=True),
        Part(text=prompt(PromptId.SYSTEM).text.strip(), keep=True),
        Part(text=frame.before_user, special=True),
    )


def question_parts(frame: Frame, question: str, persona: Persona, briefing: str = "") -> tuple[Part, ...]:
    """Add the voice, what is known of the candidate, and the question."""
    text = prompt(PromptId.QUESTION).fill(
        voice=one_line(persona.voice),
        question=one_line(question),
        briefing=one_line(briefing) or "nothing",
    )
    return (*opening_parts(frame), Part(text=text, keep=True))


def told_parts(told: Mapping[Section, str]) -> tuple[Part, ...]:
    """Give the sections told so far, in their order, each fenced."""
    return tuple(
        Part(text=_fenced(told[section], section.value), keep=True)
        for section in SECTIONS
        if told.get(section, "").strip()
    )


def answer_parts(answer: Answer) -> tuple[Part, ...]:
    """Give the whole answer, fenced."""
    if answer.sections is not None:
        return told_parts(answer.sections)
    return (Part(text=_fenced(answer.text or "", ""), keep=True),)


def exchange_parts(earlier: Iterable[Exchange], leave_out: int = 0) -> tuple[Part, ...]:
    """Give the follow-ups so far; the oldest `leave_out` are left out, and it is said that they are."""
    parts = [Part(text=LEFT_OUT)] if leave_out else []
    for exchange in list(earlier)[leave_out:]:
        text = f"You asked: {clean(exchange.follow_up.text)}\n{_fenced(exchange.answer or '(nothing)', 'follow-up')}"
        parts.append(Part(text=text, keep=True))
    return tuple(parts)


def tail_parts(frame: Frame, task: str, reply_begins: str = "") -> tuple[Part, ...]:
    """Add the task and hand the word to the model; `reply_begins` is put into its mouth."""
    parts = (Part(text=task.strip()), Part(text=frame.after_user, special=True))
    return (*parts, Part(text=reply_begins)) if reply_begins else parts


def _fenced(text: str, label: str) -> str:
    """Fence what a person wrote; a fence inside of it is broken, so that it cannot end early."""
    kept = _FENCE.sub(r"< \1", clean(text)).strip()
    return f'<answer section="{label}">\n{kept}\n</answer>\n' if label else f"<answer>\n{kept}\n</answer>\n"
