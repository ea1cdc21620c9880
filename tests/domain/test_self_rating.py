"""What users say of their own answer, and how far the critique is from it."""

import pytest

from rehearse.domain.self_rating import Check, SelfRating


@pytest.mark.parametrize(
    ("own", "judged", "above"), [(4, 2.6, 1.4), (2, 3.0, -1.0), (3, None, None), (None, 3.0, None)]
)
def test_the_difference_needs_both(own: int | None, judged: float | None, above: float | None) -> None:
    assert SelfRating({}, own).above(judged) == above


@pytest.mark.parametrize("outside", [0, 6, -1])
def test_a_rating_outside_the_scale_is_refused(outside: int) -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        SelfRating({}, outside)


def test_only_skipping_everything_leaves_it_empty() -> None:
    assert SelfRating().empty
    assert not SelfRating({Check.PRODUCTION: False}).empty
    assert not SelfRating({}, 1).empty
