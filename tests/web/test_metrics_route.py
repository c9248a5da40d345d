"""The numbers over HTTP: for those whom the platform lets in, with what other processes counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from connect.eaas.core.testing import WebAppTestClient

from connector.store import Store
from connector.webapp import AdobeWebApplication
from tests.accounts import a_variable_of, an_account
from tests.planted import DATABASE_PASSWORD
from tests.web.console import problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def client() -> Iterator[WebAppTestClient]:
    """CloudBlue's own client for web applications."""
    with WebAppTestClient(AdobeWebApplication) as client:
        yield client


def config(url: str) -> dict[str, str]:
    return {"CONNECTOR_ACCOUNTS": a_variable_of(an_account()), "DATABASE_URL": url}


def test_it_shows_what_another_process_counted(client: WebAppTestClient, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'connector.sqlite3'}"
    worker = Store(url)
    worker.migrate()
    worker.meters.count_verdict("approve")
    worker.keep_meters()
    worker.close()
    answer = client.get("/api/adobe/metrics", installation={"id": "EIN-1"}, config=config(url), context={"call_type": "admin"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'connector_verdicts_total{verdict="approve"} 1.0' in answer.text.splitlines()
    assert 'connector_requests{state="waiting"} 0.0' in answer.text.splitlines()


def test_it_is_for_the_owner_of_the_extension_alone(client: WebAppTestClient, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'connector.sqlite3'}"
    answer = client.get("/api/adobe/metrics", installation={"id": "EIN-1"}, config=config(url), context={"call_type": "user"})
    assert problem(answer) == (403, "owner-only")


def test_it_is_not_for_everybody(client: WebAppTestClient) -> None:
    assert client.get("/guest/adobe/metrics").status_code == 404
    assert client.get("/unauthorized/adobe/metrics").status_code == 404


@pytest.mark.parametrize(
    "url", [f"postgresql+psycopg://postgres:{DATABASE_PASSWORD}@127.0.0.1:9/connector", f"mysql://root:{DATABASE_PASSWORD}@db/x"]
)
def test_without_database_or_settings_there_are_none(client: WebAppTestClient, url: str) -> None:
    answer = client.get("/api/adobe/metrics", installation={"id": "EIN-1"}, config=config(url), context={"call_type": "admin"})
    assert answer.status_code == 503
    assert DATABASE_PASSWORD not in answer.text
