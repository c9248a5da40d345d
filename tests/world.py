"""A whole small world for flow tests: both simulators, the connector between them, and one clock for all three.

Everything in it is real but the sockets: events go through the extension's own event methods, Adobe's and the platform's answers
come from the simulators, the journal is a real database. Nothing sleeps; `advance` moves every clock at once.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from connect.client import ConnectClient

from connector import bootstrap
from connector.events import AdobeEventsApplication
from connector.settings import parse_settings
from connector.simulator.adobe import AdobeSimulator
from connector.simulator.adobe.transport import InProcessTransport
from connector.simulator.connect.adapter import InProcessAdapter
from connector.simulator.connect.adobe_product import build_adobe_product
from connector.simulator.connect.simulator import ConnectSimulator
from connector.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import httpx
    from connect.eaas.core.responses import BackgroundResponse
    from requests import Session
    from requests.adapters import BaseAdapter

    from connector.fulfillment.means import Means
    from connector.simulator.adobe.calls import Call
    from connector.simulator.connect.control import Delivery

ENDPOINT: Final = "https://connect.invalid/public/v1"
CLIENT_ID: Final = "the-client-id"
CLIENT_SECRET: Final = "the-client-secret"
DISTRIBUTOR: Final = "D1000000000"

# The platform calls the event of a tier configuration's update a change.
_TIER_EVENTS: Final = {"setup": "setup", "update": "change", "adjustment": "adjustment"}

PHOTOSHOP: Final = "65304470CA"
ALL_APPS: Final = "65309999CA"
SIGN: Final = "30007777CA"


class World:
    """Two simulated platforms and the connector. Times are aware UTC; `pauses` holds what the connector would have slept.

    The database's clock is `database_ahead` of all others.
    """

    def __init__(
        self,
        folder: Path,
        *,
        account: Mapping[str, object] | None = None,
        reseller: bool = True,
        seeded: bool = True,
        without: Iterable[str] = (),
        configuration: Mapping[str, object] | None = None,
        variables: Mapping[str, str] | None = None,
        database_url: str = "",
    ) -> None:
        self._offset = timedelta(0)
        self.database_ahead = timedelta(0)
        self.pauses: list[float] = []
        self.database = folder / "connector.sqlite3"
        self.adobe = AdobeSimulator(now=self.now)
        self.adobe.control.add_partner(CLIENT_ID, CLIENT_SECRET, DISTRIBUTOR)
        self.reseller_id = self.adobe.control.add_reseller(DISTRIBUTOR) if seeded else ""
        self.connect = ConnectSimulator(now=self.now)
        self.product = build_adobe_product(
            self.connect,
            adobe_reseller_id=self.reseller_id if reseller else None,
            without=without,
            configuration=configuration,
        )
        self.connect.control.subscribe(subscriptions())
        self.variables = {
            "CONNECTOR_ACCOUNTS": json.dumps([an_account(self.product.product, account or {})]),
            "DATABASE_URL": database_url or f"sqlite:///{self.database}",
            **(variables or {}),
        }
        self.transport: httpx.BaseTransport = InProcessTransport(self.adobe)
        self.adapter: BaseAdapter = InProcessAdapter(self.connect)
        if not database_url and not self.database.exists():
            self.database.write_bytes(_empty_store())
        self.means = self.new_means()
        self.means.store.ready()
        self.advance(seconds=1)

    def now(self) -> datetime:
        """Give this world's time."""
        return datetime.now(UTC) + self._offset

    def advance(self, **by: float) -> None:
        """Let time pass, on every clock at once."""
        self._offset += timedelta(**by)

    def new_means(self, stopping: Callable[[], bool] = lambda: False) -> Means:
        """Put the connector together as another process would, on the same database."""
        return bootstrap.assemble(
            parse_settings(self.variables),
            transport=self.transport,
            offset=lambda: self._offset + self.database_ahead,
            pause=self.pauses.append,
            stopping=stopping,
        )

    def application(self, means: Means | None = None) -> AdobeEventsApplication:
        """Make the extension's events application as the runner does for each task."""
        client = WiredClient(self.adapter)
        return WiredApplication(client, logging.getLogger("runner"), self.variables, means=means or self.means)

    # What the world's people do -------------------------------------------------------------------------------------------

    def buy(self, items: Mapping[str, int | str] | None = None, **params: object) -> str:
        """Buy two products, or those that are named; gives the request's id."""
        wanted = items if items is not None else {PHOTOSHOP: 10, ALL_APPS: 5}
        return self.connect.trade.purchase(wanted, {"action_type": "purchase", **params})

    def correct(self, request: str, **params: object) -> None:
        """Correct an inquiring request and send it back."""
        self.connect.trade.correct(request, params)

    # What the connector does ----------------------------------------------------------------------------------------------

    def deliver(self, means: Means | None = None) -> dict[str, BackgroundResponse]:
        """Hand out every due task once, as the runner does; gives the responses by object id."""
        return {task.object_id: self._handle(task.event_type, task, means) for task in self.connect.control.take()}

    def hand_over(self, request: str, means: Means | None = None) -> BackgroundResponse:
        """Deliver one request as it is now, whatever is due."""
        document = self.connect.control.document(request)
        events = {"PR-": f"asset_{document['type']}", "TCR": f"tier_config_{_TIER_EVENTS.get(document['type'])}"}
        method = METHODS[f"{events.get(request[:3], 'tier_account_update')}_request_processing"]
        response: BackgroundResponse = getattr(self.application(means), method)(document)
        return response

    def validate(self, draft: str, means: Means | None = None) -> dict[str, Any]:
        """Send a draft to be validated, as the platform does; gives what comes back."""
        document = self.connect.control.document(draft)
        response = getattr(self.application(means), METHODS[f"asset_{document['type']}_request_validation"])(document)
        assert (response.status, response.http_status) == ("success", 200)
        body: dict[str, Any] = response.body
        return body

    def settle(self, request: str, *, rounds: int = 30, means: Means | None = None) -> str:
        """Deliver, and let every countdown pass, until the request is no longer pending; gives its status."""
        for _ in range(rounds):
            if self.status(request) != "pending":
                break
            self.deliver(means)
            countdown = max((result.countdown for result in self.connect.control.results()[-1:]), default=0)
            self.advance(seconds=countdown)
            self.connect.control.deliver_now()
        return self.status(request)

    def _handle(self, event_type: str, task: Delivery, means: Means | None) -> BackgroundResponse:
        response: BackgroundResponse = getattr(self.application(means), METHODS[event_type])(task.document)
        self.connect.control.finish(task.task_id, str(response.status), countdown=response.countdown or 0)
        return response

    # What is seen afterwards ----------------------------------------------------------------------------------------------

    def status(self, request: str) -> str:
        """Give a request's status on the platform."""
        return self.connect.control.status(request)

    def params(self, request: str) -> dict[str, Any]:
        """Give a request's parameter values, those that are filled."""
        return {name: value for name, value in self.connect.control.params(request).items() if value}

    def errors(self, request: str) -> dict[str, str]:
        """Give the errors that stand on a request's parameters."""
        return self.connect.control.param_errors(request)

    def note(self, request: str) -> str:
        """Give a request's note."""
        document = self.connect.control.document(request)
        return str(document["note"] if "note" in document else document["notes"])

    def reason(self, request: str) -> str:
        """Give why a request failed."""
        return str(self.connect.control.document(request)["reason"])

    def adobe_calls(self) -> list[str]:
        """List the calls that Adobe got, tokens left out, as `POST /v3/customers`; PREVIEW and NEW are told apart."""
        return [_named(call) for call in self.adobe.control.calls() if call.path.startswith("/v3/")]

    def adobe_writes(self) -> list[str]:
        """List what was executed at Adobe and persists; replays are no execution."""
        found = [call for call in self.adobe.control.calls() if call.method != "GET" and call.path.startswith("/v3/")]
        # Answers that never came have no status.
        return [
            _named(call) for call in found if not call.replayed and (call.status or 500) < 300 and "PREVIEW" not in _named(call)
        ]


