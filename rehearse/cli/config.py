"""`rehearse config`: the settings with their sources, what is wrong with them, and the file in an editor."""

import click

from rehearse.cli.completion import SETTING
from rehearse.compose import Setup, all_problems, own_settings
from rehearse.config import KEYS, known_keys
from rehearse.config_file import Settings, Source
from rehearse.domain.text import json_text
from rehearse.errors import RehearseError
from rehearse.files import write_file


@click.group()
def config() -> None:
    """Show, check and edit the settings."""


@config.command("show")
@click.argument("wanted", metavar="[KEY...]", nargs=-1, type=SETTING)
@click.option("--keys", "with_keys", is_flag=True, help="The key map too: every id with its keys.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object a line, meanings included.")
@click.pass_obj
def show_config(setup: Setup, wanted: tuple[str, ...], with_keys: bool, as_json: bool) -> None:
    """Show every setting with its present value and where that comes from: default, file or environment.

    With KEY only those that begin with it, such as screen or drill.target.
    """
    from rehearse.config_text import meanings, spelled, value_of

    settings, _ = own_settings(setup.paths)
    told = meanings()
    rows = [(key, value_of(settings.config, key), settings.source(key), told[key]) for key in known_keys()]
    rows += _key_rows(settings, every=with_keys)
    shown = [row for row in rows if not wanted or row[0].startswith(wanted)]
    if not shown:
        raise RehearseError(f"no setting begins with {' or '.join(wanted)}; rehearse config show lists all.")
    for key, value, source, meaning in shown:
        if as_json:
            fields = {"key": key, "value": value, "source": source.value, "meaning": meaning}
            click.echo(json_text(fields))
        else:
            click.echo(f"{key:<28} {spelled(value):<20} {source}")
    _tell(settings)


def _key_rows(settings: Settings, *, every: bool) -> list[tuple[str, str, Source, str]]:
    """List the ids that were given other keys, or all of the table."""
    from rehearse.ui.keys import KEYS as TABLE

    own = settings.config.keys
    return [
        (f"{KEYS}.{each.id}", own.get(each.id, each.keys), settings.source(f"{KEYS}.{each.id}"), each.help)
        for each in TABLE
        if every or each.id in own
    ]


@config.command("check")
@click.pass_context
def check_config(ctx: click.Context) -> None:
    """Say what is wrong with the settings, one sentence each, with the line; the status is 1 when anything is."""
    setup: Setup = ctx.obj
    settings = all_problems(setup.paths)
    if _tell(settings):
        ctx.exit(1)
    there = (
        "is in order" if setup.paths.config_file.exists() else "is not there: every setting has its default"
    )
    click.echo(f"{setup.paths.config_file} {there}.")


@config.command("edit")
@click.pass_context
def edit_config(ctx: click.Context) -> None:
    """Open config.toml in $VISUAL or $EDITOR, and check it afterwards.

    A file that is not there yet is begun with every setting and its meaning, all commented out.
    """
    from rehearse.config_text import template

    setup: Setup = ctx.obj
    file = setup.paths.config_file
    if not file.exists():
        try:
            write_file(file, template().encode())
        except OSError as error:
            raise RehearseError(f"{file} cannot be written: {error.strerror or error}.") from error
    try:
        click.edit(filename=str(file))
    except click.ClickException as error:
        raise RehearseError(f"{error.message}; set $VISUAL or $EDITOR to an editor that is there.") from error
    ctx.invoke(check_config)


def _tell(settings: Settings) -> bool:
    """Name every problem on standard error; tell whether there was any."""
    for problem in settings.in_order():
        click.echo(f"rehearse: {settings.told(problem)}", err=True)
    return bool(settings.problems)
