"""The numbers of all processes: added up, kept in order, and lost by nobody."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from connector.store import Store
from tests.store.builders import CUSTOMER, OTHER_CUSTOMER, a_lease, an_open_attempt

if TYPE_CHECKING:
    import pytest

    from connector.metrics import Sample
    from tests.store.builders import Ahead

WAITS: Sample = ("connector_verdicts_total", (("verdict", "wait"),))
TAKEOVERS: Sample = ("connector_lease_takeovers_total", ())


def state(store: Store, name: str) -> float:
    return store.all_meters().get(("connector_requests", (("state", name),)), 0.0)


def test_what_two_processes_counted_is_added_up(store: Store, another_instance: Store) -> None:
    for process, times in ((store, 2), (another_instance, 3), (store, 1)):
        for _ in range(times):
            process.meters.count_verdict("wait")
        process.keep_meters()
    assert store.all_meters()[WAITS] == 6.0
    assert another_instance.all_meters()[WAITS] == 6.0


def test_what_was_kept_outlives_its_process(store: Store, another_instance: Store) -> None:
    store.meters.count_verdict("wait")
    store.keep_meters()
    store.close()
    assert another_instance.all_meters()[WAITS] == 1.0


def test_where_the_database_is_away_the_numbers_come_with_the_next(store: Store) -> None:
    away = Store("postgresql+psycopg://postgres:pa55word@127.0.0.1:9/connector")
    away.meters.count_verdict("wait")
    away.keep_meters()
    assert away.meters.since() == {WAITS: 1.0}


def test_a_lease_that_was_taken_over_is_counted(store: Store, another_instance: Store, ahead: Ahead) -> None:
    a_lease(store, CUSTOMER)
    assert TAKEOVERS not in store.all_meters()
    ahead.by(seconds=61)
    assert another_instance.lease((CUSTOMER, OTHER_CUSTOMER), "worker 2") is not None
    assert store.all_meters()[TAKEOVERS] == 1.0


def test_requests_are_told_by_how_they_stand(store: Store, ahead: Ahead) -> None:
    for number in range(4):
        store.track(f"PR-{number}", kind="purchase", customer_key=CUSTOMER)
    store.end("PR-0", "approve")
    store.park("PR-1", "a matter")
    ahead.by(seconds=100)
    assert [state(store, name) for name in ("approve", "parked", "waiting")] == [1.0, 1.0, 2.0]
    assert 100 <= store.all_meters()["connector_oldest_wait_seconds", ()] < 200


def test_an_empty_database_tells_that_nothing_waits(store: Store) -> None:
    told = store.all_meters()
    assert (told["connector_oldest_wait_seconds", ()], told["connector_open_attempts", ()]) == (0.0, 0.0)
    assert (state(store, "parked"), state(store, "waiting")) == (0.0, 0.0)


def test_calls_without_an_answer_are_counted(store: Store) -> None:
    an_open_attempt(store, a_lease(store, CUSTOMER))
    assert store.all_meters()["connector_open_attempts", ()] == 1.0


def test_the_log_gets_one_line_with_everything(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    store.meters.count_verdict("wait")
    with caplog.at_level(logging.INFO, "connector.store"):
        store.tell_meters()
    (record,) = (one for one in caplog.records if getattr(one, "event", "") == "meters")
    assert vars(record)["counted"] == {'connector_verdicts_total{"verdict": "wait"}': 1.0}
