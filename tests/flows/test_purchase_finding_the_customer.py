"""Which Adobe customer a purchase is for: the asset's, the store's, that of other assets, a new one; in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.builders import ADMIN, COMPANY, assert_parked, calls_after_token, the_customer
from tests.world import ALL_APPS, DISTRIBUTOR, PHOTOSHOP, SIGN, World

if TYPE_CHECKING:
    from pathlib import Path


def without_memory(world: World) -> None:
    """Lose the connector's database, and start it as another process."""
    for file in world.database.parent.glob("connector.sqlite3*"):
        file.unlink()
    world.means = world.new_means()
    world.means.store.ready()
    world.advance(seconds=1)


def with_customer_on_asset(world: World, request: str, customer_id: str) -> None:
    """Write an Adobe customer to the asset, as the distributor's staff do."""
    params = [{"id": "adobe_customer_id", "value": customer_id}]
    world.application().client.requests[request].update({"asset": {"params": params}})


def ordered_for(world: World, request: str) -> str:
    """Give the customer for whom the last order was placed."""
    assert world.settle(request) == "approved"
    customer: str = world.adobe.control.orders()[-1]["customerId"]
    assert world.params(request)["adobe_customer_id"] == customer
    return customer


def test_the_customer_on_the_asset_comes_first(world: World) -> None:
    world.settle(world.buy({PHOTOSHOP: 1}))
    other = world.adobe.control.add_customer(world.reseller_id, "Written By Hand")
    request = world.buy({ALL_APPS: 1})
    with_customer_on_asset(world, request, other)
    assert ordered_for(world, request) == other


def test_the_store_remembers_the_customer_when_the_platform_shows_none(world: World) -> None:
    first = world.buy({PHOTOSHOP: 1})
    known = ordered_for(world, first)
    world.connect.world.assets.pop(world.connect.control.asset_of(first))
    assert ordered_for(world, world.buy({ALL_APPS: 1})) == known
    assert len(world.adobe.control.customers()) == 1


def test_the_platforms_other_assets_show_the_customer_when_the_store_knows_none(world: World) -> None:
    known = ordered_for(world, world.buy({PHOTOSHOP: 1}))
    without_memory(world)
    assert ordered_for(world, world.buy({ALL_APPS: 1})) == known
    assert len(world.adobe.control.customers()) == 1


def test_a_company_that_nobody_knows_is_created(world: World) -> None:
    world.adobe.control.add_customer(world.reseller_id, "Somebody Else")
    customer = ordered_for(world, world.buy())
    assert customer == world.adobe.control.customers()[-1]["customerId"]
    assert len(world.adobe.control.customers()) == 2


def test_every_later_purchase_of_a_company_is_for_the_same_customer(world: World) -> None:
    customers = {ordered_for(world, world.buy({mpn: 1})) for mpn in (PHOTOSHOP, ALL_APPS, SIGN)}
    assert len(customers) == 1


def test_an_other_company_gets_a_customer_of_its_own(world: World) -> None:
    first = ordered_for(world, world.buy({PHOTOSHOP: 1}))
    tiers = {"customer": world.connect.trade.add_account("Second Company"), "tier1": world.product.reseller}
    request = world.connect.trade.purchase({PHOTOSHOP: 1}, {"action_type": "purchase"}, tiers)
    assert ordered_for(world, request) != first


def test_a_customer_under_an_other_reseller_is_not_used(world: World) -> None:
    elsewhere = world.adobe.control.add_reseller(DISTRIBUTOR, "Former Reseller")
    former = world.adobe.control.add_customer(elsewhere, "Moved Company", email="moved@example.com")
    first = world.buy({PHOTOSHOP: 1})
    with_customer_on_asset(world, first, former)
    assert ordered_for(world, first) == former
    without_memory(world)
    assert ordered_for(world, world.buy({ALL_APPS: 1})) != former


def test_a_customer_whom_adobe_no_longer_knows_is_passed_over(world: World) -> None:
    first = ordered_for(world, world.buy({PHOTOSHOP: 1}))
    world.adobe.control.reset()
    world.adobe.control.add_partner("the-client-id", "the-client-secret", DISTRIBUTOR)
    world.reseller_id = world.adobe.control.add_reseller(DISTRIBUTOR)
    for identifier in range(3):
        world.adobe.control.add_customer(world.reseller_id, f"Stranger {identifier}")
    world.connect.world.assets[world.connect.control.asset_of(world.connect.control.requests()[0])].params[
        "adobe_customer_id"
    ].value = "P1999999999"
    without_memory(world)
    assert ordered_for(world, world.buy({ALL_APPS: 1})) not in {first, "P1999999999"}


