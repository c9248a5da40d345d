"""Tasks per second on CloudBlue's real runner: purchases of companies that Adobe knows, against a handler that does nothing.

Runners use the environment that is shipped (`.venv-bench`, without anything for tests), simulators have processes of their own.
Both sides are up together and work in turn, so that whatever else keeps the machine busy meets both.
"""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench.found import Found
from bench.nothing import nothing_extension
from bench.platforms import ROOT, Platforms
from connector.simulator.runner import Runner, RunnerPlan
from connector.store import Store
from soak.database import OwnPostgresql
from tests.world import ALL_APPS, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SHIPPED: Final = ROOT / ".venv-bench" / "bin" / "python"
_FIRST: Final = {SIGN: 5}
_ITEMS: Final = {PHOTOSHOP: 10, ALL_APPS: 5}
_EVENT: Final = "asset_purchase_request_processing"
_PATIENCE: Final = 300.0
_AT_ONCE: Final = 40
_LATENCIES: Final = ((0, 0), (50, 300))
_TARGETS: Final = (("tasks/s, purchase against a handler that does nothing", 0.45), ("… platform 50 ms, Adobe 300 ms", 0.9))
_INSTANCE_LATENCY: Final = 100
_TWO_AGAINST_ONE: Final = 1.8
_COMPLETES_AFTER: Final = (0.0, 1.5, 4.0)


@dataclass(frozen=True)
class Taken:
    """How long a batch took, in seconds: by the clock on the wall, and of the background workers' processors."""

    wall: float
    processor: float


class Side:
    """One platform with its runners; buys in batches and takes the time."""

    def __init__(self, platforms: Platforms, runners: Sequence[Runner]) -> None:
        self.platforms = platforms
        self._runners = runners
        self._known: list[dict[str, Any]] = []

    def batch(self, companies: Sequence[Mapping[str, str]], items: Mapping[str, int] = _ITEMS, *, ends: str) -> Taken:
        """Buy once for each company; gives the time until the platform has the last result.

        Raises `RuntimeError` when a request is not in the status in which it must end.
        """
        known = self._done()
        began, processor = time.time(), self._processor()
        buying = {"items": items, "params": {"action_type": "purchase"}}
        requests = [self.platforms.connect("trade/purchase", **buying, tiers=tiers) for tiers in companies]
        if not self.platforms.wait_until(lambda: self._done() - known >= len(requests), _PATIENCE):
            raise RuntimeError("the results did not come in time")
        found = {self.platforms.connect("run/status", identifier=request) for request in requests}
        if found != {ends}:
            raise RuntimeError(f"requests are {', '.join(sorted(found))} instead of {ends}")
        ended = datetime.fromisoformat(self._results()[-1]["at"]).timestamp()
        return Taken(ended - began, self._processor() - processor)

    def know(self, companies: Sequence[Mapping[str, str]]) -> None:
        """Make companies known to Adobe, by a first purchase of another product."""
        for begin in range(0, len(companies), _AT_ONCE):
            self.batch(companies[begin : begin + _AT_ONCE], _FIRST, ends="approved")

    def results_of(self, request: str) -> list[str]:
        """Give what the workers answered about a request, in order."""
        return [one["result"] for one in self._results() if one["object_id"] == request]

    def _done(self) -> int:
        return sum(one["result"] == "success" for one in self._results())

    def _processor(self) -> float:
        return sum(_processor_seconds(runner.worker_pid("background")) for runner in self._runners)

    def _results(self) -> list[dict[str, Any]]:
        self._known += self.platforms.connect("run/results", after=len(self._known))
        return [one for one in self._known if one["event_type"] == _EVENT]


@contextmanager
def running(folder: Path, *, python_path: Path | None = None, database_url: str = "", instances: int = 1) -> Iterator[Side]:
    """Start platforms, and runners of our extension or of the one in `python_path`."""
    folder.mkdir(exist_ok=True)
    with ExitStack() as stack:
        platforms = stack.enter_context(Platforms(folder))
        url = database_url or f"sqlite:///{folder / 'connector.sqlite3'}"
        _migrate(url)
        platforms.connect("run/set_variables", variables=platforms.variables(url))
        environment = {"PYTHONPATH": str(python_path)} if python_path else {}
        runners: list[Runner] = []
        for number in range(instances):
            plan = RunnerPlan(
                platforms.connect_address,
                platforms.authority,
                folder,
                instance_id=f"instance-{number + 1}",
                environment=environment,
                python=SHIPPED,
            )
            runners.append(stack.enter_context(Runner(platforms, plan)))
        yield Side(platforms, runners)


def _processor_seconds(pid: int) -> float:
    """Give the processor time of a process so far, all its threads together (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _migrate(url: str) -> None:
    store = Store(url)
    store.migrate()
    store.close()


@dataclass(frozen=True)
class Compared:
    """Tasks per second of the other side and of ours, by the wall and by the workers' processors."""

    other: Rate
    ours: Rate

    def told(self) -> str:
        """Write both rates and what they come to, by the wall and by the processors."""
        rates = f"{self.ours.wall:.1f} / {self.other.wall:.1f} = {self.ratio:.2f}"
        return f"{rates} (by processor {self.ours.processor:.1f} / {self.other.processor:.1f} = {self.processor_ratio:.2f})"

    @property
    def ratio(self) -> float:
        """Ours against the other, by the wall."""
        return self.ours.wall / self.other.wall

    @property
    def processor_ratio(self) -> float:
        """Ours against the other, by the processors: what the wall shows where the machine is otherwise idle."""
        return self.ours.processor / self.other.processor


