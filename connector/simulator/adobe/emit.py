"""How answers are written: JSON in which a `Decimal` keeps its two decimals as a number. It never rounds."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Final

from connector.simulator.exchange import SimResponse

# JSON writers know no raw numbers, so a decimal goes out between two marks that no text of ours contains and loses them here.
_MARKED: Final = re.compile(r'"\\u0000(-?[0-9.]+)\\u0000"')


def answer(status: int, body: object) -> SimResponse:
    """Answer with JSON; decimals become numbers such as `190.00`."""
    text = json.dumps(body, default=_mark)
    return SimResponse(status, _MARKED.sub(r"\1", text).encode(), {"content-type": "application/json"})


def _mark(value: object) -> str:
    if isinstance(value, Decimal):
        return f"\x00{value}\x00"
    raise TypeError(f"{type(value).__name__} is no JSON")
