"""Drawing tokens: a chain of llama.cpp's samplers, and a grammar that is checked rather than masked.

Masking the whole vocabulary costs some 14 ms a token at 150 000 tokens. So a token is drawn freely and checked alone.
One that the grammar refuses is drawn again among those whose first byte it allows: a few hundred where the form wants a
bracket. Where nearly every byte is allowed, within a text, it is drawn freely some more times. What the form alone
decides, the names of its fields, is not drawn at all: it is read like a prompt.
"""

import ctypes
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from rehearse.interviewer.protocol import Sampling
    from rehearse.interviewer.worker.first_bytes import FirstBytes

_FEW: Final = 20_000
"""Tokens up to which they are all tried: 0.3 µs each."""
_FREE_DRAWS: Final = 4
_LONGEST: Final = 64
"""Letters that are given at once."""
_STRUCTURE: Final = frozenset(b'{}[]",:')
"""After one of these a form may leave no choice; asking costs 0.2 ms."""
_REFUSED: Final = float("-inf")


class GrammarRejectedError(Exception):
    """llama.cpp refused the grammar; adding it to a chain all the same would end the process."""


class Language(Protocol):
    """A model's vocabulary: its tokens by their first bytes, their texts, and how a text is spelt in them."""

    @property
    def first_bytes(self) -> "FirstBytes":
        """Give the tokens by first byte."""

    def piece(self, token: int) -> bytes:
        """Give a token's text."""

    def spell(self, text: str) -> tuple[int, ...]:
        """Give a text's tokens; none where they spell another one."""


class Form(NamedTuple):
    """What a reply is held to, and the language it is written in."""

    grammar: str
    language: Language


class TokenSampler:
    """Draws one token after another; `close` it when done."""

    def __init__(
        self, api: Any, context: Any, vocabulary: Any, sampling: "Sampling", form: Form | None = None
    ) -> None:
        self._api = api
        self._context = context
        self._vocabulary = vocabulary
        self._form = form
        self._begun = False
        self._free = self._chain()
        self._masked: Any = None
        self._grammar: Any = None
        if form is not None:
            self._grammar = api.llama_sampler_init_grammar(vocabulary, form.grammar.encode(), b"root")
            if not self._grammar:
                api.llama_sampler_free(self._free)
                raise GrammarRejectedError
            self._masked = self._chain()
            api.llama_sampler_chain_add(self._masked, self._grammar)
            self._fill(self._masked, sampling)
        self._fill(self._free, sampling)

    def step(self) -> tuple[int, ...]:
        """Draw the next token from the logits of the last one read, and give those that must follow it.

        Before the first token, what the form begins with.
        """
        if self._form is None:
            return (self._draw(self._free),)
        begun, self._begun = self._begun, True
        if not begun and (tokens := self._given(self._form.language)):
            return tokens
        token = self._draw_bound(self._form.language.first_bytes)
        after = self._form.language.piece(token)
        return (token, *(self._given(self._form.language) if _STRUCTURE.intersection(after) else ()))

    def close(self) -> None:
        """Give the samplers back; a chain frees what was added to it."""
        for chain in (self._free, self._masked):
            if chain is not None:
                self._api.llama_sampler_free(chain)
        self._free = self._masked = self._grammar = None

    def _draw_bound(self, known: "FirstBytes") -> int:
        token = self._draw(self._free)
        if not self._allowed([token]):
            return self._draw_allowed(known)
        self._api.llama_sampler_accept(self._grammar, token)
        return token

    def _given(self, language: Language) -> tuple[int, ...]:
        """Give the tokens of the text that must come next, where the grammar leaves no choice; none to draw."""
        known = language.first_bytes
        text, ahead = "", None
        while len(text) < _LONGEST and (only := known.only(self._allowed(known.alone, ahead))) is not None:
            ahead = ahead or self._api.llama_sampler_clone(self._grammar)
            self._api.llama_sampler_accept(ahead, only[1])
            text += only[0]
        if ahead is not None:
            self._api.llama_sampler_free(ahead)
        tokens = language.spell(text) if text else ()
        for token in tokens:
            self._api.llama_sampler_accept(self._grammar, token)
        return tokens

    def _draw(self, chain: Any) -> int:
        return int(self._api.llama_sampler_sample(chain, self._context, -1))

    def _draw_allowed(self, known: "FirstBytes") -> int:
        """Draw among the tokens that the grammar allows."""
        ids = known.beginning(self._allowed(known.alone))
        if len(ids) <= _FEW:
            token = self._draw_among(ids)
        else:
            again = (self._draw(self._free) for _ in range(_FREE_DRAWS))
            token = next((each for each in again if self._allowed([each])), None)
        if token is None:
            return self._draw(self._masked)
        self._api.llama_sampler_accept(self._grammar, token)
        return token

    def _draw_among(self, ids: "array[int]") -> int | None:
        """Draw one of some tokens; None where the grammar allows none of them."""
        size = int(self._api.llama_vocab_n_tokens(self._vocabulary))
        place = ctypes.addressof(self._api.llama_get_logits_ith(self._context, -1).contents)
        logits = memoryview((ctypes.c_float * size).from_address(place)).cast("B").cast("f")
        candidates = _Candidates(self._api, ids, [logits[token] for token in ids])
        candidates.refuse(self._grammar)
        return candidates.draw(self._free) if candidates.some_left else None

    def _allowed(self, ids: "Sequence[int]", grammar: Any = None) -> set[int]:
        """Tell which of some tokens the grammar allows next, or one that is further ahead."""
        candidates = _Candidates(self._api, ids, [1.0] * len(ids))
        candidates.refuse(grammar or self._grammar)
        return candidates.left

    def _chain(self) -> Any:
        return self._api.llama_sampler_chain_init(self._api.llama_sampler_chain_default_params())

    def _fill(self, chain: Any, sampling: "Sampling") -> None:
        api = self._api
        if sampling.temperature == 0:
            api.llama_sampler_chain_add(chain, api.llama_sampler_init_greedy())
            return
        api.llama_sampler_chain_add(chain, api.llama_sampler_init_top_k(sampling.top_k))
        api.llama_sampler_chain_add(chain, api.llama_sampler_init_top_p(sampling.top_p, 1))
        api.llama_sampler_chain_add(chain, api.llama_sampler_init_min_p(sampling.min_p, 1))
        api.llama_sampler_chain_add(chain, api.llama_sampler_init_temp(sampling.temperature))
        api.llama_sampler_chain_add(chain, api.llama_sampler_init_dist(sampling.seed))


