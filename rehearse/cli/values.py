"""What options of several commands take: a competency, a day."""

from datetime import date, datetime
from typing import Any, Final

import click

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
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 (a day has no hours)
        except ValueError:
            self.fail(f"{value!r} is no day written as 2026-11-24.", param, ctx)


COMPETENCY: Final = _Competency()
DAY: Final = _Day()
