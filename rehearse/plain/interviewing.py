"""A mock interview line by line, question after question, to its debrief."""

from rehearse.domain.debrief import debrief
from rehearse.domain.debrief_text import as_lines
from rehearse.domain.text import counted, spelled
from rehearse.domain.vocabulary import Coaching
from rehearse.plain.desk import PlainDesk
from rehearse.plain.drilling import take
from rehearse.plain.judging import show
from rehearse.rehearsal.mocking import MockRun
from rehearse.rehearsal.reviewing import read_mock


async def mock(desk: PlainDesk, run: MockRun) -> None:
    """Ask what is left of a mock, and look back on it."""
    exam = run.mock.plan.coaching is Coaching.EXAM
    shown = "nothing is shown before the debrief" if exam else "a critique after each"
    desk.talk.say(f"Mock interview, {counted(len(run.mock.slots), 'question')}; {shown}.")
    while run.mock.place is not None:
        clock = f" {spelled(run.seconds)} on the clock." if run.seconds else ""
        desk.talk.say(f"Question {run.place + 1} of {len(run.mock.slots)}.{clock}")
        attempt = await take(desk, await desk.table.next_of(run))
        run.run(on=False)
        if attempt is None:
            return
        run.answered(attempt.id)
        if not exam:
            await show(desk, attempt)
    await run.end()
    found, attempts = await desk.store.run(lambda store: read_mock(store, run.mock.id))
    if found is not None:
        desk.talk.say(*as_lines(debrief(found, attempts, desk.services.anchors())))
        desk.talk.say(f"rehearse debrief {found.id} --plain reads this again.")
