"""A company that Adobe knows by name and admin: the only match under our reseller is adopted, else the customer is asked."""

from __future__ import annotations

import pytest

from tests.flows.builders import ADMIN, COMPANY, CREATE, assert_one_of_everything, the_customer, the_order
from tests.world import ALL_APPS, DISTRIBUTOR, PHOTOSHOP, World


def a_namesake(world: World, status: str = "1000", reseller: str = "", email: str = ADMIN) -> str:
    """Have Adobe know the company already; gives the customer's id."""
    return world.adobe.control.add_customer(reseller or world.reseller_id, COMPANY, status=status, email=email)


@pytest.mark.parametrize("status", ["1000", "1002"])
def test_1127_with_exactly_one_match_adopts_it(world: World, status: str) -> None:
    existing = a_namesake(world, status)
    request = world.buy()
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    assert the_customer(world)["customerId"] == existing
    assert the_order(world)["customerId"] == existing


def test_names_and_addresses_match_whatever_their_case(world: World) -> None:
    existing = world.adobe.control.add_customer(world.reseller_id, COMPANY.upper(), email=ADMIN.upper())
    request = world.buy()
    assert world.settle(request) == "approved"
    assert world.params(request)["adobe_customer_id"] == existing


def test_1127_without_any_match_asks_for_other_data(world: World) -> None:
    world.adobe.control.fault(CREATE, "refused", code="1127")
    request = world.buy()
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {"adobe_user_email", "customer_company_name"}
    assert world.adobe.control.customers() == []


@pytest.mark.parametrize("statuses", [("1000", "1000"), ("1000", "1002"), ("1004",), ("1012",)])
def test_1127_with_two_matches_or_none_that_lives_asks_for_other_data(world: World, statuses: tuple[str, ...]) -> None:
    for status in statuses:
        a_namesake(world, status)
    request = world.buy()
    if len(statuses) == 1:
        world.adobe.control.fault(CREATE, "refused", code="1127")
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {"adobe_user_email", "customer_company_name"}
    assert world.adobe.control.orders() == []


def test_a_match_in_a_dead_status_is_not_counted(world: World) -> None:
    existing = a_namesake(world, "1000")
    a_namesake(world, "1004")
    request = world.buy()
    assert world.settle(request) == "approved"
    assert world.params(request)["adobe_customer_id"] == existing


def test_a_company_with_the_name_but_an_other_admin_is_no_match(world: World) -> None:
    a_namesake(world, email="somebody.else@example.com")
    world.adobe.control.fault(CREATE, "refused", code="1127")
    request = world.buy()
    assert world.settle(request) == "inquiring"


def test_after_1127_a_corrected_address_makes_one_customer_and_one_order(world: World) -> None:
    a_namesake(world)
    a_namesake(world)
    request = world.buy()
    assert world.settle(request) == "inquiring"
    world.correct(request, adobe_user_email="new.admin@example.com")
    assert world.settle(request) == "approved"
    assert len(world.adobe.control.customers()) == 3
    assert the_order(world)["customerId"] == world.params(request)["adobe_customer_id"]
    assert world.errors(request) == {}


def test_1127_that_is_sent_back_unchanged_is_asked_again_in_a_new_attempt(world: World) -> None:
    a_namesake(world)
    a_namesake(world)
    request = world.buy()
    world.settle(request)
    world.correct(request)
    assert world.settle(request) == "inquiring"
    creations = world.adobe.control.calls("POST", "/v3/customers")
    assert [(call.code, call.replayed) for call in creations] == [("1127", False), ("1127", False)]


def test_1127_is_over_once_the_doublet_is_gone(world: World) -> None:
    a_namesake(world)
    doublet = a_namesake(world)
    request = world.buy()
    world.settle(request)
    world.adobe.control.set_customer_status(doublet, "1004")
    world.correct(request)
    assert world.settle(request) == "approved"


