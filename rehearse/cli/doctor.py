"""`rehearse doctor`: one page on what is there, what is missing and what to do about it."""

import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import click

from rehearse.compose import Setup, open_library
from rehearse.domain.text import counted, in_bytes, json_text

_PACKAGES: Final = ("textual", "sqlite-utils", "llama-cpp-python", "pydantic", "msgspec")
OK: Final = "ok"
NOTE: Final = "note"
BROKEN: Final = "mend"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the page: how it stands, about what, and what there is to say."""

    state: str
    about: str
    text: str


@click.command()
@click.option("--prove-offline", is_flag=True, help="Try to reach a network, and watch that nothing can.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object a line.")
@click.pass_context
def doctor(ctx: click.Context, prove_offline: bool, as_json: bool) -> None:
    """Say what is there and what is missing; status 1 when something must be mended."""
    bad = False
    for check in _proofs() if prove_offline else _checks(ctx.obj):
        bad |= check.state == BROKEN
        if as_json:
            click.echo(json_text(asdict(check)))
        else:
            click.echo(f"{check.state:<8}{check.about:<18}{check.text}")
    if bad:
        ctx.exit(1)


def _checks(setup: Setup) -> Iterator[Check]:
    yield Check(
        OK, "rehearse", f"{version('rehearse')}, Python {platform.python_version()}, {platform.system()}"
    )
    yield from _packages()
    yield from _places(setup)
    yield _questions(setup)
    yield _terminal()
    yield _memory()
    yield _model(setup)
    yield Check(
        OK, "network", "refused to this program and the model's process: rehearse doctor --prove-offline"
    )


def _proofs() -> Iterator[Check]:
    from rehearse.cli.proof import proofs

    states = {True: OK, False: BROKEN, None: NOTE}
    for proof in proofs():
        yield Check(states[proof.holds], proof.about, proof.text)


def _packages() -> Iterator[Check]:
    for package in _PACKAGES:
        try:
            yield Check(OK, package, version(package))
        except PackageNotFoundError:
            yield Check(BROKEN, package, "not installed: run make setup, or install rehearse again")


def _places(setup: Setup) -> Iterator[Check]:
    for about, place in (("database", setup.paths.database), ("settings", setup.paths.config_file)):
        there = f"{place}, {place.stat().st_size} bytes" if place.is_file() else f"{place} (not there yet)"
        writable = os.access(_nearest(place), os.W_OK)
        yield Check(OK if writable else BROKEN, about, there if writable else f"{place} cannot be written")


def _nearest(place: Path) -> Path:
    """Give the file, or the nearest folder above it that exists."""
    return next(near for near in (place, *place.parents) if near.exists())


def _questions(setup: Setup) -> Check:
    library = open_library(setup)
    text = counted(len(library.questions), "question")
    if library.problems:
        found = counted(len(library.problems), "problem")
        return Check(NOTE, "questions", f"{text}; {found} in packs or personas: rehearse questions check")
    return Check(OK if library.questions else BROKEN, "questions", text)


def _terminal() -> Check:
    if not sys.stdout.isatty():
        return Check(NOTE, "terminal", "the output is no terminal; the app needs one")
    size = os.get_terminal_size()
    return Check(OK, "terminal", f"{os.environ.get('TERM', 'unknown')}, {size.columns}x{size.lines}")


def _memory() -> Check:
    from rehearse.interviewer.catalogue import machine_memory
    from rehearse.interviewer.preflight import available_memory

    total, free = machine_memory(), available_memory()
    if total is None or free is None:
        return Check(NOTE, "memory", "this machine does not say how much it has")
    return Check(OK, "memory", f"{in_bytes(total)}, {in_bytes(free)} free; {os.cpu_count()} processors")


def _model(setup: Setup) -> Check:
    from rehearse.interviewer.preflight import check
    from rehearse.interviewer.shelf import model_to_use
    from rehearse.interviewer.troubles import ModelTrouble

    found = model_to_use(setup.paths)
    if found is None:
        text = "none: the built-in interviewer asks. rehearse models list shows what there is and what suits"
        return Check(NOTE, "model", text)
    try:
        facts = check(found.file)
    except ModelTrouble as trouble:
        return Check(NOTE, "model", f"{found.file}: {trouble} The built-in interviewer asks.")
    return Check(
        OK, "model", f"{found.name} ({facts.quantisation}), needs {in_bytes(facts.needs)}: {found.file}"
    )
