"""What deliveries count: every ending and attempt at Adobe, brought to the database from time to time, without a name in it."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from connector.fulfillment.accounts import SavedAccounts
from connector.fulfillment.validating import METERS
from connector.metrics import exposition
from connector.store import Store
from tests.flows.builders import CREATE
from tests.flows.drafts import a_draft
from tests.world import PHOTOSHOP, SIGN, World

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def counted(world: World) -> dict[str, float]:
    """Give what the world's process counted, each as Prometheus writes it."""
    lines = exposition(world.means.store.meters.totals()).decode().splitlines()
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if not line.startswith("#")}


def test_endings_and_calls_are_counted(world: World) -> None:
    world.settle(world.buy())
    told = counted(world)
    assert told['connector_verdicts_total{verdict="approve"}'] == 1.0
    # The token, the customer, the PREVIEW, the order, its reading and the subscriptions'.
    calls = {name: value for name, value in told.items() if name.startswith("connector_adobe_calls_total")}
    assert sum(calls.values()) == told["connector_adobe_call_seconds_count"] == 6.0


def test_a_refusal_is_counted_with_adobes_code(world: World) -> None:
    world.adobe.control.fault(CREATE, "throttled", retry_after=60)
    world.buy()
    world.deliver()
    told = counted(world)
    assert (
        told['connector_adobe_calls_total{account="production/D1000000000",code="4118",outcome="throttled",status="429"}'] == 1.0
    )
    assert told['connector_verdicts_total{verdict="wait"}'] == 1.0


def test_what_is_throttled_is_counted_by_account_a_look_too(world: World) -> None:
    world.adobe.control.fault("GET /v3/customers/*/orders*", "throttled", retry_after=60, times=1)
    world.settle(world.buy())
    told = counted(world)
    assert (
        told['connector_adobe_calls_total{account="production/D1000000000",code="4118",outcome="throttled",status="429"}'] == 1.0
    )


def test_an_account_that_is_only_tried_makes_no_label(world: World) -> None:
    (account,) = world.means.settings.accounts
    for distributor in ("D1000000000", "D2000000000"):
        client = world.means.new_client(replace(account, distributor_id=distributor))
        client.fetch_token()
        client.close()
    calls = {name: value for name, value in counted(world).items() if name.startswith("connector_adobe_calls_total")}
    assert calls == {'connector_adobe_calls_total{account="tried",code="none",outcome="answered",status="200"}': 2.0}


def test_deliveries_bring_the_numbers_to_the_database_and_into_the_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    seconds = iter(range(0, 10_000_000, 1000))
    means = replace(world.means, monotonic=lambda: float(next(seconds)))
    with caplog.at_level("INFO", "connector.store"):
        for _ in range(2):
            request = world.buy()
            world.connect.world.requests[request].status = "inquiring"
            world.hand_over(request, means)
            assert world.means.store.all_meters().get(("connector_verdicts_total", (("verdict", "wait"),)), 0.0) == 0.0
        world.means.store.meters.count_verdict("wait")
        world.hand_over(request, means)
    assert world.means.store.all_meters()["connector_verdicts_total", (("verdict", "wait"),)] == 1.0
    assert [record for record in caplog.records if getattr(record, "event", "") == "meters"] != []


def drafts(world: World) -> dict[str, float]:
    """Give how many drafts were judged how."""
    told = ((name, labels, value) for (name, labels), value in world.means.store.meters.totals().items())
    return {labels[0][1]: value for name, labels, value in told if name == "connector_drafts_total"}


def test_drafts_are_counted_by_how_they_were_judged(world: World) -> None:
    assert world.settle(world.buy({PHOTOSHOP: 10})) == "approved"
    world.validate(a_draft(world, {SIGN: 5}))
    world.validate(a_draft(world, {SIGN: 5}, customer_city="y" * 41))
    assert drafts(world) == {"clean": 1.0, "problems": 1.0}
    world.validate(a_draft(world, {SIGN: 5}), replace(world.means, patience=0.0))
    assert drafts(world) == {"clean": 1.0, "problems": 1.0, "alone": 1.0}
    assert counted(world)["connector_draft_seconds_count"] == 3.0


def test_a_draft_that_nobody_can_judge_is_counted_without_a_time(tmp_path: Path) -> None:
    world = World(tmp_path, variables={"ENCRYPTION_KEY": "kVqk9E9d2xVxk1o8vN0cBqV7bqvYF5c0n4pQm3bQ9uE="})
    away = Store("postgresql+psycopg://postgres@127.0.0.1:9/connector")
    saved = SavedAccounts(away, world.means.settings.encryption_keys)
    world.validate(a_draft(world, {SIGN: 5}), replace(world.means, saved=saved))
    assert drafts(world) == {"unjudged": 1.0}
    assert counted(world)["connector_draft_seconds_count"] == 0.0


def test_drafts_bring_their_numbers_to_the_database_beside_the_answer(world: World) -> None:
    seconds = iter(range(0, 10_000_000, 1000))
    means = replace(world.means, monotonic=lambda: float(next(seconds)), patience=1e9)
    for _ in range(2):
        world.validate(a_draft(world, {SIGN: 5}), means)
        for thread in threading.enumerate():
            if thread.name == METERS:
                thread.join()
    kept = world.means.store.all_meters()
    assert sum(value for (name, _), value in kept.items() if name == "connector_drafts_total") == 2.0


def test_no_label_names_a_request_a_customer_or_a_person(world: World) -> None:
    request = world.buy()
    world.settle(request)
    (customer,) = world.adobe.control.customers()
    text = "".join(counted(world))
    for name in (request, customer["customerId"], customer["companyProfile"]["companyName"], "@"):
        assert name not in text
