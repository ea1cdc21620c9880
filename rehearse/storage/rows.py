"""Rows to values and back: the only place that knows how a value is spelt in a column."""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from rehearse.domain.attempt import Attempt, Status, Summary
from rehearse.domain.budget import Budget, Shares
from rehearse.domain.clock import Timer
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
from rehearse.domain.drill import Cut, Exchange, FollowUp, Plan
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.outcome import Outcome
from rehearse.domain.persona import Cast
from rehearse.domain.question import Question
from rehearse.domain.remarks import Remarks
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.self_rating import Check, SelfRating
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.vocabulary import (
    Angle,
    Coaching,
    Competency,
    Difficulty,
    Experience,
    Flaw,
    Mode,
    ProbeTopic,
    Signal,
    Strength,
)

Row = Mapping[str, Any]
T = TypeVar("T")

log = logging.getLogger(__name__)


def now() -> datetime:
    """Give the present moment, as the machine's clock has it."""
    return datetime.now(UTC)


def now_text() -> str:
    """Give the present moment as stored: UTC, ISO 8601, to the millisecond."""
    return time_text(now())


def time_text(moment: datetime) -> str:
    """Spell a moment in UTC as stored; such texts sort by time."""
    return moment.isoformat(timespec="milliseconds")


def as_rows(cursor: sqlite3.Cursor) -> list[dict[str, Any]]:
    """Read all rows of a query as dictionaries."""
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def readable(found: Iterable[Row], read: Callable[[Row], T]) -> list[T]:
    """Read rows; one that holds what it cannot hold is left out, with a word in the log that quotes nothing of it."""
    kept = []
    for row in found:
        try:
            kept.append(read(row))
        except (ValueError, TypeError, LookupError) as error:
            log.warning(
                "a row (id %s) cannot be read and is left out: %s", row.get("id"), type(error).__name__
            )
    return kept


def letters(sections: Iterable[Section]) -> str:
    """Spell sections as their letters."""
    return "".join(section.letter for section in sections)


def of_section(row: Row) -> tuple[Section, Row]:
    """Give a row with the section it belongs to."""
    return Section(row["section"]), row


def section_or_none(value: str | None) -> Section | None:
    """Read a section that may be absent."""
    return Section(value) if value is not None else None


def question_row(question: Question) -> dict[str, Any]:
    """Spell a question as it was asked."""
    return {
        "key": question.key,
        "id": question.id,
        "pack": question.pack,
        "text": question.text,
        "competency": question.competency.value,
        "difficulty": question.difficulty.value,
    }


def question_from(row: Row) -> Question:
    """Read a question as it was asked; what only the pack knows, such as probes, is left empty."""
    return Question(
        id=row["question_id"],
        text=row["question_text"],
        competency=Competency(row["competency"]),
        difficulty=Difficulty(row["difficulty"]),
        pack=row["pack"],
    )


def begun_row(question_key: str, plan: Plan, now: str) -> dict[str, Any]:
    """Spell an attempt that begins now."""
    return {
        "question_key": question_key,
        "started_at": now,
        "status": Status.DRAFT.value,
        "mode": plan.mode.value,
        "coaching": plan.coaching.value,
        "persona": plan.persona.id,
        "experience": plan.experience.value,
        "target_seconds": plan.budget.target,
        "follow_ups": plan.follow_ups,
        "section": plan.sections[0].value,
        "told": letters(plan.sections),
        "measured": 0,
    }


def exchange_row(attempt_id: int, position: int, exchange: Exchange) -> dict[str, Any]:
    """Spell one follow-up and its answer."""
    follow_up = exchange.follow_up
    return {
        "attempt_id": attempt_id,
        "position": position,
        "topic": follow_up.topic.value,
        "text": follow_up.text,
        "quote": follow_up.quote,
        "section": follow_up.section.value if follow_up.section else None,
        "answer": exchange.answer,
        "seconds": exchange.timer.banked,
        "interviewer": exchange.interviewer,
        "waits": int(exchange.waits),
    }


def exchange_from(row: Row) -> Exchange:
    """Read one follow-up and its answer."""
    return Exchange(
        follow_up=FollowUp(
            ProbeTopic(row["topic"]), row["text"], row["quote"], section_or_none(row["section"])
        ),
        answer=row["answer"],
        timer=Timer(row["seconds"]),
        interviewer=row["interviewer"],
        waits=bool(row["waits"]),
    )


