"""Products that lack a parameter: what cannot be asked fails, or parks once a customer exists at Adobe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.builders import CREATE, ORDERS, assert_parked, the_customer
from tests.world import PHOTOSHOP, World

if TYPE_CHECKING:
    from pathlib import Path


def test_a_question_without_its_parameter_fails_before_the_customer_exists(tmp_path: Path) -> None:
    world = World(tmp_path, without=("customer_company_name",))
    tiers = {"customer": world.connect.trade.add_account("A#B", parent=world.product.reseller), "tier1": world.product.reseller}
    request = world.connect.trade.purchase({PHOTOSHOP: 1}, {"action_type": "purchase"}, tiers)
    assert world.settle(request) == "failed"
    assert "company name" in world.reason(request)
    assert world.adobe.control.calls() == []


def test_adobes_refusal_without_its_parameter_fails_before_the_customer_exists(tmp_path: Path) -> None:
    world = World(tmp_path, without=("customer_city",))
    world.adobe.control.fault(CREATE, "refused", code="1117", details=["companyProfile.address.city"])
    request = world.buy()
    assert world.settle(request) == "failed"
    assert "city" in world.reason(request)
    assert world.reason(request).endswith("[1117]")


def test_a_question_without_its_parameter_parks_once_the_customer_exists(tmp_path: Path) -> None:
    address = ("address_line_1", "address_line_2", "city", "region", "postal_code", "country")
    world = World(tmp_path, without=[f"customer_{part}" for part in address])
    world.adobe.control.fault(CREATE, "ends as", ends_as="1010")
    request = world.buy()
    world.deliver()
    assert_parked(world, request, "address")
    assert world.params(request)["adobe_customer_id"] == the_customer(world)["customerId"]


def test_of_several_parameters_those_that_the_product_has_are_asked(tmp_path: Path) -> None:
    world = World(tmp_path, without=("customer_company_name",))
    world.adobe.control.fault(CREATE, "refused", code="1127")
    request = world.buy()
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {"adobe_user_email"}


def test_a_product_without_the_kind_of_order_sells_purchases(tmp_path: Path) -> None:
    world = World(tmp_path, without=("action_type",))
    request = world.connect.trade.purchase({PHOTOSHOP: 1}, {})
    assert world.settle(request) == "approved"
    assert len(world.adobe.control.orders()) == 1


def test_a_vip_number_tells_a_transfer_where_nobody_can_choose_one(tmp_path: Path) -> None:
    world = World(tmp_path, without=("action_type",))
    request = world.connect.trade.purchase({PHOTOSHOP: 1}, {"adobe_vip_number": "0123456789ABCDEF0123"})
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {"adobe_vip_number"}
    assert world.adobe_calls() == ["GET /v3/memberships/0123456789ABCDEF0123/offers"]


def test_a_product_without_the_customers_id_parks_and_sends_nothing(tmp_path: Path) -> None:
    world = World(tmp_path, without=("adobe_customer_id",))
    request = world.buy()
    world.deliver()
    assert_parked(world, request, "adobe_customer_id")
    assert world.adobe.control.calls() == []


def test_a_product_without_the_order_id_is_served_all_the_same(tmp_path: Path) -> None:
    world = World(tmp_path, without=("adobe_order_id", "adobe_orders"))
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    request = world.buy()
    world.deliver()
    world.advance(minutes=2)
    (order,) = world.adobe.control.orders()
    world.adobe.control.release_order(order["orderId"])
    assert world.settle(request) == "approved"
    assert len(world.adobe.control.orders()) == 1


def test_a_product_without_a_message_parameter_is_parked_with_its_note(tmp_path: Path) -> None:
    world = World(tmp_path, without=("error_msg",), account={"market_segment": "EDU"})
    request = world.buy()
    world.deliver()
    assert world.status(request) == "pending"
    assert "market_segment" in world.note(request)
