"""The story that the demonstration plays: scene after scene, what somebody does on the marketplace and how it must end.

A scene acts as buyers and resellers do, and judges by what both simulators hold afterwards. A further scene is one more entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from connector.commands.demo.stage import RETAIL_ITEM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from connector.commands.demo.stage import Stage

_COMPLETE: Final = "1000"
_PHOTOSHOP: Final = "65304470CA"
_ALL_APPS: Final = "65309999CA"
_SIGN: Final = "30007777CA"
_TOGETHER: Final = (_PHOTOSHOP, _ALL_APPS, _SIGN)
_GUID: Final = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
_MEMBERSHIP: Final = "88A1B2C3"
_IN_VIP: Final = {_PHOTOSHOP: 7, _ALL_APPS: 4}
_NAMES: Final = {_PHOTOSHOP: "photoshop", _ALL_APPS: "all_apps"}


@dataclass(frozen=True)
class Scene:
    """One request: `act` makes it and gives its id, `judge` names what is missing once its status is `ends`.

    Where `act` makes several, it gives the first; the scene lasts until all are answered.
    """

    title: str
    act: Callable[[Stage], str]
    ends: str
    judge: Callable[[Stage, str], Iterator[str]]


def _set_up_reseller(stage: Stage) -> str:
    return stage.connect.trade.set_up_tier(stage.product.reseller)


def _reselling(stage: Stage, request: str) -> Iterator[str]:
    """Look for one active reseller at Adobe, and for its id on the request."""
    resellers = stage.adobe.control.resellers()
    if [reseller["status"] for reseller in resellers] != [_COMPLETE]:
        yield f"Adobe has {len(resellers)} resellers instead of one that is active"
    if [stage.connect.control.params(request)["adobe_reseller_id"]] != [reseller["resellerId"] for reseller in resellers]:
        yield "adobe_reseller_id is not what Adobe has"


def _buy(stage: Stage) -> str:
    return stage.connect.trade.purchase({_PHOTOSHOP: 10, _ALL_APPS: 5}, {"action_type": "purchase"})


def _bought(stage: Stage, request: str) -> Iterator[str]:
    """Look for one customer of the reseller, one complete order of both products, and everything of it on the request."""
    control = stage.adobe.control
    customers, orders = control.customers(), control.orders()
    if len(customers) != 1:
        yield f"Adobe has {len(customers)} customers instead of one"
    if len(orders) != 1:
        yield f"Adobe has {len(orders)} orders instead of one"
    resellers = [reseller["resellerId"] for reseller in stage.adobe.control.resellers()]
    yield from (
        f"the Adobe customer {customer['customerId']} is not the new reseller's"
        for customer in customers
        if [customer["resellerId"]] != resellers
    )
    yield from (f"the Adobe order {order['orderId']} is not complete" for order in orders if order["status"] != _COMPLETE)
    shown = stage.connect.control.params(request)
    expected = {
        "adobe_customer_id": [customer["customerId"] for customer in customers],
        "adobe_order_id": [order["orderId"] for order in orders],
    }
    yield from (f"{name} is not what Adobe has" for name, found in expected.items() if [shown.get(name)] != found)
    written = str(shown.get("cb_adobe_account_subscription_list"))
    yield from (
        f"the subscription {line['subscriptionId']} was not written to the request"
        for line in _lines(orders)
        if line.get("subscriptionId", "nothing") not in written
    )


def _lines(orders: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return (line for order in orders for line in order["lineItems"])


def _change(items: Mapping[str, int], **params: str) -> Callable[[Stage], str]:
    """Ask for a change of what was bought at first."""
    return lambda stage: stage.connect.trade.change(_asset(stage), items, params)


def _cancel(stage: Stage) -> str:
    return stage.connect.trade.cancel(_asset(stage))


def _asset(stage: Stage) -> str:
    return stage.connect.control.asset_of(stage.connect.control.requests()[0])


def _holds(**seats: tuple[int, int]) -> Callable[[Stage, str], Iterator[str]]:
    """Judge what Adobe holds: of each product the seats now, and those that renew (none: auto-renewal is off)."""

    def judge(stage: Stage, _request: str) -> Iterator[str]:
        found = {_NAMES[one["offerId"][:10]]: one for one in stage.adobe.control.subscriptions()}
        for name, (now, renewing) in seats.items():
            subscription = found[name]
            renewal = subscription["autoRenewal"]
            shown = subscription["currentQuantity"], renewal["renewalQuantity"] if renewal["enabled"] else 0
            if shown != (now, renewing):
                yield f"{name} should hold {now} seats and renew {renewing}, it holds {shown[0]} and renews {shown[1]}"

    return judge


def _ended(stage: Stage, _request: str) -> Iterator[str]:
    """Look for subscriptions that are still active, and for an asset that is not terminated."""
    yield from (
        f"the Adobe subscription {one['subscriptionId']} is still active"
        for one in stage.adobe.control.subscriptions()
        if one["status"] == _COMPLETE
    )
    status = stage.connect.control.status(_asset(stage))
    if status != "terminated":
        yield f"the asset is {status} instead of terminated"


def _claim(stage: Stage) -> str:
    return stage.connect.trade.purchase({RETAIL_ITEM: 1}, product=stage.retail_product)


def _claimed(stage: Stage, request: str) -> Iterator[str]:
    """Look for one claim, and for its link on the request."""
    claims = stage.retail.control.claims()
    if len(claims) != 1:
        yield f"Adobe has {len(claims)} claims instead of one"
    shown = stage.connect.control.params(request)
    expected = {
        "adobe_partner_reference_id": [claim["partner_reference_id"] for claim in claims],
        "adobe_redemption_url": [claim["experience_url"] for claim in claims],
        "adobe_redemption_code": [claim["code"] for claim in claims],
    }
    yield from (f"{name} is not what Adobe has" for name, found in expected.items() if [shown.get(name)] != found)


def _transfer(stage: Stage) -> str:
    """Have another company own the same products in VIP, and order their transfer."""
    renewal = stage.adobe.clock.today() + timedelta(days=120)
    held = [{"offer_id": f"{mpn}02A12", "quantity": seats, "renewal_date": renewal} for mpn, seats in _IN_VIP.items()]
    stage.adobe.control.add_membership(_MEMBERSHIP, held, company_name="Northbeam Optics")
    company = stage.connect.trade.add_account("Northbeam Optics", parent=stage.product.reseller)
    tiers = {"customer": company, "tier1": stage.product.reseller}
    return stage.connect.trade.purchase(_IN_VIP, {"action_type": "transfer", "adobe_vip_number": _MEMBERSHIP}, tiers)


def _transferred(stage: Stage, request: str) -> Iterator[str]:
    """Look for one complete transfer, for its customer on the request, and for no order but its own."""
    control = stage.adobe.control
    transfers = control.transfers()
    if [transfer["status"] for transfer in transfers] != [_COMPLETE]:
        yield f"Adobe has {len(transfers)} transfers instead of one that is complete"
    shown = stage.connect.control.params(request)
    expected = {
        "transfer_id": [transfer["transferId"] for transfer in transfers],
        "adobe_customer_id": [transfer["customerId"] for transfer in transfers],
    }
    yield from (f"{name} is not what Adobe has" for name, found in expected.items() if [shown.get(name)] != found)
    orders = [order["orderType"] for order in control.orders(str(shown.get("adobe_customer_id")))]
    if orders != ["TRANSFER"]:
        yield f"Adobe has the orders {orders} of the company instead of its transfer alone"


def _buy_together(stage: Stage) -> str:
    """Have one more company order three products in the one-to-one model: three requests, tied by one GUID."""
    company = stage.connect.trade.add_account("Lakeside Print", parent=stage.product.reseller)
    tiers = {"customer": company, "tier1": stage.product.reseller}
    belongs = {"business-model": "one-to-one", "transaction_id": _GUID, "transaction_items": str(len(_TOGETHER))}
    params = {"action_type": "purchase", **belongs}
    first, *_ = [stage.connect.trade.purchase({mpn: 4}, params, tiers) for mpn in _TOGETHER]
    return first


def _bought_together(stage: Stage, request: str) -> Iterator[str]:
    """Look for one order with a line for each request, at the level of their sum: alone each would be at the lowest."""
    control = stage.connect.control
    customer = str(control.params(request).get("adobe_customer_id"))
    offers = [[line["offerId"] for line in order["lineItems"]] for order in stage.adobe.control.orders(customer)]
    if offers != [[f"{mpn}02A12" for mpn in _TOGETHER]]:
        yield f"Adobe has the orders {offers} of the company instead of one with three lines at level 02"
    for one in control.requests()[-len(_TOGETHER) :]:
        shown = control.params(one)
        if (control.status(one), shown.get("adobe_customer_id"), shown.get("discount_group")) != ("approved", customer, "02A12"):
            yield f"{one} is not approved with its part of the order"


STORY: Final = (
    Scene(
        "A reseller is set up: Adobe gets to know it, and its id goes to the marketplace.",
        _set_up_reseller,
        "approved",
        _reselling,
    ),
    Scene("A new customer buys two products: 10 seats of one, 5 of the other.", _buy, "approved", _bought),
    Scene(
        "The customer wants 15 seats of the first.",
        _change({_PHOTOSHOP: 15}),
        "approved",
        _holds(photoshop=(15, 15), all_apps=(5, 5)),
    ),
    Scene(
        "The customer gives 2 seats of the second back, inside the 14 days: which order to return, the connector finds.",
        _change({_ALL_APPS: 3}, is_cancellation_order="is-cancellation-request"),
        "approved",
        _holds(photoshop=(15, 15), all_apps=(3, 3)),
    ),
    Scene(
        "One change goes up and down: 3 seats more of the first now, 1 seat fewer of the second from the next renewal on.",
        _change({_PHOTOSHOP: 18, _ALL_APPS: 2}),
        "approved",
        _holds(photoshop=(18, 18), all_apps=(3, 2)),
    ),
    Scene(
        "The customer switches auto-renewal off.",
        _change({}, cb_autorenewal="inactive_auto_renewal_status"),
        "approved",
        _holds(photoshop=(18, 0), all_apps=(3, 0)),
    ),
    Scene("The customer cancels: everything is inside the 14 days, so everything is credited.", _cancel, "approved", _ended),
    Scene(
        "A consumer buys from Adobe's other programme: a product is claimed, and a link to redeem it is handed over.",
        _claim,
        "approved",
        _claimed,
    ),
    Scene(
        "Another company brings its licences over from VIP: nothing is ordered, and no customer is created.",
        _transfer,
        "approved",
        _transferred,
    ),
    Scene(
        "One more company buys three products in one transaction of three requests, 4 seats each: Adobe counts 12 and gives "
        "level 02. One by one, each would be at level 01.",
        _buy_together,
        "approved",
        _bought_together,
    ),
)
