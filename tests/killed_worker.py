"""Other processes that deliver requests and kill themselves at an exact boundary, as `kill -9` would: no Python runs after that.

Usage: python killed_worker.py. Reads plans from its standard input, one in a line, as JSON: platform (its URL), variables, ahead
(the seconds by which every clock is put on), tasks (pairs of a handler's name and the platform's object), boundary (its name),
before it so many of the same name are crossed (crossed), after (its effect, or before it). Carries each out in a process of its
own, and writes a line with that process's exit status. Imports nothing of the tests, because it is started by its path.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from datetime import timedelta
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

    from connector.fulfillment.means import Means

_Result = TypeVar("_Result")

plan: dict[str, Any] = {}
crossed: list[str] = []


def cross(name: str, act: Callable[[], _Result]) -> _Result:
    is_due = begin(name)
    result = act()
    if is_due:
        os.kill(os.getpid(), signal.SIGKILL)
    return result


def begin(name: str) -> bool:
    is_due: bool = name == plan["boundary"] and crossed.count(name) == plan["crossed"]
    crossed.append(name)
    if is_due and not plan["after"]:
        os.kill(os.getpid(), signal.SIGKILL)
    return is_due


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
        ahead = timedelta(seconds=plan["ahead"])
        return bootstrap.assemble(parse_settings(self.config), transport=Transport(), offset=lambda: ahead)


def _checked_out(*_all: object) -> None:
    begin("database")


def work() -> None:
    endpoint = f"{plan['platform']}/public/v1"
    client = ConnectClient("ApiKey SU-000-000-000:xxxx", endpoint=endpoint, max_retries=0)
    client.session.mount(endpoint, Adapter())
    for handler, task in plan["tasks"]:
        getattr(Application(client, logging.getLogger("runner"), plan["variables"]), handler)(task)


def main() -> None:
    event.listen(Pool, "checkout", _checked_out)
    for line in sys.stdin:
        plan.update(json.loads(line))
        child = os.fork()
        if not child:
            work()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


main()