def test_1014_with_one_other_match_adopts_it_and_orders_once_more(world: World) -> None:
    world.adobe.control.fault(CREATE, "ends as", ends_as="1014")
    request = world.buy()
    world.adobe.control.change(order_reads=None)
    world.deliver()
    # The order is open; meanwhile the other account of the company becomes active under our reseller.
    existing = a_namesake(world)
    (first,) = world.adobe.control.orders()
    world.adobe.control.change(order_reads=1)
    assert world.settle(request) == "approved"
    assert world.params(request)["adobe_customer_id"] == existing
    orders = world.adobe.control.orders()
    assert [(order["customerId"], order["status"]) for order in orders] == [(first["customerId"], "1024"), (existing, "1000")]


@pytest.mark.parametrize("others", [0, 2])
def test_1014_without_exactly_one_other_match_is_asked_and_then_one_order_completes(world: World, others: int) -> None:
    world.adobe.control.fault(CREATE, "ends as", ends_as="1014")
    world.adobe.control.change(order_reads=None)
    request = world.buy()
    world.deliver()
    for _ in range(others):
        a_namesake(world)
    world.adobe.control.change(order_reads=1)
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {"adobe_user_email", "customer_company_name"}
    duplicate = world.params(request)["adobe_customer_id"]
    world.correct(request, adobe_user_email="another.admin@example.com")
    assert world.settle(request) == "approved"
    assert world.params(request)["adobe_customer_id"] != duplicate
    complete = [order for order in world.adobe.control.orders() if order["status"] == "1000"]
    assert [order["customerId"] for order in complete] == [world.params(request)["adobe_customer_id"]]


def test_a_namesake_under_an_other_reseller_ends_1014_and_is_not_adopted(world: World) -> None:
    elsewhere = world.adobe.control.add_reseller(DISTRIBUTOR, "Another Reseller")
    foreign = a_namesake(world, reseller=elsewhere)
    request = world.buy()
    assert world.settle(request) == "inquiring"
    assert world.params(request)["adobe_customer_id"] != foreign
    assert [order["status"] for order in world.adobe.control.orders()] == ["1024"]
    world.correct(request, customer_company_name="Example Customer West Inc")
    assert world.settle(request) == "approved"


def by_another_account(world: World, items: dict[str, int]) -> str:
    """Buy for a second tier account of the very same company: same name, same administrator."""
    tiers = {"customer": world.connect.trade.add_account(COMPANY), "tier1": world.product.reseller}
    return world.connect.trade.purchase(items, {"action_type": "purchase"}, tiers)


def test_two_accounts_of_one_company_share_its_adobe_customer(world: World) -> None:
    first, second = world.buy({PHOTOSHOP: 10}), by_another_account(world, {ALL_APPS: 5})
    assert (world.settle(first), world.settle(second)) == ("approved", "approved")
    shared = the_customer(world)["customerId"]
    assert world.params(second)["adobe_customer_id"] == world.params(first)["adobe_customer_id"] == shared


def test_a_product_that_another_account_of_the_company_has_is_refused_naming_its_asset(world: World) -> None:
    first = world.buy({PHOTOSHOP: 10})
    world.settle(first)
    second = by_another_account(world, {PHOTOSHOP: 3, ALL_APPS: 5})
    assert world.settle(second) == "failed"
    assert world.connect.control.asset_of(first) in world.reason(second)
    assert "Photoshop for teams" in world.reason(second)
    assert len(world.adobe.control.orders()) == 1


def test_an_open_order_of_another_account_of_the_company_holds_the_purchase_up(world: World) -> None:
    world.adobe.control.change(order_reads=None)
    first = world.buy({PHOTOSHOP: 10})
    world.deliver()
    second = by_another_account(world, {ALL_APPS: 5})
    world.hand_over(second)
    again = world.hand_over(second)
    assert again.countdown == 30
    assert len(world.adobe.control.orders()) == 1
    world.adobe.control.change(order_reads=1)
    assert (world.settle(first), world.settle(second)) == ("approved", "approved")
    assert len(world.adobe.control.orders()) == 2
