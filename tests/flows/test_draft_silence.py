"""Drafts and those who do not answer: a form is never kept waiting, and never shows what went wrong behind it."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from connector.fulfillment.accounts import SavedAccounts
from connector.store import Store
from tests.flows.builders import TOKEN
from tests.flows.drafts import a_changed_draft, a_draft, errors_in, untouched, value_in
from tests.flows.lives import OFF, ON, an_asset
from tests.world import ALL_APPS, PHOTOSHOP, World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AWAY = "postgresql+psycopg://postgres@127.0.0.1:9/connector"
KEY = "kVqk9E9d2xVxk1o8vN0cBqV7bqvYF5c0n4pQm3bQ9uE="
UNCHECKED = "Nothing could be checked now: the order is checked once it is placed."
ALONE = "Adobe could not be asked now: only what the order itself tells was checked."


class Silence(httpx.BaseTransport):
    """A wire on which nothing comes back until it is broken off."""

    def __init__(self) -> None:
        self._over = threading.Event()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Wait, then fail as a connection does that is closed."""
        self._over.wait(timeout=30.0)
        raise httpx.ReadError("closed", request=request)

    def end(self) -> None:
        """Break off whoever still waits."""
        self._over.set()


@pytest.fixture
def known(world: World) -> World:
    """A world whose company is a customer of Adobe's, so that a draft has something to ask there."""
    assert world.settle(world.buy({PHOTOSHOP: 10})) == "approved"
    return world


@pytest.fixture
def silence(known: World) -> Iterator[Silence]:
    """The wire to Adobe, dead."""
    wire = Silence()
    known.transport = wire
    known.means = replace(known.new_means(), patience=0.05)
    yield wire
    wire.end()


def test_where_adobe_keeps_silent_the_order_itself_is_checked_and_the_answer_says_so(known: World, silence: Silence) -> None:
    draft = a_draft(known, {ALL_APPS: 5}, customer_city="y" * 41)
    with untouched(known):
        answer = known.validate(draft)
    assert set(errors_in(answer)) == {"customer_city"}
    assert answer["note"] == ALONE


def test_a_price_hint_that_nobody_can_renew_is_taken_away(known: World, silence: Silence) -> None:
    stale = {"items": [{"mpn": ALL_APPS, "level": "09", "unit_price": "1.00", "currency": "USD"}]}
    answer = known.validate(a_draft(known, {ALL_APPS: 5}, cb_price_level_hint_draft=stale))
    assert (value_in(answer, "cb_price_level_hint_draft"), answer["note"]) == ({}, ALONE)


def test_the_remark_goes_with_the_next_answer_that_adobe_was_asked_for(known: World) -> None:
    document = known.connect.control.document(a_draft(known, {ALL_APPS: 5}))
    assert known.application().validate_purchase(document | {"note": ALONE}).body["note"] == ""


def test_what_a_person_wrote_into_the_note_stays(known: World, silence: Silence) -> None:
    document = known.connect.control.document(a_draft(known, {ALL_APPS: 5}))
    assert known.application().validate_purchase(document | {"note": "call back on Monday"}).body["note"] == "call back on Monday"


def test_a_change_is_checked_alone_without_taking_what_stood_there_before_for_asked(world: World) -> None:
    asset = an_asset(world, cb_autorenewal=ON)
    draft = a_changed_draft(world, asset, {PHOTOSHOP: 600_000}, set_auto_renewal_status=OFF)
    world.connect.control.add_fault(path="/public/v1/requests/*", status=503, times=9)
    answer = world.validate(draft)
    assert set(errors_in(answer)) == {"action_type"}
    assert "whole quantities" in errors_in(answer)["action_type"]
    assert answer["note"] == ALONE


def test_credentials_that_adobe_refuses_are_no_matter_of_the_form(known: World) -> None:
    known.adobe.control.fault(TOKEN, "refused", status=401, code="invalid_client", times=9)
    answer = known.validate(a_draft(known, {ALL_APPS: 5}), known.new_means())
    assert (errors_in(answer), answer["note"]) == ({}, ALONE)


