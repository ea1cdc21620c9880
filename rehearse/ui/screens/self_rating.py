"""Asks users what they think of their answer before the critique is shown: three parts by yes or no, then 1 to 5."""

from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from rehearse.domain.attempt import Attempt
from rehearse.domain.self_rating import HEAD, Check, SelfRating
from rehearse.errors import RehearseError
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.text import Plain
from rehearse.ui.widgets import self_rating_view as view
from rehearse.ui.widgets.key_line import KeyLine


class SelfRatingScreen(AppScreen):
    """Stands between a drill and its critique; one key answers each question, Esc leaves the rest out."""

    PLACES = (Place.SELF_RATING,)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.SELF_RATING),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self, attempt: Attempt) -> None:
        super().__init__()
        self._attempt = attempt
        self._said = SelfRating()
        self._done = False

    def compose(self) -> ComposeResult:
        """Lay out the questions."""
        with Vertical(id="self-rating"):
            yield Plain(HEAD, classes="title")
            yield Plain(id="self-rating-lines")
            yield Plain(id="self-rating-keys")
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask the first."""
        self._draw()

    @property
    def _asked(self) -> Check | None:
        """Give the part that is asked now; None when the rating is."""
        return next((check for check in Check if check not in self._said.checks), None)

    def _draw(self) -> None:
        self.query_one("#self-rating-lines", Plain).show(view.lines(self._said, self._asked))
        self.query_one("#self-rating-keys", Plain).show(view.keys(self._asked, self.rehearse.key_map))

    def action_check(self, convinces: bool) -> None:
        """Answer the part that is asked."""
        if self._asked is not None:
            self._said = replace(self._said, checks={**self._said.checks, self._asked: convinces})
            self._draw()

    def action_rate(self, overall: int) -> None:
        """Rate the whole answer, and go on to the critique."""
        if self._asked is None:
            self._said = replace(self._said, overall=overall)
            self._draw()
            self._go_on()

    def action_back(self) -> None:
        """Take the last answer back."""
        kept = list(self._said.checks.items())[:-1]
        self._said = SelfRating(dict(kept))
        self._draw()

    def action_leave(self) -> None:
        """Leave the rest out, and go on to the critique."""
        self._go_on()

    @work(group="self-rating", exit_on_error=False)
    async def _go_on(self) -> None:
        if self._done:
            return
        self._done = True
        attempt, said = self._attempt, self._said
        if not said.empty:
            try:
                await self.rehearse.store.run(lambda store: store.save_self_rating(attempt.id, said))
            except RehearseError as error:
                self.rehearse.trouble(str(error))
            attempt = replace(attempt, self_rating=said)
        self.rehearse.drills.show_critique(attempt)
