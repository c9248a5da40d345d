"""The status: the version, and whether the settings can be used; what is wrong with them is for their owner."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from connector import __version__
from tests.accounts import a_variable_of, an_account
from tests.planted import API_KEY, CLIENT_SECRET, DATABASE_PASSWORD, PLANTED, assert_nowhere

if TYPE_CHECKING:
    from tests.web.console import Console

OWNER: Final = {"call_type": "admin", "account_role": "vendor"}


def test_good_settings_are_valid(console: Console) -> None:
    config = {"CONNECTOR_ACCOUNTS": a_variable_of(an_account())}
    answer = console.get("status", x_connect_config=json.dumps(config))
    assert answer.json() == {"version": __version__, "settings": {"valid": True, "problems": []}}


def test_broken_settings_are_named_without_any_value(console: Console) -> None:
    account = an_account(api_key=API_KEY, adobe_client_secret=CLIENT_SECRET, currency="dollars")
    config = {"CONNECTOR_ACCOUNTS": a_variable_of(account), "DATABASE_URL": f"mysql://root:{DATABASE_PASSWORD}@db/connector"}
    answer = console.get("status", context=OWNER, x_connect_config=json.dumps(config))
    told = answer.json()["settings"]
    assert told["valid"] is False
    assert [problem.partition(":")[0] for problem in told["problems"]] == ["CONNECTOR_ACCOUNTS[0].currency", "DATABASE_URL"]
    assert_nowhere(answer.text, PLANTED)


def test_to_others_broken_settings_are_broken_and_no_more(console: Console) -> None:
    config = {"CONNECTOR_ACCOUNTS": API_KEY}
    answer = console.get("status", x_connect_config=json.dumps(config))
    assert answer.json()["settings"] == {"valid": False, "problems": []}
