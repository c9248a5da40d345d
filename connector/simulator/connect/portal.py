"""The platform's portal for a browser: the pages and the API of an installed extension, in the name of whoever is logged in.

`/portal/<installation>/static/…`, `/api/…`, `/guest/…` and `/openapi/…` become web tasks with the call context that the platform
adds; `/portal/<installation>/` is a page that holds the console in a frame and speaks the portal's part of the frame's messages.
Below `/portal/<installation>/admin/` it is the account that owns the extension. Loopback only: nobody has to log in.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from connector.simulator.connect.errors import PlatformError, not_found
from connector.simulator.connect.world import OPERATOR, VENDOR
from connector.simulator.exchange import SimResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.simulator.connect.simulator import ConnectSimulator
    from connector.simulator.exchange import SimRequest

PORTAL: Final = "/portal/"
HOP_HEADERS: Final = frozenset({"host", "content-length", "connection", "accept-encoding", "transfer-encoding"})
"""What belongs to one connection and is not carried on to the web worker, or back from it."""

_ADMIN: Final = "admin"
_SERVED: Final = frozenset({"static", "api", "guest", "openapi"})
# The frame's messages are those of CloudBlue's own library for pages: the frame says that it is there, the portal answers with
# its state, and the frame tells its size whenever that changes.
_FRAME: Final = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Portal (simulated)</title>
    <link rel="icon" href="static/icon.svg">
    <style>
      body {{ margin: 0; font: 14px/1.4 Roboto, sans-serif; color: #212121; background: #f2f4f6; }}
      header {{ padding: 14px 24px; color: #fff; background: #1a3b5c; }}
      iframe {{ display: block; width: calc(100% - 48px); min-height: 400px; margin: 16px 24px; border: 0; background: #fff; }}
    </style>
  </head>
  <body>
    <header>CloudBlue Connect (simulated), {installation} as {who}</header>
    <iframe name="extension" title="The extension's pages" src="static/index.html"></iframe>
    <script>
      const frame = document.querySelector("iframe");
      addEventListener("message", ({{ source, data }}) => {{
        if (source !== frame.contentWindow || data?.$id !== "extension") return;
        const events = data.events ?? {{}};
        if (events.$mounted) source.postMessage({{ $id: "extension", events: {{ $init: {{}} }} }}, "*");
        if (events.$size) frame.style.height = `${{Math.ceil(events.$size.height)}}px`;
      }});
    </script>
  </body>
</html>
"""


def answer_portal(simulator: ConnectSimulator, request: SimRequest) -> SimResponse:
    """Answer one call of a browser."""
    try:
        installation, _, path = request.path.removeprefix(PORTAL).partition("/")
        is_admin = path == _ADMIN or path.startswith(f"{_ADMIN}/")
        return _served(simulator, request, installation, path.removeprefix(_ADMIN).lstrip("/") if is_admin else path, is_admin)
    except PlatformError as refusal:
        return refusal.response()


def carry(simulator: ConnectSimulator, request: SimRequest, path: str, options: Mapping[str, str]) -> SimResponse:
    """Carry a call through a web worker of the extension; `path` is the worker's own, without its first slash."""
    url = f"/{quote(path)}" + (f"?{request.query}" if request.query else "")
    headers = {
        name: value for name, value in request.headers.items() if name not in HOP_HEADERS and not name.startswith("x-simulator-")
    }
    status, answered, body = simulator.runners.web(request.method, url, headers, request.body, dict(options))
    return SimResponse(status, body, {name: value for name, value in answered.items() if name not in HOP_HEADERS})


def _served(
    simulator: ConnectSimulator,
    request: SimRequest,
    installation: str,
    path: str,
    is_admin: bool,  # noqa: FBT001 - which of the two accounts calls, handed on.
) -> SimResponse:
    found = simulator.world.installations.get(installation)
    if found is None:
        raise not_found(f"Installation {installation}")
    if not path:
        page = _FRAME.format(installation=escape(installation), who="the extension's owner" if is_admin else "a user of it")
        return SimResponse(200, page.encode(), {"content-type": "text/html; charset=utf-8"})
    if path.partition("/")[0] not in _SERVED:
        raise not_found(f"Page {path}")
    context = {
        "installation_id": installation,
        "api_key": simulator.environment.installation_key,
        "account_id": VENDOR["id"] if is_admin else str(found["owner"]["id"]),
        "account_role": "vendor" if is_admin else "distributor",
        "user_id": OPERATOR["id"],
        "call_type": "admin" if is_admin else "user",
    }
    return carry(simulator, request, path, context)
