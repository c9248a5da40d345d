"""What the routes of requests and assets answer. Times are ISO 8601, empty where there is none."""

from __future__ import annotations

from typing import Any, Final

from connector.wire import WireModel


class RequestRow(WireModel):
    """A request in a list. `stands` is parked, waiting, seen, ended or unseen; `since` and `why` belong to it."""

    request_id: str
    type: str = ""
    status: str = ""
    created: str = ""
    asset_id: str = ""
    marketplace: str = ""
    stands: str
    since: str = ""
    why: str = ""


class RequestsListed(WireModel):
    """One page of requests, the newest first; `next` is there where more follow, and goes into `after`."""

    requests: tuple[RequestRow, ...] = ()
    next: str | None = None


class ParkedListed(WireModel):
    """One page of the requests that wait for a person, the longest parked first; it may be short where `next` is there."""

    requests: tuple[RequestRow, ...] = ()
    next: str | None = None


class Resumed(WireModel):
    """A request that waits for nobody any more; `again_at` is there where it is known when the platform brings it."""

    request_id: str
    text: str
    again_at: str | None = None


class ParameterShown(WireModel):
    """A parameter; a hidden one has no value here, whatever it holds."""

    id: str
    title: str = ""
    error: str = ""
    filled: bool
    hidden: bool
    value: Any = None


class Happened(WireModel):
    """One thing that happened: came, waits, parked, ended, or a call with the fields after `text`."""

    at: str
    what: str
    text: str = ""
    outcome: str | None = None
    answered: str | None = None
    unanswered: int | None = None
    correlation_id: str | None = None
    adobe_code: str | None = None
    adobe_request_id: str | None = None


class RequestShown(WireModel):
    """A request with everything that happened to it, oldest first. One of Partner Connection Retail has a support bundle."""

    request_id: str
    type: str = ""
    status: str = ""
    created: str = ""
    asset_id: str = ""
    marketplace: str = ""
    stands: str
    since: str = ""
    why: str = ""
    note: str = ""
    reason: str = ""
    has_support_bundle: bool = False
    parameters: tuple[ParameterShown, ...] = ()
    timeline: tuple[Happened, ...] = ()


class Step(WireModel):
    """One sentence: known, seen, would (before the next move), next, or why."""

    kind: str
    text: str


class Explained(WireModel):
    """What would be done next with a request, and why."""

    steps: tuple[Step, ...] = ()


class DiscountLevel(WireModel):
    """The customer's discount level for licences or consumables."""

    type: str
    level: str


class SubscriptionShown(WireModel):
    """A subscription as Adobe shows it; the renewal quantity is 0 where it does not renew."""

    subscription_id: str
    offer_id: str = ""
    status: str = ""
    quantity: int
    used: int | None = None
    autorenewal: bool
    renewal_quantity: int
    renewal_date: str = ""


class ItemShown(WireModel):
    """An item of the asset beside its subscription. `differs` names quantity and renewal_date where the sides do."""

    mpn: str = ""
    name: str = ""
    quantity: int | None = None
    renewal_date: str = ""
    subscription_id: str = ""
    adobe: SubscriptionShown | None = None
    differs: tuple[str, ...] = ()


class OrderLineShown(WireModel):
    """One line of an order, with what can be returned of it now."""

    offer_id: str
    quantity: int
    returnable: int
    subscription_id: str = ""


class OrderShown(WireModel):
    """An order of the customer; `returnable_until` (the window's end) is empty where nothing can be returned any more."""

    order_id: str = ""
    type: str = ""
    status: str = ""
    created: str = ""
    is_the_assets: bool
    returned_order_id: str = ""
    returnable_until: str = ""
    lines: tuple[OrderLineShown, ...] = ()


class CustomerShown(WireModel):
    """An asset beside its Adobe customer."""

    asset_id: str
    status: str = ""
    account: str
    customer_id: str
    customer_status: str = ""
    reseller_id: str = ""
    coterm_date: str = ""
    discount_levels: tuple[DiscountLevel, ...] = ()
    items: tuple[ItemShown, ...] = ()
    other_subscriptions: tuple[SubscriptionShown, ...] = ()
    orders: tuple[OrderShown, ...] = ()


_ROW: Final = {
    "request_id": "PR-0000-0000-0001-001",
    "type": "purchase",
    "status": "pending",
    "created": "2026-03-01T10:00:00+00:00",
    "asset_id": "AS-0000-0000-0001",
    "marketplace": "MP-00001",
    "stands": "parked",
    "since": "2026-03-01T10:05:00+00:00",
    "why": "Adobe does not accept the credentials of the account.",
}
_SUBSCRIPTION: Final = {
    "subscription_id": "e0b170437c4e96ac5428364f674dffNA",
    "offer_id": "65304578CA01A12",
    "status": "1000",
    "quantity": 10,
    "autorenewal": True,
    "renewal_quantity": 8,
    "renewal_date": "2027-03-01",
}
LISTED: Final = {"requests": [_ROW], "next": "2026-03-01T10:00:00+00:00|PR-0000-0000-0001-001"}
PARKED: Final = {"requests": [_ROW], "next": "2026-03-01T10:05:00+00:00|PR-0000-0000-0001-001"}
RESUMED: Final = {
    "request_id": "PR-0000-0000-0001-001",
    "text": "The platform brings it at about 2026-03-01 11:05 UTC; it then goes on, or is parked again.",
    "again_at": "2026-03-01T11:05:00+00:00",
}
SHOWN: Final = {
    **_ROW,
    "has_support_bundle": False,
    "parameters": [{"id": "action_type", "title": "Action", "filled": True, "hidden": False, "value": "purchase"}],
    "timeline": [
        {"at": "2026-03-01T10:00:05+00:00", "what": "came"},
        {
            "at": "2026-03-01T10:00:06+00:00",
            "what": "call",
            "text": "create customer 5f2c…, generation 1: refused, HTTP 400, code 1117",
            "outcome": "refused",
            "adobe_code": "1117",
        },
    ],
}
EXPLAINED: Final = {"steps": [{"kind": "next", "text": "wait 60 s"}, {"kind": "why", "text": "the order is open at Adobe"}]}
CUSTOMER: Final = {
    "asset_id": "AS-0000-0000-0001",
    "status": "active",
    "account": "production/D1000000000",
    "customer_id": "P1005053489",
    "customer_status": "1000",
    "discount_levels": [{"type": "LICENSE", "level": "02"}],
    "items": [{"mpn": "65304578CA", "quantity": 12, "adobe": _SUBSCRIPTION, "differs": ["quantity"]}],
    "orders": [
        {
            "order_id": "P9200000001",
            "type": "NEW",
            "status": "1000",
            "is_the_assets": True,
            "returnable_until": "2026-03-16T00:00:00+00:00",
            "lines": [{"offer_id": "65304578CA02A12", "quantity": 10, "returnable": 10}],
        }
    ],
}
"""Examples for OpenAPI."""
