"""One model and one context: reading prompts with what is already known, drawing text, stopping at once.

Built on the library's C interface. The binding's own completion loop stalls after one undecodable byte, cannot be
stopped while it reads a prompt, and renders a template on loading that may be broken.
"""

import codecs
import ctypes
import os
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rehearse.interviewer.first_line import Load
from rehearse.interviewer.troubles import Code
from rehearse.interviewer.worker.first_bytes import FirstBytes
from rehearse.interviewer.worker.library import Library, processor_threads
from rehearse.interviewer.worker.memory import Memory
from rehearse.interviewer.worker.sampling import Form, GrammarRejectedError, TokenSampler, ValueEnd

if TYPE_CHECKING:
    from rehearse.interviewer.protocol import Part, Sampling  # 25 ms, beside the model

STEP: Final = 128
"""Tokens of a prompt read at a time: between two steps a stop is noticed even where the callback is not."""
_ABORTED: Final = 2
_NO_ROOM: Final = 1
_TOKENISED_CAP: Final = 256


class Stopped(Exception):  # noqa: N818 (not an error: somebody asked for it)
    """The running request was stopped; the context is consistent."""


class EngineError(Exception):
    """A request failed; `code` says how, `tokens` how long the prompt was where that is the matter."""

    def __init__(self, code: Code, detail: str = "", tokens: int = 0) -> None:
        self.code = code
        self.detail = detail
        self.tokens = tokens
        super().__init__(f"{code}: {detail}")


class StopFlag:
    """A stop that C code can see without Python: llama.cpp calls libc's `strlen` on two bytes as its callback.

    Measured on a 0.5B model: 7 ms to a stop while a prompt is read, 0.5 ms while text is drawn.
    """

    def __init__(self) -> None:
        self._bytes = ctypes.create_string_buffer(2)
        self._strlen = ctypes.CDLL(None).strlen

    def set(self) -> None:
        """Ask for a stop."""
        self._bytes[0] = b"\x01"

    def clear(self) -> None:
        """Take the request for a stop back."""
        self._bytes[0] = b"\x00"

    @property
    def is_set(self) -> bool:
        """Tell whether a stop was asked for."""
        return self._bytes.raw[0] != 0

    def install(self, api: Any, context: Any) -> Any:
        """Give it to a context; what is returned must be kept as long as the context."""
        callback = ctypes.cast(self._strlen, api.ggml_abort_callback)
        api.llama_set_abort_callback(context, callback, ctypes.cast(self._bytes, ctypes.c_void_p))
        return callback


class Tokens(NamedTuple):
    """A tokenised prompt; `shared` holds the lengths of the prefixes that later prompts are likely to share."""

    ids: tuple[int, ...]
    shared: tuple[int, ...]


