"""What a finding says by itself."""

import pytest

from rehearse.domain.critique import Finding
from rehearse.domain.vocabulary import Flaw


@pytest.mark.parametrize(
    ("quote", "why", "advice"),
    [
        ("went\n well", "It praises the outcome.", "“went well”: it praises the outcome. Say more."),
        ("went well", "A claim.", "“went well”: a claim. Say more."),
        ("the AUC", "AUC alone says little.", "“the AUC”: AUC alone says little. Say more."),
        ("the AUC", "I’m lost.", "“the AUC”: I’m lost. Say more."),
        ("on it", "It’s a claim.", "“on it”: it’s a claim. Say more."),
        ("on it", "From here on it rambles.", "“on it”: from here on it rambles. Say more."),
        ("on it", "Kafka was named alone.", "“on it”: Kafka was named alone. Say more."),
        ("on it", "Élan is a name.", "“on it”: Élan is a name. Say more."),
        ("on it", "A/B tests prove it.", "“on it”: A/B tests prove it. Say more."),
        (None, "It ends early.", "It ends early. Say more."),
    ],
)
def test_the_advice_of_a_finding_is_tied_to_its_words(quote: str | None, why: str, advice: str) -> None:
    assert Finding(Flaw.VAGUE_IMPACT, None, quote, why, "Say more.").advice == advice
