"""An answer as sentences with their places, so that every quote can be cut verbatim from what was said."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.text import as_cued, count_words, cut_quote

LONG: Final = 32
"""Words from which a sentence is taken for unpunctuated speech and cut at its joints."""
QUOTE_LENGTH: Final = 160
"""Characters of a quote; longer sentences are cut."""

_FILLER = re.compile(
    r"\b(?:u+m+|u+h+|e+r+m*|hmm+|you know|i mean|basically|literally|(?:kind|sort) of|kinda|sorta|so yeah)\b,? ?"
    r"|(?<=, )like,? |\blike, "
)
_AGAIN = re.compile(r"(?<![a-z'])([a-z']{1,40})(?: \1\b)+")
_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*(\s+)|(\n+)")
"""The white space between two sentences; marks that close a quotation or a bracket stay with the first of them."""
_JOINT = re.compile(r"(?:,|\s)\s{0,9}(?=(?:and then|and so|and|so|but|then|because|which)\s)", re.IGNORECASE)
_NOT_AN_END = re.compile(r"\b(?:e\.g|i\.e|vs|approx|dr|mr|mrs|fig|prof)\.\s+$", re.IGNORECASE)


@dataclass(frozen=True)
class Sentence:
    """A run of the answer: its words as they stand, and the section they belong to."""

    text: str
    section: Section

    @cached_property
    def lower(self) -> str:
        """Give the text as cues are looked for."""
        return as_cued(self.text)

    @cached_property
    def plain(self) -> str:
        """Give the lower-case text without fillers and repeated words, so speech matches like writing."""
        return "".join(self.lower[place] for place in self._kept)

    @cached_property
    def _kept(self) -> tuple[int, ...]:
        """Give where each letter of the plain text stands."""
        fillers = {place for match in _FILLER.finditer(self.lower) for place in range(*match.span())}
        kept = [place for place in range(len(self.lower)) if place not in fillers]
        without = "".join(self.lower[place] for place in kept)
        again = {place for match in _AGAIN.finditer(without) for place in range(match.end(1), match.end())}
        return tuple(place for at, place in enumerate(kept) if at not in again)

    def verbatim(self, start: int, end: int) -> str:
        """Give a stretch of the plain text as it was said, with the fillers in it."""
        places = self._kept[start:end]
        return self.text[places[0] : places[-1] + 1] if places else ""

    @cached_property
    def words(self) -> int:
        """Count the words."""
        return count_words(self.text)

    @property
    def quote(self) -> str:
        """Give the words to quote, verbatim; a ledger shows the whole text instead."""
        return cut_quote(self.text, QUOTE_LENGTH)


@dataclass(frozen=True)
class Telling:
    """A whole answer, sentence by sentence, in the order it was told."""

    sentences: tuple[Sentence, ...]

    def of(self, *sections: Section) -> tuple[Sentence, ...]:
        """Give the sentences of some sections."""
        return tuple(sentence for sentence in self.sentences if sentence.section in sections)

    def words(self, section: Section) -> int:
        """Count a section's words."""
        return sum(sentence.words for sentence in self.of(section))


def split(text: str) -> list[str]:
    """Cut a text into sentences without blank ends; unpunctuated speech is cut at its joints."""
    pieces: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if "\n" not in end.group() and _NOT_AN_END.search(text, max(0, end.start() - 8), end.end()):
            continue
        gap, following = end.span(end.lastindex or 0)
        pieces.append(text[start:gap])
        start = following
    pieces.append(text[start:])
    return [part for piece in pieces for part in _joints(piece.strip()) if part]


def _joints(piece: str) -> Iterable[str]:
    if count_words(piece) <= LONG:
        yield piece
        return
    start = 0
    for joint in _JOINT.finditer(piece):
        if count_words(piece[start : joint.start()]) >= 8:
            yield piece[start : joint.start()].strip()
            start = joint.end()
    yield piece[start:].strip()


def from_sections(sections: dict[Section, str]) -> Telling:
    """Take an answer that was given section by section."""
    return Telling(
        tuple(Sentence(text, section) for section in SECTIONS for text in split(sections.get(section, "")))
    )


def labelled(texts: Sequence[str], labels: Sequence[Section]) -> Telling:
    """Take sentences whose sections were found."""
    return Telling(tuple(Sentence(text, label) for text, label in zip(texts, labels, strict=True)))
