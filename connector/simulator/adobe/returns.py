"""Placing a RETURN: licences of an earlier order are given back. It is accepted with 1002 and processed later, as NEW is.

Source: developer.adobe.com/vipmp/docs/order-management/return-order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.simulator.adobe.placing import accept_order
from connector.simulator.adobe.return_rules import read_return
from connector.simulator.adobe.world import OrderLine

if TYPE_CHECKING:
    from connector.simulator.adobe.asking import Asking
    from connector.simulator.adobe.world import Customer
    from connector.simulator.exchange import SimResponse


def place_return(asking: Asking, customer: Customer) -> SimResponse:
    """Answer POST …/orders of the type RETURN."""
    sources = [(line.source, line.quantity) for line in read_return(asking, customer)]
    lines = [OrderLine(source.number, source.offer_id, quantity, source.currency) for source, quantity in sources]
    return accept_order(asking, customer, lines)
