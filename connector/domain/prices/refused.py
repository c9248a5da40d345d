"""What a refusal of a price list leads to for the fetching. What it means, and whose turn it is, stands in the catalogue.

One code means other things on other calls (5122 on an order: no orders now), so these are for this call alone.
Source: developer.adobe.com/vipmp/docs/manage-pricing, HTTP status codes and error codes.
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
}


def consequence(refusal: Refusal) -> Consequence:
    """Say what a refusal leads to.

    Adobe's page gives 404 one meaning on this call, no list for the question or offset, whatever code stands beside it. With 400
    an unknown attribute is refused, under which code it does not say: every 400 but those that are about the contract or the
    list is asked once more with fewer. Anything else would be refused again.
    """
    if refusal.status == HTTPStatus.NOT_FOUND:
        return Consequence.NO_LIST
    known = _BY_CODE.get(refusal.code)
    if known is None and refusal.status == HTTPStatus.BAD_REQUEST:
        return Consequence.ASK_LESS
    return known or Consequence.SKIP_LIST
