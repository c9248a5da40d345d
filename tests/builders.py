"""What the tests of the rules are made of: requests, facts, attempts and what Adobe shows; each is good unless a test says so.

Every builder gives a plain value of the domain. None reads the tables that are under test.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from connector.domain.adobe_facts import Customer, Order, OrderLine, OtherAsset, Reseller, Subscription
from connector.domain.facts import Facts
from connector.domain.journal import Answer, Attempt, Outcome, WireCall, correlation_id
from connector.domain.moves import PlaceOrder, PreviewOrder, ReadOtherAssets, ReadReseller, WantedLine
from connector.domain.parties import Address, Contact, Tier
from connector.domain.policy import Policy
from connector.domain.requests import Item, Parameter, Request

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from connector.domain.moves import Call
    from connector.domain.requests import Value

NOW: Final = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CREATED: Final = NOW - timedelta(minutes=1)
BORN: Final = NOW - timedelta(days=90)

REQUEST: Final = "PR-1000-0000-0000-001"
ASSET: Final = "AS-1000-0000-0000"
COMPANY: Final = "TA-1000-0000-0000"
RESELLER_TIER: Final = "TA-2000-0000-0000"
RESELLER: Final = "P1000084165"
CUSTOMER: Final = "P1005053489"
OTHER_CUSTOMER: Final = "P1005053777"
ORDER: Final = "7120018003"
PHOTOSHOP: Final = "65304470CA"
ACROBAT: Final = "65304520CA"
STOCK: Final = "65305122CA"
SUBSCRIPTION: Final = "8675309a8675309b8675309c8675NA"

ADDRESS: Final = Address("1 Test Street", "", "Irvine", "CA", "92612", "US")
ADMIN: Final = Contact("Ann", "Example", "ann@customer.example", "+15558677089")

ORDERING: Final = (
    "action_type", "adobe_user_email", "adobe_user_first_name", "adobe_user_last_name", "external_reference_id",
    "adobe_vip_number", "customer_company_name", "customer_address_line_1", "customer_address_line_2",
    "customer_postal_code", "customer_city", "customer_region", "customer_country", "customer_phone_number",
    "cb_autorenewal", "set_auto_renewal_status", "business-model", "transaction_id", "transaction_items", "is_cancellation_order",
    "cancel_order_id", "downsize_order_id", "downsize_subscription_id", "migration_info_object",
    "three_years_commitment", "three_years_minimum_licenses", "three_years_recommitment", "adobe_discount_codes",
    "cb_price_level_hint_draft",
)  # fmt: skip
FULFILLMENT: Final = (
    "adobe_customer_id", "adobe_order_id", "adobe_orders", "adobe_subscription_id", "cb_adobe_account_subscription_list",
    "renewal_date", "auto_renewal_status", "auto_renewal_day", "auto_renewal_month", "auto_renewal_cadence",
    "discount_group", "discount_group_consumables", "error_msg",
)  # fmt: skip


def a_policy(**changes: Any) -> Policy:  # noqa: ANN401 - the fields of the policy, by name.
    """Build an account that sells commercial licences in dollars and has no default reseller."""
    return replace(Policy("production/D1000000000", "vipmp", "USD", "COM"), **changes)


def a_tier(**changes: Any) -> Tier:  # noqa: ANN401 - the fields of the tier, by name.
    """Build the customer's marketplace account."""
    return replace(Tier(COMPANY, "End Customer Inc", ADDRESS, ADMIN), **changes)


def an_item(mpn: str = PHOTOSHOP, quantity: int | None = 5, **changes: Any) -> Item:  # noqa: ANN401 - the fields, by name.
    """Build one ordered item."""
    return replace(Item(f"PRD-{mpn}", mpn, f"Item {mpn}", quantity, 0), **changes)


def a_purchase(
    *items: Item,
    values: Mapping[str, Value] | None = None,
    without: Iterable[str] = (),
    configuration: Mapping[str, str] | None = None,
    created: datetime = CREATED,
    **changes: Any,  # noqa: ANN401 - further fields of the request, by name.
) -> Request:
    """Build a pending purchase of five Photoshop seats; `values` fills parameters, `without` takes some off the product."""
    parameters = {name: Parameter(name) for name in ORDERING} | {
        name: Parameter(name, phase="fulfillment") for name in FULFILLMENT
    }
    parameters = {name: parameter for name, parameter in parameters.items() if name not in set(without)}
    request = Request(
        id=REQUEST,
        kind="purchase",
        status="pending",
        created=created,
        asset_id=ASSET,
        product_id="PRD-100-000-000",
        marketplace_id="MP-10000",
        connection_type="production",
        customer=a_tier(),
        tier_1=a_tier(id=RESELLER_TIER, name="Tier 1 Reseller"),
        items=items or (an_item(),),
        parameters=parameters,
        configuration=configuration or {},
    )
    return replace(request.with_values({"action_type": "purchase", **(values or {})}), **changes)


def lines_of(request: Request, level: str = "01") -> tuple[WantedLine, ...]:
    """Give the lines of a request's order as Adobe's PREVIEW answers them, each licence at this level."""
    return tuple(
        WantedLine(number, item.mpn, f"{item.mpn}{level}A12", item.quantity)
        for number, item in enumerate(request.items, start=1)
        if item.quantity
    )


