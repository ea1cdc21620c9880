"""The real llama.cpp with files made to do harm: endless templates, words that are none, spoilt headers."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from rehearse.interviewer.builtin import NAME, BuiltInInterviewer
from rehearse.interviewer.coach import Coach
from rehearse.interviewer.llama import LlamaInterviewer
from rehearse.interviewer.port import Asked, Notice, Stage
from rehearse.interviewer.preflight import describe
from rehearse.interviewer.runtime import ModelRuntime
from rehearse.interviewer.settings import Patience, RuntimeSettings
from rehearse.interviewer.troubles import ModelTrouble
from rehearse.interviewer.worker.frame import PLAIN
from tests.native import models
from tests.reliability.extent import cases
from tests.reliability.nasty import WHOLE, steering
from tests.reliability.spoil import Spoiler
from tests.reliability.test_hostile_model import ANSWER, RULES, sound, turn

Start = Callable[..., ModelRuntime]
MEGABYTES = 900
"""What the process of a tiny model may hold at most, whatever its file asks of it."""
SECONDS = 30


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    running: list[ModelRuntime] = []

    def begin(file: Path, load: float = 20.0) -> ModelRuntime:
        settings = RuntimeSettings(threads=1, patience=Patience(load=load))
        running.append(ModelRuntime(file, settings))
        running[-1].start()
        return running[-1]

    yield begin
    for runtime in running:
        await runtime.close()


def most_held(runtime: ModelRuntime) -> float:
    """Give the megabytes that the child held at most so far."""
    assert runtime.pid is not None
    lines = Path(f"/proc/{runtime.pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


TEMPLATES = {
    "loops": "{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}",
    "long text": "{{ 'a' * 10000000000 }}",
    "long list": "{{ [0] * 10000000000 }}",
    "wide number": "{{ '%9999999999d' % 1 }}",
    "wide text": "{{ 'x'|center(9999999999) }}",
    "calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "grows": "{% set n = namespace(x='ab') %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}{{ n.x }}",
    "reaches out": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "asks for the environment": "{{ self._TemplateReference__context.environment.__init__.__globals__['os'].environ }}",
    "opens a file": "{{ cycler.__init__.__globals__.os.popen('id').read() }}{% include '/etc/passwd' %}",
    "raises": "{{ raise_exception('no \x1b]0;x\x07') }}",
    "no syntax": "{% for %}{{ ",
    "only itself": "{{ bos_token }}[/]\x1b]52;c;aGFjaw==\x07",
    "a long frame": "{{ 'y' * 60000 }}{% for m in messages %}{{ m.content }}{% endfor %}",
    "texts twice": "{% for m in messages %}{{ m.content }}{{ m.content }}{% endfor %}",
    "no text": "",
}


@pytest.mark.parametrize("kind", TEMPLATES)
async def test_a_template_made_to_do_harm_is_left_aside(start: Start, tmp_path: Path, kind: str) -> None:
    """It is given up within seconds, and the model gets the plain frame in its place."""
    file = models.random_model(tmp_path / "m.gguf", shape=models.NANO, template=TEMPLATES[kind])
    runtime, begun = start(file), time.monotonic()
    async with asyncio.timeout(SECONDS):
        assert await runtime.settled()
    assert time.monotonic() - begun < SECONDS
    assert runtime.ready is not None
    assert runtime.frame == PLAIN
    assert not runtime.ready.own_template
    assert most_held(runtime) < MEGABYTES


async def test_a_template_that_nothing_interrupts_costs_the_model_alone(start: Start, tmp_path: Path) -> None:
    template = "{{ 10 ** (10 ** 8 * 3) % 7 }}" * 40
    runtime = start(models.random_model(tmp_path / "m.gguf", shape=models.NANO, template=template), load=1.0)
    async with asyncio.timeout(SECONDS):
        if await runtime.settled():
            assert runtime.frame == PLAIN
            return
    assert runtime.readiness.stage is Stage.ABSENT
    assert runtime.readiness.why == "The model stopped answering."


@pytest.fixture(scope="module")
def babbler(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of random weights that likes control tokens, blanks and escape characters best of all."""
    wanted = ["<|im_start|>", "<0x1B>", "<0x0A>", "\u2581", "<0x9B>", "[", "{"]
    folder = tmp_path_factory.mktemp("models")
    return models.random_model(folder / "babbler.gguf", favour=wanted, name="\x1b]0;x\x07[/]\u202e")


@pytest.mark.parametrize("seed", range(cases(3, 60)))
async def test_a_model_that_babbles_is_replaced_and_moves_nothing(
    start: Start, babbler: Path, seed: int
) -> None:
    runtime = start(babbler)
    notices: list[Notice] = []
    asks = LlamaInterviewer(
        runtime, BuiltInInterviewer(words_per_second=0), notices.append, words_per_second=0
    )
    async with asyncio.timeout(SECONDS * 2):
        assert await runtime.settled()
        kept, said = None, ""
        async for event in asks.follow_up(turn(seed=seed)):
            if isinstance(event, Asked):
                kept = event.follow_up
            else:
                said += event.text
        opening = "".join([event.text async for event in asks.ask(turn().question, turn().persona, seed)])
        coached = await Coach(runtime).critique(ANSWER, RULES, seed)
    assert kept is not None
    assert kept.text.endswith("?")
    assert steering(said + opening + runtime.name) == []
    assert opening.endswith(turn().question.text)
    sound(coached, ANSWER, RULES)
    assert asks.name == NAME or kept.text.count("?") >= 1


async def test_words_of_a_vocabulary_may_be_of_any_length_and_kind(start: Start, tmp_path: Path) -> None:
    words = [text.strip() for text in WHOLE if text.strip() and "\x00" not in text]
    file = models.random_model(tmp_path / "m.gguf", words=[*words, "x" * 100_000, "y" * 900_000])
    runtime = start(file)
    async with asyncio.timeout(SECONDS):
        assert await runtime.settled()
        coached = await Coach(runtime).critique(ANSWER, RULES, 1)
    sound(coached, ANSWER, RULES)
    assert most_held(runtime) < MEGABYTES


@pytest.mark.parametrize("seed", range(cases(6, 150)))
async def test_a_spoilt_file_that_passes_the_check_ends_no_more_than_its_process(
    start: Start, tmp_path: Path, seed: int
) -> None:
    """Headers are spoilt until one is believed; llama.cpp may then refuse it, end, or load it."""
    whole, spoiler, chance = _nano(tmp_path), Spoiler(seed), random.Random(seed)
    spoilt = tmp_path / "spoilt.gguf"
    for _ in range(200):
        data = bytearray(whole)
        head = chance.choice((2_000, 30_000, len(data)))
        data[:head] = spoiler._flip(bytes(data[:head]))
        spoilt.write_bytes(data)
        try:
            describe(spoilt)
        except ModelTrouble:
            continue
        break
    runtime = start(spoilt)
    async with asyncio.timeout(SECONDS * 2):
        if await runtime.settled():
            sound(await Coach(runtime).critique(ANSWER, RULES, seed), ANSWER, RULES)
            return
    assert runtime.readiness.why.endswith(".")
    assert steering(runtime.readiness.why + runtime.name) == []


def _nano(folder: Path) -> bytes:
    return models.random_model(folder / "whole.gguf", shape=models.NANO).read_bytes()
