"""The processor time of a purchase in the handler's thread, against the same HTTP calls made bare with httpx and requests.

Both sides talk to the same two simulators, in processes of their own and over plain sockets, in turn: whatever else keeps the
machine busy meets both. The bare side repeats what the handler sent, call by call: same methods, paths, headers and bodies, with
the ids of its own purchase; Adobe through one pooled httpx client, the platform through a session of requests for each purchase,
because the runner gives each task a client of its own. It reads every answer as JSON.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
import time
import uuid
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

import httpx
import requests
from connect.client import ConnectClient

from bench.found import Found
from bench.platforms import Platforms
from connector.events import AdobeEventsApplication
from tests.world import ALL_APPS, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TARGET: Final = 2.0
_PURCHASES: Final = 60
_WARM_UP: Final = 5
_KEY: Final = "ApiKey SU-000-000-001:bench"
_FIRST: Final = {SIGN: 5}
_ITEMS: Final = {PHOTOSHOP: 10, ALL_APPS: 5}


@dataclass(frozen=True)
class Sent:
    """One call as it reached a simulator: `to` is `adobe` or `platform`."""

    to: str
    method: str
    url: str
    body: Any


class Bench:
    """Buys, through the handler and bare, for companies that Adobe knows."""

    def __init__(self, platforms: Platforms, folder: Path) -> None:
        self._platforms = platforms
        self._variables = platforms.variables(f"sqlite:///{folder / 'connector.sqlite3'}")
        self._pooled = httpx.Client(base_url=platforms.adobe_url, trust_env=False)
        self._token = self._take_token()
        self._customers: dict[str, str] = {}

    def order(self, tiers: Mapping[str, str], items: Mapping[str, int]) -> dict[str, Any]:
        """Order products on the marketplace; gives the request's document."""
        buying = {"items": items, "params": {"action_type": "purchase"}, "tiers": tiers}
        request = self._platforms.connect("trade/purchase", **buying)
        document: dict[str, Any] = self._platforms.connect("run/document", identifier=request)
        return document

    def by_the_handler(self, document: dict[str, Any]) -> float:
        """Have the extension fulfil a purchase in one delivery; gives the seconds of processor time that it took."""
        client = ConnectClient(_KEY, endpoint=f"{self._platforms.connect_url}/public/v1", use_specs=False)
        application = AdobeEventsApplication(client, logging.getLogger("bench"), self._variables)
        began = time.thread_time()
        application.handle_purchase(document)
        took = time.thread_time() - began
        client.session.close()
        status = self._platforms.connect("run/status", identifier=document["id"])
        if status != "approved":
            raise RuntimeError(f"{document['id']} is {status}")
        return took

    def sent_for(self, tiers: Mapping[str, str]) -> tuple[list[Sent], dict[str, str]]:
        """Have the extension fulfil a purchase; gives every call that it made, Adobe's first, and the ids that occur in them."""
        document = self.order(tiers, _ITEMS)
        at_adobe, on_platform = len(self._at_adobe()), len(self._on_platform())
        self.by_the_handler(document)
        ids = self.ids_of(document)
        order = self._platforms.connect("run/params", identifier=document["id"])["adobe_order_id"]
        return [*self._at_adobe()[at_adobe:], *self._on_platform()[on_platform:]], {**ids, "order": order}

    def ids_of(self, document: dict[str, Any]) -> dict[str, str]:
        """Give what names a purchase in its calls: request, company, and customer at Adobe."""
        company = document["asset"]["tiers"]["customer"]["id"]
        return {"request": document["id"], "company": company, "customer": self._customers[company]}

    def know(self, tiers: Mapping[str, str]) -> None:
        """Make a company known to Adobe, by a first purchase of another product."""
        document = self.order(tiers, _FIRST)
        self.by_the_handler(document)
        shown = self._platforms.connect("run/params", identifier=document["id"])
        self._customers[tiers["customer"]] = shown["adobe_customer_id"]

    def bare(self, calls: list[Sent], theirs: Mapping[str, str], document: dict[str, Any]) -> float:
        """Make the same calls for another purchase; gives the seconds of processor time."""
        ids = {theirs[name]: own for name, own in self.ids_of(document).items()}
        began = time.thread_time()
        with requests.Session() as session:
            session.trust_env = False
            for call in calls:
                answer = self._made(call, session, ids)
                if call.to == "adobe" and call.body and call.body["orderType"] == "NEW":
                    ids[theirs["order"]] = answer["orderId"]
        took = time.thread_time() - began
        status = self._platforms.connect("run/status", identifier=document["id"])
        if status != "approved":
            raise RuntimeError(f"{document['id']} is {status}")
        return took

    def _take_token(self) -> str:
        facts = self._platforms.adobe_facts
        form = {
            "grant_type": "client_credentials",
            "client_id": facts["client id (X-Api-Key)"],
            "client_secret": facts["client secret"],
            "scope": "openid,AdobeID,read_organizations",
        }
        return str(self._pooled.post("/ims/token/v3", data=form).raise_for_status().json()["access_token"])

    def _made(self, call: Sent, session: requests.Session, ids: Mapping[str, str]) -> Any:  # noqa: ANN401 - any JSON value.
        url, body = call.url, json.dumps(call.body) if call.body is not None else None
        for before, after in ids.items():
            url = url.replace(before, after)
            body = body.replace(before, after) if body else body
        answered: httpx.Response | requests.Response
        if call.to == "adobe":
            answered = self._pooled.request(call.method, url, content=body, headers=self._adobe_headers())
        else:
            headers = {"Authorization": _KEY, "Content-Type": "application/json"}
            answered = session.request(call.method, f"{self._platforms.connect_url}{url}", data=body, headers=headers)
        answered.raise_for_status()
        return answered.json() if answered.content else None

    def _adobe_headers(self) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self._token}",
            "X-Api-Key": self._platforms.adobe_facts["client id (X-Api-Key)"],
            "X-Correlation-Id": str(uuid.uuid4()),
            "X-Request-Id": str(uuid.uuid4()),
            "Accept": "application/json",
            "Content-Type": "application/json",
        }

    def _at_adobe(self) -> list[Sent]:
        calls = self._platforms.adobe("GET", "calls")
        return [Sent("adobe", one["method"], _url(one), one["request_body"]) for one in calls if one["path"].startswith("/v3/")]

    def _on_platform(self) -> list[Sent]:
        return [Sent("platform", one["method"], _url(one), one["body"]) for one in self._platforms.connect("run/calls")]


