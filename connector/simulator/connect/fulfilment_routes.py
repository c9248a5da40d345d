"""The addresses of fulfilment: requests, assets, conversations.

Each function reads, judges the body, lets the desk decide, and shows the result.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.connect.documents import TIERS, asset_document, conversation_document, events, request_document
from connector.simulator.connect.errors import invalid, wrong_status
from connector.simulator.connect.judge import body_of
from connector.simulator.connect.listing import answer_list
from connector.simulator.connect.narrowing import narrowed
from connector.simulator.connect.routing import Route
from connector.simulator.exchange import SimResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from connector.simulator.connect.catalogue import Document
    from connector.simulator.connect.requests import FulfilmentDesk
    from connector.simulator.connect.tiers import TierDesk
    from connector.simulator.connect.world import Asset, FulfilmentRequest, World
    from connector.simulator.exchange import SimRequest

    Arguments = dict[str, str]
    Validate = Callable[[str, str, Document], Document | None]

ASSET_PART_FIELDS: Final = (
    "id", "status", "external_id", "external_uid", "product.*", "connection.*", "tiers.*", "items.*", "params.*",
)  # fmt: skip
REQUEST_FIELDS: Final = (
    "id", "type", "status", "created", "updated", "note", "reason", "assignee", "marketplace.*", "contract.*", "planned_date",
    "previous_approved_request.id", "events.*", "template.id",
    *(f"asset.{name}" for name in ASSET_PART_FIELDS),
)  # fmt: skip
ASSET_FIELDS: Final = (
    *ASSET_PART_FIELDS, "marketplace.*", "contract.*", "events.*",
)  # fmt: skip
CONVERSATION_FIELDS: Final = ("id", "instance_id", "topic", "created", "status")


def _company_at(tier: str) -> Callable[[Asset], str]:
    return lambda asset: asset.tiers.get(tier, "")


ASSET_KEYS: Final[dict[str, Callable[[Asset], str]]] = {
    "id": attrgetter("id"),
    "status": attrgetter("status"),
    "product.id": attrgetter("product"),
    "connection.type": attrgetter("connection_type"),
    **{f"tiers.{tier}.id": _company_at(tier) for tier in TIERS},
}
"""What an asset's document shows at the paths that a list is mostly asked by, read without writing the document."""
EXTENSION_USER: Final = {"id": "SU-000-000-001", "name": "Extension"}


