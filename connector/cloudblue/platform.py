"""The platform's API as far as fulfilment needs it: what is read of it, and what is written to a request.

Must never decide, and never retry a write: whoever calls reads the request again and decides.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from connector.cloudblue.asking import PlatformRefusedError, PlatformUnavailableError, asked
from connector.cloudblue.companies import Companies
from connector.cloudblue.manners import manner_of
from connector.cloudblue.reading import id_in
from connector.domain.adobe_facts import OtherAsset
from connector.domain.parameters import CUSTOMER_ID, ORDER_ID, ORDERS, RESELLER_ID
from connector.domain.requests import TierRequest, comparable
from connector.domain.transfer_facts import ProductItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from connect.client import ConnectClient

    from connector.domain.requests import AnyRequest, Value

__all__ = ["Platform", "PlatformRefusedError", "PlatformUnavailableError"]

_log: Final = logging.getLogger("connector.cloudblue")
_AT_ONCE: Final = 50


class Platform(Companies):
    """One delivery's view of the platform, through the client that the runner injects.

    `now` gives aware UTC: when something is written there, where no store can tell.
    """

    def __init__(self, client: ConnectClient, *, monotonic: Callable[[], float], now: Callable[[], datetime]) -> None:
        super().__init__(client)
        self._monotonic = monotonic
        self.now = now

    def request(self, request_id: str) -> dict[str, Any]:
        """Read a request of any kind as it is now."""
        found: dict[str, Any] = asked("read request", self._at(request_id).get)
        return found

    def requests(self, request_ids: Sequence[str]) -> list[dict[str, Any]]:
        """Read several fulfilment requests as they are now; those that the platform does not know are left out."""
        pages = (request_ids[start : start + _AT_ONCE] for start in range(0, len(request_ids), _AT_ONCE))
        return [found for page in pages for found in self._listed(id__in=list(page))]

    def statuses(self, request_ids: Sequence[str]) -> tuple[dict[str, str], tuple[str, ...]]:
        """Read how requests of any kind stand now, and tell what was refused of that: one kind's refusal is no other's.

        Those that the platform does not know are left out. Raises `PlatformUnavailableError`.
        """
        found: dict[str, str] = {}
        refused: list[str] = []
        kinds: dict[tuple[str, ...], list[str]] = {}
        for one in request_ids:
            kinds.setdefault(manner_of(one).path, []).append(one)
        for path, ids in kinds.items():
            try:
                for start in range(0, len(ids), _AT_ONCE):
                    query = manner_of(ids[0]).collection(self._client).filter(id__in=ids[start : start + _AT_ONCE])
                    shown: list[dict[str, Any]] = asked(f"list {path[-1]}", partial(list, query))
                    found |= {str(raw["id"]): str(raw["status"]) for raw in shown}
            except PlatformRefusedError as error:
                refused.append(str(error))
        return found, tuple(refused)

    def purchases(self, request: AnyRequest, tier_id: str) -> list[dict[str, Any]]:
        """List a customer tier's purchases of the request's product and marketplace, in whatever status."""
        return self._listed(
            type="purchase",
            asset__product__id=request.product_id,
            marketplace__id=request.marketplace_id,
            asset__tiers__customer__id=tier_id,
        )

    def _listed(self, **filters: object) -> list[dict[str, Any]]:
        query = self._client.requests.filter(**filters)
        found: list[dict[str, Any]] = asked("list requests", lambda: list(query))
        return found

    def parameter_texts(self, request_id: str) -> dict[str, str]:
        """Read the asset's parameters as another request of it carries them: ids to texts, objects as JSON."""
        found = self.request(request_id)
        return {
            str(one["id"]): comparable(str(one.get("value") or ""), one.get("structured_value"))
            for one in found["asset"].get("params") or ()
        }

    def reseller_id(self, request: AnyRequest, tier_id: str) -> str:
        """Give `adobe_reseller_id` of the tier-1 configuration for the request's product and place; empty without one."""
        query = self._client.ns("tier").collection("configs").filter(account__id=tier_id, product__id=request.product_id)
        found: list[dict[str, Any]] = asked("read tier configurations", lambda: list(query))
        for configuration in found:
            connection = (configuration.get("connection") or {}).get("type", request.connection_type)
            marketplace = (configuration.get("marketplace") or {}).get("id", request.marketplace_id)
            is_here = (connection, marketplace) == (request.connection_type, request.marketplace_id)
            if configuration.get("tier_level") == 1 and is_here:
                values = {parameter["id"]: parameter.get("value") for parameter in configuration.get("params") or ()}
                if values.get(RESELLER_ID):
                    return str(values[RESELLER_ID]).strip()
        return ""

    def other_assets(self, request: AnyRequest, tier_id: str) -> tuple[OtherAsset, ...]:
        """List the customer tier's other assets under the same type of connection, with what they hold at Adobe."""
        return self._assets_but_its_own(request, tiers__customer__id=tier_id)

    def assets_of_customer(self, request: AnyRequest, customer_id: str) -> tuple[OtherAsset, ...]:
        """List the product's other assets that carry an Adobe customer, of whatever company, under the same type of connection.

        The platform is asked for all assets of the product: it has no filter that pairs a parameter's id with its value.
        """
        found = self._assets_but_its_own(request, product__id=request.product_id)
        return tuple(asset for asset in found if asset.customer_id == customer_id)

    def _assets_but_its_own(self, request: AnyRequest, **filters: object) -> tuple[OtherAsset, ...]:
        query = self._client.ns("subscriptions").collection("assets").filter(**filters)
        found: list[dict[str, Any]] = asked("read assets", lambda: list(query))
        return tuple(
            _other_asset(asset)
            for asset in found
            if asset["id"] != request.subject and asset["connection"]["type"] == request.connection_type
        )

    def template_for(self, request: AnyRequest, kind: str, parameter: str = "", shows: tuple[str, ...] = ()) -> str:
        """Give the template to answer with, of kind `fulfillment` or `inquire`: the configured one, else the product's first.

        `parameter` is the configuration parameter that names it, where that is not the usual one. `shows` names parameters of
        which the customer must read one: a template whose text is known to show none is not given.
        """
        manner = manner_of(request.id)
        if kind not in manner.configured:
            return ""
        scope = f"tier{request.level}" if isinstance(request, TierRequest) else manner.scope
        named = request.configuration.get(parameter or manner.configured[kind], "") if scope == manner.scope else ""
        if not named:
            return self.template_id(request.product_id, kind, scope, shows)
        return "" if shows and not _shows(self._template(request.product_id, named), shows) else named

    def template_id(self, product_id: str, kind: str, scope: str = "asset", shows: tuple[str, ...] = ()) -> str:
        """Give the product's first template for assets or a tier, of kind `fulfillment` or `inquire`; empty when it has none.

        `shows` is as in `template_for`.
        """
        query = self._client.products[product_id].collection("templates").filter(scope=scope, type=kind)
        found = asked("read templates", query.first)
        return str(found["id"]) if found and _shows(found, shows) else ""

    def _template(self, product_id: str, template_id: str) -> Mapping[str, Any]:
        """Read one template; nothing of it is known where the platform refuses that: who answers with it will see."""
        resource = self._client.products[product_id].collection("templates")[template_id]
        try:
            found: Mapping[str, Any] = asked("read templates", resource.get)
        except PlatformRefusedError:
            return {}
        return found

    def parameter_types(self, product_id: str, scope: str) -> dict[str, str]:
        """Give the types of the parameters that a product defines, by id, of scope `asset` or `tier1`; empty where not shown."""
        found: list[dict[str, Any]] = asked("read parameters", lambda: list(self._client.products[product_id].parameters.all()))
        return {one["id"]: str(one.get("type") or "") for one in found if one.get("scope") == scope}

    def product_items(self, product_id: str) -> tuple[ProductItem, ...]:
        """List the items of a product, those at their end too."""
        found: list[dict[str, Any]] = asked("read items", lambda: list(self._client.products[product_id].items.all()))
        return tuple(
            ProductItem(str(item.get("mpn") or "").strip(), str(item.get("name") or ""), item.get("status") == "endofsale")
            for item in found
        )

    def update(self, request: AnyRequest, *, values: Mapping[str, Value], errors: Mapping[str, str], note: str | None) -> str:
        """Write parameters, their errors and the note of a request, in one call; only what the request carries.

        Gives the request's status as the platform shows it afterwards; as it came where there was nothing to write.
        """
        names = [name for name in dict.fromkeys((*values, *errors)) if request.carries(name)]
        body = manner_of(request.id).body([_written(name, values, errors) for name in names], note)
        if not body:
            return request.status
        shown = self._write(request.id, "update", lambda: self._at(request.id).update(body), names)
        return str(shown["status"])

    def note_in(self, raw: Mapping[str, Any]) -> str:
        """Give the note of a request that cannot be read; empty where it has none."""
        note = raw.get(manner_of(id_in(raw)).note)
        return note if isinstance(note, str) else ""

    def write_note(self, request_id: str, note: str) -> None:
        """Write the note of a request that cannot be read, where its kind has one."""
        body = manner_of(request_id).body([], note)
        if body:
            self._write(request_id, "update", lambda: self._at(request_id).update(body))

    def approve(self, request_id: str, template_id: str, tile: str) -> None:
        """Approve, with a template, or with a tile where there is none; a tier account request is accepted with neither."""
        manner = manner_of(request_id)
        body = manner.answer("fulfillment", template_id, tile)
        self._write(request_id, manner.approve, lambda: self._at(request_id)(manner.approve).post(body))

    def inquire(self, request_id: str, template_id: str, tile: str) -> None:
        """Ask back, with a template or a tile where the kind of request takes one."""
        body = manner_of(request_id).answer("inquire", template_id, tile)
        self._write(request_id, "inquire", lambda: self._at(request_id)("inquire").post(body))

    def fail(self, request_id: str, reason: str) -> None:
        """Fail, with a reason in the customer's words; a tier account request is ignored with it."""
        manner = manner_of(request_id)
        self._write(request_id, manner.fail, lambda: self._at(request_id)(manner.fail).post({"reason": reason}))

    def _at(self, request_id: str) -> Any:  # noqa: ANN401 - CloudBlue's client carries no types.
        return manner_of(request_id).collection(self._client)[request_id]

    def _write(self, request_id: str, what: str, write: Callable[[], Any], names: Iterable[str] = ()) -> Any:  # noqa: ANN401 - the platform's JSON.
        began = self._monotonic()
        outcome = "failed"
        try:
            shown = asked(what, write)
            outcome = "done"
        finally:
            milliseconds = round((self._monotonic() - began) * 1000)
            fields = {"event": "platform_write", "request": request_id, "milliseconds": milliseconds, "parameters": list(names)}
            _log.info("%s %s: %s", what, request_id, outcome, extra=fields)
        return shown


