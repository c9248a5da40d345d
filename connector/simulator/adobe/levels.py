"""The level engine: which discount level an order gets. It reads customer and lines, and changes nothing.

Sources: developer.adobe.com/vipmp/docs/order-management/preview-order and the programme guide's quantity bands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.catalogue import BEST_LAST, LICENSE, LOWEST

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from connector.simulator.adobe.catalogue import Catalogue, Offer, Product
    from connector.simulator.adobe.world import Customer

# From this quantity on, this level.
_BANDS: Final[dict[str, tuple[tuple[int, str], ...]]] = {
    "LICENSE": ((1, "01"), (10, "02"), (50, "03"), (100, "04")),
    "CONSUMABLES": ((1, "T1"), (1_000, "T2"), (2_500, "T3"), (5_000, "T4"), (15_000, "T5"), (50_000, "T6"), (100_000, "T7")),
}
_COMMITTED_BANDS: Final[dict[str, tuple[tuple[int, str], ...]]] = {
    "LICENSE": ((10, "12"), (50, "13"), (100, "14")),
    "CONSUMABLES": ((1_000, "TB"), (2_500, "TC"), (5_000, "TD"), (15_000, "TE"), (50_000, "TF"), (100_000, "TG")),
}


def best_level(kind: str, levels: Iterable[str]) -> str:
    """Give the best of some levels of one offer type."""
    return max(levels, key=BEST_LAST[kind].index)


def entitled_level(customer: Customer, kind: str, lines: Iterable[tuple[Offer, int]], catalogue: Catalogue) -> str:
    """Give the level at which a customer may order: the best of what it has, what this one order reaches, what it committed to.

    Separate orders never add up; a level once reached stays until renewal.
    """
    quantity = sum(amount for offer, amount in lines if offer.product.kind == kind and offer.product.counts_for_level)
    candidates = [customer.levels.get(kind, LOWEST[kind]), _band(_BANDS[kind], quantity) or LOWEST[kind]]
    candidates += _committed(customer, kind, owned_quantity(customer, kind, catalogue) + quantity)
    return best_level(kind, candidates)


def renewed_level(customer: Customer, kind: str, quantity: int) -> str:
    """Give the level of a new term: what the total renewal quantity reaches, or what is committed. It may rise or fall."""
    return best_level(kind, [_band(_BANDS[kind], quantity) or LOWEST[kind], *_committed(customer, kind, quantity)])


def committed_quantity(customer: Customer, kind: str, on: date) -> int:
    """Give how many units a commitment that still runs on a day demands; 0 without one."""
    commitments = [benefit["commitment"] for benefit in customer.benefits if benefit.get("commitment")]
    running = [one for one in commitments if one["status"] == "COMMITTED" and one["endDate"] >= on.isoformat()]
    return max((_minimum(one, kind) for one in running), default=0)


def level_of(product: Product, entitled: str) -> str:
    """Give the level at which a product is sold to someone entitled to a level: its own best one that is not better."""
    rank = BEST_LAST[product.kind].index
    return max((level for level in product.levels if rank(level) <= rank(entitled)), key=rank)


def is_earned(offer: Offer, entitled: str) -> bool:
    """Say whether an offer's level is no better than the entitled one."""
    rank = BEST_LAST[offer.product.kind].index
    return rank(offer.level) <= rank(entitled)


def owned_quantity(customer: Customer, kind: str, catalogue: Catalogue) -> int:
    """Give how many units a customer owns that count for the level."""
    offers = ((catalogue.get(subscription.offer_id), subscription.quantity) for subscription in customer.living)
    return sum(quantity for offer, quantity in offers if offer.product.kind == kind and offer.product.counts_for_level)


def _band(bands: tuple[tuple[int, str], ...], quantity: int) -> str | None:
    reached = [level for start, level in bands if quantity >= start]
    return reached[-1] if reached else None


def _committed(customer: Customer, kind: str, reached: int) -> list[str]:
    levels = []
    for benefit in customer.benefits:
        commitment, request = benefit.get("commitment"), benefit.get("commitmentRequest")
        quantities = [_minimum(commitment, kind)] if commitment and commitment["status"] == "COMMITTED" else []
        if request and request["status"] == "ACCEPTED" and reached >= _minimum(request, kind):
            quantities.append(_minimum(request, kind))
        levels += [_commit_level(customer, kind, quantity) for quantity in quantities]
    return [level for level in levels if level]


def _commit_level(customer: Customer, kind: str, quantity: int) -> str | None:
    # Education customers commit to the ordinary levels 02 to 04.
    bands = _BANDS if customer.segment == "EDU" and kind == LICENSE else _COMMITTED_BANDS
    return _band(bands[kind], quantity)


def _minimum(commitment: dict[str, Any], kind: str) -> int:
    return next((int(entry["quantity"]) for entry in commitment["minimumQuantities"] if entry["offerType"] == kind), 0)
