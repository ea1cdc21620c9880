"""The interviewer behind whom a model speaks; whenever it can't, the built-in interviewer goes on and it is said."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import aclosing
from typing import Final

from rehearse.domain.exchange import FollowUp
from rehearse.domain.persona import Persona
from rehearse.domain.question import Question
from rehearse.domain.section import Section
from rehearse.interviewer import aim as aiming
from rehearse.interviewer.gate import FollowUpGate, RefusedError, opening_passes
from rehearse.interviewer.model import Model
from rehearse.interviewer.port import Asked, Interviewer, Notice, Said, Stage, Turn
from rehearse.interviewer.prompting import (
    PromptId,
    answer_parts,
    exchange_parts,
    opening_parts,
    prompt,
    question_parts,
    tail_parts,
    told_parts,
)
from rehearse.interviewer.protocol import SEEDS, Delta, Part, Sampling
from rehearse.interviewer.speaking import WORDS_PER_SECOND, word_by_word
from rehearse.interviewer.thinking import ThoughtFilter
from rehearse.interviewer.troubles import Code, ModelTrouble

log = logging.getLogger(__name__)

FIRST_WORD_SECONDS: Final = 2.5
OPENING_SECONDS: Final = 6.0
"""How long a question waits for the model's first word and for its whole opening line: nobody should wait longer to be
asked something. On a first start the instructions are still being read then, and the built-in interviewer asks."""
OPENING_TOKENS: Final = 48
FOLLOW_UP_TOKENS: Final = 160
"""Tokens that a reply may take: more than the words that `gate.py` lets through."""
MOST_LETTERS: Final = 8_000
"""Letters of a reply, thoughts included: far more than its tokens hold, so that no reply goes on without end."""
TEMPERATURE: Final = 0.7
GOES_ON: Final = "The built-in interviewer goes on."
SHORTENED: Final = Notice("shortened", "The model's context is full: it no longer sees the oldest follow-up.")


def _unheard(_: Notice) -> None:
    """Do nothing."""


class LlamaInterviewer:
    """The `Interviewer` port with a model; `otherwise` takes over whenever it can't.

    `on_notice` is called when it takes over in the middle of something, or a prompt had to be shortened: once
    for each time. While the model still loads there is nothing to say: the badge shows it.
    """

    def __init__(
        self,
        model: Model,
        otherwise: Interviewer,
        on_notice: Callable[[Notice], None] = _unheard,
        words_per_second: float = WORDS_PER_SECOND,
    ) -> None:
        self._model = model
        self._otherwise = otherwise
        self._on_notice = on_notice
        self._words_per_second = words_per_second
        self._speaker: str | None = None
        self._told: ModelTrouble | None = None

    @property
    def name(self) -> str:
        """Give the name of who spoke last; before anybody did, of who would."""
        if self._speaker is not None:
            return self._speaker
        ready = self._model.readiness.stage is Stage.READY
        return self._model.name if ready else self._otherwise.name

    # Reading ahead

    def warm(self) -> None:
        """Let the model read its instructions; call it once the model is ready."""
        if (frame := self._model.frame) is not None:
            self._model.feed(opening_parts(frame))

    def listen(self, question: Question, persona: Persona, told: Mapping[Section, str]) -> None:
        """Let the model read what is told so far; sections that may still change are left to the end."""
        if (frame := self._model.frame) is not None:
            self._model.feed(
                (*question_parts(frame, question.text, persona, question.briefing), *told_parts(told))
            )

    # Asking

    async def ask(self, question: Question, persona: Persona, seed: int) -> AsyncIterator[Said]:
        """Put the question, its own words unchanged, after a line of the model's in the persona's voice."""
        opening = await self._opening(question, persona, seed)
        if opening is None:
            self._speaker = self._otherwise.name
            async for said in self._otherwise.ask(question, persona, seed):
                yield said
            return
        self._speaker = self._model.name
        async for said in word_by_word(f"{opening} {question.text}", self._words_per_second):
            yield said

    async def _opening(self, question: Question, persona: Persona, seed: int) -> str | None:
        frame = self._model.frame
        if frame is None:
            return None
        parts = (
            *question_parts(frame, question.text, persona, question.briefing),
            *tail_parts(frame, prompt(PromptId.OPENING).text),
        )
        text, began = "", asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(FIRST_WORD_SECONDS) as limit:
                async with aclosing(self._speech(parts, OPENING_TOKENS, seed)) as speech:
                    async for piece in speech:
                        if not text:
                            limit.reschedule(began + OPENING_SECONDS)
                        text += piece
                        if "\n" in text.strip():
                            break
        except TimeoutError:
            log.info("no opening line in time")
            return None
        except ModelTrouble as trouble:
            self._tell(trouble)
            return None
        line = " ".join(text.strip().split("\n")[0].strip(' "“”').split())
        return line if opening_passes(line) else None

    # Following up

    async def follow_up(self, turn: Turn) -> AsyncIterator[Said | Asked]:
        """Ask on about the weakest part, in the model's words; `Asked` holds the checked whole."""
        frame = self._model.frame
        chosen = aiming.choose(turn)
        if chosen is None:
            return
        if frame is None:
            self._tell_of_absence()
            async for event in self._fall_back(turn, began=False):
                yield event
            return
        if chosen.probe.exact:
            async for event in self._fall_back(turn, began=False):
                yield event
            return
        self._speaker = self._model.name
        lead = chosen.lead
        gate = FollowUpGate(aiming.said_by_candidate(turn), known=turn.question.text)
        if lead:
            yield Said(lead)
        try:
            async with aclosing(self._reply(turn, chosen)) as speech:
                async for piece in speech:
                    if passed := gate.read(piece):
                        yield Said(passed)
                    if gate.done:
                        break
            if not gate.done and (passed := gate.end()):
                yield Said(passed)
        except (RefusedError, ModelTrouble) as error:
            log.info("the model's follow-up was not used: %s", error)
            refused = ModelTrouble(Code.OUTPUT_INVALID)
            self._tell(error if isinstance(error, ModelTrouble) else refused)
            async for event in self._fall_back(turn, began=bool(lead or gate.text)):
                yield event
            return
        probe = chosen.probe
        yield Asked(
            FollowUp(probe.topic, f"{lead}{gate.text}".strip(), probe.quote or gate.quote, probe.section)
        )

    async def _reply(self, turn: Turn, chosen: aiming.Aim) -> AsyncGenerator[str, None]:
        """Let the model reply; when the prompt does not fit, leave out the oldest follow-ups and say so."""
        for leave_out in range(len(turn.earlier) + 1):
            parts = self._prompt(turn, chosen, leave_out)
            try:
                async with aclosing(self._speech(parts, FOLLOW_UP_TOKENS, turn.seed)) as speech:
                    async for piece in speech:
                        yield piece
            except ModelTrouble as trouble:
                if trouble.code is not Code.PROMPT_TOO_LONG or leave_out == len(turn.earlier):
                    raise
                self._on_notice(SHORTENED)
                continue
            return

    def _prompt(self, turn: Turn, chosen: aiming.Aim, leave_out: int) -> tuple[Part, ...]:
        frame = self._model.frame
        if frame is None:
            raise ModelTrouble(Code.NOT_READY)
        return (
            *question_parts(frame, turn.question.text, turn.persona, turn.question.briefing),
            *answer_parts(turn.answer),
            *exchange_parts(turn.earlier, leave_out),
            *tail_parts(frame, chosen.task, chosen.lead),
        )

    async def _speech(self, parts: tuple[Part, ...], max_tokens: int, seed: int) -> AsyncGenerator[str, None]:
        """Stream what the model says for the reader, thoughts taken out."""
        sampling = Sampling(temperature=TEMPERATURE, seed=seed % SEEDS)
        thoughts, heard = ThoughtFilter(), 0
        async with aclosing(self._model.generate(parts, max_tokens, sampling, reserve=max_tokens)) as events:
            async for event in events:
                if not isinstance(event, Delta):
                    continue
                heard += len(event.text)
                if heard > MOST_LETTERS:
                    raise ModelTrouble(Code.OUTPUT_INVALID, "a reply without end")
                if shown := thoughts.read(event.text):
                    yield shown
        if rest := thoughts.end():
            yield rest

    async def _fall_back(self, turn: Turn, *, began: bool) -> AsyncIterator[Said | Asked]:
        self._speaker = self._otherwise.name
        if began:
            yield Said(" … Let me put that differently.\n")
        async for event in self._otherwise.follow_up(turn):
            yield event

    def _tell_of_absence(self) -> None:
        """Say once why there is no model; while it loads there is nothing to say."""
        trouble = self._model.trouble
        if trouble is not None and trouble is not self._told and self._model.readiness.stage is Stage.ABSENT:
            self._tell(trouble)

    def _tell(self, trouble: ModelTrouble) -> None:
        self._told = trouble
        self._on_notice(Notice(trouble.code, f"{trouble} {GOES_ON}"))
