"""The form of a model's critique: what it may say, as a schema that validates and a grammar that holds it to it.

The grammar is written by hand and bounded: the binding's own converter gave 0 valid of 40, since it lets control
characters and numbers out of range through, and `{m,n}` keeps a refused or endless grammar out of llama.cpp.
A model never writes a rating or a total.
"""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.vocabulary import Flaw, Strength

MEASURED: Final = frozenset((Flaw.SETUP_TOO_LONG, Flaw.THIN_ACTION, Flaw.OVER_TIME, Flaw.REHEARSED_WORDING))
"""Counted by code: a model neither finds nor withdraws them."""
JUDGED: Final = tuple(flaw for flaw in Flaw if flaw not in MEASURED)

QUOTE: Final = 120
SENTENCE: Final = 140
REWRITE: Final = 300
FINDINGS: Final = 3
STRENGTHS: Final = 2
WITHDRAWN: Final = 2
"""Letters of each text and entries of each list at most: the grammar bounds them, so that every reply ends."""
MAX_TOKENS: Final = 1600
"""No real vocabulary needs more: the form has some 2300 characters at most, and a token holds about four."""
MOST_LETTERS: Final = 8_000
"""Letters of a reply: the form has some 2300 at most, and what is longer is none."""
RESERVE: Final = 700
"""Tokens of the context that must be free before a critique is begun: one of usual length."""

_Place = Section | Literal[""]
_Quote = Annotated[str, Field(max_length=QUOTE)]
_Sentence = Annotated[str, Field(max_length=SENTENCE)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FoundFlaw(_Form):
    """A flaw as the model sees it."""

    flaw: Flaw
    section: _Place
    quote: _Quote
    why: _Sentence
    fix: _Sentence


class FoundStrength(_Form):
    """A strength as the model sees it."""

    strength: Strength
    section: _Place
    quote: _Quote


class Withdrawal(_Form):
    """A flaw the model sees disproved, with the words that disprove it."""

    flaw: Flaw
    quote: _Quote


class CritiqueForm(_Form):
    """All a model can say of an answer."""

    findings: Annotated[tuple[FoundFlaw, ...], Field(max_length=FINDINGS)] = ()
    strengths: Annotated[tuple[FoundStrength, ...], Field(max_length=STRENGTHS)] = ()
    withdraw: Annotated[tuple[Withdrawal, ...], Field(max_length=WITHDRAWN)] = ()
    rewrite: Annotated[str, Field(max_length=REWRITE)] = ""


def _one_of(values: tuple[str, ...]) -> str:
    return " | ".join(f'"{value}"' for value in values)


GRAMMAR: Final = rf"""
root ::= "{{\"findings\":[" (finding ("," finding){{0,{FINDINGS - 1}}})? "],\"strengths\":[" (strength ("," strength){{0,{STRENGTHS - 1}}})? "],\"withdraw\":[" (withdrawal ("," withdrawal){{0,{WITHDRAWN - 1}}})? "],\"rewrite\":" rewrite "}}"
finding ::= "{{\"flaw\":\"" flaw "\",\"section\":\"" section "\",\"quote\":" quote ",\"why\":" sentence ",\"fix\":" sentence "}}"
strength ::= "{{\"strength\":\"" merit "\",\"section\":\"" section "\",\"quote\":" quote "}}"
withdrawal ::= "{{\"flaw\":\"" flaw "\",\"quote\":" quote "}}"
flaw ::= {_one_of(JUDGED)}
merit ::= {_one_of(tuple(Strength))}
section ::= {_one_of(SECTIONS)} | ""
quote ::= "\"" char{{0,{QUOTE}}} "\""
sentence ::= "\"" char{{1,{SENTENCE}}} "\""
rewrite ::= "\"" char{{0,{REWRITE}}} "\""
char ::= [^"\\\x00-\x1F\x7F-\x9F] | "\\" ["\\/nt]
"""  # noqa: E501 (a rule is a line)


def read_form(text: str) -> CritiqueForm | None:
    """Read a model's reply; one that was cut off is read as far as it goes. None when nothing can be read."""
    try:
        return CritiqueForm.model_validate_json(text)
    except ValidationError:
        pass
    try:
        value = from_json(text, allow_partial=True)
    except (ValueError, TypeError):  # the latter for half a character, which no JSON holds
        return None
    if not isinstance(value, dict):
        return None
    kept = {
        "findings": _valid(FoundFlaw, value.get("findings"))[:FINDINGS],
        "strengths": _valid(FoundStrength, value.get("strengths"))[:STRENGTHS],
        "withdraw": _valid(Withdrawal, value.get("withdraw"))[:WITHDRAWN],
    }
    return CritiqueForm.model_validate(kept) if any(kept.values()) else None


def _valid(kind: type[_Form], items: object) -> list[_Form]:
    """Keep the items of a cut-off list that are whole."""
    valid = []
    for item in items if isinstance(items, list) else []:
        try:
            valid.append(kind.model_validate(item))
        except ValidationError:
            continue
    return valid
