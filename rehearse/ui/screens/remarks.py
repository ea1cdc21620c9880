"""Tags and a note on an attempt, kept as they are typed."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import TextArea

from rehearse.domain.attempt import Attempt
from rehearse.domain.remarks import kept_note, read_tags
from rehearse.storage.port import Store
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.form import FormScreen
from rehearse.ui.text import Plain, shortened
from rehearse.ui.widgets.key_line import KeyLine


class RemarksScreen(FormScreen):
    """A form for what a user notes down on one attempt."""

    FIELDS: Mapping[str, str] = {"tags": "Tags, parted by blanks"}
    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.EVERYWHERE, only={"leave"})

    def __init__(self, attempt: Attempt, on_kept: Callable[[], object]) -> None:
        super().__init__()
        self._attempt = attempt
        self._on_kept = on_kept
        self._written = (attempt.remarks.tags, attempt.remarks.note)

    def compose(self) -> ComposeResult:
        """Lay out the tags beside the note."""
        remarks = self._attempt.remarks
        yield Plain(f"Noted down on “{shortened(self._attempt.question.text, 80)}”", classes="title")
        with Horizontal(classes="body"):
            yield from self.fields({"tags": " ".join(remarks.tags)})
            yield TextArea(remarks.note, id="note", classes="form-text", show_line_numbers=False)
        yield Plain(id="form-read")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the tags."""
        self.query_one("#note", TextArea).border_title = "Note"
        self.set_focus(self.query_one("#field-tags"))
        self.changed()

    def _read(self) -> tuple[tuple[str, ...], str]:
        return read_tags(self.found()["tags"]), kept_note(self.query_one("#note", TextArea).text)

    def told(self) -> str:
        """Say how the tags were read, and how to find them again."""
        tags, _ = self._read()
        return (
            f"Tags: {', '.join(tags)}. tag:{tags[0]} in the history's search finds it."
            if tags
            else "No tags."
        )

    def unwritten(self) -> Callable[[Store], object] | None:
        """Give what writes tags and note down."""
        found = self._read()
        if found == self._written:
            return None
        self._written = found
        attempt_id = self._attempt.id
        return lambda store: store.remarks.keep(attempt_id, *found)

    def action_leave(self) -> None:
        """Keep it and go back."""
        self.collect()
        self._on_kept()
        self.app.pop_screen()
