"""Tier accounts whose data changed: Adobe's resellers and customers of the company get them, then the request is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.builders import Meanwhile, the_customer
from tests.flows.reselling import (
    MOVED,
    READ_RESELLER,
    UPDATE_CUSTOMER,
    UPDATE_RESELLER,
    a_world_with_reseller,
    address,
    calls_to_adobe,
    parked,
    tell,
    the_reseller,
)
from tests.world import PHOTOSHOP, World

if TYPE_CHECKING:
    from pathlib import Path

READ_CUSTOMER = "GET /v3/customers/{id}"


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world whose reseller was set up, and whose customer has bought something."""
    world, _ = a_world_with_reseller(tmp_path)
    assert world.settle(world.buy()) == "approved"
    world.adobe.control.forget_calls()
    return world


def test_a_customer_that_moved_is_updated_at_adobe_and_the_request_accepted(world: World) -> None:
    request = tell(world, world.product.customer, contact_info=MOVED)
    world.deliver()
    assert world.status(request) == "accepted"
    assert calls_to_adobe(world) == [READ_CUSTOMER, UPDATE_CUSTOMER, READ_CUSTOMER]
    assert address(the_customer(world)) == ("77 New Road", "Fresno", "93650")
    profile = the_customer(world)["companyProfile"]
    assert (profile["companyName"], profile["marketSegment"]) == ("Example Customer Inc", "COM")


def test_a_reseller_that_moved_is_updated_at_adobe_and_the_request_accepted(world: World) -> None:
    request = tell(world, world.product.reseller, contact_info=MOVED)
    world.deliver()
    assert world.status(request) == "accepted"
    assert calls_to_adobe(world) == [READ_RESELLER, UPDATE_RESELLER, READ_RESELLER]
    assert address(the_reseller(world)) == ("77 New Road", "Fresno", "93650")


def test_a_change_that_adobe_need_not_know_is_accepted_without_an_update(world: World) -> None:
    request = tell(world, world.product.customer)
    world.deliver()
    assert world.status(request) == "accepted"
    assert calls_to_adobe(world) == [READ_CUSTOMER]


def test_a_company_that_has_nothing_at_adobe_is_accepted_without_asking_adobe(world: World) -> None:
    stranger = world.connect.trade.add_account("Another Customer Inc")
    request = tell(world, stranger, contact_info=MOVED)
    world.deliver()
    assert world.status(request) == "accepted"
    assert world.adobe.control.calls() == []


def test_a_company_of_tier_2_is_accepted_without_asking_adobe(world: World) -> None:
    tier_2 = world.connect.trade.add_account("Tier 2 Reseller", type="reseller")
    world.connect.trade.activate_tier(tier_2, level=2)
    request = tell(world, tier_2, contact_info=MOVED)
    world.deliver()
    assert world.status(request) == "accepted"
    assert world.adobe.control.calls() == []


def test_what_was_cancelled_is_not_updated(world: World) -> None:
    asset = world.connect.control.asset_of(world.connect.control.requests()[0])
    assert world.settle(world.connect.trade.cancel(asset)) == "approved"
    world.adobe.control.forget_calls()
    request = tell(world, world.product.customer, contact_info=MOVED)
    world.deliver()
    assert world.status(request) == "accepted"
    assert world.adobe.control.calls() == []


def test_the_parameters_of_an_asset_go_on_correcting_the_companys_data(tmp_path: Path) -> None:
    world, _ = a_world_with_reseller(tmp_path)
    assert world.settle(world.buy(customer_city="Irvine", customer_postal_code="92612")) == "approved"
    world.adobe.control.forget_calls()
    request = tell(world, world.product.customer, contact_info=MOVED)
    world.deliver()
    assert world.status(request) == "accepted"
    assert address(the_customer(world)) == ("77 New Road", "Irvine", "92612")


def test_two_assets_of_one_customer_lead_to_one_update(world: World) -> None:
    assert world.settle(world.buy({"30007777CA": 100}, customer_city="Irvine", customer_postal_code="92612")) == "approved"
    world.adobe.control.forget_calls()
    request = tell(world, world.product.customer, contact_info=MOVED)
    world.deliver()
    assert world.status(request) == "accepted"
    assert calls_to_adobe(world) == [READ_CUSTOMER, UPDATE_CUSTOMER, READ_CUSTOMER]
    assert address(the_customer(world)) == ("77 New Road", "Irvine", "92612")


