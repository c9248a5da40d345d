"""How many examples a property test generates, in one place, so that a run can ask for a tenth of them everywhere.

A property test states its full number as `@settings(max_examples=examples(500))`. It must never state a bare number:
that one would not shrink when the suite runs a second time for the other generation of pydantic.
"""

from __future__ import annotations

import os
from typing import Final

# The Hypothesis profile of the second run, chosen with HYPOTHESIS_PROFILE=tenth.
TENTH: Final = "tenth"


def examples(full: int) -> int:
    """Return the number of examples for this run: all of them, or a tenth and at least five."""
    if os.environ.get("HYPOTHESIS_PROFILE") == TENTH:
        return max(5, full // 10)
    return full
