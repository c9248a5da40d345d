"""How Adobe proves itself to our webhook: one of the five ways that its integration kit knows, with what each needs.

The values are agreed with Adobe at onboarding. All are secrets. UNOFFICIAL: Adobe's public pages know no webhook.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from connector.settings.secret import Secret
from connector.settings.texts import credential_problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.settings.problems import Findings

STATIC: Final = "static"
BASIC: Final = "basic"
CUSTOM_HEADERS: Final = "custom_headers"
OAUTH2: Final = "oauth2_client_credentials"
CUSTOM_TOKEN: Final = "custom_token"  # noqa: S105 - the name of a way, which opens nothing.

_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    STATIC: ("token",),
    BASIC: ("username", "password"),
    CUSTOM_HEADERS: ("headers",),
    OAUTH2: ("client_id", "client_secret"),
    CUSTOM_TOKEN: ("header", "client_id", "client_secret"),
}
_HEADER: Final = re.compile(r"[A-Za-z0-9-]{1,64}")


@dataclass(frozen=True)
class Notify:
    """One way of authentication; `values` are its secrets by name, of `custom_headers` the headers themselves in lower case.

    `header` is the name of the header that carries a `custom_token`, in lower case.
    """

    auth: str
    values: tuple[tuple[str, Secret], ...]
    header: str = "authorization"

    def cannot_be_told_from(self, other: Notify) -> bool:
        """Whether a notification that proves the one proves the other too: the secrets of one are all among the other's."""
        return set(self.values) <= set(other.values) or set(other.values) <= set(self.values)

    def value(self, name: str) -> str:
        """Give one of the secrets, for the moment of comparing it."""
        return dict(self.values)[name].reveal()


def read_notify(written: object, findings: Findings) -> Notify | None:
    """Read the object; what is wrong goes to the findings, and then the account is not used. Repeats no value."""
    if written is None:
        return None
    auth = written.get("auth") if isinstance(written, dict) else None
    needs = _NEEDS.get(auth) if isinstance(auth, str) else None
    if not isinstance(written, dict) or needs is None or not isinstance(auth, str):
        findings.add(f'must be an object with "auth", one of {", ".join(_NEEDS)}')
        return None
    if set(written) != {"auth", *needs}:
        findings.add(f'must have exactly these fields beside "auth": {", ".join(needs)}')
        return None
    texts = written["headers"] if auth == CUSTOM_HEADERS else {name: written[name] for name in needs}
    if not isinstance(texts, dict) or not texts or not all(map(_is_credential, texts.values())):
        findings.add("must consist of texts of visible ASCII characters, without spaces")
        return None
    names = list(texts) if auth == CUSTOM_HEADERS else [texts.get("header", "authorization")]
    if not all(_HEADER.fullmatch(name) for name in names):
        findings.add("has a header name that is none: letters, digits and hyphens")
        return None
    if auth == CUSTOM_HEADERS:
        return Notify(auth, tuple((name.lower(), Secret(text)) for name, text in texts.items()))
    secrets = tuple((name, Secret(text)) for name, text in texts.items() if name != "header")
    return Notify(auth, secrets, names[0].lower())


def _is_credential(value: object) -> bool:
    return isinstance(value, str) and credential_problem(value) is None
