"""The simulated CloudBlue Connect: one exchange for its public API, its control and its package index.

Runners connect through `runners`.

It composes the parts and holds no rule of its own. Thread-safe: the world's lock is held for every call that does not wait for
a worker.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from connector.simulator.connect.catalogue_routes import CatalogueRoutes
from connector.simulator.connect.control import Control
from connector.simulator.connect.control_http import answer_control
from connector.simulator.connect.devops_routes import DevopsRoutes
from connector.simulator.connect.environment import Environment
from connector.simulator.connect.errors import PlatformError, unauthorized
from connector.simulator.connect.faults import Faults
from connector.simulator.connect.fulfilment_routes import FulfilmentRoutes
from connector.simulator.connect.journal import CallJournal
from connector.simulator.connect.options import PlatformSettings
from connector.simulator.connect.package_index import answer_package_index
from connector.simulator.connect.portal import PORTAL, answer_portal
from connector.simulator.connect.requests import FulfilmentDesk
from connector.simulator.connect.routing import find_route
from connector.simulator.connect.runners import RunnerHub
from connector.simulator.connect.tasks import Redelivery, TaskQueue
from connector.simulator.connect.tier_routes import TierRoutes
from connector.simulator.connect.tiers import TierDesk
from connector.simulator.connect.trade import Trade
from connector.simulator.connect.vendor import Vendor
from connector.simulator.connect.world import World
from connector.simulator.exchange import NoAnswerError, SimResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.simulator.connect.world import TierConfiguration
    from connector.simulator.exchange import SimRequest

API: Final = "/public/v1/"
PLATFORM_VERSION: Final = "43.0.1"


def utc_now() -> datetime:
    """Read the machine's clock; the default of a simulator that is served to people."""
    return datetime.now(UTC)


class ConnectSimulator:
    """A platform with an empty world.

    `vendor` and `trade` fill it, `control` reads and steers, calling it answers HTTP, `runners` lets workers in.

    `now` is the clock, `sleep` carries out slow answers, `environment` the extension environment it runs, `redelivery` how soon
    tasks return, `settings` what else can be chosen.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], None] = time.sleep,
        environment: Environment | None = None,
        redelivery: Redelivery | None = None,
        settings: PlatformSettings | None = None,
    ) -> None:
        self.world = World(now)
        self.environment = environment or Environment()
        self.tasks = TaskQueue(self.world, redelivery or Redelivery())
        self.settings = settings or PlatformSettings()
        self._sleep = sleep
        self.faults = Faults(sleep)
        self.journal = CallJournal()
        self.fulfilment = FulfilmentDesk(self.world, self.tasks.status_changed)
        self.tiers = TierDesk(self.world, self.tasks.status_changed, self._tier_settled)
        self.runners = RunnerHub(self.world, self.tasks, self.environment)
        self.vendor = Vendor(self.world)
        self.trade = Trade(self.world, self.fulfilment, self.tiers)
        self.control = Control(self)
        self._routes = [
            *FulfilmentRoutes(self.world, self.fulfilment, self.tiers, self.runners.validate_draft).routes(),
            *TierRoutes(self.world, self.tiers).routes(),
            *CatalogueRoutes(self.world).routes(),
            *DevopsRoutes(self.world, self.environment).routes(),
        ]

    def __call__(self, request: SimRequest) -> SimResponse:
        """Answer one call; raises `NoAnswerError` when a fault hangs up."""
        if request.path.startswith("/control/"):
            return answer_control(self, request)
        if request.path.startswith(PORTAL):
            return answer_portal(self, request)
        if not request.path.startswith(API):
            return answer_package_index(request)
        if self.settings.latency_ms:
            self._sleep(self.settings.latency_ms / 1000)
        request = replace(request, judged=self.settings.judge_schemas)
        with self.world.lock:
            fault = self.faults.pick(request)
        try:
            response = self.faults.apply(fault, request, self._answer) if fault else self._answer(request)
        except NoAnswerError:
            self._record(request, None)
            raise
        self._record(request, response)
        return response

    def _answer(self, request: SimRequest) -> SimResponse:
        try:
            if not self.environment.accepts(request.headers.get("authorization", "")):
                raise unauthorized()
            route, arguments = find_route(self._routes, request.method, request.path.removeprefix(API).rstrip("/"))
            if route.waits:
                response = route.handler(request, arguments)
            else:
                with self.world.lock:
                    response = route.handler(request, arguments)
        except PlatformError as refusal:
            response = refusal.response()
        return SimResponse(response.status, response.body, {"connect-version": PLATFORM_VERSION, **response.headers})

    def _record(self, request: SimRequest, response: SimResponse | None) -> None:
        with self.world.lock:
            self.journal.record(request, response, self.world.now())
            self.runners.notify()

    def _tier_settled(self, configuration: TierConfiguration, well: bool) -> None:  # noqa: FBT001 - the desk's one question.
        for request in list(self.world.requests.values()):
            asset = self.world.assets[request.asset]
            place = asset.product, asset.marketplace, asset.connection_type
            is_meant = place == (configuration.product, configuration.marketplace, configuration.connection_type)
            if request.status == "tiers_setup" and is_meant and asset.tiers.get("tier1") == configuration.account:
                if well:
                    self.fulfilment.tiers_are_ready(request)
                else:
                    self.fulfilment.fail(request, {"reason": "The reseller could not be set up."})
