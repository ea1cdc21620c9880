"""The model's critique: the rules' critique, with flaws and strengths the model added or withdrew, each quote checked.

Ratings and totals stay as code counted them, so no sentence in an answer can talk them up. A finding whose quote
is not in the answer is dropped and counted. A reply that cannot be read is asked for once more; after that the
rules' critique stands alone, and the notice says so.
"""

import logging
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Final

from rehearse.domain.answer import Answer
from rehearse.domain.critique import Critique, Finding, Praise
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.text import one_line
from rehearse.domain.vocabulary import Flaw, Strength
from rehearse.interviewer.critique_form import (
    GRAMMAR,
    JUDGED,
    MAX_TOKENS,
    MOST_LETTERS,
    RESERVE,
    CritiqueForm,
    FoundFlaw,
    read_form,
)
from rehearse.interviewer.model import Model
from rehearse.interviewer.port import Notice
from rehearse.interviewer.prompting import (
    PromptId,
    answer_parts,
    fingerprint,
    prompt,
    question_parts,
    tail_parts,
)
from rehearse.interviewer.protocol import SEEDS, Delta, Part, Sampling
from rehearse.interviewer.quotes import addresses_the_judge, find_quote, numbers, quotations
from rehearse.interviewer.rewriting import keeps_the_facts
from rehearse.interviewer.troubles import Code, ModelTrouble

log = logging.getLogger(__name__)

ENGINE: Final = "model"
TEMPERATURE: Final = 0.3
ATTEMPTS: Final = 2
"""Replies of the model that are looked at; then the rules' critique stands alone."""
STANDS_ALONE: Final = "The critique is by the rules alone."

_NEEDS_QUOTE: Final = frozenset(
    (Flaw.VAGUE_IMPACT, Flaw.TEAM_LANGUAGE, Flaw.JARGON_OVERLOAD, Flaw.RAMBLING, Flaw.OVERCLAIMING)
)
"""Flaws of what is there; the others are of what is missing."""
_DISPROVED_BY: Final = {
    Flaw.MISSING_RESULT: {Strength.QUANTIFIED_RESULT, Strength.MONITORING_AFTER_LAUNCH},
    Flaw.VAGUE_IMPACT: {Strength.QUANTIFIED_RESULT},
    Flaw.MISSING_REFLECTION: {Strength.HONEST_REFLECTION},
    Flaw.NO_TRADEOFF: {Strength.DECISION_STORY},
    Flaw.TIMELINE_STORY: {Strength.DECISION_STORY},
    Flaw.TEAM_LANGUAGE: {Strength.CLEAR_OWNERSHIP},
    Flaw.NO_TASK: {Strength.CLEAR_OWNERSHIP},
    Flaw.MODEL_ONLY: {Strength.DATA_JUDGMENT, Strength.MONITORING_AFTER_LAUNCH, Strength.COLLABORATION},
    Flaw.COULD_BE_ANY_ENGINEER: {Strength.DATA_JUDGMENT, Strength.MONITORING_AFTER_LAUNCH},
    Flaw.NO_CONSTRAINT: {Strength.CONSTRAINT_NAMED},
}
"""Strengths that rules found with a quote, and that a flaw without one cannot stand beside."""


@dataclass(frozen=True, slots=True)
class Coached:
    """A critique and how it came about: what is stored beside it, so that models are never mixed in a trend.

    `by_model` is false when the rules' critique stands alone; `notice` then says why. `rewrite` is a tighter
    result in the user's own facts, or None. `seed` is the one that the words were drawn with. `model_flaws` are those
    the model itself found, before merging.
    """

    critique: Critique
    by_model: bool
    model: str = ""
    prompt: str = ""
    prompt_hash: str = ""
    seed: int = 0
    temperature: float = TEMPERATURE
    rewrite: str | None = None
    model_flaws: frozenset[Flaw] = frozenset()
    notice: Notice | None = None


def _unheard(_: int) -> None:
    """Do nothing."""


