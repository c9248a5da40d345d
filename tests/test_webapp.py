"""The web application: health for anybody, and no page that is not there. What it tells its users is tested in `tests/web`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from connect.eaas.core.testing import WebAppTestClient

from connector.webapp import AdobeWebApplication

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


def test_the_status_is_not_for_everybody(client: WebAppTestClient) -> None:
    assert client.get("/guest/adobe/status").status_code == 404


def test_the_one_static_page_is_there_and_no_console_is_promised(client: WebAppTestClient) -> None:
    assert "This version of the connector has no console." in client.get("/static/index.html").text
    assert AdobeWebApplication.get_ui_modules() == {}
