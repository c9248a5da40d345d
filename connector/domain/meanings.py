"""The vocabulary of the catalogue: what Adobe's calls are called in it, and what one of its rows says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from connector.domain.problems import Kind

CREATE_CUSTOMER: Final = "create customer"
RETURN_ORDER: Final = "return order"
SET_AUTO_RENEWAL: Final = "set auto-renewal"
SWITCH_OFF: Final = "switch auto-renewal off"
READ_CUSTOMER: Final = "read customer"
PREVIEW_ORDER: Final = "preview order"
PLACE_ORDER: Final = "place order"
READ_ORDER: Final = "read order"
READ_HISTORY: Final = "read order history"
READ_SUBSCRIPTIONS: Final = "read subscriptions"
LIST_CUSTOMERS: Final = "list customers"

ORDERS: Final = (PREVIEW_ORDER, PLACE_ORDER)
READS: Final = (READ_CUSTOMER, READ_ORDER, READ_HISTORY, READ_SUBSCRIPTIONS, LIST_CUSTOMERS)
EVERY_CALL: Final = (CREATE_CUSTOMER, *ORDERS, RETURN_ORDER, SET_AUTO_RENEWAL, SWITCH_OFF, *READS)

DISTRIBUTORS_TURN: Final = "The order waits for a correction by your distributor. You need not do anything."


@dataclass(frozen=True)
class Row:
    """One meaning: of this code, with this reason where it matters, as the answer to these calls."""

    code: str
    calls: tuple[str, ...]
    kind: Kind
    text: str
    operator: str = ""
    reason: str = ""
    parameters: tuple[str, ...] = ()
