"""An import that does not fit: what is wrong is said clearly, and nothing is written anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.arrivals import (
    HELD,
    a_customer_to_import,
    assert_nothing_was_written,
    order_import,
)
from tests.flows.builders import Meanwhile, assert_parked, assert_waits
from tests.matrix import lose_store
from tests.world import ALL_APPS, PHOTOSHOP, World

if TYPE_CHECKING:
    from pathlib import Path

OBJECT = "migration_info_object"


def assert_asked(world: World, request: str, *words: str) -> None:
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {OBJECT}
    assert [word for word in words if word not in world.errors(request)[OBJECT]] == []
    assert_nothing_was_written(world, request)


def order_import_for_another_company(world: World, customer: str) -> str:
    other = world.connect.trade.add_account("Another Customer Inc", parent=world.product.reseller)
    chain = {"customer": other, "tier1": world.product.reseller}
    said = {"action_type": "purchase", "adobe_customer_id": customer}
    return world.connect.trade.purchase(HELD, {"action_type": "purchase", OBJECT: said}, chain)


@pytest.mark.parametrize(
    ("info", "words"),
    [
        ({"action_type": "purchase"}, ["adobe_customer_id is missing"]),
        ({"adobe_customer_id": "P1005000001"}, ["action_type is missing"]),
        ({"something": "else"}, ["action_type is missing", "adobe_customer_id is missing"]),
        ({"action_type": "purchase", "adobe_customer_id": "../P1"}, ["adobe_customer_id is no Adobe id"]),
        ({"action_type": "purchase", "adobe_customer_id": 1005}, ["adobe_customer_id is missing"]),
        (
            {"action_type": "purchase", "adobe_customer_id": "P1", "commitment_start_date": "soon", "discount_group": 1},
            ["commitment_start_date must be a date", "discount_group must be a discount group such as 01A12"],
        ),
        (
            {"action_type": "purchase", "adobe_customer_id": "P1", "three_years_minimum_licenses": 9},
            ["three_years_minimum_licenses must be at least 10, three_years_minimum_consumables at least 1,000"],
        ),
    ],
)
def test_a_malformed_object_is_asked_for_with_everything_that_is_wrong(
    world: World, info: dict[str, Any], words: list[str]
) -> None:
    request = order_import(world, "", info=info)
    assert_asked(world, request, *words)
    assert world.adobe.control.calls() == []


def test_a_customer_that_adobe_does_not_know_is_asked_for_and_the_right_one_imported(world: World) -> None:
    customer = a_customer_to_import(world)
    request = order_import(world, "P1009999999")
    assert_asked(world, request, "Adobe does not know the customer P1009999999")
    world.correct(request, migration_info_object={"action_type": "purchase", "adobe_customer_id": customer})
    assert world.settle(request) == "approved"
    assert world.params(request)["adobe_customer_id"] == customer


def test_a_customer_of_another_distributor_is_asked_for_like_an_unknown_one(world: World) -> None:
    world.adobe.control.add_partner("other-key", "other-secret", "D2000000000")
    foreign = world.adobe.control.add_customer(world.adobe.control.add_reseller("D2000000000", "Other Reseller"))
    assert_asked(world, order_import(world, foreign), f"Adobe does not know the customer {foreign}")


def test_a_customer_of_another_reseller_is_asked_for(world: World) -> None:
    foreign = world.adobe.control.add_customer(world.adobe.control.add_reseller("D1000000000", "Other Reseller"))
    assert_asked(world, order_import(world, foreign), f"The Adobe customer {foreign} is another reseller's")


def test_a_customer_of_another_market_segment_is_asked_for(world: World) -> None:
    foreign = world.adobe.control.add_customer(world.reseller_id, segment="EDU")
    assert_asked(world, order_import(world, foreign), "in the market segment EDU, not COM")


def test_a_customer_that_another_asset_has_is_refused_naming_that_asset(world: World) -> None:
    customer = a_customer_to_import(world)
    first = order_import(world, customer)
    assert world.settle(first) == "approved"
    world.adobe.control.forget_calls()
    second = order_import(world, customer)
    assert_asked(world, second, world.connect.control.asset_of(first))


def test_a_customer_that_an_asset_of_another_company_has_is_refused_too(world: World) -> None:
    customer = a_customer_to_import(world)
    first = order_import(world, customer)
    assert world.settle(first) == "approved"
    world.adobe.control.forget_calls()
    second = order_import_for_another_company(world, customer)
    assert_asked(world, second, world.connect.control.asset_of(first))


@pytest.mark.parametrize("loss", ["the store was lost", "another connector made the asset"])
def test_an_asset_that_only_the_platform_knows_of_keeps_its_customer(world: World, loss: str) -> None:
    customer = a_customer_to_import(world)
    if loss == "the store was lost":
        first = order_import(world, customer)
        assert world.settle(first) == "approved"
        world.means.store.close()
        lose_store(world)
        world.means = world.new_means()
    else:
        first = world.buy(HELD)
        desk = world.application().client.requests[first]
        desk.update({"asset": {"params": [{"id": "adobe_customer_id", "value": customer}]}})
        desk("approve").post({"template_id": "TL-000-000-001"})
    world.adobe.control.forget_calls()
    second = order_import_for_another_company(world, customer)
    assert_asked(world, second, world.connect.control.asset_of(first))


def test_an_asset_that_has_another_customer_takes_on_none_by_an_import(world: World) -> None:
    wanted = a_customer_to_import(world)
    first = order_import(world, wanted)
    assert world.settle(first) == "approved"
    own = world.adobe.control.add_customer(world.reseller_id, "Somebody Else Ltd", email="else@example.com")
    second = order_import_for_another_company(world, wanted)
    world.application().client.requests[second].update({"asset": {"params": [{"id": "adobe_customer_id", "value": own}]}})
    world.adobe.control.forget_calls()
    assert world.settle(second) == "inquiring"
    assert set(world.errors(second)) == {OBJECT}
    assert f"The import names the Adobe customer {wanted}, and the subscription has {own} already" in world.errors(second)[OBJECT]
    assert world.params(second)["adobe_customer_id"] == own
    assert world.means.store.tiers_of("production/D1000000000/COM", wanted) == (world.product.customer,)
    assert world.adobe.control.calls() == []


def test_a_customer_whose_asset_has_ended_can_be_imported_again(world: World) -> None:
    customer = a_customer_to_import(world)
    first = order_import(world, customer)
    world.settle(first)
    world.connect.world.assets[world.connect.control.asset_of(first)].status = "terminated"
    second = order_import(world, customer)
    assert world.settle(second) == "approved"


@pytest.mark.parametrize(
    ("items", "words"),
    [
        (
            {PHOTOSHOP: 8, ALL_APPS: 5},
            (
                "Photoshop for teams (65304470CA): the Adobe customer P1005000001 10, the order 8; "
                "Creative Cloud All Apps for teams (65309999CA): the Adobe customer P1005000001 5, the order 5"
            ),
        ),
        ({PHOTOSHOP: 10}, "Creative Cloud All Apps for teams (65309999CA): the Adobe customer P1005000001 5, the order 0"),
    ],
)
def test_items_that_do_not_fit_fail_with_both_lists(world: World, items: dict[str, int], words: str) -> None:
    customer = a_customer_to_import(world)
    request = order_import(world, customer, items)
    assert world.settle(request) == "failed"
    assert words in world.reason(request)
    assert_nothing_was_written(world, request)


def test_a_product_that_is_not_sold_here_is_named(world: World) -> None:
    customer = a_customer_to_import(world, {**HELD, "65304578CA": 3})
    request = order_import(world, customer)
    assert world.settle(request) == "failed"
    assert f"65304578CA (3): the Adobe customer {customer} has this, and it is not sold here" in world.reason(request)


def test_how_many_seats_renew_is_shown_beside_those_of_now(world: World) -> None:
    customer = a_customer_to_import(world, {PHOTOSHOP: 10})
    world.adobe.control.set_subscription(world.adobe.control.subscriptions()[0]["subscriptionId"], renewal_quantity=7)
    request = order_import(world, customer, {PHOTOSHOP: 9})
    assert world.settle(request) == "failed"
    assert "10 (7 renew), the order 9" in world.reason(request)


def test_one_product_in_two_subscriptions_parks(world: World) -> None:
    customer = a_customer_to_import(world, {PHOTOSHOP: 10})
    world.adobe.control.add_purchase(customer, f"{PHOTOSHOP}01A12", 4, "EUR")
    request = order_import(world, customer, {PHOTOSHOP: 14})
    world.deliver()
    assert_parked(world, request, "has several subscriptions of it")


@pytest.mark.parametrize("status", ["1004", "1012"])
def test_a_customer_that_is_not_active_parks(world: World, status: str) -> None:
    customer = a_customer_to_import(world)
    world.adobe.control.set_customer_status(customer, status)
    request = order_import(world, customer)
    world.deliver()
    assert_parked(world, request, f"has the status {status}")
    assert_nothing_was_written(world, request)


def test_a_customer_that_cannot_be_served_parks(world: World) -> None:
    customer = a_customer_to_import(world)
    Meanwhile(world).rewrite(f"GET /v3/customers/{customer}", {"tags": ["HVD_MIGRATED_CUSTOMER"]})
    request = order_import(world, customer)
    world.deliver()
    assert_parked(world, request, "high volume")


def test_a_customer_that_cannot_be_read_now_is_looked_at_again(world: World) -> None:
    customer = a_customer_to_import(world)
    world.adobe.control.fault("GET /v3/customers/{id}", "refused", code="4122")
    request = order_import(world, customer)
    world.deliver()
    assert_waits(world, request)
    assert world.settle(request) == "approved"


def test_a_subscription_that_is_being_set_up_is_waited_for(world: World) -> None:
    customer = a_customer_to_import(world)
    photoshop = world.adobe.control.subscriptions()[0]["subscriptionId"]
    world.adobe.control.set_subscription(photoshop, status="1002")
    request = order_import(world, customer)
    world.deliver()
    assert_waits(world, request)
    world.adobe.control.set_subscription(photoshop, status="1000")
    assert world.settle(request) == "approved"


def test_without_the_customers_id_on_the_product_nothing_is_imported(tmp_path: Path) -> None:
    world = World(tmp_path, without=["adobe_customer_id"])
    request = order_import(world, a_customer_to_import(world))
    world.deliver()
    assert_parked(world, request, "adobe_customer_id")


def test_adobes_data_wins_and_every_claim_that_differs_is_told(world: World) -> None:
    customer = a_customer_to_import(world)
    world.adobe.control.add_commitment(customer, licences=12)
    info = {
        "action_type": "purchase",
        "adobe_customer_id": customer,
        "discount_group": "01A12",
        "discount_group_consumables": "T1A12",
        "commitment_status": "COMMITTED",
        "commitment_start_date": "01/03/2020",
        "three_years_commitment": True,
        "three_years_minimum_licenses": "10",
        "three_years_recommitment": {"3YR": True},
        # The published example has these two the wrong way round.
        "three_years_recommitment_minimum_licenses": 1000,
        "three_years_recommitment_minimum_consumables": 10,
        "favourite_colour": "blue",
    }
    request = order_import(world, customer, info=info)
    assert world.settle(request) == "approved"
    params = world.params(request)
    commitment = world.adobe.control.customers()[0]["benefits"][0]["commitment"]
    assert params["discount_group"] == "02A12"
    assert (params["commitment_status"], params["commitment_start_date"], params["commitment_end_date"]) == (
        "COMMITTED",
        commitment["startDate"],
        commitment["endDate"],
    )
    assert world.note(request).split(" Photoshop for teams")[0] == " ".join(
        (
            f"commitment_start_date: the import says 2020-03-01, Adobe has {commitment['startDate']}.",
            "discount_group: the import says 01A12, Adobe has 02A12.",
            "discount_group_consumables: the import says T1A12, Adobe has none.",
            "three_years_minimum_licenses: the import says 10, Adobe has 12.",
            "three_years_recommitment: the import says yes, Adobe has no.",
            "three_years_recommitment_minimum_consumables: the import says 1000, Adobe has none.",
            "three_years_recommitment_minimum_licenses: the import says 10, Adobe has none.",
            "favourite_colour: not known, and not used.",
        )
    )


def test_claims_that_agree_with_adobe_are_not_told(world: World) -> None:
    customer = a_customer_to_import(world)
    info = {
        "action_type": "purchase",
        "adobe_customer_id": customer,
        "discount_group": "02a12",
        "three_years_commitment": "false",
        "commitment_status": "",
        "recommitment_end_date": None,
    }
    request = order_import(world, customer, info=info)
    assert world.settle(request) == "approved"
    assert world.note(request).startswith("Photoshop for teams: auto-renewal is on")
