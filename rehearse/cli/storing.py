"""The store as a command uses it: opened, spoken of when it was damaged, closed again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from rehearse.compose import Setup, open_store

if TYPE_CHECKING:
    from rehearse.storage.port import Store


@contextmanager
def opened_store(setup: Setup) -> Iterator["Store"]:
    """Open the store for the length of a block; what became of a damaged file is told on stderr."""
    store, said = open_store(setup), ""
    try:
        if store.trouble:
            said = store.trouble
            click.echo(f"rehearse: {said}", err=True)
        yield store
    finally:
        if store.trouble not in ("", said):  # noticed only meanwhile
            click.echo(f"rehearse: {store.trouble}", err=True)
        store.close()
