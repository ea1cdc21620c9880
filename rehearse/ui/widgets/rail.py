"""The five sections with their budgets: where the user stands, what is spent, what is over."""

from textual.content import Content

from rehearse.domain.budget import Pace, pace
from rehearse.domain.drill import Drill
from rehearse.domain.section import PARTS, SECTIONS, Section, sections_of
from rehearse.domain.text import minutes, percent
from rehearse.domain.vocabulary import Mode
from rehearse.ui.text import Plain
from rehearse.ui.widgets.pieces import bar, muted

BAR = 24
"""Cells of a section's bar in the wide form."""
SHARE_BAR = 18
"""Cells of a share's bar, on which the aim has a mark."""
LINE = 40
"""Cells of a line in the wide form."""
STYLE = {Pace.CALM: "", Pace.WARNING: "bold $text-warning", Pace.OVER: "bold $text-error"}


class Rail(Plain):
    """Draws a drill's sections; the wide form has a bar for each, the narrow one a line for all."""

    def show_drill(self, drill: Drill, now: float, *, wide: bool) -> None:
        """Draw the drill as it stands now."""
        self.show(_wide(drill, now) if wide else _narrow(drill, now))


def _wide(drill: Drill, now: float) -> Content:
    lines: list[Content] = []
    for section in SECTIONS:
        if section in drill.plan.sections:
            lines += _section_lines(drill, section, now)
        elif not drill.plan.exercise.kind.partial:
            lines += [muted(f"  {section.letter}  {section.label:<14} stands as told"), Content("")]
    if not drill.plan.exercise.kind.partial:
        lines += [Content(""), *_share_lines(drill, now)]
    return Content("\n").join(lines)


def _section_lines(drill: Drill, section: Section, now: float) -> list[Content]:
    """Write a section's name and amount above its bar and time; the one the user stands in is a band."""
    spent, budget = drill.spent(section, now), drill.budget(section)
    state, here = pace(spent, budget), section is drill.section
    name = f"{'▌' if here else ' '} {section.letter}  {section.label}"
    amount = f"{_amount(drill, spent, budget)} "
    clock = drill.seconds(section, now) if drill.plan.mode is Mode.TYPED else None
    word = "OVER" if state is Pace.OVER else ""
    time = minutes(clock) if clock is not None else ""
    calm = "$text-accent" if here else "$foreground-muted"
    pieces = [
        Content.assemble(
            (name, "bold $text-accent" if here else ""),
            " " * (LINE - len(name) - len(amount)),
            (amount, STYLE[state] or ("bold" if here else "")),
        ),
        Content.assemble(
            ("▌    " if here else "     ", "$text-accent"),
            (bar(spent / budget, BAR), STYLE[state] or calm),
            (f"{word:>5}", STYLE[state]),
            (f"{time:>5} ", "$foreground-muted"),
        ),
    ]
    return [piece.stylize("on $panel") if here else piece for piece in pieces]


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
                (f"{amount}{over}", STYLE[state] or "$foreground-muted"),
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
        letters = "+".join(section.letter for section in sections_of(part))
        ideal, said = drill.plan.budget.share(part), "–" if share is None else percent(share)
        text = f"  {letters:<4}{bar(share or 0, SHARE_BAR, ideal)} {said:>5} of {percent(ideal)}"
        lines.append(muted(text))
    return lines
