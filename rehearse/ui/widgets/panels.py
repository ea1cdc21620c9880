"""What holds the focus while an answer is told: the card before it, the editors, the spoken panel."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from rehearse.domain.budget import Pace, pace
from rehearse.domain.cue import CRITERIA, Teaching
from rehearse.domain.drill import Drill
from rehearse.domain.drill_plan import Plan
from rehearse.domain.section import Section
from rehearse.domain.text import minutes, typed_after
from rehearse.domain.vocabulary import Mode
from rehearse.ui.hanging import Hung, Sheet
from rehearse.ui.key_map import KeyMap
from rehearse.ui.keys import Place, bindings
from rehearse.ui.text import Plain
from rehearse.ui.widgets.answer_side import state, total_line
from rehearse.ui.widgets.big_clock import BigClock
from rehearse.ui.widgets.pieces import choice_lines, muted
from rehearse.ui.widgets.prose_editor import ProseEditor
from rehearse.ui.widgets.rail import Rail


class CardFocus(Plain, can_focus=True):
    """The line below a question card; while it has the focus the card's keys work."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CARD, on="screen")

    def show_choices(
        self,
        plan: Plan,
        keys: KeyMap,
        *,
        offered: Callable[[str], bool],
        story: str,
        notes: tuple[str, ...],
    ) -> None:
        """List what can be changed before the clock starts, each with its key, and notes on the story."""
        words = f", {plan.target_words} words" if plan.mode is Mode.TYPED else ""
        choices = (
            ("mode", "typed or spoken", str(plan.mode)),
            ("target", "length", minutes(plan.target) + words),
            ("persona", "listener", plan.persona.name),
            ("coaching", "coached or exam", str(plan.coaching)),
            ("follow_ups", "follow-ups", str(plan.follow_ups)),
            ("another", "another question", ""),
            ("story", keys.keyed("story, <card.no_story>: none"), story),
        )
        lines: list[Content | Hung] = [
            Content.styled(keys.keyed("<card.begin> starts the clock."), "bold"),
            Content(""),
        ]
        lines += choice_lines(
            [(keys.shown(f"card.{action}"), name, now) for action, name, now in choices if offered(action)],
            18,
        )
        if offered("story"):
            lines += [muted(f"{'':<21}{note}") for note in notes if note]
        self.show(Sheet(lines))


class SectionEditor(ProseEditor):
    """Where one section is written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.TYPED, on="screen"),
        *bindings(Place.EVERYWHERE, only={"interrupt"}, on="app"),
    ]

    def __init__(self, section: Section, text: str) -> None:
        super().__init__(text, id=f"editor-{section.value}")
        self.section = section
        self.border_title = section.label

    def on_mount(self) -> None:
        """Go on behind what was written before."""
        self.move_cursor(self.document.end)

    def coach(self, *, criteria: bool) -> None:
        """Show what the section is listened to for, or nothing."""
        self.border_subtitle = CRITERIA[self.section] if criteria else ""

    def take_back(self, told: str) -> str:
        """Give what was typed after the words that were told, and let these stand alone."""
        words = typed_after(told, self.text)
        if words:
            self.text = told
        return words


class SpokenPanel(Vertical, can_focus=True):
    """Nearly empty: the section, its clock in large numbers, what comes next, and one line for the whole answer."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.SPOKEN, on="screen")

    def compose(self) -> ComposeResult:
        """Lay out the name, the clock and the line below."""
        yield Plain(id="spoken-section")
        yield BigClock(id="spoken-clock")
        yield Plain(id="spoken-budget")
        yield Plain(id="spoken-criteria")
        yield Rail(id="spoken-rail")
        yield Plain(id="spoken-total")

    def show(self, drill: Drill, now: float, ghost: str, keys: KeyMap, teaching: Teaching) -> None:
        """Show the section's clock; `ghost` says where the best attempt left it."""
        spent, budget = drill.spent(drill.section, now), drill.budget(drill.section)
        spoken = pace(spent, budget)
        self.update_classes({"-warning": spoken is Pace.WARNING, "-over": spoken is Pace.OVER})
        self.query_one("#spoken-section", Plain).show(drill.section.label)
        self.query_one(BigClock).show_time(minutes(spent))
        over = "  OVER" if spoken is Pace.OVER else ""
        following = drill.following.label if drill.following else "finish"
        key = "<spoken.next_section>" if drill.following else "<spoken.finish>"
        then = keys.keyed(f"{key}: {following}") if teaching.keys else f"then {following}"
        self.query_one("#spoken-budget", Plain).show(f"of {minutes(budget)}{over}  ·  {then}")
        self.query_one("#spoken-criteria", Plain).show(CRITERIA[drill.section] if teaching.criteria else "")
        self.query_one(Rail).show_drill(drill, now, wide=False)
        whole = f"{total_line(drill, now)}{state(drill, now)}"
        self.query_one("#spoken-total", Plain).show(f"{whole}  ·  {ghost}" if ghost else whole)
