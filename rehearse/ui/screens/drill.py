"""The drill: a question card, five sections against the clock, follow-ups, and on to the critique."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import ContentSwitcher, TextArea

from rehearse.domain.drill import Phase
from rehearse.domain.section import SECTIONS
from rehearse.domain.text import minutes
from rehearse.domain.vocabulary import Coaching, Mode
from rehearse.rehearsal.session import DrillSession
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import AUTOSAVE, WIDE
from rehearse.ui.screens.drill_beside import DrillBeside
from rehearse.ui.text import Plain
from rehearse.ui.widgets.answer_side import AnswerSide
from rehearse.ui.widgets.cue_panel import CuePanel
from rehearse.ui.widgets.follow_up import FollowUpPanel
from rehearse.ui.widgets.key_line import KeyLine
from rehearse.ui.widgets.panels import CardFocus, SectionEditor, SpokenPanel
from rehearse.ui.widgets.question_card import QuestionCard

TICK = 0.25
"""Seconds between drawings of the clocks; what they show is always read from the clock itself."""


class DrillScreen(DrillBeside):
    """Coordinates one drill; what is right at which moment is decided by the session's drill."""

    PLACES = (Place.CARD, Place.TYPED, Place.SPOKEN, Place.FOLLOW_UP)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.EVERYWHERE, only={"leave"}),
        # The editors have these too; between two follow-ups and after trouble no editor has the focus.
        *bindings(Place.FOLLOW_UP),
    ]

    def __init__(self, session: DrillSession) -> None:
        super().__init__(session)
        self._rung: frozenset[str] | None = None

    def compose(self) -> ComposeResult:
        """Lay out everything a drill ever shows; the phase decides what is seen."""
        drill = self.session.drill
        yield QuestionCard(drill)
        yield CardFocus(id="card-focus")
        with Horizontal(id="desk"):
            yield AnswerSide(id="side")
            with Vertical(id="work"):
                yield CuePanel(id="cue-card")
                yield SpokenPanel(id="spoken")
                with ContentSwitcher(initial=f"editor-{drill.section.value}", id="editors"):
                    for section in SECTIONS:
                        yield SectionEditor(section, drill.texts.get(section, ""))
        yield FollowUpPanel(id="follow-up")
        yield Plain(id="cue")
        yield KeyLine()

    def on_mount(self) -> None:
        """Take the drill up where it stands."""
        self.set_interval(TICK, self.tick)
        self.set_interval(AUTOSAVE, self.session.autosave)
        self.stage()
        self.recall()
        if self.session.drill.phase is Phase.ASKED:
            self.pose()
            if self.offers("story"):
                self.propose_story()
        else:
            self.take_up()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual calls it so)
        """Keep the keys of the follow-ups out of the other phases."""
        drill = self.session.drill
        if action == "skip":
            return drill.phase is Phase.FOLLOW_UP or self.halted
        if action == "finish":
            return drill.takes_words or self.halted
        return self.offers(action)

    def on_unmount(self) -> None:
        """Leave nothing unsaved behind, however the screen was closed."""
        self.session.leave()
        if self.session.mock is not None:
            self.session.mock.run(on=False)

    # Drawing

    def stage(self) -> None:
        """Show what belongs to the phase, and put the focus there."""
        drill = self.session.drill
        phases = {f"-{phase.value.replace('_', '-')}": drill.phase is phase for phase in Phase}
        spoken, exam = drill.plan.mode is Mode.SPOKEN, drill.plan.coaching is Coaching.EXAM
        # At once: each change of a class has every widget below styled anew.
        self.update_classes({**phases, "-is-spoken": spoken, "-exam": exam, "-resuming": drill.resuming})
        self.query_one(QuestionCard).show(drill, self.session.story)
        if drill.phase in (Phase.ASKED, Phase.PREPARING):
            self.set_focus(self.query_one(CardFocus))
        elif drill.phase in (Phase.ANSWERING, Phase.PAUSED):
            self.query_one(ContentSwitcher).current = f"editor-{drill.section.value}"
            self.coach()
            self.set_focus(self.query_one(SpokenPanel) if spoken else self.editor)
        self.refresh_bindings()
        self.draw()

    def tick(self) -> None:
        """Let time do its work, and show it."""
        match self.session.advance():
            case Phase.INTERRUPTED:
                self.open_cut()
            case Phase.ANSWERING:
                self._begun()
        self.draw()

    def draw(self) -> None:
        """Draw the clocks as they stand now."""
        drill, now = self.session.drill, self.session.now
        if (mock := self.session.mock) is not None:
            self.query_one(QuestionCard).head(
                f"Mock, question {mock.place + 1} of {len(mock.mock.slots)}  ·  {minutes(mock.seconds)}"
            )
        if drill.phase is Phase.ASKED:
            self.show_choices()
        elif drill.phase is Phase.PREPARING:
            left = drill.plan.preparation - drill.preparation.read(now)
            text = f"Collect your thoughts: {minutes(left + 0.99)}. <card.begin> starts the clock now."
            self.query_one(CardFocus).show(self.keyed(text))
        elif drill.phase in (Phase.ANSWERING, Phase.PAUSED):
            self._draw_answer(now)
            self._ring(drill.over(now))
        elif drill.phase is Phase.INTERRUPTED and drill.cut is not None:
            self.panel.tick(drill.cut.timer.read(now))
        elif (exchange := drill.open_exchange) is not None:
            self.panel.tick(exchange.timer.read(now))

    def _draw_answer(self, now: float) -> None:
        drill, ghost = self.session.drill, self.beside.ghost(minutes)
        self.query_one(AnswerSide).show(drill, now, ghost, wide=self.app.size.width >= WIDE)
        self.query_one(SpokenPanel).show(drill, now, ghost, self.rehearse.key_map, self.beside.teaching)
        self.show_cue(now)

    def _ring(self, over: frozenset[str]) -> None:
        """Ring once for whatever runs over now; what did before this screen was opened is old news."""
        if self._rung is not None and over - self._rung:
            self.app.bell()
        self._rung = over | (self._rung or frozenset())

    # What is typed

    @on(TextArea.Changed)
    def keep_words(self, event: TextArea.Changed) -> None:
        """Take over each change at once; the disk follows within half a second."""
        if isinstance(event.text_area, SectionEditor):
            self.session.write(event.text_area.section, event.text_area.text)
            if self.session.asking or self.session.drill.open_exchange is not None:
                self.carry_over()
        else:
            self.session.reply(self.panel.reply)

    def collect(self) -> None:
        """Take over what stands in the editors now: messages of the last letters may still be under way."""
        for editor in self.query(SectionEditor):
            self.session.write(editor.section, editor.text)
        self.session.reply(self.panel.reply)

    def keep(self) -> None:
        """Queue the last letters for the disk."""
        self.collect()
        self.session.save()

    # The card

    def action_begin(self) -> None:
        """Start the clock, or the preparation where one is wanted."""
        self.session.begin()
        self._begun()

    def _begun(self) -> None:
        self.workers.cancel_group(self, "interviewer")
        self.query_one(QuestionCard).hush()
        self.stage()
        self.recall()  # the card may have changed typed for spoken

    # The answer

    def action_next_section(self) -> None:
        """Go on to the next section; whoever speaks first goes on where the interviewer cut in."""
        if self.session.drill.resuming and self.session.drill.plan.mode is Mode.SPOKEN:
            self.session.toggle_pause()
        elif self._goes_on():
            self.session.next()
        self.stage()

    def action_back_section(self) -> None:
        """Return to the section before."""
        if self._goes_on():
            self.session.back()
            self.stage()

    def _goes_on(self) -> bool:
        """Tell whether sections can be gone through now; a typed answer that was paused runs on.

        Letters typed just before may still be under way then: they let the clock run on, but only later.
        """
        drill = self.session.drill
        if drill.phase is Phase.PAUSED and drill.plan.mode is Mode.TYPED:
            self.session.toggle_pause()
        return self.session.drill.phase is Phase.ANSWERING

    def action_pause(self) -> None:
        """Stop the clock, or let it run on."""
        if self.session.drill.phase in (Phase.ANSWERING, Phase.PAUSED):
            self.session.toggle_pause()
            self.stage()

    def action_notes(self) -> None:
        """Write bullet notes while speaking."""
        self.add_class("-notes")
        self.set_focus(self.editor)

    # Leaving

    def action_leave(self) -> None:
        """Stop the interviewer, or go back: from notes to the clock, from a drill to Home; text is kept."""
        if self.stop_speaking():
            return
        if self.has_class("-notes") and isinstance(self.focused, SectionEditor):
            self.remove_class("-notes")
            self.set_focus(self.query_one(SpokenPanel))
            return
        self.collect()
        kept = self.session.drill.phase not in (Phase.ASKED, Phase.PREPARING)
        # Queued before Home reads its lists: they must show this draft.
        self.session.leave()
        self.rehearse.go_home()
        if kept:
            self.rehearse.drills.left(self.session)
