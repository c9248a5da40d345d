"""Renewals that a partner asks for: the automatic one previewed, and late ones by hand, previewed or placed.

Early renewals by hand are judged and then refused with 5122: this simulator does not serve them.
Source: developer.adobe.com/vipmp/docs/order-management/preview-renewal and …/manual-renewal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.simulator.adobe.emit import answer
from connector.simulator.adobe.levels import level_of
from connector.simulator.adobe.placing import accept_order, preview_message
from connector.simulator.adobe.refusals import RefusalError
from connector.simulator.adobe.renewal_rules import read_late_renewal
from connector.simulator.adobe.renewing import is_sold, renewal_line, renewal_lines
from connector.simulator.adobe.world import ACTIVE, INACTIVE

if TYPE_CHECKING:
    from connector.simulator.adobe.asking import Asking
    from connector.simulator.adobe.renewal_rules import Renewed
    from connector.simulator.adobe.world import Customer, OrderLine
    from connector.simulator.exchange import SimResponse


def preview_renewal(asking: Asking, customer: Customer) -> SimResponse:
    """Answer POST …/orders of the type PREVIEW_RENEWAL: without lines of the automatic renewal, with lines of one by hand."""
    lines = _late_lines(asking, customer) if "lineItems" in asking.body else _automatic_lines(asking, customer)
    if asking.flag("fetch-price") and len({line.currency for line in lines}) > 1:
        raise RefusalError("2148")
    return answer(200, preview_message(asking, customer, lines))


def place_renewal(asking: Asking, customer: Customer) -> SimResponse:
    """Answer POST …/orders of the type RENEWAL: a late one, of subscriptions that expired a short while ago."""
    renewal = read_late_renewal(asking, customer)
    renewal.refuse_unearned_levels()
    return accept_order(asking, customer, [_line(line, line.offer.level) for line in renewal.lines])


def _automatic_lines(asking: Asking, customer: Customer) -> list[OrderLine]:
    catalogue = asking.place.world.catalogue
    renewing = [owned for owned in customer.living if owned.auto_renews]
    if not renewing:
        raise RefusalError("2136")
    lines = renewal_lines(customer, renewing, catalogue)
    for line in lines:
        line.status = ACTIVE if is_sold(customer.by_id[line.subscription_id], catalogue) else INACTIVE
    return lines


def _late_lines(asking: Asking, customer: Customer) -> list[OrderLine]:
    renewal = read_late_renewal(asking, customer)
    lines = [_line(line, level_of(line.offer.product, renewal.entitled[line.offer.product.kind])) for line in renewal.lines]
    for line in lines:
        line.status = ACTIVE
    return lines


def _line(renewed: Renewed, level: str) -> OrderLine:
    line = renewal_line(renewed.subscription, renewed.offer.product, level, renewed.quantity)
    line.number = renewed.number
    return line
