"""The management API: CloudBlue's shapes by GET and POST, and auto-renewal that is switched exactly once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.arrivals import MEMBERSHIP, a_membership
from tests.flows.lives import ORDERS, SUBSCRIPTION, an_asset, seats, steps, subscription_of
from tests.planted import CLIENT_SECRET
from tests.web.console import OURS, THEIRS, problem
from tests.world import ALL_APPS, PHOTOSHOP

if TYPE_CHECKING:
    from tests.web.console import Console
    from tests.world import World

TRANSFER = "transfer/preview"
ORDER = "order/preview"
SWITCH = "subscription/autorenewal"


def customer_of(world: World) -> str:
    """Give Adobe's customer of the world's company."""
    (found,) = world.adobe.control.customers()
    return str(found["customerId"])


def a_cart(world: World, **changes: object) -> dict[str, object]:
    """Write a cart for the world's customer."""
    items = [{"offerId": PHOTOSHOP, "quantity": 3}]
    return {"marketplace": OURS, "customer": customer_of(world), "items": items, **changes}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_membership_is_previewed_with_the_products_own_items(console: Console, method: str) -> None:
    a_membership(console.world)
    answer = console.call(method, TRANSFER, {"marketplace": OURS, "membership": MEMBERSHIP})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["totalCount"] == len(found["items"]) > 0
    assert all(one["connectItemId"].startswith("PRD-") and one["adobeProductName"] for one in found["items"])
    assert {one["offerId"][:10] for one in found["items"]} <= {PHOTOSHOP, ALL_APPS, "30007777CA"}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_cart_is_previewed_at_the_level_that_the_customer_gets(console: Console, method: str) -> None:
    an_asset(console.world)
    answer = console.call(method, ORDER, a_cart(console.world, price=True))
    assert answer.status_code == 200, answer.text
    found = answer.json()
    (line,) = found["lineItems"]
    assert (found["customerId"], found["currencyCode"]) == (customer_of(console.world), "USD")
    assert (line["extLineItemNumber"], line["offerId"][:10], line["quantity"]) == (1, PHOTOSHOP, 3)
    assert set(line["pricing"]) >= {"partnerPrice", "lineItemPartnerPrice"}
    assert steps(console.world) == []


def test_without_the_price_there_is_none(console: Console) -> None:
    an_asset(console.world)
    (line,) = console.get(ORDER, a_cart(console.world)).json()["lineItems"]
    assert "pricing" not in line


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"marketplace": THEIRS}, (404, "marketplace-not-found")),
        ({"customer": "P1999999999"}, (422, "adobe-refused")),
        ({"environment": "test"}, (409, "account-missing")),
        ({"environment": "moon"}, (422, "input-invalid")),
        ({"items": []}, (422, "input-invalid")),
        ({"items": [{"offerId": PHOTOSHOP, "quantity": 0}]}, (422, "input-invalid")),
        ({"items": [{"offerId": PHOTOSHOP, "quantity": 1.5}]}, (422, "input-invalid")),
        ({"items": [{"offerId": "../..", "quantity": 1}]}, (422, "input-invalid")),
        ({"items": [{"offerId": PHOTOSHOP, "quantity": 1, "discountcode": "SUMMER"}]}, (422, "not-supported")),
        ({"product": "PRD-999-999-999"}, (409, "account-missing")),
        ({"customer": ".."}, (422, "input-invalid")),
        ({"customer": "a\x00b"}, (422, "input-invalid")),
    ],
)
def test_a_cart_that_cannot_be_previewed_is_told_why(
    console: Console, changes: dict[str, object], expected: tuple[int, str]
) -> None:
    an_asset(console.world)
    assert problem(console.post(ORDER, a_cart(console.world, **changes))) == expected


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"customer": "\\ud800"}', b"\xff", b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(console: Console, body: bytes) -> None:
    assert problem(console.post(ORDER, body)) == (422, "input-invalid")


def test_a_body_beyond_any_cart_is_not_read_to_its_end(console: Console) -> None:
    assert problem(console.post(ORDER, b'"' + b"x" * 300_000 + b'"')) == (413, "too-large")


def test_the_whole_asset_is_switched_off_and_on_again(console: Console) -> None:
    world = console.world
    asset = an_asset(world)
    off = console.get(SWITCH, {"asset_id": asset, "marketplace": OURS, "autorenewal": False})
    assert off.status_code == 200, off.text
    assert off.json()["success"] is True
    assert {(one["mpn"], one["autorenewal"], one["renewal_quantity"]) for one in off.json()["items"]} == {
        (PHOTOSHOP, False, 0),
        (ALL_APPS, False, 0),
    }
    on = console.post(SWITCH, {"asset_id": asset, "autorenewal": True})
    assert {(one["mpn"], one["renewal_quantity"]) for one in on.json()["items"]} == {(PHOTOSHOP, 10), (ALL_APPS, 5)}
    assert sorted(steps(world)) == sorted(
        [f"RENEW {PHOTOSHOP} off", f"RENEW {ALL_APPS} off", f"RENEW {PHOTOSHOP} 10", f"RENEW {ALL_APPS} 5"]
    )


def test_one_item_is_given_its_renewal_quantity(console: Console) -> None:
    asset = an_asset(console.world)
    held = subscription_of(console.world, PHOTOSHOP)
    items = [{"mpn": PHOTOSHOP, "subscription_id": held, "renewal_quantity": 7}]
    answer = console.post(SWITCH, {"asset_id": asset, "autorenewal": True, "items": items})
    assert answer.json()["items"] == [{"mpn": PHOTOSHOP, "subscription_id": held, "autorenewal": True, "renewal_quantity": 7}]
    assert (seats(console.world, PHOTOSHOP), seats(console.world, ALL_APPS)) == ((10, 7), (5, 5))


