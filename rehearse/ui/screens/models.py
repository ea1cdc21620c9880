"""The models of this machine: which one asks, what each is, how far it was found to be trusted."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import DataTable

from rehearse.domain.text import in_bytes
from rehearse.interviewer.port import NONE_FOUND
from rehearse.rehearsal.seat import BEING_MEASURED
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.text import Plain, cell, shortened
from rehearse.ui.widgets.key_line import KeyLine
from rehearse.ui.widgets.list_table import ListTable

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.interviewer.discovery import FoundModel

NOT_CALIBRATED = "How far to trust it is not measured yet: rehearse calibrate does that."


class ModelsScreen(AppScreen):
    """Lists the models found; Enter lets the marked one ask."""

    PLACES = (Place.MODELS, Place.LISTS)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.MODELS),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[FoundModel, ...] = ()
        self._trust: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Lay out who asks now, the list, the marked model's details and what suits this machine."""
        yield Plain("Models", classes="title")
        yield Plain(id="badge")
        yield ListTable("Model", "Kind", "Size", "Where", id="models", own_enter=False)
        yield Plain("Looking for models …", id="empty-models")
        with VerticalScroll(id="model-details"):
            yield Plain(id="model-detail")
            yield Plain(id="model-advice")
        yield KeyLine()

    def on_mount(self) -> None:
        """Look for models."""
        self.query_one("#models").display = False
        self.set_focus(self.query_one(ListTable))
        self.show_readiness()
        self.look()

    def show_readiness(self) -> None:
        """Show who asks, and what measuring has come to, which changes it."""
        readiness = self.rehearse.seat.readiness
        why = f"  ·  {readiness.why}" if readiness.why else ""
        self.query_one("#badge", Plain).show(readiness.label + why)
        self.detail()

    @work(group="look", exclusive=True, exit_on_error=False)
    async def look(self) -> None:
        """List the models; headers are read off the event loop."""
        models = self.rehearse.services.models
        if models is None:
            self.query_one("#empty-models", Plain).show(NONE_FOUND)
            return
        self._found, advice = await asyncio.to_thread(lambda: (models.found(), models.advice()))
        self._trust = {str(each.file): models.trust(each) for each in self._found}
        table, empty = self.query_one(ListTable), self.query_one("#empty-models", Plain)
        table.fill([(str(each.file), _cells(each)) for each in self._found])
        table.display = bool(self._found)
        empty.display = not self._found
        empty.show(NONE_FOUND)
        self.set_focus(table)
        self.query_one("#model-advice", Plain).show(advice)

    @on(DataTable.RowHighlighted)
    def detail(self) -> None:
        """Show the marked model's facts or trouble, its calibration and its speed."""
        if (model := self._marked()) is not None:
            file = str(model.file)
            what = str(model.trouble) if model.trouble else _facts(model)
            lines = [
                model.name,
                file,
                what,
                self._trust.get(file) or NOT_CALIBRATED,
                self.rehearse.seat.speeds.get(model.file, ""),
            ]
            self.query_one("#model-detail", Plain).show("\n".join([*filter(None, lines), ""]))

    @on(DataTable.RowSelected)
    def action_use(self) -> None:
        """Let the marked model ask."""
        model = self._marked()
        if model is None or self._refused():
            return
        if model.trouble is not None:
            self.rehearse.trouble(f"{model.file}: {model.trouble}")
        else:
            self._choose(model.file)

    def action_measure(self) -> None:
        """Measure the marked model; the app does it, so that it ends in order when this screen is left."""
        model, seat = self._marked(), self.rehearse.seat
        if model is not None and not self._refused():
            self.rehearse.run_worker(seat.measure(model.file), group="measure", exit_on_error=False)

    def action_built_in(self) -> None:
        """Let the built-in interviewer ask."""
        if not self._refused():
            self._choose(None)

    def _refused(self) -> bool:
        """Say that a model is being measured, while one is."""
        measuring = self.rehearse.seat.measuring
        if measuring:
            self.rehearse.notify(BEING_MEASURED)
        return measuring

    @work(group="choose", exclusive=True, exit_on_error=False)
    async def _choose(self, file: "Path | None") -> None:
        models = self.rehearse.services.models
        if models is None:
            return
        try:
            await asyncio.to_thread(models.choose, file)
        except OSError as error:
            self.rehearse.trouble(f"The choice cannot be written: {error.strerror or error}.")
            return
        self.rehearse.take_model()

    def _marked(self) -> "FoundModel | None":
        key = self.query_one(ListTable).marked
        return next((each for each in self._found if str(each.file) == key), None)


def _cells(model: "FoundModel") -> tuple[Text, ...]:
    facts = model.facts
    kind = f"{facts.architecture} {facts.quantisation}" if facts else "cannot be used"
    size = in_bytes(facts.size) if facts else ""
    return tuple(cell(text) for text in (shortened(model.name, 40), kind, size, model.source))


def _facts(model: "FoundModel") -> str:
    facts = model.facts
    if facts is None:
        return ""
    context = f"{facts.context} tokens of context" if facts.context else "context not given"
    template = "its own chat template" if facts.has_template else "no chat template: a plain one is used"
    return f"{facts.architecture} {facts.quantisation}, {in_bytes(facts.size)}, {context}, {template}"
