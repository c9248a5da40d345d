"""How the platform wants each of its three kinds of requests spoken to: where they live, what is written, how they are answered.

Sources: connect.cloudblue.com/community/modules/fulfillment, …/modules/tier-configuration, …/modules/customers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connect.client import ConnectClient

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True)
class Manner:
    """What differs between the kinds.

    `path` leads to the collection. `note` is the field that people read, empty where there is none: then nothing can be written.
    `nested` says whether parameters stand below the asset. `scope` is the templates', empty where an answer takes none;
    `configured` gives the configuration parameters that name templates, by kind of template.
    """

    path: tuple[str, ...]
    note: str = ""
    nested: bool = False
    approve: str = "approve"
    fail: str = "fail"
    scope: str = ""
    configured: Mapping[str, str] = field(default_factory=lambda: _NONE)

    def collection(self, client: ConnectClient) -> Any:  # noqa: ANN401 - CloudBlue's client carries no types.
        """Give the client's collection of these requests."""
        *namespaces, collection = self.path
        for namespace in namespaces:
            client = client.ns(namespace)
        return client.collection(collection)

    def body(self, parameters: list[dict[str, Any]], note: str | None) -> dict[str, Any]:
        """Compose an update; empty where there is nothing that these requests take."""
        body: dict[str, Any] = {}
        if parameters:
            body = {"asset": {"params": parameters}} if self.nested else {"params": parameters}
        if self.note and note is not None:
            body[self.note] = note
        return body

    def answer(self, kind: str, template_id: str, tile: str) -> dict[str, Any]:
        """Compose the body of an approval (`fulfillment`) or a question (`inquire`): with a template, else with a tile."""
        if kind not in self.configured:
            return {}
        if not template_id:
            return {"activation_tile": tile}
        return {"template_id": template_id} if self.nested else {"template": {"id": template_id}}


FULFILMENT: Final = Manner(
    ("requests",),
    note="note",
    nested=True,
    scope="asset",
    configured=MappingProxyType({"fulfillment": "activation_template_id", "inquire": "inquiring_template_id"}),
)
TIER_CONFIGURATION: Final = Manner(
    ("tier", "config-requests"),
    note="notes",
    scope="tier1",
    configured=MappingProxyType({"fulfillment": "tier1_template_id"}),
)
TIER_ACCOUNT: Final = Manner(("tier", "account-requests"), approve="accept", fail="ignore")

_BY_PREFIX: Final = {"TCR-": TIER_CONFIGURATION, "TAR-": TIER_ACCOUNT}


def manner_of(request_id: str) -> Manner:
    """Give the manner of a request by its id: PR-…, TCR-… or TAR-…."""
    return _BY_PREFIX.get(request_id[:4], FULFILMENT)
