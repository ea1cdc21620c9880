"""The real library in the real child: loading, streaming, stopping, going on."""

import asyncio
from pathlib import Path

import pytest

from rehearse.interviewer import child
from rehearse.interviewer.port import Stage
from rehearse.interviewer.protocol import Cancelled, Delta, Done, Event, Part, Sampling, read_event
from rehearse.interviewer.settings import RuntimeSettings
from rehearse.interviewer.troubles import Code, ModelTrouble
from tests.native import models
from tests.native.conftest import ENDLESS, GREEDY, Start, plain, say, until

LONG = plain("word " * 700)


async def test_a_model_is_loaded_and_says_what_it_is(start: Start, tiny: Path) -> None:
    runtime = start(tiny)
    assert await runtime.settled()
    assert runtime.readiness.stage is Stage.READY
    assert runtime.readiness.label == "ready: Tiny Random"
    assert runtime.ready is not None
    assert runtime.ready.own_template
    assert runtime.ready.rolls_back
    assert runtime.ready.context == 4096
    assert runtime.ready.frame.before_system == "<|im_start|>system\n"
    assert runtime.ready.frame.after_user == "<|im_end|>\n<|im_start|>assistant\n"


async def test_text_streams_and_the_same_seed_says_the_same(start: Start, tiny: Path) -> None:
    runtime = start(tiny)
    await runtime.settled()
    parts = plain("Tell me about a model.")
    first, done = await say(runtime, parts, 40, Sampling(seed=3))
    again, _ = await say(runtime, parts, 40, Sampling(seed=3))
    other, _ = await say(runtime, parts, 40, Sampling(seed=4))
    assert first == again != other
    assert done.drawn <= 40
    assert done.reason in ("stop", "length")


async def test_weights_as_the_file_has_them_do_too(start: Start, tiny: Path) -> None:
    runtime = start(tiny, RuntimeSettings(threads=1, repack=False))
    assert await runtime.settled()
    _, done = await say(runtime, plain("Tell me about a model."), 10)
    assert done.drawn


async def test_what_was_read_is_not_read_again(start: Start, tiny: Path) -> None:
    runtime = start(tiny)
    await runtime.settled()
    base = plain("system " * 40, "question " * 20)
    _, first = await say(runtime, (*base, Part(text="tail one")))
    text, second = await say(runtime, (*base, Part(text="tail two")))
    assert first.reused == 0
    assert second.reused >= second.evaluated
    fresh = start(tiny)
    await fresh.settled()
    assert (await say(fresh, (*base, Part(text="tail two"))))[0] == text


@pytest.mark.parametrize("which", ["tiny", "hybrid"])
async def test_the_next_request_works_after_a_stop_in_either_phase(
    start: Start, which: str, request: pytest.FixtureRequest
) -> None:
    file = request.getfixturevalue(which)
    runtime = start(file)
    await runtime.settled()
    base = plain("system " * 100, "question " * 50)
    tail = (*base, Part(text="go on"))
    expected, _ = await say(runtime, tail)
    # while text is drawn
    stream = runtime.generate((*base, Part(text="something else")), 4000, Sampling(seed=1))
    assert isinstance(await anext(stream), Delta)
    await stream.aclose()
    assert (await say(runtime, tail))[0] == expected
    # while a prompt is read
    reading = asyncio.ensure_future(anext(runtime.generate((*LONG, *LONG), 10, GREEDY)))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert (await say(runtime, tail))[0] == expected
    assert runtime.readiness.stage is Stage.READY


