"""Price lists: the call, with its paging, filters and attributes.

Source: developer.adobe.com/vipmp/docs/manage-pricing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.emit import answer
from connector.simulator.adobe.price_shelf import ListName
from connector.simulator.adobe.refusals import RefusalError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from connector.simulator.adobe.asking import Asking
    from connector.simulator.exchange import SimResponse

    Offer = Mapping[str, Any]

_TYPE_FIELDS: Final = ("priceListType", "discountType")
_ALWAYS: Final = ("offerId", "discountCode", "productFamily", "firstOrderDate", "lastOrderDate", "partnerPrice")
_DEFAULT_LIMIT: Final = 20


def fetch_price_list(asking: Asking) -> SimResponse:
    """Answer POST /v3/pricelist: one page of the list that region, segment, currency, month and type name."""
    _judge(asking)
    body = asking.body
    named = _one_type_field(asking)
    limit, offset = _number(asking, "limit", _DEFAULT_LIMIT, 1), _number(asking, "offset", 0, 0)
    _check_contract(asking)
    name = ListName(
        region=body["region"],
        segment=body["marketSegment"],
        currency=body["currency"],
        month=body["priceListMonth"],
        list_type=body.get(named, "STANDARD"),
    )
    offers = asking.place.world.price_shelf.take(name)
    if offers is None:
        raise RefusalError("1162")
    found = _filtered(offers, body.get("filters") or {})
    if offset and offset >= len(found):
        raise RefusalError("1162")
    limit = min(limit, asking.place.settings.price_list_cap)
    shown = found[offset : offset + limit]
    attributes = (*_ALWAYS, *body.get("includeOfferAttributes", ()))
    envelope = {
        "priceListMonth": name.month,
        "marketSegment": name.segment,
        "region": name.region,
        "currency": name.currency,
        named: name.list_type,
        "totalCount": len(found),
        "count": len(shown),
        "limit": limit,
        "offset": offset,
    }
    return answer(200, {**envelope, "offers": [_shown(offer, attributes) for offer in shown]})


def _judge(asking: Asking) -> None:
    try:
        asking.place.judge("fetch-price-list", asking.body)
    except RefusalError as refusal:
        if refusal.code != "5122":
            raise
        raise RefusalError("5122", *refusal.details, message="Invalid Request") from None


def _one_type_field(asking: Asking) -> str:
    """Give the name under which the type is taken now; the other one is an unexpected field."""
    named = asking.place.settings.price_list_type_field
    unexpected = [field for field in _TYPE_FIELDS if field != named and field in asking.body]
    if unexpected:
        raise RefusalError("1121", *unexpected)
    return named


def _number(asking: Asking, name: str, default: int, lowest: int) -> int:
    try:
        return asking.number(name, default, lowest)
    except RefusalError:
        raise RefusalError("5122", name, message="Invalid Request") from None


def _check_contract(asking: Asking) -> None:
    partner, body = asking.partner, asking.body
    if not partner.active:
        raise RefusalError("1159")
    if body["marketSegment"] not in partner.segments:
        raise RefusalError("1160")
    if body["currency"] not in partner.currencies or body["region"] not in partner.regions:
        raise RefusalError("1161")


def _filtered(offers: Sequence[Offer], filters: Mapping[str, str | None]) -> Sequence[Offer]:
    """Keep the offers that fit every filter that is filled; an empty one is ignored."""
    tests = [_TESTS[name](value) for name, value in filters.items() if value]
    if not tests:
        return offers
    return [offer for offer in offers if all(test(offer) for test in tests)]


def _exactly(name: str) -> Callable[[str], Callable[[Offer], bool]]:
    return lambda wanted: lambda offer: offer.get(name) == wanted


def _later(wanted: str) -> Callable[[Offer], bool]:
    return lambda offer: str(offer.get("firstOrderDate", ""))[:10] > wanted[:10]


def _not_before(wanted: str) -> Callable[[Offer], bool]:
    return lambda offer: str(offer.get("lastOrderDate", ""))[:10] >= wanted[:10]


_TESTS: Final[dict[str, Callable[[str], Callable[[Offer], bool]]]] = {
    "offerId": _exactly("offerId"),
    "productFamily": _exactly("productFamily"),
    "discountCode": _exactly("discountCode"),
    "firstOrderDate": _later,
    "lastOrderDate": _not_before,
}


def _shown(offer: Offer, attributes: Iterable[str]) -> dict[str, Any]:
    """Give the attributes that were asked for; one without a value is left out, also a documented one."""
    return {name: offer[name] for name in dict.fromkeys(attributes) if offer.get(name) not in {None, ""}}
