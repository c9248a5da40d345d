"""A web worker beside a small world: two installations call it, and the platform shows each of them its own only.

The one installation is of the distributor whose marketplace the world has, the other one of a stranger. What the simulated
platform does not know is who may see what: that is added at the wire, by the key that a call carries.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from fastapi import Request  # noqa: TC002 - FastAPI reads the annotation.
from fastapi.testclient import TestClient
from requests.adapters import BaseAdapter

from connector import bootstrap
from connector.web.context import client_of, means_of
from tests.world import WiredClient

if TYPE_CHECKING:
    from collections.abc import Callable

    from connect.client import ConnectClient
    from connect.eaas.core.testing import WebAppTestClient
    from httpx import Response
    from requests import PreparedRequest
    from requests import Response as PlatformResponse

    from connector.fulfillment.means import Means
    from tests.world import World

ENVIRONMENT: Final = "ENV-0000-03"
OURS: Final = "MP-00001"
THEIRS: Final = "MP-00002"
KEYS: Final = {"ours": "ApiKey SU-000-000-001:ours", "theirs": "ApiKey SU-000-000-002:theirs"}
_SEES: Final = {KEYS["ours"]: OURS, KEYS["theirs"]: THEIRS}


class Showing(BaseAdapter):
    """The platform's wire, which shows each key the objects of its own marketplace, and 404 in place of any other."""

    def __init__(self, inner: BaseAdapter) -> None:
        super().__init__()
        self._inner = inner
        self.without_tiers = False
        self.changed: dict[str, dict[str, object]] = {}

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> PlatformResponse:  # noqa: ANN401 - `requests`' own.
        """Carry a call over."""
        key = str(request.headers["Authorization"])
        answer = self._inner.send(request, *args, **kwargs)
        path = str(request.url).partition("/public/v1/")[2].partition("?")[0]
        if path == "marketplaces":
            return _instead(answer, 200, [{"id": _SEES[key]}], {"Content-Range": "items 0-0/1"})
        if self.without_tiers and path.startswith("requests/"):
            document = answer.json()
            del document["asset"]["tiers"]
            return _instead(answer, 200, document)
        if path in self.changed and request.method == "GET":
            return _instead(answer, 200, {**answer.json(), **self.changed[path]})
        if _SEES[key] == OURS or path.startswith("products/"):
            return answer
        return _instead(answer, 404, {"error_code": "404", "errors": ["Not found."]})

    def close(self) -> None:
        """Nothing is open."""


def _instead(answer: PlatformResponse, status: int, body: object, headers: dict[str, str] | None = None) -> PlatformResponse:
    answer.status_code = status
    answer._content = json.dumps(body).encode()  # noqa: SLF001 - the one place where `requests` keeps a body.
    answer.headers.update({"Content-Type": "application/json", **(headers or {})})
    return answer


class Console:
    """The web worker, and the two who call it."""

    def __init__(self, world: World, client: WebAppTestClient) -> None:
        self.world = world
        self._client = client
        self.showing = adapter = Showing(world.adapter)

        def platform(request: Request) -> ConnectClient:
            return WiredClient(adapter, request.headers["x-connect-installation-api-key"])

        client.app.dependency_overrides[means_of] = self._current
        client.app.dependency_overrides[client_of] = platform
        bootstrap.GLIMPSES.forget()

    def _current(self) -> Means:
        return self.world.means.current()

    def replace_means(self, means: Callable[[], object]) -> None:
        """Let the worker be put together in another way."""
        self._client.app.dependency_overrides[means_of] = means

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        who: str = "ours",
        context: dict[str, str] | None = None,
        **headers: str,
    ) -> Response:
        """Call as one of the two."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        answer: Response = self._client.request(
            method,
            f"/api/adobe/{path}",
            content=body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode(),
            headers={"X-Connect-Installation-Api-Key": KEYS[who], **given},
            context={
                "environment_id": ENVIRONMENT,
                "installation_id": f"EIN-{who}",
                "account_id": f"PA-{who}",
                "account_role": "distributor",
                **(context or {}),
            },
        )
        return answer

    def twice(self, method: str, path: str, name: str, written: str | None = None) -> Response:
        """Call with the whole context and one header twice: beside the runner's own a caller's, in other letters.

        The caller has `written` it, or the same as the runner. Nothing is put in place of what the worker is made of.
        """
        known = {"Environment-Id": ENVIRONMENT, "Account-Role": "distributor", "Call-Type": "user", "Config": "{}"}
        known |= {"Installation-Api-Key": KEYS["ours"], "Api-Gateway-Url": "https://connect.test/public/v1"}
        names = ("Installation-Id", "Account-Id", "User-Id", *known)
        headers = [(f"X-Connect-{one}", known.get(one, "x")) for one in names]
        whole = [(name.lower(), dict(headers)[name] if written is None else written), *headers]
        self._client.app.dependency_overrides.clear()
        answer: Response = TestClient.request(self._client, method, path, headers=whole)
        return answer

    def get(self, path: str, body: object = None, **more: Any) -> Response:  # noqa: ANN401 - as in `call`.
        """GET, perhaps with a body."""
        return self.call("GET", path, body, **more)

    def post(self, path: str, body: object = None, **more: Any) -> Response:  # noqa: ANN401 - as in `call`.
        """POST a body."""
        return self.call("POST", path, body, **more)


def problem(answer: Response) -> tuple[int, str]:
    """Give status and code of a problem, after a look at its shape."""
    document = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(document) >= {"type", "title", "status", "detail", "code", "support_id", "instance"}
    assert document["status"] == answer.status_code
    assert document["type"] == f"urn:connector:problem:{document['code']}"
    return answer.status_code, document["code"]
