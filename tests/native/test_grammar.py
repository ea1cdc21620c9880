"""The critique's grammar on weights that know nothing: whatever is drawn, the form holds."""

from pathlib import Path

import pytest

from rehearse.interviewer.critique_form import GRAMMAR, MAX_TOKENS, CritiqueForm
from rehearse.interviewer.protocol import Delta, Sampling
from rehearse.interviewer.runtime import ModelRuntime
from rehearse.interviewer.troubles import Code, ModelTrouble
from tests.native import models
from tests.native.conftest import Start, plain, say

SEEDS = 100
WORDS = tuple(
    f" {start}{end}"
    for start in ("metric", "latency", "label", "because the ", "I would have ", "rollback of ")
    for end in ("", "s", " moved", " in production", " over weeks", " and cost", '","', "é", "\\n", "}]")
)


@pytest.fixture(scope="session")
def wordy(folder: Path) -> Path:
    """A model with whole words among its tokens, as real ones have; else a critique is thousands of tokens."""
    return models.random_model(folder / "wordy.gguf", words=WORDS, shape=models.NANO)


async def under_grammar(runtime: ModelRuntime, grammar: str, seed: int) -> str:
    sampling = Sampling(temperature=1, top_k=0, top_p=1, min_p=0, seed=seed)
    text = ""
    async for event in runtime.generate(plain("Critique:"), MAX_TOKENS * 3, sampling, grammar=grammar):
        if isinstance(event, Delta):
            text += event.text
    return text


async def test_a_hundred_critiques_of_random_weights_are_all_valid(start: Start, wordy: Path) -> None:
    runtime = start(wordy)
    await runtime.settled()
    findings = 0
    for seed in range(SEEDS):
        form = CritiqueForm.model_validate_json(await under_grammar(runtime, GRAMMAR, seed))
        findings += len(form.findings)
    assert findings > SEEDS // 10


@pytest.mark.parametrize("grammar", ["root ::= (", "root ::= nothing", 'root ::= root "x"', "root"])
async def test_a_grammar_that_is_refused_ends_the_request_and_not_the_child(
    start: Start, tiny: Path, grammar: str
) -> None:
    runtime = start(tiny)
    await runtime.settled()
    child = runtime.pid
    with pytest.raises(ModelTrouble) as caught:
        await under_grammar(runtime, grammar, 1)
    assert caught.value.code is Code.GRAMMAR_REJECTED
    assert (await say(runtime, plain("still there?")))[1].drawn
    assert runtime.pid == child
