"""What a connector remembers that has been at work for a month: requests that ended in every way, and Adobe's refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.domain.journal import Answer, Outcome
from connector.simulator.connect.adobe_product import MARKETPLACE
from connector.store import Shown, Store
from tests.store.builders import CUSTOMER, Ahead, a_lease, an_open_attempt

if TYPE_CHECKING:
    from connector.commands.demo.stage import Stage

DAYS: Final = 30
# How many requests end in which way on the days of a week, Monday first.
_WEEK: Final[tuple[dict[str, int], ...]] = (
    {"approve": 14, "fail": 1, "inquire": 2},
    {"approve": 17, "fail": 0, "inquire": 1},
    {"approve": 12, "fail": 3, "inquire": 4, "revoked": 1},
    {"approve": 19, "fail": 1, "inquire": 0},
    {"approve": 9, "fail": 0, "inquire": 3},
    {"approve": 2},
    {},
)
_MINUTES: Final = (1, 2, 3, 5, 90)
REFUSALS: Final = (("1117", 7), ("2132", 4), ("4118", 2), ("1134", 1))
THROTTLED: Final = 3


def remember(stage: Stage) -> None:
    """Write it to the stage's database, the oldest day first, yesterday last."""
    clock = Ahead()
    clock.by(days=-DAYS)
    store = Store(stage.environment.variables["DATABASE_URL"], offset=clock)
    try:
        for number in range(1, DAYS):
            clock.by(days=1)
            _remember_day(store, clock, number)
        _remember_refusals(store)
    finally:
        store.close()


def approved_in(days: int) -> int:
    """Say how many approvals the last so many days have, today not counted."""
    return sum(_WEEK[number % len(_WEEK)].get("approve", 0) for number in range(DAYS - days + 1, DAYS))


def _remember_day(store: Store, clock: Ahead, number: int) -> None:
    ends = [outcome for outcome, times in _WEEK[number % len(_WEEK)].items() for _ in range(times)]
    for one, outcome in enumerate(ends):
        request = f"PR-9000-{number:04}-{one:04}-001"
        store.track(request, kind="purchase", customer_key=CUSTOMER, shown=Shown(marketplace_id=MARKETPLACE))
        minutes = _MINUTES[one % len(_MINUTES)]
        clock.by(minutes=minutes)
        store.end(request, outcome)
        clock.by(minutes=-minutes)


def _remember_refusals(store: Store) -> None:
    lease = a_lease(store)
    owner = f"PR-9000-{DAYS - 2:04}-0000-001"
    refused = [(code, 400, Outcome.REFUSED) for code, times in REFUSALS for _ in range(times)]
    for number, (code, status, outcome) in enumerate([*refused, *[("", 429, Outcome.NOT_EXECUTED)] * THROTTLED]):
        attempt = an_open_attempt(store, lease, owner=owner, intent=f"call {number}")
        store.close_attempt(attempt, outcome, Answer(status, {"code": code} if code else {}))
    lease.release()
