"""Settings that cannot be used, or have no account for a request: parked with a note that says what to do."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from connect.client import ConnectClient

from connector.events import AdobeEventsApplication
from tests.flows.builders import assert_one_of_everything
from tests.world import ENDPOINT, World

if TYPE_CHECKING:
    from pathlib import Path

    from connect.eaas.core.responses import BackgroundResponse


def deliver_with(world: World, request: str, variables: dict[str, str]) -> BackgroundResponse:
    """Deliver a request to the extension as it is in production: with its own means, made from these variables."""
    client = ConnectClient("ApiKey SU-000-000-000:xxxx", endpoint=ENDPOINT, max_retries=0)
    client.session.mount(ENDPOINT, world.adapter)
    application = AdobeEventsApplication(client, logging.getLogger("runner"), variables)
    response: BackgroundResponse = application.handle_purchase(world.connect.control.document(request))
    return response


BROKEN = [
    ({"CONNECTOR_ACCOUNTS": "{not json"}, "CONNECTOR_ACCOUNTS"),
    ({"CONNECTOR_ACCOUNTS": '{"a": "list it is not"}'}, "CONNECTOR_ACCOUNTS"),
    ({"CONNECTOR_ACCOUNTS": '[{"product": "*"}]'}, "adobe_client_secret"),
    ({"DATABASE_URL": "mysql://somewhere/else"}, "DATABASE_URL"),
    ({"ORDER_WAIT_DAYS": "many"}, "ORDER_WAIT_DAYS"),
    ({"SUSPEND_POLICY": "ignore"}, "SUSPEND_POLICY"),
]


@pytest.mark.parametrize(("variables", "named"), BROKEN, ids=[next(iter(variables)) + named for variables, named in BROKEN])
def test_variables_that_cannot_be_used_park_and_are_named(world: World, variables: dict[str, str], named: str) -> None:
    request = world.buy()
    response = deliver_with(world, request, {**world.variables, **variables})
    assert (str(response.status), response.countdown) == ("reschedule", 3600)
    assert world.status(request) == "pending"
    assert named in world.note(request)
    assert world.params(request)["error_msg"]
    assert world.adobe.control.calls() == []


def test_every_problem_of_the_variables_is_named_at_once(world: World) -> None:
    request = world.buy()
    deliver_with(world, request, {"CONNECTOR_ACCOUNTS": "{", "ORDER_WAIT_DAYS": "x", "RETURN_WINDOW_DAYS": "y"})
    assert [
        name for name in ("CONNECTOR_ACCOUNTS", "ORDER_WAIT_DAYS", "RETURN_WINDOW_DAYS") if name not in world.note(request)
    ] == []


def test_a_request_that_waited_for_settings_goes_on_and_its_note_is_cleared(world: World) -> None:
    request = world.buy()
    deliver_with(world, request, {**world.variables, "ORDER_WAIT_DAYS": "x"})
    assert world.note(request)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    assert world.note(request) == ""
    assert "error_msg" not in world.params(request)


def test_the_same_note_is_not_written_twice(world: World) -> None:
    request = world.buy()
    for _ in range(3):
        deliver_with(world, request, {**world.variables, "ORDER_WAIT_DAYS": "x"})
    assert len(world.connect.control.writes()) == 1


@pytest.mark.parametrize(
    "account",
    [{"product": "PRD-999-999-999"}, {"marketplace": "MP-99999"}, {"environment": "test"}],
    ids=["product", "marketplace", "environment"],
)
def test_a_request_without_an_account_parks_and_names_what_is_missing(tmp_path: Path, account: dict[str, str]) -> None:
    world = World(tmp_path, account=account)
    request = world.buy()
    world.deliver()
    assert world.status(request) == "pending"
    for part in (world.product.product, world.product.marketplace, "production", "CONNECTOR_ACCOUNTS"):
        assert part in world.note(request)
    assert world.params(request)["error_msg"]
    assert world.adobe.control.calls() == []


def test_no_accounts_at_all_park_too(world: World) -> None:
    request = world.buy()
    world.variables["CONNECTOR_ACCOUNTS"] = "[]"
    world.means = world.new_means()
    world.deliver()
    assert "CONNECTOR_ACCOUNTS" in world.note(request)
    assert world.adobe.control.calls() == []


def test_an_account_for_everything_serves_every_product_and_marketplace(tmp_path: Path) -> None:
    world = World(tmp_path, account={"product": "*", "marketplace": "*"})
    request = world.buy()
    assert world.settle(request) == "approved"


@pytest.mark.parametrize("connection", ["test", "preview"])
def test_requests_of_a_test_connection_are_sold_under_the_test_account(tmp_path: Path, connection: str) -> None:
    world = World(tmp_path, account={"environment": "test"})
    world.connect.trade.activate_tier(
        world.product.reseller, {"adobe_reseller_id": world.reseller_id}, connection_type=connection
    )
    tiers = {"customer": world.product.customer, "tier1": world.product.reseller}
    params = {"action_type": "purchase"}
    request = world.connect.trade.purchase({"65304470CA": 1}, params, tiers, connection_type=connection)
    assert world.settle(request) == "approved"


def test_settings_that_cannot_be_used_change_nothing_on_a_request_that_was_answered(world: World) -> None:
    request = world.buy()
    world.connect.trade.answer_elsewhere(request, "fail", reason="by hand")
    before = len(world.connect.control.writes())
    response = deliver_with(world, request, {"CONNECTOR_ACCOUNTS": "{"})
    assert str(response.status) == "success"
    assert len(world.connect.control.writes()) == before
