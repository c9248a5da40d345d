"""Every route that OpenAPI lists, in one table: what it shows to whom it belongs, and that nobody else finds anything there.

A route that the table lacks fails here: whoever adds one says what would be asked for, and what of it must not be seen.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pytest
from connect.eaas.core.testing import WebAppTestClient

from connector import bootstrap
from connector.domain.prices.scopes import Month, Scope
from connector.prices.running import fetch_all
from connector.webapp import AdobeWebApplication
from tests.captured_log import captured_log
from tests.flows.lives import an_asset
from tests.planted import assert_nowhere
from tests.prices.shop import an_offer
from tests.retail_world import RETAIL_SECRET, RetailWorld
from tests.web.console import KEYS, OURS, Console, problem
from tests.world import CLIENT_SECRET, DISTRIBUTOR, PHOTOSHOP

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from httpx import Response

PREFIX: Final = "/api/adobe/"
SEALING_KEY: Final = "kVqk9E9d2xVxk1o8vN0cBqV7bqvYF5c0n4pQm3bQ9uE="
SAVED_SECRET: Final = "the-secret-of-the-saved-account"
MEMBERSHIP: Final = "88A1B2C3"
SCOPE: Final = Scope(f"production/{DISTRIBUTOR}", "NA", "COM", "USD")
OFFER: Final = "65304001CA01A12"
OWNER: Final = {"call_type": "admin", "account_role": "vendor"}
SCRIPT: Final = "<script>alert(1)</script>"
COMPANY: Final = "Northbeam Optics"
_LISTED: Final = {"distributor_id": DISTRIBUTOR, "region": "NA", "market_segment": "COM", "currency": "USD"}
_ALWAYS: Final = {"firstOrderDate": "2020-01-01T00:00:00.000Z", "lastOrderDate": "2099-12-31T00:00:00.000Z"}


def served() -> list[tuple[str, str]]:
    """List what OpenAPI has for the platform's users, as method and path."""
    with WebAppTestClient(AdobeWebApplication) as client:
        paths = client.app.openapi()["paths"]
    mine = (path for path in paths if path.startswith(PREFIX))
    return [(method.upper(), path.removeprefix(PREFIX)) for path in mine for method in paths[path]]


@dataclass(frozen=True)
class Asked:
    """One call that names what is ours. `shows` is what our own answer holds of it; empty where it holds nothing of anybody."""

    path: str
    shows: str
    body: object = None


