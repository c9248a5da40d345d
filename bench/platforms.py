"""Both simulated platforms, each served in a process of its own, and their controls over HTTP.

Bodies are not judged by the schemas here: that takes longer than answering, and the tests have judged them.
"""

from __future__ import annotations

import json
import ssl
import subprocess
import sys
import time
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import httpx

from connector.simulator.authority import Authority
from connector.simulator.connect.adobe_product import MARKETPLACE, PRODUCT
from connector.simulator.connect.environment import Environment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType
    from typing import Self

ROOT: Final = Path(__file__).resolve().parent.parent
_PATIENCE: Final = 120.0
_LOOK: Final = 0.2


class Platforms:
    """Use it as a context manager: inside, both simulators answer. `folder` takes the authority's files.

    `tls` is for the real runner, which speaks nothing else with its platform.
    """

    def __init__(self, folder: Path, *, tls: bool = True) -> None:
        self._words = ("--tls", str(folder)) if tls else ()
        self.authority = Authority(folder / "authority.pem", folder / "server.pem", folder / "server.key")
        self._stack = ExitStack()
        self._numbers = count(1)
        self.environment = Environment()
        self.runners = FarWorkers(self)
        self.adobe_facts: dict[str, str] = {}
        self.connect_facts: dict[str, str] = {}

    def __enter__(self) -> Self:
        try:
            self.adobe_facts = self._serve("adobe")
            self.connect_facts = self._serve("connect", *self._words)
            trust = ssl.create_default_context(cafile=str(self.authority.ca_file)) if self._words else True
            self._client = self._stack.enter_context(httpx.Client(verify=trust, timeout=_PATIENCE, trust_env=False))
        except BaseException:
            self._stack.close()
            raise
        self.adobe("POST", "settings", judge_schemas=False)
        self.connect("run/change_settings", judge_schemas=False)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    @property
    def adobe_url(self) -> str:
        """Where Adobe's identity service and Partner API answer."""
        return self.adobe_facts["Adobe VIP Marketplace (simulated)"]

    @property
    def connect_url(self) -> str:
        """Where the platform answers, without a path."""
        return self.connect_facts["CloudBlue Connect (simulated)"].removesuffix("/public/v1")

    @property
    def connect_address(self) -> tuple[str, int]:
        """Host and port of the platform."""
        host, _, port = self.connect_url.rpartition("//")[2].partition(":")
        return host, int(port)

    def adobe(self, method: str, path: str, **arguments: object) -> Any:  # noqa: ANN401 - whatever that call gives.
        """Call the control of the simulated Adobe."""
        return self._answer(self._client.request(method, f"{self.adobe_url}/control/{path}", json=arguments or None))

    def connect(self, operation: str, **arguments: object) -> Any:  # noqa: ANN401 - whatever that operation gives.
        """Call the control of the simulated platform."""
        return self._answer(self._client.post(f"{self.connect_url}/control/{operation}", json=arguments))["result"]

    def slow_down(self, platform_ms: int, adobe_ms: int) -> None:
        """Let every answer take so long beside its own work."""
        self.adobe("POST", "settings", latency_ms=adobe_ms)
        self.connect("run/change_settings", latency_ms=platform_ms)

    def variables(self, database_url: str) -> dict[str, str]:
        """Give the extension's variables for these platforms."""
        account = {
            "product": PRODUCT,
            "marketplace": MARKETPLACE,
            "environment": "production",
            "api_key": self.adobe_facts["client id (X-Api-Key)"],
            "adobe_client_secret": self.adobe_facts["client secret"],
            "distributor_id": self.adobe_facts["distributor"],
            "oauth_url": self.adobe_url,
            "url": self.adobe_url,
            "currency": "USD",
            "market_segment": "COM",
        }
        return {"CONNECTOR_ACCOUNTS": json.dumps([account]), "DATABASE_URL": database_url}

    def companies(self, number: int) -> list[Mapping[str, str]]:
        """Have so many new companies; gives the tiers that their purchases name."""
        reseller = self.connect_facts["reseller (tier 1)"]
        names = [f"Company {next(self._numbers)}" for _ in range(number)]
        return [{"customer": self.connect("trade/add_account", name=name, parent=reseller), "tier1": reseller} for name in names]

    def wait_until(self, condition: Callable[[], bool], seconds: float = _PATIENCE) -> bool:
        """Look again and again until a condition holds; False when the time is over."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                return False
            time.sleep(_LOOK)
        return True

    def _serve(self, platform: str, *words: str) -> dict[str, str]:
        """Start one and read what it says of itself."""
        command = [sys.executable, "-m", "connector", "simulate", platform, *words]
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self._stack.callback(_end, server)
        facts: dict[str, str] = {}
        for line in server.stdout or ():
            title, _, text = line.rstrip("\n").partition("  ")
            if not text:
                return facts
            facts[title] = text.strip()
        raise RuntimeError(f"the simulated {platform} ended at its start")

    @staticmethod
    def _answer(answered: httpx.Response) -> Any:  # noqa: ANN401 - any JSON value.
        if answered.is_error:
            raise RuntimeError(f"{answered.request.url}: {answered.text}")
        return answered.json()


class FarWorkers:
    """The workers that the served platform has connected, as a starting runner asks for them."""

    def __init__(self, platforms: Platforms) -> None:
        self._platforms = platforms

    def kinds(self, instance: str) -> set[str]:
        """Which kinds of workers of an instance are set up."""
        names = [name.partition("/") for name in self._platforms.connect("run/workers")]
        return {rest.partition("#")[0] for who, _, rest in names if who == instance}

    def wait_for(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Wait until a condition about workers holds; False when the time is over."""
        return self._platforms.wait_until(condition, seconds)


def _end(server: subprocess.Popen[str]) -> None:
    server.terminate()
    server.wait()
    if server.stdout is not None:
        server.stdout.close()
