"""Price lists measured: fetched from a served Adobe, stored, compared, asked; and how much memory that takes.

Each measurement of memory runs in a process of its own, because a peak never goes down again. The simulated Adobe is another
process still: what it takes is not the connector's.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import httpx

from connector.domain.prices.charging import Buyer
from connector.domain.prices.rows import read_row
from connector.domain.prices.scopes import Month, Scope
from connector.prices.asking import price_of
from connector.prices.differences import summary_of
from connector.simulator.adobe.price_shelf import MadeUpOffers
from connector.store import Store
from tests.databases import a_database, database_kinds

if TYPE_CHECKING:
    import resource
    from collections.abc import Iterator

    from connector.domain.prices.lists import PriceList

ROWS: Final = 200_000
MEMORY_LIMIT_MB: Final = 150
ROWS_PER_SECOND: Final = 20_000
ASKED_WITHIN_MS: Final = 5.0
GROWTH_LIMIT_MB: Final = 10

_ROOT: Final = Path(__file__).resolve().parent.parent
_SCOPE: Final = Scope("production/D1000000000", "NA", "COM", "USD")
_PIECE: Final = 1000
_CLIENT_ID, _CLIENT_SECRET = "simulated-client-id", "simulated-client-secret"


@dataclass
class Watch:
    """Seconds by the wall and of this process's processor: on a busy machine the second tells more."""

    wall: float = 0.0
    processor: float = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count the time that the block takes."""
        wall, processor = time.perf_counter(), time.process_time()
        yield
        self.wall += time.perf_counter() - wall
        self.processor += time.process_time() - processor

    def rate(self, number: int) -> str:
        """Give both rates for so many rows."""
        return f"{number / self.wall:,.0f} rows/s ({number / self.processor:,.0f} per processor second)"


def rows(number: int = ROWS) -> Iterator[tuple[str, str, str, bool]]:
    """Measure everything, giving for each row what was measured, the figure, the limit, and whether it is kept."""
    for kind in database_kinds():
        with tempfile.TemporaryDirectory() as folder, a_database(kind, Path(folder)) as url:
            storing, comparing, asked = _store_compare_and_ask(url, number)
        for what, watch in (("store", storing), ("compare", comparing)):
            kept = number / watch.wall >= ROWS_PER_SECOND
            yield f"{kind}: {what} a list of {number:,} rows", watch.rate(number), f">= {ROWS_PER_SECOND:,} rows/s", kept
        figure = f"{asked.wall * 1000:.2f} ms ({asked.processor * 1000:.2f} ms of the processor)"
        yield f"{kind}: ask for a price, 24 months kept", figure, f"< {ASKED_WITHIN_MS} ms", asked.wall * 1000 < ASKED_WITHIN_MS
    small, large = (_peak_of_a_fetch(size) for size in (number // 10, number))
    for size, peak in ((number // 10, small), (number, large)):
        yield f"peak memory of fetching {size:,} rows", f"{peak:.0f} MB", f"< {MEMORY_LIMIT_MB} MB", peak < MEMORY_LIMIT_MB
    yield "growth between the two", f"{large - small:.1f} MB", f"< {GROWTH_LIMIT_MB} MB", large - small < GROWTH_LIMIT_MB


def _store_compare_and_ask(url: str, number: int) -> tuple[Watch, Watch, Watch]:
    store = Store(url)
    store.migrate()
    first = _kept(store, Month(2026, 1), MadeUpOffers(number), Watch())
    storing, comparing = Watch(), Watch()
    second = _kept(store, Month(2026, 2), MadeUpOffers(number, every=50), storing)
    with comparing.running():
        summary_of(store, first, second)
    month = Month(2026, 2)
    for _ in range(22):
        month = month.after
        _kept(store, month, MadeUpOffers(number // 20), Watch())
    asked = _asked(store, month)
    store.close()
    return storing, comparing, asked


def _kept(store: Store, month: Month, offers: MadeUpOffers, watch: Watch) -> PriceList:
    """Keep a list as a fetch does; the making up of the offers is not counted."""
    lease = store.lease((f"price list/{month}",), "bench")
    if lease is None:
        raise RuntimeError("the bench works alone")
    listed = store.begin_price_list(lease, _SCOPE, month, patience=timedelta(hours=1))
    for begin in range(0, len(offers), _PIECE):
        page = offers[begin : begin + _PIECE]
        with watch.running():
            read = [read_row(offer) for offer in page]
            listed = store.add_price_rows(lease, listed, read, begin + len(page), len(offers))
    with watch.running():
        published = store.publish_price_list(lease, listed)
    lease.release()
    return published


def _asked(store: Store, month: Month) -> Watch:
    """Give the median time of asking for one price of a customer with a commitment, who has no list of its own kept."""
    buyer, day, taken = Buyer(licences_since=Month(2026, 3).first_day), month.first_day, []
    for number in range(200):
        watch = Watch()
        with watch.running():
            price = price_of(store, f"{10_000_000 + number}CA01A12", day, _SCOPE, buyer)
        if price is None:
            raise RuntimeError("a price that is kept was not found")
        taken.append(watch)
    return sorted(taken, key=lambda one: one.wall)[len(taken) // 2]


def _peak_of_a_fetch(number: int) -> float:
    """Fetch a list from a served Adobe into SQLite and compare it with the one before; give the process's peak in MB."""
    with tempfile.TemporaryDirectory() as folder, _served_adobe() as address:
        for every in (0, 50):
            made_up = {"rows": number, "month": "202601", "every": every}
            httpx.post(f"{address}/control/price-lists/made-up", json=made_up, timeout=60).raise_for_status()
            fetched = _in_a_process(_environment(address, folder), "prices", "fetch", "--month", "202601")
        return max(fetched, _in_a_process(_environment(address, folder), "prices", "diff", "2"))


