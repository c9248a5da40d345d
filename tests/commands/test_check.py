"""`check`: a table of what is right and what is missing, or one message with everything that is wrong with the settings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from connector.simulator.connect.retail_product import RETAIL_PRODUCT, build_retail_product
from tests.accounts import a_variable_of, an_account
from tests.commands.desk import Desk, Platforms
from tests.planted import API_KEY, CLIENT_SECRET, DATABASE_PASSWORD, ENCRYPTION_KEY, PLANTED, assert_nowhere
from tests.untrusted import an_untrusted_server

if TYPE_CHECKING:
    from pathlib import Path


def rows(desk: Desk) -> list[tuple[str, str]]:
    """Give each line's mark and the rest of it, spaces made one."""
    split = [line.split() for line in desk.lines]
    return [(words[0], " ".join(words[1:])) for words in split]


def test_where_all_is_well_everything_is_right(desk: Desk, platforms: Platforms) -> None:
    assert desk.type("migrate") == 0
    desk.lines.clear()
    assert desk.type("check") == 0
    assert {mark for mark, _ in rows(desk)} == {"right"}
    told = [text for _, text in rows(desk)]
    assert "settings can be read; Adobe accounts: 1" in told
    assert f"database the SQLite file {platforms.database}: reachable and up to date" in told
    assert "PRD-000-000-001 templates fulfillment: TL-000-000-001" in told
    assert "PRD-000-000-001 templates inquire: TL-000-000-002" in told
    assert any("Adobe accepts the credentials" in text for text in told)


def test_it_changes_nothing_anywhere(desk: Desk, platforms: Platforms) -> None:
    desk.type("check")
    assert [(call.method, call.path) for call in platforms.adobe.control.calls()] == [("POST", "/ims/token/v3")]
    assert platforms.connect.control.writes() == []
    assert not platforms.database.exists()
    missing = f"database the SQLite file {platforms.database}: there is no database yet: the first delivery makes it"
    assert ("notice", missing) in rows(desk)


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
    (told,) = [text for mark, text in rows(desk) if mark == "missing"]
    assert told.endswith("identity service could not be reached, or gave no token: check oauth_url and the network")


def test_a_certificate_that_is_not_trusted_is_told_with_the_variable_to_set(platforms: Platforms) -> None:
    with an_untrusted_server() as url:
        accounts = json.loads(platforms.variables["CONNECTOR_ACCOUNTS"])
        accounts[0]["oauth_url"] = url
        desk = Desk({**platforms.variables, "CONNECTOR_ACCOUNTS": json.dumps(accounts), "CONNECT_API_URL": f"{url}/public/v1"})
        assert desk.type("check") == 1
    token, product = [text for mark, text in rows(desk) if mark == "missing"]
    assert token.endswith("answered with a certificate that this machine does not trust: set SSL_CERT_FILE")
    assert product.endswith("answered with a certificate that this machine does not trust; set REQUESTS_CA_BUNDLE")


def test_a_database_that_cannot_be_reached_is_missing_and_its_password_secret(platforms: Platforms) -> None:
    url = f"postgresql+psycopg://postgres:{DATABASE_PASSWORD}@127.0.0.1:9/connector"
    desk = Desk({**platforms.variables, "DATABASE_URL": url})
    assert desk.type("check") == 1
    (told,) = [text for mark, text in rows(desk) if mark == "missing"]
    where = "database the PostgreSQL database connector at 127.0.0.1:9"
    assert told == f"{where}: the database cannot be used: nothing listens at its address"
    assert_nowhere(desk.printed, PLANTED)


def test_a_product_without_adobe_customer_id_is_wrong_and_other_lacks_are_notices_that_name_what_is_lost(tmp_path: Path) -> None:
    without = ("adobe_customer_id", "error_msg", "adobe_orders", "customer_region", "action_type", "is_cancellation_order")
    with Platforms(tmp_path, without=without) as platforms:
        platforms.connect.vendor.remove_template("PRD-000-000-001", "TL-000-000-002")
        platforms.connect.vendor.remove_parameter("PRD-000-000-001", "adobe_reseller_id")
        desk = Desk(platforms.variables)
        assert desk.type("check") == 1
    told = rows(desk)
    assert ("missing", "PRD-000-000-001 parameters adobe_customer_id (fulfillment): every request parks without it") in told
    for lack in (
        "(ordering): action_type: every order counts as a purchase, with a VIP number as a transfer",
        "(ordering): customer_region: where Adobe refuses this of the customer, nobody can be asked and the order fails",
        "(ordering): is_cancellation_order: seats are returned only by naming an order, or by downsize_in_window = return",
        "(fulfillment): adobe_orders: the asset's orders are read from Adobe's history for every change, and a reason is lost",
        "(fulfillment): error_msg: what is wrong is told in the request's note and questions alone",
        "(tier 1): adobe_reseller_id: every order goes to the account's default_reseller_id; without one it parks",
    ):
        assert ("notice", f"PRD-000-000-001 parameters not defined {lack}") in told
    assert ("notice", "PRD-000-000-001 templates inquire: none, a text of the connector's own is used") in told