def test_an_earlier_request_brings_the_newest_data_and_the_later_one_finds_nothing_to_do(world: World) -> None:
    first = tell(world, world.product.customer, contact_info={"address_line1": "76 New Road"})
    second = tell(world, world.product.customer, contact_info=MOVED)
    world.hand_over(second)
    world.hand_over(first)
    assert (world.status(first), world.status(second)) == ("accepted", "accepted")
    assert len(world.adobe_writes()) == 1
    assert address(the_customer(world)) == ("77 New Road", "Fresno", "93650")


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"name": "Renamed Customer Inc"}, "The company name"),
        ({"contact_info": {"state": "NV", "city": "Reno", "postal_code": "89501"}}, "The state or region"),
        ({"contact_info": {"country": "GB", "state": "", "city": "Leeds", "postal_code": "LS11 5PS"}}, "The country"),
    ],
)
def test_what_adobe_lets_nobody_change_parks_and_goes_on_once_it_is_put_back(
    world: World, changes: dict[str, Any], what: str
) -> None:
    request = tell(world, world.product.customer, **changes)
    world.deliver()
    text = parked(world, request)
    assert text.startswith(what)
    assert "1119" in text
    assert the_customer(world)["customerId"] in text
    assert world.adobe_writes() == []
    back = {"country": "US", "state": "CA", "city": "San Jose", "postal_code": "95110"}
    world.connect.trade.update_account(world.product.customer, name="Example Customer Inc", contact_info=back)
    world.connect.control.deliver_now()
    world.deliver()
    assert world.status(request) == "accepted"


def test_a_renamed_company_that_also_moved_is_moved_before_a_person_is_asked(world: World) -> None:
    request = tell(world, world.product.customer, name="Renamed Customer Inc", contact_info=MOVED)
    world.deliver()
    assert parked(world, request).startswith("The company name")
    assert address(the_customer(world)) == ("77 New Road", "Fresno", "93650")
    assert the_customer(world)["companyProfile"]["companyName"] == "Example Customer Inc"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("1116", "Correct adobe_customer_id"),
        ("1117", "Adobe does not take the city"),
        ("1118", "did not accept the company's address"),
        ("1119", "Adobe does not take the city"),
        ("1121", "defect of the connector"),
        ("2135", "Have the reseller enabled"),
    ],
)
def test_a_refused_update_is_never_accepted_but_parks(world: World, code: str, words: str) -> None:
    details = ["companyProfile.address.city"] if code in {"1117", "1119"} else []
    world.adobe.control.fault(UPDATE_CUSTOMER, "refused", status=400, code=code, details=details)
    request = tell(world, world.product.customer, contact_info=MOVED)
    world.deliver()
    assert words in parked(world, request)


def test_a_correctable_refusal_stands_until_the_account_is_corrected(world: World) -> None:
    world.adobe.control.fault(UPDATE_CUSTOMER, "refused", status=400, code="1118")
    request = tell(world, world.product.customer, contact_info=MOVED)
    world.deliver()
    world.connect.control.deliver_now()
    world.deliver()
    assert world.status(request) == "pending"
    assert calls_to_adobe(world).count(UPDATE_CUSTOMER) == 1
    world.connect.trade.update_account(world.product.customer, contact_info={"address_line1": "78 New Road"})
    world.connect.control.deliver_now()
    world.deliver()
    assert world.status(request) == "accepted"


def test_an_update_that_comes_too_early_waits_and_is_made_later(world: World) -> None:
    world.adobe.control.fault(UPDATE_CUSTOMER, "refused", status=400, code="1125")
    request = tell(world, world.product.customer, contact_info=MOVED)
    world.deliver()
    assert world.status(request) == "pending"
    assert world.connect.control.results()[-1].countdown == 30
    world.connect.control.deliver_now()
    world.deliver()
    assert world.status(request) == "accepted"


def test_a_pending_customer_is_waited_for(world: World) -> None:
    world.adobe.control.change(customer_reads=None)
    world.adobe.control.set_customer_status(the_customer(world)["customerId"], "1002")
    request = tell(world, world.product.customer, contact_info=MOVED)
    world.deliver()
    assert world.status(request) == "pending"
    assert world.adobe_writes() == []
    world.adobe.control.set_customer_status(the_customer(world)["customerId"], "1000")
    world.connect.control.deliver_now()
    world.deliver()
    assert world.status(request) == "accepted"


