"""How many cases the tests of reliability try: few in every run, many with REHEARSE_TORTURE=1 (`make torture`)."""

import os
from typing import Final

# read when the module is: each test begins with a clean environment
_LONG: Final = os.environ.get("REHEARSE_TORTURE") == "1"


def cases(short: int, long: int) -> int:
    """Give the number of cases to try."""
    return long if _LONG else short
