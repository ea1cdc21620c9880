"""The debrief of a mock: a leaning with its reasons, three things to do, question by question, and the notes."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from rehearse.domain.debrief import STEP_KINDS, Debrief, Step, ToDo, debrief
from rehearse.domain.debrief_text import as_json, as_markdown
from rehearse.domain.exercise import Exercise
from rehearse.rehearsal.reviewing import read_mock
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.text import Plain
from rehearse.ui.widgets import debrief_view as view
from rehearse.ui.widgets.key_line import KeyLine


class DebriefScreen(AppScreen):
    """Shows one debrief; 1, 2 and 3 start what it says to do next."""

    PLACES = (Place.DEBRIEF,)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.DEBRIEF),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self, mock_id: int) -> None:
        super().__init__()
        self._mock_id = mock_id
        self._debrief: Debrief | None = None
        self._notes = False

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield Plain("Debrief", id="debrief-title", classes="title")
        with VerticalScroll(id="debrief"):
            yield Plain(id="debrief-page")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the mock."""
        self.set_focus(self.query_one("#debrief"))
        self.read()

    @work(group="debrief", exclusive=True, exit_on_error=False)
    async def read(self) -> None:
        """Read the mock with its answers and look back on it."""
        mock_id = self._mock_id
        mock, attempts = await self.rehearse.store.run(lambda store: read_mock(store, mock_id))
        if mock is None:
            self.query_one("#debrief-page", Plain).show("This mock is not there any more.")
            return
        self._debrief = debrief(mock, attempts, self.rehearse.services.anchors())
        self._show()

    def _show(self) -> None:
        if (found := self._debrief) is None:
            return
        hide = self.rehearse.services.config.screen.hide_scores
        page = (
            view.notes_page(found)
            if self._notes
            else view.page(found, self.rehearse.key_map, hide_scores=hide)
        )
        self.query_one("#debrief-title", Plain).show(view.title(found, notes=self._notes))
        self.query_one("#debrief-page", Plain).show(page)
        self.query_one("#debrief").scroll_home(animate=False)

    def action_notes(self) -> None:
        """Switch between the debrief and the interviewer's notes."""
        self._notes = not self._notes
        self._show()

    def action_do(self, number: int) -> None:
        """Start one of the things to do next."""
        if self._debrief is None or number > len(self._debrief.to_do):
            self.rehearse.notify("There is nothing under that number.")
            return
        self._start(self._debrief, self._debrief.to_do[number - 1])

    def _start(self, found: Debrief, wanted: ToDo) -> None:
        line = found.lines[wanted.number - 1] if wanted.number else None
        attempt = line.attempt if line else None
        if wanted.step is Step.STORIES:
            self.rehearse.show_stories()
        elif attempt is not None and wanted.step is Step.AGAIN and wanted.section is not None:
            self.rehearse.drills.retry_section(attempt, wanted.section)
        elif wanted.step in STEP_KINDS:
            story = attempt.story.id if attempt and attempt.story else None
            self.rehearse.drills.special(Exercise(STEP_KINDS[wanted.step]), story)
        elif line is not None:
            self.rehearse.drills.start(self.rehearse.bank.library.with_probes(line.question))

    @work(group="export", exclusive=True, exit_on_error=False)
    async def action_export(self) -> None:
        """Write the debrief as Markdown and as JSON beside the database, which may be a copy for this session."""
        if (found := self._debrief) is None:
            return
        name = f"mock-{found.mock.started_at.astimezone():%Y-%m-%d}-{found.mock.id}"
        written = await self.rehearse.store.run(
            lambda store: self.rehearse.services.exports(store.file)(name, as_markdown(found), as_json(found))
        )
        self.rehearse.notify(f"Written: {written}", timeout=10)

    def action_history(self) -> None:
        """Open the history."""
        self.rehearse.show_history()
