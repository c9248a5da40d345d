"""Three requests of a transaction whose worker dies at every I/O boundary: afterwards one order with three lines, once each."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

import pytest

from tests.flows.transactions import assert_one_order, settle_all, siblings
from tests.matrix import DATABASE, Death, a_watched_world, an_empty_store, boundaries_of, deaths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.matrix import Staged

pytestmark = pytest.mark.slow

FIRST, SECOND, THIRD = (f"PR-0000-0000-000{number}-001" for number in (1, 2, 3))
CUSTOMER: Final = "P1005000001"


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    """Log nothing: hundreds of deliveries would take half their time for it."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store that each world begins with a copy of."""
    return an_empty_store(tmp_path_factory.mktemp("store"))


def three(store: Path) -> Callable[[Path], Staged]:
    """Stage three requests of one transaction, none of them delivered yet; the first one is followed."""

    def stage(folder: Path) -> Staged:
        world = a_watched_world(folder, store)
        return world, siblings(world)[0]

    return stage


def test_the_boundaries_of_a_transaction_are_all_counted(tmp_path: Path, store: Path) -> None:
    names = boundaries_of(three(store), tmp_path / "counting")
    http = [name.split("?")[0].removeprefix("platform ").replace("/public/v1/", "") for name in names if name != DATABASE]

    order = f"adobe GET /v3/customers/{CUSTOMER}/orders/P92000001"

    def finished(request: str) -> list[str]:
        return [
            f"PUT requests/{request}",
            f"adobe GET /v3/customers/{CUSTOMER}/subscriptions",
            f"PUT requests/{request}",
            f"POST requests/{request}/approve",
        ]

    # Who did not place the order looks whose line it is: at the other requests once more, and at the company's other assets.
    assert http == [
        "GET requests",
        "GET tier/configs",
        "GET subscriptions/assets",
        "adobe POST /ims/token/v3",
        "adobe POST /v3/customers",
        f"PUT requests/{FIRST}",
        f"adobe POST /v3/customers/{CUSTOMER}/orders",
        "GET requests",
        f"adobe POST /v3/customers/{CUSTOMER}/orders",
        order,
        *finished(FIRST),
        *["GET requests", "GET requests", order, "GET subscriptions/assets"],
        *finished(SECOND),
        *["GET requests", "GET requests", order, "GET subscriptions/assets"],
        *finished(THIRD),
    ]
    assert names.count(DATABASE) >= 30


@pytest.mark.parametrize("death", list(Death))
def test_a_transaction_whose_worker_dies_anywhere_ends_as_one_order_with_all_lines(
    tmp_path: Path, store: Path, death: Death
) -> None:
    played = 0
    for world, _ in deaths(three(store), tmp_path, death):
        requests = world.connect.control.requests()
        assert settle_all(world, requests) == ["approved"] * 3
        assert_one_order(world, requests)
        played += 1
    assert played >= 20
