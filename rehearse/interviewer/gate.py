"""The gate between model and screen: words pass as they come, and none that would put facts into the user's mouth.

A follow-up is one question. A number must have been said, a quote must be in the answer word for word, and a
sentence that asserts something must hold such a quote. The first word that breaks a rule stops the rest.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from rehearse.domain.text import steers
from rehearse.interviewer.quotes import addresses_the_judge, find_quote, numbers

LONGEST: Final = 45
"""Words of a follow-up without its opening quote."""
MOST_LETTERS: Final = 600
LONGEST_WORD: Final = 80
"""Letters of a follow-up, and of one word of it: words alone would let one through that fills the screen."""
OPENING_LONGEST: Final = 25
OPENING_LETTERS: Final = 200
"""Words and letters of the line before a question."""
_OPEN: Final = '“"'
_CLOSE: Final = {"“": "”", '"': '"'}
_QUOTE_CAP: Final = 200
"""Letters after which a quote that was not closed is no quote."""
_TOKEN: Final = re.compile(r"\s*\S+(?=\s)|\s+(?=\s)")
_ABBREVIATION: Final = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|approx|mr|ms|dr|no)|\b[A-Z])\.$", re.IGNORECASE)
_MARKUP: Final = re.compile(r"^#|[<>{}\[\]|`*\\]|://")
_ENGLISH: Final = re.compile(
    r"\b(?:what|why|how|which|who|whom|whose|when|where|did|does|could|would|should|have|you|your|the|that|this|there|"
    r"it|they|them|then|else|anything|something|any|other)\b",
    re.IGNORECASE,
)
"""One of these stands in a question in English, and none in one in another language."""
_CLAIM: Final = re.compile(r"\b(?:you|your|yours|candidate|they|their)\b", re.IGNORECASE)


class RefusedError(Exception):
    """The text breaks a rule; the message says which, for the log."""


@dataclass(slots=True)
class FollowUpGate:
    """Lets a follow-up through, word by word. `said` is all the candidate said, `known` what else may be used."""

    said: str
    known: str = ""
    quote: str | None = None
    done: bool = False
    text: str = ""
    _held: str = ""
    _sentence: str = ""
    _quoted: bool = False
    _words: int = 0
    _numbers: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._numbers = numbers(self.said) | numbers(self.known)

    def read(self, text: str) -> str:
        """Take more text and give what passed; `done` is set once the question is complete."""
        text = text.replace("\r", "\n")
        if steers(text):
            raise RefusedError("a control character")
        self._held += text
        passed = self._release(last=False)
        if not self.done and len(self.text) + len(self._held) > MOST_LETTERS:
            raise RefusedError("too long")
        return passed

    def end(self) -> str:
        """Take the end of the text; `RefusedError` when there is no whole question."""
        passed = self._release(last=True)
        if not self.done:
            raise RefusedError("no question")
        return passed

    def _release(self, *, last: bool) -> str:
        passed = ""
        while not self.done:
            piece = self._next(last=last)
            if piece is None:
                break
            self._check(piece)
            passed += piece
        self.text += passed
        return passed

    def _next(self, *, last: bool) -> str | None:
        """Cut the next word off, or the next quotation with its marks, once it is complete."""
        if not self._held.strip():
            return None
        start = len(self._held) - len(self._held.lstrip())
        if self._held[start] in _OPEN:
            end = self._held.find(_CLOSE[self._held[start]], start + 1)
            if end < 0:
                if last or len(self._held) > _QUOTE_CAP:
                    raise RefusedError("a quotation without end")
                return None
            after = re.match(r"[.,;:!?]*", self._held[end + 1 :])
            stop = end + 1 + (len(after[0]) if after else 0)
            if stop == len(self._held) and not last:
                return None
        else:
            found = _TOKEN.match(self._held)
            if found is None and not last:
                return None
            stop = found.end() if found else len(self._held)
        piece, self._held = self._held[:stop], self._held[stop:]
        return piece if self._words else piece.lstrip()

    def _check(self, piece: str) -> None:
        word = piece.strip()
        if "\n" in piece.rstrip("\n") and self._sentence:
            raise RefusedError("a new line before the question ended")
        self._words += len(word.split())
        if self._words > LONGEST:
            raise RefusedError("too long")
        if word[:1] in _OPEN:
            self._check_quote(word)
        elif not numbers(word) <= self._numbers:
            raise RefusedError(f"a number nobody said: {word}")
        elif len(word) > LONGEST_WORD:
            raise RefusedError("a word without end")
        elif _MARKUP.search(word) and word.strip(".,;:!?") not in self.said:
            raise RefusedError("markup")
        self._sentence += piece
        self._check_end(word)

    def _check_quote(self, word: str) -> None:
        inside = word.strip('“”".,;:!?')
        found = find_quote(inside, self.said)
        if found is None:
            raise RefusedError("words nobody said in quotation marks")
        self.quote = self.quote or found
        self._quoted = True

    def _check_end(self, word: str) -> None:
        bare = word.rstrip("”\"')")
        if bare.endswith("?"):
            if len(self._sentence.split()) < 3 or not _ENGLISH.search(self._sentence):
                raise RefusedError("no question to speak of")
            if addresses_the_judge(self._sentence):
                raise RefusedError("words to a judge")
            self.done = True
        elif bare.endswith(("!", ".", ":")) and not _ABBREVIATION.search(bare):
            if not self._quoted:
                raise RefusedError("an assertion")
            self._sentence, self._quoted = "", False


def opening_passes(text: str) -> bool:
    """Tell whether a line may open the interview: one short sentence that claims and asks nothing."""
    words = text.split()
    if not 3 <= len(words) <= OPENING_LONGEST or "\n" in text.strip() or len(text) > OPENING_LETTERS:
        return False
    if numbers(text) or any(mark in text for mark in '?“”"<>{}[]|*#`\\') or "://" in text:
        return False
    if steers(text) or addresses_the_judge(text):
        return False
    return text.strip()[-1] in ".!" and _CLAIM.search(text) is None
