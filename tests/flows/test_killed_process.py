"""Requests of every type in processes that are killed by SIGKILL, on served simulators: each ends once, with what was asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from connector.simulator.serve import SimulatorServer
from tests.abandonment import Boundaries, watched_by
from tests.crashes.rows import FLOWS
from tests.matrix import an_empty_store, take_over
from tests.retail_world import RetailWorld
from tests.world import METHODS, World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connector.simulator.exchange import Exchange
    from tests.crashes.flow import Flow

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
WORKER = ROOT / "tests" / "killed_worker.py"

Moment = tuple[str, int, bool]
"""Where a worker dies: the boundary's name, how many of that name it crosses before, whether after the effect."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return an_empty_store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def worker() -> Iterator[subprocess.Popen[str]]:
    """A process that has imported everything, and forks those that are killed."""
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    # What the workers log goes where it would be read in a failure.
    with subprocess.Popen(
        [sys.executable, str(WORKER)], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        assert process.stdin
        process.stdin.close()


@contextmanager
def served(world: World) -> Iterator[dict[str, Any]]:
    """Let the world's simulators listen on loopback; gives what another process needs to reach them."""
    exchanges: list[Exchange] = [world.connect, world.adobe, *([world.retail] if isinstance(world, RetailWorld) else [])]
    servers = [SimulatorServer(exchange) for exchange in exchanges]
    try:
        platform, adobe, *retail = ("http://{}:{}".format(*server.start()) for server in servers)
        accounts = [
            account
            | (
                {"url": f"{retail[0]}/retail", "oauth_url": retail[0]}
                if "program" in account
                else {"url": adobe, "oauth_url": adobe}
            )
            for account in json.loads(world.variables["CONNECTOR_ACCOUNTS"])
        ]
        variables = world.variables | {"CONNECTOR_ACCOUNTS": json.dumps(accounts)}
        yield {"platform": platform, "variables": variables, "ahead": (world.now() - datetime.now(UTC)).total_seconds()}
    finally:
        for server in servers:
            server.stop()


def moments(flow: Flow, folder: Path, store: Path) -> list[Moment]:
    """Choose from the boundaries of a first delivery: after the last write at Adobe, and before the last at the platform."""
    world, _ = flow.stage(folder, store)
    boundaries = Boundaries()
    with watched_by(boundaries):
        world.deliver()
    world.means.store.close()
    names = boundaries.names
    return [
        (names[last], names[:last].count(names[last]), whose == "adobe")
        for whose in ("adobe", "platform")
        for last in [number for number, name in enumerate(names) if name.startswith(whose) and " GET " not in name][-1:]
    ]


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_a_killed_process_leaves_nothing_behind_that_another_could_double(
    tmp_path: Path, store: Path, worker: subprocess.Popen[str], flow: Flow
) -> None:
    (tmp_path / "counting").mkdir()
    for number, moment in enumerate(moments(flow, tmp_path / "counting", store)):
        assert ends_as_asked_after(moment, flow, worker, tmp_path / str(number), store)


def test_a_process_that_is_killed_while_it_opens_the_database_lets_go_of_it(
    tmp_path: Path, store: Path, worker: subprocess.Popen[str]
) -> None:
    first_use = ("database", 0, False)
    assert ends_as_asked_after(first_use, FLOWS[0], worker, tmp_path / "world", store)


def ends_as_asked_after(moment: Moment, flow: Flow, worker: subprocess.Popen[str], folder: Path, store: Path) -> bool:
    """Let a process die at a moment, and another take its place; the end is judged, and an `AssertionError` where it is wrong."""
    name, crossed, after = moment
    folder.mkdir()
    world, request = flow.stage(folder, store)
    with served(world) as places:
        tasks = [(METHODS[task.event_type], task.document) for task in world.connect.control.take()]
        plan = {**places, "tasks": tasks, "boundary": name, "crossed": crossed, "after": after}
        assert status_of(worker, plan) == -9
    take_over(world)
    flow.settle(world, request)
    flow.judge(world, request)
    world.means.store.close()
    return True


def status_of(worker: subprocess.Popen[str], plan: dict[str, Any]) -> int:
    """Have a plan carried out; gives the exit status of the process that did."""
    assert worker.stdin
    assert worker.stdout
    worker.stdin.write(f"{json.dumps(plan)}\n")
    worker.stdin.flush()
    return int(worker.stdout.readline())
