"""The wizard: five core stories, one small question at a time; it can be left and taken up at the same place."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, SelectionList, TextArea
from textual.widgets.selection_list import Selection

from rehearse.domain.coverage import FEWEST
from rehearse.domain.section import Section
from rehearse.domain.story import Field, Story
from rehearse.domain.story_steps import (
    HELP,
    PLACES,
    SPINE_HELP,
    Begun,
    Name,
    Place,
    Step,
    Tags,
    answered,
    missing,
    next_step,
)
from rehearse.domain.text import clean
from rehearse.domain.vocabulary import Competency
from rehearse.errors import RehearseError
from rehearse.rehearsal.drafting import StoryDraft, kept_and_begun
from rehearse.storage.port import Store
from rehearse.ui import keys
from rehearse.ui.screens.base import AUTOSAVE, AppScreen
from rehearse.ui.text import Plain, shortened
from rehearse.ui.widgets import story_view as view
from rehearse.ui.widgets.key_line import KeyLine
from rehearse.ui.widgets.story_form import Lines

DONE = "Five stories are enough to begin with. <stories.board> on the Stories screen shows what they cover."
FILLED = "This story says everything that is asked of it."


class StoryWizardScreen(AppScreen):
    """Asks for what is missing, in the order of the form; every answer is on disk before the next question."""

    PLACES = (keys.Place.WIZARD,)
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.Place.WIZARD),
        *keys.bindings(keys.Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self, only: int | None = None) -> None:
        super().__init__()
        self._only = only
        self._skipped: set[tuple[int | None, int]] = set()
        self._step: Step | None = None
        self._draft: StoryDraft | None = None

    def compose(self) -> ComposeResult:
        """Lay out the question above its editors, of which one is shown."""
        yield Plain("Reading the stories …", id="wizard-title", classes="title")
        yield Plain(id="wizard-question")
        yield Input(id="wizard-line")
        yield Lines("", id="wizard-lines")
        yield SelectionList[Competency](
            *(Selection(Content(each.label), each) for each in Competency), id="wizard-tags"
        )
        yield Plain(id="wizard-so-far")
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask the first question."""
        self._hide()
        self.set_interval(AUTOSAVE, self._autosave)
        self.ask()

    def on_unmount(self) -> None:
        """Leave nothing unsaved behind, however the screen was closed."""
        if self._draft is not None:
            self._draft.save()

    def _autosave(self) -> None:
        if self._draft is not None:
            self._draft.autosave()

    def _hide(self) -> None:
        for name in ("line", "lines", "tags"):
            self.query_one(f"#wizard-{name}").display = False

    @work(group="wizard", exclusive=True, exit_on_error=False)
    async def ask(self) -> None:
        """Read how far the stories are, and ask for what is missing next."""
        begun = await self.rehearse.store.run(_begun)
        step = next_step(begun, self._skipped, self._only)
        self._step = step
        if step is None:
            self.rehearse.notify(self.keyed(FILLED if self._only is not None else DONE))
            self._draft = None
            self.step_back()
            return
        if self._draft is None or self._draft.story_id != step.begun.id:
            self._draft = StoryDraft(self.rehearse.store, step.begun.id, step.begun.story)
        self._pose(step)

    def _pose(self, step: Step) -> None:
        name, hint = map(self.keyed, _question(step.place))
        number = f"Story {step.number} of {FEWEST}" if self._only is None else "This story"
        self.query_one("#wizard-title", Plain).show(f"{number}  ·  step {step.position} of {len(PLACES)}")
        self.query_one("#wizard-question", Plain).show(
            Content.assemble((name, "bold"), "\n", (hint, "$foreground-muted"))
        )
        self._hide()
        editor = self._editor(step.place)
        if isinstance(editor, Input):
            editor.value = ""
        elif isinstance(editor, TextArea):
            editor.text = ""
        else:
            editor.deselect_all()
        editor.display = True
        self.set_focus(editor)
        self._show_so_far()

    def _show_so_far(self) -> None:
        if self._draft is not None:
            story = self._draft.story
            title = shortened(story.title, 60) or "A new story"
            self.query_one("#wizard-so-far", Plain).show(
                Content.assemble((title, "bold"), "  ", view.progress(story), "\n", _ticked(story))
            )

    def _editor(self, place: Place) -> "Input | Lines | SelectionList[Competency]":
        if isinstance(place, Section):
            return self.query_one("#wizard-lines", Lines)
        if isinstance(place, Tags):
            return self.query_one("#wizard-tags", SelectionList)
        return self.query_one("#wizard-line", Input)

    def _text(self, place: Place) -> str:
        editor = self._editor(place)
        if isinstance(editor, Input):
            return clean(editor.value)
        if isinstance(editor, TextArea):
            return clean(editor.text)
        return "\n".join(each.value for each in editor.selected)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(SelectionList.SelectedChanged)
    def collect(self) -> None:
        """Take over what stands in the editor."""
        step, draft = self._step, self._draft
        if step is None or draft is None:
            return
        text = self._text(step.place)
        if text or step.place not in missing(draft.story):  # what was erased is taken over too
            draft.write(answered(draft.story, step.place, text))
            self._show_so_far()

    def keep(self) -> None:
        """Queue the last letters for the disk."""
        self.collect()
        if self._draft is not None:
            self._draft.save()

    @on(Input.Submitted)
    @work(group="step", exclusive=True, exit_on_error=False)
    async def action_next_step(self) -> None:
        """Keep what stands there and go on; an empty answer stays where it is."""
        step, draft = self._step, self._draft
        if step is None or draft is None:
            return
        if not self._text(step.place).strip():
            self.rehearse.notify(self.keyed("Nothing is written yet; <wizard.skip> passes over it."))
            return
        self.collect()
        try:
            if missing(draft.story):
                await draft.settle()  # before the next question
            else:
                kept = await draft.keep()
                self._draft = None
                self.rehearse.notify(f"“{kept.story.title}” is kept as version {kept.version}.")
        except RehearseError as error:
            self.rehearse.trouble(
                self.keyed(f"{error} Your words stay here; mend that and press <wizard.next_step> again.")
            )
            return
        self._step = None
        self.ask()

    def action_skip(self) -> None:
        """Pass over this step; it is asked when the wizard is opened again."""
        if (step := self._step) is None or self._draft is None:
            return
        if step.begun.id is None:
            self.rehearse.notify(self.keyed("A story needs a title; <everywhere.leave> leaves the wizard."))
            return
        self._skipped.add((step.begun.id, step.position))
        self._step = None
        self.ask()

    def action_leave(self) -> None:
        """Go back; what was written stays, and the wizard goes on there."""
        self.collect()
        self.app.pop_screen()


def _begun(store: Store) -> list[Begun]:
    """List the stories of the bank and those of which only a draft is there, as they stand."""
    found = sorted(kept_and_begun(store.stories), key=lambda each: each.id)
    return [Begun(each.id, store.stories.draft(each.id) or each.story) for each in found]


def _question(place: Place) -> tuple[str, str]:
    if isinstance(place, Name):
        return "What do you call it?", "A few words, such as “Ticket router” or “The stale labels”."
    if isinstance(place, Field):
        return place.label, HELP[place]
    if isinstance(place, Section):
        return f"{place.label}, as bullets", SPINE_HELP[place]
    return "Which questions does it answer?", "Space ticks one, arrows move, <wizard.next_step> goes on."


def _ticked(story: Story) -> str:
    names = ", ".join(each.label for each in story.competencies)
    return f"Answers: {names}" if names else ""
