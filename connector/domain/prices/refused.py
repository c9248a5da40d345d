"""What a refusal of a price list leads to for the fetching. What it means, and whose turn it is, stands in the catalogue.

One code means other things on other calls (5122 on an order: no orders now), so these are for this call alone.
Source: developer.adobe.com/vipmp/docs/manage-pricing, error codes.
"""

from __future__ import annotations

from enum import Enum, auto
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from connector.domain.refusals import Refusal


class Consequence(Enum):
    """What the fetching does next."""

    STOP_ALL = auto()
    """No list of this account can be read: its partner contract is inactive."""
    SKIP_SCOPE = auto()
    """The contract does not have this list, for any month; others can be read."""
    SKIP_LIST = auto()
    """This month's list cannot be read; those of other months, and others, can."""
    NO_LIST = auto()
    """There is none for this month (yet), or none beyond this offset."""
    ASK_LESS = auto()
    """Perhaps an attribute that was asked for is unknown: ask again for fewer; when there are no fewer, skip."""


_BY_CODE: Final = {
    "1159": Consequence.STOP_ALL,
    "1160": Consequence.SKIP_SCOPE,
    "1161": Consequence.SKIP_SCOPE,
    "1162": Consequence.NO_LIST,
    "1121": Consequence.ASK_LESS,
    "5122": Consequence.ASK_LESS,
}


def consequence(refusal: Refusal) -> Consequence:
    """Say what a refusal leads to. Any other code skips the month's list: asking again would be refused again."""
    known = _BY_CODE.get(refusal.code)
    if known is None and refusal.status == HTTPStatus.NOT_FOUND and not refusal.code:
        return Consequence.NO_LIST
    return known or Consequence.SKIP_LIST
