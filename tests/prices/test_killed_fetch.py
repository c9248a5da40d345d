"""A fetch in another process, killed by SIGKILL in the middle of a list, and gone on with by the next worker."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Final

import pytest

from connector.prices.fetching import Result
from connector.simulator.adobe import AdobeSimulator
from connector.simulator.serve import SimulatorServer
from connector.store import Store
from tests.prices.shop import ACCOUNT, DISTRIBUTOR, MONTH, NOW, SCOPE, Shop, offers, queries
from tests.store.builders import Ahead

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

ROOT: Final = Path(__file__).parents[2]
ROWS: Final = 2300


@pytest.fixture
def reached() -> Event:
    """Set once the simulated Adobe holds the fatal page back."""
    return Event()


@pytest.fixture
def adobe(reached: Event) -> Iterator[tuple[AdobeSimulator, str]]:
    """Give a served Adobe that never answers the thirty-first page, and its address."""
    released = Event()

    def hold(_seconds: float) -> None:
        reached.set()
        released.wait(60)

    simulator = AdobeSimulator(lambda: NOW, pause=hold)
    simulator.control.add_partner("the-client-id", "the-client-secret", DISTRIBUTOR)
    simulator.control.put_price_list(offers(ROWS), month=str(MONTH))
    simulator.control.fault("POST /v3/pricelist", "slow", skip=30, delay_ms=60_000)
    server = SimulatorServer(simulator)
    host, port = server.start()
    yield simulator, f"http://{host}:{port}"
    released.set()
    server.stop()


def test_a_killed_fetch_leaves_nothing_published_and_the_next_one_goes_on_behind_it(
    database_url: str, store: Store, adobe: tuple[AdobeSimulator, str], reached: Event
) -> None:
    simulator, address = adobe
    command = [sys.executable, "-m", "connector", "prices", "fetch", "--month", str(MONTH)]
    with subprocess.Popen(command, cwd=ROOT, env=environment(database_url, address)) as worker:
        assert reached.wait(60)
        worker.kill()
    (begun,) = store.price_lists()
    assert (begun.row_count, begun.next_offset, begun.revision) == (1000, 1000, None)
    assert store.latest_price_list(SCOPE, MONTH) is None

    # The dead worker's lease holds for a minute, and then nobody renews it.
    another = Shop(store)
    another.control.put_price_list(offers(ROWS), month=str(MONTH))
    assert another.fetch().result is Result.BUSY
    ahead = Ahead()
    ahead.by(seconds=61)
    later = Store(database_url, offset=ahead)
    another.store = later
    fetched = another.fetch()
    assert fetched.result is Result.PUBLISHED
    assert queries(another.pages())[:2] == ["limit=50&offset=950", "limit=50&offset=1000"]
    assert len(another.kept(fetched)) == ROWS
    assert len(simulator.control.calls(path_contains="/v3/pricelist")) >= 30
    later.close()


def environment(database_url: str, address: str) -> dict[str, str]:
    account = {
        "product": "*",
        "marketplace": "*",
        "environment": ACCOUNT.partition("/")[0],
        "api_key": "the-client-id",
        "adobe_client_secret": "the-client-secret",
        "oauth_url": address,
        "url": address,
        "distributor_id": DISTRIBUTOR,
        "currency": "USD",
        "market_segment": "COM",
    }
    listed = {"distributor_id": DISTRIBUTOR, "region": "NA", "market_segment": "COM", "currency": "USD"}
    return {
        "PATH": os.environ["PATH"],
        "CONNECTOR_ACCOUNTS": json.dumps([account]),
        "DATABASE_URL": database_url,
        "PRICE_LISTS": json.dumps([listed]),
    }
