"""What a grammar allows next, found by first bytes, against the whole vocabulary tried token by token."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rehearse.interviewer.critique_form import GRAMMAR
from rehearse.interviewer.first_line import Load
from rehearse.interviewer.protocol import Part, Sampling
from rehearse.interviewer.worker.engine import Engine, StopFlag
from rehearse.interviewer.worker.first_bytes import FirstBytes
from rehearse.interviewer.worker.library import Library
from rehearse.interviewer.worker.sampling import Form, Language, TokenSampler
from tests.native import models
from tests.native.test_grammar import WORDS

BEGUN = (
    '{"findings":[{"flaw":"no_tradeoff","section":"action","quote":"é","why":"b\\n","fix":"c"}],"strengths":['
)


@pytest.fixture(scope="module")
def engine(folder: Path) -> Engine:
    file = models.random_model(folder / "first_bytes.gguf", words=(*WORDS, "£"), shape=models.NANO)
    return Engine(Library(), Load(id=1, path=str(file)), StopFlag(), lambda _: None)


def samplers(engine: Engine) -> Iterator[tuple[TokenSampler, str]]:
    """Give a sampler in each state that a critique passes through."""
    api = engine._api
    sampler = TokenSampler(api, engine._context, engine.vocabulary, Sampling(), Form(GRAMMAR, engine))
    yield sampler, ""
    for token in engine.spell(BEGUN):
        api.llama_sampler_accept(sampler._grammar, token)
        yield sampler, engine.piece(token).decode(errors="replace")
    sampler.close()


def test_no_token_that_is_allowed_is_left_out(engine: Engine) -> None:
    first_bytes = engine.first_bytes
    every = range(int(engine._api.llama_vocab_n_tokens(engine.vocabulary)))
    few, states = 0, 0
    for sampler, after in samplers(engine):
        found = first_bytes.beginning(sampler._allowed(first_bytes.alone))
        assert sampler._allowed(found) == sampler._allowed(every), f"after {after!r}"
        few += len(found) < len(every) // 4
        states += 1
    assert states > few > states // 3


def test_a_token_that_cannot_be_tried_alone_is_always_tried() -> None:
    class Vocabulary:
        """Stands in for llama.cpp with a vocabulary that has no token for the letter a alone."""

        texts = (b"ab", b"", b"b", b"bc", None, b"<end>")

        def llama_vocab_n_tokens(self, _: object) -> int:
            return len(self.texts)

        def llama_vocab_is_eog(self, _: object, token: int) -> bool:
            return self.texts[token] == b"<end>"

        def llama_token_to_piece(self, _: object, token: int, buffer: object, *__: object) -> int:
            text = self.texts[token]
            if text is None:
                return -1000
            buffer.raw = text.ljust(256, b"\0")  # type: ignore[attr-defined]  # a ctypes buffer
            return len(text)

    known = FirstBytes(Vocabulary(), None)
    assert list(known.alone) == [2]
    assert sorted(known.beginning(set())) == [0, 4, 5]
    assert sorted(known.beginning({2})) == [0, 2, 3, 4, 5]


class Mute:
    """A language in which no text can be spelt, as where a space would come before it."""

    def __init__(self, engine: Engine) -> None:
        self.first_bytes = engine.first_bytes
        self.piece = engine.piece

    def spell(self, _: str) -> tuple[int, ...]:
        return ()


def first_step(engine: Engine, language: Language) -> bytes:
    engine.read(engine.tokenise((Part(text="Critique:"),)), lambda _: None)
    form = Form(GRAMMAR, language)
    sampler = TokenSampler(engine._api, engine._context, engine.vocabulary, Sampling(), form)
    tokens = sampler.step()
    sampler.close()
    return b"".join(map(engine.piece, tokens))


def test_what_the_form_alone_decides_is_given_at_once(engine: Engine) -> None:
    assert first_step(engine, engine) == b'{"findings":['


def test_what_cannot_be_spelt_is_drawn(engine: Engine) -> None:
    assert first_step(engine, Mute(engine)) == b"{"
