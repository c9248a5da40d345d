"""Where the soak takes place: both simulated platforms served in this process, two real runners, and a PostgreSQL of its own."""

from __future__ import annotations

import json
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from connector.simulator.adobe import AdobeSimulator, SimulatorSettings
from connector.simulator.authority import make_authority
from connector.simulator.connect.adobe_product import MARKETPLACE, PRODUCT, build_adobe_product
from connector.simulator.connect.environment import Environment
from connector.simulator.connect.options import PlatformSettings
from connector.simulator.connect.simulator import ConnectSimulator
from connector.simulator.connect.tasks import Redelivery
from connector.simulator.runner import Runner, RunnerPlan
from connector.simulator.serve import SimulatorServer
from connector.store import Store
from soak.database import OwnPostgresql

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

INSTANCES: Final = 2
_CLIENT_ID: Final = "the-soak-client-id"
_CLIENT_SECRET: Final = "the-soak-client-secret"  # noqa: S105 - it opens nothing but the simulated Adobe.
_DISTRIBUTOR: Final = "D1000000000"
_PACE: Final = 1 / 30
"""How much shorter than the real ones the platform's countdowns are."""


class Stage:
    """Use it as a context manager: inside, everything runs, and nothing fails yet."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self.adobe = AdobeSimulator(_now, SimulatorSettings(judge_schemas=False), pause=time.sleep)
        self.environment = Environment()
        self.connect = ConnectSimulator(
            now=_now,
            environment=self.environment,
            redelivery=Redelivery(scale=_PACE),
            settings=PlatformSettings(judge_schemas=False),
        )
        self.adobe.control.add_partner(_CLIENT_ID, _CLIENT_SECRET, _DISTRIBUTOR)
        build_adobe_product(self.connect, adobe_reseller_id=None)
        self.runners: list[Runner] = []
        self.database: OwnPostgresql

    def __enter__(self) -> Self:
        try:
            self._build()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def _build(self) -> None:
        directory = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="connector-soak-")))
        authority = make_authority(directory)
        self.database = self._stack.enter_context(OwnPostgresql())
        _migrate(self.database.url)
        adobe = self._stack.enter_context(SimulatorServer(self.adobe))
        connect = self._stack.enter_context(SimulatorServer(self.connect, door=self.connect.runners, tls=authority))
        self._stack.callback(self.connect.runners.close)
        self.environment.variables |= self._variables(adobe.url)
        for number in range(INSTANCES):
            plan = RunnerPlan(connect.address, authority, directory, instance_id=f"instance-{number + 1}")
            self.runners.append(self._stack.enter_context(Runner(self.connect, plan)))

    def _variables(self, adobe_url: str) -> dict[str, str]:
        account = {
            "product": PRODUCT,
            "marketplace": MARKETPLACE,
            "environment": "production",
            "api_key": _CLIENT_ID,
            "adobe_client_secret": _CLIENT_SECRET,
            "oauth_url": adobe_url,
            "url": adobe_url,
            "distributor_id": _DISTRIBUTOR,
            "currency": "USD",
            "market_segment": "COM",
        }
        return {"CONNECTOR_ACCOUNTS": json.dumps([account]), "DATABASE_URL": self.database.url}


def _migrate(url: str) -> None:
    store = Store(url)
    store.migrate()
    store.close()


def _now() -> datetime:
    return datetime.now(UTC)
