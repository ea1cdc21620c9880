"""`rehearse completion`, and what is offered while a command is typed; nothing is made or changed by that."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.shell_completion import CompletionItem, get_completion_class

from rehearse.compose import Setup, open_library, open_store_to_read, set_up
from rehearse.domain.history import HistoryFilter
from rehearse.domain.text import counted
from rehearse.errors import RehearseError

if TYPE_CHECKING:
    from rehearse.storage.port import Store

SHELLS: Final = ("bash", "zsh", "fish")
LATEST: Final = 30
"""Attempts that are offered, newest first."""
Offer = Callable[[Setup], Iterator[tuple[str, str]]]


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Write the script with which bash, zsh or fish completes commands, options, ids and names.

    \b
    Where it goes:
      bash   eval "$(rehearse completion bash)"         in ~/.bashrc
      zsh    eval "$(rehearse completion zsh)"          in ~/.zshrc, below compinit
      fish   rehearse completion fish > ~/.config/fish/completions/rehearse.fish
    """
    written = get_completion_class(shell)
    if written is None:
        raise click.UsageError(f"{shell} is not known to click.")
    root = ctx.find_root()
    click.echo(written(root.command, {}, "rehearse", "_REHEARSE_COMPLETE").source())


class Offering:
    """Offers, while something is typed, what there is that begins so; nothing where anything goes wrong."""

    _offer: Offer

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 (click's signature)
        incomplete: str,
    ) -> list[CompletionItem]:
        """Offer what begins with the letters typed so far, for the data folder and the packs that stand on the line."""
        given: dict[str, Any] = ctx.find_root().params
        if given.get("demo"):
            return []  # what there is of the user's own is not in it
        try:
            found = list(self._offer(_setup(given.get("data_dir"), given.get("packs") or ())))
        except Exception:
            return []
        return [CompletionItem(name, help=told) for name, told in found if name.startswith(incomplete)]


class Offered(Offering, click.ParamType[str]):
    """A word as it was typed; while it is typed, those that there are are offered."""

    name = "text"

    def __init__(self, offer: Offer) -> None:
        self._offer = offer


class OfferedNumber(Offering, click.IntRange):
    """A number from a range; while it is typed, those that there are are offered."""

    def __init__(self, offer: Offer, least: int, most: int) -> None:
        super().__init__(least, most)
        self._offer = offer


def _setup(data_dir: Path | None, packs: tuple[Path, ...]) -> Setup:
    """Read the settings; wrong ones, which every command says, are passed over here."""
    try:
        return set_up(data_dir, packs)
    except RehearseError:
        return set_up(data_dir, packs, defaults=True)


@contextmanager
def _reading(setup: Setup) -> "Iterator[Store]":
    """Open the database for the length of a block; nothing is made, mended or upgraded while somebody types."""
    import logging

    logging.getLogger("rehearse").addHandler(logging.NullHandler())  # nor said into the line
    store = open_store_to_read(setup)
    try:
        yield store
    finally:
        store.close()


def _questions(setup: Setup) -> Iterator[tuple[str, str]]:
    for question in open_library(setup).questions:
        yield question.id, question.text


def _personas(setup: Setup) -> Iterator[tuple[str, str]]:
    for persona in setup.cast.personas:
        yield persona.id, persona.name


def _stories(setup: Setup) -> Iterator[tuple[str, str]]:
    with _reading(setup) as store:
        for kept in [*store.stories.all(), *store.stories.all(archived=True)]:
            yield kept.key, kept.story.title


def _attempts(setup: Setup) -> Iterator[tuple[str, str]]:
    with _reading(setup) as store:
        for each in store.page(HistoryFilter(), LATEST):
            yield str(each.id), f"{each.started_at.astimezone():%d %b}  {' '.join(each.question.split())}"


def _mocks(setup: Setup) -> Iterator[tuple[str, str]]:
    with _reading(setup) as store:
        for each in store.mocks.all(LATEST):
            asked = counted(len(each.slots), "question")
            yield str(each.id), f"{each.started_at.astimezone():%d %b %H:%M}, {asked}"


def _settings(_: Setup) -> Iterator[tuple[str, str]]:
    from rehearse.config_text import meanings

    yield from ((key, told) for key, told in meanings().items() if "." in key)


QUESTION: Final = Offered(_questions)
PERSONA: Final = Offered(_personas)
STORY: Final = Offered(_stories)
SETTING: Final = Offered(_settings)
ATTEMPT: Final = OfferedNumber(_attempts, 1, 2**62)
MOCK: Final = OfferedNumber(_mocks, 1, 2**62)
