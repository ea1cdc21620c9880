"""The decision meter: what each sentence of the Action is, and the verdict on all (requirements 17, 19, 25, 90)."""

from typing import Final

from rehearse.analysis import content, decisions, evidence
from rehearse.analysis.ownership import acts
from rehearse.analysis.reading import Reading
from rehearse.analysis.sentences import Sentence
from rehearse.domain.ledger import DecisionMeter, Label, LabelledSentence, Verdict
from rehearse.domain.section import Section

STORY_FROM: Final = 2
"""Deciding sentences from which an Action can be a decision story; with one it is a summary."""
STEPS_FROM: Final = 3
"""Sentences of time from which an Action can be a timeline."""


def meter(reading: Reading) -> DecisionMeter:
    """Label each sentence of the Action and weigh decisions against steps; the order of sentences plays no part."""
    told = reading.sentences(Section.ACTION)
    labelled = tuple(LabelledSentence(each.text, labels(each)) for each in told)
    total = len(told) or 1
    deciding = sum(bool(each.labels & {Label.OPTION, Label.TRADE_OFF, Label.REASON}) for each in labelled)
    stepping = sum(Label.STEP in each.labels for each in labelled)
    explaining = sum(Label.METHOD in each.labels for each in labelled)
    return DecisionMeter(
        _verdict(deciding, stepping), labelled, deciding / total, stepping / total, explaining / total
    )


def labels(sentence: Sentence) -> frozenset[Label]:
    """Say what a sentence is; it can be several things at once."""
    lower = decisions.stated(sentence.plain)
    held = {
        Label.DECISION: decisions.CHOICE.search(lower)
        and acts(sentence.plain).own + acts(sentence.plain).group,
        Label.REASON: decisions.REASON.search(lower),
        Label.OPTION: decisions.OPTION.search(lower),
        Label.TRADE_OFF: decisions.GIVEN_UP.search(lower),
        Label.EVIDENCE: evidence.changed(lower) or content.CHECKED.search(lower),
        Label.STEP: decisions.STEP.search(lower),
        Label.METHOD: content.explains(lower),
        Label.PEOPLE: content.STAKEHOLDER.search(lower),
    }
    return frozenset(label for label, holds in held.items() if holds)


def _verdict(deciding: int, stepping: int) -> Verdict:
    if stepping >= STEPS_FROM and stepping > deciding:
        return Verdict.TIMELINE
    return Verdict.DECISION_STORY if deciding >= STORY_FROM else Verdict.PROJECT_SUMMARY
