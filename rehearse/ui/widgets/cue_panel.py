"""The cue card beside a drill: bullets of the story for the section the user stands in, never a sentence to read."""

from textual.content import Content

from rehearse.domain.cue_card import cue_card
from rehearse.domain.section import Section
from rehearse.domain.story import Story
from rehearse.domain.vocabulary import Angle
from rehearse.ui.text import Plain, plain, shortened
from rehearse.ui.widgets.pieces import muted


class CuePanel(Plain):
    """Shows a story's bullets for one section; the angle's fields and the numbers stand below in every section."""

    def show_card(self, story: Story, angle: Angle | None, section: Section) -> None:
        """Show the bullets for a section."""
        card = cue_card(story, angle)
        self.border_title = plain(shortened(story.title, 40))
        self.border_subtitle = f"{section.label}{f', {angle.label}' if angle else ''}"
        bullets = dict(card.spine).get(section, ())
        lines = [Content.assemble(("• ", "$text-accent"), plain(each)) for each in bullets]
        if not lines:
            lines = [muted("no bullet for this section")]
        if card.lean_on:
            said = "; ".join(f"{each.label}: {text}" for each, text in card.lean_on)
            lines.append(Content.assemble(("lean on  ", "$foreground-muted"), plain(said)))
        if card.numbers:
            lines.append(Content.assemble(("numbers  ", "$foreground-muted"), plain("; ".join(card.numbers))))
        self.show(Content("\n").join(lines))
