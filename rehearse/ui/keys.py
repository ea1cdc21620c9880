"""Every key of the app in one table: bindings, help and palette are made of it, and docs/keys.md is held against it.

It is long because it is one table, by places and in the order in which the help shows the keys.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rehearse.ui.key_names import named

if TYPE_CHECKING:
    from textual.binding import BindingType


class Place(StrEnum):
    """Where a key works."""

    EVERYWHERE = "Everywhere"
    LISTS = "Lists"
    HOME = "Home"
    QUESTIONS = "Questions"
    CARD = "Question card"
    TYPED = "Drill, typed"
    SPOKEN = "Drill, spoken"
    FOLLOW_UP = "Follow-up"
    SELF_RATING = "Own rating"
    CRITIQUE = "Critique"
    MODELS = "Models"
    LOOK = "Look"
    HISTORY = "History"
    TRENDS = "Trends"
    PLAN = "Plan"
    MOCK = "Mock interview"
    DEBRIEF = "Debrief"
    INTERVIEW = "Real interview"
    PROFILE = "You"
    PRACTICE = "Practice"
    TAKE = "Take"
    STORIES = "Stories"
    STORY = "Story editor"
    WIZARD = "Story wizard"
    COVERAGE = "Coverage board"
    CUE_CARD = "Cue card"


@dataclass(frozen=True, slots=True)
class Key:
    """A key, what it does, and how the footer and the help call it. `keys` may name twins, comma-separated.

    `name` is what a key map calls it where several keys share an action.
    """

    place: Place
    keys: str
    action: str
    label: str
    help: str
    footer: bool = False
    priority: bool = False
    name: str = ""

    @property
    def id(self) -> str:
        """Identify the binding, for a key map of one's own."""
        return f"{self.place.name.lower()}.{self.name or self.action}"


_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth")

