"""When a line is a command and when it is text, and how lines become text."""

import pytest

from rehearse.plain.commands import Command, Place, command_in, help_for, text_of
from rehearse.plain.entered import joined


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("/next", Command.NEXT),
        ("  /Next ", Command.NEXT),
        ("/n", Command.NEXT),
        ("/fin", Command.FINISH),
        ("/u", Command.UNDO),
        ("/q", "/q could be /question or /quit. Nothing was done."),
        ("/another", "/another works after the critique and before the clock starts. Nothing was done."),
        (
            "/nxt",
            (
                "There is no command /nxt; /help lists them. To enter a line that begins with a slash, type two. "
                "Nothing was done."
            ),
        ),
        ("/next week we measured", None),
        ("//next", None),
        ("/", None),
        ("/models/small.gguf", None),
        ("/5", None),
        ("next", None),
        ("", None),
    ],
)
def test_only_a_slash_and_one_word_alone_are_a_command(line: str, command: Command | str | None) -> None:
    assert command_in(line, Place.ANSWER) == command


def test_a_beginning_means_what_is_open_here() -> None:
    assert command_in("/s", Place.CARD) is Command.STORY
    assert command_in("/s", Place.FOLLOW_UP) is Command.SKIP
    assert command_in("/a", Place.CARD) is Command.ANOTHER


def test_of_two_slashes_one_is_meant() -> None:
    assert text_of("//etc was full") == "/etc was full"
    assert text_of("no slash") == "no slash"


def test_help_lists_what_is_open() -> None:
    assert [line.split(":")[0] for line in help_for(Place.AFTER)] == [
        "/another",
        "/again",
        "/weakest",
        "/help",
        "/quit",
    ]


@pytest.mark.parametrize(
    ("before", "line", "whole"),
    [
        ("", "i begin small", "i begin small"),
        ("I chose the", "small model.", "I chose the small model."),
        ("I chose it.", "then I measured.", "I chose it.\nthen I measured."),
        ("I chose it", "Then I measured.", "I chose it\nThen I measured."),
        ("He said “no.”", "so I left.", "He said “no.”\nso I left."),
        ("Three things:", "labels, cost, time", "Three things:\nlabels, cost, time"),
        ("It fell to", "4 %", "It fell to\n4 %"),
    ],
)
def test_a_line_goes_on_with_a_sentence_that_has_not_ended(before: str, line: str, whole: str) -> None:
    assert joined(before, line) == whole
