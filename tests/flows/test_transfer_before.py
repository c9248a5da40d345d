"""A membership that was transferred before, or is being transferred: by this request, another program, or nobody knows whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector.adobe.calls import place_transfer
from tests.flows.arrivals import (
    HELD,
    MEMBERSHIP,
    PLACE,
    PREVIEW,
    a_membership,
    assert_transferred_once,
    order_transfer,
)
from tests.flows.builders import assert_parked
from tests.matrix import lose_store
from tests.world import ALL_APPS, PHOTOSHOP, World

if TYPE_CHECKING:
    from pathlib import Path

MEMORY = "production/D1000000000/COM"
TRANSFERS = "POST /v3/memberships/{id}/transfers"


def transferred_elsewhere(world: World, reseller: str = "") -> str:
    """Have another program transfer the membership; gives the customer that came of it."""
    world.adobe.control.fault(TRANSFERS, "held")
    client = world.means.client_for(world.means.settings.accounts[0])
    write = place_transfer(MEMBERSHIP, reseller or world.reseller_id, ignore_order_return=False, expire_open_pas=False)
    transfer = client.send(write, "another-program")["transferId"]
    world.adobe.control.set_transfer_status(transfer, "1000")
    world.adobe.control.forget_calls()
    return str(world.adobe.control.customers()[-1]["customerId"])


def transferred_by_a_failed_request(world: World, end: str = "1000") -> None:
    """Have a request of the company transfer the membership, and somebody fail it before it was approved."""
    a_membership(world)
    world.adobe.control.change(transfer_reads=None)
    first = order_transfer(world)
    world.deliver()
    world.adobe.control.set_transfer_status("TRF-000001", end)
    world.application().client.requests[first]("fail").post({"reason": "A mistake"})
    world.advance(days=1)
    world.connect.control.deliver_now()
    world.deliver()
    world.adobe.control.forget_calls()


def put_on_asset(world: World, request: str, name: str, value: str) -> None:
    world.application().client.requests[request].update({"asset": {"params": [{"id": name, "value": value}]}})


def test_a_membership_transferred_before_parks_without_a_second_call_ever(world: World) -> None:
    a_membership(world)
    transferred_elsewhere(world)
    request = order_transfer(world)
    for _ in range(3):
        world.deliver()
        assert_parked(world, request, "Write its Adobe customer to adobe_customer_id")
        world.advance(hours=1)
        world.connect.control.deliver_now()
    assert set(world.adobe_calls()) == {PREVIEW}


def test_the_customer_on_the_asset_is_adopted_when_it_is_ours(world: World) -> None:
    a_membership(world)
    customer = transferred_elsewhere(world)
    request = order_transfer(world)
    put_on_asset(world, request, "adobe_customer_id", customer)
    assert world.settle(request) == "approved"
    params = world.params(request)
    (order,) = world.adobe.control.orders()
    assert (params["adobe_customer_id"], params["adobe_order_id"]) == (customer, order["orderId"])
    assert [one["sku"] for one in params["cb_adobe_account_subscription_list"]["value"]] == [PHOTOSHOP, ALL_APPS]
    assert params["discount_group"] == "02A12"
    assert params["account_creation_date"] == order["creationDate"][:10]
    assert "transfer_id" not in params
    assert PLACE not in world.adobe_calls()


def test_the_customer_that_the_journal_knows_is_adopted_by_the_next_request_of_the_company(world: World) -> None:
    transferred_by_a_failed_request(world)
    customer = world.adobe.control.customers()[0]["customerId"]
    (transfer,) = world.adobe.control.transfers()
    request = order_transfer(world)
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)
    params = world.params(request)
    assert (params["adobe_customer_id"], params["transfer_id"]) == (customer, "TRF-000001")
    assert params["account_creation_date"] == transfer["creationDate"][:10]
    assert PLACE not in world.adobe_calls()
    assert world.means.store.tiers_of(MEMORY, customer) == (world.product.customer,)


def test_a_customer_on_the_asset_that_is_not_the_one_of_the_journal_parks(world: World) -> None:
    transferred_by_a_failed_request(world)
    customer = world.adobe.control.customers()[0]["customerId"]
    stranger = world.adobe.control.add_customer(world.reseller_id, "Somebody Else Ltd", email="else@example.com")
    request = order_transfer(world)
    put_on_asset(world, request, "adobe_customer_id", stranger)
    world.deliver()
    assert_parked(world, request, f"{stranger} is not {customer}, which the transfer TRF-000001 of the membership made")


def test_a_transfer_of_the_journal_that_made_no_customer_tells_nobodys(world: World) -> None:
    transferred_by_a_failed_request(world, end="1004")
    world.adobe.control.fault("GET /v3/memberships/{id}/offers", "refused", code="5118")
    request = order_transfer(world)
    world.deliver()
    assert_parked(world, request, "Write its Adobe customer to adobe_customer_id")


def test_what_another_company_transferred_is_not_adopted_by_the_journal(world: World) -> None:
    transferred_by_a_failed_request(world)
    request = order_transfer_for_another_company(world)
    world.deliver()
    assert_parked(world, request, "Write its Adobe customer to adobe_customer_id")


def test_a_transfer_that_stands_on_the_asset_is_followed(world: World) -> None:
    a_membership(world)
    customer = transferred_elsewhere(world)
    request = order_transfer(world)
    put_on_asset(world, request, "transfer_id", "TRF-000001")
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)
    assert world.params(request)["adobe_customer_id"] == customer


@pytest.mark.parametrize("status", [400, 404])
def test_a_transfer_on_the_asset_that_adobe_does_not_know_parks(world: World, status: int) -> None:
    a_membership(world)
    request = order_transfer(world)
    put_on_asset(world, request, "transfer_id", "TRF-WRONG")
    if status == 404:
        world.adobe.control.fault("GET /v3/memberships/{id}/transfers/{transfer}", "gateway page", status=404)
    world.deliver()
    assert_parked(world, request, "Check transfer_id")


def test_a_customer_on_the_asset_of_another_reseller_parks(world: World) -> None:
    a_membership(world)
    other = world.adobe.control.add_reseller("D1000000000", "Another Reseller Ltd")
    customer = transferred_elsewhere(world, other)
    request = order_transfer(world)
    put_on_asset(world, request, "adobe_customer_id", customer)
    world.deliver()
    assert_parked(world, request, "another reseller's")


def test_a_customer_on_the_asset_that_did_not_come_from_vip_parks(world: World) -> None:
    a_membership(world)
    transferred_elsewhere(world)
    stranger = world.adobe.control.add_customer(world.reseller_id, "Somebody Else Ltd", email="else@example.com")
    request = order_transfer(world)
    put_on_asset(world, request, "adobe_customer_id", stranger)
    world.deliver()
    assert_parked(world, request, "not one that came over from VIP")


def test_a_customer_on_the_asset_that_holds_something_else_fails_with_both_lists(world: World) -> None:
    a_membership(world)
    customer = transferred_elsewhere(world)
    request = order_transfer(world, {PHOTOSHOP: 9, ALL_APPS: 5})
    put_on_asset(world, request, "adobe_customer_id", customer)
    assert world.settle(request) == "failed"
    assert f"the Adobe customer {customer} 10, the order 9" in world.reason(request)


def test_what_was_transferred_for_one_asset_is_not_adopted_for_another(world: World) -> None:
    a_membership(world)
    first = order_transfer(world)
    assert world.settle(first) == "approved"
    second = order_transfer(world)
    put_on_asset(world, second, "adobe_customer_id", world.params(first)["adobe_customer_id"])
    assert world.settle(second) == "failed"
    assert world.connect.control.asset_of(first) in world.reason(second)


def order_transfer_for_another_company(world: World) -> str:
    other = world.connect.trade.add_account("Another Customer Inc", parent=world.product.reseller)
    chain = {"customer": other, "tier1": world.product.reseller}
    return world.connect.trade.purchase(HELD, {"action_type": "transfer", "adobe_vip_number": MEMBERSHIP}, chain)


def test_what_was_transferred_for_another_company_is_not_adopted_though_the_store_has_forgotten_it(world: World) -> None:
    a_membership(world)
    first = order_transfer(world)
    assert world.settle(first) == "approved"
    customer = world.params(first)["adobe_customer_id"]
    world.means.store.close()
    lose_store(world)
    world.means = world.new_means()
    world.advance(minutes=1)
    second = order_transfer_for_another_company(world)
    put_on_asset(world, second, "adobe_customer_id", customer)
    world.deliver()
    assert_parked(world, second, f"the Adobe customer {customer} is that of {world.connect.control.asset_of(first)} already")
    assert world.means.store.tiers_of(MEMORY, customer) == ()


def test_an_adopted_customer_is_remembered_for_the_company(world: World) -> None:
    a_membership(world)
    customer = transferred_elsewhere(world)
    request = order_transfer(world)
    put_on_asset(world, request, "adobe_customer_id", customer)
    assert world.settle(request) == "approved"
    assert world.means.store.tiers_of(MEMORY, customer) == (world.product.customer,)


def test_a_transfer_in_progress_is_waited_for_with_the_next_try_going_through(world: World) -> None:
    a_membership(world, in_progress=True)
    request = order_transfer(world)
    world.deliver()
    assert world.status(request) == "pending"
    assert world.adobe_calls() == [PREVIEW]
    world.adobe.control.set_membership(MEMBERSHIP, in_progress=False)
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)


def test_a_second_transfer_that_adobe_refuses_parks(world: World) -> None:
    a_membership(world)
    world.adobe.control.fault(TRANSFERS, "refused", code="5118", times=2)
    request = order_transfer(world)
    world.deliver()
    assert_parked(world, request, "Write its Adobe customer")
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)


def test_a_transfer_that_broke_and_was_not_executed_goes_out_again(world: World) -> None:
    a_membership(world)
    world.adobe.control.fault(TRANSFERS, "broken")
    request = order_transfer(world)
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)


def test_a_transfer_that_broke_and_was_executed_is_refused_a_second_time_and_parks(world: World) -> None:
    a_membership(world)
    world.adobe.control.change(transfer_reads=None)
    world.adobe.control.fault(TRANSFERS, "broken", after_effect=True)
    request = order_transfer(world)
    world.deliver()
    world.advance(minutes=1)
    world.connect.control.deliver_now()
    world.deliver()
    assert world.status(request) == "pending"
    world.adobe.control.set_transfer_status("TRF-000001", "1000")
    world.advance(minutes=10)
    world.connect.control.deliver_now()
    world.deliver()
    assert_parked(world, request, "Write its Adobe customer")
    put_on_asset(world, request, "adobe_customer_id", "P1005000001")
    assert world.settle(request) == "approved"
    assert len(world.adobe.control.transfers()) == 1


def test_a_lost_answer_is_asked_for_again_under_the_same_id(world: World) -> None:
    a_membership(world)
    world.adobe.control.fault(TRANSFERS, "no answer", after_effect=True)
    request = order_transfer(world)
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)
    sent = world.adobe.control.calls("POST", "/transfers")
    assert (len(sent), len({call.correlation_id for call in sent})) == (2, 1)


def forget_a_begun_transfer(folder: Path) -> tuple[World, str]:
    """Have a transfer begun that nothing but Adobe knows of: its ids were not kept, and the store was lost."""
    world = World(folder, without=["transfer_id", "account_creation_date"])
    a_membership(world)
    world.adobe.control.change(transfer_reads=None)
    request = order_transfer(world)
    world.deliver()
    world.means.store.close()
    lose_store(world)
    world.advance(minutes=2)
    world.means = world.new_means()
    return world, request


def test_a_transfer_that_the_store_forgot_before_its_id_was_kept_is_asked_for_under_its_derived_id(tmp_path: Path) -> None:
    world, request = forget_a_begun_transfer(tmp_path)
    world.adobe.control.set_transfer_status("TRF-000001", "1000")
    world.connect.control.deliver_now()
    assert world.settle(request) == "approved"
    assert len(world.adobe.control.transfers()) == 1
    assert world.params(request)["adobe_customer_id"] == "P1005000001"
    sent = world.adobe.control.calls("POST", "/transfers")
    assert [call.replayed for call in sent] == [False, True]


def test_a_transfer_in_progress_is_waited_for_by_a_young_store_too(tmp_path: Path) -> None:
    world, request = forget_a_begun_transfer(tmp_path)
    world.adobe.control.forget_calls()
    for _ in range(3):
        world.connect.control.deliver_now()
        world.deliver()
        assert world.status(request) == "pending"
        world.advance(hours=1)
    assert set(world.adobe_calls()) == {PREVIEW}
    world.adobe.control.set_transfer_status("TRF-000001", "1000")
    world.connect.control.deliver_now()
    assert world.settle(request) == "approved"
    assert len(world.adobe.control.transfers()) == 1
    assert [call.replayed for call in world.adobe.control.calls("POST", "/transfers")] == [True]


def test_a_young_store_asks_once_only_for_a_transfer_that_was_another_programs(world: World) -> None:
    a_membership(world)
    transferred_elsewhere(world)
    request = order_transfer(world, HELD)
    world.means.store.close()
    lose_store(world)
    world.advance(minutes=2)
    world.means = world.new_means()
    for _ in range(3):
        world.connect.control.deliver_now()
        world.deliver()
        assert_parked(world, request, "Write its Adobe customer")
        world.advance(hours=1)
    assert world.adobe_calls().count(PLACE) == 1
