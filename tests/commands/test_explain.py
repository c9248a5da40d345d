"""`explain`, typed at a desk: reads the platform over HTTP, prints a plan, and leaves no trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.desk import Desk, Platforms

if TYPE_CHECKING:
    from pathlib import Path


def buy(platforms: Platforms) -> str:
    """Buy two products; gives the request."""
    return platforms.connect.trade.purchase({"65304470CA": 10, "65309999CA": 5}, {"action_type": "purchase"})


def test_it_prints_the_next_move_and_why_and_writes_nothing(desk: Desk, platforms: Platforms) -> None:
    request = buy(platforms)
    assert desk.type("explain", request) == 0
    assert desk.lines[0].startswith(f"known      {request} is a purchase request of ")
    assert "known      there is no database yet: the first delivery makes it" in desk.lines
    reseller, customer = platforms.adobe.control.resellers()[0]["resellerId"], platforms.product.customer
    assert desk.lines[-2:] == [
        f"NEXT       create an Adobe customer under the reseller {reseller} with the reference {customer}",
        "because    the journal knows no attempt of it",
    ]
    assert platforms.adobe.control.customers() == []
    assert platforms.connect.control.writes() == []
    assert not platforms.database.exists()


def test_a_request_that_the_platform_does_not_know_is_a_problem(desk: Desk) -> None:
    assert desk.type("explain", "PR-9999-9999-9999-001") == 1
    assert desk.lines == ["The platform knows no request PR-9999-9999-9999-001 under this key."]


def test_only_requests_can_be_explained(desk: Desk) -> None:
    assert desk.type("explain", "AS-0000-0000-0001") == 1
    assert desk.lines == ["Only requests can be explained: their ids begin with PR-, TCR- or TAR-."]


def test_without_a_key_it_says_what_to_set(tmp_path: Path) -> None:
    desk = Desk({"DATABASE_URL": f"sqlite:///{tmp_path / 'connector.sqlite3'}"})
    assert desk.type("explain", "PR-0000-0000-0001-001") == 1
    assert desk.lines == ["The platform cannot be read: set CONNECT_API_KEY (and CONNECT_API_URL)."]


@pytest.mark.parametrize(("status", "words"), [(403, "HTTP 403"), (502, "HTTP 502"), (None, "no answer")])
def test_a_platform_without_a_usable_answer_is_a_problem(
    desk: Desk, platforms: Platforms, status: int | None, words: str
) -> None:
    platforms.connect.control.add_fault(path="/public/v1/requests/*", status=status)
    assert desk.type("explain", buy(platforms)) == 1
    assert desk.printed.startswith("The platform gave no usable answer: read request: ")
    assert words in desk.printed


def test_a_request_that_cannot_be_read_is_a_problem(desk: Desk, platforms: Platforms) -> None:
    headers = {"content-type": "application/json"}
    platforms.connect.control.add_fault(path="/public/v1/requests/*", status=200, body='{"id": "PR-1"}', headers=headers)
    assert desk.type("explain", "PR-1") == 1
    assert desk.lines == ["PR-1: the request cannot be read: 'asset'."]


def test_a_database_that_cannot_be_read_is_a_problem(platforms: Platforms) -> None:
    desk = Desk({**platforms.variables, "DATABASE_URL": "postgresql+psycopg://postgres@127.0.0.1:9/connector"})
    assert desk.type("explain", buy(platforms)) == 1
    assert desk.lines[-1].startswith("The database cannot be read: the database cannot be used: nothing listens at its address")
