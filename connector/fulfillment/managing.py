"""The management methods that look: previews of transfers and orders for people and programs that prepare a cart.

Web routes and custom events share them. Nothing here persists anywhere. Each method first makes sure that what is named is the
caller's own: what is not is answered as if it were not there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from connector.adobe.calls import NewLine, NewOrder
from connector.adobe.client import AdobeClient
from connector.adobe.errors import AdobeRefusedError
from connector.domain import catalogue, meanings
from connector.domain.offers import base_offer, group, is_mpn, product_key, stands_for
from connector.domain.refusals import Refusal
from connector.fulfillment.opening import memory_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from connector.adobe.models import Order, OrderLine
    from connector.cloudblue.visible import Visible
    from connector.fulfillment.means import Client, Means
    from connector.settings import Account, Settings

_ANY: Final = "*"
_LONGEST: Final = 10.0
"""Seconds for each call to Adobe: a cart waits."""


@dataclass(eq=False)
class NotPossibleError(Exception):
    """A "no" to a caller. `code` is stable, `text` is for people, `retry_after` in seconds; `more` are further members."""

    code: str
    text: str
    retry_after: int | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True)
class Place:
    """Where something is sold. `product` is empty where the caller does not name one."""

    marketplace: str
    environment: str
    product: str = ""


@dataclass(frozen=True)
class AskedLine:
    """One line of a cart: a product key or a whole offer id, and how many."""

    offer_id: str
    quantity: int
    discount_code: str = ""


def preview_transfer(place: Place, membership: str, means: Means, visible: Visible) -> dict[str, Any]:
    """Tell what a VIP membership holds, and which items of the product stand for it. Raises `NotPossibleError`."""
    account = account_at(place, means.settings, visible)
    flags = {"ignore_order_return": account.ignore_order_return, "expire_open_pas": account.expire_open_pas}
    try:
        found = client_of(account, means).memberships.preview(membership, **flags)
    except AdobeRefusedError as refused:
        raise refused_by_adobe(meanings.PREVIEW_TRANSFER, refused) from None
    product = place.product or account.product
    items = visible.items(product) if product != _ANY else ()
    return {
        "totalCount": len(found.items),
        "items": [
            {
                "offerId": offer.offer_id,
                "quantity": offer.quantity,
                "renewalDate": offer.renewal_date.isoformat() if offer.renewal_date else "",
                **_item_for(offer.offer_id, items),
            }
            for offer in found.items
        ],
    }


def _item_for(offer_id: str, items: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Name the product's item that an offer is sold as; empty where it has none."""
    found = next((item for item in items if stands_for(str(item.get("mpn") or "").strip(), offer_id)), {})
    return {"adobeProductName": str(found.get("name") or ""), "connectItemId": str(found.get("id") or "")}


def preview_order(
    place: Place, customer: str, lines: Sequence[AskedLine], means: Means, visible: Visible, *, price: bool
) -> dict[str, Any]:
    """Tell which offers a customer would get for a cart, with prices where they are asked for. Raises `NotPossibleError`."""
    account = account_at(place, means.settings, visible)
    if not customer_is_visible(customer, account, means, visible):
        raise NotPossibleError("customer-not-found", "This Adobe customer is none of yours.")
    if any(line.discount_code for line in lines):
        raise NotPossibleError("not-supported", "This version has no discount codes. Leave discountcode out.")
    order = NewOrder(tuple(_wire_line(number, line, account) for number, line in enumerate(lines, start=1)))
    try:
        found = client_of(account, means).orders.preview(customer, order, fetch_price=price)
    except AdobeRefusedError as refused:
        named = {number: line.offer_id for number, line in enumerate(lines, start=1)}
        raise refused_by_adobe(meanings.PREVIEW_ORDER, refused, named) from None
    return _as_cart(found, customer, account, means.store.now().isoformat())


