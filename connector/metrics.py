"""What is counted, under names that Prometheus takes. Counting is in memory; whoever keeps the numbers takes what came since.

Must never have a label whose values nobody can list: no ids of requests, customers or orders, no names, no texts, no secrets.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import Metric

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TAKEOVERS: Final = "connector_lease_takeovers_total"
TRIED: Final = "tried"
"""In the place of an account's name where an account is only tried: anybody may write one."""

_BUCKETS: Final = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

_CODE: Final = re.compile(r"\d{4}|[A-Z][A-Z_]{2,39}")
"""Adobe's codes: four digits, or a word in capitals. Whatever else stands there could be anything, also somebody's name."""

Sample = tuple[str, tuple[tuple[str, str], ...]]
"""What is counted: the sample's name, and its labels in the order of their names."""


@dataclass(frozen=True)
class Family:
    """Samples that belong together: `kind` is counter, histogram or gauge; `text` says what they are."""

    name: str
    kind: str
    text: str

    def has(self, sample: str) -> bool:
        """Whether a sample of this name belongs here."""
        endings = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}.get(self.kind, ("",))
        return sample in {f"{self.name}{ending}" for ending in endings}


VERDICTS: Final = Family("connector_verdicts", "counter", "How deliveries ended: approve, fail, inquire, wait, park.")
CALLS: Final = Family("connector_adobe_calls", "counter", "HTTP attempts at Adobe, tokens included, by account, status and code.")
SECONDS: Final = Family("connector_adobe_call_seconds", "histogram", "How long HTTP attempts at Adobe took.")
DRAFTS: Final = Family("connector_drafts", "counter", "How drafts were judged: clean, problems, alone, unjudged.")
DRAFT_SECONDS: Final = Family("connector_draft_seconds", "histogram", "How long judging drafts took.")
LEASES: Final = Family("connector_lease_takeovers", "counter", "Leases taken over from a worker that died or hung.")
REQUESTS: Final = Family("connector_requests", "gauge", "Requests that are known, by how they stand.")
OPEN: Final = Family("connector_open_attempts", "gauge", "Calls to Adobe whose answer is missing.")
OLDEST: Final = Family("connector_oldest_wait_seconds", "gauge", "For how long the request has waited that waits longest.")
FAMILIES: Final = (VERDICTS, CALLS, SECONDS, DRAFTS, DRAFT_SECONDS, LEASES, REQUESTS, OPEN, OLDEST)


class Meters:
    """What one process counted. Thread-safe."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._verdicts = Counter(VERDICTS.name, VERDICTS.text, ["verdict"], registry=self._registry)
        self._calls = Counter(CALLS.name, CALLS.text, ["account", "outcome", "status", "code"], registry=self._registry)
        self._seconds = Histogram(SECONDS.name, SECONDS.text, registry=self._registry, buckets=_BUCKETS)
        self._drafts = Counter(DRAFTS.name, DRAFTS.text, ["outcome"], registry=self._registry)
        self._draft_seconds = Histogram(DRAFT_SECONDS.name, DRAFT_SECONDS.text, registry=self._registry, buckets=_BUCKETS)
        self._given: dict[Sample, float] = {}
        self._done: dict[str, float] = {}
        self._lock = threading.Lock()

    def count_verdict(self, verdict: str) -> None:
        """Count how a delivery ended."""
        self._verdicts.labels(verdict).inc()

    def count_call(self, account: str, outcome: str, status: int | None, code: str, milliseconds: int) -> None:
        """Count an HTTP attempt at Adobe. A code that is none of Adobe's four digits or words is told as `other`.

        `account` is the name of one that is set up, or `TRIED`.
        """
        known = code if _CODE.fullmatch(code) else "other"
        self._calls.labels(account, outcome, "none" if status is None else str(status), known if code else "none").inc()
        self._seconds.observe(milliseconds / 1000)

    def count_draft(self, outcome: str, milliseconds: int | None) -> None:
        """Count how a draft was judged, and how long that took where it was."""
        self._drafts.labels(outcome).inc()
        if milliseconds is not None:
            self._draft_seconds.observe(milliseconds / 1000)

    def is_time(self, what: str, every: float, now: float) -> bool:
        """Whether something is due that is done `every` so many seconds (monotonic); then it counts as done. Never at first."""
        with self._lock:
            is_due = now - self._done.setdefault(what, now) >= every
            if is_due:
                self._done[what] = now
            return is_due

    def totals(self) -> dict[Sample, float]:
        """Give everything that this process counted since it began."""
        return {
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for metric in self._registry.collect()
            for sample in metric.samples
            if not sample.name.endswith("_created")
        }

    def since(self) -> dict[Sample, float]:
        """Give what came since it was given last. Give it back with `undo` where it could not be kept."""
        with self._lock:
            totals = self.totals()
            came = {one: value - self._given.get(one, 0.0) for one, value in totals.items() if value != self._given.get(one, 0.0)}
            self._given = totals
            return came

    def undo(self, came: Mapping[Sample, float]) -> None:
        """Take back what could not be kept: it comes again with the next."""
        with self._lock:
            for one, value in came.items():
                self._given[one] -= value


def exposition(samples: Mapping[Sample, float]) -> bytes:
    """Write samples as Prometheus reads them, in its text format."""
    registry = CollectorRegistry()
    registry.register(_Kept(samples))
    return generate_latest(registry)


class _Kept:
    """Hands samples that were counted elsewhere to the library that writes them."""

    def __init__(self, samples: Mapping[Sample, float]) -> None:
        self._samples = samples

    def collect(self) -> Iterator[Metric]:
        """Give every family with its samples."""
        for family in FAMILIES:
            metric = Metric(family.name, family.text, family.kind)
            for (name, labels), value in _in_order(self._samples, family):
                metric.add_sample(name, dict(labels), value)
            yield metric


def _in_order(samples: Mapping[Sample, float], family: Family) -> Iterable[tuple[Sample, float]]:
    """Give a family's samples, the buckets of a histogram from the narrowest to the widest."""
    found = ((one, value) for one, value in samples.items() if family.has(one[0]))
    return sorted(found, key=lambda one: (one[0][0], float(dict(one[0][1]).get("le", "0")), one[0][1]))
