"""A customer that turns inactive for its address (1010): asked, corrected, replaced, unless Adobe has activated it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.builders import CREATE, ORDERS

if TYPE_CHECKING:
    from tests.world import World

ADDRESS = {
    "customer_address_line_1", "customer_address_line_2", "customer_city",
    "customer_region", "customer_postal_code", "customer_country",
}  # fmt: skip


def a_purchase_with_a_bad_address(world: World) -> str:
    """Buy for a company whose address Adobe turns down once the order is on its way; gives the inquiring request."""
    world.adobe.control.fault(CREATE, "ends as", ends_as="1010")
    request = world.buy()
    assert world.settle(request) == "inquiring"
    return request


def orders_by_customer(world: World) -> list[tuple[str, str]]:
    """Give customer and status of all orders, oldest first."""
    return [(order["customerId"], order["status"]) for order in world.adobe.control.orders()]


def test_an_order_that_fails_for_the_address_asks_for_the_address(world: World) -> None:
    request = a_purchase_with_a_bad_address(world)
    assert set(world.errors(request)) == ADDRESS
    assert "[1010]" in world.params(request)["error_msg"]
    assert [status for _, status in orders_by_customer(world)] == ["1024"]


def test_the_corrected_company_replaces_the_inactive_one_and_one_order_completes(world: World) -> None:
    request = a_purchase_with_a_bad_address(world)
    inactive = world.params(request)["adobe_customer_id"]
    world.correct(request, customer_address_line_1="100 Corrected Avenue", customer_postal_code="95113")
    assert world.settle(request) == "approved"
    replaced = world.params(request)["adobe_customer_id"]
    assert replaced != inactive
    assert orders_by_customer(world) == [(inactive, "1024"), (replaced, "1000")]
    assert [customer["status"] for customer in world.adobe.control.customers()] == ["1010", "1000"]
    assert world.errors(request) == {}
    assert "error_msg" not in world.params(request)
    assert [entry["order_id"] for entry in world.params(request)["adobe_orders"]["orders"]] == [
        world.adobe.control.orders()[-1]["orderId"]
    ]


def test_an_address_that_was_not_changed_is_asked_for_again(world: World) -> None:
    request = a_purchase_with_a_bad_address(world)
    world.correct(request)
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == ADDRESS
    assert len(world.adobe.control.customers()) == 1
    assert len(world.adobe.control.orders()) == 1


def test_a_second_bad_address_is_asked_for_again_and_the_third_goes_through(world: World) -> None:
    request = a_purchase_with_a_bad_address(world)
    world.adobe.control.fault(CREATE, "ends as", ends_as="1010")
    world.correct(request, customer_city="Fresno", customer_postal_code="93650")
    assert world.settle(request) == "inquiring"
    world.correct(request, customer_city="Sacramento", customer_postal_code="94203")
    assert world.settle(request) == "approved"
    assert [status for _, status in orders_by_customer(world)] == ["1024", "1024", "1000"]


def test_a_customer_that_adobe_has_activated_meanwhile_is_kept_and_gets_a_new_order(world: World) -> None:
    request = a_purchase_with_a_bad_address(world)
    customer = world.params(request)["adobe_customer_id"]
    world.adobe.control.set_customer_status(customer, "1000")
    world.correct(request, customer_address_line_1="100 Corrected Avenue")
    assert world.settle(request) == "approved"
    assert world.params(request)["adobe_customer_id"] == customer
    assert orders_by_customer(world) == [(customer, "1024"), (customer, "1000")]


def test_spelling_alone_is_no_correction(world: World) -> None:
    request = a_purchase_with_a_bad_address(world)
    world.correct(request, customer_address_line_1="1  MARKET street", customer_city="SAN JOSE")
    assert world.settle(request) == "inquiring"
    assert len(world.adobe.control.customers()) == 1


def test_a_customer_that_turns_inactive_while_the_order_waits_is_asked_for_too(world: World) -> None:
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    request = world.buy()
    world.deliver()
    customer = world.params(request)["adobe_customer_id"]
    world.advance(minutes=5)
    world.adobe.control.set_customer_status(customer, "1010")
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == ADDRESS


def test_the_next_purchase_of_the_company_is_for_the_customer_that_replaced_the_inactive_one(world: World) -> None:
    request = a_purchase_with_a_bad_address(world)
    world.correct(request, customer_address_line_1="100 Corrected Avenue")
    world.settle(request)
    replaced = world.params(request)["adobe_customer_id"]
    second = world.buy({"30007777CA": 1}, customer_address_line_1="100 Corrected Avenue")
    assert world.settle(second) == "approved"
    assert world.params(second)["adobe_customer_id"] == replaced
