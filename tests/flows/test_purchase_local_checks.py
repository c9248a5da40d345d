"""What is wrong with a request is found before Adobe hears of it, all of it at once, and each thing is said where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.builders import assert_one_of_everything, order_lines, the_customer, the_order
from tests.world import ALL_APPS, PHOTOSHOP, World

if TYPE_CHECKING:
    from pathlib import Path

    from connector.simulator.connect.world import FulfilmentRequest

NAMES = {PHOTOSHOP: "Photoshop for teams", ALL_APPS: "Creative Cloud All Apps for teams"}


def the_record(world: World, request: str) -> FulfilmentRequest:
    """Give the platform's own record of a request, to hold what its API would not let a buyer order."""
    return world.connect.world.requests[request]


def assert_failed(world: World, request: str, *words: str) -> None:
    assert world.settle(request) == "failed"
    assert [word for word in words if word not in world.reason(request)] == []
    assert world.params(request)["error_msg"] == world.reason(request)
    assert world.adobe.control.calls() == []


def test_all_problems_are_told_at_once_each_on_its_own_parameter(world: World) -> None:
    wrong: dict[str, Any] = {
        "customer_company_name": "A#B",
        "customer_address_line_1": "x" * 61,
        "customer_address_line_2": "<hidden>",
        "customer_city": "y" * 41,
        "customer_region": "Nowhereland",
        "customer_postal_code": "z" * 41,
        "customer_phone_number": "1" * 41,
        "adobe_user_email": "not an address",
        "adobe_user_first_name": "n" * 36,
        "adobe_user_last_name": "(none)",
    }
    request = world.buy(**wrong)
    assert world.settle(request) == "inquiring"
    errors = world.errors(request)
    assert set(errors) == set(wrong)
    assert all(errors.values())
    for text in errors.values():
        assert text in world.params(request)["error_msg"]
    assert world.adobe.control.calls() == []


def test_corrected_problems_lose_their_errors_and_the_purchase_goes_through(world: World) -> None:
    request = world.buy(customer_company_name="A#B", adobe_user_email="nobody")
    assert world.settle(request) == "inquiring"
    world.correct(request, customer_company_name="A and B Partners", adobe_user_email="both@ab.example")
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    assert "error_msg" not in world.params(request)


def test_an_error_that_is_corrected_is_cleared_while_another_is_asked_again(world: World) -> None:
    request = world.buy(customer_company_name="A#B", adobe_user_email="nobody")
    world.settle(request)
    world.correct(request, adobe_user_email="both@ab.example")
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {"customer_company_name"}


@pytest.mark.parametrize(
    ("country", "words"),
    [("CU", "CU"), ("JE", "use GB"), ("AX", "use FI, region 01"), ("CW", "use NL, region CW")],
)
def test_a_country_that_adobe_does_not_serve_is_asked_for(world: World, country: str, words: str) -> None:
    request = world.buy(customer_country=country, customer_region="00")
    assert world.settle(request) == "inquiring"
    assert words in world.errors(request)["customer_country"]


def test_a_company_on_an_island_without_postal_codes_can_answer_the_question(world: World) -> None:
    island = {"country": "CW", "state": "", "city": "Willemstad", "postal_code": ""}
    tier = world.connect.trade.add_account("Island Company", parent=world.product.reseller, contact_info=island)
    chain = {"customer": tier, "tier1": world.product.reseller}
    request = world.connect.trade.purchase({PHOTOSHOP: 1}, {"action_type": "purchase"}, chain)
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {"customer_country"}
    world.correct(request, customer_country="NL", customer_region="CW")
    assert world.settle(request) == "approved"
    address = the_customer(world)["companyProfile"]["address"]
    assert (address["country"], address["region"], address["postalCode"]) == ("NL", "CW", "")


def test_close_regions_are_offered_and_none_is_chosen(world: World) -> None:
    request = world.buy(customer_region="Noth Carolina")
    assert world.settle(request) == "inquiring"
    error = world.errors(request)["customer_region"]
    assert "North Carolina (NC)" in error
    assert "South Carolina (SC)" in error


def test_a_missing_region_is_asked_for_where_adobe_needs_one(world: World) -> None:
    tier = world.connect.trade.add_account("Regionless Ltd", parent=world.product.reseller, contact_info={"state": ""})
    chain = {"customer": tier, "tier1": world.product.reseller}
    request = world.connect.trade.purchase({PHOTOSHOP: 1}, {"action_type": "purchase"}, chain)
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {"customer_region"}


def test_what_the_request_is_must_be_said(world: World) -> None:
    request = world.buy(action_type="")
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {"action_type"}
    assert world.adobe.control.calls() == []


