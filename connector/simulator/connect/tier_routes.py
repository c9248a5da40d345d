"""The addresses of tier accounts, tier configurations and the requests about them.

Their bodies differ from those of fulfilment requests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.simulator.connect.documents import (
    account_document,
    account_request_document,
    config_request_document,
    configuration_document,
)
from connector.simulator.connect.judge import body_of
from connector.simulator.connect.listing import answer_list
from connector.simulator.connect.routing import Route
from connector.simulator.exchange import SimResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.simulator.connect.tiers import TierDesk
    from connector.simulator.connect.world import TierConfigRequest, World
    from connector.simulator.exchange import SimRequest

    Arguments = dict[str, str]

ACCOUNT_FIELDS: Final = (
    "id",
    "name",
    "type",
    "external_id",
    "external_uid",
    "parent.*",
    "scopes",
    "version",
    "hub.*",
    "owner.*",
    "events.*",
    "tax_id",
)
CONFIGURATION_FIELDS: Final = (
    "id", "status", "account.*", "product.*", "tier_level", "connection.*", "marketplace.*", "contract.*", "events.*", "params.*",
)  # fmt: skip
CONFIG_REQUEST_FIELDS: Final = (
    "id", "type", "status", "configuration.*", "account.*", "product.*", "tier_level", "environment", "assignee.*",
    "marketplace.*", "contract.*", "events.*", "params.*", "notes", "reason",
)  # fmt: skip
ACCOUNT_REQUEST_FIELDS: Final = ("id", "type", "status", "account.*", "product.*", "vendor.*", "provider.*", "events.*")


class TierRoutes:
    """Tier accounts, configurations and their requests over HTTP."""

    def __init__(self, world: World, desk: TierDesk) -> None:
        self._world = world
        self._desk = desk

    def routes(self) -> list[Route]:
        """List the addresses."""
        requests = "tier/config-requests"
        return [
            Route("GET", "tier/accounts", self._accounts),
            Route("GET", "tier/accounts/{id}", self._account),
            Route("GET", "tier/configs", self._configurations),
            Route("GET", "tier/configs/{id}", self._configuration),
            Route("GET", requests, self._list),
            Route("POST", requests, self._create),
            Route("GET", f"{requests}/{{id}}", self._get),
            Route("PUT", f"{requests}/{{id}}", self._update),
            Route("POST", f"{requests}/{{id}}/approve", self._answering("config-request-approve", self._desk.approve)),
            Route("POST", f"{requests}/{{id}}/fail", self._answering("request-fail", self._desk.fail)),
            Route(
                "POST", f"{requests}/{{id}}/inquire", self._answering("nothing", lambda request, _: self._desk.inquire(request))
            ),
            Route("POST", f"{requests}/{{id}}/pend", self._answering("nothing", lambda request, _: self._desk.pend(request))),
            Route("POST", f"{requests}/{{id}}/assign", self._answering("nothing", _assign)),
            Route("GET", "tier/account-requests", self._account_requests),
            Route("GET", "tier/account-requests/{id}", self._account_request),
            Route("POST", "tier/account-requests/{id}/accept", self._accept),
            Route("POST", "tier/account-requests/{id}/ignore", self._ignore),
        ]

    def _accounts(self, call: SimRequest, _: Arguments) -> SimResponse:
        return answer_list([account_document(self._world, a) for a in self._world.accounts.values()], call.query, ACCOUNT_FIELDS)

    def _account(self, _: SimRequest, arguments: Arguments) -> SimResponse:
        account = self._world.find(self._world.accounts, arguments["id"], "Tier account")
        return SimResponse.of_json(200, account_document(self._world, account))

    def _configurations(self, call: SimRequest, _: Arguments) -> SimResponse:
        found = [configuration_document(self._world, c) for c in self._world.configurations.values()]
        return answer_list(found, call.query, CONFIGURATION_FIELDS)

    def _configuration(self, _: SimRequest, arguments: Arguments) -> SimResponse:
        found = self._world.find(self._world.configurations, arguments["id"], "Tier configuration")
        return SimResponse.of_json(200, configuration_document(self._world, found))

    def _find(self, arguments: Arguments) -> TierConfigRequest:
        return self._world.find(self._world.config_requests, arguments["id"], "Tier configuration request")

    def _list(self, call: SimRequest, _: Arguments) -> SimResponse:
        found = [config_request_document(self._world, r) for r in self._world.config_requests.values()]
        return answer_list(found, call.query, CONFIG_REQUEST_FIELDS)

    def _create(self, call: SimRequest, _: Arguments) -> SimResponse:
        body = body_of(call, "config-request-create")
        configuration = self._world.find(self._world.configurations, body["configuration"]["id"], "Tier configuration")
        given = {p["id"]: p.get("structured_value") or p.get("value") or "" for p in body.get("params", [])}
        request = self._desk.ask(body["type"], configuration, given)
        return SimResponse.of_json(201, config_request_document(self._world, request))

    def _get(self, _: SimRequest, arguments: Arguments) -> SimResponse:
        return SimResponse.of_json(200, config_request_document(self._world, self._find(arguments)))

    def _update(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        request = self._find(arguments)
        self._desk.update(request, body_of(call, "config-request-update"))
        return SimResponse.of_json(200, config_request_document(self._world, request))

    def _answering(
        self, schema: str, act: Callable[[TierConfigRequest, dict[str, object]], None]
    ) -> Callable[[SimRequest, Arguments], SimResponse]:
        def answer(call: SimRequest, arguments: Arguments) -> SimResponse:
            act(self._find(arguments), body_of(call, schema))
            return SimResponse(204)

        return answer

    def _account_requests(self, call: SimRequest, _: Arguments) -> SimResponse:
        found = [account_request_document(self._world, r) for r in self._world.account_requests.values()]
        return answer_list(found, call.query, ACCOUNT_REQUEST_FIELDS)

    def _account_request(self, _: SimRequest, arguments: Arguments) -> SimResponse:
        found = self._world.find(self._world.account_requests, arguments["id"], "Tier account request")
        return SimResponse.of_json(200, account_request_document(self._world, found))

    def _accept(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        body_of(call, "nothing")
        return self._settle(arguments, "accepted", "")

    def _ignore(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        return self._settle(arguments, "ignored", body_of(call, "account-request-ignore").get("reason", ""))

    def _settle(self, arguments: Arguments, status: str, reason: str) -> SimResponse:
        request = self._world.find(self._world.account_requests, arguments["id"], "Tier account request")
        self._desk.answer_account(request, status, reason)
        return SimResponse.of_json(200, account_request_document(self._world, request))


def _assign(request: TierConfigRequest, _: dict[str, object]) -> None:
    request.assignee = "UR-000-000-001"
