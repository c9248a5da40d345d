"""Adobe does not know who we are, or has no time: a fresh token at once, a person for credentials, waiting for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.builders import (
    CREATE,
    ORDERS,
    READ_ORDER,
    TOKEN,
    Meanwhile,
    assert_one_of_everything,
    assert_parked,
    assert_waits,
    countdown,
)
from tests.world import CLIENT_ID, DISTRIBUTOR, World

if TYPE_CHECKING:
    from pathlib import Path

CALLS: list[tuple[str, dict[str, Any]]] = [
    (CREATE, {}),
    (ORDERS, {"order_type": "PREVIEW"}),
    (ORDERS, {"order_type": "NEW"}),
    (READ_ORDER, {}),
]
NAMES = ["create", "preview", "order", "read"]


@pytest.mark.parametrize(("route", "kind"), CALLS, ids=NAMES)
def test_after_one_401_a_fresh_token_carries_the_purchase_on_in_the_same_delivery(
    world: World, route: str, kind: dict[str, Any]
) -> None:
    world.adobe.control.fault(route, "refused", code="4116", **kind)
    request = world.buy()
    world.deliver()
    assert_one_of_everything(world, request)
    assert len(world.adobe.control.calls("POST", "/ims/token/v3")) == 2


def test_a_journaled_call_goes_out_after_a_401_as_its_next_generation(world: World) -> None:
    world.adobe.control.fault(CREATE, "refused", code="4116")
    world.settle(world.buy())
    first, second = world.adobe.control.calls("POST", "/v3/customers")[:2]
    assert (first.status, second.status) == (401, 201)
    assert first.correlation_id != second.correlation_id
    assert first.request_body == second.request_body


def test_a_token_that_was_revoked_meanwhile_is_replaced(world: World) -> None:
    Meanwhile(world).before("NEW", world.adobe.control.revoke_tokens)
    request = world.buy()
    world.deliver()
    assert_one_of_everything(world, request)


@pytest.mark.parametrize(("route", "kind"), CALLS, ids=NAMES)
def test_401_for_ever_parks_and_goes_on_once_the_credentials_are_right(world: World, route: str, kind: dict[str, Any]) -> None:
    world.adobe.control.fault(route, "refused", code="4116", times=99, **kind)
    request = world.buy()
    world.deliver()
    assert_parked(world, request, "adobe_client_secret")
    refused = [call for call in world.adobe.control.calls() if call.status == 401]
    assert len(refused) == 2
    world.adobe.control.clear_faults()
    world.advance(hours=1)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)


@pytest.mark.parametrize(("route", "kind"), CALLS, ids=NAMES)
def test_403_parks_at_once(world: World, route: str, kind: dict[str, Any]) -> None:
    world.adobe.control.fault(route, "refused", code="4115", **kind)
    request = world.buy()
    world.deliver()
    assert_parked(world, request, "api_key")
    assert len([call for call in world.adobe.control.calls() if call.status == 403]) == 1


def test_a_wrong_secret_parks_and_names_the_account_but_no_secret(tmp_path: Path) -> None:
    world = World(tmp_path, account={"adobe_client_secret": "a-wrong-secret"})
    request = world.buy()
    world.deliver()
    assert_parked(world, request, DISTRIBUTOR)
    assert "a-wrong-secret" not in world.note(request)
    assert CLIENT_ID not in world.note(request)
    assert world.adobe_calls() == []


@pytest.mark.parametrize(("route", "kind"), [*CALLS, (TOKEN, {})], ids=[*NAMES, "token"])
def test_too_many_requests_wait_and_go_on(world: World, route: str, kind: dict[str, Any]) -> None:
    world.adobe.control.fault(route, "throttled", times=9, **kind)
    request = world.buy()
    world.deliver()
    assert_waits(world, request)
    world.adobe.control.clear_faults()
    world.advance(minutes=2)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)


def test_the_time_that_adobe_names_is_waited_for(world: World) -> None:
    world.adobe.control.fault(CREATE, "throttled", retry_after=400)
    request = world.buy()
    world.deliver()
    assert countdown(world) == 400
    world.advance(seconds=400)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)


def test_a_shorter_time_than_the_usual_pause_changes_nothing(world: World) -> None:
    world.adobe.control.fault(CREATE, "throttled", retry_after=1)
    world.buy()
    world.deliver()
    assert countdown(world) == 30


def test_a_throttled_call_was_not_executed_so_nothing_is_looked_for(world: World) -> None:
    world.adobe.control.fault(ORDERS, "throttled", order_type="NEW")
    request = world.buy()
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    histories = [call for call in world.adobe.control.calls("GET") if call.path.endswith("/orders")]
    assert histories == []


def test_no_token_at_all_waits_and_sends_nothing_else(world: World) -> None:
    world.adobe.control.fault(TOKEN, "no answer", times=9)
    request = world.buy()
    world.deliver()
    assert_waits(world, request)
    assert world.adobe_calls() == []
    world.adobe.control.clear_faults()
    world.advance(minutes=2)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
