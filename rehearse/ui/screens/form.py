"""What forms share that are kept as they are typed: one-line fields, one save at a time, nothing lost at the end."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, TextArea

from rehearse.domain.text import clean
from rehearse.storage.port import Store
from rehearse.ui.screens.base import AUTOSAVE, AppScreen
from rehearse.ui.text import Plain


class Filled:
    """Whoever fills in a form, for the store to know what it owes; `words` are those that were written last."""

    def __init__(self) -> None:
        self.words = ""


class FormScreen(AppScreen):
    """A form of one-line fields beside what else there is; subclasses read it and write it down."""

    FIELDS: Mapping[str, str]
    """What each field is called."""
    _pending: Future[None] | None = None

    def __init__(self) -> None:
        super().__init__()
        self.author = Filled()

    def fields(self, values: Mapping[str, str]) -> ComposeResult:
        """Lay out the fields with their values."""
        with VerticalScroll(classes="form-fields", can_focus=False):
            for name, label in self.FIELDS.items():
                yield Plain(label)
                yield Input(values[name], id=f"field-{name}", compact=True)

    def on_mount(self) -> None:
        """Write down what is typed; Textual calls this beside a subclass's own."""
        self.set_interval(AUTOSAVE, self.save)

    def found(self) -> dict[str, str]:
        """Read the fields."""
        return {name: clean(self.query_one(f"#field-{name}", Input).value).strip() for name in self.FIELDS}

    @on(Input.Changed)
    @on(TextArea.Changed)
    def changed(self) -> None:
        """Say what was read, or what is wrong with a field."""
        self.query_one("#form-read", Plain).show(self.told())

    def told(self) -> str:
        """Say what was read, or what is wrong with a field."""
        raise NotImplementedError

    def save(self) -> None:
        """Write what changed, unless the last write is still under way."""
        if self._pending is not None and not self._pending.done():
            return
        if (write := self.unwritten()) is not None:
            found = [each.value for each in self.query(Input)] + [each.text for each in self.query(TextArea)]
            self.author.words = "\n\n".join(filter(None, map(clean, found)))
            self._pending = self.rehearse.store.post(write, self.author)

    def unwritten(self) -> Callable[[Store], object] | None:
        """Give what writes the changes down; None where there are none."""
        raise NotImplementedError

    def collect(self) -> None:
        """Take over what was typed last, whatever is still being written."""
        self._pending = None
        self.save()
