"""Accounts that were saved in the console and are lost with the database: the variable's never takes their place unheard."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from connect.eaas.core.enums import ResultType

from connector.fulfillment.health import MISSING, NOTICE, RIGHT, rows_of
from connector.settings.sealing import seal
from tests.flows.builders import assert_parked
from tests.flows.drafts import a_draft, errors_in
from tests.flows.sweeps import platform_of
from tests.matrix import lose_store
from tests.world import DISTRIBUTOR, PHOTOSHOP, World, an_account

if TYPE_CHECKING:
    from pathlib import Path

    from connector.fulfillment.health import Row

KEY: Final = "kVqk9E9d2xVxk1o8vN0cBqV7bqvYF5c0n4pQm3bQ9uE="
SAVED: Final = "D2000000000"
HEALTH: Final = {"id": "EFS-0000-0000-0000", "method": "check_health", "parameter": {}}


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world whose variable has one account, and whose console may save another one."""
    world = World(tmp_path, variables={"ENCRYPTION_KEY": KEY})
    world.adobe.control.add_partner("another-id", "another-secret", SAVED)
    return world


def save(world: World, distributor_id: str = SAVED, **changes: object) -> str:
    """Save an account for the place that the variable's is for; gives its id."""
    other = {"api_key": "another-id", "adobe_client_secret": "another-secret"} if distributor_id == SAVED else {}
    written = an_account(world.product.product, {"distributor_id": distributor_id, **other, **changes})
    place = world.product.product, str(written["marketplace"]), "production"
    sealed = seal(json.dumps(written), world.means.settings.encryption_keys)
    return world.means.store.save_account("an-id", place, sealed, "PA-000-000")


def names(world: World) -> list[str]:
    return [one.name for one in world.means.current().settings.accounts]


def lose_database(world: World) -> None:
    """Lose the database, some time after it was made."""
    world.advance(hours=1)
    lose_store(world)


def rows(world: World, what: str) -> list[Row]:
    return [row for row in rows_of(world.means.current(), platform_of(world)) if row.what.startswith(what)]


def test_a_running_process_parks_what_comes_until_the_account_is_saved_again(world: World) -> None:
    save(world)
    assert names(world) == [f"production/{SAVED}"]
    lose_database(world)
    request = world.buy({PHOTOSHOP: 3})
    for _ in range(2):
        world.connect.control.deliver_now()
        world.deliver()
        assert_parked(world, request, "MP-00001, production was lost with the database: save it there again")
    assert [call for call in world.adobe.control.calls() if call.method == "POST"] == []
    # A form is told the same.
    (told,) = errors_in(world.validate(a_draft(world, {PHOTOSHOP: 3}))).values()
    assert told == "This cannot be ordered now: your distributor must put something right first. Tell them: settings-invalid."
    save(world)
    world.connect.control.deliver_now()
    world.deliver()
    assert "lost with the database" not in world.note(request)
    state = world.means.store.request_state(request)
    assert state is not None
    assert state.account == f"production/{SAVED}"


def test_an_account_that_somebody_removed_is_not_lost(world: World) -> None:
    saved = save(world)
    assert names(world) == [f"production/{SAVED}"]
    assert world.means.store.delete_account(saved)
    assert world.settle(world.buy()) == "approved"
    assert names(world) == [f"production/{DISTRIBUTOR}"]


def test_an_account_that_was_saved_again_and_then_removed_is_not_lost(world: World) -> None:
    save(world)
    assert names(world) == [f"production/{SAVED}"]
    lose_database(world)
    parked = world.buy({PHOTOSHOP: 3})
    world.deliver()
    assert_parked(world, parked, "was lost with the database")
    saved = save(world)
    assert names(world) == [f"production/{SAVED}"]
    assert world.means.store.delete_account(saved)
    world.connect.control.deliver_now()
    assert world.settle(parked) == "approved"
    # Should the next database be lost as well, it is one of those that were removed.
    lose_database(world)
    world.means.current().saved.refuse_lost()


def test_a_new_database_is_told_from_the_old_one_although_as_much_was_saved_in_it(world: World) -> None:
    save(world)
    assert names(world) == [f"production/{SAVED}"]
    lose_database(world)
    save(world, "D3000000000")
    assert names(world) == ["production/D3000000000"]


def test_a_database_that_was_lost_within_a_second_is_told_by_its_changes(world: World) -> None:
    save(world)
    saved = world.means.saved
    assert names(world) == [f"production/{SAVED}"]
    lose_database(world)
    world.means.store.migrate()
    born = world.means.store.birth
    assert saved.all() == ()
    save(world)
    assert len(saved.all()) == 1
    lose_store(world)
    world.advance(seconds=(born - world.now()).total_seconds() + 0.5)
    world.means.store.migrate()
    assert world.means.store.birth == born
    request = world.buy({PHOTOSHOP: 3})
    world.deliver()
    assert_parked(world, request, "was lost with the database")


def test_a_process_that_began_since_cannot_know_and_the_check_says_so_for_a_week(world: World) -> None:
    save(world)
    lose_database(world)
    world.means = world.new_means()
    assert names(world) == [f"production/{DISTRIBUTOR}"]
    (row,) = rows(world, "saved accounts")
    born = world.means.store.birth
    assert (row.mark, f"began on {born:%Y-%m-%d at %H:%M} UTC" in row.text) == (MISSING, True)
    response = world.application().check_health(HEALTH)
    assert response.status == ResultType.FAIL
    assert "save them again" in response.output
    world.advance(days=7)
    (row,) = rows(world, "saved accounts")
    assert row.mark == NOTICE
    assert world.application().check_health(HEALTH).status == ResultType.SUCCESS


@pytest.mark.parametrize(
    "variables",
    [{"ENCRYPTION_KEY": ""}, {"CONNECTOR_ACCOUNTS": "[]"}],
    ids=["without a key none can be saved", "without an account none can take over"],
)
def test_where_nothing_can_go_wrong_nothing_is_said(world: World, variables: dict[str, Any]) -> None:
    world.variables |= variables
    world.means = world.new_means()
    assert rows(world, "saved accounts") == []


def test_where_all_were_removed_none_was_lost(world: World) -> None:
    assert world.means.store.delete_account(save(world))
    assert rows(world, "saved accounts") == []


def test_the_check_tells_which_account_would_take_a_saved_ones_place(world: World) -> None:
    save(world)
    (row,) = rows(world, "saved account ")
    assert (row.mark, row.what) == (NOTICE, f"saved account production/{SAVED}")
    assert (
        row.text
        == f"production/{DISTRIBUTOR} would take its place if the database were lost: take that out of CONNECTOR_ACCOUNTS"
    )


@pytest.mark.parametrize(
    ("distributor_id", "marketplace"), [(DISTRIBUTOR, "MP-00001"), (SAVED, "MP-00002")], ids=["the same account", "no account"]
)
def test_where_no_other_account_would_all_is_right(world: World, distributor_id: str, marketplace: str) -> None:
    save(world, distributor_id, marketplace=marketplace)
    (row,) = rows(world, "saved account ")
    assert row.mark == RIGHT
