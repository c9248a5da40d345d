"""The identity service: access tokens for client credentials. It answers in its own error shape, never in the Partner API's.

Source: developer.adobe.com/vipmp/docs/authentication/oauth-credentials.
"""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import parse_qs

from connector.simulator.adobe.emit import answer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from connector.simulator.adobe.clock import VirtualClock
    from connector.simulator.exchange import SimRequest, SimResponse

TOKEN_PATH: Final = "/ims/token/v3"  # noqa: S105 - a path, not a password.


class Client(Protocol):
    """Whoever may ask for a token."""

    @property
    def client_id(self) -> str:
        """Give the id."""
        ...  # pragma: no cover - a protocol has no body to run.

    @property
    def client_secret(self) -> str:
        """Give the secret."""
        ...  # pragma: no cover - a protocol has no body to run.


class Clients(Protocol):
    """What the identity service needs of a simulated world: its clients by id, and new ids for tokens."""

    @property
    def partners(self) -> Mapping[str, Client]:
        """Give the clients by their ids."""
        ...  # pragma: no cover - a protocol has no body to run.

    def next_id(self, kind: str) -> str:
        """Give a new id."""
        ...  # pragma: no cover - a protocol has no body to run.


class TokenDesk:
    """Gives tokens and remembers until when, and for which client, each is good."""

    def __init__(self, world: Clients, clock: VirtualClock, lifetime: timedelta) -> None:
        self._world = world
        self._clock = clock
        self._tokens: dict[str, tuple[str, datetime]] = {}
        self.lifetime = lifetime

    def __call__(self, request: SimRequest) -> SimResponse:
        """Answer POST /ims/token/v3, a form with `grant_type`, `client_id`, `client_secret` and `scope`."""
        form = {name: values[-1] for name, values in parse_qs(request.body.decode("utf-8", "replace")).items()}
        if form.get("grant_type") != "client_credentials":
            return _refuse(400, "unsupported_grant_type", "only client_credentials is supported")
        missing = [name for name in ("client_id", "client_secret", "scope") if not form.get(name)]
        if missing:
            return _refuse(400, "invalid_request", f"missing {', '.join(missing)}")
        partner = self._world.partners.get(form["client_id"])
        if partner is None:
            return _refuse(400, "invalid_client", "unknown client_id")
        if not hmac.compare_digest(partner.client_secret.encode(), form["client_secret"].encode()):
            return _refuse(401, "invalid_client", "invalid client_secret parameter")
        return self._grant(partner.client_id)

    def is_good(self, token: str, client_id: str) -> bool:
        """Say whether a token was given to this client and has not expired."""
        client, good_until = self._tokens.get(token, ("", self._clock.now()))
        return client == client_id and self._clock.now() < good_until

    def revoke_all(self) -> None:
        """Forget all tokens: each is 4116 from now on."""
        self._tokens.clear()

    def _grant(self, client_id: str) -> SimResponse:
        token = self._world.next_id("token")
        self._tokens[token] = (client_id, self._clock.now() + self.lifetime)
        seconds = int(self.lifetime / timedelta(seconds=1))
        return answer(200, {"access_token": token, "token_type": "bearer", "expires_in": seconds})


def _refuse(status: int, error: str, description: str) -> SimResponse:
    return answer(status, {"error": error, "error_description": description})
