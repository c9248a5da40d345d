"""The other declared events: what is not built yet parks with a clear note, and is never a false success."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from connector.events import AdobeEventsApplication
from tests.world import METHODS

if TYPE_CHECKING:
    from tests.world import World

# The events of the connector's outside contract, with the statuses in which they are wanted.
CONTRACT = {
    "asset_purchase_request_processing": ["pending"],
    "asset_change_request_processing": ["pending"],
    "asset_cancel_request_processing": ["pending"],
    "asset_suspend_request_processing": ["pending"],
    "asset_resume_request_processing": ["pending"],
    "asset_adjustment_request_processing": ["pending"],
    "tier_account_update_request_processing": ["pending"],
    "tier_config_setup_request_processing": ["pending"],
    "tier_config_change_request_processing": ["pending"],
    "tier_config_adjustment_request_processing": ["pending"],
    "asset_purchase_request_validation": ["draft", "inquiring"],
    "asset_change_request_validation": ["draft", "inquiring"],
    "tier_config_setup_request_validation": ["draft", "inquiring"],
    "tier_config_change_request_validation": ["draft", "inquiring"],
    "product_action_execution": [],
    "product_custom_event_processing": [],
}


def test_exactly_the_events_of_the_contract_are_declared() -> None:
    declared = {one["event_type"]: one["statuses"] or [] for one in AdobeEventsApplication.get_events()}
    assert declared == CONTRACT


def test_a_tier_request_parks_with_a_note_of_its_own(world: World) -> None:
    reseller = world.connect.trade.add_account("New Reseller", type="reseller")
    request = world.connect.trade.set_up_tier(reseller)
    responses = world.deliver()
    assert (str(responses[request].status), responses[request].countdown) == ("reschedule", 3600)
    assert world.status(request) == "pending"
    assert "reseller" in world.connect.control.document(request)["notes"]
    assert world.adobe.control.calls() == []


@pytest.mark.parametrize("kind", ["update", "adjustment"])
def test_a_change_or_adjustment_of_a_reseller_parks_too(world: World, kind: str) -> None:
    request = world.connect.trade.ask_tier(world.product.tier_configuration, kind=kind)
    world.deliver()
    assert world.status(request) == "pending"
    assert "reseller" in world.connect.control.document(request)["notes"]


def test_a_tier_note_is_written_once_and_nothing_leaves_the_handler_when_it_cannot_be(world: World) -> None:
    reseller = world.connect.trade.add_account("New Reseller", type="reseller")
    request = world.connect.trade.set_up_tier(reseller)
    world.connect.control.add_fault(status=503, method="PUT")
    assert str(world.deliver()[request].status) == "reschedule"
    world.advance(minutes=5)
    world.deliver()
    written = len(world.connect.control.writes())
    world.advance(hours=1)
    world.deliver()
    assert len(world.connect.control.writes()) == written


def test_a_tier_account_update_is_rescheduled_and_not_accepted(world: World) -> None:
    product = world.product.product
    (request,) = world.connect.trade.update_account(world.product.customer, name="Renamed Customer Inc", tell=[product])
    responses = world.deliver()
    assert str(responses[request].status) == "reschedule"
    assert world.status(request) == "pending"
    assert world.adobe.control.calls() == []


@pytest.mark.parametrize("event", [name for name in CONTRACT if name.endswith("_validation")])
def test_drafts_come_back_unchanged(world: World, event: str) -> None:
    draft: dict[str, Any] = world.connect.control.document(world.buy())
    response = getattr(world.application(), METHODS[event])(draft)
    assert response.http_status == 200
    assert response.body == draft
    assert world.adobe.control.calls() == []


@pytest.mark.parametrize("event", ["product_action_execution", "product_custom_event_processing"])
def test_actions_and_custom_events_answer_501_with_a_sentence(world: World, event: str) -> None:
    response = getattr(world.application(), METHODS[event])({"method": "GET", "payload": {}})
    assert response.http_status == 501
    assert "connector" in str(response.body)
    assert world.adobe.control.calls() == []
