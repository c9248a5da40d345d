"""How a command on a desk reaches the platform: its API's address and a key, which the runner has by itself and nobody else.

On the platform neither is needed: the runner injects a client into every delivery. Never repeats a value in an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from connector.settings.problems import Findings
from connector.settings.secret import Secret
from connector.settings.urls import url_problem

if TYPE_CHECKING:
    from collections.abc import Mapping

API_URL: Final = "CONNECT_API_URL"
API_KEY: Final = "CONNECT_API_KEY"
DEFAULT_API_URL: Final = "https://api.connect.cloudblue.com/public/v1"

_KIND_OF_KEY: Final = "ApiKey "


@dataclass(frozen=True)
class Connection:
    """Where the platform's API is (without a slash at its end), and the key of an account that may read there."""

    url: str
    api_key: Secret


def parse_connection(variables: Mapping[str, str]) -> Connection | None:
    """Read the two variables; nothing when there is no key. Raises `SettingsError` with everything that is wrong."""
    url, key = variables.get(API_URL) or "", variables.get(API_KEY) or ""
    if not url and not key:
        return None
    findings = Findings()
    if sentence := url_problem(url or DEFAULT_API_URL, allow_host=True):
        findings.at(API_URL).add(sentence)
    if (
        not key.startswith(_KIND_OF_KEY)
        or not key.isascii()
        or not key.isprintable()
        or not key.removeprefix(_KIND_OF_KEY).strip()
    ):
        findings.at(API_KEY).add("must be a key as the platform shows it, as in ApiKey SU-000-000-000:…")
    findings.raise_if_any()
    return Connection((url or DEFAULT_API_URL).rstrip("/"), Secret(key))
