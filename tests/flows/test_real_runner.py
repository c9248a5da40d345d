"""CloudBlue's real runner with this extension, between both simulated platforms on loopback: no part of it is a test's own.

One runner serves the tests of this module, in any order: each buys for a company of its own and looks at that company only.
"""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import pytest

from connector import __version__
from connector.commands.demo.stage import CLIENT_SECRET, Stage
from connector.commands.demo.telling import order_type
from connector.commands.surroundings import Surroundings
from connector.settings import connection_from_environment, settings_from_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

PHOTOSHOP: Final = "65304470CA"
ALL_APPS: Final = "65309999CA"
PATIENCE: Final = 150.0


class Holding:
    """A slow Adobe that keeps an answer back until it is let go; the call has had its effect by then."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.let_go = threading.Event()

    def __call__(self, _seconds: float) -> None:
        """Hold one answer."""
        self.reached.set()
        self.let_go.wait(PATIENCE)


@pytest.fixture(scope="module")
def holding() -> Holding:
    """What the simulated Adobe waits with."""
    return Holding()


@pytest.fixture(scope="module")
def stage(holding: Holding) -> Iterator[Stage]:
    """The real runner, connected; the platform's waits are a tenth of the real ones."""
    surroundings = Surroundings(
        now=lambda: datetime.now(UTC),
        monotonic=time.monotonic,
        pause=holding,
        say=lambda _line: None,
        settings=settings_from_environment,
        connection=connection_from_environment,
    )
    with Stage(surroundings, pause=holding, pace=0.1) as stage:
        yield stage


def buy(stage: Stage, company: str) -> str:
    """Let a new company buy two products; gives the request."""
    customer = stage.connect.trade.add_account(company, parent=stage.product.reseller)
    return buy_for(stage, customer)


def buy_for(stage: Stage, customer: str, *, draft: bool = False) -> str:
    """Let a company buy two products."""
    tiers = {"customer": customer, "tier1": stage.product.reseller}
    wanted = {PHOTOSHOP: 10, ALL_APPS: 5}
    return stage.connect.trade.purchase(wanted, {"action_type": "purchase"}, tiers, draft=draft)


def settled(stage: Stage, request: str) -> str:
    """Wait for a request's verdict; gives its status, and the runner's log when none came."""
    stage.connect.runners.wait_for(lambda: stage.connect.control.status(request) not in {"pending", "tiers_setup"}, PATIENCE)
    status = stage.connect.control.status(request)
    assert status != "pending", stage.runner.log[-8000:]
    return status


def customers_of(stage: Stage, company: str) -> list[dict[str, Any]]:
    """Give Adobe's customers of a company."""
    return [one for one in stage.adobe.control.customers() if one["companyProfile"]["companyName"] == company]


def calls_for(stage: Stage, customer_id: str, company: str) -> list[str]:
    """List the Adobe calls of a company, ids left out."""
    named = []
    for call in stage.adobe.control.calls():
        body = call.request_body if isinstance(call.request_body, dict) else {}
        if customer_id in call.path or body.get("companyProfile", {}).get("companyName") == company:
            route = call.path.replace(customer_id, "{customer}").removeprefix("/v3/")
            named.append(f"{call.method} {route} {order_type(call)}".strip())
    return named


def test_a_purchase_goes_from_pending_to_approved_with_no_call_too_many(stage: Stage) -> None:
    request = buy(stage, "Straightforward Ltd")
    assert settled(stage, request) == "approved"
    (customer,) = customers_of(stage, "Straightforward Ltd")
    (order,) = stage.adobe.control.orders(customer["customerId"])
    assert order["status"] == "1000"
    assert calls_for(stage, customer["customerId"], "Straightforward Ltd") == [
        "POST customers",
        "POST customers/{customer}/orders PREVIEW",
        "POST customers/{customer}/orders NEW",
        f"GET customers/{{customer}}/orders/{order['orderId']}",
        "GET customers/{customer}/subscriptions",
    ]
    written = stage.connect.control.params(request)
    assert written["adobe_customer_id"] == customer["customerId"]
    assert written["adobe_order_id"] == order["orderId"]
    assert written["adobe_subscription_id"] == ",".join(line["subscriptionId"] for line in order["lineItems"])
    assert stage.connect.control.protocol_problems() == []


def test_the_platform_got_every_event_of_the_extension_and_its_variables(stage: Stage) -> None:
    subscribed = stage.environment.declared["event_subscriptions"]
    assert subscribed["asset_purchase_request_validation"] == ["draft", "inquiring"]
    assert len(subscribed) == 16
    assert {"CONNECTOR_ACCOUNTS", "DATABASE_URL", "ENCRYPTION_KEY"} <= stage.environment.secure


def test_drafts_come_back_unchanged(stage: Stage) -> None:
    customer = stage.connect.trade.add_account("Drafting Ltd", parent=stage.product.reseller)
    draft = buy_for(stage, customer, draft=True)
    document = stage.connect.control.document(draft)
    answer = stage.connect.control.ask("asset_purchase_request_validation", draft, document)
    assert answer["result"] == "success"
    assert answer["data"]["body"] == document
    assert customers_of(stage, "Drafting Ltd") == []


