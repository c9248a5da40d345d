"""The console's first page: what happened within some days, and what waits now, as far as the caller may see it.

Requests count by their marketplaces, calls by accounts of which every marketplace is the caller's. What all processes count
together tells no installation from another, and is told to the owner of the extension alone.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from connector.metrics import CALLS
from connector.store import Sight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from connector.fulfillment.account_desk import Desk
    from connector.metrics import Sample
    from connector.store import Counted

_MEANT: Final = {
    "approve": "approved",
    "approved": "approved",
    "fail": "failed",
    "failed": "failed",
    "inquire": "inquired",
    "inquiring": "inquired",
}
_ENDED: Final = ("approved", "failed", "inquired", "other")
_THROTTLED: Final = "throttled"


def overview(days: int, desk: Desk) -> dict[str, Any]:
    """Count over whole days in UTC, today's included."""
    now = desk.means.store.now()
    since = datetime.combine(now.date() - timedelta(days=days - 1), time(), tzinfo=now.tzinfo)
    found = desk.means.store.counted(since, _sight(desk))
    meters = {"all_installations": _metered(desk.means.store.all_meters())} if desk.is_owner else {}
    return {
        "since": since.isoformat(),
        "days": [_day((since + timedelta(days=number)).date().isoformat(), found) for number in range(days)],
        "time_to_approval": _durations(found.durations),
        "refusals": [{"code": code, "refusals": number} for code, number in _most_first(found.refusals)],
        "accounts": [
            {"account": name, "calls": one.calls, "throttled": one.throttled} for name, one in sorted(found.accounts.items())
        ],
        "parked": found.parked,
        "waiting": found.waiting,
        **meters,
    }


def _sight(desk: Desk) -> Sight:
    """Say what the caller may see."""
    return Sight(sorted(desk.visible.marketplaces()), sorted(desk.whole_accounts()))


def _day(day: str, found: Counted) -> dict[str, Any]:
    ended = dict.fromkeys(_ENDED, 0)
    for (on, outcome), number in found.days.items():
        if on == day:
            ended[_MEANT.get(outcome, "other")] += number
    return {"day": day, "came": found.came.get(day, 0), **ended}


def _durations(taken: Sequence[float]) -> dict[str, Any]:
    """Give the median and the 90th percentile by nearest rank: seconds that some request really took."""
    ranks = {"median_seconds": 50, "p90_seconds": 90}
    return {"approved": len(taken)} | {name: round(percentile(taken, rank), 3) for name, rank in ranks.items() if taken}


def percentile(ordered: Sequence[float], rank: int) -> float:
    """Give the smallest of these values, smallest first, that `rank` percent of them do not exceed."""
    return ordered[-(-len(ordered) * rank // 100) - 1]


def _most_first(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def _metered(samples: Mapping[Sample, float]) -> dict[str, Any]:
    """Give the HTTP attempts at Adobe since anybody counts, tokens and retries included."""
    calls = [(dict(labels), int(value)) for (name, labels), value in samples.items() if name == f"{CALLS.name}_total"]
    counted, by_account, throttled = Counter[str](), Counter[str](), Counter[str]()
    for labels, number in calls:
        counted[labels["outcome"]] += number
        if account := labels.get("account"):  # There is none in what older programs counted.
            by_account[account] += number
            throttled[account] += number if labels["outcome"] == _THROTTLED else 0
    return {
        "attempts": counted.total(),
        "throttled": counted[_THROTTLED],
        "outcomes": [{"outcome": outcome, "attempts": number} for outcome, number in _most_first(counted)],
        "accounts": [{"account": one, "attempts": by_account[one], "throttled": throttled[one]} for one in sorted(by_account)],
    }
