"""A PostgreSQL that goes away mid-delivery, at every statement and every commit: each request ends once, as asked."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

import pytest

from connector.store import Store
from tests.crashes import arrivals, changes, claims, purchases, resellers, transactions
from tests.crashes.cuts import COMMIT, CUTS, STATEMENT, Cut, Stage
from tests.databases import a_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.crashes.flow import Flow

SAMPLE: Final = (
    purchases.FLOWS[0],
    next(flow for flow in changes.FLOWS if flow.name == "change: up and down with a return"),
    arrivals.FLOWS[0],
    transactions.FLOWS[0],
    claims.FLOWS[0],
    resellers.FLOWS[0],
)


@pytest.fixture
def stage(tmp_path: Path, store: Path) -> Iterator[Stage]:
    """Tables of one's own on the server, and a folder for the world."""
    with a_database("postgresql", tmp_path) as url:
        tables = Store(url)
        tables.migrate()
        tables.close()
        folder = tmp_path / "world"
        folder.mkdir()
        yield Stage(folder, store, url)


def test_a_purchase_goes_through_many_transactions_each_of_several_statements(stage: Stage) -> None:
    moments = stage.moments(purchases.FLOWS[0])
    assert moments.count(COMMIT) >= 15
    # Each transaction reads the clock first.
    assert moments.count(STATEMENT) > moments.count(COMMIT)


@pytest.mark.parametrize("cut", Cut)
def test_a_purchase_whose_connection_is_cut_around_its_order_orders_once(stage: Stage, cut: Cut) -> None:
    """The middle of a purchase is its order: the attempt's row, the call, and the row's end."""
    moments = stage.moments(purchases.FLOWS[0])
    commits = [number for number, name in enumerate(moments) if name == COMMIT]
    for number in commits[len(commits) // 2 - 2 : len(commits) // 2 + 3]:
        assert stage.struck(purchases.FLOWS[0], number, cut) > number


@pytest.mark.slow
@pytest.mark.parametrize("flow", SAMPLE, ids=lambda flow: flow.name)
def test_a_request_whose_database_goes_away_at_any_moment_ends_once_as_asked(flow: Flow, stage: Stage) -> None:
    """Every commit before and after; of the statements every eighth, and of a purchase every second."""
    step = 2 if flow is purchases.FLOWS[0] else 8
    struck = count()
    for number, name in enumerate(stage.moments(flow)):
        if name == COMMIT or next(struck) % step == 0:
            for cut in CUTS[name]:
                assert stage.struck(flow, number, cut) > number
