"""The events that the platform knows, with their statuses and where their objects live.

Statuses are those of event definitions that CloudBlue's own tools copied into published extensions. Those of renew, transfer
and listing events are not public: they are given the ones of their nearest kin, marked so in `docs/simulator-connect.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from connector.simulator.connect.catalogue import Document

FULFILMENT: Final = ("pending", "approved", "failed", "inquiring", "scheduled", "revoking", "revoked")
WITHOUT_INQUIRING: Final = ("pending", "approved", "failed", "scheduled", "revoking", "revoked")
TIER_CONFIG: Final = ("draft", "pending", "approved", "failed", "inquiring")
DRAFTS: Final = ("draft", "inquiring")
LISTING: Final = ("draft", "reviewing", "deploying", "completed", "canceled")
USAGE: Final = ("draft", "uploading", "uploaded", "invalid", "processing", "ready", "rejected", "pending", "accepted", "closed")
PRODUCT: Final = ("draft", "indevelopment", "oncertification", "published", "initializationfailed", "deleted", "endofsale")


@dataclass(frozen=True)
class EventDefinition:
    """One event: its category, the extension types that may subscribe, its statuses, and its objects' collection."""

    type: str
    category: str
    extensions: tuple[str, ...]
    statuses: tuple[str, ...]
    collection: str

    def document(self, extension_type: str) -> Document:
        """Return the definition as `GET devops/event-definitions` lists it."""
        return {
            "type": self.type,
            "name": self.type.replace("_", " ").capitalize(),
            "description": self.type,
            "category": self.category,
            "group": self.collection or "products",
            "extension_type": extension_type,
            "object_statuses": list(self.statuses),
            **self._addresses(),
        }

    def setup(self) -> Document:
        """Return the definition as the answer to a worker's set-up carries it."""
        return {"event_type": self.type, **self._addresses()}

    def _addresses(self) -> Document:
        condition = "and(eq(id,${_object_id_}),in(status,${_statuses_}))" if self.statuses else "eq(id,${_object_id_})"
        return {
            "api_resource_endpoint": f"{self.collection}/{{pk}}",
            "api_collection_endpoint": self.collection,
            "api_collection_filter": condition,
        }


P: Final = ("products",)
PM: Final = ("products", "multiaccount")
PMH: Final = ("products", "multiaccount", "hub")
M: Final = ("multiaccount",)
H: Final = ("hub",)


def _asset(kind: str, statuses: tuple[str, ...]) -> EventDefinition:
    return EventDefinition(f"asset_{kind}_request_processing", "background", PMH, statuses, "requests")


def _background(name: str, extensions: tuple[str, ...], statuses: tuple[str, ...], collection: str) -> EventDefinition:
    return EventDefinition(name, "background", extensions, statuses, collection)


def _draft(name: str, collection: str) -> EventDefinition:
    return EventDefinition(f"{name}_request_validation", "interactive", P, DRAFTS, collection)


EVENT_DEFINITIONS: Final = (
    *(_asset(kind, FULFILMENT) for kind in ("purchase", "change", "adjustment", "renew", "transfer")),
    *(_asset(kind, WITHOUT_INQUIRING) for kind in ("suspend", "resume", "cancel")),
    *(
        _background(f"tier_config_{k}_request_processing", PM, TIER_CONFIG, "tier/config-requests")
        for k in ("setup", "change", "adjustment")
    ),
    _background("tier_account_update_request_processing", PM, ("pending", "accepted", "ignored"), "tier/account-requests"),
    _background("usage_file_request_processing", PM, USAGE, "usage/files"),
    _background("part_usage_file_request_processing", (*M, *H), ("draft", "ready", "closed", "failed"), "usage/chunks"),
    _background("listing_new_request_processing", H, LISTING, "listing-requests"),
    _background("listing_remove_request_processing", H, LISTING, "listing-requests"),
    _background("listing_processing", M, ("unlisted", "listed"), "listings"),
    _background("listing_request_processing", M, LISTING, "listing-requests"),
    _background("product_changed", M, PRODUCT, "products"),
    _background("pricelist_version_changed", M, ("draft", "processing", "scheduled", "active", "expired"), "pricing/versions"),
    _background("contract_changed", M, ("new", "enrolling", "pending", "active", "terminated", "rejected"), "contracts"),
    _background("translation_change", M, (), "localization/translations"),
    _background("helpdesk_case_processing", M, ("pending", "inquiring", "resolved", "closed"), "helpdesk/cases"),
    _background("installation_status_change", M, ("installed", "uninstalled"), "devops/installations"),
    *(_draft(f"asset_{kind}", "requests") for kind in ("purchase", "change", "renew", "transfer")),
    *(_draft(f"tier_config_{kind}", "tier/config-requests") for kind in ("setup", "change")),
    EventDefinition("product_action_execution", "interactive", P, (), ""),
    EventDefinition("product_custom_event_processing", "interactive", P, (), ""),
)


def event_documents() -> list[Document]:
    """Every definition once per extension type that may subscribe to it."""
    return [definition.document(extension) for definition in EVENT_DEFINITIONS for extension in definition.extensions]
