"""The addresses that runners and CloudBlue's tools use.

Event definitions, the environment with its variables and schedules, installations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.simulator.connect.errors import invalid, not_found
from connector.simulator.connect.events import event_documents
from connector.simulator.connect.judge import body_of
from connector.simulator.connect.listing import answer_list
from connector.simulator.connect.routing import Route
from connector.simulator.exchange import SimResponse

if TYPE_CHECKING:
    from connector.simulator.connect.catalogue import Document
    from connector.simulator.connect.environment import Environment
    from connector.simulator.connect.world import World
    from connector.simulator.exchange import SimRequest

    Arguments = dict[str, str]

EVENT_FIELDS: Final = ("type", "category", "group", "extension_type")
ENVIRONMENT_PATH: Final = "devops/services/{service}/environments/{environment}"
INSTALLATIONS_PATH: Final = "devops/services/{service}/installations"


class DevopsRoutes:
    """One service (extension) with one environment over HTTP."""

    def __init__(self, world: World, environment: Environment) -> None:
        self._world = world
        self._environment = environment

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [
            Route("GET", "devops/event-definitions", self._events),
            Route("GET", ENVIRONMENT_PATH, self._show),
            Route("PUT", ENVIRONMENT_PATH, self._report),
            Route("GET", f"{ENVIRONMENT_PATH}/variables", self._variables),
            Route("PUT", f"{ENVIRONMENT_PATH}/variables/{{id}}", self._set_variable),
            Route("GET", f"{ENVIRONMENT_PATH}/schedules", self._schedules),
            Route("POST", f"{ENVIRONMENT_PATH}/schedules", self._add_schedule),
            Route("GET", f"{ENVIRONMENT_PATH}/schedules/{{id}}", self._schedule),
            Route("GET", INSTALLATIONS_PATH, self._installations),
            Route("GET", f"{INSTALLATIONS_PATH}/{{id}}", self._installation),
            Route("PUT", f"{INSTALLATIONS_PATH}/{{id}}", self._set_up_installation),
            Route("POST", f"{INSTALLATIONS_PATH}/{{id}}/impersonate", self._impersonate),
        ]

    def _events(self, call: SimRequest, _: Arguments) -> SimResponse:
        return answer_list(event_documents(), call.query, EVENT_FIELDS)

    def _check(self, arguments: Arguments) -> None:
        own = self._environment
        if arguments["service"] != own.service_id or arguments.get("environment", own.id) != own.id:
            raise not_found(f"Environment {arguments.get('environment', '')} of service {arguments['service']}")

    def _show(self, _: SimRequest, arguments: Arguments) -> SimResponse:
        self._check(arguments)
        return SimResponse.of_json(200, self._environment.document())

    def _report(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        self._check(arguments)
        self._environment.error_output = body_of(call, "environment").get("error_output", "")
        return SimResponse.of_json(200, self._environment.document())

    def _variables(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        self._check(arguments)
        return answer_list(self._environment.variable_documents(), call.query, ("id", "name", "secure"))

    def _set_variable(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        self._check(arguments)
        shown = next((v for v in self._environment.variable_documents() if v["id"] == arguments["id"]), None)
        if shown is None:
            raise not_found(f"Variable {arguments['id']}")
        self._environment.variables[shown["name"]] = body_of(call, "variable")["value"]
        return SimResponse.of_json(200, shown)

    def _schedules(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        self._check(arguments)
        return answer_list(self._world.schedules.values(), call.query, ("id", "name", "method", "enabled"))

    def _add_schedule(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        self._check(arguments)
        body = body_of(call, "schedule")
        if body["method"] not in self._environment.schedulables:
            raise invalid(f"method: {body['method']} is no schedulable method of this environment.")
        identifier = self._world.new_id("EFS", "333")
        self._world.schedules[identifier] = {"name": body["method"], "parameter": {}, "enabled": True} | body | {"id": identifier}
        return SimResponse.of_json(201, self._world.schedules[identifier])

    def _schedule(self, _: SimRequest, arguments: Arguments) -> SimResponse:
        self._check(arguments)
        return SimResponse.of_json(200, self._world.find(self._world.schedules, arguments["id"], "Schedule"))

    def _installations(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        self._check(arguments)
        return answer_list(self._world.installations.values(), call.query, ("id", "status", "owner.*", "environment.*"))

    def _find(self, arguments: Arguments) -> Document:
        self._check(arguments)
        return self._world.find(self._world.installations, arguments["id"], "Installation")

    def _installation(self, _: SimRequest, arguments: Arguments) -> SimResponse:
        return SimResponse.of_json(200, self._find(arguments))

    def _set_up_installation(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        installation = self._find(arguments)
        installation["settings"] = body_of(call, "settings")["settings"]
        return SimResponse.of_json(200, installation)

    def _impersonate(self, _: SimRequest, arguments: Arguments) -> SimResponse:
        self._find(arguments)
        return SimResponse.of_json(200, {"installation_api_key": self._environment.installation_key})
