"""Adobe accounts saved in the console: tried at Adobe first, sealed, used at once by every runner, and never shown again."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import pytest
from connect.eaas.core.testing import WebAppTestClient

from connector.log import redact
from connector.settings import SettingsError
from connector.webapp import AdobeWebApplication
from tests.accounts import a_retail_account
from tests.captured_log import captured_log
from tests.planted import assert_nowhere
from tests.web.console import OURS, THEIRS, Console, problem
from tests.world import CLIENT_ID, CLIENT_SECRET, DISTRIBUTOR, World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY: Final = "kVqk9E9d2xVxk1o8vN0cBqV7bqvYF5c0n4pQm3bQ9uE="
NEWER: Final = "Zk3mPq7sT1uWx5yA8bC2dE6fG9hJ0kL4nM3oQ7rS2tU="
OWNER: Final = {"call_type": "admin", "account_role": "vendor"}
CREDENTIALS: Final = {
    "api_key": CLIENT_ID,
    "adobe_client_secret": CLIENT_SECRET,
    "oauth_url": "https://ims-na1.adobelogin.com",
    "url": "https://partners.adobe.io",
}


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world whose variables name no account, but the key that saved ones are sealed with."""
    return World(tmp_path, variables={"ENCRYPTION_KEY": KEY, "CONNECTOR_ACCOUNTS": "[]"})


@pytest.fixture
def console(world: World) -> Iterator[Console]:
    """The web worker of that world."""
    with WebAppTestClient(AdobeWebApplication) as client:
        yield Console(world, client)


def an_account(world: World, **changes: object) -> dict[str, Any]:
    """Write an account for the world's product and marketplace, with CloudBlue's credentials JSON."""
    return {
        "product": world.product.product,
        "marketplace": OURS,
        "environment": "production",
        "credentials": CREDENTIALS,
        "distributor_id": DISTRIBUTOR,
        "currency": "USD",
        "market_segment": "COM",
        **changes,
    }


def saved(console: Console, **changes: object) -> str:
    """Save an account; gives its id."""
    answer = console.post("accounts", an_account(console.world, **changes))
    assert answer.status_code == 200, answer.text
    return str(answer.json()["account_id"])


def test_without_an_account_a_request_parks_and_with_a_saved_one_it_goes_on(console: Console) -> None:
    world = console.world
    request = world.buy()
    world.deliver()
    assert (world.status(request), "account" in world.note(request)) == ("pending", True)
    assert world.adobe.control.calls() == []
    saved(console)
    world.advance(hours=7)
    assert world.settle(request) == "approved"


def test_another_runner_uses_it_from_its_next_delivery_on(console: Console) -> None:
    other = console.world.new_means()
    assert other.current().settings.accounts == ()
    saved(console)
    assert [one.name for one in other.current().settings.accounts] == [f"production/{DISTRIBUTOR}"]


def test_credentials_are_pasted_as_text_too(console: Console) -> None:
    saved(console, credentials=json.dumps(CREDENTIALS))
    (listed,) = console.get("accounts").json()["accounts"]
    assert (listed["source"], listed["url"], listed["name"]) == ("console", CREDENTIALS["url"], f"production/{DISTRIBUTOR}")


def test_no_secret_comes_back_or_lies_open(console: Console, world: World) -> None:
    with captured_log() as log:
        answer = console.post("accounts", an_account(world))
        shown = answer.text + console.get("accounts").text
        console.post("accounts/test", an_account(world, distributor_id="x"))
    assert_nowhere(shown + log.getvalue(), [CLIENT_SECRET, CLIENT_ID, KEY])
    with closing(sqlite3.connect(world.database)) as database:
        rows = str(database.execute("SELECT * FROM accounts").fetchall())
    assert_nowhere(rows, [CLIENT_SECRET, CLIENT_ID, KEY])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"credentials": {**CREDENTIALS, "adobe_client_secret": "wrong"}}, (422, "account-unproven")),
        ({"default_reseller_id": "1999999999"}, (422, "account-unproven")),
        ({"credentials": "{"}, (422, "input-invalid")),
        ({"credentials": []}, (422, "input-invalid")),
        ({"currency": "dollars"}, (422, "input-invalid")),
        ({"unknown_field": 1}, (422, "input-invalid")),
        ({"marketplace": THEIRS}, (404, "marketplace-not-found")),
        ({"marketplace": "*"}, (404, "marketplace-not-found")),
        ({"credentials": {**CREDENTIALS, "url": "http://127.0.0.1:9"}}, (422, "input-invalid")),
        ({"credentials": {**CREDENTIALS, "oauth_url": "https://evil.example"}, "allow_host": True}, (422, "input-invalid")),
    ],
)
def test_an_account_that_adobe_or_the_rules_refuse_is_not_saved(
    console: Console, changes: dict[str, object], expected: tuple[int, str]
) -> None:
    for path in ("accounts", "accounts/test"):
        answer = console.post(path, an_account(console.world, **changes))
        assert problem(answer) == expected
        assert_nowhere(answer.text, [CLIENT_SECRET])
    assert console.get("accounts").json() == {"can_save": True, "accounts": []}


def test_an_account_is_tried_without_being_saved(console: Console) -> None:
    answer = console.post("accounts/test", an_account(console.world, default_reseller_id=console.world.reseller_id))
    assert answer.json() == {"accepted": True}
    assert console.get("accounts").json()["accounts"] == []