def exercise_row(exercise: Exercise) -> dict[str, Any]:
    """Spell what a drill practises."""
    return {
        "kind": exercise.kind.value,
        "seed": exercise.seed,
        "prompts": exercise.prompts,
        "round_of": exercise.round_of,
        "angle": exercise.angle.value if exercise.angle else None,
    }


def cut_row(attempt_id: int, cut: Cut) -> dict[str, Any]:
    """Spell what broke into an answer."""
    return {
        "attempt_id": attempt_id,
        "question": cut.question,
        "at_seconds": cut.at,
        "action_before": cut.before,
        "answer": cut.answer,
        "seconds": cut.timer.banked,
        "answered_at": cut.answered_at,
        "resumed_at": cut.resumed_at,
        "result_at": cut.result_at,
    }


def cut_from(row: Row) -> Cut:
    """Read what broke into an answer."""
    return Cut(
        question=row["question"],
        at=row["at_seconds"],
        before=row["action_before"],
        answer=row["answer"],
        timer=Timer(row["seconds"]),
        answered_at=row["answered_at"],
        resumed_at=row["resumed_at"],
        result_at=row["result_at"],
    )


def outcome_from(row: Row, measures: Iterable[Row] = ()) -> Outcome | None:
    """Read what a drill came to; None where nothing was written."""
    if row["outcome_word"] is None:
        return None
    good = row["outcome_good"]
    return Outcome(
        row["outcome_word"],
        row["outcome_text"],
        None if good is None else bool(good),
        {each["name"]: each["value"] for each in measures},
    )


_CHECKS: Final = {
    Check.PRODUCTION: "production",
    Check.IMPERFECT_DATA: "imperfect_data",
    Check.CONSTRAINTS: "constraints",
}


def self_rating_row(attempt_id: int, said: SelfRating, now: str) -> dict[str, Any]:
    """Spell what users said of their own answer."""
    checks = {column: said.checks.get(check) for check, column in _CHECKS.items()}
    return {
        "attempt_id": attempt_id,
        "rated_at": now,
        "overall": said.overall,
        **{column: None if value is None else int(value) for column, value in checks.items()},
    }