@pytest.mark.parametrize("status", ["1004", "1010", "1012"])
def test_an_account_that_is_not_active_takes_no_data_so_the_request_is_ignored_with_the_reason(world: World, status: str) -> None:
    world.adobe.control.set_customer_status(the_customer(world)["customerId"], status)
    request = tell(world, world.product.customer, contact_info=MOVED)
    world.deliver()
    assert world.status(request) == "ignored"
    customer = the_customer(world)["customerId"]
    expected = f"The Adobe customer {customer} is not active ({status}), so Adobe takes no new data for it. [1125]"
    assert world.reason(request) == expected
    assert world.adobe_writes() == []


def test_an_inactive_account_that_needs_no_update_is_in_nobodys_way(world: World) -> None:
    world.adobe.control.set_customer_status(the_customer(world)["customerId"], "1012")
    request = tell(world, world.product.customer)
    world.deliver()
    assert world.status(request) == "accepted"


def test_a_special_customer_is_left_to_a_person(world: World) -> None:
    Meanwhile(world).rewrite(f"GET /v3/customers/{the_customer(world)['customerId']}", {"globalSalesEnabled": True})
    request = tell(world, world.product.customer, contact_info=MOVED)
    world.deliver()
    assert "global sales" in parked(world, request)
    assert world.adobe_writes() == []


def test_data_that_adobe_would_surely_refuse_are_not_sent(world: World) -> None:
    request = tell(world, world.product.customer, contact_info={**MOVED, "city": ""})
    world.deliver()
    assert "Give the city" in parked(world, request)
    assert world.adobe_writes() == []


@pytest.mark.parametrize(("code", "words"), [("1116", "does not know the customer"), ("9999", "code 9999")])
def test_a_customer_that_cannot_be_read_parks(world: World, code: str, words: str) -> None:
    world.adobe.control.fault(READ_CUSTOMER, "refused", status=404, code=code)
    request = tell(world, world.product.customer, contact_info=MOVED)
    world.deliver()
    assert words in parked(world, request)


@pytest.mark.parametrize(("code", "words"), [("1115", "does not know the reseller"), ("9999", "code 9999")])
def test_a_reseller_that_cannot_be_read_parks(world: World, code: str, words: str) -> None:
    world.adobe.control.fault(READ_RESELLER, "refused", status=404, code=code)
    request = tell(world, world.product.reseller, contact_info=MOVED)
    world.deliver()
    assert words in parked(world, request)


def test_an_order_under_way_makes_the_update_wait(world: World) -> None:
    asset = world.connect.control.asset_of(world.connect.control.requests()[0])
    world.adobe.control.change(order_reads=None)
    change = world.connect.trade.change(asset, {PHOTOSHOP: 20})
    world.deliver()
    assert world.status(change) == "pending"
    request = tell(world, world.product.customer, contact_info=MOVED)
    world.hand_over(request)
    assert world.status(request) == "pending"
    assert UPDATE_CUSTOMER not in calls_to_adobe(world)


def test_refused_credentials_park_and_name_what_they_are_for(world: World) -> None:
    world.adobe.control.revoke_tokens()
    world.adobe.control.fault("POST /ims/token/v3", "refused", status=401, code="invalid_client", times=9)
    request = tell(world, world.product.customer, contact_info=MOVED)
    world.deliver()
    assert world.product.product in parked(world, request)


def test_a_request_that_cannot_be_read_is_left_for_later_without_a_word(world: World) -> None:
    request = tell(world, world.product.customer)
    document = world.connect.control.document(request)
    del document["account"]
    written = len(world.connect.control.writes())
    response = world.application().handle_tier_account_update(document)
    assert (str(response.status), response.countdown) == ("reschedule", 3600)
    assert len(world.connect.control.writes()) == written


def test_somebody_elses_answer_stands(world: World) -> None:
    request = tell(world, world.product.customer, contact_info=MOVED)
    document = world.connect.control.document(request)
    world.application().client.ns("tier").collection("account-requests")[request]("ignore").post({"reason": "Not wanted."})
    world.application().handle_tier_account_update(document)
    assert world.status(request) == "ignored"
    assert world.adobe_writes() == []
