"""`rehearse export`, `import`, `backup` and `restore`: what is kept, out of the folder and back."""

import errno
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from rehearse.cli.completion import ATTEMPT, PERSONA
from rehearse.cli.history import searched
from rehearse.cli.progress import WatchedFile, busy, progress
from rehearse.cli.storing import opened_store
from rehearse.cli.values import COMPETENCY, DAY
from rehearse.compose import Setup, anchors
from rehearse.domain.text import counted, listed, one_line
from rehearse.domain.vocabulary import Competency
from rehearse.errors import RehearseError
from rehearse.files import open_file
from rehearse.storage.port import Store, Taken


@click.command("export")
@click.option(
    "--format", "form", type=click.Choice(["markdown", "json", "csv"]), default="markdown", show_default=True,
    help="A report to read, JSON Lines that import reads, or one row an attempt.",
)  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), help="Write into this file, not standard output.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option("--competency", type=COMPETENCY, help="Only this competency.")
@click.option("--persona", type=PERSONA, help="Only this persona.")
@click.option("--search", default="", help="Only attempts that fit this search line, as in the history.")
@click.option("--since", type=DAY, help="Only from this day on, such as 2026-11-02.")
@click.option("--id", "ids", type=ATTEMPT, multiple=True, help="Only this attempt; may be repeated.")
@click.pass_obj
def export_attempts(  # noqa: PLR0913, PLR0917 (one argument an option)
    setup: Setup,
    form: str,
    output: Path | None,
    force: bool,
    competency: Competency | None,
    persona: str | None,
    search: str,
    since: date | None,
    ids: tuple[int, ...],
) -> None:
    """Write finished attempts, oldest first: all of them, or those that fit every option."""
    from rehearse.storage.export import export
    from rehearse.storage.new_file import write_new

    line = searched(search)
    wanted = replace(
        line,
        competency=competency or line.competency,
        persona=persona or line.persona,
        after=since or line.after,
        ids=ids,
    )
    if output is not None and output.exists() and not force and not output.is_symlink():
        raise RehearseError(f"{output} is there already; --force replaces it.")
    with opened_store(setup) as store:
        pieces = export(store, wanted, form, anchors())
        if output is None:
            for piece in pieces:
                click.echo(piece, nl=False)
            return
        write_new(output, _watched(pieces), replace=force)
        click.echo(f"{counted(store.count(wanted), 'attempt')} written to {one_line(str(output))}", err=True)


def _watched(pieces: Iterable[str]) -> Iterator[str]:
    """Show on a terminal that pieces are written; nothing when standard error is a pipe."""
    if not sys.stderr.isatty():
        yield from pieces
        return
    with click.progressbar(pieces, label="Writing", file=sys.__stderr__, show_eta=False) as bar:
        yield from bar


@click.command("import")
@click.argument("source", metavar="FILE|-", type=click.Path(allow_dash=True))
@click.pass_context
def import_attempts(ctx: click.Context, source: str) -> None:
    """Read a JSON export; what is here already stays as it is, so a file can be read twice.

    A record that cannot be read is named with its line, the others are kept, and the status is 1.
    """
    with opened_store(ctx.obj) as store:
        taken = _import(store, source)
    click.echo(f"{_added(taken)} added, {taken.known} were here already")
    for problem in taken.problems:
        click.echo(f"rehearse: {problem}", err=True)
    if taken.unnamed:
        click.echo(f"rehearse: {counted(taken.unnamed, 'further record')} could not be read.", err=True)
    if taken.problems:
        ctx.exit(1)


def _added(taken: Taken) -> str:
    """Say how many records of each kind were added."""
    kinds = {"attempt": None, "story": "stories", "mock": None, "interview": None}
    said = [counted(taken.added[one], one, many) for one, many in kinds.items() if taken.added[one]]
    said += ["the profile"] if taken.added["profile"] else []
    return listed(said) or "Nothing was"


def _import(store: Store, source: str) -> Taken:
    from rehearse.storage.exchange import take_in

    if source == "-":
        return take_in(store, sys.stdin.buffer, "standard input")
    name = one_line(source)
    try:
        with progress("Reading") as show, WatchedFile(open_file(source, follow=False), show) as file:
            return take_in(store, file, name)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise RehearseError(f"{name} is a link; name the file itself.") from error
        raise RehearseError(f"{name} cannot be read: {error.strerror}.") from error


@click.command("backup")
@click.argument("target", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def backup(setup: Setup, target: Path | None) -> None:
    """Copy the database, also while the app runs; without FILE into backups/ of the data folder.

    Settings, packs and models are files of their own and are not in it.
    """
    from rehearse.storage.backup import back_up, default_name

    with busy("Copying and checking the database"):
        made = back_up(setup.paths.database, target or default_name(setup.paths.backups))
    click.echo(f"{one_line(str(made))} is checked and whole; settings, packs and models are not in it.")


@click.command("restore")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@click.pass_obj
def restore(setup: Setup, source: Path) -> None:
    """Put a backup in the place of the database; the one that was there gets another name."""
    from rehearse.storage.backup import restore as put_back

    with busy("Checking and copying the backup"):
        aside = put_back(setup.paths.database, source)
    click.echo(f"{one_line(str(source))} is restored.")
    if aside is not None:
        click.echo(f"What was there before is {aside}")
