"""The five sections with their budgets: where the user stands, what is spent, what is over."""

from textual.content import Content
from textual.widgets import Static

from rehearse.domain.budget import Pace, pace
from rehearse.domain.drill import Drill
from rehearse.domain.section import PARTS, SECTIONS, Section
from rehearse.domain.text import minutes, percent
from rehearse.domain.vocabulary import Mode
from rehearse.ui.text import bar

BAR = 16
"""Cells of a budget bar in the wide form."""
STYLE = {Pace.CALM: "$text-primary", Pace.WARNING: "bold $text-warning", Pace.OVER: "bold $text-error"}


class Rail(Static):
    """Draws a drill's sections; the wide form has a bar for each, the narrow one a line for all."""

    def show(self, drill: Drill, now: float, *, wide: bool) -> None:
        """Draw the drill as it stands now."""
        self.update(_wide(drill, now) if wide else _narrow(drill, now))


def _wide(drill: Drill, now: float) -> Content:
    lines: list[Content] = []
    for section in SECTIONS:
        spent, budget = drill.spent(section, now), drill.budget(section)
        state = pace(spent, budget)
        here = section is drill.section
        clock = drill.seconds(section, now)
        mark = "▸" if here else " "
        name = f"{mark} {section.letter}  {section.label}"
        if section not in drill.plan.sections:
            if drill.plan.exercise.kind.partial:
                continue
            lines += [Content.assemble((f"{name:<18}", "$text-muted"), ("  stands as told", "$text-muted"))]
            lines += [Content("")]
            continue
        lines.append(
            Content.assemble(
                (f"{name:<18}", "bold" if here else ""),
                (f"{_amount(drill, spent, budget):>12}", STYLE[state]),
            )
        )
        word = "  OVER" if state is Pace.OVER else ""
        time = minutes(clock) if clock is not None and drill.plan.mode is Mode.TYPED else ""
        lines.append(
            Content.assemble(("     ", ""), (bar(spent / budget, BAR), STYLE[state]), (word, STYLE[state]))
            + Content.assemble((f"{time:>9}" if not word else f" {time:>4}", "$text-muted"))
        )
    if not drill.plan.exercise.kind.partial:
        lines += [Content(""), *_share_lines(drill, now)]
    return Content("\n").join(lines)


def _narrow(drill: Drill, now: float) -> Content:
    pieces: list[Content] = []
    for section in drill.plan.sections if drill.plan.exercise.kind.partial else SECTIONS:
        spent, budget = drill.spent(section, now), drill.budget(section)
        state = pace(spent, budget)
        mark = "▸" if section is drill.section else " "
        over = "!" if state is Pace.OVER else ""
        amount = f"{spent:.0f}/{budget:.0f}" if drill.plan.mode is Mode.TYPED else minutes(spent)
        pieces.append(
            Content.assemble(
                (f"{mark}{section.letter} ", "bold" if section is drill.section else ""),
                (f"{amount}{over}", STYLE[state]),
            )
        )
    return Content(" ").join(pieces)


def _amount(drill: Drill, spent: float, budget: float) -> str:
    if drill.plan.mode is Mode.TYPED:
        return f"{spent:.0f}/{budget:.0f} words"
    return f"{minutes(spent)}/{minutes(budget)}"


def share_line(drill: Drill, now: float) -> str:
    """Write the three shares in the fewest words; nothing before anything was spent."""
    measured = None if drill.plan.exercise.kind.partial else drill.live_shares(now)
    return "  ·  " + "/".join(percent(measured.of(part))[:-2] for part in PARTS) + " %" if measured else ""


def _share_lines(drill: Drill, now: float) -> list[Content]:
    measured = drill.live_shares(now)
    lines = []
    for part in PARTS:
        share = measured.of(part) if measured else None
        letters = "+".join(section.letter for section in Section if section.part is part)
        meant = percent(drill.plan.budget.share(part))
        text = f"  {letters:<4} {'–' if share is None else percent(share):>5} of {meant}"
        lines.append(Content.styled(text, "$text-muted"))
    return lines
