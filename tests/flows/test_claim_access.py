"""Adobe does not let us in: one new token and one retry for a 401; a person, with every cause named, for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.builders import assert_parked, assert_waits
from tests.retail_world import CLAIM, RETAIL_ID, TOKEN, RetailWorld

if TYPE_CHECKING:
    from pathlib import Path

SANDBOX = {"environment": "test"}
CAUSES = ("the token or its scopes", "X-API-Key")
ADDRESS = "the outbound address of this connector is not on Adobe's list"


def an_order(world: RetailWorld, connection: str = "production") -> str:
    """Order under a connection."""
    items = {"EXPRESS-PREMIUM": 1}
    return world.connect.trade.purchase(items, product=world.retail_product, connection_type=connection)


def test_after_one_401_a_new_token_carries_the_claim_on(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    world.retail.control.fault(CLAIM, "refused", status=401, code="UNAUTHORIZED")
    request = an_order(world)
    world.deliver()
    assert world.status(request) == "approved"
    assert (world.tokens(), len(world.claims())) == (2, 2)


def test_401_twice_parks_and_nothing_is_sent_a_third_time(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    world.retail.control.fault(CLAIM, "refused", status=401, code="UNAUTHORIZED", times=9)
    request = an_order(world)
    world.deliver()
    assert_parked(world, request, CAUSES[0])
    assert (world.tokens(), len(world.claims())) == (2, 2)
    world.retail.control.clear_faults()
    world.advance(hours=1)
    assert world.settle(request) == "approved"


@pytest.mark.parametrize("code", ["FORBIDDEN", "403003"])
def test_403_parks_at_once_and_names_the_causes(tmp_path: Path, code: str) -> None:
    world = RetailWorld(tmp_path)
    world.retail.control.fault(CLAIM, "refused", status=403, code=code)
    request = an_order(world)
    world.deliver()
    for cause in CAUSES:
        assert_parked(world, request, cause)
    # Adobe lists addresses in its sandbox only.
    assert ADDRESS not in world.note(request)
    assert f"HTTP 403, code {code}" in world.note(request)
    assert len(world.claims()) == 1


@pytest.mark.parametrize("status", [401, 403])
def test_in_the_sandbox_all_three_causes_are_named(tmp_path: Path, status: int) -> None:
    world = RetailWorld(tmp_path, account=SANDBOX)
    world.retail.control.fault(CLAIM, "refused", status=status, code="ANY", times=9)
    request = an_order(world, "test")
    world.deliver()
    for cause in (*CAUSES, ADDRESS):
        assert_parked(world, request, cause)
    assert "test/D1000000000/retail" in world.note(request)


def test_a_token_that_the_sandbox_refuses_names_them_too(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, account={**SANDBOX, "adobe_client_secret": "a-wrong-secret"})
    request = an_order(world, "test")
    world.deliver()
    assert_parked(world, request, ADDRESS)
    assert world.claims() == []
    assert "a-wrong-secret" not in world.note(request)
    assert RETAIL_ID not in world.note(request)


def test_a_connection_that_the_sandbox_refuses_parks_and_goes_on_by_itself(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, account=SANDBOX)
    world.retail.control.fault(CLAIM, "no answer", times=9)
    request = an_order(world, "test")
    world.deliver()
    assert_parked(world, request, ADDRESS)
    assert "no connection" in world.note(request)
    world.retail.control.clear_faults()
    world.advance(hours=1)
    assert world.settle(request) == "approved"


@pytest.mark.parametrize(("environment", "connection", "route"), [("production", "production", CLAIM), ("test", "test", TOKEN)])
def test_elsewhere_a_connection_that_fails_is_waited_for(tmp_path: Path, environment: str, connection: str, route: str) -> None:
    world = RetailWorld(tmp_path, account={"environment": environment})
    world.retail.control.fault(route, "no answer")
    request = an_order(world, connection)
    world.deliver()
    assert world.status(request) == "pending"
    assert world.note(request) == ""
    assert 0 < world.connect.control.results()[-1].countdown <= 600
    world.advance(minutes=1)
    assert world.settle(request) == "approved"


def test_the_credentials_of_the_other_programme_are_told_as_before(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    world.adobe.control.fault("POST /v3/customers", "refused", code="4115")
    request = world.buy()
    world.deliver()
    assert_parked(world, request, "4115")
    assert "production/D1000000000" in world.note(request)
    assert "production/D1000000000/retail" not in world.note(request)
    assert CAUSES[1] not in world.note(request)


def test_too_many_requests_wait_as_long_as_adobe_asks(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    world.retail.control.fault(CLAIM, "throttled", retry_after=400)
    request = an_order(world)
    world.deliver()
    assert world.connect.control.results()[-1].countdown == 400
    world.advance(seconds=400)
    assert world.settle(request) == "approved"
    assert len(world.claims()) == 2


def test_without_any_token_nothing_is_claimed(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    world.retail.control.fault(TOKEN, "gateway page", times=9)
    request = an_order(world)
    world.deliver()
    assert world.claims() == []
    world.retail.control.clear_faults()
    world.advance(minutes=1)
    assert world.settle(request) == "approved"


def test_the_wait_says_nothing_to_anybody(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    world.retail.control.fault(CLAIM, "throttled")
    request = an_order(world)
    world.deliver()
    assert_waits(world, request)
