"""CloudBlue's client without what it looks up anew at every call: the machine's proxies and authorities, its own version on disk.

That took a seventh of a delivery's processor time. Must never change what is sent, or to whom.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from connect.client.utils import get_headers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connect.client import ConnectClient

_USER_AGENT: Final = "User-Agent"

_environments: Final[dict[str, Mapping[str, Any]]] = {}
"""Proxies and authorities by endpoint, as this process's environment names them."""


def lean(client: ConnectClient) -> ConnectClient:
    """Let a client of this thread use what was looked up once in this process. Gives the same client."""
    environment = _environment_of(client)
    # Nor is a `.netrc` asked for: its password would take the place of the platform's own key.
    client.session.trust_env = False
    client.session.proxies = dict(environment["proxies"])
    client.session.verify = environment["verify"]
    prepare = client._prepare_call_kwargs  # noqa: SLF001 - the client has no other place where its headers are made.
    if not isinstance(prepare, _Prepared):
        client._prepare_call_kwargs = _Prepared(client)  # noqa: SLF001 - as above.
    return client


def _environment_of(client: ConnectClient) -> Mapping[str, Any]:
    endpoint = client.endpoint
    if endpoint not in _environments:
        _environments[endpoint] = client.session.merge_environment_settings(endpoint, {}, None, None, None)
    return _environments[endpoint]


@cache
def _user_agent() -> str:
    return str(get_headers("")[_USER_AGENT])


class _Prepared:
    """What a client sends along with each call, as the client itself would say it."""

    def __init__(self, client: ConnectClient) -> None:
        self._client = client

    def __call__(self, given: Mapping[str, Any] | None) -> dict[str, Any]:
        own = {"Authorization": self._client.api_key, _USER_AGENT: _user_agent()}
        kwargs = {"timeout": self._client.timeout, **(given or {})}
        return kwargs | {"headers": {**kwargs.get("headers", {}), **own, **(self._client.default_headers or {})}}
