"""One take of a drill of a part: what was measured, what to do better, and the next take a key away."""

from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from rehearse.domain.attempt import Attempt
from rehearse.domain.review import Review, ticked, with_ticks
from rehearse.domain.vocabulary import Mode
from rehearse.rehearsal.reviewing import reviewed
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.text import Plain
from rehearse.ui.widgets import answer_view, outcome_view
from rehearse.ui.widgets.headline import Headline
from rehearse.ui.widgets.key_line import KeyLine
from rehearse.ui.widgets.review_blocks import ReviewBlocks


class TakeScreen(AppScreen):
    """Shows a take of the set-up or of the Action; `fresh` right after the drill, else from the history."""

    PLACES = (Place.TAKE,)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.TAKE),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self, attempt: Attempt, *, fresh: bool) -> None:
        super().__init__()
        self.attempt = attempt
        self.fresh = fresh
        self._review: Review | None = None

    def compose(self) -> ComposeResult:
        """Lay out the measures above the words."""
        yield Headline(self.attempt.question.text, id="attempt-head")
        with VerticalScroll(id="take"):
            yield ReviewBlocks()
            yield Plain(answer_view.answer_text(self.attempt, None), id="answer-text")
            yield Plain(id="wording", classes="block")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the take."""
        self.set_focus(self.query_one("#take"))
        self.read()

    @work(group="review", exclusive=True, exit_on_error=False)
    async def read(self) -> None:
        """Show everything that was measured."""
        _, review = await reviewed(self.rehearse.services, self.rehearse.store, self.attempt)
        self._review = review
        self.query_one(ReviewBlocks).show(self.attempt, review, self.rehearse.key_map)
        self.query_one("#wording", Plain).show(outcome_view.wording(review))
        outcome = review.outcome
        if outcome is not None and outcome != self.attempt.outcome:
            self.attempt = replace(self.attempt, outcome=outcome)
            attempt_id = self.attempt.id
            await self.rehearse.store.run(lambda store: store.save_outcome(attempt_id, outcome))

    def action_tick(self, number: int) -> None:
        """Tick a box of a spoken set-up, or take the tick away: nobody else heard it."""
        review, outcome = self._review, self.attempt.outcome
        if review is None or review.setup is None or outcome is None or self.attempt.mode is not Mode.SPOKEN:
            self.rehearse.notify("Only the boxes of a spoken set-up are ticked; words are read.")
            return
        box = review.setup.opening.boxes[number - 1]
        if box.filled:
            self.rehearse.notify(f"{box.name} stands in your notes.")
            return
        self.attempt = replace(self.attempt, outcome=with_ticks(outcome, ticked(outcome) ^ {box.name}))
        self.read()

    def action_go_on(self) -> None:
        """Begin the next take."""
        self.rehearse.drills.go_on(self.attempt)

    def action_practice(self) -> None:
        """Choose another special drill for this story."""
        self.rehearse.practise(self.attempt.story.id if self.attempt.story else None)

    def action_history(self) -> None:
        """Show this take in the history."""
        self.rehearse.show_history(self.attempt.id)

    def action_leave(self) -> None:
        """Go back to where this was opened from."""
        if self.fresh:
            self.rehearse.go_home()
        else:
            self.app.pop_screen()
