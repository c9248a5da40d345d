"""What a transaction saves: how many calls Adobe gets for ten products in ten requests, bought one by one and bought together."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from tests.flows.transactions import belonging
from tests.world import World

if TYPE_CHECKING:
    from pathlib import Path

TEN: Final = tuple(f"6540000{number}CA" for number in range(10))


def calls_one_by_one(folder: Path) -> int:
    """Count the calls of a new customer's ten purchases of one product each."""
    return _calls(folder, together=False)


def calls_together(folder: Path) -> int:
    """Count the calls of a new customer's transaction of ten."""
    return _calls(folder, together=True)


def _calls(folder: Path, *, together: bool) -> int:
    folder.mkdir()
    world = World(folder)
    logging.getLogger("connector").setLevel(logging.CRITICAL)
    for mpn in TEN:
        world.adobe.control.add_product(mpn, f"Product {mpn}", {"USD": "100.00"})
        world.connect.vendor.add_item(world.product.product, mpn, name=f"Product {mpn}")
    requests = [world.buy({mpn: 2}, **(belonging(len(TEN)) if together else {})) for mpn in TEN]
    for request in requests:
        if world.settle(request) != "approved":
            raise RuntimeError(f"{request} was not approved: {world.note(request)}")
    return len(world.adobe_calls())
