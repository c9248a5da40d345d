"""Answers that never come, and memory that is lost, in the midst of a transaction: always one order with all its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.builders import CREATE, ORDERS, assert_parked
from tests.flows.transactions import REFERENCE, a_sibling, assert_one_order, deliver_again, settle_all, siblings
from tests.matrix import lose_store
from tests.world import ALL_APPS, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from tests.world import World

TWO = {PHOTOSHOP: 6, ALL_APPS: 6}
WRITES: list[tuple[str, dict[str, Any]]] = [(CREATE, {}), (ORDERS, {"order_type": "NEW"})]


def forget(world: World) -> None:
    """Lose the database, and begin with another."""
    world.means.store.close()
    lose_store(world)
    world.advance(seconds=61)
    world.means = world.new_means()


@pytest.mark.parametrize(("route", "kind"), WRITES, ids=["customer", "order"])
@pytest.mark.parametrize("after", [False, True], ids=["before the effect", "after the effect"])
@pytest.mark.parametrize("trouble", ["no answer", "broken", "gateway page"])
def test_whatever_becomes_of_an_answer_there_is_one_order(
    world: World, route: str, kind: dict[str, Any], trouble: str, *, after: bool
) -> None:
    world.adobe.control.fault(route, trouble, after_effect=after, times=3 if trouble == "gateway page" else 1, **kind)
    requests = siblings(world)
    assert settle_all(world, requests, rounds=20) == ["approved"] * 3
    assert_one_order(world, requests)


def test_another_request_of_the_transaction_asks_for_a_lost_answer_under_the_same_id(world: World) -> None:
    world.adobe.control.fault(ORDERS, "no answer", order_type="NEW", after_effect=True)
    requests = siblings(world, TWO)
    world.hand_over(requests[0])
    assert "adobe_order_id" not in world.params(requests[0])
    world.hand_over(requests[1])
    assert world.status(requests[1]) == "approved"
    sent = [call for call in world.adobe.control.calls("POST", "/orders") if call.request_body["orderType"] == "NEW"]
    assert len(sent) == 2
    assert len({call.correlation_id for call in sent}) == 1
    assert settle_all(world, requests) == ["approved"] * 2
    assert_one_order(world, requests)


def test_the_platforms_list_shows_the_others_when_the_store_was_lost(world: World) -> None:
    first = a_sibling(world, PHOTOSHOP, 6, of=2)
    world.deliver()
    forget(world)
    second = a_sibling(world, ALL_APPS, 6, of=2)
    world.hand_over(second)
    assert world.status(second) == "approved"
    assert settle_all(world, (first, second)) == ["approved"] * 2
    assert_one_order(world, (first, second))


def test_the_order_of_a_lost_journal_is_found_by_its_reference(world: World) -> None:
    requests = siblings(world)
    world.hand_over(requests[1])
    assert world.status(requests[1]) == "approved"
    forget(world)
    assert settle_all(world, requests) == ["approved"] * 3
    assert_one_order(world, requests)


def test_the_order_is_found_where_only_the_customer_was_kept(world: World) -> None:
    world.adobe.control.fault(ORDERS, "no answer", order_type="NEW", after_effect=True)
    requests = siblings(world, TWO)
    world.hand_over(requests[0])
    forget(world)
    assert settle_all(world, requests) == ["approved"] * 2
    assert_one_order(world, requests)


def test_the_order_of_a_lost_journal_that_failed_goes_out_again_only_when_it_may(world: World) -> None:
    world.adobe.control.fault(ORDERS, "ends as", order_type="NEW", ends_as="1004")
    requests = siblings(world, TWO)
    world.hand_over(requests[0])
    forget(world)
    world.hand_over(requests[1])
    assert world.status(requests[1]) == "failed"
    assert len(world.adobe.control.orders()) == 1


def test_two_living_orders_with_the_guid_are_a_persons_matter(world: World) -> None:
    customer = world.adobe.control.add_customer(world.reseller_id)
    requests = siblings(world, TWO)
    for request in requests:
        on_asset = {"asset": {"params": [{"id": "adobe_customer_id", "value": customer}]}}
        world.application().client.requests[request].update(on_asset)
    forget(world)
    for offer in ("65304470CA01A12", "65309999CA01A12"):
        world.adobe.control.add_order(customer, [{"offer_id": offer, "quantity": 6}], reference=REFERENCE)
    world.deliver()
    assert_parked(world, requests[0], "Several Adobe orders")


def test_a_request_that_comes_after_the_order_and_the_loss_of_the_store_is_not_ordered_again(world: World) -> None:
    requests = siblings(world, TWO)
    assert settle_all(world, requests) == ["approved"] * 2
    forget(world)
    late = a_sibling(world, SIGN, 6, of=2)
    world.deliver()
    assert world.status(late) == "inquiring"
    (order,) = world.adobe.control.orders()
    assert order["orderId"] in world.errors(late)["transaction_id"]


def test_a_request_that_waits_while_the_platform_is_away_goes_on(world: World) -> None:
    requests = siblings(world, TWO)
    world.connect.control.add_fault(method="GET", path="/public/v1/requests", status=503, times=1)
    world.hand_over(requests[0])
    assert world.status(requests[0]) == "pending"
    world.connect.control.clear_faults()
    deliver_again(world)
    assert settle_all(world, requests) == ["approved"] * 2
    assert_one_order(world, requests)


def test_a_database_lost_within_the_second_of_the_purchase_is_looked_behind_too(world: World) -> None:
    requests = siblings(world, TWO)
    world.hand_over(requests[0])
    lose_store(world)
    world.deliver()
    assert settle_all(world, requests) == ["approved"] * 2
    assert_one_order(world, requests)
