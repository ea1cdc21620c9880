"""Spacing by memory: py-fsrs tells when something told well or badly is due again."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from fsrs import Card, Rating, Scheduler

from rehearse.domain.due import Review


class MemorySpacing:
    """Gives due days from reviews; the same reviews give the same day, nothing is drawn at random.

    `retention` is a share from 0 to 1: how likely something is still told well when it comes back.
    """

    def __init__(self, retention: float) -> None:
        self._scheduler = Scheduler(
            desired_retention=retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False
        )

    def __call__(self, reviews: Sequence[Review]) -> date:
        """Give the day on which a unit is due again; `reviews` are oldest first, and without any it is due now."""
        card = Card(card_id=1)
        for review in reviews:
            moment = datetime.combine(review.day, time(12), UTC)
            card, _ = self._scheduler.review_card(card, Rating(int(review.grade)), moment)
        return card.due.astimezone(UTC).date()
