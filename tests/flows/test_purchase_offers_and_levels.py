"""The level comes from PREVIEW. An order refused for its offers is previewed again once; other offers are the next attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.builders import ORDERS, Meanwhile, assert_one_of_everything, assert_parked, order_lines, the_order
from tests.world import ALL_APPS, PHOTOSHOP, SIGN, World

if TYPE_CHECKING:
    from connector.simulator.adobe.calls import Call


def placed(world: World) -> list[Call]:
    """Give the calls that placed an order, or tried to."""
    return [call for call in world.adobe.control.calls("POST", "/orders") if call.request_body["orderType"] == "NEW"]


def previews(world: World) -> int:
    """Count the previews."""
    return len(world.adobe.control.calls("POST", "/orders")) - len(placed(world))


# Quantity bands of the licence levels: 1-9 is 01, 10-49 is 02, 50-99 is 03, 100 and more is 04.
@pytest.mark.parametrize(("quantity", "level"), [(9, "01"), (10, "02"), (50, "03"), (100, "04")])
def test_the_preview_corrects_the_level_and_the_order_takes_it(world: World, quantity: int, level: str) -> None:
    request = world.buy({PHOTOSHOP: quantity})
    assert world.settle(request) == "approved"
    assert order_lines(the_order(world)) == [(1, f"65304470CA{level}A12", quantity)]
    assert world.params(request)["discount_group"] == f"{level}A12"


def test_the_better_level_of_the_customer_counts_for_a_small_order(world: World) -> None:
    assert world.settle(world.buy({PHOTOSHOP: 100})) == "approved"
    request = world.buy({SIGN: 1})
    assert world.settle(request) == "approved"
    assert world.params(request)["discount_group"] == "04A12"


def a_customer_at_level_02(world: World) -> tuple[str, str]:
    """Have the company be at level 02 without owning anything here; gives a purchase of one licence and the customer."""
    customer = world.adobe.control.add_customer(world.reseller_id, "Example Customer Inc", email="ann@example.com")
    world.adobe.control.set_level(customer, "02")
    request = world.buy({PHOTOSHOP: 1})
    written = {"asset": {"params": [{"id": "adobe_customer_id", "value": customer}]}}
    world.application().client.requests[request].update(written)
    return request, customer


def test_a_level_lost_between_preview_and_order_is_previewed_again(world: World) -> None:
    request, customer = a_customer_at_level_02(world)
    Meanwhile(world).before("NEW", lambda: world.adobe.control.set_level(customer, "01"))
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    assert [call.code for call in placed(world)] == ["2129", None]
    assert previews(world) == 2
    assert order_lines(the_order(world)) == [(1, "65304470CA01A12", 1)]


def test_a_stored_order_that_comes_back_refused_for_its_level_is_previewed_again(world: World) -> None:
    request, customer = a_customer_at_level_02(world)
    world.adobe.control.fault(ORDERS, "no answer", order_type="NEW")
    world.deliver()
    assert world.adobe.control.orders() == []
    world.adobe.control.set_level(customer, "01")
    world.advance(minutes=1)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    # The stored call goes out first, as it was; only its answer makes way for the next one.
    assert [call.code for call in placed(world)] == [None, "2129", None]
    assert placed(world)[0].correlation_id == placed(world)[1].correlation_id != placed(world)[2].correlation_id


def test_a_stored_order_for_a_product_that_was_withdrawn_fails_and_names_it(world: World) -> None:
    world.adobe.control.fault(ORDERS, "no answer", order_type="NEW")
    request = world.buy({PHOTOSHOP: 1, ALL_APPS: 1})
    world.deliver()
    world.adobe.control.withdraw_product(ALL_APPS)
    world.advance(minutes=1)
    assert world.settle(request) == "failed"
    assert "Creative Cloud All Apps for teams" in world.reason(request)
    assert "Photoshop" not in world.reason(request)
    assert world.reason(request).endswith("[2122]")
    assert world.adobe.control.orders() == []


def test_an_order_that_is_refused_for_the_very_offers_of_a_new_preview_fails(world: World) -> None:
    world.adobe.control.fault(ORDERS, "refused", order_type="NEW", code="2129", details=["Line Item: 1"], times=9)
    request = world.buy({PHOTOSHOP: 1})
    assert world.settle(request) == "failed"
    assert world.reason(request).endswith("[2129]")
    assert len(placed(world)) == 1
    assert previews(world) <= 2


def test_levels_that_change_with_every_look_do_not_keep_an_order_going_for_ever(world: World) -> None:
    request, customer = a_customer_at_level_02(world)
    meanwhile = Meanwhile(world)
    for _ in range(5):
        # PREVIEW finds level 02 each time, NEW finds it gone each time.
        meanwhile.before("PREVIEW", lambda: world.adobe.control.set_level(customer, "02"))
        meanwhile.before("NEW", lambda: world.adobe.control.set_level(customer, "01"))
    world.deliver()
    assert world.status(request) == "failed"
    assert len(placed(world)) <= 2


def test_a_preview_that_answers_with_an_other_product_orders_nothing(world: World) -> None:
    request = world.buy({PHOTOSHOP: 1})
    swapped = [{"extLineItemNumber": 1, "offerId": "65309999CA01A12", "quantity": 1, "currencyCode": "USD"}]
    Meanwhile(world).rewrite("PREVIEW", {"lineItems": swapped})
    world.deliver()
    assert_parked(world, request, "preview")
    assert world.adobe.control.orders() == []


def test_a_preview_that_leaves_a_line_out_orders_nothing(world: World) -> None:
    request = world.buy({PHOTOSHOP: 1, ALL_APPS: 1})
    first = [{"extLineItemNumber": 1, "offerId": "65304470CA01A12", "quantity": 1, "currencyCode": "USD"}]
    Meanwhile(world).rewrite("PREVIEW", {"lineItems": first})
    world.deliver()
    assert_parked(world, request, "Creative Cloud All Apps for teams")
    assert world.adobe.control.orders() == []
