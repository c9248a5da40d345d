"""The web application: health for anybody, and no page that is not there. What it tells its users is tested in `tests/web`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from connect.eaas.core.testing import WebAppTestClient

from connector.web.protection import ANSWERS, PAGES
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


def test_the_portal_is_told_of_the_console_and_of_the_accounts_page_and_both_are_there(client: WebAppTestClient) -> None:
    modules = AdobeWebApplication.get_ui_modules()
    assert {name: one["url"] for name, one in modules.items()} == {
        "settings": "/static/accounts.html",
        "modules": "/static/index.html",
    }
    for module in modules.values():
        assert client.get(module["url"]).status_code == 200
        assert client.get(module["icon"]).status_code == 200


def test_a_page_loads_its_own_files_alone_and_says_so_itself_and_by_header(client: WebAppTestClient) -> None:
    root = Path(AdobeWebApplication.get_static_root())
    for page in root.glob("*.html"):
        answer = client.get(f"/static/{page.name}")
        assert answer.headers.get_list("content-security-policy") == [PAGES]
        assert f'<meta http-equiv="Content-Security-Policy" content="{PAGES}">' in answer.text
        # Nothing in it would need another policy.
        assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\bon[a-z]+=|\bstyle=|javascript:", answer.text) == []
    assert client.get("/static/console.js").headers["x-content-type-options"] == "nosniff"


def test_answers_are_data_that_no_page_can_frame_or_take_for_a_script(client: WebAppTestClient) -> None:
    for answer in (client.get("/guest/adobe/health"), client.get("/api/adobe/requests"), client.get("/nowhere")):
        assert answer.headers.get_list("content-security-policy") == [ANSWERS]
        assert answer.headers["x-content-type-options"] == "nosniff"