def _written(name: str, values: Mapping[str, Value], errors: Mapping[str, str]) -> dict[str, Any]:
    written: dict[str, Any] = {"id": name}
    if name in values:
        value = values[name]
        written["structured_value" if isinstance(value, dict) else "value"] = value
    if name in errors:
        written["value_error"] = errors[name]
    return written


def _other_asset(raw: Mapping[str, Any]) -> OtherAsset:
    parameters = {parameter["id"]: parameter for parameter in raw.get("params") or ()}
    ledger = parameters.get(ORDERS, {}).get("structured_value")
    orders = ledger.get("orders", []) if isinstance(ledger, dict) else []
    last = str(parameters.get(ORDER_ID, {}).get("value") or "")
    listed = [str(order.get("order_id", "")) for order in orders if isinstance(order, dict)]
    return OtherAsset(
        id=raw["id"],
        status=str(raw.get("status", "")),
        customer_id=str(parameters.get(CUSTOMER_ID, {}).get("value") or "").strip(),
        order_ids=tuple(filter(None, dict.fromkeys((*listed, last)))),
        mpns=tuple(
            str(item.get("mpn") or "") for item in raw.get("items") or () if str(item.get("quantity")) not in {"0", "0.0"}
        ),
    )


def _shows(template: Mapping[str, Any], names: tuple[str, ...]) -> bool:
    """Whether a template's text shows one of these parameters, or may: not every answer of the platform has the text."""
    body = template.get("body")
    return not names or not isinstance(body, str) or any(name in body for name in names)
