"""One attempt with its critique: what to fix first, the evidence, the answer with the quoted words marked."""

from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll

from rehearse.domain.attempt import Attempt
from rehearse.domain.critique import Critique, Finding
from rehearse.domain.exercise import SPECIAL, Kind
from rehearse.domain.history import HistoryFilter
from rehearse.domain.weakest import weakest_section
from rehearse.rehearsal.mocking import MockRun
from rehearse.rehearsal.reviewing import reviewed
from rehearse.storage.port import Store
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.attempt_coach import AttemptCoach
from rehearse.ui.screens.remarks import RemarksScreen
from rehearse.ui.text import Plain, plain
from rehearse.ui.widgets import answer_view, outcome_view, self_rating_view, verdict_view
from rehearse.ui.widgets import critique_view as view
from rehearse.ui.widgets.headline import Headline
from rehearse.ui.widgets.key_line import KeyLine
from rehearse.ui.widgets.pieces import heading, joined
from rehearse.ui.widgets.review_blocks import ReviewBlocks


class AttemptScreen(AttemptCoach):
    """Shows an attempt that is over; `fresh` right after the drill, else from the history."""

    PLACES = (Place.CRITIQUE,)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.CRITIQUE),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self, attempt: Attempt, *, fresh: bool, mock: MockRun | None = None) -> None:
        super().__init__(attempt)
        self.fresh = fresh
        self._mock = mock
        self._marked = 0

    @property
    def _findings(self) -> tuple[Finding, ...]:
        return self.attempt.critique.findings if self.attempt.critique else ()

    def compose(self) -> ComposeResult:
        """Lay out the critique beside the answer; below each other where it is narrow."""
        attempt, critique = self.attempt, self.attempt.critique
        head = f"{attempt.question.competency.label}  ·  {attempt.persona.name}  ·  {attempt.question.text}"
        yield Headline(head, id="attempt-head")
        with Horizontal(id="attempt-body"):
            with VerticalScroll(id="critique"):
                if critique is None:
                    yield Plain("No critique was written for this attempt.", classes="block")
                else:
                    yield from self._critique_blocks(attempt, critique)
            with VerticalScroll(id="answer"):
                yield Plain(id="noted", classes="block")
                yield Plain(id="answer-text")
                yield Plain(answer_view.follow_ups(attempt))
                yield Plain(id="sample")
        yield KeyLine()

    def _critique_blocks(self, attempt: Attempt, critique: Critique) -> ComposeResult:
        hide_scores = self.rehearse.services.config.screen.hide_scores
        yield Plain(id="coaching")
        special = attempt.exercise.kind is not Kind.WHOLE
        if special:
            yield ReviewBlocks()
        yield Plain(view.fix_first(critique), id="fix-first", classes="block")
        yield Plain(view.listened_for(critique), classes="block")
        if not special:
            yield ReviewBlocks()
        if critique.rewrite:
            yield Plain(view.rewrite(critique), classes="block")
        yield Plain(id="verdict")
        yield Plain(view.share_bars(attempt), classes="block")
        yield from self._finding_blocks()
        if critique.strengths:
            yield Plain(view.strengths(critique), classes="block")
        anchors = self.rehearse.services.anchors()
        yield Plain(view.ratings(critique, anchors, hide_scores=hide_scores), classes="block")
        yield Plain(view.delivery(critique), classes="block")
        yield Plain(id="wording", classes="block")
        yield Plain(view.made_by(attempt, critique), classes="block")
        yield Plain(id="last-check", classes="block")
        if attempt.self_rating is not None:
            yield Plain(
                self_rating_view.beside(attempt.self_rating, critique.overall, hide_scores=hide_scores),
                id="own-rating",
            )

    def _finding_blocks(self) -> ComposeResult:
        title = f"Findings: {len(self._findings)}" if self._findings else "Findings: none"
        yield Plain(heading(title), classes="title")
        for number in range(len(self._findings)):
            yield Plain(id=f"finding-{number}", classes="finding")

    def on_mount(self) -> None:
        """Mark the first finding; right after a drill the model adds what it finds."""
        self.begin()
        if self.fresh and self.rehearse.seat.ready and self.attempt.critique is not None:
            self.action_coach()

    def begin(self) -> None:
        """Mark the first finding, and read what stands beside the critique."""
        self._marked = 0
        self.set_focus(self.query_one("#critique"))
        self._draw()
        self._show_remarks()
        if self.attempt.critique is not None:
            self._read_ledgers()

    @work(group="ledgers", exclusive=True, exit_on_error=False)
    async def _read_ledgers(self) -> None:
        """Add what only the ledgers know, and what is said beside the critique."""
        ledgers, review = await reviewed(self.rehearse.services, self.rehearse.store, self.attempt)
        if not self.whole:
            return
        self.query_one(ReviewBlocks).show(self.attempt, review, self.rehearse.key_map)
        self.query_one("#wording", Plain).show(outcome_view.wording(review))
        where = self.keyed("<critique.ledgers> opens which, under Depth.")
        self.query_one("#verdict", Plain).show(verdict_view.verdict(ledgers, where))
        self.query_one("#last-check", Plain).show(verdict_view.last_check(ledgers))

    def _draw(self) -> None:
        if not self.whole:
            return
        marked = self._findings[self._marked] if self._findings else None
        for number, finding in enumerate(self._findings):
            disputed = self.attempt.remarks.disputes(finding)
            line = view.finding_line(finding, number + 1, marked=finding is marked, disputed=disputed)
            self.query_one(f"#finding-{number}", Plain).show(line)
        self.query_one("#answer-text", Plain).show(answer_view.answer_text(self.attempt, marked))

    def action_finding(self, distance: int) -> None:
        """Mark another finding, here and in the answer."""
        if self._findings:
            self._marked = min(max(self._marked + distance, 0), len(self._findings) - 1)
            self._draw()
            self.query_one(f"#finding-{self._marked}").scroll_visible()

    @work(group="remarks", exclusive=True, exit_on_error=False)
    async def action_dispute(self) -> None:
        """Say that the marked finding is wrong, or take that back; it is shown and not counted."""
        if not self._findings:
            return
        finding, remarks, attempt_id = self._findings[self._marked], self.attempt.remarks, self.attempt.id
        what, wrong = finding.key, not remarks.disputes(finding)
        await self.rehearse.store.run(lambda store: store.remarks.dispute(attempt_id, what, wrong=wrong))
        disputed = remarks.disputed | {what} if wrong else remarks.disputed - {what}
        self.attempt = replace(self.attempt, remarks=replace(remarks, disputed=disputed))
        self._draw()

    def action_note(self) -> None:
        """Note something down: tags and a note."""
        self.app.push_screen(RemarksScreen(self.attempt, self.reread_remarks))

    @work(group="remarks", exclusive=True, exit_on_error=False)
    async def reread_remarks(self) -> None:
        """Read again what was noted down."""
        attempt_id = self.attempt.id
        remarks = await self.rehearse.store.run(lambda store: store.remarks.load(attempt_id))
        self.attempt = replace(self.attempt, remarks=remarks)
        self._show_remarks()

    def _show_remarks(self) -> None:
        if not self.whole:
            return
        lines = view.remarks(self.attempt)
        noted = self.query_one("#noted", Plain)
        noted.show(joined(lines))
        noted.display = bool(lines)

    @work(group="compare", exclusive=True, exit_on_error=False)
    async def action_compare(self) -> None:
        """Show this attempt beside the one before it at the same question, or else of the same story."""
        attempt = self.attempt
        before = await self.rehearse.store.run(lambda store: _before(store, attempt))
        if before is None:
            self.rehearse.notify("There is no earlier attempt at this question or with this story.")
        else:
            self.rehearse.compare(before, attempt.id)

    def action_ledgers(self) -> None:
        """Open what the critique rests on."""
        if self.attempt.critique is not None:
            self.rehearse.open_ledgers(self.attempt, self.attempt.critique)

    def action_retry(self) -> None:
        """Answer the same question again."""
        self.rehearse.drills.retry(self.attempt)

    def action_weakest(self) -> None:
        """Answer only the weakest section again."""
        self.rehearse.drills.retry_section(self.attempt, weakest_section(self.attempt))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual calls it so)
        """Offer to go on only where a special drill has a next take, or a mock a next question."""
        if not self.whole:
            return action == "leave"
        return action != "go_on" or self._mock is not None or self.attempt.exercise.kind in SPECIAL

    def action_go_on(self) -> None:
        """Go on with the mock, begin the next prompt of the round, or another interruption."""
        if self._mock is not None:
            self.rehearse.mocks.go_on(self._mock)
        else:
            self.rehearse.drills.go_on(self.attempt)

    def action_practice(self) -> None:
        """Choose a special drill for the story of this answer."""
        self.rehearse.practise(self.attempt.story.id if self.attempt.story else None)

    @work(group="another", exclusive=True, exit_on_error=False)
    async def action_another(self) -> None:
        """Go on with another question."""
        if other := await self.rehearse.drills.another(self.attempt.question):
            self.rehearse.drills.start(other)

    def action_history(self) -> None:
        """Show this attempt in the history."""
        self.rehearse.show_history(self.attempt.id)

    def action_sample(self) -> None:
        """Show the pack's sample answer below the own one; it is there for its shape, not for its words."""
        told = self.rehearse.bank.library.with_probes(self.attempt.question).sample_sections()
        if not told:
            self.rehearse.notify("This question has no sample answer.")
            return
        lines = [heading("A sample, for its shape and not for its words")]
        for section, text in told:
            lines += [heading(f"{section.letter}  {section.label}"), plain(text), plain("")]
        sample = self.query_one("#sample", Plain)
        sample.show(joined(lines))
        sample.scroll_visible(top=True)

    def action_leave(self) -> None:
        """Stop the model, or go back to where this was opened from."""
        if self.stop_speaking():
            return
        if self.fresh:
            self.rehearse.go_home()
        else:
            self.app.pop_screen()


def _before(store: Store, attempt: Attempt) -> int | None:
    """Give the id of the attempt before this one at the same question, or else of the same story."""
    asked = HistoryFilter(question_key=attempt.question.key)
    told = HistoryFilter(story=attempt.story.key) if attempt.story else None
    for wanted in filter(None, (asked, told)):
        if found := store.page(wanted, 1, attempt.id):
            return found[0].id
    return None