class FulfilmentRoutes:
    """Requests, assets and conversations over HTTP."""

    def __init__(self, world: World, desk: FulfilmentDesk, tiers: TierDesk, validate: Validate) -> None:
        self._world = world
        self._desk = desk
        self._tiers = tiers
        self._validate_draft = validate

    def routes(self) -> list[Route]:
        """List the addresses."""
        actions = {"approve": self._approve, "fail": self._fail, "inquire": self._inquire, "purchase": self._purchase}
        return [
            Route("GET", "requests", self._list),
            Route("POST", "requests", self._create),
            Route("GET", "requests/{id}", self._get),
            Route("PUT", "requests/{id}", self._update),
            *(Route("POST", f"requests/{{id}}/{verb}", handler) for verb, handler in actions.items()),
            *(Route("POST", f"requests/{{id}}/{verb}", self._moving(verb)) for verb in ("pend", "schedule", "revoke", "confirm")),
            Route("POST", "requests/{id}/assign/{user}", self._assign),
            Route("POST", "requests/{id}/validate", self._validate, waits=True),
            *(Route("GET", name, self._assets) for name in ("assets", "subscriptions/assets")),
            *(Route("GET", f"{name}/{{id}}", self._asset) for name in ("assets", "subscriptions/assets")),
            Route("GET", "assets/{id}/requests", self._asset_requests),
            Route("GET", "conversations", self._conversations),
            Route("GET", "conversations/{id}", self._conversation),
            Route("GET", "conversations/{id}/messages", self._messages),
            Route("POST", "conversations/{id}/messages", self._say),
        ]

    def _find(self, arguments: Arguments) -> FulfilmentRequest:
        return self._world.find(self._world.requests, arguments["id"], "Request")

    def _shown(self, request: FulfilmentRequest, status: int = 200) -> SimResponse:
        return SimResponse.of_json(status, request_document(self._world, request))

    def _list(self, call: SimRequest, _: Arguments) -> SimResponse:
        return self._listed(self._world.requests.values(), call)

    def _listed(self, requests: Iterable[FulfilmentRequest], call: SimRequest) -> SimResponse:
        keys: dict[str, Callable[[FulfilmentRequest], str]] = {
            "id": attrgetter("id"),
            "type": attrgetter("type"),
            "status": attrgetter("status"),
            **{f"asset.{path}": self._of_asset(read) for path, read in ASSET_KEYS.items()},
        }
        shown = narrowed(requests, call.query, keys)
        return answer_list([request_document(self._world, request) for request in shown], call.query, REQUEST_FIELDS)

    def _of_asset(self, read: Callable[[Asset], str]) -> Callable[[FulfilmentRequest], str]:
        return lambda request: read(self._world.assets[request.asset])

    def _get(self, _: SimRequest, arguments: Arguments) -> SimResponse:
        return self._shown(self._find(arguments))

    def _create(self, call: SimRequest, _: Arguments) -> SimResponse:
        body = body_of(call, "request-create")
        asset = body["asset"]
        items = {item.get("mpn") or item["id"]: str(item["quantity"]) for item in asset.get("items", [])}
        params = _given(asset.get("params", []))
        request = self._new_purchase(body, items, params) if body["type"] == "purchase" else self._new_other(body, items, params)
        if body.get("status") != "draft":
            self._submit(request)
        return self._shown(request, 201)

    def _new_purchase(self, body: dict[str, Any], items: dict[str, str], params: dict[str, object]) -> FulfilmentRequest:
        asset = body["asset"]
        tiers = {name: account["id"] for name, account in asset.get("tiers", {}).items() if account.get("id")}
        if not items or "customer" not in tiers or "product" not in asset or "marketplace" not in body:
            raise invalid("asset: product, items, tiers.customer and marketplace are required for a purchase.")
        connection_type = asset.get("connection", {}).get("type", "production")
        return self._desk.purchase(
            asset["product"]["id"], items, params, tiers, marketplace=body["marketplace"]["id"], connection_type=connection_type
        )

    def _new_other(self, body: dict[str, Any], items: dict[str, str], params: dict[str, object]) -> FulfilmentRequest:
        if "id" not in body["asset"]:
            raise invalid("asset: id is required.")
        return self._desk.ask(body["type"], body["asset"]["id"], items, params)

    def _submit(self, request: FulfilmentRequest) -> None:
        self._desk.require_complete(request)
        asset = self._world.assets[request.asset]
        self._desk.submit(request, wait_for_tiers=request.type == "purchase" and self._tiers.needed_for(asset))

    def _update(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        request = self._find(arguments)
        self._desk.update(request, body_of(call, "request-update"))
        return self._shown(request)

    def _approve(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        request = self._find(arguments)
        self._desk.approve(request, body_of(call, "request-approve"))
        return self._shown(request)

    def _fail(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        request = self._find(arguments)
        self._desk.fail(request, body_of(call, "request-fail"))
        return self._shown(request)

    def _inquire(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        request = self._find(arguments)
        self._desk.inquire(request, body_of(call, "request-inquire"))
        return self._shown(request)

    def _purchase(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        body_of(call, "nothing")
        request = self._find(arguments)
        self._submit(request)
        return self._shown(request)

    def _moving(self, verb: str) -> Callable[[SimRequest, Arguments], SimResponse]:
        def move(call: SimRequest, arguments: Arguments) -> SimResponse:
            request = self._find(arguments)
            body = body_of(call, "request-schedule" if verb == "schedule" else "nothing")
            self._desk.move(request, verb, body.get("planned_date"))
            return self._shown(request)

        return move

    def _assign(self, _: SimRequest, arguments: Arguments) -> SimResponse:
        request = self._find(arguments)
        request.assignee = arguments["user"]
        return self._shown(request)

    def _validate(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        with self._world.lock:
            request = self._find(arguments)
            if request.status not in {"draft", "inquiring"}:
                raise wrong_status(f"Only draft and inquiring requests can be validated; {request.id} is {request.status}.")
            given = body_of(call, "request-validate").get("asset", {}).get("params", [])
            ordering = {p["id"] for p in request_document(self._world, request)["asset"]["params"] if p["phase"] == "ordering"}
            self._desk.correct(request, _given([param for param in given if param["id"] in ordering]))
            document = request_document(self._world, request)
        judged = self._validate_draft(f"asset_{request.type}_request_validation", request.status, document)
        with self._world.lock:
            self._take_over(request, judged or document)
            return self._shown(request)

    def _take_over(self, request: FulfilmentRequest, judged: Document) -> None:
        wanted = [
            {"id": p["id"], "value_error": p.get("value_error") or ""}
            | ({"structured_value": p["structured_value"]} if p.get("structured_value") else {"value": p.get("value") or ""})
            for p in judged["asset"]["params"]
        ]
        self._desk.update(request, {"asset": {"params": wanted}})

    def _assets(self, call: SimRequest, _: Arguments) -> SimResponse:
        shown = narrowed(self._world.assets.values(), call.query, ASSET_KEYS)
        return answer_list([asset_document(self._world, asset) for asset in shown], call.query, ASSET_FIELDS)

    def _asset(self, _: SimRequest, arguments: Arguments) -> SimResponse:
        asset = self._world.find(self._world.assets, arguments["id"], "Asset")
        return SimResponse.of_json(200, asset_document(self._world, asset))

    def _asset_requests(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        self._world.find(self._world.assets, arguments["id"], "Asset")
        return self._listed((one for one in self._world.requests.values() if one.asset == arguments["id"]), call)

    def _conversations(self, call: SimRequest, _: Arguments) -> SimResponse:
        return answer_list(map(conversation_document, self._world.conversations.values()), call.query, CONVERSATION_FIELDS)

    def _conversation(self, _: SimRequest, arguments: Arguments) -> SimResponse:
        talk = self._world.find(self._world.conversations, arguments["id"], "Conversation")
        return SimResponse.of_json(200, conversation_document(talk))

    def _messages(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        talk = self._world.find(self._world.conversations, arguments["id"], "Conversation")
        return answer_list(talk.messages, call.query, ("id", "created", "text", "type"))

    def _say(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        talk = self._world.find(self._world.conversations, arguments["id"], "Conversation")
        body = body_of(call, "message")
        stamp = self._world.stamp()
        message = {
            "id": self._world.new_id("ME", "333"),
            "conversation": talk.id,
            "created": stamp,
            "creator": dict(EXTENSION_USER),
            "text": body["text"],
            "type": "message",
            "events": events(stamp, stamp),
        }
        talk.messages.append(message)
        return SimResponse.of_json(201, message)


def _given(params: list[dict[str, Any]]) -> dict[str, object]:
    return {param["id"]: param.get("structured_value") or param.get("value") or "" for param in params}