def test_the_same_key_does_the_same_action_once(console: Console) -> None:
    asset = an_asset(console.world)
    off = {"asset_id": asset, "autorenewal": False}
    first = console.post(SWITCH, off, idempotency_key="one")
    assert console.post(SWITCH, {**off, "autorenewal": True}, idempotency_key="two").status_code == 200
    again = console.post(SWITCH, off, idempotency_key="one")
    assert (again.json(), again.headers["x-action-id"]) == (first.json(), first.headers["x-action-id"])
    assert seats(console.world, PHOTOSHOP) == (10, 10)
    assert problem(console.post(SWITCH, {**off, "autorenewal": True}, idempotency_key="one")) == (422, "key-reused")


def test_an_action_whose_answer_was_lost_goes_on_under_its_key(console: Console) -> None:
    world = console.world
    asset = an_asset(world)
    world.adobe.control.fault(SUBSCRIPTION, "no answer", after_effect=True)
    off = {"asset_id": asset, "autorenewal": False}
    assert problem(console.post(SWITCH, off, idempotency_key="one")) == (504, "adobe-unreachable")
    again = console.post(SWITCH, off, idempotency_key="one")
    assert (again.status_code, seats(world, PHOTOSHOP), seats(world, ALL_APPS)) == (200, (10, 0), (5, 0))
    made = world.means.store.attempts(f"console/{again.headers['x-action-id']}")
    assert [(one.generation, one.outcome.value, one.unanswered) for one in made] == [(1, "accepted", 1), (1, "accepted", 0)]


def test_an_action_is_journaled_under_its_own_id(console: Console) -> None:
    answer = console.post(SWITCH, {"asset_id": an_asset(console.world), "autorenewal": False})
    made = console.world.means.store.attempts(f"console/{answer.headers['x-action-id']}")
    assert [one.outcome.value for one in made] == ["accepted", "accepted"]
    (noted,) = console.world.means.store.actions_on(answer.json()["asset_id"])
    assert (noted.what, noted.user, noted.answer) == ("auto-renewal", "UR-000", answer.json())


def test_an_open_order_of_the_customer_comes_first(console: Console) -> None:
    world = console.world
    asset = an_asset(world)
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    request = world.connect.trade.change(asset, {PHOTOSHOP: 12}, {})
    world.deliver()
    assert world.status(request) == "pending"
    answer = console.post(SWITCH, {"asset_id": asset, "autorenewal": False})
    assert problem(answer) == (409, "customer-busy")
    assert int(answer.headers["retry-after"]) > 0


def test_what_adobe_refuses_is_said_in_words(console: Console) -> None:
    asset = an_asset(console.world)
    items = [{"mpn": PHOTOSHOP, "renewal_quantity": 4}]
    console.world.adobe.control.fault(SUBSCRIPTION, "refused", status=400, code="3119", message=CLIENT_SECRET)
    answer = console.post(SWITCH, {"asset_id": asset, "autorenewal": True, "items": items}, idempotency_key="one")
    assert problem(answer) == (422, "adobe-refused")
    assert (answer.json()["adobe_code"], CLIENT_SECRET in answer.text) == ("3119", False)
    assert seats(console.world, PHOTOSHOP) == (10, 10)


def test_a_token_that_adobe_refuses_once_is_replaced(console: Console) -> None:
    asset = an_asset(console.world)
    console.world.adobe.control.fault(SUBSCRIPTION, "refused", status=401, code="4116")
    assert console.post(SWITCH, {"asset_id": asset, "autorenewal": False}).status_code == 200
    assert seats(console.world, PHOTOSHOP) == (10, 0)


def test_credentials_that_adobe_refuses_are_the_operators_matter(console: Console) -> None:
    asset = an_asset(console.world)
    console.world.adobe.control.fault(SUBSCRIPTION, "refused", status=403, code="4115", times=9)
    answer = console.post(SWITCH, {"asset_id": asset, "autorenewal": False})
    assert problem(answer) == (409, "adobe-credentials")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"marketplace": THEIRS}, (422, "input-invalid")),
        ({"environment": "test"}, (422, "input-invalid")),
        ({"asset_id": "AS-9999-9999-9999"}, (404, "asset-not-found")),
        ({"asset_id": "../requests"}, (404, "asset-not-found")),
        ({"items": [{"mpn": "30007777CA"}]}, (422, "input-invalid")),
        ({"items": [{}]}, (422, "input-invalid")),
        ({"items": [{"mpn": PHOTOSHOP, "renewal_quantity": 0}]}, (422, "input-invalid")),
        ({"autorenewal": "perhaps"}, (422, "input-invalid")),
    ],
)
def test_what_is_not_the_assets_is_left_alone(console: Console, changes: dict[str, object], expected: tuple[int, str]) -> None:
    body = {"asset_id": an_asset(console.world), "autorenewal": False, **changes}
    assert problem(console.post(SWITCH, body)) == expected
    assert steps(console.world) == []


def test_an_asset_without_subscriptions_says_so(console: Console) -> None:
    asset = console.world.connect.control.asset_of(console.world.buy())
    assert problem(console.post(SWITCH, {"asset_id": asset, "autorenewal": False})) == (409, "not-fulfilled")
