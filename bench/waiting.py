"""What ten thousand requests cost that wait for open orders, and how long a fresh purchase waits behind them.

Two parts. The first is played and timed: the database remembers all of them, and a sample is bought, ordered and looked at
through both simulated platforms (all of them there would measure the simulator, which looks through its lists one by one).
The second is reckoned from the connector's own pauses over ten simulated days: a runner takes tasks in one after the other, so
its rate of intake decides. The rates are those of CloudBlue's runner, measured on two cores.
"""

from __future__ import annotations

import heapq
import logging
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Final

from connector.domain import pauses
from tests.flows.builders import ORDERS
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

WAITING: Final = 10_000
SAMPLE: Final = 200

FAST: Final = 25.0
SLOW: Final = 7.1
"""Tasks that one runner instance takes in per second: at 0 and at 50 ms of latency to the platform."""

_DAY: Final = 86_400.0
_DAYS: Final = 10
_AGES: Final = (timedelta(minutes=10), timedelta(hours=2), timedelta(hours=12), timedelta(days=2), timedelta(days=5))
_SPANS: Final = (("first hour", 0, 60), ("rest of day 1", 60, 1440), ("days 2 and 3", 1440, 4320), ("days 4 to 10", 4320, 14_400))
"""In minutes."""


@dataclass(frozen=True)
class Span:
    """What a part of the time showed: looks a minute, and a fresh purchase's delay in seconds until it is taken in."""

    name: str
    looks_a_minute: float
    median: float
    worst: float


def played(folder: Path, number: int) -> Iterator[tuple[str, list[float]]]:
    """Let so many requests wait for open orders; give how long looks at each age and fresh purchases took, in seconds."""
    world = World(folder)
    logging.getLogger("connector").setLevel(logging.CRITICAL)
    for one in range(number - SAMPLE):
        request, key = f"PR-{one:012}", f"customer/production/D1000000000/TA-{one:09}"
        world.means.store.track(request, kind="purchase", customer_key=key)
        world.means.store.set_unsettled(request, f"P{one:09}")
    world.adobe.control.fault(ORDERS, "held", order_type="NEW", times=SAMPLE)
    requests = [_bought(world, f"Company {one}") for one in range(SAMPLE)]
    yield "bought and ordered", _timed(world, requests)
    passed = timedelta(0)
    for age in _AGES:
        world.advance(seconds=(age - passed).total_seconds())
        passed = age
        yield f"looked at, {age} old", _timed(world, requests)
        fresh = [_bought(world, f"Fresh company {age.total_seconds():.0f} {one}") for one in range(20)]
        yield f"a fresh purchase beside those {age} old", _timed(world, fresh)
        if {world.status(one) for one in fresh} != {"approved"} or world.status(requests[0]) != "pending":
            raise RuntimeError("a fresh purchase was not approved, or a held one was")


def _bought(world: World, company: str) -> str:
    tiers = {"customer": world.connect.trade.add_account(company), "tier1": world.product.reseller}
    return world.connect.trade.purchase({"65304470CA": 10}, {"action_type": "purchase"}, tiers)


def _timed(world: World, requests: list[str]) -> list[float]:
    durations = []
    for request in requests:
        began = time.perf_counter()
        world.hand_over(request)
        durations.append(time.perf_counter() - began)
    return durations


def reckoned(number: int, over: float, rate: float) -> list[Span]:
    """Reckon ten days of so many open orders that come evenly `over` so many seconds, with so many tasks taken in per second.

    Tasks are taken in as they fall due; one that is taken in late begins its next pause then. The spans count from when the last
    order came, so that all of them wait.
    """
    due = [(over * one / number, over * one / number) for one in range(number)]
    heapq.heapify(due)
    free, waiting, looks, delays = 0.0, 0, [0] * (_DAYS * 1440), [0.0] * (_DAYS * 1440)
    while due[0][0] < over + _DAYS * _DAY:
        at, placed = heapq.heappop(due)
        free = max(at, free) + 1 / rate
        waiting += at == placed
        pause = pauses.in_a_crowd(max(30, pauses.growing(timedelta(seconds=free - placed))), waiting)
        heapq.heappush(due, (free + pause, placed))
        minute = int((at - over) // 60)
        if 0 <= minute < len(looks):
            looks[minute] += 1
        taken = int((free - over) // 60)
        if 0 <= taken < len(delays):
            delays[taken] = max(delays[taken], free - 1 / rate - at)
    return [_span(name, looks[first:last], delays[first:last]) for name, first, last in _SPANS]


def _span(name: str, looks: list[int], delays: list[float]) -> Span:
    return Span(name, sum(looks) / len(looks), sorted(delays)[len(delays) // 2], max(delays))


def main(number: int = WAITING) -> int:
    """Print both tables."""
    print(f"{number:,} requests wait for open orders\n\n{'played':<50} {'n':>6} {'p50 ms':>8} {'p95 ms':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for what, seconds in played(Path(folder), number):
            cuts = quantiles(seconds, n=20, method="inclusive")
            print(f"{what:<50} {len(seconds):>6} {cuts[9] * 1000:>8.1f} {cuts[18] * 1000:>8.1f}", flush=True)
    print(f"\n{'reckoned':<50} {'looks a minute':>15} {'fresh: median s':>16} {'worst s':>9}")
    for rate, instances in ((FAST, 1), (SLOW, 1), (SLOW, 3)):
        for over, words in ((0.0, "all at one moment"), (_DAY, "over a day"), (7 * _DAY, "over a week")):
            print(f"{words}, {instances} x {rate} tasks/s", flush=True)
            for span in reckoned(number, over, rate * instances):
                print(f"  {span.name:<48} {span.looks_a_minute:>15.0f} {span.median:>16.1f} {span.worst:>9.0f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else WAITING))