def _in_a_process(environment: dict[str, str], *words: str) -> float:
    """Run a command to its end, and give the most memory that it ever had, in MB."""
    child = subprocess.Popen([sys.executable, "-m", "connector", *words], cwd=_ROOT, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {child.returncode}")
    return _megabytes(usage)


def _megabytes(usage: resource.struct_rusage) -> float:
    # Linux counts in kilobytes, macOS in bytes.
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


@contextmanager
def _served_adobe() -> Iterator[str]:
    """Serve the simulated Adobe in a process of its own; give its address."""
    command = [sys.executable, "-m", "connector", "simulate", "adobe"]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            if server.stdout is None:
                raise RuntimeError("its words are needed")
            yield next(word for word in server.stdout.readline().split() if word.startswith("http://"))
        finally:
            server.terminate()


def _environment(address: str, folder: str) -> dict[str, str]:
    account: dict[str, Any] = {
        "product": "*",
        "marketplace": "*",
        "environment": "production",
        "api_key": _CLIENT_ID,
        "adobe_client_secret": _CLIENT_SECRET,
        "oauth_url": address,
        "url": address,
        "distributor_id": "D1000000000",
        "currency": "USD",
        "market_segment": "COM",
    }
    listed = {"distributor_id": "D1000000000", "region": "NA", "market_segment": "COM", "currency": "USD"}
    return {
        **os.environ,
        "CONNECTOR_ACCOUNTS": json.dumps([account]),
        "DATABASE_URL": f"sqlite:///{folder}/connector.sqlite3",
        "PRICE_LISTS": json.dumps([listed]),
        "PRICE_LIST_PAGE_SIZE": "100",
    }


def main(number: int = ROWS) -> int:
    """Print a table of everything about lists of so many rows; 1 when a limit is not kept."""
    missed = 0
    for what, figure, limit, kept in rows(number):
        missed += not kept
        print(f"{what:<45} {figure:<48} {limit:<18} {'' if kept else 'missed'}".rstrip(), flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
