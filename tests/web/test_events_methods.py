"""Custom events and product actions: the management methods by the same code, and the way to an asset's page."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.arrivals import MEMBERSHIP, a_membership
from tests.flows.lives import an_asset, seats
from tests.world import ALL_APPS, PHOTOSHOP, World

if TYPE_CHECKING:
    from connect.eaas.core.responses import InteractiveResponse

EVENTS = ["process_custom_event", "execute_action"]
_ON_UNKNOWN = {"jwt_payload": {"asset_id": "AS-9999-9999-9999"}}


def ask(world: World, event: str, raw: object) -> InteractiveResponse:
    """Hand an event over, as the runner does."""
    return getattr(world.application(), event)(raw)


def console_at(world: World, url: str) -> None:
    """Say where the console is."""
    world.means = replace(world.means, settings=replace(world.means.settings, console_url=url))


@pytest.mark.parametrize("event", EVENTS)
def test_a_transfer_and_a_cart_are_previewed(world: World, event: str) -> None:
    an_asset(world)
    a_membership(world)
    (customer,) = world.adobe.control.customers()
    transfer = ask(world, event, {"method": "POST", "body": {"marketplace": "MP-00001", "membership": MEMBERSHIP}})
    assert (transfer.http_status, transfer.body["totalCount"] > 0) == (200, True)
    cart: dict[str, Any] = {"marketplace": "MP-00001", "items": [{"offerId": PHOTOSHOP, "quantity": 2}], "price": True}
    order = ask(world, event, {"method": "POST", "body": json.dumps(cart | {"customer": customer["customerId"]})})
    assert (order.http_status, order.body["lineItems"][0]["quantity"]) == (200, 2)
    json.dumps(order.body)


@pytest.mark.parametrize("event", EVENTS)
def test_auto_renewal_is_switched_once_under_a_key(world: World, event: str) -> None:
    asset = an_asset(world)
    on = {"jwt_payload": {"asset_id": asset}}
    raw = {**on, "headers": {"Idempotency-Key": "one"}, "body": {"asset_id": asset, "autorenewal": False}}
    first = ask(world, event, raw)
    assert (first.http_status, seats(world, PHOTOSHOP)) == (200, (10, 0))
    assert ask(world, event, {**on, "body": {"asset_id": asset, "autorenewal": True}}).http_status == 200
    again = ask(world, event, raw)
    assert (again.body, again.headers, seats(world, PHOTOSHOP)) == (first.body, first.headers, (10, 10))


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        ({"body": "{"}, 422, "input-invalid"),
        ({**_ON_UNKNOWN, "body": {"asset_id": "AS-9999-9999-9999", "autorenewal": True}}, 404, "asset-not-found"),
        ({"body": {"customer": "a\x00"}}, 422, "input-invalid"),
        ({"body": {"other": 1}}, 422, "input-invalid"),
    ],
)
@pytest.mark.parametrize("event", EVENTS)
def test_what_cannot_be_done_is_a_problem(world: World, event: str, raw: dict[str, object], status: int, code: str) -> None:
    response = ask(world, event, raw)
    assert (response.http_status, response.body["code"]) == (status, code)
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("raw", [{}, [], {"body": None}, {"body": []}, {"method": "GET", "headers": []}])
def test_an_event_without_a_body_is_told_what_to_send(world: World, raw: object) -> None:
    assert ask(world, "process_custom_event", raw).http_status == 422


@pytest.mark.parametrize("named", ["another", "none", "no payload"])
def test_an_action_on_one_asset_switches_no_other(world: World, named: str) -> None:
    asset, other = an_asset(world, {PHOTOSHOP: 10}), an_asset(world, {ALL_APPS: 5})
    payload = {"another": {"asset_id": other}, "none": {}, "no payload": None}[named]
    raw = {"jwt_payload": payload, "body": {"asset_id": asset, "autorenewal": False}}
    response = ask(world, "execute_action", raw)
    assert (response.http_status, response.body["code"]) == (422, "input-invalid")
    assert "asset_id" in response.body["detail"]
    assert seats(world, PHOTOSHOP) == (10, 10)
    assert world.means.store.actions_on(asset) == ()


@pytest.mark.parametrize(
    ("user", "kept"), [("UR-111-222-333", "UR-111-222-333"), ("somebody@company.example", ""), (None, ""), (7, "")]
)
def test_the_journal_names_who_acted_by_the_platforms_id_alone(world: World, user: object, kept: str) -> None:
    asset = an_asset(world)
    raw = {"jwt_payload": {"asset_id": asset, "user_id": user}, "body": {"asset_id": asset, "autorenewal": False}}
    assert ask(world, "execute_action", raw).http_status == 200
    assert [one.user for one in world.means.store.actions_on(asset)] == [kept]


def test_an_action_shows_the_way_to_the_assets_page(world: World) -> None:
    asset = an_asset(world)
    raw = {"jwt_payload": {"asset_id": asset}}
    assert ask(world, "execute_action", raw).http_status == 422
    console_at(world, "https://console.example")
    response = ask(world, "execute_action", raw)
    assert (response.http_status, response.headers["location"]) == (
        302,
        f"https://console.example/static/index.html#/assets/{asset}",
    )
    for unknown in ({"asset_id": "AS-9999-9999-9999"}, {}, None):
        assert ask(world, "execute_action", {"jwt_payload": unknown}).http_status == 404


def test_a_custom_event_that_names_an_asset_alone_is_told_where_its_page_is(world: World) -> None:
    asset = an_asset(world)
    assert ask(world, "process_custom_event", {"body": {"asset_id": asset}}).body["code"] == "not-supported"
    console_at(world, "https://console.example")
    page = f"https://console.example/static/index.html#/assets/{asset}"
    for body in ({"asset_id": asset}, json.dumps({"asset_id": asset})):
        response = ask(world, "process_custom_event", {"body": body})
        assert (response.http_status, response.body, response.headers) == (200, {"url": page}, {})
    assert world.means.store.actions_on(asset) == ()
    unknown = ask(world, "process_custom_event", {"body": {"asset_id": "AS-9999-9999-9999"}})
    assert (unknown.http_status, unknown.body["code"]) == (404, "asset-not-found")
    for written in (None, 7, [asset], ""):
        assert ask(world, "process_custom_event", {"body": {"asset_id": written}}).http_status == 422


def test_an_action_whose_body_names_its_own_asset_alone_shows_the_way_too(world: World) -> None:
    asset = an_asset(world)
    console_at(world, "https://console.example")
    on = {"jwt_payload": {"asset_id": asset}}
    assert ask(world, "execute_action", {**on, "body": {"asset_id": asset}}).headers == ask(world, "execute_action", on).headers
    other = ask(world, "execute_action", {**on, "body": {"asset_id": "AS-9999-9999-9999"}})
    assert (other.http_status, other.body["code"]) == (422, "input-invalid")


def test_what_nobody_foresaw_shows_no_words(world: World) -> None:
    application = world.application()
    application.client = None
    response = application.process_custom_event({"body": {"asset_id": "AS-0000-0000-0001", "autorenewal": True}})
    assert (response.http_status, response.body["code"]) == (500, "defect")
