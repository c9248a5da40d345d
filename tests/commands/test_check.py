"""`check`: a table of what is right and what is missing, or one message with everything that is wrong with the settings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.accounts import a_variable_of, an_account
from tests.commands.desk import Desk, Platforms
from tests.planted import API_KEY, CLIENT_SECRET, DATABASE_PASSWORD, ENCRYPTION_KEY, PLANTED, assert_nowhere

if TYPE_CHECKING:
    from pathlib import Path


def rows(desk: Desk) -> list[tuple[str, str]]:
    """Give each line's mark and the rest of it, spaces made one."""
    split = [line.split() for line in desk.lines]
    return [(words[0], " ".join(words[1:])) for words in split]


def test_where_all_is_well_everything_is_right(desk: Desk) -> None:
    assert desk.type("migrate") == 0
    desk.lines.clear()
    assert desk.type("check") == 0
    assert {mark for mark, _ in rows(desk)} == {"right"}
    told = [text for _, text in rows(desk)]
    assert "settings can be read; Adobe accounts: 1" in told
    assert "database reachable and up to date" in told
    assert "PRD-000-000-001 templates fulfillment: TL-000-000-001" in told
    assert "PRD-000-000-001 templates inquire: TL-000-000-002" in told
    assert any("Adobe accepts the credentials" in text for text in told)


def test_it_changes_nothing_anywhere(desk: Desk, platforms: Platforms) -> None:
    desk.type("check")
    assert [(call.method, call.path) for call in platforms.adobe.control.calls()] == [("POST", "/ims/token/v3")]
    assert platforms.connect.control.writes() == []
    assert not platforms.database.exists()
    assert ("notice", "database there is no database yet: the first delivery makes it") in rows(desk)


def test_broken_settings_are_told_all_at_once_and_show_no_secret() -> None:
    account = an_account(
        api_key=API_KEY, adobe_client_secret=CLIENT_SECRET, currency="dollars", market_segment="ALL", url="https://evil.example"
    )
    desk = Desk(
        {
            "CONNECTOR_ACCOUNTS": a_variable_of(account),
            "DATABASE_URL": f"mysql://root:{DATABASE_PASSWORD}@db.example/connector",
            "ENCRYPTION_KEY": f"{ENCRYPTION_KEY}!",
            "RETURN_WINDOW_DAYS": "soon",
            "CONNECT_API_URL": "http://connect.example/public/v1",
            "CONNECT_API_KEY": DATABASE_PASSWORD,
        }
    )
    assert desk.type("check") == 1
    for place in (
        "CONNECTOR_ACCOUNTS[0].currency:",
        "CONNECTOR_ACCOUNTS[0].market_segment:",
        "CONNECTOR_ACCOUNTS[0].url:",
        "DATABASE_URL:",
        "ENCRYPTION_KEY[0]:",
        "RETURN_WINDOW_DAYS:",
        "CONNECT_API_URL:",
        "CONNECT_API_KEY:",
    ):
        assert f"- {place}" in desk.printed
    assert "8 problems" in desk.printed
    assert_nowhere(desk.printed, PLANTED)


def test_a_key_that_is_none_is_a_problem_by_itself(platforms: Platforms) -> None:
    desk = Desk({**platforms.variables, "CONNECT_API_KEY": "SU-000-000-001:the-key"})
    assert desk.type("check") == 1
    assert desk.printed.startswith("The connector's settings have 1 problem:\n- CONNECT_API_KEY: must be a key")


def test_credentials_that_adobe_refuses_are_missing_and_stay_secret(platforms: Platforms) -> None:
    accounts = json.loads(platforms.variables["CONNECTOR_ACCOUNTS"])
    accounts[0]["adobe_client_secret"] = CLIENT_SECRET
    desk = Desk({**platforms.variables, "CONNECTOR_ACCOUNTS": json.dumps(accounts)})
    assert desk.type("check") == 1
    assert [text for mark, text in rows(desk) if mark == "missing" and "check api_key, adobe_client_secret and scopes" in text]
    assert_nowhere(desk.printed, PLANTED)


def test_an_identity_service_that_does_not_answer_is_told(desk: Desk, platforms: Platforms) -> None:
    platforms.adobe.control.fault("POST /ims/token/v3", "no answer")
    assert desk.type("check") == 1
    assert [text for mark, text in rows(desk) if mark == "missing" and text.endswith("(AdobeConnectError): check oauth_url")]


def test_a_database_that_cannot_be_reached_is_missing_and_its_password_secret(platforms: Platforms) -> None:
    url = f"postgresql+psycopg://postgres:{DATABASE_PASSWORD}@127.0.0.1:9/connector"
    desk = Desk({**platforms.variables, "DATABASE_URL": url})
    assert desk.type("check") == 1
    assert [text for mark, text in rows(desk) if mark == "missing" and text.startswith("database the database does not answer")]
    assert_nowhere(desk.printed, PLANTED)


def test_a_product_without_adobe_customer_id_is_wrong_and_other_lacks_are_notices(tmp_path: Path) -> None:
    without = ("adobe_customer_id", "error_msg", "adobe_orders", "customer_region")
    with Platforms(tmp_path, without=without) as platforms:
        platforms.connect.vendor.remove_template("PRD-000-000-001", "TL-000-000-002")
        platforms.connect.vendor.remove_parameter("PRD-000-000-001", "adobe_reseller_id")
        desk = Desk(platforms.variables)
        assert desk.type("check") == 1
    told = rows(desk)
    assert ("missing", "PRD-000-000-001 parameters adobe_customer_id (fulfillment): every request parks without it") in told
    assert ("notice", "PRD-000-000-001 parameters not defined (ordering): customer_region") in told
    assert ("notice", "PRD-000-000-001 parameters not defined (fulfillment): adobe_orders, error_msg") in told
    assert (
        "notice",
        "PRD-000-000-001 parameters not defined (tier 1): adobe_reseller_id: the account's default_reseller_id is used",
    ) in told
    assert ("notice", "PRD-000-000-001 templates inquire: none, a text of the connector's own is used") in told


def test_a_product_that_the_platform_does_not_know_is_missing(desk: Desk) -> None:
    assert desk.type("check", "--product", "PRD-999-999-999") == 1
    assert [text for mark, text in rows(desk) if mark == "missing" and text.startswith("PRD-999-999-999 cannot be read:")]


def test_a_platform_that_does_not_answer_is_told(desk: Desk, platforms: Platforms) -> None:
    platforms.connect.control.add_fault(path="/public/v1/products/*", status=502)
    assert desk.type("check") == 1
    assert ("missing", "PRD-000-000-001 cannot be read: read parameters: HTTP 502") in rows(desk)


@pytest.mark.parametrize("accounts", ["", a_variable_of()])
def test_without_accounts_and_key_there_is_nothing_wrong_but_notices(tmp_path: Path, accounts: str) -> None:
    desk = Desk({"DATABASE_URL": f"sqlite:///{tmp_path / 'connector.sqlite3'}", "CONNECTOR_ACCOUNTS": accounts})
    assert desk.type("check") == 0
    assert ("notice", "accounts CONNECTOR_ACCOUNTS is empty: every request parks") in rows(desk)
    assert ("notice", "platform not looked at: set CONNECT_API_KEY (and CONNECT_API_URL)") in rows(desk)


def test_a_key_without_accounts_asks_for_a_product(platforms: Platforms) -> None:
    variables = {name: value for name, value in platforms.variables.items() if name != "CONNECTOR_ACCOUNTS"}
    desk = Desk(variables)
    assert desk.type("check") == 0
    assert ("notice", "platform no account names a product: say which one with --product") in rows(desk)
