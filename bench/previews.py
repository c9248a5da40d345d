"""Previews of the management API: how long an answer takes, as the front end of a draft cart asks for it.

Both platforms are simulated in this process and answer at once: what is measured is the connector's own time, and the little that
the simulators take. Must not be compared with what a customer sees, which has both platforms' time in it.
"""

from __future__ import annotations

import logging
import os
import time
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from connect.eaas.core.testing import WebAppTestClient

from connector.webapp import AdobeWebApplication
from tests.flows.arrivals import MEMBERSHIP, a_membership
from tests.web.console import ENVIRONMENT, OURS, Console
from tests.world import ALL_APPS, PHOTOSHOP, World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TIMES: Final = 200
_WARM_UP: Final = 10


def preview_an_order(folder: Path) -> list[float]:
    """Preview a cart of two products, with prices, for a customer whom Adobe knows."""
    with _console(folder) as console:
        world = console.world
        if world.settle(world.buy({PHOTOSHOP: 10})) != "approved":
            raise RuntimeError("the first purchase was not approved")
        (customer,) = world.adobe.control.customers()
        items = [{"offerId": PHOTOSHOP, "quantity": 3}, {"offerId": ALL_APPS, "quantity": 1}]
        cart = {"marketplace": OURS, "customer": customer["customerId"], "price": True, "items": items}
        return _answered(console, "order/preview", cart)


def preview_a_transfer(folder: Path) -> list[float]:
    """Preview what a membership holds, with the product's own items."""
    with _console(folder) as console:
        a_membership(console.world)
        return _answered(console, "transfer/preview", {"marketplace": OURS, "membership": MEMBERSHIP})


@contextmanager
def _console(folder: Path) -> Iterator[Console]:
    os.environ["ENVIRONMENT_ID"] = ENVIRONMENT
    world = World(folder)
    logging.getLogger("connector").setLevel(logging.CRITICAL)
    with WebAppTestClient(AdobeWebApplication) as client:
        yield Console(world, client)


def _answered(console: Console, path: str, body: dict[str, object]) -> list[float]:
    durations = []
    for _ in range(_WARM_UP + _TIMES):
        began = time.perf_counter()
        answer = console.get(path, body)
        durations.append(time.perf_counter() - began)
        if answer.status_code != HTTPStatus.OK:
            raise RuntimeError(f"{path}: {answer.text}")
    return durations[_WARM_UP:]
