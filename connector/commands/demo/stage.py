"""The stage of the demonstration: both simulated platforms on loopback, between them the real runner with this extension.

Everything of it lives in one temporary directory and in processes of its own; leaving the stage takes all of it away.
"""

from __future__ import annotations

import json
import sys
import tempfile
from contextlib import ExitStack, suppress
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cryptography.fernet import Fernet

from connector.commands.surroundings import CommandError, port_taken, undisturbed
from connector.simulator.adobe import AdobeSimulator
from connector.simulator.authority import make_authority
from connector.simulator.connect.adobe_product import MARKETPLACE, PRODUCT, build_adobe_product
from connector.simulator.connect.environment import Environment
from connector.simulator.connect.portal import PORTAL, answer_portal
from connector.simulator.connect.retail_product import build_retail_product
from connector.simulator.connect.simulator import ConnectSimulator
from connector.simulator.connect.tasks import Redelivery
from connector.simulator.retail import RetailSimulator
from connector.simulator.runner import Runner, RunnerError, RunnerPlan
from connector.simulator.serve import HOST, SimulatorServer
from connector.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from connector.commands.surroundings import Surroundings
    from connector.simulator.adobe.calls import Call
    from connector.simulator.authority import Authority

CLIENT_ID: Final = "the-demo-client-id"
CLIENT_SECRET: Final = "the-demo-client-secret"  # noqa: S105 - it opens nothing but the simulated Adobe.
DISTRIBUTOR: Final = "D1000000000"
RETAIL_ITEM: Final = "EXPRESS-PREMIUM"
RETAIL_OFFER: Final = "30006514"
INSTALLATION: Final = "EIN-000-000-001"


class Stage:
    """Use it as a context manager: inside, both platforms are served and the runner's workers are connected.

    `pause` is what a slow Adobe waits with; `pace` scales the platform's waits before it delivers a task again.
    """

    def __init__(
        self, surroundings: Surroundings, *, port: int = 0, pause: Callable[[float], None] | None = None, pace: float = 1.0
    ) -> None:
        self._port = port
        self._stack = ExitStack()
        self.adobe = AdobeSimulator(surroundings.now, pause=pause or surroundings.pause)
        self.environment = Environment()
        self.connect = ConnectSimulator(
            now=surroundings.now,
            sleep=surroundings.pause,
            environment=self.environment,
            redelivery=Redelivery(scale=pace, retry_seconds=1.0),
        )
        self.adobe.control.add_partner(CLIENT_ID, CLIENT_SECRET, DISTRIBUTOR)
        self.connect.control.add_installation(INSTALLATION)
        self.product = build_adobe_product(self.connect, adobe_reseller_id=None)
        self.retail = RetailSimulator(surroundings.now, pause=pause or surroundings.pause)
        self.retail.control.add_partner(CLIENT_ID, CLIENT_SECRET, [RETAIL_OFFER])
        self.retail_product = build_retail_product(self.connect)
        self.adobe_url = ""
        self.retail_url = ""
        self.connect_url = ""
        self.portal_url = ""
        self.runner: Runner

    def __enter__(self) -> Self:
        try:
            self._build()
        except BaseException:
            self._take_away()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._take_away()

    @property
    def console_url(self) -> str:
        """Where a browser finds the console, as a user of the installation."""
        return f"{self.portal_url}{PORTAL}{INSTALLATION}/static/index.html"

    @property
    def owners_console_url(self) -> str:
        """Where a browser finds the console's accounts, as the extension's owner."""
        return f"{self.portal_url}{PORTAL}{INSTALLATION}/admin/static/accounts.html"

    def adobe_calls(self) -> list[Call]:
        """Give every call that reached either of Adobe's programmes, oldest first."""
        return sorted((*self.adobe.control.calls(), *self.retail.control.calls()), key=lambda call: call.at)

    def _build(self) -> None:
        directory = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="connector-demo-")))
        authority = make_authority(directory)
        adobe = self._stack.enter_context(SimulatorServer(self.adobe))
        connect = self._stack.enter_context(_serve_connect(self.connect, self._port, authority))
        self._stack.callback(self.connect.runners.close)
        self.adobe_url, self.connect_url = adobe.url, connect.url
        self.retail_url = self._stack.enter_context(SimulatorServer(self.retail)).url
        # The portal alone, without TLS: a browser would warn of the throw-away authority that the runner is told to trust.
        self.portal_url = self._stack.enter_context(SimulatorServer(partial(answer_portal, self.connect))).url
        self.environment.variables |= self._variables(directory)
        self._begin_to_remember()
        self.runner = Runner(self.connect, RunnerPlan(connect.address, authority, directory))
        self._stack.callback(self._stop_runner)
        self._start_runner()

    def _take_away(self) -> None:
        with undisturbed():
            self._stack.close()

    def _variables(self, directory: Path) -> dict[str, str]:
        """Give the extension's variables, which the platform hands to the runner."""
        common = {
            "marketplace": MARKETPLACE,
            "environment": "production",
            "api_key": CLIENT_ID,
            "adobe_client_secret": CLIENT_SECRET,
            "distributor_id": DISTRIBUTOR,
            "currency": "USD",
            "market_segment": "COM",
        }
        vip = {**common, "product": PRODUCT, "oauth_url": self.adobe_url, "url": self.adobe_url}
        retail = {
            **common,
            "product": self.retail_product,
            "program": "retail",
            "oauth_url": self.retail_url,
            "url": f"{self.retail_url}/retail",
            "scopes": "openid,AdobeID,retail_partner",
            "offers": {RETAIL_ITEM: RETAIL_OFFER},
        }
        return {
            "CONNECTOR_ACCOUNTS": json.dumps([vip, retail]),
            "ENCRYPTION_KEY": Fernet.generate_key().decode(),
            "DATABASE_URL": f"sqlite:///{directory / 'connector.sqlite3'}",
            "LOG_FORMAT": "console",
        }

    def _begin_to_remember(self) -> None:
        """Make the database before the first request: for one older than its memory the connector looks around first."""
        store = Store(self.environment.variables["DATABASE_URL"])
        store.migrate()
        store.close()

    def _start_runner(self) -> None:
        try:
            self.runner.start()
        except RunnerError as error:
            raise CommandError(str(error)) from None

    def _stop_runner(self) -> None:
        # Interrupted before it had begun, there is nothing to stop.
        with suppress(RunnerError):
            self.runner.stop()


def require_runner() -> None:
    """Raise `CommandError` unless this environment has the runner, and the extension where the runner looks for it."""
    if not Path(sys.executable).with_name("cextrun").exists():
        raise CommandError(
            "The demo needs CloudBlue's runner (cextrun) in this environment: pip install connect-extension-runner==43.1"
        )
    if not any(entry.value.startswith("connector.events:") for entry in entry_points(group="connect.eaas.ext")):
        raise CommandError("The runner cannot find the extension: install this package into this environment first.")


def _serve_connect(simulator: ConnectSimulator, port: int, authority: Authority) -> SimulatorServer:
    try:
        return SimulatorServer(simulator, door=simulator.runners, port=port, tls=authority)
    except OSError as error:
        raise port_taken(HOST, port, error) from None
