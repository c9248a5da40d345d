"""From the Adobe account to the order, through the real runner: what a distributor does in the console, and what comes of it.

The account is saved by a distributor who owns the extension: the simulated Adobe is on loopback, and nobody else may name such a
host. The platform brings parked requests back when the test says so: nothing goes on by itself before the person has acted.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import pytest

from connector.commands.demo.telling import order_type
from tests.browser.visiting import ALL_APPS, PACE, PATIENCE, PHOTOSHOP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connector.commands.demo.stage import Stage
    from tests.browser.visiting import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser]

MARKETPLACE: Final = "MP-00008"
CLIENT_ID: Final = "the-flow-client-id"
FIRST_SECRET: Final = "the-flow-secret-of-spring"
SECOND_SECRET: Final = "the-flow-secret-of-summer"
DISTRIBUTOR: Final = "D2000000000"
COMPANY: Final = "Rotating Secrets Ltd"
_RESUME: Final = (
    "return fetch(new URL(`../api/adobe/requests/${arguments[0]}/resume`, document.baseURI), {method: 'POST'})"
    ".then(async (answer) => [answer.status, await answer.json()])"
)


@contextmanager
def waits_of_real_length(stage: Stage) -> Iterator[None]:
    """Let what is parked meanwhile come back in an hour, as on the platform, and not on its own in between."""
    stage.connect.control.change_settings(scale=1.0)
    try:
        yield
    finally:
        stage.connect.control.change_settings(scale=PACE)
        stage.connect.control.deliver_now()


def save(visit: Visit, secret: str) -> None:
    """Save the account on the accounts page, with the credentials pasted as CloudBlue's JSON."""
    visit.open("", page="accounts.html", as_owner=True)
    fields = {"product": visit.stage.product.product, "marketplace": MARKETPLACE}
    for name, value in {**fields, "distributor_id": DISTRIBUTOR, "currency": "USD"}.items():
        visit.chromium.type(f"#field-{name}", value)
    urls = {"oauth_url": visit.stage.adobe_url, "url": visit.stage.adobe_url}
    pasted = {"api_key": CLIENT_ID, "adobe_client_secret": secret, **urls}
    visit.chromium.type("#field-credentials", json.dumps(pasted))
    visit.chromium.click_text("button", "Test and save")


def set_up_reseller(visit: Visit) -> str:
    """Let a reseller be set up by its tier configuration; gives its tier account once Adobe has it."""
    trade, control = visit.stage.connect.trade, visit.stage.connect.control
    reseller = trade.add_account("Flow Reseller Inc", type="reseller", contact_info={"contact": {"email": "flow@example.com"}})
    request = trade.set_up_tier(reseller, marketplace=MARKETPLACE)
    visit.settled(request, "approved")
    (at_adobe,) = resellers(visit.stage)
    assert (at_adobe["status"], at_adobe["resellerId"]) == ("1000", control.params(request)["adobe_reseller_id"])
    return reseller


def resellers(stage: Stage) -> list[dict[str, Any]]:
    """Give Adobe's resellers of the flow's distributor."""
    return [one for one in stage.adobe.control.resellers() if one["distributorId"] == DISTRIBUTOR]


def parked(visit: Visit, request: str) -> None:
    """Wait until a request is parked, by the note that says so."""
    control = visit.stage.connect.control
    visit.chromium.until(
        lambda: "Waits for an operator of the distributor since" in control.document(request)["note"],
        PATIENCE,
        lambda: visit.stage.runner.log[-6000:],
    )


def test_a_purchase_parks_for_a_secret_that_was_rotated_and_goes_on_once_it_is_corrected_and_resumed(visit: Visit) -> None:
    stage, chromium = visit.stage, visit.chromium
    stage.adobe.control.add_partner(CLIENT_ID, FIRST_SECRET, DISTRIBUTOR)
    save(visit, FIRST_SECRET)
    chromium.wait_for_text("is saved.", ".notice.good")
    reseller = set_up_reseller(visit)

    stage.adobe.control.rotate_secret(CLIENT_ID, SECOND_SECRET)
    stage.adobe.control.revoke_tokens()
    with waits_of_real_length(stage):
        customer = stage.connect.trade.add_account(COMPANY, parent=reseller)
        tiers = {"customer": customer, "tier1": reseller}
        seats = {PHOTOSHOP: 10, ALL_APPS: 5}
        request = stage.connect.trade.purchase(seats, {"action_type": "purchase"}, tiers, marketplace=MARKETPLACE)
        parked(visit, request)
        expect_the_reason(visit, request)

        visit.expect_complaint("/api/adobe/accounts")
        save(visit, FIRST_SECRET)
        chromium.wait_for_text("Adobe does not accept the key, the secret or the scopes.", ".notice.error")
        save(visit, SECOND_SECRET)
        chromium.wait_for_text("is saved.", ".notice.good")

        visit.open(f"#/requests/{request}")
        assert "waits for a person" in chromium.text(".facts")
        status, answered = chromium.script(_RESUME, request)
        assert (status, answered["request_id"]) == (200, request)
        visit.open("#/requests")
        assert request not in chromium.text("section[aria-labelledby='section-waiting-for-a-person']")

    visit.settled(request, "approved")
    expect_one_order(stage, request)
    visit.open(f"#/requests/{request}")
    assert chromium.texts(".timeline .what")[-1] == "Ended"
    visit.look("completed")
    assert not [secret for secret in (FIRST_SECRET, SECOND_SECRET) if secret in stage.runner.log]


def expect_the_reason(visit: Visit, request: str) -> None:
    """See the parked request among those that wait for a person, and on its page why it does."""
    visit.open("#/requests")
    assert request in visit.chromium.text("section[aria-labelledby='section-waiting-for-a-person']")
    visit.follow(request, f"#/requests/{request}")
    why = visit.chromium.text(".notice.warning")
    assert "This request waits for a person." in why
    assert f"production/{DISTRIBUTOR}" in why
    assert "credentials" in why
    visit.look("parked")


def expect_one_order(stage: Stage, request: str) -> None:
    """See one customer of the reseller at Adobe, and one complete order, placed by one call."""
    (at_adobe,) = [one for one in stage.adobe.control.customers() if one["companyProfile"]["companyName"] == COMPANY]
    assert at_adobe["resellerId"] == resellers(stage)[0]["resellerId"]
    (order,) = stage.adobe.control.orders(at_adobe["customerId"])
    assert (order["status"], [line["quantity"] for line in order["lineItems"]]) == ("1000", [10, 5])
    assert stage.connect.control.params(request)["adobe_order_id"] == order["orderId"]
    calls = [one for one in stage.adobe.control.calls() if at_adobe["customerId"] in one.path and order_type(one) == "NEW"]
    assert [one.status for one in calls] == [202]
