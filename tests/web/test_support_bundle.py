"""The support bundle of a claim in the console: what the command prints, and the code to nobody who does not ask for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from connect.eaas.core.testing import WebAppTestClient

from connector.webapp import AdobeWebApplication
from tests.planted import assert_nowhere
from tests.retail_world import EXPRESS_OFFER, RETAIL_ID, RETAIL_SECRET, RetailWorld
from tests.web.console import OURS, Console, problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def world(tmp_path: Path) -> RetailWorld:
    """A world with a retail account beside the usual one."""
    return RetailWorld(tmp_path)


@pytest.fixture
def console(world: RetailWorld) -> Iterator[Console]:
    """The web worker of that world."""
    with WebAppTestClient(AdobeWebApplication) as client:
        yield Console(world, client)


def lines(console: Console, path: str, context: dict[str, str] | None = None) -> dict[str, str]:
    """Read a bundle as titles and texts."""
    answer = console.get(path, context=context)
    assert answer.status_code == 200, answer.text
    return {one["title"]: one["text"] for one in answer.json()["lines"]}


def test_the_bundle_has_what_support_asks_for_and_neither_link_nor_code(console: Console, world: RetailWorld) -> None:
    request = world.order()
    assert world.settle(request) == "approved"
    params = world.params(request)
    assert console.get(f"requests/{request}").json()["has_support_bundle"] is True
    found = lines(console, f"requests/{request}/support-bundle")
    assert found["client id"] == RETAIL_ID
    assert (found["offer_id"], found["partner_reference_id"]) == (EXPRESS_OFFER, params["adobe_partner_reference_id"])
    assert "redemption code" not in found
    secrets = [RETAIL_SECRET, params["adobe_redemption_code"], params["adobe_redemption_url"]]
    assert_nowhere(json.dumps(found), secrets)
    asset = world.connect.control.asset_of(request)
    for path in (f"requests/{request}", "requests", f"requests/{request}/explanation", f"assets/{asset}/actions"):
        assert_nowhere(console.get(path).text, secrets)


def test_the_code_is_shown_to_who_asks_for_it(console: Console, world: RetailWorld) -> None:
    request = world.order()
    assert world.settle(request) == "approved"
    found = lines(console, f"requests/{request}/support-bundle?show_code=true")
    assert found["redemption code"] == world.params(request)["adobe_redemption_code"]
    assert_nowhere(json.dumps(found), [RETAIL_SECRET, world.params(request)["adobe_redemption_url"]])


def test_the_client_id_of_an_account_for_every_marketplace_is_its_owners(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, account={"marketplace": "*"})
    with WebAppTestClient(AdobeWebApplication) as client:
        console = Console(world, client)
        path = f"requests/{world.order()}/support-bundle"
        assert_nowhere(json.dumps(lines(console, path)), [RETAIL_ID])
        assert lines(console, path, context={"call_type": "admin"})["client id"] == RETAIL_ID


def test_a_request_of_vip_marketplace_has_no_bundle(console: Console, world: RetailWorld) -> None:
    setup = next(iter(world.connect.world.config_requests))
    for request in (world.buy(), setup):
        assert problem(console.get(f"requests/{request}/support-bundle")) == (422, "not-supported")
        assert console.get(f"requests/{request}").json()["has_support_bundle"] is False


def test_a_stranger_gets_no_bundle(console: Console, world: RetailWorld) -> None:
    path = f"requests/{world.order()}/support-bundle?show_code=true"
    assert problem(console.get(path, who="theirs")) == (404, "request-not-found")
    assert OURS in console.get("requests").text
