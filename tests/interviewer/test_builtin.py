"""The interviewer without a model: the question unchanged, follow-ups aimed and quoting."""

import pytest

from rehearse.domain.answer import Answer
from rehearse.domain.critique import Probe
from rehearse.domain.exchange import Exchange, FollowUp
from rehearse.domain.persona import SHIPPED, Persona
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import ProbeTopic
from rehearse.interviewer.builtin import BuiltInInterviewer
from rehearse.interviewer.port import Asked, Said, Turn
from tests.builders import HOSTILE, question

INTERVIEWER = BuiltInInterviewer(words_per_second=0)


async def asked(persona: Persona, seed: int = 1) -> str:
    return "".join([said.text async for said in INTERVIEWER.ask(question(), persona, seed)])


async def follow_up(turn: Turn) -> tuple[str, FollowUp | None]:
    events = [event async for event in INTERVIEWER.follow_up(turn)]
    said = "".join(event.text for event in events if isinstance(event, Said))
    last = events[-1].follow_up if events and isinstance(events[-1], Asked) else None
    return said, last


def turn(*probes: Probe, earlier: tuple[Exchange, ...] = (), seed: int = 1) -> Turn:
    return Turn(question(), Persona.HIRING_MANAGER, Answer("1"), probes, earlier, seed)


@pytest.mark.parametrize("persona", SHIPPED.personas)
async def test_the_questions_words_are_never_changed(persona: Persona) -> None:
    said = await asked(persona)
    assert said.endswith(question().text)
    assert said != question().text


async def test_personas_sound_different_and_a_seed_repeats() -> None:
    assert len({await asked(persona) for persona in SHIPPED.personas}) == len(SHIPPED.personas)
    assert await asked(Persona.RECRUITER, 5) == await asked(Persona.RECRUITER, 5)
    assert len({await asked(Persona.RECRUITER, seed) for seed in range(12)}) > 1


async def test_the_weakest_part_is_asked_about_with_the_users_words() -> None:
    said, last = await follow_up(
        turn(
            Probe(ProbeTopic.METRIC, "?", "it worked really well.", Section.RESULT),
            Probe(ProbeTopic.DATA, "?"),
        )
    )
    assert last is not None
    assert last.topic is ProbeTopic.METRIC
    assert last.quote == "it worked really well"
    assert "“it worked really well”" in said
    assert last.text == said
    assert question().probes[ProbeTopic.METRIC] in said


async def test_another_answer_gets_another_follow_up() -> None:
    one, _ = await follow_up(turn(Probe(ProbeTopic.METRIC, "?", "it worked")))
    two, _ = await follow_up(turn(Probe(ProbeTopic.TRADEOFF, "?", "we took the big one")))
    assert one != two


async def test_no_topic_is_asked_twice_and_the_pack_knows_what_else() -> None:
    probes = (Probe(ProbeTopic.METRIC, "?"),)
    earlier: tuple[Exchange, ...] = ()
    topics = []
    while True:
        _, last = await follow_up(turn(*probes, earlier=earlier))
        if last is None:
            break
        topics.append(last.topic)
        earlier = (*earlier, Exchange(last))
    assert topics == [ProbeTopic.METRIC, ProbeTopic.MONITORING, ProbeTopic.TRADEOFF]


@pytest.mark.parametrize("topic", ProbeTopic)
async def test_every_topic_can_be_asked_without_a_pack(topic: ProbeTopic) -> None:
    bare = Turn(question(probes={}), Persona.RECRUITER, Answer("1"), (Probe(topic, "?", "my words"),))
    said, last = await follow_up(bare)
    assert last is not None
    assert said.endswith("?")


@pytest.mark.parametrize("quote", HOSTILE)
async def test_hostile_quotes_are_only_quoted(quote: str) -> None:
    said, last = await follow_up(turn(Probe(ProbeTopic.METRIC, "?", quote)))
    assert last is not None
    assert last.quote is None or last.quote in said