class Coach:
    """Asks a model for a critique in the form of `critique_form`."""

    def __init__(self, model: Model) -> None:
        self._model = model

    async def critique(
        self, answer: Answer, rules: Critique, seed: int = 0, on_progress: Callable[[int], None] = _unheard
    ) -> Coached:
        """Judge an answer on top of what the rules said of it; never raises for what a model does.

        `on_progress` gets the characters written so far. Cancelling the task stops the model.
        """
        frame = self._model.frame
        if frame is None:
            return _alone(rules, self._model.trouble or ModelTrouble(Code.NOT_READY))
        found = [finding.flaw.value for finding in rules.findings if finding.flaw in JUDGED]
        task = prompt(PromptId.CRITIQUE).fill(flaws=", ".join(found) or "none")
        parts = (
            *question_parts(frame, answer.question, answer.persona, answer.briefing),
            *answer_parts(answer),
            *tail_parts(frame, task),
        )
        for attempt in range(ATTEMPTS):
            drawn_with = (seed + attempt) % SEEDS
            try:
                text = await self._reply(parts, drawn_with, on_progress)
            except ModelTrouble as trouble:
                return _alone(rules, trouble)
            if (form := read_form(text)) is not None:
                return replace(self._merged(answer, rules, form), seed=drawn_with)
            log.info("the critique could not be read, attempt %d", attempt + 1)
        return _alone(rules, ModelTrouble(Code.OUTPUT_INVALID))

    async def _reply(self, parts: tuple[Part, ...], seed: int, on_progress: Callable[[int], None]) -> str:
        sampling = Sampling(temperature=TEMPERATURE, seed=seed)
        text = ""
        async with aclosing(
            self._model.generate(parts, MAX_TOKENS, sampling, grammar=GRAMMAR, reserve=RESERVE)
        ) as events:
            async for event in events:
                if isinstance(event, Delta):
                    text += event.text
                    on_progress(len(text))
                    if len(text) > MOST_LETTERS:
                        break
        return text

    def _merged(self, answer: Answer, rules: Critique, form: CritiqueForm) -> Coached:
        merge = _Merge(answer, rules)
        for found in form.findings:
            merge.add_finding(found)
        for strength in form.strengths:
            merge.add_strength(strength.strength, strength.section, strength.quote)
        for withdrawn in form.withdraw:
            merge.withdraw(withdrawn.flaw, withdrawn.quote)
        rewrite = one_line(form.rewrite)
        return Coached(
            critique=merge.critique(),
            by_model=True,
            model=self._model.name,
            prompt=PromptId.CRITIQUE,
            prompt_hash=fingerprint(PromptId.SYSTEM, PromptId.QUESTION, PromptId.CRITIQUE),
            rewrite=rewrite if keeps_the_facts(rewrite, answer.whole) else None,
            model_flaws=frozenset(merge.by_model),
        )


class _Merge:
    """Puts what a model said into the rules' critique, as far as it can be checked."""

    def __init__(self, answer: Answer, rules: Critique) -> None:
        self._answer = answer
        self._rules = rules
        self._findings = list(rules.findings)
        self._strengths = list(rules.strengths)
        self._dropped = rules.dropped_quotes
        self.by_model: set[Flaw] = set()

    def critique(self) -> Critique:
        """Give the merged critique; ratings and overall are the rules' own."""
        return replace(
            self._rules,
            engine=ENGINE,
            findings=tuple(self._findings),
            strengths=tuple(self._strengths),
            next_fix=self._next_fix(),
            dropped_quotes=self._dropped,
        )

    def add_finding(self, found: FoundFlaw) -> None:
        """Add a flaw, unless its quote is false, it is there already, or a strength disproves it."""
        quote, section = self._located(found.quote, found.section)
        if found.quote.strip() and quote is None:
            self._dropped += 1
            return
        if quote is None and (found.flaw in _NEEDS_QUOTE or self._disproved(found.flaw)):
            return
        why, fix = (one_line(text) for text in (found.why, found.fix))
        if not (why and fix) or found.flaw not in JUDGED or not self._grounded(why, fix):
            return
        self.by_model.add(found.flaw)
        if found.flaw not in {known.flaw for known in self._findings}:
            self._findings.append(Finding(found.flaw, section, quote, why, fix))

    def add_strength(self, strength: Strength, section: str, words: str) -> None:
        """Add a strength whose quote is in the answer."""
        quote, place = self._located(words, section)
        if quote is None:
            self._dropped += 1
        elif strength not in {known.strength for known in self._strengths}:
            self._strengths.append(Praise(strength, place, quote))

    def withdraw(self, flaw: Flaw, words: str) -> None:
        """Take back a flaw of absence that words in the answer disprove; what was counted or quoted stays."""
        quote, _ = self._located(words, "")
        if quote is None:
            self._dropped += 1
            return
        kept = [
            known for known in self._findings if known.flaw is not flaw or known.quote or flaw not in JUDGED
        ]
        self._findings = kept

    def _located(self, words: str, section: str) -> tuple[str | None, Section | None]:
        """Find a quote, exactly as it stands in the answer, and the section it stands in."""
        whole = self._answer.whole
        quote = find_quote(words, whole) if words.strip() else None
        if quote is None or addresses_the_judge(quote):
            return None, Section(section) if section else None
        given = self._answer.sections or {}
        place = next((one for one in SECTIONS if quote in given.get(one, "")), None)
        return quote, place or (Section(section) if section else None)

    def _grounded(self, why: str, fix: str) -> bool:
        """Tell whether two sentences hold no number that nobody said, and the first no words that nobody said."""
        known = f"{self._answer.question} {self._answer.whole}"
        if not numbers(f"{why} {fix}") <= numbers(known):
            return False
        for quoted in quotations(why):
            if find_quote(quoted, known) is None:
                self._dropped += 1
                return False
        return True

    def _disproved(self, flaw: Flaw) -> bool:
        shown = {praise.strength for praise in self._rules.strengths}
        return bool(shown & _DISPROVED_BY.get(flaw, set()))

    def _next_fix(self) -> str:
        """Keep the rules' advice while its reason stands; else take the first finding's."""
        first = self._findings[0] if self._findings else None
        if first is None or (self._rules.findings and first == self._rules.findings[0]):
            return self._rules.next_fix
        return first.advice


def _alone(rules: Critique, trouble: ModelTrouble) -> Coached:
    return Coached(rules, by_model=False, notice=Notice(trouble.code, f"{trouble} {STANDS_ALONE}"))