@dataclass(frozen=True)
class Rate:
    """Tasks per second, and per second of the workers' processors."""

    wall: float
    processor: float

    @classmethod
    def of(cls, tasks: int, taken: Sequence[Taken]) -> Rate:
        """Sum batches up."""
        return cls(tasks / sum(one.wall for one in taken), tasks / sum(one.processor for one in taken))


def against_nothing(folder: Path, latencies: Sequence[tuple[int, int]], size: int, rounds: int) -> Iterator[Compared]:
    """Give the rates of a handler that does nothing and of ours at each pair of latencies (platform, Adobe; ms)."""
    nothing = nothing_extension(folder / "nothing")
    with running(folder / "ours") as ours, running(folder / "other", python_path=nothing) as other:
        companies = ours.platforms.companies(size * rounds * len(latencies))
        ours.know(companies)
        other.batch(other.platforms.companies(size), ends="pending")
        for platform_ms, adobe_ms in latencies:
            for one in (ours, other):
                one.platforms.slow_down(platform_ms, adobe_ms)
            theirs, own = [], []
            for _ in range(rounds):
                batch, companies = companies[:size], companies[size:]
                theirs.append(other.batch(other.platforms.companies(size), ends="pending"))
                own.append(ours.batch(batch, ends="approved"))
            yield Compared(Rate.of(size * rounds, theirs), Rate.of(size * rounds, own))


def two_against_one(folder: Path, platform_ms: int, size: int, rounds: int) -> Compared:
    """Give the rates of one instance and of two, on PostgreSQL, which several instances need."""
    with (
        OwnPostgresql() as server,
        running(folder / "one", database_url=server.new_database("one")) as one,
        running(folder / "two", database_url=server.new_database("two"), instances=2) as two,
    ):
        companies = {side: side.platforms.companies(size * rounds) for side in (one, two)}
        for side, known in companies.items():
            side.know(known)
            side.platforms.slow_down(platform_ms, 0)
        taken: dict[Side, list[Taken]] = {one: [], two: []}
        for begin in range(0, size * rounds, size):
            for side, known in companies.items():
                taken[side].append(side.batch(known[begin : begin + size], ends="approved"))
        return Compared(Rate.of(size * rounds, taken[one]), Rate.of(size * rounds, taken[two]))


def completing(folder: Path, seconds: Sequence[float]) -> list[tuple[float, int]]:
    """Let Adobe complete orders so many seconds after they were placed; gives seconds from then to approved, and deliveries."""
    with running(folder) as side:
        platforms = side.platforms
        side.know(platforms.companies(1))
        return [_completed(side, pause, tiers) for pause, tiers in zip(seconds, platforms.companies(len(seconds)), strict=True)]


def _completed(side: Side, pause: float, tiers: Mapping[str, str]) -> tuple[float, int]:
    """Buy, let Adobe complete the order after a pause; gives the seconds from then to approved, and the deliveries."""
    platforms = side.platforms
    orders = len(platforms.adobe("GET", "orders"))
    platforms.adobe("POST", "faults", route="POST /v3/customers/{id}/orders", kind="held", order_type="NEW")
    request = platforms.connect("trade/purchase", items=_FIRST, params={"action_type": "purchase"}, tiers=tiers)
    platforms.wait_until(lambda: len(platforms.adobe("GET", "orders")) > orders)
    time.sleep(pause)
    platforms.adobe("POST", f"orders/{platforms.adobe('GET', 'orders')[-1]['orderId']}/release")
    released = time.time()
    platforms.wait_until(lambda: platforms.connect("run/status", identifier=request) != "pending")
    took = time.time() - released
    if platforms.connect("run/status", identifier=request) != "approved":
        raise RuntimeError(f"{request} was not approved")
    platforms.wait_until(lambda: bool(side.results_of(request)))
    return took, len(side.results_of(request))


def measure(size: int = 180, rounds: int = 2) -> Iterator[Found]:
    """Measure everything on the real runner."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for compared, (what, least) in zip(against_nothing(folder, _LATENCIES, size, rounds), _TARGETS, strict=True):
            yield Found(what, compared.told(), f">= {least}", compared.ratio >= least)
        instances = two_against_one(folder, _INSTANCE_LATENCY, size, rounds)
        what = f"two instances against one, platform {_INSTANCE_LATENCY} ms"
        yield Found(what, instances.told(), f">= {_TWO_AGAINST_ONE}", instances.ratio >= _TWO_AGAINST_ONE)
        found = completing(folder / "completing", _COMPLETES_AFTER)
        result = ", ".join(
            f"after {after:g} s: {took:.1f} s, {runs}" for after, (took, runs) in zip(_COMPLETES_AFTER, found, strict=True)
        )
        yield Found("order completed … approved; deliveries", result, "same delivery", all(runs == 1 for _, runs in found))
