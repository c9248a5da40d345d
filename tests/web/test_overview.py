"""The console's first page: what happened within some days, of the caller's own alone."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from connect.eaas.core.testing import WebAppTestClient

from connector.fulfillment.overview_page import percentile
from connector.store.meters import add
from connector.webapp import AdobeWebApplication
from tests.flows.lives import an_asset
from tests.planted import assert_nowhere
from tests.web.console import Console, problem
from tests.world import CLIENT_ID, CLIENT_SECRET, World

if TYPE_CHECKING:
    from pathlib import Path

OWNER = {"call_type": "admin"}


def overview(console: Console, query: str = "", who: str = "ours", context: dict[str, str] | None = None) -> dict[str, Any]:
    """Read the page."""
    answer = console.get(f"overview{query}", who=who, context=context)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_the_page_counts_whole_days_today_included(console: Console) -> None:
    an_asset(console.world)
    found = overview(console, "?days=7")
    today = console.world.now().date().isoformat()
    assert [one["day"] for one in found["days"]] == sorted({one["day"] for one in found["days"]})
    assert (len(found["days"]), found["days"][-1]["day"]) == (7, today)
    assert datetime.fromisoformat(found["since"]).isoformat() == f"{found['days'][0]['day']}T00:00:00+00:00"
    assert found["days"][-1] == {"day": today, "came": 1, "approved": 1, "failed": 0, "inquired": 0, "other": 0}
    assert found["time_to_approval"]["approved"] == 1
    assert 0 < found["time_to_approval"]["median_seconds"] == found["time_to_approval"]["p90_seconds"]
    assert found["accounts"] == [{"account": "production/D1000000000", "calls": 2, "throttled": 0}]
    assert (found["refusals"], found["parked"], found["waiting"]) == ([], 0, 0)
    assert len(overview(console)["days"]) == 30


def test_every_way_to_end_has_its_number(console: Console) -> None:
    store = console.world.means.store
    for outcome in ("approved", "failed", "inquire", "revoked"):
        request = console.world.buy()
        console.world.deliver()
        store.end(request, outcome)
    (today,) = overview(console, "?days=1")["days"]
    assert [today[name] for name in ("approved", "failed", "inquired", "other")] == [1, 1, 1, 1]


def test_refusals_throttling_and_what_waits_are_counted(console: Console) -> None:
    console.world.adobe.control.fault("POST /v3/customers", "refused", status=400, code="1117")
    console.world.buy()
    console.world.deliver()
    console.world.advance(hours=1)
    console.world.adobe.control.fault("POST /v3/customers", "throttled", times=1)
    console.world.buy()
    console.world.deliver()
    found = overview(console)
    assert found["refusals"] == [{"code": "1117", "refusals": 1}, {"code": "4118", "refusals": 1}]
    assert found["accounts"] == [{"account": "production/D1000000000", "calls": 2, "throttled": 1}]
    assert (found["parked"], found["waiting"]) == (1, 1)


def test_the_sums_of_all_installations_are_the_owners(console: Console) -> None:
    an_asset(console.world)
    console.world.means.store.keep_meters()
    assert "all_installations" not in overview(console)
    sums = overview(console, context=OWNER)["all_installations"]
    assert sums["attempts"] == sum(one["attempts"] for one in sums["outcomes"]) > 0
    assert sums["throttled"] == 0
    assert sums["accounts"] == [{"account": "production/D1000000000", "attempts": sums["attempts"], "throttled": 0}]
    assert problem(console.get("metrics")) == (403, "owner-only")


def test_a_look_that_adobe_had_no_room_for_is_told_to_the_owner_by_account(console: Console) -> None:
    store, name = console.world.means.store, "production/D1000000000"
    console.world.adobe.control.fault("GET /v3/customers/*/orders*", "throttled", retry_after=60, times=1)
    an_asset(console.world)
    store.meters.count_call("sandbox/D2", "throttled", 429, "", 10)
    store.keep_meters()
    assert overview(console)["accounts"] == [{"account": name, "calls": 2, "throttled": 0}]
    sums = overview(console, context=OWNER)["all_installations"]
    assert [(one["account"], one["throttled"]) for one in sums["accounts"]] == [(name, 1), ("sandbox/D2", 1)]
    assert sums["throttled"] == 2


def test_sums_of_before_accounts_were_told_apart_stay_in_the_whole(console: Console) -> None:
    store = console.world.means.store
    with store._database.writing() as transaction:  # noqa: SLF001 - as an older program wrote them.
        add(transaction, {("connector_adobe_calls_total", (("code", "none"), ("outcome", "answered"), ("status", "200"))): 3.0})
    sums = overview(console, context=OWNER)["all_installations"]
    assert (sums["attempts"], sums["accounts"]) == (3, [])


def test_the_calls_of_an_account_for_every_marketplace_are_the_owners(tmp_path: Path) -> None:
    world = World(tmp_path, account={"marketplace": "*"})
    with WebAppTestClient(AdobeWebApplication) as client:
        console = Console(world, client)
        an_asset(world)
        assert overview(console)["accounts"] == []
        assert overview(console)["days"][-1]["approved"] == 1
        assert [one["calls"] for one in overview(console, context=OWNER)["accounts"]] == [2]


def test_a_stranger_sees_numbers_of_nothing(console: Console) -> None:
    an_asset(console.world)
    found = overview(console, "?days=1", who="theirs")
    (today,) = found["days"]
    assert set(today.values()) == {today["day"], 0}
    assert (found["accounts"], found["refusals"], found["parked"], found["waiting"]) == ([], [], 0, 0)
    assert found["time_to_approval"] == {"approved": 0}
    assert_nowhere(json.dumps(found), [CLIENT_ID, CLIENT_SECRET, "production/D1000000000"])


@pytest.mark.parametrize("query", ["?days=0", "?days=91", "?days=x"])
def test_other_spans_are_refused(console: Console, query: str) -> None:
    assert problem(console.get(f"overview{query}")) == (422, "input-invalid")


def test_a_percentile_is_a_value_that_was_measured() -> None:
    ordered = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]
    assert (percentile(ordered, 50), percentile(ordered, 90), percentile(ordered[:1], 90)) == (5.0, 9.0, 1.0)
    assert percentile(ordered[:3], 50) == 2.0
