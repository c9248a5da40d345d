"""The web application: health for anybody, a status that names problems and no value, and no page that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from connect.eaas.core.testing import WebAppTestClient

from connector import __version__
from connector.webapp import AdobeWebApplication
from tests.accounts import a_variable_of, an_account
from tests.planted import API_KEY, CLIENT_SECRET, DATABASE_PASSWORD, PLANTED, assert_nowhere

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def client() -> Iterator[WebAppTestClient]:
    """CloudBlue's own client for web applications."""
    with WebAppTestClient(AdobeWebApplication) as client:
        yield client


def test_anybody_may_ask_for_its_health_and_learns_nothing_else(client: WebAppTestClient) -> None:
    answer = client.get("/guest/adobe/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_good_settings_are_valid(client: WebAppTestClient) -> None:
    answer = client.get("/api/adobe/status", config={"CONNECTOR_ACCOUNTS": a_variable_of(an_account())})
    assert answer.json() == {"version": __version__, "settings": {"valid": True, "problems": []}}


def test_broken_settings_are_named_without_any_value(client: WebAppTestClient) -> None:
    account = an_account(api_key=API_KEY, adobe_client_secret=CLIENT_SECRET, currency="dollars")
    config = {"CONNECTOR_ACCOUNTS": a_variable_of(account), "DATABASE_URL": f"mysql://root:{DATABASE_PASSWORD}@db/connector"}
    answer = client.get("/api/adobe/status", config=config)
    told = answer.json()["settings"]
    assert told["valid"] is False
    assert [problem.partition(":")[0] for problem in told["problems"]] == ["CONNECTOR_ACCOUNTS[0].currency", "DATABASE_URL"]
    assert_nowhere(answer.text, PLANTED)


def test_the_status_is_not_for_everybody(client: WebAppTestClient) -> None:
    assert client.get("/guest/adobe/status").status_code == 404


def test_the_one_static_page_is_there_and_no_console_is_promised(client: WebAppTestClient) -> None:
    assert "This version of the connector has no console." in client.get("/static/index.html").text
    assert AdobeWebApplication.get_ui_modules() == {}
