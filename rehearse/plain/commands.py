"""The commands that a line can be: a slash and a word, alone on the line; help and docs are made of the table."""

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final

from rehearse.domain.vocabulary import Mode


class Place(StrEnum):
    """Where a command is open."""

    CARD = "before the clock starts"
    ANSWER = "while you answer"
    FOLLOW_UP = "in a follow-up"
    AFTER = "after the critique"


_TELLING: Final = frozenset({Place.ANSWER, Place.FOLLOW_UP})
_ALWAYS: Final = frozenset(Place)


@dataclass(frozen=True, slots=True)
class _Row:
    word: str
    meaning: str
    places: frozenset[Place]


class Command(Enum):
    """One command: its word, what it does, where it is open."""

    NEXT = _Row("/next", "End this section, or this answer to a follow-up.", _TELLING)
    BACK = _Row(
        "/back", "Return to the section before; what you enter is added to it.", frozenset({Place.ANSWER})
    )
    FINISH = _Row("/finish", "End the whole answer; follow-ups come next.", frozenset({Place.ANSWER}))
    SKIP = _Row("/skip", "Skip this follow-up and all further ones.", frozenset({Place.FOLLOW_UP}))
    PAUSE = _Row("/pause", "Stop the clock, or let it run on.", frozenset({Place.ANSWER}))
    TIME = _Row("/time", "Say all clocks.", _TELLING)
    QUESTION = _Row("/question", "Say the question again.", _ALWAYS - {Place.AFTER})
    READ = _Row("/read", "Read out what you have entered here.", _TELLING)
    UNDO = _Row("/undo", "Take the last line back.", _TELLING)
    CUES = _Row(
        "/cues",
        "Say what this section is listened to for, and your story's bullets for it; never in an exam.",
        frozenset({Place.ANSWER}),
    )
    STORY = _Row(
        "/story", "Tell the next story of your bank; after the last one, none.", frozenset({Place.CARD})
    )
    ANOTHER = _Row("/another", "Take another question.", frozenset({Place.CARD, Place.AFTER}))
    AGAIN = _Row("/again", "Answer the same question again.", frozenset({Place.AFTER}))
    WEAKEST = _Row(
        "/weakest", "Tell only the weakest section again; the rest stands.", frozenset({Place.AFTER})
    )
    HELP = _Row("/help", "List the commands that are open here.", _ALWAYS)
    QUIT = _Row("/quit", "Leave; what you entered is kept.", _ALWAYS)

    @property
    def word(self) -> str:
        """Give what is entered."""
        return self.value.word

    @property
    def meaning(self) -> str:
        """Say what it does."""
        return self.value.meaning

    @property
    def places(self) -> frozenset[Place]:
        """Give where it is open."""
        return self.value.places


def command_in(line: str, place: Place) -> Command | str | None:
    """Read a line as a command: one that is open here, or a sentence why it is none; None where the line is text.

    Only a slash and one word alone are a command, so that no sentence is taken for one. A beginning that fits only
    one command is enough.
    """
    word = line.strip().casefold()
    if not word.startswith("/") or not word[1:].isalpha():
        return None
    fitting = [each for each in Command if each.word.startswith(word)]
    exact = [each for each in fitting if each.word == word]
    here = [each for each in exact or fitting if place in each.places]
    if len(here) == 1:
        return here[0]
    if here:
        return f"{word} could be {' or '.join(each.word for each in here)}. Nothing was done."
    if fitting:
        return f"{fitting[0].word} works {' and '.join(sorted(fitting[0].places))}. Nothing was done."
    return (
        f"There is no command {word}; /help lists them. To enter a line that begins with a slash, type two. "
        "Nothing was done."
    )


def text_of(line: str) -> str:
    """Give a line as text: of two slashes at its beginning one is meant."""
    return line[1:] if line.startswith("//") else line


def how_to_end(mode: Mode) -> str:
    """Say what ends a section, or an answer beside it."""
    return "an empty line twice" if mode is Mode.TYPED else "Enter on an empty line"


def help_for(place: Place) -> list[str]:
    """List what can be entered here."""
    return [f"{each.word}: {each.meaning}" for each in Command if place in each.places]
