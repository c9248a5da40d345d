"""What a long history costs: the calls of a delivery for a customer that has 10, 100 and 1,000 orders.

Where the asset's ledger knows its orders, the number of calls must not grow; where it was lost, the history is read a page of a
hundred orders at a time.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.calls import form_of
from bench.found import Found
from tests.world import PHOTOSHOP, World

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES: Final = (10, 100, 1_000)
_PAGE: Final = 100
_HISTORY: Final = "GET /v3/customers/{id}/orders"


def measure() -> Iterator[Found]:
    """Ask for more seats, with the ledger and without it, at every length of history."""
    known = {size: _calls(size, ledger=True) for size in SIZES}
    result = ", ".join(f"{size:,}: {total} calls" for size, (total, _) in known.items())
    yield Found("more seats after so many orders, ledger known", result, "flat", len(set(known.values())) == 1)
    lost = {size: _calls(size, ledger=False) for size in SIZES}
    result = ", ".join(f"{size:,}: {pages} of {total}" for size, (total, pages) in lost.items())
    kept = all(pages <= _pages(size) for size, (_, pages) in lost.items())
    yield Found("… ledger lost: pages of the history among the calls", result, "one page per 100", kept)


def _pages(size: int) -> int:
    # The first purchase is an order too.
    return -(-(size + 1) // _PAGE)


def _calls(size: int, *, ledger: bool) -> tuple[int, int]:
    """Count the calls of a change that asks for more seats, and the pages of the history among them."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        logging.getLogger("connector").setLevel(logging.CRITICAL)
        asset = _with_history(world, size)
        if not ledger:
            _lose_ledger(world, asset)
        world.adobe.control.forget_calls()
        request = world.connect.trade.change(asset, {PHOTOSHOP: 12})
        if world.settle(request) != "approved":
            raise RuntimeError(f"{request} was not approved: {world.note(request)}")
        calls = [form_of(call) for call in world.adobe_calls()]
    return len(calls), calls.count(_HISTORY)


def _with_history(world: World, size: int) -> str:
    request = world.buy({PHOTOSHOP: 10})
    if world.settle(request) != "approved":
        raise RuntimeError(f"{request} was not approved: {world.note(request)}")
    (customer,) = world.adobe.control.customers()
    for number in range(size):
        world.adobe.control.add_purchase(customer["customerId"], f"{PHOTOSHOP}01A12", 1, "USD", f"elsewhere-{number}")
    world.advance(hours=1)
    return world.connect.control.asset_of(request)


def _lose_ledger(world: World, asset: str) -> None:
    """Empty what the asset remembers of its orders, as an asset from before the connector has it."""
    with world.connect.world.lock:
        held = world.connect.world.assets[asset]
        held.params["adobe_orders"].structured = {}
