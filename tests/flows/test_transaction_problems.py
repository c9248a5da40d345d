"""What can be wrong between the requests of a transaction: told to the request that can end it, while nothing is ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.builders import Meanwhile, assert_parked
from tests.flows.transactions import (
    GUID,
    OTHER_GUID,
    a_sibling,
    assert_one_order,
    belonging,
    deliver_again,
    settle_all,
    siblings,
)
from tests.world import ALL_APPS, PHOTOSHOP, SIGN, World

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ORDERS = "POST /v3/customers/{id}/orders"
DARKROOM = "65304578CA"


@pytest.mark.parametrize("guid", ["b2c3", "00000000-0000-0000-0000-000000000000", "6f9619ff-8b86-4d01-b42d"])
def test_a_bad_guid_is_asked_for(world: World, guid: str) -> None:
    request = a_sibling(world, PHOTOSHOP, 4, of=2, guid=guid)
    world.deliver()
    assert world.status(request) == "inquiring"
    assert set(world.errors(request)) == {"transaction_id"}
    assert world.adobe_calls() == []


@pytest.mark.parametrize("number", ["0", "-2", "two", "2.5", ""])
def test_a_number_of_requests_that_is_none_is_asked_for_and_the_others_wait(world: World, number: str) -> None:
    wrong, right = a_sibling(world, PHOTOSHOP, 4, of=number), a_sibling(world, ALL_APPS, 4, of=2)
    world.deliver()
    assert set(world.errors(wrong)) == {"transaction_items"}
    assert f"{wrong}" in world.note(right)
    world.correct(wrong, transaction_items="2")
    assert settle_all(world, (wrong, right)) == ["approved"] * 2
    assert_one_order(world, (wrong, right))


def test_a_request_with_two_products_fails_naming_them(world: World) -> None:
    request = world.buy({PHOTOSHOP: 1, ALL_APPS: 1}, **belonging(1))
    world.deliver()
    assert world.status(request) == "failed"
    assert world.reason(request).startswith("Photoshop for teams, Creative Cloud All Apps for teams: in the one-to-one model")
    assert world.adobe_calls() == []


def test_the_request_that_announces_another_number_is_asked_and_the_others_wait_for_it(world: World) -> None:
    first, second = a_sibling(world, PHOTOSHOP, 4, of=3), a_sibling(world, ALL_APPS, 4, of=2)
    third = a_sibling(world, SIGN, 4, of=3)
    world.deliver()
    assert [world.status(one) for one in (first, second, third)] == ["pending", "inquiring", "pending"]
    assert set(world.errors(second)) == {"transaction_items", "transaction_id"}
    assert "has 2 requests, the others say 3" in world.errors(second)["transaction_items"]
    assert world.adobe_calls() == []
    world.correct(second, transaction_items="3")
    assert settle_all(world, (first, second, third)) == ["approved"] * 3
    assert_one_order(world, (first, second, third))


def test_where_no_number_is_more_frequent_the_oldest_requests_counts(world: World) -> None:
    first = a_sibling(world, PHOTOSHOP, 4, of=2)
    world.advance(seconds=5)
    second = a_sibling(world, ALL_APPS, 4, of=3)
    world.deliver()
    assert [world.status(one) for one in (first, second)] == ["pending", "inquiring"]
    world.correct(second, transaction_items="2")
    assert settle_all(world, (first, second)) == ["approved"] * 2


def test_more_requests_than_announced_are_all_asked_and_become_one_order_once_the_number_is_right(world: World) -> None:
    world.connect.vendor.add_item(world.product.product, DARKROOM, name="Darkroom")
    requests = siblings(world)
    requests = [*requests, a_sibling(world, DARKROOM, 4, of=3)]
    world.deliver()
    deliver_again(world)
    assert {world.status(one) for one in requests} == {"inquiring"}
    assert all(one in world.errors(requests[0])["transaction_items"] for one in requests)
    assert world.adobe_calls() == []
    for request in requests:
        world.correct(request, transaction_items="4")
        world.deliver()
    assert settle_all(world, requests) == ["approved"] * 4
    assert_one_order(world, requests)


def test_the_request_too_many_can_leave_the_transaction(world: World) -> None:
    world.connect.vendor.add_item(world.product.product, DARKROOM, name="Darkroom")
    requests = siblings(world)
    stranger = a_sibling(world, DARKROOM, 4, of=3)
    world.deliver()
    deliver_again(world)
    world.correct(stranger, transaction_id=OTHER_GUID, transaction_items="1")
    for request in requests:
        world.correct(request)
    assert settle_all(world, (*requests, stranger)) == ["approved"] * 4
    orders = world.adobe.control.orders()
    assert sorted(len(order["lineItems"]) for order in orders) == [1, 3]


def bought_by_another_company(world: World, wanted: Mapping[str, int]) -> list[str]:
    """Let another company buy under the same GUID, a request for each product; gives the requests' ids."""
    company = world.connect.trade.add_account("Another Company Ltd", parent=world.product.reseller)
    tiers, params = {"customer": company, "tier1": world.product.reseller}, {"action_type": "purchase", **belonging(len(wanted))}
    return [world.connect.trade.purchase({mpn: seats}, params, tiers) for mpn, seats in wanted.items()]


