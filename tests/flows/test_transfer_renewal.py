"""What renews after a transfer: what Adobe made of it unless the request asks for something, and it is told either way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.arrivals import a_membership, an_offer, assert_transferred_once, order_transfer
from tests.flows.builders import Meanwhile, assert_parked
from tests.world import ALL_APPS, PHOTOSHOP, World

if TYPE_CHECKING:
    from pathlib import Path


def renewals(world: World) -> list[tuple[bool, int]]:
    found = [one["autoRenewal"] for one in world.adobe.control.subscriptions()]
    return [(one["enabled"], one["renewalQuantity"]) for one in found]


def test_what_adobe_switched_on_is_left_on_and_shown_on_the_request(world: World) -> None:
    a_membership(world)
    request = order_transfer(world)
    assert world.settle(request) == "approved"
    assert renewals(world) == [(True, 10), (True, 5)]
    assert world.params(request)["auto_renewal_status"] == "active_auto_renewal_status"
    renewal = world.adobe.control.subscriptions()[0]["renewalDate"]
    assert world.note(request) == (
        f"Photoshop for teams: auto-renewal is on; 10 seats renew on {renewal}. "
        f"Creative Cloud All Apps for teams: auto-renewal is on; 5 seats renew on {renewal}."
    )
    assert not any(call.startswith("PATCH") for call in world.adobe_calls())


@pytest.mark.parametrize("name", ["cb_autorenewal", "set_auto_renewal_status"])
def test_a_switch_that_says_how_it_was_before_is_carried_out_after_the_transfer(world: World, name: str) -> None:
    a_membership(world)
    request = order_transfer(world, None, **{name: "inactive_auto_renewal_status"})
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)
    assert [enabled for enabled, _ in renewals(world)] == [False, False]
    assert world.params(request)["auto_renewal_status"] == "inactive_auto_renewal_status"
    assert world.note(request).count("auto-renewal is off; the licences stay usable until") == 2


def test_a_switch_that_adobe_has_set_already_calls_nothing(world: World) -> None:
    a_membership(world)
    request = order_transfer(world, cb_autorenewal="active_auto_renewal_status")
    assert world.settle(request) == "approved"
    assert not any(call.startswith("PATCH") for call in world.adobe_calls())


def test_a_refused_switch_parks_with_the_transfer_named(world: World) -> None:
    a_membership(world)
    world.adobe.control.fault("PATCH /v3/customers/{id}/subscriptions/{subscription}", "refused", code="3120", times=9)
    request = order_transfer(world, cb_autorenewal="inactive_auto_renewal_status")
    world.deliver()
    assert_parked(world, request, "the membership was transferred to the Adobe customer P1005000001")


def test_the_seats_that_do_not_renew_are_told(world: World) -> None:
    a_membership(world)
    renewal = {"autoRenewal": {"enabled": True, "renewalQuantity": 4}}
    wire = Meanwhile(world)
    wire.before(
        "GET /v3/customers/P1005000001/subscriptions",
        lambda: world.adobe.control.set_subscription(
            world.adobe.control.subscriptions()[0]["subscriptionId"],
            renewal_quantity=renewal["autoRenewal"]["renewalQuantity"],
        ),
    )
    request = order_transfer(world)
    assert world.settle(request) == "approved"
    assert "Photoshop for teams: 6 seats stay usable until" in world.note(request)


def test_the_subscriptions_are_found_by_their_ids_whatever_offer_they_name(world: World) -> None:
    a_membership(world, {ALL_APPS: 5}, more=[an_offer(world, PHOTOSHOP, 10, subscribed_as="65304578CA")])
    request = order_transfer(world)
    assert world.settle(request) == "approved"
    shown = {one["offerId"]: one["subscriptionId"] for one in world.adobe.control.subscriptions()}
    listed = {one["sku"]: one["subscription_id"] for one in world.params(request)["cb_adobe_account_subscription_list"]["value"]}
    assert listed == {PHOTOSHOP: shown["65304578CA01A12"], ALL_APPS: shown["65309999CA01A12"]}


def test_what_came_over_can_be_changed_like_what_was_bought(world: World) -> None:
    a_membership(world)
    request = order_transfer(world)
    assert world.settle(request) == "approved"
    asset = world.connect.control.asset_of(request)
    change = world.connect.trade.change(asset, {PHOTOSHOP: 12, ALL_APPS: 4}, {})
    assert world.settle(change) == "approved"
    assert [(one["currentQuantity"], one["autoRenewal"]["renewalQuantity"]) for one in world.adobe.control.subscriptions()] == [
        (12, 12),
        (5, 4),
    ]
    (bought,) = [order for order in world.adobe.control.orders() if order["orderType"] == "NEW"]
    assert [line["quantity"] for line in bought["lineItems"]] == [2]


def test_a_three_year_commit_comes_over_with_its_status_and_days(world: World) -> None:
    commitment = {
        "startDate": "2025-03-01",
        "endDate": "2028-02-29",
        "status": "COMMITTED",
        "minimumQuantities": [{"offerType": "LICENSE", "quantity": 10}],
    }
    a_membership(world, benefits=[{"type": "THREE_YEAR_COMMIT", "commitment": commitment, "commitmentRequest": None}])
    request = order_transfer(world)
    assert world.settle(request) == "approved"
    params = world.params(request)
    assert params["commitment_status"] == "COMMITTED"
    assert (params["commitment_start_date"], params["commitment_end_date"]) == ("2025-03-01", "2028-02-29")
    assert "recommitment_status" not in params


def test_the_marketplaces_template_for_transfers_is_used(world: World) -> None:
    a_membership(world)
    request = order_transfer(world)
    world.settle(request)
    assert world.connect.control.document(request)["template"]["id"] == "TL-000-000-003"


def test_without_a_template_for_transfers_the_products_first_one_is_used(tmp_path: Path) -> None:
    world = World(tmp_path, configuration={"transfer_template_id": ""})
    a_membership(world)
    request = order_transfer(world)
    world.settle(request)
    assert world.connect.control.document(request)["template"]["id"] == "TL-000-000-001"
