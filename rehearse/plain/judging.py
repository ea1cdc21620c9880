"""What an answer came to, said line by line: your own rating first where wanted, the model's part, the critique."""

import asyncio
from dataclasses import replace

from rehearse.domain.attempt import Attempt
from rehearse.domain.critique_text import ledger_lines, verdict_lines
from rehearse.domain.self_rating import HEAD, OVERALL, Check, SelfRating
from rehearse.plain.desk import PlainDesk
from rehearse.plain.lines import Ended

_ANSWERS = {"y": True, "yes": True, "n": False, "no": False}


async def show(desk: PlainDesk, attempt: Attempt) -> Attempt:
    """Say what an attempt came to, and give it as it is kept then."""
    if desk.services.config.critique.self_rating and attempt.critique is not None:
        attempt = await _rated(desk, attempt)
    attempt = await _coached(desk, attempt)
    hide = desk.services.config.screen.hide_scores
    desk.talk.say(*verdict_lines(attempt, desk.services.anchors(), hide_scores=hide))
    if attempt.critique is not None:
        desk.talk.say(*ledger_lines(await asyncio.to_thread(desk.services.ledgers, attempt.answer())))
    desk.talk.say(f"Kept as attempt {attempt.id}; rehearse history show {attempt.id} reads it again.")
    return attempt


async def _coached(desk: PlainDesk, attempt: Attempt) -> Attempt:
    """Let the model add to the rules' critique; Enter goes on without it."""
    rules = attempt.critique
    await desk.model_settled()
    if rules is None or not desk.seat.ready:
        return attempt
    without = " Enter goes on without it." if desk.talk.lines.typed else ""
    desk.talk.say(f"{desk.seat.readiness.name} reads your answer too.{without}")
    seed = desk.services.seed + attempt.id
    reading = asyncio.create_task(desk.seat.critique(attempt.answer(), rules, seed, lambda _: None))
    waiting: set[asyncio.Task[object]] = {reading}
    if desk.talk.lines.typed:
        waiting.add(asyncio.create_task(_entered(desk)))
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waiting:
            if not each.done():
                each.cancel()
    coached = reading.result() if reading.done() and not reading.cancelled() else None
    if coached is None or not coached.by_model:
        notice = coached.notice.text if coached and coached.notice else "The model was not waited for."
        desk.talk.say(f"{notice} The rules' critique stands.")
        return attempt
    critique = coached.critique
    await desk.store.run(lambda store: store.save_critique(attempt.id, critique))
    return replace(attempt, critique=critique)


async def _entered(desk: PlainDesk) -> None:
    try:
        while await desk.talk.lines.next(60.0) is None:
            pass
    except Ended:
        return


async def _rated(desk: PlainDesk, attempt: Attempt) -> Attempt:
    """Ask what the user thinks of the answer; an empty line leaves a part out."""
    desk.talk.say(HEAD)
    checks: dict[Check, bool] = {}
    for check in Check:
        said = (await desk.talk.ask(f"… {check}, y or n?".strip)).strip().casefold()
        if said in _ANSWERS:
            checks[check] = _ANSWERS[said]
    overall = (await desk.talk.ask(lambda: OVERALL)).strip()
    rating = SelfRating(checks, int(overall) if overall in {"1", "2", "3", "4", "5"} else None)
    if rating.empty:
        return attempt
    await desk.store.run(lambda store: store.save_self_rating(attempt.id, rating))
    return replace(attempt, self_rating=rating)
