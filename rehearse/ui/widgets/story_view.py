"""Stories, the board and the cards as content: bullets and counts, never prose."""

from collections.abc import Iterable

from rich.text import Text
from textual.content import Content

from rehearse.domain.coverage import ANGLE_ORDER, ENOUGH, Coverage
from rehearse.domain.cue_card import LAST_CHECK, CueCard, InterviewCard
from rehearse.domain.section import SECTIONS
from rehearse.domain.story import FIELDS, UNTITLED, Field, Story, figure_line
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.vocabulary import Competency
from rehearse.ui.hanging import Hung, Sheet
from rehearse.ui.key_map import KeyMap
from rehearse.ui.text import cell, plain, shortened
from rehearse.ui.widgets.pieces import bullet, heading, muted

COLUMNS = ("Story", "Fields", "State", "Told")
TITLE_WIDTH = 34


def story_cells(kept: KeptStory, told: int) -> tuple[Text, ...]:
    """Give the cells of one line of the list."""
    return (
        cell(shortened(kept.story.title or UNTITLED, TITLE_WIDTH)),
        cell(f"{kept.story.filled}/{len(FIELDS)}"),
        cell(state(kept)),
        cell(f"{told}×" if told else "–"),
    )


def state(kept: KeptStory) -> str:
    """Say in a word or two how far a story is."""
    if not kept.version:
        return "begun"
    said = "ready" if kept.story.ready else "not ready"
    return f"{said}, draft" if kept.drafted else said


def story_card(kept: KeptStory, keys: KeyMap, version_of: int | None = None) -> Sheet:
    """Write a story whole; `version_of` counts the versions where an older one is shown."""
    story = kept.story
    shown = f"{kept.key}  ·  version {kept.version}" + (f" of {version_of}" if version_of else "")
    if not kept.version:
        shown = "begun, not kept yet"
    lines: list[Content | Hung] = [Content.styled(plain(story.title or UNTITLED).plain, "bold"), muted(shown)]
    if story.refusal:
        lines.append(Content.styled(plain(story.refusal).plain, "$text-warning"))
    if kept.drafted and kept.version:
        lines.append(muted(keys.keyed("There is a draft with later words: <stories.edit> goes on with it.")))
    tags = ", ".join([each.label for each in story.competencies] + [each.label for each in story.angles])
    lines += [Content(""), *_fields(story)]
    lines += _part("Figures", [figure_line(each) for each in story.metrics])
    for section in SECTIONS:
        lines += _part(section.label, story.spine.get(section, ()))
    lines += [Content(""), muted(f"{tags or 'no category yet'}  ·  {story.experience.value}")]
    hints = [f"{hint.place}: {hint.text}" for hint in story.hints()]
    return Sheet([*lines, *_part("Could be better", hints)])


def _fields(story: Story) -> list[Hung]:
    return [
        Hung(
            Content.styled(f"{each.label:<18}", "bold"),
            plain(story.fields[each]) if story.has(each) else muted("still open"),
        )
        for each in Field
        if each in FIELDS or story.has(each)
    ]


def _part(name: str, lines: Iterable[str]) -> list[Content | Hung]:
    bullets = list(map(bullet, lines))
    return [Content(""), heading(name), *bullets] if bullets else []


def progress(story: Story) -> Content:
    """Say live how far the story in the form is, and the first hint."""
    counted = f"{story.filled} of {len(FIELDS)} fields"
    if story.ready:
        hint = next((f"  ·  {each.place}: {each.text}" for each in story.hints()), "")
        return Content.assemble(("Ready", "bold $text-success"), f"  ·  {counted}", plain(hint))
    names = ", ".join(each.label.lower() for each in story.missing)
    return Content.assemble(("Not ready", "bold $text-warning"), f"  ·  {counted}  ·  missing: {names}")


