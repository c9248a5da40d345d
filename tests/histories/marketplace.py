"""A marketplace that lives in memory: assets, requests and parameters, as far as fulfilment reads and writes them.

It keeps the platform's rules that matter here: only pending requests are written to and answered, parameters persist on the
asset, and a request keeps what its asset looked like when it was approved.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from connector.cloudblue.platform import PlatformRefusedError
from connector.domain.adobe_facts import OtherAsset

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from connector.domain.requests import Request, Value

PARAMETERS: Final = (
    "adobe_customer_id", "adobe_order_id", "adobe_orders", "adobe_subscription_id", "cb_adobe_account_subscription_list",
    "auto_renewal_status", "renewal_date", "error_msg",
    "action_type", "is_cancellation_order", "cancel_order_id", "cb_autorenewal",
    "business-model", "transaction_id", "transaction_items",
)  # fmt: skip
_ORDERING: Final = frozenset(PARAMETERS[-7:])
_COMPANY: Final = {
    "id": "TA-1",
    "name": "Northbeam Optics",
    "contact_info": {
        "address_line1": "1 Market Street",
        "city": "San Jose",
        "state": "CA",
        "postal_code": "95110",
        "country": "US",
        "contact": {"first_name": "Ann", "last_name": "Example", "email": "ann@example.com"},
    },
}

_STRANGER: Final = {**_COMPANY, "id": "TA-9", "name": "Southwind Lenses"}
COMPANIES: Final = {str(one["id"]): one for one in (_COMPANY, _STRANGER)}
COMPANY: Final = "TA-1"
STRANGER: Final = "TA-9"


@dataclass
class Asset:
    """One subscription of a company: quantities by MPN, parameter values by id, and its requests."""

    id: str
    company: str
    connection: str
    status: str = "processing"
    items: dict[str, int] = field(default_factory=dict)
    params: dict[str, Any] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)


class MemoryPlatform:
    """The platform of one thread. `reseller` is the Adobe reseller id of the only reseller."""

    def __init__(self, now: Callable[[], datetime], reseller: str) -> None:
        self._now = now
        self._reseller = reseller
        self._assets: dict[str, Asset] = {}
        self._requests: dict[str, dict[str, Any]] = {}
        self.approvals: list[str] = []

    # What its people do -------------------------------------------------------------------------------------------------------

    def ask(
        self,
        kind: str,
        asset_id: str,
        items: Mapping[str, int],
        params: Mapping[str, str],
        *,
        company: str = COMPANY,
        connection: str = "production",
    ) -> str:
        """Open a request; items and parameters that are not named stay as they are. Gives its id."""
        asset = self._assets.setdefault(asset_id, Asset(asset_id, company, connection))
        wanted = {mpn: 0 if kind == "cancel" else seats for mpn, seats in asset.items.items()} | dict(items)
        approved = [one for one in asset.requests if self._requests[one]["status"] == "approved"]
        identity = f"{asset_id}-{len(asset.requests) + 1:03d}"
        self._requests[identity] = {
            "id": identity,
            "type": kind,
            "status": "pending",
            "note": "",
            "created": self._now().isoformat(),
            "previous_approved_request": {"id": approved[-1]} if approved else None,
            "asset": {
                "id": asset_id,
                "product": {"id": "PRD-000-000-001"},
                "marketplace": {"id": "MP-00001"},
                "connection": {"type": asset.connection},
                "tiers": {"customer": COMPANIES[asset.company], "tier1": {**_COMPANY, "id": "TA-2"}},
                "items": [
                    {"id": mpn, "mpn": mpn, "display_name": mpn, "quantity": seats, "old_quantity": asset.items.get(mpn, 0)}
                    for mpn, seats in wanted.items()
                ],
                "params": [_parameter(name, {**asset.params, **params}.get(name, "")) for name in PARAMETERS],
            },
        }
        asset.requests.append(identity)
        return identity

    def status(self, request_id: str) -> str:
        """Give a request's status."""
        return str(self._requests[request_id]["status"])

    # What the connector asks and writes -----------------------------------------------------------------------------------------

    def request(self, request_id: str) -> dict[str, Any]:
        """Read a request."""
        copied: dict[str, Any] = pickle.loads(pickle.dumps(self._requests[request_id]))  # noqa: S301 - our own, and the fastest copy.
        return copied

    def requests(self, request_ids: Sequence[str]) -> list[dict[str, Any]]:
        """Read several requests."""
        return [self.request(one) for one in request_ids if one in self._requests]

    def purchases(self, request: Request, tier_id: str) -> list[dict[str, Any]]:  # noqa: ARG002 - there is one product.
        """List the company's purchases, on whatever connection."""
        own = [one for asset in self._assets.values() if asset.company == tier_id for one in asset.requests]
        return [self.request(one) for one in own if self._requests[one]["type"] == "purchase"]

    def parameter_texts(self, request_id: str) -> dict[str, str]:
        """Read a request's parameters as texts."""
        return {one["id"]: str(one["value"]) for one in self._requests[request_id]["asset"]["params"]}

    def reseller_id(self, request: Request, tier_id: str) -> str:  # noqa: ARG002 - there is one reseller.
        """Give the reseller id."""
        return self._reseller

    def other_assets(self, request: Request, tier_id: str) -> tuple[OtherAsset, ...]:
        """List the company's other assets on the same type of connection."""
        own = {one.id for one in self._assets.values() if one.company == tier_id}
        return tuple(one for one in self._others(request) if one.id in own)

    def assets_of_customer(self, request: Request, customer_id: str) -> tuple[OtherAsset, ...]:
        """List the other assets that carry an Adobe customer."""
        return tuple(one for one in self._others(request) if one.customer_id == customer_id)

    def _others(self, request: Request) -> tuple[OtherAsset, ...]:
        return tuple(
            OtherAsset(
                id=one.id,
                status=one.status,
                customer_id=str(one.params.get("adobe_customer_id", "")),
                order_ids=tuple(order["order_id"] for order in (one.params.get("adobe_orders") or {"orders": []})["orders"]),
                mpns=tuple(mpn for mpn, seats in one.items.items() if seats),
            )
            for one in self._assets.values()
            if one.id != request.asset_id and one.connection == request.connection_type
        )

    def template_for(self, request: Request, kind: str, parameter: str = "", shows: tuple[str, ...] = ()) -> str:  # noqa: ARG002 - there is one product.
        """Name the product's template."""
        return f"TL-{kind}"

    def update(self, request: Request, *, values: Mapping[str, Value], errors: Mapping[str, str], note: str | None) -> str:
        """Write parameters, their errors and the note."""
        found = self._pending("update", request.id)
        for one in found["asset"]["params"]:
            if one["id"] in values:
                one.update(_parameter(one["id"], values[one["id"]]))
            one["value_error"] = errors.get(one["id"], one["value_error"])
        found["note"] = found["note"] if note is None else note
        self._share(found)
        return str(found["status"])

    def approve(self, request_id: str, template_id: str, tile: str) -> None:  # noqa: ARG002 - any template will do.
        """Approve."""
        found = self._pending("approve", request_id)
        found["status"] = "approved"
        self.approvals.append(request_id)
        asset = self._assets[found["asset"]["id"]]
        asset.status = "terminated" if found["type"] == "cancel" else "active"
        if found["type"] in {"purchase", "change"}:
            asset.items = {one["mpn"]: one["quantity"] for one in found["asset"]["items"]}
        self._share(found)

    def inquire(self, request_id: str, template_id: str, tile: str) -> None:  # noqa: ARG002 - any template will do.
        """Ask the customer."""
        self._pending("inquire", request_id)["status"] = "inquiring"

    def fail(self, request_id: str, reason: str) -> None:
        """Fail."""
        found = self._pending("fail", request_id)
        found |= {"status": "failed", "reason": reason}

    def _pending(self, what: str, request_id: str) -> dict[str, Any]:
        found = self._requests[request_id]
        if found["status"] != "pending":
            raise PlatformRefusedError(what, 400, "REQ_003")
        return found

    def _share(self, request: Mapping[str, Any]) -> None:
        """Show on the asset what was written to it; what was ordered shows with the approval."""
        asset = self._assets[request["asset"]["id"]]
        for one in request["asset"]["params"]:
            if one["phase"] == "fulfillment" or request["status"] == "approved":
                asset.params[one["id"]] = one["structured_value"] or one["value"]


def _parameter(name: str, value: Value) -> dict[str, Any]:
    phase = "ordering" if name in _ORDERING else "fulfillment"
    return {
        "id": name,
        "phase": phase,
        "value": "" if isinstance(value, dict) else value,
        "structured_value": value if isinstance(value, dict) else None,
        "value_error": "",
    }