def test_looks_that_take_the_drafts_whole_time_end_there(known: World) -> None:
    moments = iter([0.0, 0.0])
    hurried = replace(known.means, monotonic=lambda: next(moments, 9.0))
    answer = known.validate(a_draft(known, {ALL_APPS: 5}), hurried)
    assert (errors_in(answer), answer["note"]) == ({}, ALONE)


def test_a_defect_of_the_connector_leaves_the_checks_of_the_order_itself(known: World, caplog: pytest.LogCaptureFixture) -> None:
    def no_client(_account: object) -> Any:  # noqa: ANN401 - it never gives anything.
        raise ZeroDivisionError("a defect")

    answer = known.validate(a_draft(known, {ALL_APPS: 5}), replace(known.means, client_for=no_client))
    assert (errors_in(answer), answer["note"]) == ({}, ALONE)
    assert "a defect" not in "".join(record.getMessage() for record in caplog.records if record.levelname != "DEBUG")


def test_without_the_database_a_draft_is_judged_under_no_account_that_may_be_another(tmp_path: Path) -> None:
    """An account that was saved in the console wins over the variable's; which one counts only the database tells."""
    world = World(tmp_path, variables={"ENCRYPTION_KEY": KEY})
    document = world.connect.control.document(a_draft(world, {ALL_APPS: 5}, customer_city="y" * 41))
    world.adobe.control.forget_calls()
    away = replace(world.means, store=Store(AWAY), saved=SavedAccounts(Store(AWAY), world.means.settings.encryption_keys))
    answer = world.application(away).validate_purchase(document).body
    assert (errors_in(answer), answer["note"]) == ({}, UNCHECKED)
    assert world.adobe.control.calls() == []
    # Once the database is back it is judged, and the remark goes.
    answer = world.application().validate_purchase(document | {"note": UNCHECKED}).body
    assert (set(errors_in(answer)), answer["note"]) == ({"customer_city"}, "")


def test_a_price_hint_of_an_earlier_look_goes_where_nothing_can_be_checked(tmp_path: Path) -> None:
    world = World(tmp_path, variables={"ENCRYPTION_KEY": KEY})
    stale = {"items": [{"mpn": ALL_APPS, "level": "09", "unit_price": "1.00", "currency": "USD"}]}
    document = world.connect.control.document(a_draft(world, {ALL_APPS: 5}, cb_price_level_hint_draft=stale))
    away = replace(world.means, store=Store(AWAY), saved=SavedAccounts(Store(AWAY), world.means.settings.encryption_keys))
    answer = world.application(away).validate_purchase(document).body
    assert value_in(answer, "cb_price_level_hint_draft") == {}


def test_without_a_key_no_saved_account_can_be_meant_and_the_order_itself_is_checked(known: World) -> None:
    away = replace(known.means, store=Store(AWAY), saved=SavedAccounts(Store(AWAY), ()))
    document = known.connect.control.document(a_draft(known, {ALL_APPS: 5}, customer_city="y" * 41))
    answer = known.application(away).validate_purchase(document).body
    assert (set(errors_in(answer)), answer["note"]) == ({"customer_city"}, ALONE)


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"id": None},
        {"id": "PR-1", "type": "purchase", "status": "draft"},
        {"id": "PR-1", "asset": {"params": [{"value": "no id"}]}},
        {"asset": "not an object"},
    ],
)
def test_a_draft_that_cannot_be_read_comes_back_as_it_was(world: World, document: dict[str, Any]) -> None:
    before = json.dumps(document)
    response = world.application().validate_purchase(document)
    assert (response.status, response.http_status, json.dumps(response.body)) == ("success", 200, before)


@pytest.mark.parametrize("changes", [{"status": "pending"}, {"type": "cancel"}])
def test_what_is_no_draft_is_left_alone(world: World, changes: dict[str, str]) -> None:
    document = world.connect.control.document(a_draft(world, customer_city="y" * 41)) | changes
    assert errors_in(world.application().validate_purchase(document).body) == {}


def test_a_defect_before_any_look_leaves_the_draft_as_it_was(world: World) -> None:
    document = world.connect.control.document(a_draft(world, customer_city="y" * 41))
    settings = replace(world.means, settings=None)  # type: ignore[arg-type] # A defect is what no type allows.
    assert errors_in(world.application(settings).validate_purchase(document).body) == {}