def an_order_call(request: Request, *, level: str = "01", customer_id: str = CUSTOMER) -> PlaceOrder:
    """Build the NEW order of a request."""
    return PlaceOrder(customer_id, request.reference, "USD", lines_of(request, level))


def a_preview(request: Request, *, level: str = "01", customer_id: str = CUSTOMER) -> dict[Any, Any]:
    """Build the fact that PREVIEW answered a request's lines with this level."""
    read = PreviewOrder(customer_id, request.reference, "USD", lines_of(request))
    return {read: an_order(request, level=level, id="", type="PREVIEW", status="")}


def an_attempt(call: Call, outcome: Outcome = Outcome.ACCEPTED, **changes: Any) -> Attempt:  # noqa: ANN401 - fields by name.
    """Build a journaled attempt of a call, by default one that Adobe accepted with the customer's or the order's usual id."""
    generation = changes.get("generation", 1)
    accepted = outcome in {Outcome.ACCEPTED, Outcome.ADOPTED}
    key, made = ("orderId", ORDER) if isinstance(call, PlaceOrder) else ("customerId", CUSTOMER)
    attempt = Attempt(
        owner=REQUEST,
        intent=call.intent,
        generation=generation,
        correlation_id=correlation_id(REQUEST, call.intent, generation),
        account="production/D1000000000",
        customer_key=f"customer/production/D1000000000/{COMPANY}",
        call=_on_the_wire(call),
        outcome=outcome,
        answer=Answer(201, {key: made}) if accepted else None,
        opened_at=CREATED,
    )
    return replace(attempt, **changes)


def refused(call: Call, code: str, *details: str, status: int = 400, **changes: Any) -> Attempt:  # noqa: ANN401 - fields by name.
    """Build an attempt that Adobe refused with this code."""
    answer = Answer(status, {"code": code, "message": "No", "additionalDetails": list(details)})
    return an_attempt(call, Outcome.REFUSED, answer=answer, **changes)


def _on_the_wire(call: Call) -> WireCall:
    if not isinstance(call, PlaceOrder):
        return WireCall("POST", "/v3/customers", {})
    lines = [{"extLineItemNumber": line.number, "offerId": line.offer_id, "quantity": line.quantity} for line in call.lines]
    return WireCall("POST", f"/v3/customers/{call.customer_id}/orders", {"orderType": "NEW", "lineItems": lines})


def facts(*attempts: Attempt, seen: Mapping[Any, Any] | None = None, fresh: bool = False, **changes: Any) -> Facts:  # noqa: ANN401 - fields by name.
    """Build what is known: a store that is older than any request, a reseller, no other assets. `fresh`: answered just now."""
    known: dict[Any, Any] = {ReadReseller(RESELLER_TIER): RESELLER, ReadOtherAssets(COMPANY): ()}
    answered = frozenset(attempt.correlation_id for attempt in attempts) if fresh else frozenset()
    return replace(Facts(NOW, BORN, attempts, answered, seen=known | dict(seen or {})), **changes)


def a_customer(**changes: Any) -> Customer:  # noqa: ANN401 - the fields of the customer, by name.
    """Build an active Adobe customer: the request's own company under the usual reseller."""
    return replace(
        Customer(CUSTOMER, "1000", "End Customer Inc", ADDRESS, ("ann@customer.example",), "COM", RESELLER, COMPANY, NOW),
        **changes,
    )


def a_reseller(**changes: Any) -> Reseller:  # noqa: ANN401 - the fields of the reseller, by name.
    """Build an active Adobe reseller of the usual distributor."""
    return replace(Reseller(RESELLER, "1000", "D1000000000", RESELLER_TIER, CREATED), **changes)


def an_order(request: Request, *, level: str = "01", **changes: Any) -> Order:  # noqa: ANN401 - the fields of the order, by name.
    """Build the complete Adobe order of a request, each line with a subscription of its own."""
    lines = tuple(
        OrderLine(line.number, line.offer_id, line.quantity, f"{SUBSCRIPTION}{line.number}", "1000")
        for line in lines_of(request, level)
    )
    return replace(Order(ORDER, "NEW", "1000", request.reference, NOW, lines), **changes)


def a_subscription(number: int = 1, mpn: str = PHOTOSHOP, **changes: Any) -> Subscription:  # noqa: ANN401 - fields by name.
    """Build the active subscription of an order's line."""
    base = f"{mpn}T1A12" if mpn == STOCK else f"{mpn}01A12"
    found = Subscription(
        id=f"{SUBSCRIPTION}{number}",
        offer_id=base,
        status="1000",
        quantity=5,
        auto_renewal=True,
        renewal_quantity=5,
        renewal_date=date(2027, 3, 2),
    )
    return replace(found, **changes)


def another_asset(**changes: Any) -> OtherAsset:  # noqa: ANN401 - the fields of the asset, by name.
    """Build another active asset of the same company, with an Adobe customer, one order and another product."""
    return replace(OtherAsset("AS-2000-0000-0000", "active", CUSTOMER, ("7120019999",), (ACROBAT,)), **changes)
