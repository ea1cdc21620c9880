"""What is said when a command asks for it: the clocks, the question, what was entered, criteria and bullets, help."""

from rehearse.domain.cue import CRITERIA
from rehearse.domain.cue_card import bullet
from rehearse.domain.drill import Drill, Phase
from rehearse.domain.text import spelled
from rehearse.domain.vocabulary import Coaching
from rehearse.plain import clocks
from rehearse.plain.commands import Command, Place, help_for, how_to_end
from rehearse.rehearsal.session import DrillSession


def said(command: Command, session: DrillSession, entered: str) -> list[str]:
    """Give the lines that a command asks for."""
    match command:
        case Command.TIME:
            return _time(session)
        case Command.QUESTION:
            return [_question(session.drill)]
        case Command.READ:
            return [entered or "Nothing is entered here yet."]
        case Command.CUES:
            return _cues(session)
    follows_up = session.drill.phase is Phase.FOLLOW_UP
    how = how_to_end(session.drill.plan.mode).capitalize()
    return [f"{how} ends what you are telling.", *help_for(Place.FOLLOW_UP if follows_up else Place.ANSWER)]


def _time(session: DrillSession) -> list[str]:
    drill, now = session.drill, session.now
    if (exchange := drill.open_exchange) is not None:
        lines = [f"{clocks.on_follow_up(exchange.timer, now)}."]
    else:
        lines = [*clocks.all_clocks(drill, now)]
    return [*lines, f"Interview: {spelled(session.mock.seconds)}."] if session.mock else lines


def _question(drill: Drill) -> str:
    if drill.phase is Phase.INTERRUPTED and drill.cut is not None:
        return drill.cut.question
    exchange = drill.open_exchange
    return exchange.follow_up.text if exchange else drill.question.text


def _cues(session: DrillSession) -> list[str]:
    if session.drill.plan.coaching is Coaching.EXAM:
        return ["No cues in an exam."]
    section = session.drill.section
    if session.story is None:
        return [CRITERIA[section], "This answer tells no story of your bank."]
    bullets = session.story.story.spine.get(section, ())
    return [
        CRITERIA[section],
        *(map(bullet, bullets) if bullets else ["The story has no bullets for this section."]),
    ]
