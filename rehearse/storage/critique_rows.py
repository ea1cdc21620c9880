"""A critique as rows and back: what stands once in it, and what it holds many of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from rehearse.domain.budget import Shares
from rehearse.domain.critique import (
    Critique,
    FigureQuote,
    Finding,
    Measures,
    Origin,
    Praise,
    Probe,
    Rating,
    Segment,
)
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.vocabulary import Flaw, ProbeTopic, Signal, Strength
from rehearse.storage.rows import Row, clocks, of_section, readable, section_or_none, section_text

T = TypeVar("T")


def critique_row(attempt_id: int, critique: Critique, engine_version: str, now: str) -> dict[str, Any]:
    """Spell what stands once in a critique."""
    share = critique.measures.share
    return {
        "attempt_id": attempt_id,
        "created_at": now,
        "engine": critique.engine,
        "engine_version": engine_version,
        "overall": critique.overall,
        "next_fix": critique.next_fix,
        "share_setup": share.setup if share else None,
        "share_action": share.action if share else None,
        "share_close": share.close if share else None,
        "share_basis": critique.measures.share_basis,
        "wpm": critique.measures.wpm,
        "fillers_per_minute": critique.measures.fillers_per_minute,
        "dropped_quotes": critique.dropped_quotes,
        "rewrite": critique.rewrite,
        **_origin_row(critique.origin),
    }


def _origin_row(origin: Origin | None) -> dict[str, Any]:
    if origin is None:
        return {}
    return {
        "model": origin.model,
        "model_size": origin.size,
        "model_hash": origin.fingerprint,
        "prompt_id": origin.prompt,
        "prompt_hash": origin.prompt_hash,
        "sampling": origin.sampling,
        "seed": origin.seed,
    }


def _origin_from(row: Row) -> Origin | None:
    if row["model"] is None:
        return None
    return Origin(
        row["model"],
        row["model_size"],
        row["model_hash"],
        row["prompt_id"],
        row["prompt_hash"],
        row["sampling"],
        row["seed"],
    )


def critique_parts(critique_id: int, critique: Critique) -> dict[str, list[Row]]:
    """Spell what a critique holds many of: table name to rows."""
    measures = critique.measures
    parts: dict[str, Iterable[Row]] = {
        "findings": _in_order(_finding_row, critique.findings),
        "strengths": _in_order(_praise_row, critique.strengths),
        "ratings": map(_rating_row, critique.ratings),
        "probes": _in_order(_probe_row, critique.probes),
        "section_measures": (_section_row(measures, section) for section in SECTIONS),
        "fillers": ({"filler": filler, "times": times} for filler, times in measures.fillers.items()),
        "figures": _in_order(_figure_row, measures.figures),
    }
    return {table: [{"critique_id": critique_id, **row} for row in found] for table, found in parts.items()}


def _in_order(row: Callable[[T], Row], values: Iterable[T]) -> Iterator[Row]:
    return ({"position": position, **row(value)} for position, value in enumerate(values))


def critique_from(
    row: Row, parts: Mapping[str, list[dict[str, Any]]], sections: Mapping[Section, Row], *, measured: bool
) -> Critique:
    """Read a critique; its segments are the sections it was given in."""
    texts = {section: each["text"] for section, each in sections.items()}
    return Critique(
        answer_id=str(row["attempt_id"]),
        engine=row["engine"],
        origin=_origin_from(row),
        rewrite=row["rewrite"],
        overall=row["overall"],
        ratings=tuple(readable(parts["ratings"], _rating_from)),
        findings=tuple(readable(parts["findings"], _finding_from)),
        strengths=tuple(readable(parts["strengths"], _praise_from)),
        probes=tuple(readable(parts["probes"], _probe_from)),
        next_fix=row["next_fix"],
        segments=tuple(Segment(texts[section], section) for section in SECTIONS if texts.get(section)),
        measures=_measures_from(row, parts, clocks(sections) if measured else None),
        dropped_quotes=row["dropped_quotes"],
    )


def _rating_row(rating: Rating) -> Row:
    return {"signal": rating.signal.value, "rating": rating.rating, "quote": rating.quote, "why": rating.why}


def _rating_from(row: Row) -> Rating:
    return Rating(Signal(row["signal"]), row["rating"], row["quote"], row["why"])


def _finding_row(finding: Finding) -> Row:
    return {
        "flaw": finding.flaw.value,
        "section": section_text(finding.section),
        "quote": finding.quote,
        "why": finding.why,
        "fix": finding.fix,
    }


def _finding_from(row: Row) -> Finding:
    return Finding(Flaw(row["flaw"]), section_or_none(row["section"]), row["quote"], row["why"], row["fix"])


def _praise_row(praise: Praise) -> Row:
    return {
        "strength": praise.strength.value,
        "section": section_text(praise.section),
        "quote": praise.quote,
    }


def _praise_from(row: Row) -> Praise:
    return Praise(Strength(row["strength"]), section_or_none(row["section"]), row["quote"])


def _probe_row(probe: Probe) -> Row:
    return {
        "topic": probe.topic.value,
        "question": probe.question,
        "quote": probe.quote,
        "section": section_text(probe.section),
    }


def _probe_from(row: Row) -> Probe:
    return Probe(ProbeTopic(row["topic"]), row["question"], row["quote"], section_or_none(row["section"]))


def _figure_row(figure: FigureQuote) -> Row:
    return {"text": figure.text, "unit": figure.unit, "section": section_text(figure.section)}


def _figure_from(row: Row) -> FigureQuote:
    return FigureQuote(row["text"], row["unit"], section_or_none(row["section"]))


def _section_row(measures: Measures, section: Section) -> Row:
    own, team, passive = measures.pronouns.get(section, (0, 0, 0))
    return {
        "section": section.value,
        "words": measures.words.get(section, 0),
        "i": own,
        "we": team,
        "passive": passive,
    }


def _measures_from(
    row: Row, parts: Mapping[str, list[dict[str, Any]]], seconds: dict[Section, float] | None
) -> Measures:
    by_section = dict(readable(parts["section_measures"], of_section))
    share = (row["share_setup"], row["share_action"], row["share_close"])
    return Measures(
        words={section: each["words"] for section, each in by_section.items()},
        seconds=seconds,
        share=Shares(*share) if None not in share else None,
        share_basis=row["share_basis"],
        wpm=row["wpm"],
        fillers_per_minute=row["fillers_per_minute"],
        fillers={each["filler"]: each["times"] for each in parts["fillers"]},
        pronouns={section: (each["i"], each["we"], each["passive"]) for section, each in by_section.items()},
        figures=tuple(readable(parts["figures"], _figure_from)),
    )
