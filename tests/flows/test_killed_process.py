"""A purchase in a process that is killed by SIGKILL at a sample of its boundaries, on served simulators: one of everything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from connector.simulator.serve import SimulatorServer
from tests.flows.test_crash_matrix_purchase import EXPIRED, there_is_one_of_everything
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
WORKER = ROOT / "tests" / "killed_worker.py"
WRITES = ("adobe POST /v3", "platform PUT", "platform POST")
SAMPLE = 2


class ServedWorld:
    """A world whose simulators listen on loopback, so that other processes reach them."""

    def __init__(self, folder: Path) -> None:
        self.world = World(folder)
        self._servers = [SimulatorServer(self.world.adobe), SimulatorServer(self.world.connect)]
        self.adobe, self.platform = ("http://{}:{}".format(*server.start()) for server in self._servers)
        accounts = json.loads(self.world.variables["CONNECTOR_ACCOUNTS"])
        served = [account | {"url": self.adobe, "oauth_url": self.adobe} for account in accounts]
        self.variables = self.world.variables | {"CONNECTOR_ACCOUNTS": json.dumps(served)}

    def deliver(self, request: str, boundary: int | None, *, after: bool = False) -> tuple[int, list[str]]:
        """Deliver in another process; gives its exit status and the boundaries that it crossed."""
        plan: dict[str, Any] = {
            "platform": self.platform,
            "variables": self.variables,
            "request": self.world.connect.control.document(request),
            "boundary": boundary,
            "after": after,
        }
        environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
        done = subprocess.run(
            [sys.executable, str(WORKER), json.dumps(plan)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stdout.splitlines()

    def close(self) -> None:
        for server in self._servers:
            server.stop()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedWorld]:
    served = ServedWorld(tmp_path)
    yield served
    served.close()


def test_a_killed_process_leaves_nothing_behind_that_another_could_double(tmp_path: Path) -> None:
    (tmp_path / "counting").mkdir()
    counted = ServedWorld(tmp_path / "counting")
    status, boundaries = counted.deliver(counted.world.buy(), None)
    counted.close()
    assert status == 0
    assert "adobe POST /v3/customers" in boundaries
    writes = [number for number, name in enumerate(boundaries) if name.startswith(WRITES)]
    numbers = sorted({0, *(number + step for number in writes[:: len(writes) // SAMPLE] for step in (0, 1))})
    for number in numbers:
        for after in (False, True):
            folder = tmp_path / f"{number}{after}"
            folder.mkdir()
            served = ServedWorld(folder)
            request = served.world.buy()
            status, _ = served.deliver(request, number, after=after)
            assert status == -9
            served.world.advance(seconds=EXPIRED)
            served.world.means = served.world.new_means()
            assert served.world.settle(request) == "approved"
            there_is_one_of_everything(served.world, request)
            served.close()