def customers_by_order(world: World) -> dict[str, str]:
    """Give the Adobe customer of each Adobe order, by order id."""
    return {order["orderId"]: order["customerId"] for order in world.adobe.control.orders()}


@pytest.mark.parametrize("is_open", [True, False], ids=["while the order is open", "from the beginning"])
def test_two_companies_with_one_guid_have_nothing_to_do_with_one_another(world: World, *, is_open: bool) -> None:
    ours = siblings(world, {PHOTOSHOP: 6, ALL_APPS: 6})
    if is_open:
        world.adobe.control.fault(ORDERS, "held", order_type="NEW")
        world.deliver()
    theirs = bought_by_another_company(world, {PHOTOSHOP: 6, ALL_APPS: 6, SIGN: 2})
    deliver_again(world)
    if is_open:
        assert {world.status(one) for one in ours} == {"pending"}
        world.adobe.control.release_order(world.adobe.control.orders()[0]["orderId"])
    assert settle_all(world, (*ours, *theirs)) == ["approved"] * 5
    by_order = customers_by_order(world)
    assert len(by_order) == len(set(by_order.values())) == len(world.adobe.control.customers()) == 2
    for group in (ours, theirs):
        shown = {(world.params(one)["adobe_customer_id"], world.params(one)["adobe_order_id"]) for one in group}
        ((customer, order),) = shown
        assert by_order[order] == customer
    assert sorted(len(order["lineItems"]) for order in world.adobe.control.orders()) == [2, 3]


def test_a_request_of_another_company_waits_for_its_own_and_is_told_nothing_of_the_others(world: World) -> None:
    requests = siblings(world, {PHOTOSHOP: 6, ALL_APPS: 6})
    stranger, other = bought_by_another_company(world, {SIGN: 2, PHOTOSHOP: 2})
    world.connect.trade.answer_elsewhere(other, "fail", reason="not wanted")
    world.deliver()
    assert not any(word in world.note(stranger) for word in (*requests, "Example Customer", world.product.customer))
    assert settle_all(world, requests) == ["approved"] * 2
    assert_one_order(world, requests)
    assert_parked(world, stranger, f"{other} is failed")


def test_a_request_on_another_marketplace_is_asked_for_a_guid_of_its_own(tmp_path: Path) -> None:
    world = World(tmp_path, account={"marketplace": "*"})
    world.connect.vendor.add_marketplace("MP-00002", "Another Marketplace", currency="USD")
    requests = siblings(world, {PHOTOSHOP: 6, ALL_APPS: 6})
    params = {"action_type": "purchase", **belonging(2)}
    stranger = world.connect.trade.purchase({SIGN: 2}, params, marketplace="MP-00002")
    # The reseller is set up for that marketplace first.
    world.deliver()
    world.deliver()
    assert set(world.errors(stranger)) == {"transaction_id"}
    assert settle_all(world, requests) == ["approved"] * 2
    assert_one_order(world, requests)


def test_a_request_on_another_connection_holds_nobody_up(world: World) -> None:
    tiers = {"customer": world.product.customer, "tier1": world.product.reseller}
    params = {"action_type": "purchase", **belonging(2)}
    requests = siblings(world, {PHOTOSHOP: 6, ALL_APPS: 6})
    world.connect.trade.purchase({SIGN: 2}, params, tiers, connection_type="test")
    assert settle_all(world, requests) == ["approved"] * 2
    assert_one_order(world, requests)


def test_two_requests_for_one_product_would_share_a_subscription_so_the_second_fails_naming_the_first(world: World) -> None:
    first = a_sibling(world, PHOTOSHOP, 4, of=2)
    world.advance(seconds=5)
    second = a_sibling(world, PHOTOSHOP, 6, of=2)
    world.hand_over(first)
    assert second in world.note(first)
    world.hand_over(second)
    assert world.status(second) == "failed"
    assert f"the request {first} of the same transaction orders this product already" in world.reason(second)
    world.hand_over(first)
    world.deliver()
    assert_parked(world, first, f"{second} is failed")
    assert world.adobe_calls() == []


def test_a_guid_that_was_used_for_another_purchase_is_asked_for_anew(world: World) -> None:
    requests = siblings(world, {PHOTOSHOP: 6, ALL_APPS: 6})
    assert settle_all(world, requests) == ["approved"] * 2
    world.advance(days=30)
    again = a_sibling(world, SIGN, 3, of=2)
    world.deliver()
    assert world.status(again) == "inquiring"
    order = assert_one_order(world, requests)
    assert order["orderId"] in world.errors(again)["transaction_id"]
    world.correct(again, transaction_id=OTHER_GUID, transaction_items="1")
    assert settle_all(world, [again]) == ["approved"]
    assert len(world.adobe.control.orders()) == 2