def test_a_membership_number_in_a_purchase_is_a_contradiction_that_stands_on_both(world: World) -> None:
    request = world.buy(adobe_vip_number="DB5A1FE3C2C68B0B3A9A")
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {"action_type", "adobe_vip_number"}


def test_contradicting_switches_stand_on_both(world: World) -> None:
    switches: dict[str, Any] = {
        "cb_autorenewal": "active_auto_renewal_status",
        "set_auto_renewal_status": "inactive_auto_renewal_status",
    }
    request = world.buy(**switches)
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == set(switches)


@pytest.mark.parametrize("name", ["cancel_order_id", "downsize_order_id", "downsize_subscription_id"])
def test_a_purchase_has_nothing_to_return(world: World, name: str) -> None:
    given: dict[str, Any] = {name: "P92000001"}
    request = world.buy(**given)
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {name}


def test_items_with_no_quantity_before_and_after_are_ignored(world: World) -> None:
    request = world.buy({PHOTOSHOP: 0, ALL_APPS: 3})
    assert world.settle(request) == "approved"
    # The line's number is the item's place, also behind one that is ignored.
    assert order_lines(the_order(world)) == [(2, "65309999CA01A12", 3)]


def test_pay_per_use_items_are_ignored(world: World) -> None:
    world.connect.vendor.add_item(world.product.product, "USAGE-1", name="Metered use", item_type="PPU")
    request = world.buy({ALL_APPS: 3, "USAGE-1": "unlimited"})
    assert world.settle(request) == "approved"
    assert order_lines(the_order(world)) == [(1, "65309999CA01A12", 3)]


def test_a_request_with_nothing_left_to_order_fails(world: World) -> None:
    world.connect.vendor.add_item(world.product.product, "USAGE-1", name="Metered use", item_type="PPU")
    assert_failed(world, world.buy({PHOTOSHOP: 0, "USAGE-1": "unlimited"}), "orders nothing")


@pytest.mark.parametrize("mpn", ["ADOBE-PS", "65304470CA01", ""])
def test_an_item_that_is_no_adobe_product_fails_by_its_name(world: World, mpn: str) -> None:
    item = world.connect.vendor.add_item(world.product.product, mpn, name="Strange item")
    assert_failed(world, world.buy({PHOTOSHOP: 1, item: 1}), "Strange item", "no Adobe product")


def test_one_product_in_two_lines_fails_with_both_names(world: World) -> None:
    item = world.connect.vendor.add_item(world.product.product, PHOTOSHOP, name="Photoshop once more")
    assert_failed(world, world.buy({f"{world.product.product}-0001": 1, item: 2}), "Photoshop for teams", "Photoshop once more")


@pytest.mark.parametrize("quantity", [-1, "2.5", "many", 599_001])
def test_an_absurd_quantity_fails_by_the_items_name(world: World, quantity: int | str) -> None:
    request = world.buy({PHOTOSHOP: 1, ALL_APPS: quantity})
    assert_failed(world, request, NAMES[ALL_APPS], "1 to 599,000")


def test_each_problem_with_the_items_is_told(world: World) -> None:
    world.connect.vendor.add_item(world.product.product, "STRANGE", name="Strange item")
    assert_failed(world, world.buy({PHOTOSHOP: -3, "STRANGE": 1}), "Strange item", NAMES[PHOTOSHOP])


def test_whole_numbers_are_understood_in_any_spelling(world: World) -> None:
    request = world.buy({ALL_APPS: "3.0"})
    assert world.settle(request) == "approved"
    assert order_lines(the_order(world)) == [(1, "65309999CA01A12", 3)]


def test_more_lines_than_adobe_takes_fail_with_the_number(world: World) -> None:
    for number in range(500):
        world.connect.vendor.add_item(world.product.product, f"{70000000 + number}CA")
    assert_failed(world, world.buy({f"{70000000 + number}CA": 1 for number in range(500)}), "499")


def test_an_other_currency_of_the_marketplace_parks(tmp_path: Path) -> None:
    world = World(tmp_path, configuration={"Adobe_Currency": "EUR"})
    request = world.buy()
    world.deliver()
    assert (world.status(request), "EUR" in world.note(request), "USD" in world.note(request)) == ("pending", True, True)
    assert world.adobe.control.calls() == []


def test_the_hardest_problem_decides_and_all_are_told(world: World) -> None:
    request = world.buy({PHOTOSHOP: -1}, customer_company_name="A#B")
    assert_failed(world, request, NAMES[PHOTOSHOP], "company name")
