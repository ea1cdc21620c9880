"""sqlite-utils without numpy.

It takes numpy along wherever that is installed, as it is with llama.cpp's binding, for column types that are of no
use here: 60 ms of the way to Home's lists, and 12 MiB for as long as the app runs.
"""

import sys
from types import ModuleType
from typing import cast

_hidden = "numpy" not in sys.modules
if _hidden:
    sys.modules["numpy"] = cast("ModuleType", None)  # an import of it fails now, as if it were not installed
try:
    from sqlite_utils import Database, Migrations
finally:
    if _hidden:
        del sys.modules["numpy"]

__all__ = ["Database", "Migrations"]