@pytest.mark.parametrize("of", [1, 2])
def test_a_reused_guid_gives_nobody_what_was_bought_before(world: World, of: int) -> None:
    requests = siblings(world, {PHOTOSHOP: 6, ALL_APPS: 6})
    assert settle_all(world, requests) == ["approved"] * 2
    world.advance(days=30)
    again = a_sibling(world, PHOTOSHOP, 6, of=of)
    world.deliver()
    assert world.status(again) == "inquiring"
    assert assert_one_order(world, requests)["orderId"] in world.errors(again)["transaction_id"]
    assert not {"adobe_customer_id", "adobe_order_id", "adobe_subscription_id"} & world.params(again).keys()


def test_a_second_request_for_a_product_that_comes_after_the_order_gets_nothing_of_it(world: World) -> None:
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    requests = siblings(world, {PHOTOSHOP: 6, ALL_APPS: 6})
    world.hand_over(requests[1])
    world.advance(seconds=5)
    late = a_sibling(world, PHOTOSHOP, 6, of=2)
    world.hand_over(late)
    assert set(world.errors(late)) == {"transaction_id"}
    assert "adobe_order_id" not in world.params(late)
    world.adobe.control.release_order(world.adobe.control.orders()[0]["orderId"])
    assert settle_all(world, requests) == ["approved"] * 2
    assert_one_order(world, requests)


@pytest.mark.parametrize("is_open", [True, False], ids=["the order is open", "the others are approved"])
def test_an_older_request_that_joins_after_the_order_gets_nothing_of_it(world: World, *, is_open: bool) -> None:
    if is_open:
        world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    older = a_sibling(world, PHOTOSHOP, 6, of=2, guid="b2c3")
    world.advance(seconds=5)
    requests = siblings(world, {PHOTOSHOP: 6, ALL_APPS: 6})
    world.deliver()
    assert {world.status(one) for one in requests} == {"pending" if is_open else "approved"}
    world.correct(older, transaction_id=GUID)
    world.hand_over(older)
    assert set(world.errors(older)) == {"transaction_id"}
    assert "adobe_order_id" not in world.params(older)
    if is_open:
        world.adobe.control.release_order(world.adobe.control.orders()[0]["orderId"])
    assert settle_all(world, requests) == ["approved"] * 2
    assert_one_order(world, requests)


@pytest.mark.parametrize("verdict", ["fail", "approve"])
def test_a_request_that_somebody_else_has_answered_leaves_the_others_to_the_operator(world: World, verdict: str) -> None:
    first, second = a_sibling(world, PHOTOSHOP, 6, of=3), a_sibling(world, ALL_APPS, 6, of=3)
    world.deliver()
    body: dict[str, Any] = {"reason": "not wanted"} if verdict == "fail" else {"activation_tile": "by hand"}
    if verdict == "approve":
        world.application().client.requests[second].update(
            {"asset": {"params": [{"id": "adobe_customer_id", "value": "P1000000001"}]}}
        )
    world.connect.trade.answer_elsewhere(second, verdict, **body)
    deliver_again(world)
    status = {"fail": "failed", "approve": "approved"}[verdict]
    assert_parked(world, first, f"{second} is {status}")
    third = a_sibling(world, SIGN, 6, of=3)
    world.deliver()
    assert_parked(world, third, f"{second} is {status}")
    assert world.adobe.control.orders() == []


def test_a_request_too_many_that_comes_between_preview_and_order_is_noticed(world: World) -> None:
    requests = siblings(world, {PHOTOSHOP: 6, ALL_APPS: 6})
    Meanwhile(world).before("/orders PREVIEW", lambda: a_sibling(world, SIGN, 6, of=2))
    world.deliver()
    assert world.adobe.control.orders() == []
    deliver_again(world)
    deliver_again(world)
    assert [world.status(one) for one in requests] == ["inquiring"] * 2


def test_a_request_that_is_cancelled_between_preview_and_order_is_not_ordered(world: World) -> None:
    requests = siblings(world, {PHOTOSHOP: 6, ALL_APPS: 6})
    meanwhile = Meanwhile(world)
    meanwhile.before(
        "/orders PREVIEW", lambda: world.connect.trade.answer_elsewhere(requests[1], "fail", reason="not wanted any more")
    )
    world.deliver()
    assert world.adobe.control.orders() == []
    assert "which changed just now" in world.note(requests[0])
    deliver_again(world)
    assert_parked(world, requests[0], f"{requests[1]} is failed")


def test_assets_that_carry_different_customers_are_an_operators_matter(world: World) -> None:
    requests = siblings(world, {PHOTOSHOP: 6, ALL_APPS: 6})
    for request in requests:
        customer = world.adobe.control.add_customer(world.reseller_id)
        on_asset = {"asset": {"params": [{"id": "adobe_customer_id", "value": customer}]}}
        world.application().client.requests[request].update(on_asset)
    world.deliver()
    for request in requests:
        assert "carry different Adobe customers: P" in world.note(request)
    assert world.adobe.control.orders() == []


def test_a_transaction_id_in_the_one_to_many_model_is_a_contradiction(world: World) -> None:
    request = world.buy(transaction_id=GUID)
    world.deliver()
    assert set(world.errors(request)) == {"transaction_id", "business-model"}
