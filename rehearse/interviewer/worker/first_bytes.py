"""A vocabulary by the byte that each token begins with: a grammar that wants a quote has only those with one to try."""

import ctypes
from array import array
from collections import defaultdict
from typing import Any, Final

_LONGEST: Final = 256
"""Bytes of a token that is looked at; a longer one is always tried."""
_ASCII: Final = 128


class FirstBytes:
    """Token ids by first byte; a token of one byte alone tells for all that begin with it whether they can be next.

    Above ASCII it does not: where a grammar excludes some letters, llama.cpp refuses a byte that one of them begins
    with (U+0080 to U+009F: 0xC2, as of £). So any such byte that can be next lets in all of them.

    Reading a vocabulary of 152,000 tokens takes some 0.2 s, once for each loaded model.
    """

    def __init__(self, api: Any, vocabulary: Any) -> None:
        self._groups: defaultdict[int, array[int]] = defaultdict(lambda: array("i"))
        self._alone: dict[int, int] = {}
        self._always = array("i")
        buffer = ctypes.create_string_buffer(_LONGEST)
        read = api.llama_token_to_piece
        for token in range(int(api.llama_vocab_n_tokens(vocabulary))):
            # With the texts of control tokens: a grammar goes by them.
            length = read(vocabulary, token, buffer, _LONGEST, 0, True)
            if length < 0 or api.llama_vocab_is_eog(vocabulary, token):
                self._always.append(token)
            elif length:
                first = buffer.raw[0]
                self._groups[first].append(token)
                if length == 1:
                    self._alone[first] = token
        self.alone = array("i", self._alone.values())
        """The tokens of one byte."""

    def only(self, allowed: "set[int]") -> tuple[str, int] | None:
        """Give the one ASCII letter that can be next and its token, where there is no other."""
        if len(allowed) != 1 or len(self._alone) < len(self._groups):
            return None
        (token,) = allowed
        letter = next(first for first, alone in self._alone.items() if alone == token)
        return (chr(letter), token) if letter < _ASCII else None

    def beginning(self, allowed: "set[int]") -> "array[int]":
        """List the tokens that can be next, where of the tokens of one byte these are allowed."""
        beyond = any(first >= _ASCII and token in allowed for first, token in self._alone.items())
        ids = array("i", self._always)
        for first, group in self._groups.items():
            alone = self._alone.get(first)
            if alone is None or alone in allowed or (beyond and first >= _ASCII):
                ids += group
        return ids
