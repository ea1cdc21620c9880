"""What an answer came to, said line by line: your own rating first where wanted, the model's part, the critique."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from rehearse.domain.attempt import Attempt
from rehearse.domain.comparison import Comparison
from rehearse.domain.critique import Critique
from rehearse.domain.critique_text import ledger_lines, verdict_lines
from rehearse.domain.exercise import Kind
from rehearse.domain.facts import Standing
from rehearse.domain.review import Review, with_ticks
from rehearse.domain.self_rating import HEAD, OVERALL, Check, SelfRating
from rehearse.domain.text import one_line
from rehearse.domain.vocabulary import Mode
from rehearse.errors import RehearseError
from rehearse.plain.desk import PlainDesk
from rehearse.plain.talk import Left
from rehearse.rehearsal.reviewing import keep_outcome, reviewed

if TYPE_CHECKING:
    from rehearse.interviewer.coach import Coached
    from rehearse.storage.port import Store

log = logging.getLogger(__name__)

_ANSWERS = {"y": True, "yes": True, "n": False, "no": False}


async def show(desk: PlainDesk, attempt: Attempt) -> Attempt:
    """Say what an attempt came to, and give it as it is kept then."""
    attempt = await _ticked(desk, await _coached(desk, attempt))
    hide = desk.services.config.screen.hide_scores
    desk.talk.say(*verdict_lines(attempt, desk.services.anchors(), hide_scores=hide))
    try:
        desk.talk.say(*await _beside(desk, attempt))
    except Exception:
        log.exception("nothing could be said beside the critique of attempt %s", attempt.id)
        desk.talk.say("What stands beside the critique could not be worked out; the log file says more.")
    desk.talk.say(f"Kept as attempt {attempt.id}; rehearse history show {attempt.id} reads it again.")
    return attempt


async def _coached(desk: PlainDesk, attempt: Attempt) -> Attempt:
    """Let the model add to the rules' critique, where there is one, and keep what it makes of it."""
    rules = attempt.critique
    await desk.model_settled()
    if rules is None or not desk.seat.ready:
        return attempt
    coached = await _read_by_model(desk, attempt, rules)
    if coached is None or not coached.by_model:
        notice = coached.notice.text if coached and coached.notice else "The model was not waited for."
        desk.talk.say(f"{notice} The rules' critique stands.")
        return attempt
    critique = coached.critique
    await _keep(desk, lambda store: store.save_critique(attempt.id, critique))
    return replace(attempt, critique=critique)


async def _keep(desk: PlainDesk, write: "Callable[[Store], object]") -> None:
    """Write what stands beside an answer that is kept already: the drill goes on where the disk refuses it."""
    try:
        await desk.store.run(write)
    except RehearseError as error:
        desk.talk.say(f"{error} This is not kept; your answer is.")


async def _read_by_model(desk: PlainDesk, attempt: Attempt, rules: Critique) -> "Coached | None":
    """Wait for the model's reading; Enter goes on without it, and then there is none."""
    without = " Enter goes on without it." if desk.talk.lines.typed else ""
    desk.talk.say(f"{desk.seat.readiness.name} reads your answer too.{without}")
    seed = desk.services.seed + attempt.id
    reading = asyncio.create_task(desk.seat.critique(attempt.answer(), rules, seed, lambda _: None))
    return reading.result() if await desk.done_or_entered(reading) else None


async def _beside(desk: PlainDesk, attempt: Attempt) -> list[str]:
    """Write what stands beside the verdict: what was told before, and the ledgers of a whole answer."""
    ledgers, found = await reviewed(desk.services, desk.store, attempt)
    return [*_found(found), *(ledger_lines(ledgers) if attempt.critique is not None else ())]


def _found(found: Review) -> Iterator[str]:
    """Write the numbers and facts that moved, the wording, what a section again has changed, an Action's sentences."""
    for line in found.resume:
        yield f"Your resume says {line.fact.text}, this answer {line.found}; somebody will ask."
    for line in found.facts.of(Standing.MOVED) if found.facts else ():
        yield f"A fact moved: {line.fact.text} before, {line.found} in this answer."
    if found.wording is not None:
        yield found.wording.text
    if found.comparison is not None:
        yield _compared(found.comparison)
    for sentence in found.meter.sentences if found.meter else ():
        yield f"“{one_line(sentence.quote)}”: {sentence.named or 'neither decides nor explains'}."


def _compared(compared: Comparison) -> str:
    """Write what a section told again has changed; how many findings went and came stands in the outcome."""
    changes = [
        f"{name}: {', '.join(each.flaw.label for each in found)}"
        for name, found in compared.findings.named.items()
        if found
    ]
    if compared.words is not None:
        changes.insert(0, f"{compared.words[0]} words before, {compared.words[1]} now")
    return f"{compared.section.label}: {'; '.join(changes) or 'no finding before, none now'}."


async def _ticked(desk: PlainDesk, attempt: Attempt) -> Attempt:
    """Ask a speaker what the set-up had in it: nobody else heard it."""
    if attempt.exercise.kind is not Kind.SETUP or attempt.mode is not Mode.SPOKEN or attempt.outcome is None:
        return attempt
    _, found = await reviewed(desk.services, desk.store, attempt)
    said = set()
    with suppress(Left):  # whoever leaves here has told the answer all the same
        for box in found.setup.opening.boxes if found.setup else ():
            if not box.filled and _ANSWERS.get(await _answer(desk, f"Did you say the {box.name}, y or n?")):
                said.add(box.name)
    attempt = replace(attempt, outcome=with_ticks(attempt.outcome, said))
    return await keep_outcome(desk.services, desk.store, attempt)


async def _answer(desk: PlainDesk, asked: str) -> str:
    return (await desk.talk.ask(lambda: asked)).strip().casefold()


async def rated(desk: PlainDesk, attempt: Attempt) -> Attempt:
    """Ask what the user thinks of the answer, if set so and a critique follows; an empty line leaves a part out."""
    if not desk.services.config.critique.self_rating or attempt.critique is None:
        return attempt
    desk.talk.say(HEAD)
    checks: dict[Check, bool] = {}
    overall = ""
    with suppress(Left):
        for check in Check:
            said = await _answer(desk, f"… {check}, y or n?")
            if said in _ANSWERS:
                checks[check] = _ANSWERS[said]
        overall = await _answer(desk, OVERALL)
    rating = SelfRating(checks, int(overall) if overall in {"1", "2", "3", "4", "5"} else None)
    if rating.empty:
        return attempt
    await _keep(desk, lambda store: store.save_self_rating(attempt.id, rating))
    return replace(attempt, self_rating=rating)
