"""A desk to type commands at: they run in this process, with what a test puts into the environment and nothing else."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Self

from connector.__main__ import main
from connector.commands.surroundings import Surroundings
from connector.settings import parse_connection, parse_settings
from connector.simulator.adobe import AdobeSimulator
from connector.simulator.connect.adobe_product import build_adobe_product
from connector.simulator.connect.simulator import ConnectSimulator
from connector.simulator.serve import SimulatorServer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

CLIENT_ID: Final = "the-client-id"
CLIENT_SECRET: Final = "the-client-secret"
DISTRIBUTOR: Final = "D1000000000"
API_KEY: Final = "ApiKey SU-000-000-001:the-key"


def now() -> datetime:
    """Read the real clock: what is served over sockets lives in real time."""
    return datetime.now(UTC)


class Desk:
    """Where commands are typed; `printed` is all that they said."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = dict(variables)
        self.lines: list[str] = []

    @property
    def printed(self) -> str:
        """Everything that was said, as one text."""
        return "\n".join(self.lines)

    def type(self, *words: str) -> int:
        """Run a command and give its exit code."""
        surroundings = Surroundings(
            now=now,
            monotonic=time.monotonic,
            pause=lambda _seconds: None,
            say=self.lines.append,
            settings=lambda: parse_settings(self.variables),
            connection=lambda: parse_connection(self.variables),
        )
        return main(words, surroundings)


class Platforms:
    """Both simulated platforms on loopback, and the variables with which a command finds them. A context manager."""

    def __init__(self, folder: Path, *, without: Iterable[str] = ()) -> None:
        self.database = folder / "connector.sqlite3"
        self.adobe = AdobeSimulator(now)
        self.adobe.control.add_partner(CLIENT_ID, CLIENT_SECRET, DISTRIBUTOR)
        self.connect = ConnectSimulator()
        reseller = self.adobe.control.add_reseller(DISTRIBUTOR)
        self.product = build_adobe_product(self.connect, adobe_reseller_id=reseller, without=without)
        self._servers = SimulatorServer(self.adobe), SimulatorServer(self.connect)

    @property
    def variables(self) -> dict[str, str]:
        """Give a good environment for a command."""
        adobe, connect = self._servers
        account = {
            "product": self.product.product,
            "marketplace": self.product.marketplace,
            "environment": "production",
            "api_key": CLIENT_ID,
            "adobe_client_secret": CLIENT_SECRET,
            "oauth_url": adobe.url,
            "url": adobe.url,
            "distributor_id": DISTRIBUTOR,
            "currency": "USD",
            "market_segment": "COM",
        }
        return {
            "CONNECTOR_ACCOUNTS": json.dumps([account]),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "CONNECT_API_URL": f"{connect.url}/public/v1",
            "CONNECT_API_KEY": API_KEY,
        }

    def __enter__(self) -> Self:
        for server in self._servers:
            server.start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._servers:
            server.stop()