@pytest.mark.parametrize("event", ["product_action_execution", "product_custom_event_processing"])
def test_actions_and_custom_events_answer_with_the_management_methods(stage: Stage, event: str) -> None:
    body = {"marketplace": "MP-99999", "membership": "4B7B2A1C4F3E9D8A6C5B"}
    answer = stage.connect.control.ask(event, "PRD-000-000-001", {"method": "POST", "headers": {}, "body": body})
    assert (answer["data"]["http_status"], answer["data"]["body"]["code"]) == (404, "marketplace-not-found")


CALLER: Final = {
    "installation_id": "EIN-000-000-001",
    "api_key": "ApiKey SU-000-000-002:installation",
    "account_id": "PA-000-001",
    "account_role": "distributor",
    "user_id": "UR-000-000-001",
}


def test_the_web_application_tells_its_health_to_anybody_and_its_status_to_users_alone(stage: Stage) -> None:
    status, _, body = stage.connect.runners.web("GET", "/guest/adobe/health", {}, b"", {})
    assert (status, json.loads(body)) == (200, {"status": "ok"})
    status, _, body = stage.connect.runners.web("GET", "/api/adobe/status", {}, b"", CALLER)
    assert (status, json.loads(body)) == (200, {"version": __version__, "settings": {"valid": True, "problems": []}})
    status, _, body = stage.connect.runners.web("GET", "/api/adobe/status", {}, b"", {})
    assert (status, json.loads(body)["code"]) == (401, "no-context")


def test_a_callers_own_context_headers_are_worth_nothing_in_the_real_runner(stage: Stage) -> None:
    forged = {f"x-connect-{name.replace('_', '-')}": value for name, value in CALLER.items() if name != "api_key"}
    status, _, body = stage.connect.runners.web("GET", "/api/adobe/status", forged, b"", CALLER)
    assert (status, json.loads(body)["code"]) == (401, "no-context")


def test_a_callers_own_variables_are_worth_nothing_in_the_real_runner(stage: Stage) -> None:
    opens = {
        "product": "PRD-9",
        "notify": {"auth": "oauth2_client_credentials", "client_id": "forged-id", "client_secret": "forged-secret"},
    }
    (_, retail) = json.loads(stage.environment.variables["CONNECTOR_ACCOUNTS"])
    forged = {"x-connect-config": json.dumps({"CONNECTOR_ACCOUNTS": json.dumps([{**retail, **opens}])})}
    asked = json.dumps({"client_id": "forged-id", "client_secret": "forged-secret"}).encode()
    status, _, body = stage.connect.runners.web("POST", "/guest/adobe/retail/token", forged, asked, {})
    assert (status, json.loads(body)["code"]) == (401, "no-context")
    status, _, body = stage.connect.runners.web("GET", "/api/adobe/status", forged, b"", CALLER)
    assert (status, json.loads(body)["code"]) == (401, "no-context")


def test_a_management_method_takes_a_body_by_get_through_the_real_runner(stage: Stage) -> None:
    request = buy(stage, "Previewing Ltd")
    assert settled(stage, request) == "approved"
    (customer,) = customers_of(stage, "Previewing Ltd")
    cart = {"marketplace": "MP-00001", "customer": customer["customerId"], "items": [{"offerId": PHOTOSHOP, "quantity": 2}]}
    status, _, body = stage.connect.runners.web("GET", "/api/adobe/order/preview", {}, json.dumps(cart).encode(), CALLER)
    assert (status, json.loads(body)["lineItems"][0]["quantity"]) == (200, 2)


def test_a_worker_killed_while_adobe_holds_the_answer_leaves_one_customer_and_one_order(stage: Stage, holding: Holding) -> None:
    stage.adobe.control.fault("POST /v3/customers/{id}/orders", "slow", order_type="NEW", delay_ms=60_000)
    request = buy(stage, "Interrupted Ltd")
    assert holding.reached.wait(PATIENCE)
    os.kill(stage.runner.worker_pid("background"), signal.SIGKILL)
    killed = time.monotonic()
    holding.let_go.set()
    assert settled(stage, request) == "approved"
    # Another worker may go on once the dead one's lease has run out: 60 s, and one reschedule.
    assert time.monotonic() - killed < 90
    (customer,) = customers_of(stage, "Interrupted Ltd")
    (order,) = stage.adobe.control.orders(customer["customerId"])
    assert (order["status"], order["externalReferenceId"]) == ("1000", request)
    sent = [call for call in stage.adobe.control.calls() if order_type(call) == "NEW" and customer["customerId"] in call.path]
    assert [(call.took_effect, call.replayed) for call in sent] == [(True, False), (False, True)]
    assert len({call.correlation_id for call in sent}) == 1


def test_what_the_runner_wrote_down_shows_no_secret(stage: Stage) -> None:
    request = buy(stage, "Discreet Ltd")
    assert settled(stage, request) == "approved"
    assert request in stage.runner.log
    assert CLIENT_SECRET not in stage.runner.log
    assert "@" not in "".join(line for line in stage.runner.log.splitlines() if "adobe_call" in line)
