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


@pytest.mark.parametrize("event", [name for name in CONTRACT if name.endswith("_validation")])
def test_drafts_come_back_unchanged(world: World, event: str) -> None:
    draft: dict[str, Any] = world.connect.control.document(world.buy())
    response = getattr(world.application(), METHODS[event])(draft)
    assert response.http_status == 200
    assert response.body == draft
    assert world.adobe.control.calls() == []
