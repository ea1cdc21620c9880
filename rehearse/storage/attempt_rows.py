"""An attempt as rows and back: how far it got, what was asked and said in it, and its line in the history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from rehearse.domain.attempt import Attempt, Status, Summary
from rehearse.domain.budget import Budget
from rehearse.domain.clock import Timer
from rehearse.domain.critique import Critique
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exchange import Cut, Exchange, FollowUp
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.outcome import Outcome
from rehearse.domain.persona import Cast
from rehearse.domain.remarks import Remarks
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.self_rating import Check, SelfRating
from rehearse.domain.setup_drill import divided
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.vocabulary import Angle, Coaching, Competency, Experience, Mode, ProbeTopic
from rehearse.storage.rows import Row, clocks, question_from, section_or_none, section_text


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
        "told": "".join(section.letter for section in plan.sections),
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
        "section": section_text(follow_up.section),
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


def search_row(attempt_id: int, question: str, said: Iterable[str]) -> dict[str, Any]:
    """Spell what the search finds an attempt by: its question, and everything that was said in it."""
    return {"rowid": attempt_id, "question": question, "answer": "\n".join(filter(None, said))}


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
    """Read one attempt with everything said in it; its length is divided as `budget` divides one.

    That of a set-up told alone is always divided in the same way.
    """
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
        budget=divided(budget) if kind is Kind.SETUP else budget.lasting(row["target_seconds"]),
        follow_ups=row["follow_ups"],
        section=Section(row["section"]),
        told=tuple(by_letter[letter] for letter in row["told"]),
        texts={section: each["text"] for section, each in parts.sections.items()},
        seconds=clocks(parts.sections),
        measured=bool(row["measured"]),
        exchanges=parts.exchanges,
        begun=row["begun"],
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
    )