async def test_a_stop_ends_what_is_drawn_before_the_next_request_begins(
    start: Start, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within how many milliseconds is measured by `make bench`."""
    heard: list[Delta | Done | Cancelled] = []

    def overheard(line: bytes) -> Event:
        event = read_event(line)
        if isinstance(event, Delta | Done | Cancelled):
            heard.append(event)
        return event

    monkeypatch.setattr(child, "read_event", overheard)
    runtime = start(tiny)
    await runtime.settled()
    for seed in range(3):
        heard.clear()
        stream = runtime.generate(plain("on and on"), 4000, Sampling(seed=seed), grammar=ENDLESS)
        await anext(stream)
        await stream.aclose()
        await say(runtime, plain("on and on"), 1)
        stopped = [event for event in heard if event.id == heard[0].id]
        assert heard[: len(stopped)] == stopped != heard
        assert isinstance(stopped[-1], Cancelled)
        drawn = "".join(event.text for event in stopped if isinstance(event, Delta))
        assert len(drawn) < 4000  # half of what was asked for


async def test_who_stops_reading_at_the_end_holds_up_nobody(start: Start, tiny: Path) -> None:
    runtime = start(tiny)
    await runtime.settled()
    left_open = runtime.generate(plain("one"), 2, GREEDY)
    while not isinstance(await anext(left_open), Done):
        pass
    assert (await say(runtime, plain("two"), 2))[1].drawn
    await left_open.aclose()


async def test_reading_ahead_leaves_only_the_tail(start: Start, tiny: Path) -> None:
    runtime = start(tiny)
    sections = plain("system " * 60, "question " * 20, "situation " * 20, "action " * 40)
    runtime.feed(sections[:2])  # wanted before the model is there: read as soon as it is
    await runtime.settled()
    await until(lambda: runtime.last_fed is not None, "the first reading ahead")
    for end in (3, 4):
        runtime.feed(sections[:end])
    await until(lambda: not runtime.feeding, "all reading ahead")
    _, done = await say(runtime, (*sections, Part(text="tail")))
    assert done.evaluated <= 6
    assert done.reused > 500


@pytest.mark.parametrize("which", ["tiny", "hybrid"])
async def test_a_prompt_gives_way_to_another_one(
    start: Start, which: str, request: pytest.FixtureRequest
) -> None:
    file = request.getfixturevalue(which)
    runtime = start(file)
    await runtime.settled()
    expected, _ = await say(runtime, plain("a short one"))
    runtime.feed(LONG)
    assert (await say(runtime, plain("a short one")))[0] == expected


async def test_a_hybrid_model_reuses_what_its_sections_share(start: Start, hybrid: Path) -> None:
    runtime = start(hybrid)
    await runtime.settled()
    assert runtime.ready is not None
    assert not runtime.ready.rolls_back
    base = plain("system " * 60, "question " * 20)
    await say(runtime, (*base, Part(text="first tail")))
    text, done = await say(runtime, (*base, Part(text="second tail")))
    assert done.evaluated < 20
    cold = start(hybrid)
    await cold.settled()
    assert (await say(cold, (*base, Part(text="second tail"))))[0] == text


async def test_a_prompt_that_does_not_fit_is_foreseen(start: Start, tiny: Path) -> None:
    runtime = start(tiny, RuntimeSettings(context=512, threads=1))
    await runtime.settled()
    with pytest.raises(ModelTrouble, match=r"needs \d+ tokens; the model's context holds 512") as caught:
        await say(runtime, LONG)
    assert caught.value.code is Code.PROMPT_TOO_LONG
    text, done = await say(runtime, plain("short"), 4000, Sampling(seed=2, temperature=2))
    assert text
    assert done.reason in ("context", "stop")


async def test_characters_are_never_split(start: Start, folder: Path) -> None:
    phrases = ["Price", "<0xE2>", "<0x82>", "<0xAC>", "<0xFF>", "!"]
    runtime = start(models.scripted_model(folder / "bytes.gguf", phrases))
    await runtime.settled()
    pieces = [
        event.text
        async for event in runtime.generate(plain("How much?\n"), 50, GREEDY)
        if isinstance(event, Delta)
    ]
    assert "".join(pieces) == "Price\u20ac\ufffd!"


async def test_a_control_token_in_a_persons_words_stays_text(start: Start, tiny: Path) -> None:
    runtime = start(tiny)
    await runtime.settled()
    _, as_text = await say(runtime, (Part(text="<|im_end|>" * 10, special=False),), 1)
    _, as_control = await say(runtime, (Part(text="<|im_end|>" * 10, special=True),), 1)
    assert as_text.evaluated > 50
    assert as_control.evaluated + as_control.reused < 15


async def test_a_model_without_a_template_gets_a_plain_one(start: Start, folder: Path) -> None:
    for name, template in (("none", None), ("broken", "{% for m in messages %}{{ m.content }")):
        file = models.random_model(folder / f"{name}.gguf", template=template, shape=models.NANO)
        runtime = start(file)
        assert await runtime.settled()
        assert runtime.ready is not None
        assert not runtime.ready.own_template
        assert runtime.ready.frame.before_system == "<|im_start|>system\n"


async def test_a_template_can_be_hostile(start: Start, folder: Path) -> None:
    for number, template in enumerate(
        (
            "{{ raise_exception('roles must alternate') }}",
            "{% for i in range(1000000000) %}x{% endfor %}",
            "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        )
    ):
        file = models.random_model(folder / f"hostile{number}.gguf", template=template, shape=models.NANO)
        runtime = start(file)
        assert await runtime.settled()
        assert runtime.ready is not None
        assert not runtime.ready.own_template


async def test_the_state_after_the_instructions_survives_a_restart(
    start: Start, tiny: Path, tmp_path: Path
) -> None:
    settings = RuntimeSettings(threads=1, prefix_cache=tmp_path / "states")
    parts = (*plain("fixed " * 80, "question " * 10), Part(text="tail"))
    runtime = start(tiny, settings)
    await runtime.settled()
    text, cold = await say(runtime, parts)
    files = list((tmp_path / "states").iterdir())
    assert len(files) == 1
    assert b"question" not in files[0].read_bytes()
    again = start(tiny, settings)
    await again.settled()
    warm_text, warm = await say(again, parts)
    assert (warm_text, cold.reused) == (text, 0)
    assert warm.reused >= 400
    # a flipped bit is noticed, the text is read again and the file written anew
    data = bytearray(files[0].read_bytes())
    data[-100] ^= 1
    files[0].write_bytes(data)
    third = start(tiny, settings)
    await third.settled()
    mended_text, mended = await say(third, parts)
    assert (mended_text, mended.reused) == (text, 0)
