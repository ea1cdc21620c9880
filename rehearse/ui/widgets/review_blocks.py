"""What a special drill came to and what became of the story's facts; each is seen only when it says something."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from rehearse.domain.attempt import Attempt
from rehearse.domain.exercise import Kind
from rehearse.domain.review import Review
from rehearse.ui.hanging import Sheet
from rehearse.ui.key_map import KeyMap
from rehearse.ui.text import Plain
from rehearse.ui.widgets import fact_view, outcome_view


class ReviewBlocks(Vertical):
    """The special drill above the facts of the story and the numbers of the resume."""

    def compose(self) -> ComposeResult:
        """Lay out the blocks, empty."""
        for name in ("special", "facts", "resume"):
            yield Plain(id=name, classes="block")

    def show(self, attempt: Attempt, review: Review, keys: KeyMap) -> None:
        """Fill the blocks."""
        if attempt.exercise.kind is not Kind.WHOLE:
            self._fill("special", outcome_view.special(attempt, review, keys))
        check = review.facts
        # A part leaves most facts out on purpose; only one that moved is worth a word there.
        if check is not None and not (attempt.exercise.kind.partial and check.holds):
            name = f"“{attempt.story.story.title}”" if attempt.story else "the first telling"
            self._fill("facts", fact_view.facts(check, name))
        if review.resume:
            self._fill("resume", fact_view.resume(review.resume))

    def _fill(self, name: str, content: Content | Sheet) -> None:
        block = self.query_one(f"#{name}", Plain)
        block.show(content)
        block.display = True
