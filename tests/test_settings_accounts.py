"""One account: its fields, its addresses, and that the published JSON Schema says the same as the reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import connector
from connector.settings import Account, SettingsError, parse_settings
from tests import planted
from tests.accounts import a_retail_account, a_variable_of, an_account, an_account_without

SCHEMA = json.loads((Path(connector.__file__).parent / "schemas" / "settings" / "accounts.json").read_text(encoding="utf-8"))

# The example of the settings' description, word for word.
DOCUMENTED: dict[str, object] = {
    "product": "PRD-000-000-000",
    "marketplace": "MP-00000",
    "environment": "production",
    "program": "vipmp",
    "api_key": "documented-key",
    "adobe_client_secret": "documented-secret",
    "oauth_url": "https://ims-na1.adobelogin.com",
    "url": "https://partners.adobe.io",
    "scopes": "openid,AdobeID,read_organizations",
    "distributor_id": "D1000000000",
    "currency": "USD",
    "market_segment": "COM",
    "default_reseller_id": None,
    "downsize_in_window": "renewal",
}

GOOD: dict[str, dict[str, object]] = {
    "the documented example": DOCUMENTED,
    "only what is required": an_account(),
    "any product": an_account(product="*"),
    "any marketplace": an_account(marketplace="*"),
    "the sandbox": an_account(environment="test", url="https://partnersandbox-stage.adobe.io"),
    "plain http on loopback": an_account(url="http://127.0.0.1:8080", oauth_url="http://localhost:8081/ims/"),
    "plain http elsewhere in loopback": an_account(url="http://127.8.9.1", oauth_url="http://[::1]:9"),
    "https on loopback": an_account(url="https://localhost"),
    "a foreign host that is allowed": an_account(url="https://proxy.example/adobe", allow_host=True),
    "a foreign address that is allowed": an_account(url="https://192.0.2.7:8443", allow_host=True),
    "a reseller for all": an_account(default_reseller_id="1000512301"),
    "letters beyond ASCII in an id": an_account(distributor_id="Müller-1"),
    "a currency that Adobe does not list": an_account(currency="CHF"),
    "return inside the window": an_account(downsize_in_window="return"),
    "retail": a_retail_account(),
    "retail with its own hosts": a_retail_account(
        redemption_hosts=["redeem.adobe.com", "*.redeem.example", "*.adobe.co.uk", "*.adobe.de"]
    ),
    "retail with what is unofficial": a_retail_account(subscription_read=True, subscription_cancel=True, notify=None),
    "retail with a static token": a_retail_account(notify={"auth": "static", "token": "x"}),
    "retail with a password": a_retail_account(notify={"auth": "basic", "username": "x", "password": "y"}),
    "retail with headers": a_retail_account(notify={"auth": "custom_headers", "headers": {"X-Key": "y"}}),
    "retail with OAuth": a_retail_account(notify={"auth": "oauth2_client_credentials", "client_id": "x", "client_secret": "y"}),
    "retail with a token of its own": a_retail_account(
        notify={"auth": "custom_token", "header": "X-Token", "client_id": "x", "client_secret": "y"}
    ),
}

BAD: dict[str, tuple[object, str]] = {
    "a text": ("account", ""),
    "a list": ([], ""),
    **{f"no {name}": (an_account_without(name), f".{name}") for name in an_account()},
    "an unknown field": (an_account(curency="USD"), ""),
    "an unknown program": (an_account(program="vip"), ".program"),
    "a product without its prefix": (an_account(product="000-000-001"), ".product"),
    "a marketplace in the product": (an_account(product="MP-00001"), ".product"),
    "an empty marketplace": (an_account(marketplace=""), ".marketplace"),
    "an environment of the platform": (an_account(environment="preview"), ".environment"),
    "a key that is a number": (an_account(api_key=123), ".api_key"),
    "a key that is nothing": (an_account(api_key=None), ".api_key"),
    "a key with a space": (an_account(api_key="key "), ".api_key"),
    "a secret beyond ASCII": (an_account(adobe_client_secret="geheimnisträger"), ".adobe_client_secret"),
    "scopes that are a list": (an_account(scopes=["openid"]), ".scopes"),
    "scopes with a space at the end": (an_account(scopes="openid "), ".scopes"),
    "an id that is too short": (an_account(distributor_id="D10"), ".distributor_id"),
    "an id that is too long": (an_account(distributor_id="D" * 41), ".distributor_id"),
    "an id with a slash": (an_account(distributor_id="D1/00000"), ".distributor_id"),
    "a currency in small letters": (an_account(currency="usd"), ".currency"),
    "an unknown segment": (an_account(market_segment="LGA"), ".market_segment"),
    "a reseller that is a number": (an_account(default_reseller_id=1000512301), ".default_reseller_id"),
    "an empty reseller": (an_account(default_reseller_id=""), ".default_reseller_id"),
    "an unknown downsize": (an_account(downsize_in_window="refund"), ".downsize_in_window"),
    "a downsize of null": (an_account(downsize_in_window=None), ".downsize_in_window"),
    "a permission in quotes": (an_account(allow_host="true"), ".allow_host"),
    "a permission that is a number": (an_account(allow_host=1), ".allow_host"),
    "plain http to Adobe": (an_account(url="http://partners.adobe.io"), ".url"),
    "plain http to a foreign host that is allowed": (an_account(url="http://proxy.example", allow_host=True), ".url"),
    "a foreign host": (an_account(oauth_url="https://ims.example"), ".oauth_url"),
    "a foreign host with Adobe's name in front": (an_account(url="https://partners.adobe.io.example"), ".url"),
    "a foreign host with Adobe's name at its end": (an_account(url="https://notadobe.io"), ".url"),
    "a foreign address": (an_account(url="https://192.0.2.7"), ".url"),
    "a foreign address of the sixth version": (an_account(url="https://[2001:db8::1]"), ".url"),
    "a user name in the address": (an_account(url="https://user@partners.adobe.io"), ".url"),
    "a backslash in the address": (an_account(url="https://proxy.example\\.adobe.io"), ".url"),
    "a query in the address": (an_account(url="https://partners.adobe.io?x=1"), ".url"),
    "a fragment in the address": (an_account(url="https://partners.adobe.io#x"), ".url"),
    "a line end inside the address": (an_account(url="https://part\nners.adobe.io"), ".url"),
    "an address without a scheme": (an_account(url="partners.adobe.io"), ".url"),
    "a dot at the end of the host": (an_account(url="https://partners.adobe.io."), ".url"),
    "retail without offers": ({**an_account(), "program": "retail", "scopes": "x"}, ".offers"),
    "retail without scopes": ({**an_account(), "program": "retail", "offers": {"A": "1"}}, ".scopes"),
    "retail with no offer": (a_retail_account(offers={}), ".offers"),
    "retail with a number as an offer": (a_retail_account(offers={"MPN-A": 30006514}), ".offers"),
    "retail with an empty MPN": (a_retail_account(offers={"": "30006514"}), ".offers"),
    "retail with offers in a list": (a_retail_account(offers=["30006514"]), ".offers"),
    "retail with an offer that no reference can hold": (a_retail_account(offers={"MPN-A": "300 06514"}), ".offers"),
    "retail with an offer that is too long": (a_retail_account(offers={"MPN-A": "3" * 101}), ".offers"),
    "retail with a host as a text": (a_retail_account(redemption_hosts="adobe.com"), ".redemption_hosts"),
    "retail with no host": (a_retail_account(redemption_hosts=[]), ".redemption_hosts"),
    "retail with an address as a host": (a_retail_account(redemption_hosts=["https://redeem.adobe.com"]), ".redemption_hosts"),
    "retail with any host at all": (a_retail_account(redemption_hosts=["*"]), ".redemption_hosts"),
    "retail with every host of a top level": (a_retail_account(redemption_hosts=["*.com"]), ".redemption_hosts"),
    "retail with every host of a country": (
        a_retail_account(redemption_hosts=["redeem.adobe.com", "*.co.uk"]),
        ".redemption_hosts",
    ),
    "retail with a switch in quotes": (a_retail_account(subscription_read="true"), ".subscription_read"),
    "retail with a switch that is a number": (a_retail_account(subscription_cancel=1), ".subscription_cancel"),
    "a webhook that is a text": (a_retail_account(notify="static"), ".notify"),
    "a webhook without a way": (a_retail_account(notify={"token": "x"}), ".notify"),
    "a webhook with an unknown way": (a_retail_account(notify={"auth": "hmac", "token": "x"}), ".notify"),
    "a webhook with a way that is no text": (a_retail_account(notify={"auth": ["static"], "token": "x"}), ".notify"),
    "a webhook without its secret": (a_retail_account(notify={"auth": "static"}), ".notify"),
    "a webhook with too much": (a_retail_account(notify={"auth": "static", "token": "x", "password": "y"}), ".notify"),
    "a webhook with an empty secret": (a_retail_account(notify={"auth": "static", "token": ""}), ".notify"),
    "a webhook with a number": (a_retail_account(notify={"auth": "basic", "username": 1, "password": "y"}), ".notify"),
    "a webhook with no header": (a_retail_account(notify={"auth": "custom_headers", "headers": {}}), ".notify"),
    "a webhook with headers in a list": (a_retail_account(notify={"auth": "custom_headers", "headers": ["x"]}), ".notify"),
    "a webhook with a header that is none": (
        a_retail_account(notify={"auth": "custom_headers", "headers": {"X Y": "z"}}),
        ".notify",
    ),
    "a webhook with a token header that is none": (
        a_retail_account(notify={"auth": "custom_token", "header": "X:Y", "client_id": "x", "client_secret": "y"}),
        ".notify",
    ),
    "offers without retail": (an_account(offers={"MPN-A": "30006514"}), ".offers"),
    "redemption hosts without retail": (an_account(redemption_hosts=["redeem.adobe.com"]), ".redemption_hosts"),
    "a retail switch without retail": (an_account(subscription_read=False), ".subscription_read"),
    "a webhook without retail": (an_account(notify={"auth": "static", "token": "x"}), ".notify"),
}


def the_account(written: object) -> Account:
    return parse_settings({"CONNECTOR_ACCOUNTS": a_variable_of(written)}).accounts[0]


def accounts_of(*written: object) -> tuple[Account, ...]:
    return parse_settings({"CONNECTOR_ACCOUNTS": a_variable_of(*written)}).accounts


def problems_of(text: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as raised:
        parse_settings({"CONNECTOR_ACCOUNTS": text})
    return raised.value.problems


def schema_accepts(accounts: Any) -> bool:  # noqa: ANN401 - the schema judges any JSON value.
    fits: bool = jsonschema.Draft202012Validator(SCHEMA).is_valid(accounts)
    return fits


def test_the_schema_is_a_schema() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("written", GOOD.values(), ids=GOOD.keys())
def test_a_right_account_is_read_and_fits_the_schema(written: dict[str, object]) -> None:
    account = the_account(written)
    assert account.api_key.reveal() == written["api_key"]
    assert schema_accepts([written])


@pytest.mark.parametrize(("written", "field"), BAD.values(), ids=BAD.keys())
def test_a_wrong_account_is_one_problem_at_its_field_and_breaks_the_schema(written: object, field: str) -> None:
    (problem,) = problems_of(a_variable_of(written))
    assert problem.startswith(f"CONNECTOR_ACCOUNTS[0]{field}: ")
    assert not schema_accepts([written])


@pytest.mark.parametrize("text", ["{}", '"x"', "null", "7"])
def test_what_is_no_list_is_a_problem_and_breaks_the_schema(text: str) -> None:
    (problem,) = problems_of(text)
    assert problem == "CONNECTOR_ACCOUNTS: must be a list of accounts, as in [{…}, {…}]"
    assert not schema_accepts(json.loads(text))


def test_the_documented_example_is_read_field_by_field() -> None:
    account = the_account(DOCUMENTED)
    assert (account.product, account.marketplace, account.environment) == ("PRD-000-000-000", "MP-00000", "production")
    assert (account.program, account.scopes) == ("vipmp", "openid,AdobeID,read_organizations")
    assert (account.api_key.reveal(), account.adobe_client_secret.reveal()) == ("documented-key", "documented-secret")
    assert (account.oauth_url, account.url) == ("https://ims-na1.adobelogin.com", "https://partners.adobe.io")
    assert (account.distributor_id, account.currency, account.market_segment) == ("D1000000000", "USD", "COM")
    assert (account.default_reseller_id, account.downsize_in_window, account.allow_host) == (None, "renewal", False)
    assert account.offers == {}
    assert account.name == "production/D1000000000"


def test_what_is_left_out_takes_its_documented_default() -> None:
    account = the_account(an_account())
    assert (account.program, account.scopes) == ("vipmp", "openid,AdobeID,read_organizations")
    assert (account.default_reseller_id, account.downsize_in_window, account.allow_host) == (None, "renewal", False)


def test_a_retail_account_keeps_its_offers_and_they_cannot_be_changed() -> None:
    account = the_account(a_retail_account())
    assert account.offers == {"MPN-A": "30006514"}
    assert not hasattr(account.offers, "__setitem__")
    assert hash(account) == hash(the_account(a_retail_account()))


def test_a_slash_at_the_end_of_an_address_is_dropped() -> None:
    assert the_account(an_account(url="https://partners.adobe.io/")).url == "https://partners.adobe.io"


def test_a_port_that_no_host_has_is_a_problem() -> None:
    assert len(problems_of(a_variable_of(an_account(url="https://partners.adobe.io:65536", oauth_url="http://127.0.0.1:0")))) == 2


def test_an_unknown_field_is_named_so_that_the_typing_error_is_found() -> None:
    (problem,) = problems_of(a_variable_of(an_account(curency="USD")))
    assert "the field curency that is not known" in problem


def test_a_secret_in_the_place_of_a_name_is_not_repeated() -> None:
    (problem,) = problems_of(a_variable_of(an_account(**{planted.API_KEY: "x"})))
    planted.assert_nowhere(problem, [planted.API_KEY])


def test_broken_json_is_located_but_not_quoted() -> None:
    (problem,) = problems_of(f'[{{"api_key": "{planted.API_KEY}",\n oops}}]')
    assert problem == "CONNECTOR_ACCOUNTS: is not JSON: look at line 2, column 2"


@pytest.mark.parametrize("text", ["[" * 100_000, "[NaN]", "[1" + "0" * 5000 + "]"])
def test_json_that_only_python_would_read_or_that_breaks_its_reader_is_a_problem(text: str) -> None:
    (problem,) = problems_of(text)
    assert problem.startswith("CONNECTOR_ACCOUNTS: is not ")


def test_a_field_that_stands_twice_is_a_problem() -> None:
    text = a_variable_of(an_account()).replace('"currency": "USD"', '"currency": "EUR", "currency": "USD"')
    assert problems_of(text) == ("CONNECTOR_ACCOUNTS: names the same field twice in one account; keep one of the two",)


def test_two_accounts_for_the_same_place_are_a_problem() -> None:
    (problem,) = problems_of(a_variable_of(an_account(), an_account(environment="test"), an_account(api_key="another")))
    assert problem == "CONNECTOR_ACCOUNTS[2]: is for the same product, marketplace and environment as [0]; keep one"


def test_other_problems_hide_no_double() -> None:
    problems = problems_of(a_variable_of(an_account(currency=1), an_account(), an_account_without("product")))
    assert [problem.partition(": ")[0] for problem in problems] == [
        "CONNECTOR_ACCOUNTS[0].currency",
        "CONNECTOR_ACCOUNTS[2].product",
        "CONNECTOR_ACCOUNTS[1]",
    ]


STATIC = {"auth": "static", "token": "planted-webhook-token-3f"}
CLIENT = {"client_id": "planted-client-9c", "client_secret": "planted-client-secret-9c"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (STATIC, STATIC),
        ({"auth": "oauth2_client_credentials", **CLIENT}, {"auth": "custom_token", "header": "X-Retail-Token", **CLIENT}),
        (
            {"auth": "custom_headers", "headers": {"X-Key": "planted-key-1", "X-More": "planted-key-2"}},
            {"auth": "custom_headers", "headers": {"x-key": "planted-key-1"}},
        ),
    ],
)
def test_two_accounts_of_adobes_need_two_proofs(one: dict[str, object], other: dict[str, object]) -> None:
    first = a_retail_account(product="PRD-000-000-003", distributor_id="D2000000000", notify=one)
    (problem,) = problems_of(a_variable_of(first, a_retail_account(notify=other)))
    assert problem == (
        "CONNECTOR_ACCOUNTS[1].notify: has the secrets of [0], so that nobody could tell whose notification comes; "
        "agree on others with Adobe"
    )
    # Two places of one account are one for Adobe, and so is what is remembered of its claims.
    same = a_retail_account(product="PRD-000-000-003", notify=one)
    assert len(accounts_of(same, a_retail_account(notify=other))) == 2


def test_accounts_with_proofs_of_their_own_are_heard_side_by_side() -> None:
    first = a_retail_account(product="PRD-000-000-003", distributor_id="D2000000000", notify=STATIC)
    second = a_retail_account(notify={**STATIC, "token": "planted-webhook-token-4a"})
    assert len(accounts_of(first, second)) == 2
