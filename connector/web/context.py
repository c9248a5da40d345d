"""Who calls: the platform's call context, checked once for every route, and what that caller may see.

The runner puts the context on each call as headers. They are believed in the platform's runtime only, each exactly once: beside
the runner's own a caller may have written the same name in other letters. Must never serve a call whose context is incomplete.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from fastapi import Depends, Request

from connector import bootstrap
from connector.cloudblue.visible import Visible
from connector.fulfillment.account_desk import Desk
from connector.fulfillment.means import Means  # noqa: TC001 - FastAPI reads the annotation.
from connector.settings import runtime_environment
from connector.web.problems import ProblemError
from connector.wire import WireError, read_json

if TYPE_CHECKING:
    from connect.client import ConnectClient

    from connector.cloudblue.platform import Platform

ROLES: Final = frozenset({"vendor", "distributor"})
"""Who sets resellers up and sees what happens. Resellers and customers have their marketplace's own pages."""

_PREFIX: Final = "x-connect-"
_KEY: Final = "x-connect-installation-api-key"
_GATEWAY: Final = "x-connect-api-gateway-url"
_VARIABLES: Final = "x-connect-config"
_NEEDED: Final = ("environment-id", "installation-id", "account-id", "account-role", "user-id", "call-type")
_NO_CONTEXT: Final = ("no-context", "Call this through the platform, as a user of an account that has installed the extension.")
_FOREIGN: Final = ("foreign-origin", "Pages of other sites may not call this.")
_ROLE: Final = ("role", "This is for distributors and vendors.")
_SAME_SITE: Final = frozenset({"same-origin", "none"})


@dataclass(frozen=True)
class Context:
    """The platform's word on who calls. `is_admin`: the account that owns the extension, not one that installed it."""

    environment_id: str
    installation_id: str
    account_id: str
    account_role: str
    user_id: str
    is_admin: bool


def context_of(request: Request) -> Context:
    """Check the call's origin, context and role. Every route depends on this; raises `ProblemError`."""
    _check_origin(request)
    found = {name: _only(request, _PREFIX + name) for name in _NEEDED}
    if not found["environment-id"] or found["environment-id"] != runtime_environment() or not all(found.values()):
        raise ProblemError(*_NO_CONTEXT)
    if found["account-role"] not in ROLES:
        raise ProblemError(*_ROLE)
    return Context(
        environment_id=found["environment-id"],
        installation_id=found["installation-id"],
        account_id=found["account-id"],
        account_role=found["account-role"],
        user_id=found["user-id"],
        is_admin=found["call-type"] == "admin",
    )


def _only(request: Request, name: str) -> str:
    """Give a header that stands there exactly once; a caller's own beside the runner's makes the call worthless."""
    values = request.headers.getlist(name)
    return values[0] if len(values) == 1 else ""


def _check_origin(request: Request) -> None:
    """Let browsers call from the extension's own pages only; what is no browser names no origin."""
    fetched_from = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if fetched_from is not None and fetched_from not in _SAME_SITE:
        raise ProblemError(*_FOREIGN)
    if fetched_from is None and origin is not None and not _is_own(origin, request.headers.get("host", "")):
        raise ProblemError(*_FOREIGN)


def _is_own(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"https", "http"} and bool(host) and parts.netloc == host


def variables_of(request: Request) -> dict[str, Any]:
    """Give the extension's variables, which the runner adds to every call; none where nobody has. Raises `ProblemError`.

    CloudBlue's own `get_config` would take a caller's word for them: the header that stands first.
    """
    if _VARIABLES not in request.headers:
        return {}
    try:
        found = read_json(_only(request, _VARIABLES))
    except WireError:
        found = None
    if not isinstance(found, dict):
        raise ProblemError(*_NO_CONTEXT)
    return found


_CONTEXT: Final = Depends(context_of)
VARIABLES: Final = Depends(variables_of)


def means_of(context: Context = _CONTEXT, config: dict[str, Any] = VARIABLES) -> Means:
    """Give what the process works with, by the extension's variables. Raises `SettingsError`."""
    del context  # Nothing is put together for a call that is turned away.
    return bootstrap.means_for(config).current()


def client_of(request: Request, context: Context = _CONTEXT) -> ConnectClient:
    """Give the platform's client with the installation's own key."""
    del context
    key, gateway = _only(request, _KEY), _only(request, _GATEWAY)
    if not key or not gateway:
        raise ProblemError(*_NO_CONTEXT)
    return bootstrap.hasty_client(key, gateway)


_MEANS: Final = Depends(means_of)
_CLIENT: Final = Depends(client_of)


@dataclass(frozen=True)
class Caller:
    """Who calls, what it sees of the platform, and what the connector works with."""

    context: Context
    means: Means
    visible: Visible
    platform: Platform


def caller_of(context: Context = _CONTEXT, means: Means = _MEANS, client: Any = _CLIENT) -> Caller:  # noqa: ANN401 - FastAPI would read CloudBlue's class as a body.
    """Give the caller of a route."""
    name = f"{context.environment_id}/{context.installation_id}/{context.account_id}"
    return Caller(context, means, Visible(client, name, bootstrap.GLIMPSES), bootstrap.platform_of(client))


def desk_of(caller: Caller) -> Desk:
    """Give the caller at the desk of the accounts, which says whose each account is."""
    return Desk(caller.means, caller.visible, caller.context.account_id, caller.context.is_admin)


CALLER: Final = Depends(caller_of)
CONTEXT: Final = _CONTEXT
