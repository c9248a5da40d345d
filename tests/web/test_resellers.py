"""Resellers in the console: where each stands, both sides of one, and what differs between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from connect.eaas.core.testing import WebAppTestClient

from connector.webapp import AdobeWebApplication
from tests.flows.reselling import MOVED, a_world_that_holds, a_world_without_reseller, set_up
from tests.planted import assert_nowhere
from tests.web.console import OURS, THEIRS, Console, problem
from tests.world import CLIENT_SECRET, DISTRIBUTOR, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOTHING: Final[dict[str, Any]] = {"resellers": [], "defaults": []}


@pytest.fixture
def opened() -> Iterator[Callable[[World], Console]]:
    """Give the web worker of any world."""
    with WebAppTestClient(AdobeWebApplication) as client:
        yield lambda world: Console(world, client)


def listed(console: Console, query: str = "", who: str = "ours", context: dict[str, str] | None = None) -> dict[str, Any]:
    """List resellers."""
    answer = console.get(f"resellers{query}", who=who, context=context)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_a_reseller_that_is_set_up_shows_its_id(console: Console) -> None:
    world = console.world
    (row,) = listed(console)["resellers"]
    assert row["configuration_id"] == world.product.tier_configuration
    assert (row["state"], row["reseller_id"], row["status"]) == ("set_up", world.reseller_id, "active")
    assert (row["company_id"], row["company_name"]) == (world.product.reseller, "Demo Reseller Inc")
    assert (row["product"], row["marketplace"], row["account"]) == (world.product.product, OURS, "production/D1000000000")


def test_each_state_is_told_apart(tmp_path: Path, opened: Callable[[World], Console]) -> None:
    world = a_world_without_reseller(tmp_path)
    console = opened(world)
    assert listed(console) == NOTHING
    request = set_up(world)
    (row,) = listed(console)["resellers"]
    assert (row["state"], row["request_id"]) == ("being_set_up", request)
    world.adobe.control.fault("*", "refused", status=403, code="4115", times=50)
    world.deliver()
    world.adobe.control.clear_faults()
    (row,) = listed(console)["resellers"]
    assert (row["state"], bool(row["since"])) == ("parked", True)
    assert "production/D1000000000" in row["why"]
    world.connect.world.config_requests.clear()
    (row,) = listed(console)["resellers"]
    assert row["state"] == "being_set_up"
    world.connect.world.configurations[row["configuration_id"]].status = "active"
    (row,) = listed(console)["resellers"]
    assert row["state"] == "missing"


def test_resellers_come_page_by_page_and_by_place(console: Console) -> None:
    trade, made = console.world.connect.trade, [console.world.product.tier_configuration]
    for number in range(4):
        company = trade.add_account(f"Reseller {number}", type="reseller")
        made.append(trade.activate_tier(company, {}))
    trade.activate_tier(trade.add_account("Second tier", type="reseller"), {}, level=2)
    found: list[str] = []
    after = "0"
    for _ in range(4):
        page = listed(console, f"?limit=2&after={after}")
        found += [one["configuration_id"] for one in page["resellers"]]
        after = page.get("next", "")
        if not after:
            break
    assert found == made
    assert len(listed(console, f"?marketplace={OURS}&product={console.world.product.product}")["resellers"]) == 5
    assert listed(console, "?product=PRD-999-999-999") == NOTHING
    last = console.world.connect.control.calls()[-1]
    assert "limit=51" in last.query


@pytest.mark.parametrize("query", ["?after=x", "?after=-1", "?limit=0", "?product=a b", "?marketplace=%00"])
def test_a_list_that_cannot_be_made_is_refused(console: Console, query: str) -> None:
    assert problem(console.get(f"resellers{query}")) == (422, "input-invalid")


def test_default_resellers_are_those_of_the_accounts_that_the_caller_may_see(
    tmp_path: Path, opened: Callable[[World], Console]
) -> None:
    world = World(tmp_path, account={"default_reseller_id": "1000000001"})
    console = opened(world)
    expected = {
        "product": world.product.product,
        "marketplace": OURS,
        "environment": "production",
        "account": "production/D1000000000",
        "reseller_id": "1000000001",
    }
    assert listed(console)["defaults"] == [expected]
    assert listed(console, f"?marketplace={OURS}&product={world.product.product}")["defaults"] == [expected]
    assert listed(console, "?product=PRD-999-999-999") == NOTHING
    assert listed(console, who="theirs") == NOTHING
    one = console.get(f"resellers/{world.product.tier_configuration}").json()
    assert one["default_reseller_id"] == "1000000001"


def test_the_account_for_every_marketplace_is_its_owners(tmp_path: Path, opened: Callable[[World], Console]) -> None:
    world = World(tmp_path, account={"default_reseller_id": "1000000001", "marketplace": "*", "product": "*"})
    console = opened(world)
    page = listed(console)
    assert page["defaults"] == []
    assert page["resellers"][0].get("account", "") == ""
    assert console.get(f"resellers/{world.product.tier_configuration}").json().get("default_reseller_id", "") == ""
    owners = listed(console, context={"call_type": "admin"})
    assert [one["reseller_id"] for one in owners["defaults"]] == ["1000000001"]
    assert owners["resellers"][0]["account"] == "production/D1000000000"


def test_both_sides_of_a_reseller_are_shown_and_no_person(tmp_path: Path, opened: Callable[[World], Console]) -> None:
    world = a_world_without_reseller(tmp_path)
    console = opened(world)
    request = set_up(world)
    assert world.settle(request) == "approved"
    configuration = world.connect.control.document(request)["configuration"]["id"]
    answer = console.get(f"resellers/{configuration}")
    shown = answer.json()
    address = {"line_1": "1 Market Street", "city": "San Jose", "region": "CA", "postal_code": "95110", "country": "US"}
    assert {name: text for name, text in shown["marketplace_side"]["address"].items() if text} == address
    assert shown["marketplace_side"]["company_name"] == "Demo Reseller Inc"
    assert shown["marketplace_side"]["market_segment"] == "COM"
    adobe = shown["adobe"]
    assert {name: text for name, text in adobe["address"].items() if text} == address
    assert (adobe["company_name"], adobe["status"], adobe["market_segments"]) == ("Demo Reseller Inc", "1000", ["COM"])
    assert adobe["reseller_id"] == shown["reseller_id"] == world.params(request)["adobe_reseller_id"]
    assert shown.get("differs", []) == []
    assert_nowhere(answer.text, ["reseller@example.com", "4085550100", "Ann", CLIENT_SECRET])


def test_what_differs_is_named(tmp_path: Path, opened: Callable[[World], Console]) -> None:
    world, configuration = a_world_that_holds(
        tmp_path, segments=("EDU",), profile={"companyName": "Another Name"}, email="reseller@example.com"
    )
    console = opened(world)
    world.connect.trade.update_account(world.product.reseller, contact_info=MOVED)
    shown = console.get(f"resellers/{configuration}").json()
    assert {"company_name", "address", "market_segments"} <= set(shown["differs"])


def test_a_configuration_without_a_reseller_shows_its_own_side_alone(tmp_path: Path, opened: Callable[[World], Console]) -> None:
    world = a_world_without_reseller(tmp_path)
    console = opened(world)
    configuration = world.connect.control.document(set_up(world))["configuration"]["id"]
    shown = console.get(f"resellers/{configuration}").json()
    assert (shown["state"], "adobe" in shown, shown["marketplace_side"]["company_name"]) == (
        "being_set_up",
        False,
        "Demo Reseller Inc",
    )
    assert world.adobe_calls() == []


def test_a_reseller_that_adobe_does_not_show_is_refused_in_its_words(tmp_path: Path, opened: Callable[[World], Console]) -> None:
    world = a_world_without_reseller(tmp_path)
    console = opened(world)
    configuration = world.connect.trade.activate_tier(world.product.reseller, {"adobe_reseller_id": "1999999999"})
    answer = console.get(f"resellers/{configuration}")
    assert problem(answer) == (422, "adobe-refused")
    assert answer.json()["adobe_code"] == "1115"


def test_a_configuration_without_an_account_says_so(tmp_path: Path, opened: Callable[[World], Console]) -> None:
    world = World(tmp_path, account={"environment": "test"})
    console = opened(world)
    assert problem(console.get(f"resellers/{world.product.tier_configuration}")) == (409, "account-missing")
    (row,) = listed(console)["resellers"]
    assert (row["state"], row.get("account", "")) == ("set_up", "")


def test_a_stranger_finds_no_reseller(console: Console) -> None:
    configuration = console.world.product.tier_configuration
    assert listed(console, who="theirs") == NOTHING
    assert problem(console.get(f"resellers?marketplace={OURS}", who="theirs")) == (404, "marketplace-not-found")
    assert problem(console.get(f"resellers?marketplace={THEIRS}")) == (404, "marketplace-not-found")
    for path in (f"resellers/{configuration}", "resellers/TC-999-999-999", "resellers/..%2F.."):
        assert problem(console.get(path, who="theirs"))[0] == 404
    second = console.world.connect.trade.activate_tier(console.world.product.reseller, {}, level=2)
    assert problem(console.get(f"resellers/{second}")) == (404, "configuration-not-found")
    assert DISTRIBUTOR not in console.get(f"resellers/{configuration}", who="theirs").text
