"""The critique's cues as the story bank asks for them: what tells a signal, a constraint, the marks of a good line."""

from re import Pattern
from typing import Final

from rehearse.analysis import constraints, content, decisions, ownership
from rehearse.domain.coverage import Detector, Detectors
from rehearse.domain.text import as_cued
from rehearse.domain.vocabulary import Signal


def _any_of(*patterns: Pattern[str]) -> Detector:
    return lambda line: any(pattern.search(as_cued(line)) for pattern in patterns)


DETECTORS: Final = Detectors(
    signals={
        Signal.PROBLEM_FRAMING: _any_of(content.OBJECTIVE),
        Signal.DATA_JUDGMENT: _any_of(content.DATA_ISSUE),
        Signal.TECHNICAL_TRADEOFFS: lambda line: decisions.weighed(as_cued(line)),
        Signal.EXECUTION: _any_of(content.BLOCKER),
        Signal.OWNERSHIP: _any_of(content.MONITORING),
    },
    # "limit" is any limit at all; that it is never named would say nothing
    constraints={kind: _any_of(pattern) for kind, pattern in constraints.KINDS.items() if kind != "limit"},
    marks={
        "problem": _any_of(content.BLOCKER, content.DATA_ISSUE),
        "act": lambda line: ownership.acts(as_cued(line)).own > 0,
        "partner team": _any_of(content.STAKEHOLDER),
    },
)
