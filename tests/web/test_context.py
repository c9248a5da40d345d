"""Who may call: every route checks the platform's context, the role and the origin, and shows nobody what is another's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from connect.eaas.core.testing import WebAppTestClient

from connector.web.context import context_of
from connector.web.problems import KINDS
from connector.webapp import AdobeWebApplication
from tests.contract.tree import ROOT
from tests.flows.lives import an_asset, steps
from tests.planted import assert_nowhere
from tests.web.console import KEYS, OURS, problem
from tests.world import CLIENT_SECRET

if TYPE_CHECKING:
    from fastapi.dependencies.models import Dependant

    from tests.web.console import Console

STATUS = "status"


def depends_on(dependant: Dependant, wanted: object) -> bool:
    """Whether a route asks for something, however indirectly."""
    return dependant.call is wanted or any(depends_on(one, wanted) for one in dependant.dependencies)


def test_every_route_of_the_platforms_users_checks_who_calls() -> None:
    authenticated, _ = AdobeWebApplication.get_routers()
    unchecked = [route.path for route in authenticated.routes if not depends_on(route.dependant, context_of)]
    assert unchecked == []
    assert len(authenticated.routes) > 3


def test_health_and_the_webhook_are_all_that_anybody_reaches() -> None:
    _, open_to_all = AdobeWebApplication.get_routers()
    assert {route.path for route in open_to_all.routes} == {
        "/adobe/health",
        "/adobe/retail/notify",
        "/adobe/retail/token",
    }


@pytest.mark.parametrize(
    "context",
    [
        {"installation_id": ""},
        {"account_id": ""},
        {"account_role": ""},
        {"user_id": ""},
        {"environment_id": "ENV-9999-9999"},
        {"environment_id": ""},
    ],
)
def test_a_call_without_its_whole_context_is_refused(console: Console, context: dict[str, str]) -> None:
    assert problem(console.get(STATUS, context=context)) == (401, "no-context")


def test_outside_of_the_platforms_runtime_no_header_is_believed(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ENVIRONMENT_ID")
    assert problem(console.get(STATUS)) == (401, "no-context")
    assert problem(console.get(STATUS, context={"environment_id": ""})) == (401, "no-context")


def test_a_header_that_stands_there_twice_is_believed_in_neither_place() -> None:
    names = ["Environment-Id", "Installation-Id", "Account-Id", "Account-Role", "User-Id", "Call-Type"]
    headers = [
        (f"X-Connect-{name}", {"Environment-Id": "ENV-0000-03", "Account-Role": "vendor"}.get(name, "x")) for name in names
    ]
    with WebAppTestClient(AdobeWebApplication) as client:
        plain: Any = super(WebAppTestClient, client).request
        assert plain("GET", "/api/adobe/status", headers=headers).status_code == 200
        for name in names:
            twice = [(f"x-connect-{name.lower()}", "vendor"), *headers]
            assert plain("GET", "/api/adobe/status", headers=twice).status_code == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/adobe/status"),
        ("GET", "/api/adobe/metrics"),
        ("GET", "/api/adobe/requests"),
        ("POST", "/guest/adobe/retail/token"),
        ("POST", "/guest/adobe/retail/notify"),
    ],
)
def test_a_callers_own_variables_beside_the_runners_are_believed_nowhere(console: Console, method: str, path: str) -> None:
    written = json.dumps({"CONNECTOR_ACCOUNTS": "[]", "DATABASE_URL": "sqlite:///forged.sqlite3"})
    answer = console.twice(method, path, "X-Connect-Config", written)
    assert problem(answer) == (401, "no-context")
    assert not Path("forged.sqlite3").exists()


@pytest.mark.parametrize("written", ["", "[]", "{", '"text"'])
def test_variables_that_are_no_object_are_no_variables(console: Console, written: str) -> None:
    assert problem(console.get(STATUS, x_connect_config=written)) == (401, "no-context")


@pytest.mark.parametrize("role", ["reseller", "customer", "Distributor"])
def test_other_roles_have_no_business_here(console: Console, role: str) -> None:
    assert problem(console.get(STATUS, context={"account_role": role})) == (403, "role")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "https://example.org", "host": "example.org"}, 200),
        ({"sec_fetch_site": "same-origin", "origin": "https://anything.example"}, 200),
        ({"sec_fetch_site": "none"}, 200),
        ({"origin": "https://evil.example", "host": "example.org"}, 403),
        ({"origin": "null", "host": "example.org"}, 403),
        ({"origin": "https://[", "host": "example.org"}, 403),
        ({"origin": "file://example.org", "host": "example.org"}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
    ],
)
def test_pages_of_other_sites_may_not_call(console: Console, headers: dict[str, str], status: int) -> None:
    assert console.get(STATUS, **headers).status_code == status


def test_a_stranger_finds_nothing_by_another_ones_ids(console: Console) -> None:
    asset = an_asset(console.world)
    (customer,) = console.world.adobe.control.customers()
    cart = {"marketplace": OURS, "customer": customer["customerId"], "items": [{"offerId": "65304470CA", "quantity": 1}]}
    assert problem(console.post("order/preview", cart, who="theirs")) == (404, "marketplace-not-found")
    membership = {"marketplace": OURS, "membership": "4B7B2A1C4F3E9D8A6C5B"}
    assert problem(console.post("transfer/preview", membership, who="theirs")) == (404, "marketplace-not-found")
    switch = {"asset_id": asset, "autorenewal": False}
    assert problem(console.post("subscription/autorenewal", switch, who="theirs")) == (404, "asset-not-found")
    assert steps(console.world) == []


def test_the_key_of_an_action_is_its_installations_own(console: Console) -> None:
    asset = an_asset(console.world)
    ours = console.post("subscription/autorenewal", {"asset_id": asset, "autorenewal": False}, idempotency_key="one")
    theirs = {"asset_id": asset, "autorenewal": False}
    assert ours.status_code == 200
    assert problem(console.post("subscription/autorenewal", theirs, who="theirs", idempotency_key="one")) == (
        404,
        "asset-not-found",
    )


def test_no_secret_stands_in_any_answer(console: Console) -> None:
    asset = an_asset(console.world)
    bodies: list[tuple[str, object]] = [
        ("status", {}),
        ("subscription/autorenewal", {"asset_id": asset, "autorenewal": False}),
        ("subscription/autorenewal", {"asset_id": asset, "autorenewal": True, "items": [{"mpn": CLIENT_SECRET}]}),
        ("order/preview", {"marketplace": CLIENT_SECRET}),
    ]
    for path, body in bodies:
        answer = console.get(path, body)
        assert_nowhere(answer.text + str(answer.headers), [CLIENT_SECRET, KEYS["ours"], str(console.world.database)])


def test_what_nobody_foresaw_is_a_problem_with_an_id_and_no_words(console: Console) -> None:
    def broken() -> None:
        raise RuntimeError(CLIENT_SECRET)

    console.replace_means(broken)
    answer = console.post("order/preview", {"marketplace": OURS})
    assert problem(answer) == (500, "defect")
    assert CLIENT_SECRET not in answer.text


def test_an_address_that_is_not_served_is_a_problem_too(console: Console) -> None:
    assert problem(console.get("nowhere")) == (404, "not-found")
    refused = console.call("DELETE", STATUS)
    assert problem(refused) == (405, "method")
    assert refused.headers["allow"] == "GET"
    assert console.call("PUT", "accounts").headers["allow"] == "GET, POST"
    assert console.call("PUT", "accounts/test").headers["allow"] == "POST"


def test_every_problem_is_on_the_page() -> None:
    page = (ROOT / "docs" / "console.md").read_text(encoding="utf-8")
    assert [code for code in KINDS if f"`{code}`" not in page] == []