def test_the_default_reseller_must_be_the_distributors(console: Console) -> None:
    console.world.adobe.control.add_partner("another-client", "another-secret", "D2000000000")
    changes = {"default_reseller_id": console.world.reseller_id, "distributor_id": "D2000000000"}
    assert problem(console.post("accounts", an_account(console.world, **changes))) == (422, "account-unproven")


def test_adobe_being_away_saves_nothing(console: Console) -> None:
    console.world.adobe.control.fault("*", "no answer", times=9)
    assert problem(console.post("accounts", an_account(console.world))) == (422, "account-unproven")


def test_saving_for_the_same_place_replaces_and_keeps_what_is_not_sent(console: Console) -> None:
    first = saved(console)
    hosts = {name: CREDENTIALS[name] for name in ("url", "oauth_url")}
    assert saved(console, credentials=hosts, downsize_in_window="return") == first
    (listed,) = console.get("accounts").json()["accounts"]
    assert (listed["account_id"], listed["downsize_in_window"]) == (first, "return")
    (account,) = console.world.means.current().settings.accounts
    assert account.adobe_client_secret.reveal() == CLIENT_SECRET


def test_a_kept_secret_goes_to_no_other_host(console: Console) -> None:
    saved(console)
    elsewhere = {"url": "https://evil.adobe.io", "oauth_url": CREDENTIALS["oauth_url"]}
    assert problem(console.post("accounts", an_account(console.world, credentials=elsewhere))) == (422, "input-invalid")


def test_a_stranger_neither_sees_nor_removes_nor_replaces_it(console: Console) -> None:
    mine = saved(console)
    assert console.get("accounts", who="theirs").json()["accounts"] == []
    assert problem(console.call("DELETE", f"accounts/{mine}", who="theirs")) == (404, "account-not-found")
    assert problem(console.post("accounts", an_account(console.world), who="theirs")) == (404, "marketplace-not-found")
    assert [one["account_id"] for one in console.get("accounts").json()["accounts"]] == [mine]


def test_a_removed_account_counts_for_nobody(console: Console) -> None:
    mine = saved(console)
    assert console.call("DELETE", f"accounts/{mine}").json() == {"removed": True}
    assert problem(console.call("DELETE", f"accounts/{mine}")) == (404, "account-not-found")
    assert console.world.means.current().settings.accounts == ()


def test_the_owner_of_the_extension_may_save_for_every_marketplace(console: Console) -> None:
    body = an_account(console.world, marketplace="*", credentials={**CREDENTIALS, "url": "http://127.0.0.1:9"})
    assert console.post("accounts", body, context=OWNER).status_code == 200
    assert console.get("accounts").json()["accounts"] == []
    assert len(console.get("accounts", context=OWNER).json()["accounts"]) == 1


def test_without_a_key_nothing_can_be_saved(tmp_path: Path) -> None:
    world = World(tmp_path, variables={"CONNECTOR_ACCOUNTS": "[]"})
    with WebAppTestClient(AdobeWebApplication) as client:
        console = Console(world, client)
        assert problem(console.post("accounts", an_account(world))) == (409, "encryption-missing")
        assert console.get("accounts").json() == {"can_save": False, "accounts": []}


def test_a_new_key_in_front_opens_what_the_old_one_sealed(console: Console) -> None:
    saved(console)
    console.world.variables["ENCRYPTION_KEY"] = f"{NEWER},{KEY}"
    assert len(console.world.new_means().current().settings.accounts) == 1
    console.world.variables["ENCRYPTION_KEY"] = NEWER
    with pytest.raises(SettingsError) as raised:
        console.world.new_means().current()
    assert "ENCRYPTION_KEY" in str(raised.value)
    assert_nowhere(str(raised.value), [CLIENT_SECRET, KEY, NEWER])


def test_a_request_parks_where_no_key_opens_its_account(console: Console) -> None:
    world = console.world
    saved(console)
    world.variables["ENCRYPTION_KEY"] = ""
    request = world.buy()
    world.deliver(world.new_means())
    assert (world.status(request), "ENCRYPTION_KEY" in world.note(request)) == ("pending", True)
    assert [one for one in world.adobe_writes() if "customers" in one] == []


def test_a_saved_account_wins_over_the_variables_at_its_place(tmp_path: Path) -> None:
    world = World(tmp_path, variables={"ENCRYPTION_KEY": KEY}, account={"currency": "EUR"})
    with WebAppTestClient(AdobeWebApplication) as client:
        console = Console(world, client)
        assert [one["source"] for one in console.get("accounts").json()["accounts"]] == ["variable"]
        saved(console)
        assert [(one["source"], one["currency"]) for one in console.get("accounts").json()["accounts"]] == [("console", "USD")]
    found = world.means.current().settings.account_for(world.product.product, OURS, "production")
    assert found is not None
    assert found.currency == "USD"


def test_a_retail_account_is_tried_by_its_token_and_needs_a_proof_of_its_own(console: Console) -> None:
    notify = {"auth": "static", "token": "planted-token-of-retail-31"}
    first = a_retail_account(product="PRD-000-000-002", marketplace=OURS, api_key=CLIENT_ID, adobe_client_secret=CLIENT_SECRET)
    hosts = ["*.adobe.com", "gifts.saved-account.example"]
    assert console.post("accounts", {**first, "notify": notify, "redemption_hosts": hosts}).status_code == 200
    assert redact("open https://gifts.saved-account.example/x?voucher=1 now") == "open *** now"
    second = {**first, "product": "PRD-000-000-003", "distributor_id": "D2000000000", "notify": notify}
    answer = console.post("accounts", second)
    assert (problem(answer), "notify" in answer.json()["detail"]) == ((422, "input-invalid"), True)
