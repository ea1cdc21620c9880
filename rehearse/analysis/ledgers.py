"""The ledgers behind a critique: boxes filled by quotes or left open. Nothing here is a score."""

import re
from re import Pattern
from typing import Final

from rehearse.analysis import (
    constraints,
    content,
    decisions,
    evidence,
    failure,
    findings,
    ownership,
    phrases,
    reflection,
    repetition,
)
from rehearse.analysis.evidence import Evidence
from rehearse.analysis.matching import cue
from rehearse.analysis.meter import meter
from rehearse.analysis.outcomes import lesson, outcome
from rehearse.analysis.reading import Cue, Reading
from rehearse.analysis.sentences import Sentence
from rehearse.analysis.total import deductions
from rehearse.domain.ledger import Box, ClaimLine, DecisionMeter, Depth, Label, Ledgers, Opening
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.wording import FRESH

_FORMULA: Final = re.compile(
    r"\b(?:formula|equation|derivative|derivation|theorem|proof|gradient of|sum over|squared|logarithm|"
    r"log of|partial|matrix product|"
    r"multiplied by|divided by|dot product|scalar product|equals)\b|[=∑∂∇]"
)
_DIAGNOSED: Final = cue("ledgers", "diagnosed")
_OWNED_OBJECT: Final = re.compile(
    r"\bi (?:\w+ )?(?:owned|led|designed|built|wrote|proposed|decided|chose|shipped|ran|took|made|set up|"
    r"relabell?ed|trained) (?:the|a|an|our|two|it|my|to)\b"
)
_MODEL_CHOICE: Final = cue("ledgers", "model choice")
_SIMPLER: Final = cue("ledgers", "simpler")


def ledgers(reading: Reading) -> Ledgers:
    """Fill every ledger from one reading."""
    told = meter(reading)
    flexible = any(
        repetition.overlap(reading.answer.whole, earlier) < FRESH
        and repetition.shared_facts(reading.answer.whole, earlier) >= repetition.SAME_FACTS
        for earlier in reading.answer.previous
    )
    found = lesson(reading)
    return Ledgers(
        opening=_opening(reading),
        decisions=told,
        evidence=_claims(reading),
        acts={
            section: (counted.own, counted.group, counted.nobody) for section, counted in reading.acts.items()
        },
        four_boxes=_four(reading),
        action_boxes=_action(reading),
        candidate_questions=_candidates(reading),
        failure_boxes=_failure(reading),
        pattern=_pattern(reading),
        final_check=_final(reading),
        coverage=_coverage(reading),
        constraints=tuple(_box(reading, kind, named) for kind, named in constraints.KINDS.items()),
        chips=tuple(_box(reading, chip, named) for chip, named in content.CHIPS.items()),
        depth=_depth(reading, told),
        humility=_box(
            reading, "humility", lambda text: decisions.given_up(text) or failure.OWNED.search(text)
        ),
        link=_link(reading),
        credit=_box(reading, "credit", ownership.CREDIT),
        own_object=_box(reading, "own part", _OWNED_OBJECT),
        generic_lesson=found.text if found and reflection.generic(found.plain) else None,
        vague_verbs=phrases.vague_verbs(reading),
        concrete_verbs=len(phrases.CONCRETE_VERB.findall(reading.lower)),
        flexible=flexible,
        deductions=deductions(reading, frozenset(each.flaw for each in findings.find(reading))),
    )


def _box(reading: Reading, name: str, shown: Cue, *sections: Section) -> Box:
    found = reading.first(shown, *sections)
    return Box(name, found.text if found else None)


def _quoted(name: str, sentence: Sentence | None) -> Box:
    return Box(name, sentence.text if sentence else None)


def _opening(reading: Reading) -> Opening:
    setup = (Section.SITUATION, Section.TASK)
    told = reading.sentences(*setup)
    return Opening(
        sentences=len(told),
        words=sum(each.words for each in told),
        boxes=(
            _box(reading, "business pain", _pain, *setup),
            _box(reading, "ML system", content.ML, *setup),
            _box(reading, "constraint", constraints.kinds, *setup),
        ),
    )


def _pain(lower: str) -> bool:
    return bool(content.OBJECTIVE.search(lower) or content.BLOCKER.search(lower))


def _claims(reading: Reading) -> tuple[ClaimLine, ...]:
    return tuple(
        ClaimLine(each.sentence.text, each.evidence.value, each.before, each.after, each.unit, each.where)
        for each in reading.claims
        if each.evidence is not Evidence.NONE and each.sentence.section is not Section.ACTION
    )


def _four(reading: Reading) -> tuple[Box, ...]:
    kind, effect = outcome(reading)
    return (
        _box(reading, "offline metric", content.CHECKED, Section.ACTION, Section.RESULT),
        _box(reading, "production constraint", constraints.kinds),
        _box(reading, "work across teams", content.STAKEHOLDER, Section.ACTION),
        _quoted("what changed", effect if kind.shown else None),
    )


