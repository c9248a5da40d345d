"""Price lists for people in the console: which are kept, how two differ, and what an offer costs, of given accounts alone.

Must never show a list of an account that is not among those given: who asks says which are the caller's.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from connector.domain.prices.comparing import Change, Disagreement
from connector.domain.prices.lists import ListStatus
from connector.domain.prices.scopes import LIST_TYPES, Scope
from connector.prices.asking import price_of
from connector.prices.differences import differences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime
    from decimal import Decimal

    from connector.domain.prices.charging import Buyer
    from connector.domain.prices.lists import PriceList
    from connector.domain.prices.scopes import Month
    from connector.prices.asking import Price
    from connector.store import Store

CHOICES = ("account", "region", "segment", "currency")
"""What tells price lists for the same kind of order apart."""


class AmbiguousError(Exception):
    """Several price lists are meant; the text says what to name."""


@dataclass(frozen=True)
class Pair:
    """Two published lists to compare."""

    older: PriceList
    newer: PriceList


def snapshots(store: Store, accounts: Collection[str], before: int | None, limit: int) -> dict[str, Any]:
    """Give a page of the kept lists of these accounts, the newest first; `before` is the last id of the page before."""
    known = sorted((one for one in store.price_lists() if one.scope.account in accounts), key=lambda one: -one.id)
    rest = [one for one in known if before is None or one.id < before]
    following = {"next": str(rest[limit - 1].id)} if len(rest) > limit else {}
    return {"snapshots": [snapshot(one) for one in rest[:limit]], **following}


def snapshot(listed: PriceList) -> dict[str, Any]:
    """Show one list."""
    scope = listed.scope
    return {
        "id": listed.id,
        "scope": str(scope),
        **{name: getattr(scope, name) for name in CHOICES},
        "type": scope.list_type,
        "month": str(listed.month),
        "status": listed.status.value,
        "asked_for": listed.asked_for.value,
        "revision": listed.revision,
        "rows": listed.row_count,
        "total": listed.total,
        "problem": listed.problem or "",
        "began_at": listed.began_at.isoformat(),
        "fetched_at": _moment(listed.fetched_at),
        "seen_at": _moment(listed.seen_at),
        "approved": bool(listed.approved_by),
    }


def pair_of(store: Store, accounts: Collection[str], scope: str, month: Month, *, month_before: bool) -> Pair | None:
    """Find the last list of a month and what it is compared with; `None` where one of the two is not there."""
    meant = next((one.scope for one in store.price_lists() if str(one.scope) == scope and one.scope.account in accounts), None)
    newer = store.latest_price_list(meant, month) if meant else None
    older = store.price_list_before(newer, other_month=month_before) if newer and newer.month == month else None
    return Pair(older, newer) if newer and older else None


def differences_page(store: Store, pair: Pair, first: int, limit: int) -> dict[str, Any]:
    """Give a page of differences. Published lists never change, so that the first so many can be left out."""
    found = list(islice(differences(store, pair.older, pair.newer), first, first + limit + 1))
    following = {"next": str(first + limit)} if len(found) > limit else {}
    shown = [_difference(one) for one in found[:limit]]
    return {"older": snapshot(pair.older), "newer": snapshot(pair.newer), "differences": shown, **following}


def _difference(found: Change | Disagreement) -> dict[str, Any]:
    row = found.row
    key = {
        "offer_id": row.offer_id,
        "discount_code": row.discount_code,
        "first_order": row.first_order.isoformat(),
        "last_order": row.last_order.isoformat(),
    }
    if isinstance(found, Disagreement):
        return {"kinds": ["disagreement"], **key, "said": found.said, "seen": found.seen}
    before, new = found.old or found.predecessor, found.new
    return {
        "kinds": [one.value for one in found.kinds],
        **key,
        "partner_before": _amount(before.partner_price if before else None),
        "partner": _amount(new.partner_price if new else None),
        "street_before": _amount(before.street_price if before else None),
        "street": _amount(new.street_price if new else None),
        "since": found.proposed_from.isoformat() if found.proposed_from else "",
    }


def scope_meant(store: Store, accounts: Collection[str], chosen: dict[str, str], wanted: Iterable[Scope]) -> Scope | None:
    """Take what was chosen, and from the lists that are named or kept what is the same in every one that fits.

    `None` where none fits. Raises `AmbiguousError`.
    """
    lists = [*wanted, *(one.scope for one in store.price_lists() if one.status is ListStatus.PUBLISHED)]
    mine = [one for one in lists if one.account in accounts]
    fitting = [one for one in mine if all(chosen.get(name) in {None, "", getattr(one, name)} for name in CHOICES)]
    found = {name: sorted({str(getattr(one, name)) for one in fitting}) for name in CHOICES}
    for name, values in found.items():
        if len(values) > 1:
            raise AmbiguousError(f"Say which price list with {name}: {', '.join(values)}.")
    return Scope(*(found[name][0] for name in CHOICES)) if fitting else None


def prices_page(store: Store, offers: Iterable[str], ordered: date, scope: Scope, buyer: Buyer) -> list[dict[str, Any]]:
    """Give what each offer costs on a day; one that no list has is left out."""
    found = (price_of(store, offer, ordered, scope, buyer) for offer in offers)
    return [_price(one) for one in found if one is not None]


def offers_of(store: Store, product: str, month: Month, scope: Scope) -> tuple[str, ...]:
    """Name the offers of a product in the lists that count in a month, whatever their type."""
    lists = [store.latest_price_list(scope.typed(one), month) for one in LIST_TYPES]
    return tuple(sorted({offer for one in lists if one for offer in store.offers_of_product(one.id, product)}))


def _price(price: Price) -> dict[str, Any]:
    row = price.row
    return {
        "offer_id": row.offer_id,
        "partner_price": _amount(row.partner_price),
        "street_price": _amount(row.street_price),
        "currency": price.listed.scope.currency,
        "day": price.day.isoformat(),
        "first_order": row.first_order.isoformat(),
        "last_order": row.last_order.isoformat(),
        "discount_code": row.discount_code,
        "exact_month": price.exact_month,
        "not_kept": list(price.not_kept),
        "snapshot": snapshot(price.listed),
    }


def _amount(amount: Decimal | None) -> str:
    return "" if amount is None else format(amount, "f")


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""
