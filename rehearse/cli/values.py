"""What options of several commands take: a competency, a day."""

from datetime import date
from typing import Any, Final

import click

from rehearse.domain.day import day_in
from rehearse.domain.vocabulary import Competency


class _Competency(click.Choice[str]):
    """One of the competencies, by its name."""

    def __init__(self) -> None:
        super().__init__([each.value for each in Competency])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Competency:
        """Give the competency."""
        return Competency(super().convert(value, param, ctx))


class _Day(click.ParamType[date]):
    """A day as it is written in figures, the year first."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Give the day."""
        try:
            return day_in(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


COMPETENCY: Final = _Competency()
DAY: Final = _Day()
