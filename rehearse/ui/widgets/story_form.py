"""The form of a story: single lines, bullets and ticks; there is no field for prose (requirements 37, 40 and 84)."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, RadioButton, RadioSet, SelectionList, TextArea
from textual.widgets.selection_list import Selection

from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.story import EXTRAS, Field, Story, figure_from, figure_line
from rehearse.domain.story_steps import HELP, SPINE_HELP
from rehearse.domain.text import clean
from rehearse.domain.vocabulary import Angle, Competency, Experience
from rehearse.ui.text import Plain

FIGURES_HELP = "One figure a line: what | before | after | unit | where it was measured"


class Lines(TextArea):
    """A few lines, each a bullet; Tab goes on to the next part."""

    def __init__(self, text: str, *, id: str) -> None:
        super().__init__(
            text, id=id, tab_behavior="focus", show_line_numbers=False, highlight_cursor_line=False
        )


class StoryForm(VerticalScroll, can_focus=False):
    """Shows a story to write in; `story` reads what stands there, character for character."""

    def __init__(self, story: Story) -> None:
        super().__init__(id="story-form")
        self._begin = story

    def compose(self) -> ComposeResult:
        """Lay out the parts from the title to the figures."""
        story = self._begin
        yield from _labelled(
            "Title", "A few words you call it by.", Input(story.title, id="title", select_on_focus=False)
        )
        for field in Field:
            optional = "Optional. " if field in EXTRAS else ""
            line = Input(story.fields.get(field, ""), id=f"field-{field.value}", select_on_focus=False)
            yield from _labelled(field.label, optional + HELP[field], line)
        with RadioSet():
            for level in Experience:
                yield RadioButton(Content(level.value), value=level is story.experience)
        yield Plain("Which questions it answers: space ticks", classes="form-label")
        yield SelectionList[Competency](
            *(Selection(Content(each.label), each, each in story.competencies) for each in Competency),
            id="competencies",
        )
        yield Plain("From which angles it can be told: space ticks", classes="form-label")
        yield SelectionList[Angle](
            *(Selection(Content(each.label), each, each in story.angles) for each in Angle), id="angles"
        )
        for section in SECTIONS:
            bullets = "\n".join(story.spine.get(section, ()))
            yield from _labelled(
                section.label, SPINE_HELP[section], Lines(bullets, id=f"spine-{section.value}")
            )
        figures = "\n".join(map(figure_line, story.metrics))
        yield from _labelled("Figures", FIGURES_HELP, Lines(figures, id="figures"))

    def story(self) -> Story:
        """Read the form."""
        fields = {each: clean(self.query_one(f"#field-{each.value}", Input).value) for each in Field}
        level = self.query_one(RadioSet).pressed_index
        ticked = self.query_one("#competencies", SelectionList).selected
        angles = self.query_one("#angles", SelectionList).selected
        return Story(
            title=clean(self.query_one("#title", Input).value),
            fields={each: text for each, text in fields.items() if text},
            spine={section: bullets for section in SECTIONS if (bullets := self._bullets(section))},
            competencies=tuple(each for each in Competency if each in ticked),
            angles=tuple(each for each in Angle if each in angles),
            experience=tuple(Experience)[max(level, 0)],
            metrics=tuple(map(figure_from, self._lines("figures"))),
        )

    def _bullets(self, section: Section) -> tuple[str, ...]:
        return self._lines(f"spine-{section.value}")

    def _lines(self, name: str) -> tuple[str, ...]:
        text = clean(self.query_one(f"#{name}", Lines).text)
        return tuple(line for line in text.splitlines() if line.strip())


def _labelled(name: str, hint: str, editor: Input | Lines) -> ComposeResult:
    label = Content.assemble((name, "bold"), (f"   {hint}", "$foreground-muted"))
    yield Vertical(Plain(label, classes="form-label"), editor, classes="form-part")