@pytest.mark.parametrize("unknown", ["P1999999999", "P1000000000"])
def test_a_customer_on_the_asset_whom_adobe_does_not_know_parks(world: World, unknown: str) -> None:
    request = world.buy()
    with_customer_on_asset(world, request, unknown)
    world.deliver()
    assert_parked(world, request, "adobe_customer_id")
    assert world.adobe.control.orders() == []
    assert world.adobe.control.customers() == []


def test_a_foreign_customer_on_the_asset_parks(world: World) -> None:
    world.adobe.control.add_partner("another-client", "another-secret", "D2000000000")
    foreign = world.adobe.control.add_customer(world.adobe.control.add_reseller("D2000000000"), "Foreign Company")
    request = world.buy()
    with_customer_on_asset(world, request, foreign)
    world.deliver()
    assert_parked(world, request, "belongs to another partner")
    assert world.adobe.control.orders() == []


# developer.adobe.com/vipmp/docs/references/status-codes, for accounts.
@pytest.mark.parametrize(
    ("status", "outcome", "words"),
    [
        ("1004", "pending", "1004"),
        ("1012", "pending", "1012"),
        ("1022", "failed", "[1022]"),
        ("1010", "inquiring", "[1010]"),
        ("1023", "pending", ""),
    ],
)
def test_the_status_of_the_customer_decides(world: World, status: str, outcome: str, words: str) -> None:
    customer = world.adobe.control.add_customer(
        world.reseller_id, COMPANY, status=status, email=ADMIN, profile={"address": same_address()}
    )
    request = world.buy()
    with_customer_on_asset(world, request, customer)
    world.deliver()
    assert world.status(request) == outcome
    assert words in world.note(request) + world.reason(request) + world.params(request).get("error_msg", "")
    assert world.adobe.control.orders() == []


def test_a_customer_in_screening_is_served_once_it_is_active(world: World) -> None:
    customer = world.adobe.control.add_customer(world.reseller_id, COMPANY, status="1023", email=ADMIN)
    request = world.buy()
    with_customer_on_asset(world, request, customer)
    world.deliver()
    assert world.connect.control.results()[-1].countdown <= 600
    world.adobe.control.set_customer_status(customer, "1000")
    assert ordered_for(world, request) == customer


def test_a_pending_customer_can_order(world: World) -> None:
    customer = world.adobe.control.add_customer(world.reseller_id, COMPANY, status="1002", email=ADMIN)
    request = world.buy()
    with_customer_on_asset(world, request, customer)
    assert ordered_for(world, request) == customer


def test_a_customer_with_an_other_segment_is_not_the_one(tmp_path: Path) -> None:
    world = World(tmp_path)
    school = world.adobe.control.add_customer(world.reseller_id, COMPANY, segment="EDU", email="school@example.com")
    first = world.buy({PHOTOSHOP: 1})
    with_customer_on_asset(world, first, school)
    world.deliver()
    found: dict[str, Any] = world.params(first)
    assert found["adobe_customer_id"] == school
    second = world.buy({ALL_APPS: 1})
    world.settle(second)
    assert world.params(second)["adobe_customer_id"] != school


def test_finding_the_customer_on_other_assets_reads_nothing_else_of_adobe(world: World) -> None:
    world.settle(world.buy({PHOTOSHOP: 1}))
    without_memory(world)
    world.adobe.control.forget_calls()
    world.settle(world.buy({ALL_APPS: 1}))
    assert calls_after_token(world)[:2] == ["GET /v3/customers/{id}", "POST /v3/customers/{id}/orders PREVIEW"]
    assert the_customer(world)["status"] == "1000"


def same_address() -> dict[str, str]:
    """Give the address of the company that buys, as Adobe keeps it."""
    return {
        "country": "US", "region": "CA", "city": "San Jose", "addressLine1": "1 Market Street", "postalCode": "95110",
    }  # fmt: skip