def board(found: Coverage, keys: KeyMap) -> Sheet:
    """Write the board: the advice, the one thing to do next, categories and angles against stories."""
    hole = found.next
    lines: list[Content | Hung] = [plain(found.advice), Content("")]
    if hole is None:
        lines.append(Content.styled(ENOUGH, "bold $text-success"))
    else:
        lines.append(
            Hung(
                Content.styled("Next: ", "bold $text-accent"), Content.styled(plain(hole.text).plain, "bold")
            )
        )
    lines += [Content(""), *_grid(found, keys)]
    never = [
        ("Signals never shown", [each.label for each in found.unheard_signals]),
        ("Constraints never named", list(found.unheard_constraints)),
        ("Never said anything of", [each.label.lower() for each in found.unheard_extras]),
    ]
    if found.stories:
        lines.append(Content(""))
        lines += [
            Hung(Content.styled(f"{name:<26}", "bold"), plain(", ".join(each) or "none"))
            for name, each in never
        ]
    for group in found.same_lesson:
        titles = ", ".join(f"“{each.story.title}”" for each in group)
        lines.append(muted(f"The same lesson stands in {titles}."))
    return Sheet(lines)


def _grid(found: Coverage, keys: KeyMap) -> list[Content]:
    stories = found.stories
    if not stories:
        return [muted(keys.keyed("No stories yet: <coverage.fill> begins with the first of five."))]
    numbers = "".join(f"{number:>4}" for number in range(1, len(stories) + 1))
    lines = [Content.assemble((f"{'Category':<30}", "bold $text-accent"), (numbers, "bold"))]
    for competency in Competency:
        marks = "".join(f"{_mark(kept, competency):>4}" for kept in stories)
        empty = not found.carried[competency]
        lines.append(Content.styled(f"{competency.label:<30}{marks}", "$text-warning" if empty else ""))
    fields = "".join(f"{f'{kept.story.filled}/{len(FIELDS)}':>4}" for kept in stories)
    lines += [Content(f"{'Fields':<30}{fields}"), Content("")]
    lines.append(Content.styled(f"{'Angle, times practised':<30}", "bold $text-accent"))
    for angle in ANGLE_ORDER:
        times = [found.practised.get(kept.id, {}).get(angle, 0) for kept in stories]
        counted = "".join(f"{each or '·':>4}" for each in times)
        lines.append(Content.styled(f"{angle.label:<30}{counted}", "" if any(times) else "$text-warning"))
    lines.append(Content(""))
    lines += [
        Content.assemble(
            (f"{number:>2}  ", "bold"), plain(shortened(kept.story.title, 60)), f"  {state(kept)}"
        )
        for number, kept in enumerate(stories, start=1)
    ]
    lines.append(muted("● ready story   ○ tagged, not ready yet   · none"))
    return lines


def _mark(kept: KeptStory, competency: Competency) -> str:
    if competency not in kept.story.competencies:
        return "·"
    return "●" if kept.story.ready else "○"


def cue(card: CueCard) -> Sheet:
    """Write a cue card: what the angle leans on, the spine, the numbers."""
    title = f"{card.title}, from the angle of {card.angle.label}" if card.angle else card.title
    lines: list[Content | Hung] = [Content.styled(plain(title).plain, "bold")]
    leaning = [f"{field.label}: {text}" for field, text in card.lean_on]
    leaning += [f"{field.label}: still empty" for field in card.blank]
    lines += _part("Lean on", leaning)
    for section, bullets in card.spine:
        lines += _part(section.label, bullets)
    if not card.spine:
        lines += [Content(""), muted("No bullets yet: write a spine for this story.")]
    return Sheet([*lines, *_part("Numbers", card.numbers)])


def last_page(page: InterviewCard) -> Sheet:
    """Write the page for the last minutes before an interview."""
    if not page.openings:
        return Sheet([muted("No stories yet. Write the first one, and this page fills itself.")])
    lines: list[Content | Hung] = [heading("Openings")]
    for opening in page.openings:
        lines.append(Content.styled(plain(opening.title).plain, "bold"))
        lines += map(bullet, opening.bullets)
    lines += _part("Numbers", page.numbers)
    lines += _part("Holes", page.holes)
    return Sheet([*lines, Content(""), heading("Last check"), plain(LAST_CHECK)])
