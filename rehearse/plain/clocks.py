"""What the clocks say, in words: on entering a section, beside each prompt, at the marks of a budget, on demand."""

from collections.abc import Callable, Iterator

from rehearse.domain.budget import FOLLOW_UP_SECONDS, Light, Pace, pace
from rehearse.domain.clock import Timer
from rehearse.domain.cue import CRITERIA
from rehearse.domain.drill import Drill, Phase
from rehearse.domain.section import PARTS, Section
from rehearse.domain.text import counted, percent, spelled
from rehearse.domain.vocabulary import Mode

STATES = {Pace.CALM: "", Pace.WARNING: ", nearly full", Pace.OVER: ", over"}


def entering(drill: Drill, *, criteria: bool) -> str:
    """Say which section begins, its budget, and what it is listened to for, if that is wanted."""
    section, told = drill.section, drill.plan.sections
    budget = drill.budget(section)
    room = f"{budget:.0f} words" if drill.plan.mode is Mode.TYPED else spelled(budget)
    place = f", {told.index(section) + 1} of {len(told)}" if len(told) > 1 else ""
    criterion = f" {CRITERIA[section]}" if criteria else ""
    return f"{section.label}{place}: {room}.{criterion}"


def spent(drill: Drill, section: Section, now: float) -> str:
    """Say what a section has used of its budget, and when that is nearly all or more."""
    used, budget = drill.spent(section, now), drill.budget(section)
    if drill.plan.mode is Mode.TYPED:
        amount = f"{used:.0f} of {budget:.0f} words"
    else:
        amount = f"{spelled(used)} of {spelled(budget)}"
    return f"{amount}{STATES[pace(used, budget)]}"


def on_follow_up(timer: Timer, now: float) -> str:
    """Say how long a follow-up is being answered."""
    used = timer.read(now)
    return f"{spelled(used)} of {spelled(FOLLOW_UP_SECONDS)}{STATES[pace(used, FOLLOW_UP_SECONDS)]}"


def prompt(drill: Drill, now: float, *, blank: bool) -> str:
    """Give what stands before a line: where the words go, and its clock; `blank` follows a first empty line."""
    again = ", Enter again ends it" if blank else ""
    typed = drill.plan.mode is Mode.TYPED
    match drill.phase:
        case Phase.PREPARING:
            return "Ready:"
        case Phase.PAUSED:
            return "Back to your Action:" if drill.resuming else "Paused, Enter goes on:"
        case Phase.FOLLOW_UP if typed and drill.open_exchange is not None:
            return f"Your answer, {on_follow_up(drill.open_exchange.timer, now)}{again}:"
        case Phase.ANSWERING:
            return f"{drill.section.label}{f', {spent(drill, drill.section, now)}' if typed else ''}{again}:"
    return f"Your answer{again}:"


def all_clocks(drill: Drill, now: float) -> Iterator[str]:
    """Say every clock of an answer."""
    for section in drill.plan.sections:
        here = ", here" if section is drill.section else ""
        yield f"{section.label}{here}: {spent(drill, section, now)}."
    yield whole(drill, now)
    if (shares := drill.live_shares(now)) is not None and not drill.plan.exercise.kind.partial:
        yield f"Shares so far: {', '.join(f'{part.label} {percent(shares.of(part))}' for part in PARTS)}."


def whole(drill: Drill, now: float) -> str:
    """Say what the whole answer has used."""
    over = ", over" if drill.light(now) is Light.OVER else ""
    time = spelled(drill.total_seconds(now))
    if drill.plan.mode is Mode.SPOKEN:
        return f"Whole answer: {time} of {spelled(drill.plan.target)}{over}."
    words = drill.total_words()
    aloud = spelled(drill.plan.budget.aloud(words))
    return f"Whole answer: {words} of {counted(drill.plan.target_words, 'word')}{over}, {aloud} aloud; typed in {time}."


class Marks:
    """Notices when a clock passes a mark, once each: a section nearly full or over, the whole answer at its target."""

    def __init__(self) -> None:
        self._section: Section | None = None
        self._state = self._reply_state = Pace.CALM
        self._light = Light.EARLY
        self._cue = ""

    def passed(self, drill: Drill, now: float, cue: Callable[[float], str]) -> str:
        """Say what was passed since the last look; empty where nothing was.

        `cue` gives what coaches at a moment of the answer; it is said once.
        A typed section's own clock stands in every prompt, as that of a typed follow-up does, and is not said again.
        """
        spoken = drill.plan.mode is Mode.SPOKEN
        if drill.open_exchange is not None and spoken:
            return self._on_follow_up(drill.open_exchange.timer, now)
        if drill.phase is not Phase.ANSWERING:
            return ""
        cued, filled = self._cued(cue(now)), self._in_section(drill, now)
        said = cued or (filled if spoken else "")
        light, before = drill.light(now), self._light
        self._light = light
        if light is not before and light in (Light.RED, Light.OVER):
            said = f"{said} {whole(drill, now)}"
        return said.strip()

    def _on_follow_up(self, timer: Timer, now: float) -> str:
        state, before = pace(timer.read(now), FOLLOW_UP_SECONDS), self._reply_state
        self._reply_state = state
        return f"{on_follow_up(timer, now)}." if state is not before and state is not Pace.CALM else ""

    def _in_section(self, drill: Drill, now: float) -> str:
        state = pace(drill.spent(drill.section, now), drill.budget(drill.section))
        before = self._state if drill.section is self._section else Pace.CALM
        self._section, self._state = drill.section, state
        if state is before or state is Pace.CALM:
            return ""
        return f"{drill.section.label}: {spent(drill, drill.section, now)}."

    def _cued(self, cue: str) -> str:
        before, self._cue = self._cue, cue
        return cue if cue != before else ""