# Keys that change the editor have priority: they act before the letters typed right after them are handed on. Keys that
# read the editor have none: they act after the letters typed right before them.
KEYS: tuple[Key, ...] = (
    Key(Place.EVERYWHERE, "f1,question_mark", "help", "Help", "Show the keys that work here.", footer=True),
    Key(Place.EVERYWHERE, "ctrl+p,colon", "command_palette", "Commands", "Find any action by its name."),
    Key(Place.EVERYWHERE, "escape", "leave", "Back", "Go one level back; text is kept."),
    Key(
        Place.EVERYWHERE,
        "ctrl+c",
        "interrupt",
        "Copy or stop",
        "Copy the selection; without one, stop the interviewer; else ask whether to quit.",
    ),
    Key(Place.EVERYWHERE, "ctrl+q", "quit", "Quit", "Quit; everything is saved.", priority=True),
    Key(Place.LISTS, "down,j", "cursor_down", "Down", "Next line."),
    Key(Place.LISTS, "up,k", "cursor_up", "Up", "Line before."),
    Key(Place.LISTS, "home,g", "scroll_top", "Top", "First line."),
    Key(Place.LISTS, "end,G", "scroll_bottom", "Bottom", "Last line."),
    Key(
        Place.HOME,
        "enter",
        "open",
        "Open",
        "Start the proposed question, or open the marked line.",
        footer=True,
    ),
    Key(Place.HOME, "n", "another", "Another question", "Propose another question.", footer=True),
    Key(Place.HOME, "c", "choose", "Choose", "Choose a question from the packs.", footer=True),
    Key(Place.HOME, "r", "resume", "Resume", "Go on with the newest unfinished drill.", footer=True),
    Key(Place.HOME, "h", "history", "History", "Open the history.", footer=True),
    Key(
        Place.HOME,
        "p",
        "practice",
        "Practice",
        "Practise a part of one story in a special drill.",
        footer=True,
    ),
    Key(Place.HOME, "m", "mock", "Mock", "Take a mock interview of 1, 3 or 5 questions.", footer=True),
    Key(Place.HOME, "s", "stories", "Stories", "Open the story bank.", footer=True),
    *(
        Key(
            Place.HOME,
            str(number),
            f"plan({number})",
            f"{which.capitalize()} of today",
            f"Start the {which} item of today's plan.",
            name=f"today_{number}",
        )
        for number, which in enumerate(_ORDINALS, start=1)
    ),
    Key(
        Place.HOME,
        "l",
        "last_page",
        "Last page",
        "Show the page for the last minutes before an interview, with the last check.",
    ),
    Key(Place.HOME, "t", "days", "Plan", "Show the plan of today and the days to come."),
    Key(Place.HOME, "e", "experience", "Experience", "Say where your stories happened."),
    Key(Place.HOME, "d", "date", "Date", "Set the day of the interview, from which the plan counts back."),
    Key(Place.HOME, "y", "profile", "You", "Say who you are and which job it is."),
    Key(Place.HOME, "i", "models", "Interviewer", "Choose the model that asks, or none."),
    Key(Place.HOME, "o", "look", "Look", "Choose a theme."),
    Key(Place.PLAN, "enter", "start", "Start", "Start the marked item, whenever its day is.", footer=True),
    Key(Place.TRENDS, "c", "competency", "Competency", "Show one competency after the other.", footer=True),
    Key(Place.TRENDS, "d", "span", "Span", "Show the last 30 days, the last 90, or everything.", footer=True),
    Key(Place.MODELS, "enter", "use", "Let it ask", "Load the marked model and let it ask.", footer=True),
    Key(Place.MODELS, "m", "measure", "Measure", "Measure how fast the marked model is.", footer=True),
    Key(
        Place.MODELS, "b", "built_in", "Built-in", "Use no model: the built-in interviewer asks.", footer=True
    ),
    Key(Place.LOOK, "enter", "keep", "Keep it", "Keep the marked theme, for the next time too.", footer=True),
    Key(Place.QUESTIONS, "enter", "pick", "Drill it", "Start a drill with the marked question.", footer=True),
    Key(
        Place.QUESTIONS, "c", "competency", "Competency", "Show one competency after the other.", footer=True
    ),
    Key(Place.QUESTIONS, "slash", "search", "Search", "Search the questions.", footer=True),
    Key(Place.CARD, "enter", "begin", "Start the clock", "Start answering.", footer=True),
    Key(Place.CARD, "m", "mode", "Typed or spoken", "Switch between typing and speaking.", footer=True),
    Key(Place.CARD, "c", "coaching", "Coached or exam", "Show criteria and cues, or nothing."),
    Key(Place.CARD, "t", "target", "Length", "Change the length of the answer.", footer=True),
    Key(Place.CARD, "p", "persona", "Listener", "Change who listens.", footer=True),
    Key(Place.CARD, "f", "follow_ups", "Follow-ups", "Change how many follow-ups are asked."),
    Key(Place.CARD, "n", "another", "Another question", "Ask another question instead."),
    Key(
        Place.CARD,
        "s",
        "story",
        "Story",
        "Tell another story of the bank; those that fit come first.",
        footer=True,
    ),
    Key(Place.CARD, "x", "no_story", "No story", "Tell no story of the bank."),
    Key(
        Place.TYPED,
        "ctrl+n",
        "next_section",
        "Next section",
        "Go on to the next section.",
        footer=True,
        priority=True,
    ),
    Key(
        Place.TYPED,
        "ctrl+b",
        "back_section",
        "Section back",
        "Return to the section before.",
        footer=True,
        priority=True,
    ),
    Key(Place.TYPED, "ctrl+s", "finish", "Finish", "End the answer; follow-ups come next.", footer=True),
    Key(Place.TYPED, "ctrl+t", "pause", "Pause", "Stop the clock, or let it run on.", footer=True),
    Key(
        Place.TYPED,
        "ctrl+g",
        "cue_card",
        "Cue card",
        "Show the story's bullets and what the section is listened to for, or take them away; never in an exam.",
        priority=True,
    ),
    Key(Place.SPOKEN, "space", "next_section", "Next section", "Mark the next section.", footer=True),
    Key(Place.SPOKEN, "b", "back_section", "Section back", "Return to the section before.", footer=True),
    Key(Place.SPOKEN, "f", "finish", "Finish", "End the answer; follow-ups come next.", footer=True),
    Key(Place.SPOKEN, "p", "pause", "Pause", "Stop the clock, or let it run on.", footer=True),
    Key(
        Place.SPOKEN,
        "c",
        "cue_card",
        "Cue card",
        "Show the story's bullets and what the section is listened to for, or take them away; never in an exam.",
    ),
    Key(Place.SPOKEN, "n", "notes", "Notes", "Write bullet notes for this section; Esc returns."),
    Key(Place.FOLLOW_UP, "ctrl+s", "finish", "Answered", "End this follow-up.", footer=True),
    Key(
        Place.FOLLOW_UP, "ctrl+n", "skip", "No more", "Skip this follow-up and all further ones.", footer=True
    ),
    Key(Place.SELF_RATING, "y", "check(True)", "Yes", "Say that it convinces.", footer=True, name="yes"),
    Key(Place.SELF_RATING, "n", "check(False)", "No", "Say that it does not.", footer=True, name="no"),
    *(
        Key(
            Place.SELF_RATING,
            str(step),
            f"rate({step})",
            f"Rate {step}",
            f"Rate the whole answer {step} of 5.",
            name=f"rate_{step}",
        )
        for step in range(1, 6)
    ),
    Key(Place.SELF_RATING, "backspace", "back", "Back one", "Take the last answer back.", footer=True),
    Key(Place.CRITIQUE, "v", "compare", "Compare", "Show this beside the attempt before it."),
    Key(Place.CRITIQUE, "t", "note", "Tags and note", "Note something down on this attempt."),
    Key(
        Place.CRITIQUE,
        "x",
        "dispute",
        "Dispute",
        "Say that the marked finding is wrong; it is not counted then.",
    ),
    Key(Place.CRITIQUE, "r", "retry", "Retry", "Answer the same question again.", footer=True),
    Key(
        Place.CRITIQUE,
        "w",
        "weakest",
        "Weakest section",
        "Answer only the weakest section again; the rest stands.",
        footer=True,
    ),
    Key(
        Place.CRITIQUE,
        "l",
        "ledgers",
        "Ledgers",
        "Open what the critique rests on: each number with its words.",
        footer=True,
    ),
    Key(Place.CRITIQUE, "n", "another", "Another question", "Go on with another question.", footer=True),
    Key(Place.CRITIQUE, "h", "history", "History", "Show this attempt in the history.", footer=True),
    Key(Place.CRITIQUE, "m", "coach", "Ask the model", "Let the model add to the rules' critique."),
    Key(
        Place.CRITIQUE,
        "g",
        "go_on",
        "Go on",
        "Go on: in a mock with its next question, after a special drill with its next take.",
        footer=True,
    ),
    Key(Place.CRITIQUE, "p", "practice", "Practice", "Choose a special drill for the story of this answer."),
    Key(Place.CRITIQUE, "s", "sample", "Sample", "Show the pack's sample answer, for its shape."),
    Key(
        Place.CRITIQUE,
        "down,j",
        "finding(1)",
        "Next finding",
        "Mark the next finding in the answer.",
        name="next_finding",
    ),
    Key(
        Place.CRITIQUE,
        "up,k",
        "finding(-1)",
        "Finding before",
        "Mark the finding before.",
        name="finding_before",
    ),
    Key(Place.HISTORY, "enter", "open", "Open", "Open the marked attempt.", footer=True),
    Key(Place.HISTORY, "slash", "search", "Search", "Search questions and answers.", footer=True),
    Key(Place.HISTORY, "c", "competency", "Competency", "Show one competency after the other.", footer=True),
    Key(
        Place.HISTORY, "o", "only", "This question", "Show only attempts at the marked question.", footer=True
    ),
    Key(Place.HISTORY, "t", "trends", "Trends", "Show what changes from attempt to attempt.", footer=True),
    Key(Place.HISTORY, "d", "delete", "Delete", "Delete the marked attempt.", footer=True),
    Key(Place.HISTORY, "v", "compare", "Compare", "Mark an attempt; on another one, show both side by side."),
    Key(Place.HISTORY, "e", "export", "Export", "Write what is listed as a report into the data folder."),
    Key(Place.HISTORY, "u", "undo", "Undo", "Bring the last deleted attempt back."),
    Key(
        Place.MOCK,
        "enter",
        "start",
        "Start",
        "Start the mock, or go on with the one in progress.",
        footer=True,
    ),
    Key(Place.MOCK, "e", "end", "End it", "End the mock in progress and read its debrief.", footer=True),
    Key(Place.MOCK, "q", "count", "Questions", "Ask 1, 3 or 5 questions.", footer=True),
    Key(Place.MOCK, "p", "persona", "Who asks", "Change who asks, or who begins the panel.", footer=True),
    Key(Place.MOCK, "a", "panel", "Panel", "Let one, two or three personas ask in turn."),
    Key(Place.MOCK, "t", "target", "Length", "Change the length of each answer."),
    Key(Place.MOCK, "f", "follow_ups", "Follow-ups", "Change how many follow-ups each answer gets."),
    Key(Place.MOCK, "m", "mode", "Typed or spoken", "Type the answers, or speak them aloud."),
    Key(
        Place.MOCK,
        "c",
        "coaching",
        "Coached or exam",
        "Show help and critiques, or only the debrief.",
        footer=True,
    ),
    Key(Place.MOCK, "d", "debrief", "Debrief", "Read the debrief of the marked mock.", footer=True),
    Key(
        Place.MOCK,
        "r",
        "interview",
        "Real interview",
        "Note down a real interview; practise its questions.",
        footer=True,
    ),
    Key(
        Place.PROFILE, "ctrl+o", "file", "From a file", "Read the resume or the job from a file.", footer=True
    ),
    Key(Place.PROFILE, "ctrl+l", "wipe", "Wipe", "Take everything here off the disk for good.", footer=True),
    Key(
        Place.INTERVIEW,
        "ctrl+o",
        "earlier",
        "Earlier one",
        "Open the interview before this one.",
        footer=True,
    ),
    *(
        Key(
            Place.DEBRIEF,
            str(number),
            f"do({number})",
            which.capitalize(),
            f"Start the {which} thing to do.",
            footer=True,
            name=f"do_{number}",
        )
        for number, which in enumerate(_ORDINALS[:3], start=1)
    ),
    Key(Place.DEBRIEF, "n", "notes", "Notes", "Show the interviewer's notes, or the debrief.", footer=True),
    Key(
        Place.DEBRIEF,
        "e",
        "export",
        "Export",
        "Write the debrief as Markdown and as JSON into the data folder.",
        footer=True,
    ),
    Key(Place.DEBRIEF, "h", "history", "History", "Open the history."),
    Key(
        Place.PRACTICE,
        "enter",
        "start",
        "Start",
        "Go from the story to the drills, and from a drill into it.",
        footer=True,
    ),
    Key(
        Place.PRACTICE,
        "left",
        "side('stories')",
        "Stories",
        "Go to the stories.",
        footer=True,
        name="to_stories",
    ),
    Key(
        Place.PRACTICE,
        "right",
        "side('drills')",
        "Drills",
        "Go to the drills.",
        footer=True,
        name="to_drills",
    ),
    Key(
        Place.PRACTICE,
        "a",
        "prompts",
        "Prompts",
        "Change how many prompts a round of angles has.",
        footer=True,
    ),
    Key(Place.TAKE, "enter,g", "go_on", "Again", "Begin the next take.", footer=True),
    Key(
        Place.TAKE,
        "1",
        "tick(1)",
        "Tick the first",
        "Tick the first box of a spoken set-up, or take the tick away.",
        name="tick_1",
    ),
    Key(Place.TAKE, "2", "tick(2)", "Tick the second", "Tick the second box.", name="tick_2"),
    Key(Place.TAKE, "3", "tick(3)", "Tick the third", "Tick the third box.", name="tick_3"),
    Key(Place.TAKE, "p", "practice", "Practice", "Choose another special drill for this story.", footer=True),
    Key(Place.TAKE, "h", "history", "History", "Show this take in the history.", footer=True),
    Key(Place.STORIES, "enter", "edit", "Edit", "Edit the marked story.", footer=True),
    Key(Place.STORIES, "n", "new", "New", "Begin a new story.", footer=True),
    Key(Place.STORIES, "w", "wizard", "Wizard", "Be asked for five core stories, step by step.", footer=True),
    Key(Place.STORIES, "b", "board", "Board", "Show what the bank covers and what comes next.", footer=True),
    Key(
        Place.STORIES, "c", "card", "Cue card", "Show the marked story as bullets for an angle.", footer=True
    ),
    Key(Place.STORIES, "p", "practice", "Practice", "Practise a part of the marked story.", footer=True),
    Key(Place.STORIES, "f", "fill", "Fill in", "Be asked only for what the marked story lacks."),
    Key(
        Place.STORIES,
        "l",
        "last_page",
        "Last page",
        "Show the page for the last minutes before an interview.",
    ),
    Key(
        Place.STORIES,
        "d",
        "archive",
        "Archive",
        "Take the marked story out of the bank, until it is brought back.",
    ),
    Key(Place.STORIES, "u", "undo", "Undo", "Bring the story back that was taken out last."),
    Key(Place.STORIES, "a", "archived", "Archived", "Show the archived stories, or those of the bank."),
    Key(Place.STORIES, "v", "versions", "Versions", "Show the marked story's versions, one after the other."),
    Key(Place.STORIES, "r", "restore", "Restore", "Bring the shown version, or the archived story, back."),
    Key(Place.STORIES, "e", "export", "Export", "Write all stories into a file, as Markdown or JSON."),
    Key(Place.STORIES, "o", "import_file", "Import", "Read stories from a file."),
    Key(Place.STORY, "ctrl+s", "keep", "Keep", "Keep the story as its next version.", footer=True),
    Key(
        Place.STORY,
        "ctrl+n",
        "next_part",
        "Next part",
        "Go on to the next part of the form.",
        footer=True,
        priority=True,
    ),
    Key(
        Place.STORY,
        "ctrl+b",
        "part_back",
        "Part back",
        "Return to the part before.",
        footer=True,
        priority=True,
    ),
    Key(Place.STORY, "ctrl+o", "drop", "Drop changes", "Forget the draft; what was kept before stands."),
    Key(Place.WIZARD, "ctrl+n", "next_step", "Next", "Keep what stands there and go on.", footer=True),
    Key(
        Place.WIZARD, "ctrl+o", "skip", "Skip", "Pass over this step; it is asked another time.", footer=True
    ),
    Key(Place.COVERAGE, "enter", "fill", "Fill it", "Do what the first hole asks for.", footer=True),
    Key(
        Place.COVERAGE,
        "l",
        "last_page",
        "Last page",
        "Show the page for the last minutes before an interview.",
        footer=True,
    ),
    Key(
        Place.CUE_CARD,
        "a,right",
        "angle(1)",
        "Next angle",
        "Assemble the story for the next angle.",
        footer=True,
        name="next_angle",
    ),
    Key(
        Place.CUE_CARD,
        "left",
        "angle(-1)",
        "Angle before",
        "Assemble the story for the angle before.",
        name="angle_before",
    ),
)


def keys_of(*places: Place) -> tuple[Key, ...]:
    """List the keys of some places in the order of the table."""
    return tuple(key for key in KEYS if key.place in places)


def bindings(*places: Place, only: Iterable[str] | None = None, on: str = "") -> "list[BindingType]":
    """Make Textual bindings of the keys of some places; `on` names who acts: "screen", "app" or the widget."""
    from textual.binding import Binding  # noqa: PLC0415 (commands read the table too, and draw nothing)

    chosen = None if only is None else set(only)
    return [
        Binding(
            key.keys,
            f"{on}.{key.action}" if on else key.action,
            key.label,
            show=key.footer,
            key_display=named(key.keys.split(",")[0]),
            priority=key.priority,
            tooltip=key.help,
            id=key.id,
        )
        for key in keys_of(*places)
        if chosen is None or key.action in chosen
    ]
