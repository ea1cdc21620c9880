"""Who listens: the shipped five, and what changes with them."""

from rehearse.analysis.engine import critique, ledgers
from rehearse.domain.answer import Answer
from rehearse.domain.persona import SHIPPED, Persona
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Flaw

LECTURE = (
    "Each layer computes a softmax over the queries and keys, and the loss is the cross-entropy of the logits. "
    "The attention multiplies the matrix of values by the weights, so the gradient flows through the encoder. "
    "A residual connection and dropout keep the optimizer stable, and the learning rate decays with the epochs. "
    "The convolution slides a kernel over the embedding, and the pooling layer takes the largest activation."
)
TOLD = Answer(
    "1",
    sections={
        Section.SITUATION: "Our ranker lost clicks after each release, and buyers left.",
        Section.TASK: "I owned the ranker and had 40 ms.",
        Section.ACTION: "I compared NDCG, MRR and CTR on a fresh sample, and I chose the GBM over the LSTM because of "
        "latency. ",
        Section.RESULT: "Clicks rose from 4 % to 5 % over six weeks.",
        Section.REFLECTION: "I learned to look at labels first.",
    },
)


def heard_by(persona: Persona, action: str = "") -> Answer:
    told = {**(TOLD.sections or {})}
    told[Section.ACTION] += action
    return Answer("1", sections=told, persona=persona)


def test_jargon_and_depth_differ_by_listener_while_ownership_and_evidence_do_not() -> None:
    """Requirements 62, 68 and 70."""
    by = {persona.id: critique(heard_by(persona)) for persona in SHIPPED.personas}
    depths = {
        persona.id: ledgers(heard_by(persona, f"{LECTURE} " * 3)).depth.over_cap
        for persona in SHIPPED.personas
    }
    overloaded = {
        each for each, found in by.items() if Flaw.JARGON_OVERLOAD in {f.flaw for f in found.findings}
    }
    assert "recruiter" in overloaded
    assert "data_scientist" not in overloaded
    assert depths["recruiter"] != depths["data_scientist"]
    owned = {str(ledgers(heard_by(persona)).acts) for persona in SHIPPED.personas}
    claims = {str(ledgers(heard_by(persona)).evidence) for persona in SHIPPED.personas}
    assert len(owned) == len(claims) == 1


def test_a_persona_whose_entry_is_gone_listens_as_the_hiring_manager_under_its_name() -> None:
    gone = SHIPPED.get("old_cto")
    assert (gone.id, gone.name, gone.patience) == ("old_cto", "old cto", Persona.HIRING_MANAGER.patience)


def test_a_key_goes_round() -> None:
    seen = [Persona.HIRING_MANAGER]
    for _ in SHIPPED.personas:
        seen.append(SHIPPED.after(seen[-1]))
    assert seen[0] == seen[-1]
    assert len(set(seen)) == len(SHIPPED.personas)