def _url(call: Mapping[str, Any]) -> str:
    return f"{call['path']}?{call['query']}" if call["query"] else call["path"]


def compare(platforms: Platforms, folder: Path, purchases: int) -> tuple[float, float, int]:
    """Buy with the handler and bare, in turn; gives the median milliseconds of both, and how many calls a purchase makes."""
    bench = Bench(platforms, folder)
    recorded, *companies = platforms.companies(1 + 2 * (_WARM_UP + purchases))
    for tiers in (recorded, *companies):
        bench.know(tiers)
    calls, theirs = bench.sent_for(recorded)
    handled, made = [], []
    for one, other in zip(companies[::2], companies[1::2], strict=True):
        handled.append(bench.by_the_handler(bench.order(one, _ITEMS)))
        made.append(bench.bare(calls, theirs, bench.order(other, _ITEMS)))
    return median(handled[_WARM_UP:]) * 1000, median(made[_WARM_UP:]) * 1000, len(calls)


def measure(purchases: int = _PURCHASES) -> Iterator[Found]:
    """Compare both."""
    with tempfile.TemporaryDirectory() as name, Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        folder = Path(name)
        with Platforms(folder, tls=False) as platforms, redirect_stderr(nowhere):
            handled, made, calls = compare(platforms, folder, purchases)
    ratio = handled / made
    result = f"{handled:.1f} / {made:.1f} ms = {ratio:.2f} ({calls} calls)"
    yield Found("processor time of a purchase, against the same calls made bare", result, f"<= {TARGET}", ratio <= TARGET)
