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
    """Open the store for the length of a block; a damaged file that was set aside is named on stderr."""
    store = open_store(setup)
    try:
        if store.trouble:
            click.echo(f"rehearse: {store.trouble}", err=True)
        yield store
    finally:
        store.close()