class Engine:
    """A loaded model. One thread at a time: the one that loads it, then the one that works with it.

    Only the stop flag may be touched from others.
    """

    def __init__(
        self, library: Library, load: Load, stop: StopFlag, progress: Callable[[float], None]
    ) -> None:
        self._library = library
        self._api = library.api
        self._stop = stop
        library.forget()
        self._model = self._load(load, progress)
        self.vocabulary = self._api.llama_model_get_vocab(self._model)
        self._context = self._open(load)
        self._callback = stop.install(self._api, self._context)
        self.context_size = int(self._api.llama_n_ctx(self._context))
        self._tokenised: dict[tuple[str, bool], tuple[int, ...]] = {}
        self.memory = Memory(self._api, self._context, load)
        if load.repack and b"AMX_INT8 = 1" in self._api.llama_print_system_info():
            self._try_out()

    def _load(self, load: Load, progress: Callable[[float], None]) -> Any:
        def on_progress(fraction: float, _: object) -> bool:
            progress(fraction)
            return not self._stop.is_set

        params = self._api.llama_model_default_params()
        params.use_extra_bufts = load.repack
        params.progress_callback = callback = self._api.llama_progress_callback(on_progress)
        model = self._api.llama_model_load_from_file(os.fsencode(load.path), params)
        del callback  # C code held it until here
        if self._stop.is_set:
            raise Stopped
        if not model:
            raise EngineError(Code.LOAD_FAILED, self._library.last_words())
        return model

    def _open(self, load: Load) -> Any:
        params = self._api.llama_context_default_params()
        trained = int(self._api.llama_model_n_ctx_train(self._model))
        params.n_ctx = min(load.context, trained) if trained > 0 else load.context
        params.n_batch = params.n_ubatch = STEP
        params.n_threads = params.n_threads_batch = processor_threads(load.threads)
        # With flash attention, llama.cpp's choice, a word behind 2,000 tokens takes 2.4 times as long, and the last
        # part of a prompt 4 times: below 64 tokens at once it has no fast way on a processor.
        params.flash_attn_type = self._api.LLAMA_FLASH_ATTN_TYPE_DISABLED
        context = self._api.llama_init_from_model(self._model, params)
        if not context:
            raise EngineError(Code.OUT_OF_MEMORY, self._library.last_words())
        if self._api.llama_model_has_encoder(self._model) or not self._api.llama_get_memory(context):
            raise EngineError(Code.NOT_A_CHAT_MODEL)  # T5, BERT and the like
        return context

    def _try_out(self) -> None:
        """Read two tokens: what a hypervisor does not let the processor do ends this process now, not in an answer."""
        self._decode((0, 0))
        self.memory.clear()

    # About the model

    def description(self) -> str:
        """Give what llama.cpp calls the model: architecture, size, quantisation."""
        buffer = ctypes.create_string_buffer(256)
        self._api.llama_model_desc(self._model, buffer, len(buffer))
        return buffer.value.decode("utf-8", "replace")

    def template(self) -> str | None:
        """Give the model's own chat template."""
        found = self._api.llama_model_chat_template(self._model, None)
        return found.decode("utf-8", "replace") if found else None

    def control_texts(self) -> tuple[str, str]:
        """Give the texts of the tokens that begin and end a text; empty where the model has none."""
        return self._text_of("llama_vocab_bos"), self._text_of("llama_vocab_eos")

    def _text_of(self, which: str) -> str:
        token = int(getattr(self._api, which)(self.vocabulary))
        if not 0 <= token < int(self._api.llama_vocab_n_tokens(self.vocabulary)):
            return ""
        return str((self._api.llama_vocab_get_text(self.vocabulary, token) or b"").decode("utf-8", "replace"))

    @cached_property
    def first_bytes(self) -> FirstBytes:
        """Give the vocabulary by first bytes, read when it is first asked for."""
        return FirstBytes(self._api, self.vocabulary)

    # Prompts

    def tokenise(self, parts: "tuple[Part, ...]") -> Tokens:
        """Turn a prompt into tokens, each part on its own; the text's beginning token comes first if wanted."""
        ids: list[int] = []
        shared: list[int] = []
        for part in parts:
            ids.extend(self._tokens_of(part.text, special=part.special))
            if part.keep:
                shared.append(len(ids))
        begin = int(self._api.llama_vocab_bos(self.vocabulary))
        if self._api.llama_vocab_get_add_bos(self.vocabulary) and begin >= 0 and ids[:1] != [begin]:
            ids.insert(0, begin)
            shared = [length + 1 for length in shared]
        return Tokens(tuple(ids), tuple(shared))

    def spell(self, text: str) -> tuple[int, ...]:
        """Give a text's tokens; none where they spell another one, as with a space before it."""
        tokens = self._tokens_of(text, special=False)
        return tokens if b"".join(map(self.piece, tokens)) == text.encode() else ()

    def _tokens_of(self, text: str, *, special: bool) -> tuple[int, ...]:
        key = (text, special)
        if (known := self._tokenised.get(key)) is not None:
            return known
        sent = text.encode("utf-8", "replace")
        room = len(sent) + 8
        buffer = (self._api.llama_token * room)()
        count = self._api.llama_tokenize(self.vocabulary, sent, len(sent), buffer, room, False, special)
        if count < 0:
            buffer = (self._api.llama_token * -count)()
            count = self._api.llama_tokenize(self.vocabulary, sent, len(sent), buffer, -count, False, special)
        if len(self._tokenised) >= _TOKENISED_CAP:
            self._tokenised.clear()
        self._tokenised[key] = tuple(buffer[:count])
        return self._tokenised[key]

    def make_sure_of_room(self, tokens: Tokens, reserve: int) -> None:
        """Raise `EngineError` unless the context holds a prompt and a reply of `reserve` tokens."""
        if (needed := len(tokens.ids) + reserve) > self.context_size:
            raise EngineError(Code.PROMPT_TOO_LONG, tokens=needed)

    def read(self, tokens: Tokens, beat: Callable[[int], None]) -> tuple[int, int]:
        """Read a prompt and give how many tokens were known and how many were read; `beat` gets what remains.

        `Stopped` when the stop flag is set; `EngineError` when the prompt does not fit.
        """
        self.make_sure_of_room(tokens, 1)
        known = self.memory.rewind(tokens.ids, tokens.shared)
        place = known
        while place < len(tokens.ids):
            boundary = next((end for end in tokens.shared if end > place), len(tokens.ids))
            end = min(place + STEP, boundary)
            self._decode(tokens.ids[place:end])
            place = end
            if place in tokens.shared:
                self.memory.keep(first=place == tokens.shared[0])
            beat(len(tokens.ids) - place)
        return known, len(tokens.ids) - known

    def draw(
        self, max_tokens: int, sampling: "Sampling", grammar: str | None
    ) -> Iterator[tuple[str, str | None]]:
        """Draw text from where reading ended; yields each token's text, and with the last one why it ended."""
        form = Form(grammar, self) if grammar is not None else None
        try:
            sampler = TokenSampler(self._api, self._context, self.vocabulary, sampling, form)
        except GrammarRejectedError:
            raise EngineError(Code.GRAMMAR_REJECTED, self._library.last_words()) from None
        # Under a grammar ill-formed bytes are dropped: byte tokens can spell what UTF-8 does not allow.
        decoder = codecs.getincrementaldecoder("utf-8")("ignore" if grammar else "replace")
        value = ValueEnd() if grammar else None
        drawn = 0
        try:
            while drawn < max_tokens:
                tokens = sampler.step()
                if self._api.llama_vocab_is_eog(self.vocabulary, tokens[0]):
                    yield decoder.decode(b"", final=True), "stop"
                    return
                for token in tokens:
                    text = decoder.decode(self.piece(token))
                    if value is not None:
                        value.read(text)
                    if value is not None and value.reached:
                        yield text, "stop"
                        return
                    yield text, None
                if len(self.memory.tokens) + len(tokens) >= self.context_size:
                    yield decoder.decode(b"", final=True), "context"
                    return
                drawn += len(tokens)
                self._decode(tokens)
            yield decoder.decode(b"", final=True), "length"
        finally:
            sampler.close()

    def piece(self, token: int) -> bytes:
        """Give a token's text."""
        size = 256
        while True:
            buffer = ctypes.create_string_buffer(size)
            length = int(self._api.llama_token_to_piece(self.vocabulary, token, buffer, size, 0, False))
            if length >= 0:
                return buffer.raw[:length]
            size = -length

    def _decode(self, ids: tuple[int, ...]) -> None:
        if self._stop.is_set:
            raise Stopped
        held = (self._api.llama_token * len(ids))(*ids)  # the batch only points at it
        batch = self._api.llama_batch_get_one(held, len(ids))
        result = int(self._api.llama_decode(self._context, batch))
        if result == 0:
            self.memory.grew(ids)
            return
        self.memory.mend()
        if result == _ABORTED or self._stop.is_set:
            raise Stopped
        code = Code.PROMPT_TOO_LONG if result == _NO_ROOM else Code.RUN_FAILED
        raise EngineError(code, f"llama_decode gave {result}: {self._library.last_words()}")


def milliseconds_since(start: float) -> float:
    """Give the time since a moment of `time.perf_counter`."""
    return (time.perf_counter() - start) * 1000