@cache
def _empty_store() -> bytes:
    """Make a store's file once in a process, for every world to begin with a copy: migrating takes as long as a delivery."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "connector.sqlite3")
        store = Store(f"sqlite:///{file}")
        store.migrate()
        store.close()
        return file.read_bytes()


class WiredClient(ConnectClient):  # type: ignore[misc] # CloudBlue's class carries no types.
    """CloudBlue's client, which keeps a session for each thread, with the world's wire in all of them."""

    def __init__(self, adapter: BaseAdapter, key: str = "ApiKey SU-000-000-000:xxxx") -> None:
        super().__init__(key, endpoint=ENDPOINT, max_retries=0)
        self._adapter = adapter

    @property
    def session(self) -> Session:
        """Give this thread's session."""
        session: Session = super().session
        if session.adapters.get(ENDPOINT) is not self._adapter:
            session.mount(ENDPOINT, self._adapter)
        return session

    def _prepare_call_kwargs(self, kwargs: dict[str, Any] | None) -> dict[str, Any]:
        """Leave out what CloudBlue's client says of itself: it looks its own version up on the disk for every call."""
        return {"headers": {"Authorization": self.api_key}, "timeout": self.timeout, **(kwargs or {})}


class WiredApplication(AdobeEventsApplication):
    """The extension's own application, with the means of a test's world."""

    def __init__(self, *args: object, means: Means) -> None:
        super().__init__(*args)
        self._means = means

    def means(self) -> Means:
        """Give the world's means in place of the process's."""
        return self._means


def an_account(product: str, changes: Mapping[str, object]) -> dict[str, object]:
    """Write the account that the world's marketplace sells under."""
    return {
        "product": product,
        "marketplace": "MP-00001",
        "environment": "production",
        "api_key": CLIENT_ID,
        "adobe_client_secret": CLIENT_SECRET,
        "oauth_url": "http://127.0.0.1:9",
        "url": "http://127.0.0.1:9",
        "distributor_id": DISTRIBUTOR,
        "currency": "USD",
        "market_segment": "COM",
        **changes,
    }


def subscriptions() -> dict[str, list[str]]:
    """Give the background events that the extension subscribes to, with their statuses."""
    return {
        one["event_type"]: one["statuses"]
        for one in AdobeEventsApplication.get_events()
        if one["event_type"].endswith("_request_processing")
    }


METHODS: Final[dict[str, str]] = {one["event_type"]: one["method"] for one in AdobeEventsApplication.get_events()}


def _named(call: Call) -> str:
    body = call.request_body if isinstance(call.request_body, dict) else {}
    order_type = body.get("orderType", "")
    return f"{call.method} {call.path} {order_type}".strip()