def _wire_line(number: int, line: AskedLine, account: Account) -> NewLine:
    if not is_mpn(line.offer_id):
        raise NotPossibleError(
            "input-invalid", f"Correct the offerId of line {number}: it is neither a product key nor an offer id."
        )
    offer = line.offer_id if group(line.offer_id) else base_offer(product_key(line.offer_id), consumable=False)
    return NewLine(number, offer, line.quantity, account.currency)


def _as_cart(found: Order, customer: str, account: Account, now: str) -> dict[str, Any]:
    return {
        "customerId": found.customer_id or customer,
        "currencyCode": found.currency_code or account.currency,
        "creationDate": found.creation_date.isoformat() if found.creation_date else now,
        "lineItems": [_as_cart_line(line) for line in found.lines],
        "references": {"externalReferenceId": found.external_reference_id or ""},
    }


def _as_cart_line(line: OrderLine) -> dict[str, Any]:
    plain: dict[str, Any] = {"extLineItemNumber": line.ext_line_item_number, "offerId": line.offer_id, "quantity": line.quantity}
    if line.prorated_days is not None:
        plain["proratedDays"] = line.prorated_days
    return plain | ({"pricing": line.pricing.dump()} if line.pricing else {})


def account_at(place: Place, settings: Settings, visible: Visible) -> Account:
    """Choose the VIP Marketplace account that the caller's place is sold under. Raises `NotPossibleError`."""
    if place.marketplace not in visible.marketplaces():
        raise NotPossibleError("marketplace-not-found", "This marketplace is none of yours.")
    here = [
        one
        for one in settings.accounts
        if (one.program, one.environment) == ("vipmp", place.environment)
        and one.marketplace in {place.marketplace, _ANY}
        and one.product in ({place.product, _ANY} if place.product else {one.product})
    ]
    nearest = [one for one in here if one.marketplace != _ANY] or here
    nearest = [one for one in nearest if one.product != _ANY] if place.product and len(nearest) > 1 else nearest
    if not nearest:
        text = "No Adobe account is set up for this marketplace and environment. Set one up on the accounts page."
        raise NotPossibleError("account-missing", text)
    if len({(one.name, one.currency, one.market_segment) for one in nearest}) > 1:
        text = "Products of this marketplace are sold under different Adobe accounts. Name the product, as PRD-000-000-000."
        raise NotPossibleError("account-ambiguous", text)
    return nearest[0]


def customer_is_visible(customer: str, account: Account, means: Means, visible: Visible) -> bool:
    """Whether an Adobe customer is the caller's: all places of the account are, or a company that has it is shown to it."""
    places = {one.marketplace for one in means.settings.accounts if one.name == account.name}
    if _ANY not in places and places <= visible.marketplaces():
        return True
    tiers = means.store.tiers_of(memory_of(account), customer)
    return any(visible.shows_company(tier) for tier in tiers)


def client_of(account: Account, means: Means) -> AdobeClient:
    """Give the client of a VIP Marketplace account, with the patience of a cart. Raises `NotPossibleError` for retail."""
    client: Client = means.client_for(account)
    if not isinstance(client, AdobeClient):
        raise NotPossibleError("not-supported", "Products of Partner Connection Retail have nothing of this kind.")
    return client.within(_LONGEST)


def refused_by_adobe(call: str, refused: AdobeRefusedError, items: Mapping[int, str] | None = None) -> NotPossibleError:
    """Say a refusal in the catalogue's words, with Adobe's own code beside them."""
    return said_no(call, Refusal(refused.status, refused.code, refused.message, refused.details), items)


def said_no(call: str, refusal: Refusal, items: Mapping[int, str] | None = None) -> NotPossibleError:
    """Say a refusal in the catalogue's words."""
    problems = catalogue.judge(call, refusal, items or {})
    text = " ".join(dict.fromkeys(problem.text for problem in problems))
    return NotPossibleError("adobe-refused", text, more={"adobe_code": refusal.code, "problems": [one.code for one in problems]})