@pytest.mark.parametrize(
    ("without", "told"),
    [
        (("cb_autorenewal",), False),
        (("cb_autorenewal", "set_auto_renewal_status"), True),
    ],
)
def test_of_two_parameters_that_mean_the_same_one_is_enough(
    tmp_path: Path,
    without: tuple[str, ...],
    told: bool,  # noqa: FBT001 - a column of the table.
) -> None:
    with Platforms(tmp_path, without=without) as platforms:
        desk = Desk(platforms.variables)
        assert desk.type("check") == 0
    lack = f"PRD-000-000-001 parameters not defined (ordering): {', '.join(without)}: auto-renewal cannot be switched"
    assert (("notice", lack) in rows(desk)) is told


def test_a_product_that_the_platform_does_not_know_is_missing(desk: Desk) -> None:
    assert desk.type("check", "--product", "PRD-999-999-999") == 1
    assert [text for mark, text in rows(desk) if mark == "missing" and text.startswith("PRD-999-999-999 cannot be read:")]


def test_a_platform_that_does_not_answer_is_told(desk: Desk, platforms: Platforms) -> None:
    platforms.connect.control.add_fault(path="/public/v1/products/*", status=502)
    assert desk.type("check") == 1
    assert ("missing", "PRD-000-000-001 cannot be read: read parameters: HTTP 502") in rows(desk)


@pytest.mark.parametrize("accounts", ["", a_variable_of()])
def test_without_accounts_nothing_can_be_done_and_without_a_key_the_platform_is_not_looked_at(
    tmp_path: Path, accounts: str
) -> None:
    desk = Desk({"DATABASE_URL": f"sqlite:///{tmp_path / 'connector.sqlite3'}", "CONNECTOR_ACCOUNTS": accounts})
    assert desk.type("check") == 1
    assert ("missing", "accounts CONNECTOR_ACCOUNTS is empty and none is saved in the console: every request parks") in rows(desk)
    assert ("notice", "platform not looked at: set CONNECT_API_KEY (and CONNECT_API_URL)") in rows(desk)


def test_a_key_without_accounts_asks_for_a_product(platforms: Platforms) -> None:
    variables = {name: value for name, value in platforms.variables.items() if name != "CONNECTOR_ACCOUNTS"}
    desk = Desk(variables)
    assert desk.type("check") == 1
    assert ("notice", "platform no account names a product: say which one with --product") in rows(desk)


def a_retail_desk(platforms: Platforms) -> Desk:
    """Give a desk with an account of each programme."""
    (vip,) = json.loads(platforms.variables["CONNECTOR_ACCOUNTS"])
    retail = {**vip, "product": RETAIL_PRODUCT, "program": "retail", "scopes": "any", "offers": {"EXPRESS-PREMIUM": "1"}}
    return Desk({**platforms.variables, "CONNECTOR_ACCOUNTS": json.dumps([vip, retail])})


def test_a_retail_product_with_everything_is_right(tmp_path: Path) -> None:
    with Platforms(tmp_path) as platforms:
        build_retail_product(platforms.connect)
        desk = a_retail_desk(platforms)
        assert desk.type("check") == 0
    told = [(mark, text) for mark, text in rows(desk) if text.startswith(RETAIL_PRODUCT)]
    assert {mark for mark, _ in told} == {"right"}


def test_a_template_without_the_link_is_named(tmp_path: Path) -> None:
    with Platforms(tmp_path) as platforms:
        build_retail_product(platforms.connect, templates=False)
        platforms.connect.vendor.add_template(
            RETAIL_PRODUCT, "TL-000-000-021", type="fulfillment", body="Your product is active."
        )
        desk = a_retail_desk(platforms)
        assert desk.type("check") == 0
    link = "does not show adobe_redemption_url: a text of the connector's own with the link is used"
    assert ("notice", f"{RETAIL_PRODUCT} templates fulfillment: TL-000-000-021 {link}") in rows(desk)


def test_a_redemption_code_that_everybody_could_read_is_wrong(tmp_path: Path) -> None:
    with Platforms(tmp_path) as platforms:
        build_retail_product(platforms.connect, without=("adobe_redemption_code",))
        platforms.connect.vendor.add_parameter(RETAIL_PRODUCT, "adobe_redemption_code", phase="fulfillment", type="text")
        desk = a_retail_desk(platforms)
        assert desk.type("check") == 1
    what = f"{RETAIL_PRODUCT} parameters adobe_redemption_code"
    assert ("missing", f"{what} is not of the type password: whoever sees a request reads the code") in rows(desk)


def test_a_retail_product_is_looked_at_for_what_a_claim_needs(tmp_path: Path) -> None:
    with Platforms(tmp_path) as platforms:
        build_retail_product(platforms.connect, without=("adobe_redemption_url", "adobe_redemption_code"), templates=False)
        desk = a_retail_desk(platforms)
        assert desk.type("check") == 1
    told = rows(desk)
    what = f"{RETAIL_PRODUCT} parameters"
    assert ("right", "token of production/D1000000000/retail Adobe accepts the credentials") in told
    assert ("missing", f"{what} adobe_redemption_url (fulfillment): every request parks without it") in told
    lost = "adobe_redemption_code: the redemption code stands in its link alone"
    assert ("notice", f"{what} not defined (fulfillment): {lost}") in told
    assert ("notice", f"{RETAIL_PRODUCT} templates fulfillment: none, a text of the connector's own is used") in told
    assert not [text for _, text in told if text.startswith(what) and "adobe_customer_id" in text]
