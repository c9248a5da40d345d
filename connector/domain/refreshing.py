"""Bringing the asset up to date with Adobe: its ledger, and every fulfilment parameter that follows from what Adobe shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from connector.domain import ledger as ledgers
from connector.domain import meanings
from connector.domain import parameters as ids
from connector.domain.fulfilled import discount_groups, renewal_values
from connector.domain.holdings import ACTIVE
from connector.domain.moves import ReadOrdersSince

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from connector.domain.adobe_facts import Order, OrderLine
    from connector.domain.case import Case
    from connector.domain.holdings import Holdings
    from connector.domain.ledger import Entry
    from connector.domain.requests import Request, Value
    from connector.domain.returns import ReturnPlan

BEGINNING: Final = datetime(2015, 1, 1, tzinfo=UTC)
"""Before the programme existed: Adobe's history shows the current term only unless it is asked for more."""

_TERM: Final = timedelta(days=366)
_EARLY_RENEWAL: Final = timedelta(days=31)


def current_ledger(case: Case, customer_id: str, holdings: Holdings) -> tuple[Entry, ...]:
    """Give the asset's ledger: as written, brought up to date after a renewal, or made from Adobe's history where missing."""
    kept = ledgers.read_ledger(case.request)
    current = _renewed(case, customer_id, holdings, kept) if kept else _from_history(case, customer_id, holdings, BEGINNING)
    lapsed = _lapsed(case, holdings)
    return tuple(ledgers.without_seats(entry, lapsed, before=case.request.created) for entry in current)


def _renewed(case: Case, customer_id: str, holdings: Holdings, kept: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Add what a renewal since the last request brought, where the renewal date tells of one."""
    renewal = _renewal_date(holdings)
    if renewal is None or case.request.text(ids.RENEWAL_DATE) == renewal.isoformat():
        return kept
    since = datetime.combine(renewal, time(), UTC) - _TERM - _EARLY_RENEWAL
    reasons = {entry.order_id: entry.reason for entry in kept}
    found = _from_history(case, customer_id, holdings, since)
    news = (entry for entry in found if entry.order_id in reasons or entry.type == "RENEWAL")
    return ledgers.with_entries(kept, (replace(entry, reason=reasons.get(entry.order_id, "")) for entry in news))


def _lapsed(case: Case, holdings: Holdings) -> frozenset[str]:
    """Name the items whose subscriptions ended at a renewal date before this request: nobody owns their seats any more."""
    today = case.request.created.date()
    return frozenset(
        mpn
        for mpn, one in holdings.by_mpn.items()
        if one.status != ACTIVE and one.renewal_date is not None and one.renewal_date <= today
    )


def _from_history(case: Case, customer_id: str, holdings: Holdings, since: datetime) -> tuple[Entry, ...]:
    orders: tuple[Order, ...] = case.read(ReadOrdersSince(customer_id, since), meanings.READ_HISTORY)
    mpns = {subscription.id: mpn for mpn, subscription in holdings.by_mpn.items()}
    entries = (ledgers.entry_of(order, lambda line: mpns.get(line.subscription_id, "")) for order in orders)
    return ledgers.with_entries((), (entry for entry in entries if entry.lines))


def _renewal_date(holdings: Holdings) -> date | None:
    dates = [one.renewal_date for one in holdings.by_mpn.values() if one.renewal_date and one.status == ACTIVE]
    return min(dates, default=None)


def after_returns(
    ledger: tuple[Entry, ...], plan: ReturnPlan, returned: Iterable[Order], holdings: Holdings, reason: str
) -> tuple[Entry, ...]:
    """Give the ledger after a plan of returns: what remains of the lines concerned, and the returns themselves."""
    touched: dict[str, Order] = {part.order.id: part.order for part, _ in plan.parts}
    remaining = {(part.order.id, part.line.number): part.remaining - seats for part, seats in plan.parts}
    mpns = {subscription.id: mpn for mpn, subscription in holdings.by_mpn.items()}

    def of_original(order: Order) -> Entry:
        entry = ledgers.entry_of(order, lambda line: mpns.get(line.subscription_id, ""))
        left = (remaining.get((order.id, line.number), ledgers.remaining_of(order, line)) for line in order.lines)
        return replace(ledgers.with_remaining(entry, remaining), status=order.status if any(left) else ledgers.RETURNED)

    def of_return(order: Order) -> Entry:
        source = touched.get(order.returned_order)
        lines = {line.number: mpns.get(line.subscription_id, "") for line in source.lines} if source else {}
        return ledgers.entry_of(order, lambda line: lines.get(line.number, ""), reason)

    return ledgers.with_entries(ledger, (*map(of_original, touched.values()), *map(of_return, returned)))


def with_bought(ledger: tuple[Entry, ...], request: Request, order: Order | None) -> tuple[Entry, ...]:
    """Give the ledger with the order that this request placed, whose line numbers are the items' places."""
    if order is None:
        return ledger
    mpns = {number: item.mpn for number, item in enumerate(request.items, start=1)}

    def mpn_of(line: OrderLine) -> str:
        return mpns.get(line.number, "")

    return ledgers.with_entries(ledger, (ledgers.entry_of(order, mpn_of),))


def refreshed_values(
    customer_id: str, holdings: Holdings, ledger: tuple[Entry, ...], bought: Order | None = None
) -> dict[str, Value]:
    """Give every fulfilment parameter as Adobe shows it now; the caller keeps those that the request carries."""
    held = list(holdings.by_mpn.items())
    subscriptions = [subscription for _, subscription in held]
    renewing = [one.auto_renewal for one in subscriptions if one.status == "1000"]
    return {
        ids.CUSTOMER_ID: customer_id,
        **({ids.ORDER_ID: ledger[-1].order_id, ids.ORDERS: ledgers.written(ledger)} if ledger else {}),
        ids.SUBSCRIPTION_ID: ",".join(one.id for one in subscriptions),
        ids.SUBSCRIPTION_LIST: {"value": [{"sku": mpn, "subscription_id": one.id} for mpn, one in held]},
        ids.AUTO_RENEWAL_STATUS: ids.AUTO_RENEWAL_ON if renewing and all(renewing) else ids.AUTO_RENEWAL_OFF,
        **renewal_values(subscriptions),
        **(discount_groups(line.offer_id for line in bought.lines) if bought else {}),
        ids.ERROR_MESSAGE: "",
    }
