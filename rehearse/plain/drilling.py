"""A drill from its question to what comes after its critique, and on to the next one."""

import asyncio
import logging

from rehearse.domain.attempt import Attempt
from rehearse.domain.drill import Phase
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exercise import SPECIAL
from rehearse.domain.question import Question
from rehearse.domain.vocabulary import Competency
from rehearse.domain.weakest import weakest_section
from rehearse.errors import CRITIQUE_FAILED, UNREADABLE, RehearseError, sentence_for
from rehearse.plain.answering import Answering
from rehearse.plain.card import Card
from rehearse.plain.commands import Command, Place, command_in, help_for
from rehearse.plain.desk import PlainDesk
from rehearse.plain.judging import rated, show
from rehearse.plain.talk import Left
from rehearse.rehearsal.beside import Beside
from rehearse.rehearsal.session import DrillSession

log = logging.getLogger(__name__)


async def drill(
    desk: PlainDesk, session: DrillSession, plan: Plan, competency: Competency | None = None
) -> None:
    """Take a drill and show its critique, then whatever is wanted next, until nothing is.

    Other questions are of the competency that was asked for, if one was.
    """
    following: DrillSession | None = session
    while following is not None:
        attempt = await take(desk, following)
        if attempt is None:
            following = await _another(desk, following.drill.question, plan, competency)
        else:
            following = await _after(desk, await show(desk, await rated(desk, attempt)), plan, competency)


async def take(desk: PlainDesk, session: DrillSession) -> Attempt | None:
    """Take one drill to its end and keep it; None when another question is wanted in its place."""
    beside = Beside(session, desk.store)
    answering = Answering(desk, session, beside)
    try:
        await _recall(desk, beside)
        if session.drill.phase is Phase.ASKED:
            first = await Card(desk, session).show()
            if first is None:
                return None
            await answering.begin(first)
        else:
            desk.talk.say(f"Going on with: {session.drill.question.text}")
            answering.take_up()
        await answering.run()
        while await _follows_up(desk, session):
            await answering.run()
        return await _completed(desk, session)
    except (Left, asyncio.CancelledError):
        await answering.leave()
        raise


async def _recall(desk: PlainDesk, beside: Beside) -> None:
    try:
        await beside.recall()
    except RehearseError as error:  # more is said then than need be
        desk.talk.later(str(error))


async def _follows_up(desk: PlainDesk, session: DrillSession) -> bool:
    """Let the interviewer ask on, or repeat what was left open; tell whether there was anything to ask."""
    if not session.take_up_follow_up():
        try:
            await _ask_on(desk, session)
        except Exception as error:
            log.exception("no follow-up could be asked")
            desk.talk.say(f"{sentence_for(error)} Your answer is kept; the drill goes on without follow-ups.")
    exchange = session.drill.open_exchange
    if exchange is None:
        return False
    number, planned = len(session.drill.exchanges), session.drill.plan.follow_ups
    asks = exchange.interviewer or desk.seat.interviewer.name
    desk.talk.say(f"Follow-up {number} of {planned} ({asks}):", exchange.follow_up.text)
    return True


async def _ask_on(desk: PlainDesk, session: DrillSession) -> None:
    if session.critique is None:
        await session.finish()
    if not session.follow_up_is_due:
        return
    await desk.model_settled()
    if desk.seat.ready:
        desk.talk.say(f"{desk.seat.readiness.name} is thinking.")
    async for _ in session.next_follow_up():
        pass  # A question is said as a whole: a screen reader would read every piece of it.


async def _completed(desk: PlainDesk, session: DrillSession) -> Attempt:
    while True:
        try:
            attempt = await session.complete()
        except RehearseError as error:
            desk.talk.say(f"{error} Your answer is kept so far; mend that, then press Enter.")
            if command_in(await desk.talk.ask(lambda: "Try again:"), Place.AFTER) is Command.QUIT:
                raise Left from None
        else:
            if attempt is None:
                raise RehearseError(UNREADABLE)
            if session.critique is None and session.wants_critique:
                desk.talk.say(CRITIQUE_FAILED)
            return attempt


async def _after(
    desk: PlainDesk, attempt: Attempt, plan: Plan, competency: Competency | None
) -> DrillSession | None:
    """Ask what comes next; None when nothing does."""
    special = attempt.exercise.kind in SPECIAL
    again = "/again begins the next take" if special else "/again tells it once more"
    weakest = "" if _partial(attempt) else f", /weakest only its {weakest_section(attempt).label}"
    desk.talk.say(f"{again}{weakest}, /another takes another question. Enter ends.")
    while True:
        try:
            line = await desk.talk.ask(lambda: "Next:")
        except Left:
            return None
        command = command_in(line, Place.AFTER)
        match command:
            case Command.AGAIN:
                return await desk.table.again(attempt, plan)
            case Command.WEAKEST if not _partial(attempt):
                return desk.table.retry_section(attempt, weakest_section(attempt), plan)
            case Command.ANOTHER:
                return await _another(desk, attempt.question, plan, competency)
            case Command.QUIT:
                return None
            case None if not line.strip():
                return None
        desk.talk.say(*([command] if isinstance(command, str) else help_for(Place.AFTER)))


def _partial(attempt: Attempt) -> bool:
    return attempt.exercise.kind.partial


async def _another(
    desk: PlainDesk, question: Question, plan: Plan, competency: Competency | None
) -> DrillSession:
    """Put another question on the table; the same one where there is no other, which is said."""
    other = await desk.bank.propose(instead_of=question, competency=competency)
    if other is None:
        desk.talk.say(desk.bank.no_other(competency))
    return DrillSession.new(desk.seat, desk.store, other or question, plan)