def self_rating_from(row: Row) -> SelfRating:
    """Read what users said of their own answer."""
    return SelfRating(
        {check: bool(row[column]) for check, column in _CHECKS.items() if row[column] is not None},
        row["overall"],
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to an attempt and stands in tables of its own."""

    sections: dict[Section, Row]
    exchanges: tuple[Exchange, ...]
    critique: Critique | None
    story: KeptStory | None
    cut: Cut | None
    outcome: Outcome | None
    self_rating: SelfRating | None
    remarks: Remarks


def attempt_from(row: Row, parts: Parts, cast: Cast, budget: Budget) -> Attempt:
    """Read one attempt with everything said in it; its length is divided as `budget` divides one."""
    kind, angle = Kind(row["kind"]), Angle(row["angle"]) if row["angle"] else None
    by_letter = {section.letter: section for section in SECTIONS}
    return Attempt(
        id=row["id"],
        question=question_from(row),
        started_at=datetime.fromisoformat(row["started_at"]),
        status=Status(row["status"]),
        mode=Mode(row["mode"]),
        coaching=Coaching(row["coaching"]),
        persona=cast.get(row["persona"]),
        experience=Experience(row["experience"]),
        budget=budget.lasting(row["target_seconds"]),
        follow_ups=row["follow_ups"],
        section=Section(row["section"]),
        told=tuple(by_letter[letter] for letter in row["told"]),
        texts={section: each["text"] for section, each in parts.sections.items()},
        seconds=_clocks(parts.sections),
        measured=bool(row["measured"]),
        exchanges=parts.exchanges,
        critique=parts.critique,
        retry_of=row["retry_of"],
        exercise=Exercise(
            kind, row["seed"], row["prompts"], row["round_of"], angle if kind is Kind.ANGLES else None
        ),
        story=parts.story,
        angle=angle,
        cut=parts.cut,
        outcome=parts.outcome,
        self_rating=parts.self_rating,
        remarks=parts.remarks,
    )


def _clocks(sections: Mapping[Section, Row]) -> dict[Section, float]:
    return {section: each["seconds"] for section, each in sections.items() if each["seconds"] is not None}


def summary_from(row: Row) -> Summary:
    """Read one line of the history."""
    return Summary(
        id=row["id"],
        question=row["question_text"],
        competency=Competency(row["competency"]),
        started_at=datetime.fromisoformat(row["started_at"]),
        status=Status(row["status"]),
        mode=Mode(row["mode"]),
        words=row["words"],
        seconds=row["seconds"],
        overall=row["overall"],
        next_fix=row["next_fix"] or "",
        snippet=row.get("snippet") or "",
        kind=Kind(row["kind"]),
        outcome=outcome_from(row),
        story=row["story_title"] or "",
    )


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


def critique_parts(critique_id: int, critique: Critique) -> dict[str, list[dict[str, Any]]]:
    """Spell what a critique holds many of: table name to rows."""
    measures = critique.measures
    key = {"critique_id": critique_id}
    return {
        "findings": [
            key
            | {
                "position": position,
                "flaw": finding.flaw.value,
                "section": finding.section.value if finding.section else None,
                "quote": finding.quote,
                "why": finding.why,
                "fix": finding.fix,
            }
            for position, finding in enumerate(critique.findings)
        ],
        "strengths": [
            key
            | {
                "position": position,
                "strength": praise.strength.value,
                "section": praise.section.value if praise.section else None,
                "quote": praise.quote,
            }
            for position, praise in enumerate(critique.strengths)
        ],
        "ratings": [
            key
            | {
                "signal": rating.signal.value,
                "rating": rating.rating,
                "quote": rating.quote,
                "why": rating.why,
            }
            for rating in critique.ratings
        ],
        "probes": [
            key
            | {
                "position": position,
                "topic": probe.topic.value,
                "question": probe.question,
                "quote": probe.quote,
                "section": probe.section.value if probe.section else None,
            }
            for position, probe in enumerate(critique.probes)
        ],
        "section_measures": [
            key
            | {"section": section.value, "words": measures.words.get(section, 0)}
            | _pronouns(measures, section)
            for section in SECTIONS
        ],
        "fillers": [key | {"filler": filler, "times": times} for filler, times in measures.fillers.items()],
        "figures": [
            key
            | {
                "position": position,
                "text": figure.text,
                "unit": figure.unit,
                "section": figure.section.value if figure.section else None,
            }
            for position, figure in enumerate(measures.figures)
        ],
    }


def _pronouns(measures: Measures, section: Section) -> dict[str, int]:
    return dict(zip(("i", "we", "passive"), measures.pronouns.get(section, (0, 0, 0)), strict=True))


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
        measures=_measures_from(row, parts, _clocks(sections) if measured else None),
        dropped_quotes=row["dropped_quotes"],
    )


def _rating_from(row: Row) -> Rating:
    return Rating(Signal(row["signal"]), row["rating"], row["quote"], row["why"])


def _finding_from(row: Row) -> Finding:
    return Finding(Flaw(row["flaw"]), section_or_none(row["section"]), row["quote"], row["why"], row["fix"])


def _praise_from(row: Row) -> Praise:
    return Praise(Strength(row["strength"]), section_or_none(row["section"]), row["quote"])


def _probe_from(row: Row) -> Probe:
    return Probe(ProbeTopic(row["topic"]), row["question"], row["quote"], section_or_none(row["section"]))


def _figure_from(row: Row) -> FigureQuote:
    return FigureQuote(row["text"], row["unit"], section_or_none(row["section"]))


def _measures_from(
    row: Row, parts: Mapping[str, list[dict[str, Any]]], clocks: dict[Section, float] | None
) -> Measures:
    by_section = dict(readable(parts["section_measures"], of_section))
    share = (row["share_setup"], row["share_action"], row["share_close"])
    return Measures(
        words={section: each["words"] for section, each in by_section.items()},
        seconds=clocks,
        share=Shares(*share) if None not in share else None,
        share_basis=row["share_basis"],
        wpm=row["wpm"],
        fillers_per_minute=row["fillers_per_minute"],
        fillers={each["filler"]: each["times"] for each in parts["fillers"]},
        pronouns={section: (each["i"], each["we"], each["passive"]) for section, each in by_section.items()},
        figures=tuple(readable(parts["figures"], _figure_from)),
    )
