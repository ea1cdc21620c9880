"""What stands beside a typed answer: the whole answer's clock in large numbers, and the sections with their budgets."""

from textual.app import ComposeResult
from textual.containers import Vertical

from rehearse.domain.budget import Light
from rehearse.domain.drill import Drill, Phase
from rehearse.domain.text import minutes
from rehearse.domain.vocabulary import Mode
from rehearse.ui.text import Plain
from rehearse.ui.widgets.big_clock import BigClock
from rehearse.ui.widgets.rail import Rail, share_line


class AnswerSide(Vertical):
    """Draws the drill as it stands; a narrow terminal has one line for the clock and one for the sections."""

    def compose(self) -> ComposeResult:
        """Lay out the clock above the sections."""
        yield BigClock(id="clock")
        yield Plain(id="total")
        yield Plain(id="ghost")
        yield Rail(id="rail")

    def show(self, drill: Drill, now: float, ghost: str, *, wide: bool) -> None:
        """Draw everything; `ghost` says where the best attempt left this section, empty when there is none."""
        light = drill.light(now)
        clock = self.query_one(BigClock)
        clock.show_time(minutes(drill.total_seconds(now)))
        clock.update_classes({f"-{each.value}": each is light for each in Light})
        total = f"of {minutes(drill.plan.target)}{aloud(drill)}" if wide else total_line(drill, now)
        share = "" if wide else share_line(drill, now)
        self.query_one("#total", Plain).show(f"{total}{share}{state(drill, now)}")
        self.query_one("#ghost").display = bool(ghost)
        self.query_one("#ghost", Plain).show(ghost)
        self.query_one(Rail).show_drill(drill, now, wide=wide)


def total_line(drill: Drill, now: float) -> str:
    """Write in one line how far the whole answer is against its target."""
    return f"{minutes(drill.total_seconds(now))}/{minutes(drill.plan.target)}{aloud(drill)}"


def aloud(drill: Drill) -> str:
    """Write the words of a typed answer against their target, and how long they would take aloud."""
    if drill.plan.mode is not Mode.TYPED:
        return ""
    words = drill.total_words()
    return f"  ·  {words}/{drill.plan.target_words} words, {minutes(drill.plan.budget.aloud(words))} aloud"


def state(drill: Drill, now: float) -> str:
    """Say that the whole answer is over its time, or that its clock stands still."""
    if drill.phase is Phase.PAUSED:
        return "  ·  GO ON" if drill.resuming else "  ·  PAUSED"
    return "  ·  OVER" if drill.light(now) is Light.OVER else ""
