"""The life of fulfilment requests and of the assets they are about: who may do what in which status, and what follows.

Every change of status is announced, so that the task queue can act on it; nothing here knows runners.
Source: connect.cloudblue.com/community/modules/fulfillment (request and asset state diagrams).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from connector.simulator.connect.errors import invalid, unknown_template, wrong_status
from connector.simulator.connect.parameters import fresh_values, missing_required, written_values
from connector.simulator.connect.world import Asset, Conversation, FulfilmentRequest, World

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connector.simulator.connect.catalogue import ParameterDefinition, Product

    Announce = Callable[[str, str, str], None]

OPEN: Final = frozenset({"tiers_setup", "pending", "inquiring", "scheduled", "revoking"})
ASKS_BACK: Final = frozenset({"purchase", "change", "adjustment", "renew", "transfer"})
NEEDS_ASSET_STATUS: Final = {
    "change": {"active"},
    "adjustment": {"active", "suspended"},
    "suspend": {"active"},
    "resume": {"suspended"},
    "cancel": {"active", "suspended"},
}
# The asset's status once a request is approved or failed; None leaves it as it was before the request.
APPROVED: Final[Mapping[str, str | None]] = {
    "purchase": "active",
    "cancel": "terminated",
    "suspend": "suspended",
    "resume": "active",
}
MOVES: Final[Mapping[str, tuple[frozenset[str], str]]] = {
    "pend": (frozenset({"inquiring", "scheduled"}), "pending"),
    "schedule": (frozenset({"pending"}), "scheduled"),
    "revoke": (frozenset({"scheduled"}), "revoking"),
    "confirm": (frozenset({"revoking"}), "revoked"),
}


class FulfilmentDesk:
    """Creates, changes and answers fulfilment requests. The caller holds the world's lock."""

    def __init__(self, world: World, announce: Announce) -> None:
        self._world = world
        self._announce = announce

    def purchase(
        self,
        product: str,
        items: Mapping[str, str],
        params: Mapping[str, object],
        tiers: Mapping[str, str],
        *,
        marketplace: str,
        connection_type: str,
    ) -> FulfilmentRequest:
        """Open a purchase as a draft, with the asset it is about. Items by MPN or id."""
        world, definition = self._world, self._product(product)
        world.find(world.marketplaces, marketplace, "Marketplace")
        for account in tiers.values():
            world.find(world.accounts, account, "Tier account")
        quantities = {
            key: (wanted, self._quantity_before(definition, key)) for key, wanted in _by_item(definition, items).items()
        }
        values = fresh_values(definition.scoped("asset"), params, {})
        asset_id = world.new_id("AS", "444")
        number = int(asset_id[3:].replace("-", ""))
        asset = Asset(asset_id, product, marketplace, connection_type, dict(tiers), number, world.stamp())
        asset.items = {key: wanted for key, (wanted, _) in quantities.items()}
        asset.params = {key: value.copy() for key, value in values.items()}
        world.assets[asset.id] = asset
        return self._open(FulfilmentRequest("", "purchase", asset.id, world.stamp(), items=quantities, params=values))

    def ask(self, kind: str, asset_id: str, items: Mapping[str, str], params: Mapping[str, object]) -> FulfilmentRequest:
        """Open a request of any other type about an asset, as a draft. Items not named keep their quantity."""
        world = self._world
        asset = world.find(world.assets, asset_id, "Asset")
        if kind not in NEEDS_ASSET_STATUS:
            raise invalid(f"type: {kind} requests cannot be created.")
        if asset.status not in NEEDS_ASSET_STATUS[kind]:
            raise wrong_status(f"A {kind} request cannot be created for an asset in status {asset.status}.")
        if any(r.asset == asset_id and r.status in OPEN for r in world.requests.values()):
            raise wrong_status(f"Asset {asset_id} has another open request.")
        product = world.products[asset.product]
        wanted = {key: "0" if kind == "cancel" else held for key, held in asset.items.items()} | _by_item(product, items)
        quantities = {key: (quantity, asset.items.get(key, "0")) for key, quantity in wanted.items()}
        values = fresh_values(product.scoped("asset"), params, asset.params)
        for value in values.values():
            value.error = ""
        request = FulfilmentRequest("", kind, asset_id, world.stamp(), items=quantities, params=values)
        approved = [r.id for r in world.requests.values() if r.asset == asset_id and r.status == "approved"]
        request.previous_approved = approved[-1] if approved else None
        return self._open(request)

    def submit(self, request: FulfilmentRequest, *, wait_for_tiers: bool = False) -> None:
        """Turn a draft into a request that the vendor sees; it waits in `tiers_setup` when a reseller must be set up first."""
        _require(request, {"draft"}, "purchased")
        asset = self._world.assets[request.asset]
        asset.status_before = asset.status
        if request.type == "purchase":
            asset.status = "processing"
        elif request.type == "cancel":
            asset.status = "terminating"
        self._move(request, "tiers_setup" if wait_for_tiers else "pending")

    def require_complete(self, request: FulfilmentRequest) -> None:
        """Refuse a draft whose required ordering parameters are empty."""
        missing = missing_required(self._definitions(request), request.params, "ordering")
        if missing:
            raise invalid(*(f"params: {key} is required." for key in missing))

    def update(self, request: FulfilmentRequest, body: dict[str, Any]) -> None:
        """Apply a vendor's partial update: the note and parameter values. Fulfilment values show on the asset at once."""
        if "note" in body or body.get("asset"):
            _require(request, {"draft", "pending", "inquiring", "tiers_setup"}, "updated")
        definitions = self._definitions(request)
        carried = {key: definition for key, definition in definitions.items() if key in request.params}
        changes = body.get("asset", {}).get("params", [])
        request.params = written_values(carried, request.params, changes)
        request.note = body.get("note", request.note)
        request.updated = self._world.stamp()
        self._share(request, definitions, phase="fulfillment")

    def correct(self, request: FulfilmentRequest, params: Mapping[str, object]) -> None:
        """Let the buyer change ordering parameters while the vendor asks back or the request is a draft.

        A changed value loses its error.
        """
        _require(request, {"draft", "inquiring"}, "corrected")
        definitions = {key: d for key, d in self._definitions(request).items() if d.phase == "ordering"}
        request.params |= fresh_values(definitions, params, request.params)
        request.updated = self._world.stamp()
        if request.type == "purchase":
            self._share(request, definitions, phase="ordering")

    def approve(self, request: FulfilmentRequest, body: dict[str, Any]) -> None:
        """Approve: parameters and quantities become the asset's, the asset changes its status."""
        _require(request, {"pending"}, "approved")
        definitions = self._definitions(request)
        missing = missing_required(definitions, request.params, "fulfillment")
        if missing:
            raise invalid(*(f"params: {key} is required." for key in missing))
        self._answer_with(request, body, "fulfillment")
        asset = self._world.assets[request.asset]
        self._share(request, definitions, phase="ordering")
        if request.type in {"purchase", "change"}:
            asset.items = {key: wanted for key, (wanted, _) in request.items.items()}
        self._move_asset(asset, APPROVED.get(request.type) or asset.status)
        self._move(request, "approved")

    def fail(self, request: FulfilmentRequest, body: dict[str, Any]) -> None:
        """Fail with a reason: a purchase ends its asset, a cancellation gives it back."""
        _require(request, {"pending", "inquiring", "tiers_setup"}, "failed")
        request.reason = body["reason"]
        asset = self._world.assets[request.asset]
        back = {"purchase": "terminated", "cancel": asset.status_before}.get(request.type, asset.status)
        self._move_asset(asset, back)
        self._move(request, "failed")

    def inquire(self, request: FulfilmentRequest, body: dict[str, Any]) -> None:
        """Ask the buyer back; only requests with ordering parameters to correct can be inquired."""
        if request.type not in ASKS_BACK:
            raise wrong_status(f"A {request.type} request cannot be inquired.")
        _require(request, {"pending"}, "inquired")
        if body:
            self._answer_with(request, body, "inquire")
        self._move(request, "inquiring")

    def move(self, request: FulfilmentRequest, verb: str, planned_date: str | None = None) -> None:
        """Carry out `pend`, `schedule`, `revoke` or `confirm`."""
        statuses, target = MOVES[verb]
        _require(request, statuses, f"{verb}ed" if verb != "schedule" else "scheduled")
        request.planned_date = planned_date or request.planned_date
        if target == "revoked":
            self._move_asset(self._world.assets[request.asset], "terminated" if request.type == "purchase" else "active")
        self._move(request, target)

    def tiers_are_ready(self, request: FulfilmentRequest) -> None:
        """Release a request that waited for a tier configuration."""
        self._move(request, "pending")

    def _open(self, request: FulfilmentRequest) -> FulfilmentRequest:
        world, asset = self._world, self._world.assets[request.asset]
        request.id = f"PR-{asset.id[3:]}-{world.count(f'requests of {asset.id}'):03d}"
        world.requests[request.id] = request
        talk = Conversation(world.new_id("CO", "333"), request.id, f"Fulfillment request for {request.type}", world.stamp())
        world.conversations[talk.id] = talk
        request.conversation = talk.id
        return request

    def _answer_with(self, request: FulfilmentRequest, body: dict[str, Any], kind: str) -> None:
        request.activation_key = body.get("activation_tile", "")
        if "template_id" not in body:
            return
        product = self._world.products[self._world.assets[request.asset].product]
        template = product.templates.get(body["template_id"])
        if template is None or template.scope != "asset" or template.type != kind:
            raise unknown_template(f"Template {body['template_id']} is no {kind} template of product {product.id} for assets.")
        request.template = {"id": template.id, "name": template.name, "message": template.body}

    def _share(self, request: FulfilmentRequest, definitions: Mapping[str, ParameterDefinition], *, phase: str) -> None:
        asset = self._world.assets[request.asset]
        for key, value in request.params.items():
            if key in definitions and definitions[key].phase == phase:
                asset.params[key] = value.copy()

    def _definitions(self, request: FulfilmentRequest) -> dict[str, ParameterDefinition]:
        return self._world.products[self._world.assets[request.asset].product].scoped("asset")

    def _product(self, product: str) -> Product:
        return self._world.find(self._world.products, product, "Product")

    @staticmethod
    def _quantity_before(product: Product, key: str) -> str:
        return "unlimited" if product.items[key].item_type == "PPU" else "0"

    def _move_asset(self, asset: Asset, status: str) -> None:
        asset.status = status
        asset.updated = self._world.stamp()

    def _move(self, request: FulfilmentRequest, status: str) -> None:
        request.status = status
        request.updated = self._world.stamp()
        self._announce(f"asset_{request.type}_request_processing", request.id, status)


def _by_item(product: Product, items: Mapping[str, str]) -> dict[str, str]:
    try:
        return {product.item(key).id: str(quantity) for key, quantity in items.items()}
    except KeyError as missing:
        raise invalid(f"items: product {product.id} has no item {missing.args[0]}.") from None


def _require(request: FulfilmentRequest, statuses: set[str] | frozenset[str], done: str) -> None:
    if request.status not in statuses:
        raise wrong_status(
            f"Only requests in status {', '.join(sorted(statuses))} can be {done}; {request.id} is {request.status}."
        )
