"""Texts that have broken terminal programs, and what a terminal was sent that the app does not send by itself."""

import re
from typing import Final

from hypothesis import strategies as st

MARKUP: Final = (
    "[/]",
    "[bold",
    "[bold red]x[/bold",
    "[@click=app.quit]x[/]",
    "\\[",
    "\\[/]\\",
    "[link=https://example.org]x[/link]",
    "[[]]]",
    "$text-muted [$primary on $x]y",
    "{quote} %s %(x)s ${HOME} $briefing",
    "<b>x</b> <script>alert(1)</script> &lt;",
    "# Heading\n- item\n```\nx\n```\n| a | b |",
)
ESCAPES: Final = (
    "\x1b]52;c;aGFjaw==\x07",
    "\x1b]52;c;aGFjaw==\x1b\\",
    "\x1b]0;stolen title\x07",
    "\x1b]2;stolen title\x1b\\",
    "\x1b]8;;https://evil.example/\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]9;4;3\x07",
    "\x1b]1337;File=inline=1:AAAA\x07",
    "\x1b]52;c;no end",
    "\x1b[2J\x1b[3J",
    "\x1b[5i",
    "\x1b[6n",
    "\x1b[21t",
    "\x1b[?1049l\x1b[?2004l",
    "\x1b[38;5;201mpink\x1b[0m",
    "\x1b[999999999;999999999H",
    "\x1b[",
    "\x1b",
    "\x1bc",
    "\x1bPq#0;2;0;0;0~-\x1b\\",
    "\x1bP+q544e\x1b\\",
    "\x1b_Ga=T,f=32;AAAA\x1b\\",
    "\x1b^private\x1b\\",
    "\x1bXstring\x1b\\",
    "\x9b5i",
    "\x9d52;c;aGFjaw==\x9c",
    "\x9d0;stolen title\x07",
    "\x90+q544e\x9c",
    "\x9fGa=T;AAAA\x9c",
    "\x07\x07\x08\x08\x7f",
    "\x0e\x0f\x05\x18\x1a",
)
LETTERS: Final = (
    "\u202egnirts\u202c \u2066x\u2069 \u200e\u200f\u061c",
    "\u200b\u200c\u200d\u2060\ufeff" * 40,
    "e" + "\u0301" * 400,
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e" * 20,
    "日本語のテキスト 한국어 العربية עברית ไทย",
    "🧑‍🚀👩🏽‍🔬👨‍👩‍👧‍👦🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f🇩🇪🇩",
    "ﷺ𒐫꧅" * 10,
    "a\x00b\x00",
    "one\rtwo\rthree",
    "one\r\ntwo\u2028three\u2029four\x85five\x0bsix\x0cseven",
    "\ufeffwith a mark",
    "tab\there",
    "",
    "   ",
    "\n\n\n",
    "' \" ; DROP TABLE attempts; -- \\",
    "../../etc/passwd",
    "ﬀ ß İ ı ſ K Å",
)
LONE: Final = ("a\ud800b", "\udfff", "\udce9t\udce9", "\ud83d")
"""Halves of characters: JSON and file names can spell them, UTF-8 cannot."""
NASTY: Final = (*MARKUP, *ESCAPES, *LETTERS, *LONE)
WHOLE: Final = tuple(text for text in NASTY if text not in LONE)
"""Those that a file in UTF-8 and the words of a command can hold; the NUL is not among the words."""
WORDS: Final = tuple(text.replace("\x00", "") for text in WHOLE)


def texts(most: int = 6) -> st.SearchStrategy[str]:
    """Nasty pieces and any letters, in any order and cut anywhere."""
    piece = st.sampled_from(NASTY) | st.text(max_size=20)
    return st.lists(piece, max_size=most).map("".join).flatmap(_cut)


def _cut(text: str) -> st.SearchStrategy[str]:
    return st.just(text) | st.integers(0, max(len(text) - 1, 0)).map(lambda place: text[place:])


_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_OWN = re.compile(
    rb"\x1b\[(?:\d*(?:;\d+)*m|\d+;\d+H|\?\d+(?:;\d+)*[hl]|\?\d+\$p|[<>=]\d*u|\?u|>\d*q|6n)"
    rb"|\x1b\]22;[a-z-]*\x07"  # the shape of the pointer
    rb"|\r\n|\n|\t"
)
_PALETTE = re.compile(rb"\x1b\[[\d;]*(?<!\d)[34]8;5;")
_STEERING = re.compile(
    rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]"
)


def steering(text: str) -> list[str]:
    """List the characters of a text that could steer a terminal."""
    return _CONTROL.findall(text)


def foreign(sent: bytes, *, full_colour: bool = True) -> list[bytes]:
    """List what a terminal was sent that is none of the app's own sequences, each with what stands around it.

    Colours of the palette are the app's own only where the terminal has no full colour.
    """
    left = _OWN.sub(lambda found: b" " * len(found[0]), sent)
    palette = _PALETTE.finditer(sent) if full_colour else ()
    places = [found.start() for found in (*_STEERING.finditer(left), *palette)]
    return [sent[max(place - 40, 0) : place + 40] for place in places]