class Marketplace(RetailWorld):
    """A world in which something of everything is ours."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, variables={"ENCRYPTION_KEY": SEALING_KEY, "PRICE_LISTS": json.dumps([_LISTED])})
        self.connect.world.accounts[self.product.customer].name = COMPANY
        self.asset = an_asset(self)
        self.request = self.connect.control.requests()[0]
        self.claimed = self.order()
        assert self.settle(self.claimed) == "approved"
        self.adobe.control.fault("*", "refused", status=403, code="4115", times=50)
        self.parked = self.buy()
        self.deliver()
        self.adobe.control.clear_faults()
        # Adobe takes no such names; the platform does, and anybody's note says whatever they like.
        self.connect.world.accounts[self.product.reseller].name = SCRIPT
        self.connect.world.requests[self.request].note = f"Seen by <img src=x onerror=alert(2)> {SCRIPT}"
        renewal = self.now().date().replace(day=1)
        held = [{"offer_id": f"{PHOTOSHOP}02A12", "quantity": 7, "renewal_date": renewal.replace(year=renewal.year + 1)}]
        self.adobe.control.add_membership(MEMBERSHIP, held, company_name=COMPANY)
        self.adobe.control.add_partner("the-id-of-the-saved-account", SAVED_SECRET, DISTRIBUTOR)
        for price in ("100.00", "110.00"):
            self._keep_prices(price)
        self.month = Month.of(self.now().date())
        self.account_id = ""

    def _keep_prices(self, price: str) -> None:
        month = Month.of(self.now().date())
        self.adobe.control.put_price_list([an_offer(1, partnerPrice=price, **_ALWAYS)], month=str(month))
        means = self.means.current()
        (fetched,) = fetch_all(means.settings, means.store, means.client_for, [(SCOPE, month)], bootstrap.way_of(means))
        assert fetched.kept is not None, fetched

    def account(self, **changes: object) -> dict[str, object]:
        """Write an account that is saved for the marketplace."""
        return {
            "product": "PRD-000-000-009",
            "marketplace": OURS,
            "environment": "production",
            "api_key": "the-id-of-the-saved-account",
            "adobe_client_secret": SAVED_SECRET,
            "oauth_url": "https://ims-na1.adobelogin.com",
            "url": "https://partners.adobe.io",
            "distributor_id": DISTRIBUTOR,
            "currency": "USD",
            "market_segment": "COM",
            **changes,
        }

    def asked(self) -> dict[tuple[str, str], Asked]:
        """Name what is ours, route by route; those that change something come last."""
        (customer,) = (one["customerId"] for one in self.adobe.control.customers())
        cart = {"marketplace": OURS, "customer": customer, "items": [{"offerId": PHOTOSHOP, "quantity": 2}]}
        switch = {"asset_id": self.asset, "autorenewal": False}
        membership = {"marketplace": OURS, "membership": MEMBERSHIP}
        export = {"list": 2, "form": "flat-list", "currency": "USD", "items": [{"mpn": OFFER[:10], "name": "One"}]}
        configuration = self.product.tier_configuration
        compared = f"prices/differences?scope={SCOPE}&month={self.month}"
        return {
            ("GET", "accounts"): Asked("accounts", self.account_id),
            ("GET", "assets/{asset_id}/actions"): Asked(f"assets/{self.asset}/actions", "auto-renewal"),
            ("GET", "assets/{asset_id}/customer"): Asked(f"assets/{self.asset}/customer", customer),
            ("GET", "overview"): Asked("overview?days=1", str(SCOPE.account)),
            ("GET", "order/preview"): Asked("order/preview", customer, cart),
            ("POST", "order/preview"): Asked("order/preview", customer, cart),
            ("GET", "prices/snapshots"): Asked("prices/snapshots", str(SCOPE)),
            ("GET", "prices/differences"): Asked(compared, OFFER),
            ("GET", "prices/search"): Asked(f"prices/search?offer={OFFER}", "110.00"),
            ("POST", "prices/exports"): Asked("prices/exports", "PK", export),
            ("GET", "requests"): Asked("requests", self.request),
            ("GET", "requests/parked"): Asked("requests/parked", self.parked),
            ("GET", "requests/{request_id}"): Asked(f"requests/{self.request}", customer),
            ("GET", "requests/{request_id}/explanation"): Asked(f"requests/{self.parked}/explanation", "steps"),
            ("GET", "requests/{request_id}/support-bundle"): Asked(
                f"requests/{self.claimed}/support-bundle", "the-retail-client-id"
            ),
            ("GET", "resellers"): Asked(f"resellers?marketplace={OURS}", configuration),
            ("GET", "resellers/{configuration_id}"): Asked(f"resellers/{configuration}", self.reseller_id),
            ("GET", "status"): Asked("status", ""),
            ("GET", "transfer/preview"): Asked("transfer/preview", PHOTOSHOP, membership),
            ("POST", "transfer/preview"): Asked("transfer/preview", PHOTOSHOP, membership),
            ("POST", "accounts/test"): Asked("accounts/test", "accepted", self.account()),
            ("GET", "subscription/autorenewal"): Asked("subscription/autorenewal", self.asset, switch),
            ("POST", "subscription/autorenewal"): Asked("subscription/autorenewal", self.asset, switch),
            ("POST", "requests/{request_id}/resume"): Asked(f"requests/{self.parked}/resume", "again_at"),
            ("POST", "prices/approve"): Asked("prices/approve", str(SCOPE), {"list": 2}),
            ("POST", "resellers/{configuration_id}/adopt"): Asked(
                f"resellers/{configuration}/adopt", self.reseller_id, {"reseller_id": self.reseller_id}
            ),
            ("POST", "accounts"): Asked("accounts", self.account_id, self.account()),
            ("DELETE", "accounts/{account_id}"): Asked(f"accounts/{self.account_id}", "removed"),
        }


OWNERS_ALONE: Final = {("GET", "metrics")}
"""Routes that concern all installations together: no user sees anything there, whoever they are."""


@pytest.fixture
def world(tmp_path: Path) -> Marketplace:
    """A world in which something of everything is ours."""
    return Marketplace(tmp_path)


@pytest.fixture
def console(world: Marketplace) -> Iterator[Console]:
    """The web worker of that world, with an account saved and an action done."""
    with WebAppTestClient(AdobeWebApplication) as client:
        console = Console(world, client)
        answer = console.post("accounts", world.account())
        assert answer.status_code == 200, answer.text
        world.account_id = answer.json()["account_id"]
        done = console.post("subscription/autorenewal", {"asset_id": world.asset, "autorenewal": True})
        assert done.status_code == 200, done.text
        yield console


def call(console: Console, route: tuple[str, str], asked: Asked, who: str, context: dict[str, str] | None = None) -> Response:
    """Ask."""
    return console.call(route[0], asked.path, asked.body, who=who, context=context)


def said(answer: Response) -> str:
    """Give what an answer says by itself: without the address, which the caller gave."""
    if not answer.headers["content-type"].endswith("json"):
        return answer.content.decode("latin-1")
    document: Any = answer.json()
    return json.dumps({name: value for name, value in document.items() if name != "instance"})


def test_the_table_has_every_route_that_is_served(console: Console, world: Marketplace) -> None:
    assert set(world.asked()) | OWNERS_ALONE == set(served())


def test_what_is_named_is_there_for_us_and_for_a_stranger_it_is_not(console: Console, world: Marketplace) -> None:
    asked = world.asked()
    (customer,) = world.adobe.control.customers()
    ours = [
        *(world.request, world.parked, world.claimed, world.asset, world.account_id, world.reseller_id),
        *(customer["customerId"], world.product.tier_configuration, world.product.customer, OURS, DISTRIBUTOR, COMPANY),
        *(one["subscriptionId"] for one in world.adobe.control.subscriptions()),
        *(one["orderId"] for one in world.adobe.control.orders()),
    ]
    writes = len(world.connect.control.writes())
    executed = world.adobe_writes()
    for route, one in asked.items():
        answer = call(console, route, one, "theirs")
        assert answer.status_code in {200, 404}, (route, answer.text)
        assert_nowhere(said(answer), ours)
        assert answer.status_code == 404 or not one.body, (route, answer.text)
    assert (len(world.connect.control.writes()), world.adobe_writes()) == (writes, executed)
    for route, one in asked.items():
        answer = call(console, route, one, "ours")
        assert answer.status_code == 200, (route, answer.text)
        assert one.shows in said(answer), (route, answer.text)


@pytest.mark.parametrize("route", sorted(OWNERS_ALONE))
def test_what_concerns_all_installations_is_shown_to_no_user(console: Console, route: tuple[str, str]) -> None:
    for who in ("ours", "theirs"):
        assert problem(console.call(*route, who=who)) == (403, "owner-only")


FOREIGN: Final[tuple[tuple[dict[str, str], dict[str, str] | None, tuple[int, str]], ...]] = (
    ({"origin": "https://evil.example"}, None, (403, "foreign-origin")),
    ({"sec_fetch_site": "cross-site"}, None, (403, "foreign-origin")),
    ({"sec_fetch_site": "same-site", "origin": "https://testserver"}, None, (403, "foreign-origin")),
    ({}, {"installation_id": ""}, (401, "no-context")),
    ({}, {"environment_id": "ENV-9999-9999"}, (401, "no-context")),
    ({}, {"user_id": ""}, (401, "no-context")),
    ({}, {"account_role": "reseller"}, (403, "role")),
)


def test_no_route_answers_pages_of_others_callers_without_context_or_another_role(console: Console, world: Marketplace) -> None:
    asked = world.asked()
    before = len(world.connect.control.calls()), len(world.adobe.control.calls())
    for route in served():
        one = asked.get(route, Asked(route[1], ""))
        for headers, context, expected in FOREIGN:
            answer = console.call(route[0], one.path, one.body, context=context, **headers)
            assert problem(answer) == expected, (route, headers, context)
    assert (len(world.connect.control.calls()), len(world.adobe.control.calls())) == before


def test_no_answer_and_no_log_line_of_any_route_has_a_secret_or_a_redemption_code(console: Console, world: Marketplace) -> None:
    claimed = world.params(world.claimed)
    code, link = claimed["adobe_redemption_code"], claimed["adobe_redemption_url"]
    secrets = [CLIENT_SECRET, RETAIL_SECRET, SAVED_SECRET, SEALING_KEY, str(world.database), link, *KEYS.values()]
    with captured_log() as log:
        for context in (OWNER, {}):
            for route, one in world.asked().items():
                answer = call(console, route, one, "ours", context)
                assert_nowhere(answer.content.decode("latin-1") + str(answer.headers), [*secrets, code])
        shown = console.get(f"requests/{world.claimed}/support-bundle?show_code=true")
        assert code in shown.text
        assert_nowhere(shown.text, secrets)
    assert_nowhere(log.getvalue(), [*secrets, code])


def test_scripts_in_names_come_back_as_data_and_never_as_a_page(console: Console, world: Marketplace) -> None:
    shown = set()
    for route, one in world.asked().items():
        answer = call(console, route, one, "ours")
        assert "html" not in answer.headers["content-type"], route
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "script-src" not in answer.headers["content-security-policy"]
        if SCRIPT in answer.text:
            shown.add(route)
    refused = console.get("prices/search?offer=" + "<script>alert(1)<%2Fscript>")
    assert refused.headers["content-type"] == "application/problem+json"
    assert shown == {
        ("GET", "requests/{request_id}"),
        ("GET", "resellers"),
        ("GET", "resellers/{configuration_id}"),
    }
