"""Another process that delivers one request and kills itself at an exact boundary, as `kill -9` would: no Python runs after that.

Usage: python killed_worker.py PLAN, where PLAN is JSON: platform (its URL), variables, request (the platform's object),
boundary (its number, or null to live), after. Imports nothing of the tests, because it is started by its path. Writes every
boundary that it crosses to its standard output.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import httpx
from connect.client import ConnectClient
from requests.adapters import HTTPAdapter
from sqlalchemy import event
from sqlalchemy.pool import Pool

from connector import bootstrap
from connector.events import AdobeEventsApplication
from connector.settings import parse_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from requests import PreparedRequest, Response
    from sqlalchemy.pool import ConnectionPoolEntry

    from connector.fulfillment.means import Means

_Result = TypeVar("_Result")

PLAN: dict[str, Any] = json.loads(sys.argv[1])
crossed: list[str] = []


def cross(name: str, act: Callable[[], _Result]) -> _Result:
    number = begin(name)
    result = act()
    end(number)
    return result


def begin(name: str) -> int:
    crossed.append(name)
    sys.stdout.write(f"{name}\n")
    sys.stdout.flush()
    if len(crossed) - 1 == PLAN["boundary"] and not PLAN["after"]:
        os.kill(os.getpid(), signal.SIGKILL)
    return len(crossed) - 1


def end(number: int) -> None:
    if number == PLAN["boundary"] and PLAN["after"]:
        os.kill(os.getpid(), signal.SIGKILL)


class Transport(httpx.HTTPTransport):
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        def act() -> httpx.Response:
            response = super(Transport, self).handle_request(request)
            response.read()
            return response

        return cross(f"adobe {request.method} {request.url.path}", act)


class Adapter(HTTPAdapter):
    def send(self, request: PreparedRequest, **rest: object) -> Response:  # type: ignore[override] # the rest is passed on.
        return cross(f"platform {request.method} {request.path_url}", lambda: super(Adapter, self).send(request, **rest))  # type: ignore[arg-type] # see above.


class Application(AdobeEventsApplication):
    def means(self) -> Means:
        return bootstrap.assemble(parse_settings(self.config), transport=Transport())


def _checked_out(_connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
    record.info["boundary"] = begin("database")


def _checked_in(_connection: object, record: ConnectionPoolEntry | None) -> None:
    if record is not None and "boundary" in record.info:
        end(record.info.pop("boundary"))


def main() -> None:
    event.listen(Pool, "checkout", _checked_out)
    event.listen(Pool, "checkin", _checked_in)
    endpoint = f"{PLAN['platform']}/public/v1"
    client = ConnectClient("ApiKey SU-000-000-000:xxxx", endpoint=endpoint, max_retries=0)
    client.session.mount(endpoint, Adapter())
    Application(client, logging.getLogger("runner"), PLAN["variables"]).handle_purchase(PLAN["request"])


main()
