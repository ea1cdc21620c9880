"""Drawing tokens: a chain of llama.cpp's samplers, and a grammar that is checked rather than masked.

Masking the whole vocabulary costs some 14 ms a token at 150 000 tokens. So a token is drawn freely and checked
alone (0.01 ms); only when the grammar refuses it the vocabulary is masked and drawn from again.
"""

import ctypes
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the model loads while pydantic does
    from rehearse.interviewer.protocol import Sampling


class GrammarRejectedError(Exception):
    """llama.cpp refused the grammar; adding it to a chain all the same would end the process."""


class TokenSampler:
    """Draws one token after another; `close` it when done."""

    def __init__(
        self, api: Any, context: Any, vocabulary: Any, sampling: "Sampling", grammar: str | None
    ) -> None:
        self._api = api
        self._context = context
        self._free = self._chain()
        self._masked: Any = None
        self._grammar: Any = None
        if grammar is not None:
            self._grammar = api.llama_sampler_init_grammar(vocabulary, grammar.encode(), b"root")
            if not self._grammar:
                api.llama_sampler_free(self._free)
                raise GrammarRejectedError
            self._masked = self._chain()
            api.llama_sampler_chain_add(self._masked, self._grammar)
            self._fill(self._masked, sampling)
        self._fill(self._free, sampling)
        self._one = (api.llama_token_data * 1)()

    def draw(self) -> int:
        """Draw the next token from the logits of the last one read."""
        token = int(self._api.llama_sampler_sample(self._free, self._context, -1))
        if self._grammar is None:
            return token
        if self._allowed(token):
            self._api.llama_sampler_accept(self._grammar, token)
            return token
        return int(self._api.llama_sampler_sample(self._masked, self._context, -1))

    def close(self) -> None:
        """Give the samplers back; a chain frees what was added to it."""
        for chain in (self._free, self._masked):
            if chain is not None:
                self._api.llama_sampler_free(chain)
        self._free = self._masked = self._grammar = None

    def _allowed(self, token: int) -> bool:
        only = self._one[0]
        only.id, only.logit, only.p = token, 1.0, 0.0
        array = self._api.llama_token_data_array(
            data=ctypes.cast(self._one, ctypes.POINTER(self._api.llama_token_data)),
            size=1,
            selected=-1,
            sorted=False,
        )
        self._api.llama_sampler_apply(self._grammar, ctypes.byref(array))
        # A later llama.cpp may take refused tokens out of the array instead of giving them -inf.
        return bool(array.size > 0 and self._one[0].logit != float("-inf"))

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
