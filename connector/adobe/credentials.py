"""What opens the door to one Adobe account. Must never show the secret: not in `repr`, not in an exception, not in a log."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


class SecretText(Protocol):
    """A secret that shows itself only when asked to."""

    def reveal(self) -> str:
        """Give the text itself; the one place that asks is the token request."""
        ...  # pragma: no cover - a protocol has no body to run.


@dataclass(frozen=True)
class Credentials:
    """One OAuth server-to-server credential and the hosts that it is for.

    `url` is the API's base, `oauth_url` that of Adobe's identity service (IMS), both without a trailing path; `scopes` is the
    comma-separated list that the credential shows in Adobe's Developer Console.
    Source: developer.adobe.com/vipmp/docs/authentication.
    """

    url: str
    oauth_url: str
    api_key: str = field(repr=False)
    client_secret: SecretText = field(repr=False)
    scopes: str = "openid,AdobeID,read_organizations"