def _action(reading: Reading) -> tuple[Box, ...]:
    action = (Section.ACTION,)
    return (
        _box(reading, "how you diagnosed", _DIAGNOSED, *action),
        _box(reading, "options considered", decisions.OPTION, *action),
        _quoted("what you chose and why", _near(reading, decisions.CHOICE, decisions.REASON)),
        _box(reading, "who you worked with", content.STAKEHOLDER, *action),
        _box(reading, "obstacles met", content.BLOCKER, *action),
    )


def _near(reading: Reading, one: Pattern[str], other: Pattern[str]) -> Sentence | None:
    told = reading.sentences(Section.ACTION)
    for place, sentence in enumerate(told):
        near = " ".join(each.plain for each in told[max(0, place - 1) : place + 2])
        if one.search(sentence.plain) and other.search(near):
            return sentence
    return None


def _candidates(reading: Reading) -> tuple[Box, ...]:
    return (
        _quoted("why that model family", _near(reading, _MODEL_CHOICE, decisions.REASON)),
        _box(
            reading,
            "why not something more complex",
            lambda text: _SIMPLER.search(text) and decisions.decides(text),
            Section.ACTION,
        ),
        _box(reading, "which data issues", content.DATA_ISSUE),
        _box(reading, "how validated", content.CHECKED),
        _box(
            reading,
            "which constraint changed the plan",
            lambda text: constraints.kinds(text) and decisions.decides(text),
        ),
    )


def _failure(reading: Reading) -> tuple[Box, ...]:
    return (
        _box(reading, "cause found", failure.CAUSE),
        _box(reading, "fix", failure.FIXED),
        _box(reading, "guard against a repeat", failure.GUARD),
        _quoted("lesson", lesson(reading)),
    )


def _pattern(reading: Reading) -> tuple[Box, ...]:
    kind, effect = outcome(reading)
    named = {
        "problem": reading.first(_pain),
        "decision": reading.first(decisions.weighed, Section.TASK, Section.ACTION),
        "trade-off": reading.first(decisions.given_up, Section.TASK, Section.ACTION, Section.RESULT),
        "outcome": effect if kind.shown else None,
    }
    places = {id(each): place for place, each in enumerate(reading.sentences())}
    order = sorted(
        named.items(), key=lambda pair: places.get(id(pair[1]), len(places)) if pair[1] else len(places)
    )
    return tuple(_quoted(name, sentence) for name, sentence in order)


def _final(reading: Reading) -> tuple[Box, ...]:
    return (
        _box(reading, "in production", content.DEPLOYMENT, *SECTIONS[1:]),
        _box(reading, "with imperfect data", content.DATA_ISSUE),
        _box(reading, "under constraints", constraints.kinds),
    )


def _coverage(reading: Reading) -> tuple[Box, ...]:
    return (
        _box(reading, "data", content.DATA_ISSUE),
        _box(reading, "deployment", content.DEPLOYMENT, *SECTIONS[1:]),
        _box(reading, "stakeholders", content.STAKEHOLDER, *SECTIONS[1:]),
    )


def _depth(reading: Reading, told: DecisionMeter) -> Depth:
    longest = run = 0
    for sentence in reading.sentences():
        run = run + sentence.words if content.explains(sentence.plain) else 0
        longest = max(longest, run)
    asked = bool(_FORMULA.search(reading.asked))
    formula = None if asked else reading.first(_FORMULA)
    offer = reading.first(content.OFFER)
    return Depth(
        told=bool(reading.answer.whole.strip()),
        checklist=(
            _box(reading, "problem type", content.ML),
            _box(reading, "constraint", constraints.kinds),
            _box(reading, "choice", decisions.CHOICE, Section.ACTION),
            _box(reading, "validation", content.CHECKED),
            _box(reading, "trade-off", decisions.weighed, Section.TASK, Section.ACTION),
        ),
        sentences=len(told.sentences),
        explained=tuple(each.quote for each in told.sentences if Label.METHOD in each.labels),
        longest_run_words=longest,
        over_cap=longest > reading.answer.persona.patience,
        formula=formula.text if formula and content.explains(formula.plain) else None,
        offer=offer.text if offer else None,
    )


def _link(reading: Reading) -> Box:
    """Find a sentence that ties technical work to a user or the business (requirement 66)."""
    return _box(
        reading,
        "impact",
        lambda text: (
            content.OBJECTIVE.search(text)
            and (decisions.reasoned(text) or evidence.changed(text) or ownership.acts(text).own)
        ),
        Section.ACTION,
        Section.RESULT,
        Section.REFLECTION,
    )
