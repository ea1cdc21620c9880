"""Which section of an attempt is worth saying again."""

from collections import Counter

from rehearse.domain.attempt import Attempt
from rehearse.domain.section import SECTIONS, Section


def weakest_section(attempt: Attempt) -> Section:
    """Give the section with the most findings, the earlier finding winning a tie; the Action without any.

    Findings come in the order of their weight, so that the first one decides between equals.
    """
    found = [
        finding.section
        for finding in (attempt.critique.findings if attempt.critique else ())
        if finding.section
    ]
    if found:
        times = Counter(found)
        return max(found, key=lambda section: (times[section], -found.index(section)))
    empty = [section for section in SECTIONS if not attempt.texts.get(section, "").strip()]
    return empty[0] if empty else Section.ACTION