class _Candidates:
    """Some tokens laid out for llama.cpp's samplers: an id, a logit and a probability each, of four bytes."""

    def __init__(self, api: Any, ids: "Sequence[int]", logits: list[float]) -> None:
        self._api = api
        self._entries = (api.llama_token_data * len(ids))()
        flat = memoryview(self._entries).cast("B")
        self._ids, self._logits = flat.cast("i")[::3], flat.cast("f")[1::3]
        self._ids[:] = memoryview(array("i", ids))
        self._logits[:] = memoryview(array("f", logits))
        pointer = ctypes.cast(self._entries, ctypes.POINTER(api.llama_token_data))
        self._array = api.llama_token_data_array(data=pointer, size=len(ids), selected=-1, sorted=False)

    @property
    def left(self) -> set[int]:
        """Give those that no grammar refused."""
        # A later llama.cpp may take refused tokens out of the array instead of giving them -inf.
        both = zip(self._ids[: self._array.size], self._logits[: self._array.size], strict=True)
        return {token for token, logit in both if logit != _REFUSED}

    @property
    def some_left(self) -> bool:
        """Tell whether there are any that no grammar refused."""
        return max(self._logits[: self._array.size], default=_REFUSED) != _REFUSED

    def refuse(self, grammar: Any) -> None:
        """Have a grammar refuse those that cannot be next."""
        self._api.llama_sampler_apply(grammar, ctypes.byref(self._array))

    def draw(self, chain: Any) -> int:
        """Let a chain of samplers draw one."""
        self._api.llama_sampler_apply(chain, ctypes.byref(self._array))
        return int(self._entries[self._array.selected].id)


class ValueEnd:
    """Tells when a JSON object or array is complete, so that nothing is drawn after its last bracket."""

    def __init__(self) -> None:
        self._depth = 0
        self._quoted = False
        self._escaped = False
        self.reached = False

    def read(self, text: str) -> None:
        """Read on."""
        for character in text:
            if self._escaped:
                self._escaped = False
            elif self._quoted:
                self._escaped = character == "\\"
                self._quoted = character != '"'
            elif character == '"':
                self._quoted = True
            elif character in "{[":
                self._depth += 1
            elif character in "}]":
                self._depth -= 1
                self.reached = self.reached or self._depth == 0
