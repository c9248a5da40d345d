"""A database that is gone, a platform that fails, a request that cannot be read, a defect: nothing leaves the handler."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.builders import Meanwhile, assert_one_of_everything, assert_parked, assert_waits
from tests.world import World

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

REQUESTS = "/public/v1/requests/*"


def test_a_database_whose_directory_is_gone_makes_requests_wait_and_sends_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    world = World(folder)
    request = world.buy()
    shutil.rmtree(folder)
    world.means = world.new_means()
    world.deliver()
    assert_waits(world, request)
    assert world.adobe.control.calls() == []
    folder.mkdir()
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)


def test_a_database_that_goes_away_in_the_middle_doubles_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    world = World(folder)
    request = world.buy()
    Meanwhile(world).before("NEW", lambda: shutil.rmtree(folder))
    world.deliver()
    assert world.status(request) == "pending"
    folder.mkdir()
    world.means = world.new_means()
    world.advance(minutes=2)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)


def test_a_file_that_is_no_database_parks_or_waits_and_sends_nothing(world: World) -> None:
    world.means.store.close()
    for file in world.database.parent.glob("connector.sqlite3*"):
        file.unlink()
    world.database.write_text("These are the minutes of last week's meeting, not a database." * 20)
    request = world.buy()
    world.means = world.new_means()
    world.deliver()
    assert world.status(request) == "pending"
    assert world.connect.control.results()[-1].result == "reschedule"
    assert world.adobe.control.calls() == []


def test_a_failure_that_nobody_foresaw_waits_longer_each_time_and_parks_after_the_fifth(world: World) -> None:
    request = world.buy()
    broken = BrokenWire(world)
    waits = []
    for _ in range(5):
        world.deliver()
        waits.append(world.connect.control.results()[-1].countdown)
        world.advance(seconds=waits[-1])
    assert waits[:4] == sorted(waits[:4])
    assert waits[0] < waits[3]
    assert_parked(world, request, "RuntimeError")
    assert broken.struck >= 5
    broken.mend()
    world.advance(hours=1)
    assert world.settle(request) == "approved"
    assert (world.note(request), world.params(request).get("error_msg")) == ("", None)


class BrokenWire(Meanwhile):
    """A wire that fails in a way that no network does: a stand-in for any defect of ours."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.struck = 0
        self._broken = True

    def mend(self) -> None:
        self._broken = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._broken:
            self.struck += 1
            raise RuntimeError("ann@example.com and other things that nobody may read")
        return super().handle_request(request)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/public/v1/tier/configs*"), ("GET", "/public/v1/subscriptions/assets*"), ("PUT", REQUESTS), ("POST", "*/approve")],
    ids=["configurations", "assets", "update", "approve"],
)
@pytest.mark.parametrize("fault", [{"status": 502}, {"status": None, "after_effect": True}], ids=["before", "after"])
def test_a_platform_that_fails_makes_the_request_wait_and_then_goes_on(
    world: World, method: str, path: str, fault: dict[str, Any]
) -> None:
    world.connect.control.add_fault(method=method, path=path, **fault)
    request = world.buy()
    responses = world.deliver()
    if world.status(request) == "pending":
        assert str(responses[request].status) == "reschedule"
        assert 0 < responses[request].countdown <= 600
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)


def test_a_platform_that_is_away_altogether_is_waited_for(world: World) -> None:
    request = world.buy()
    world.connect.control.add_fault(status=503, times=99)
    responses = world.deliver()
    assert str(responses[request].status) == "reschedule"
    world.connect.control.clear_faults()
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)


def a_malformed(document: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    inner = document
    for part in path[:-1]:
        inner = inner[part]
    del inner[path[-1]]
    return document


@pytest.mark.parametrize(
    "path", [("asset", "tiers"), ("asset", "connection"), ("asset", "product", "id"), ("type",), ("asset",)], ids=".".join
)
def test_a_request_that_cannot_be_read_is_parked_with_a_note(world: World, path: tuple[str, ...]) -> None:
    request = world.buy()
    response = world.application().handle_purchase(a_malformed(world.connect.control.document(request), path))
    assert (str(response.status), response.countdown) == ("reschedule", 3600)
    assert "cannot be read" in world.note(request)
    assert world.adobe.control.calls() == []
    assert world.settle(request) == "approved"
    assert world.note(request) == ""


@pytest.mark.parametrize("away", [{"status": 503}, {"status": None}], ids=["error", "silence"])
def test_nothing_leaves_the_handler_when_even_the_note_cannot_be_written(world: World, away: dict[str, Any]) -> None:
    request = world.buy()
    world.connect.control.add_fault(**away, times=99)
    malformed = a_malformed(world.connect.control.document(request), ("asset", "tiers"))
    for response in (world.application().handle_purchase(malformed), world.application().handle_purchase({"id": request})):
        assert str(response.status) == "reschedule"
        assert response.countdown > 0


def test_no_exception_ever_reaches_the_runner_and_no_message_carries_one(world: World) -> None:
    BrokenWire(world)
    request = world.buy()
    response = world.deliver()[request]
    assert str(response.status) == "reschedule"
    assert not response.output
    assert "ann@example.com" not in world.note(request)
