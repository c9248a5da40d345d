"""The platform's API as far as fulfilment needs it: what is read of it, and what is written to a request.

Must never decide, and never retry a write: whoever calls reads the request again and decides.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from connect.client import ClientError

from connector.domain.adobe_facts import OtherAsset
from connector.domain.parameters import CUSTOMER_ID, ORDER_ID, ORDERS, RESELLER_ID
from connector.domain.requests import comparable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from connect.client import ConnectClient

    from connector.domain.requests import Request, Value

_log: Final = logging.getLogger("connector.cloudblue")
_SERVER_ERROR: Final = 500
_TOO_MANY: Final = 429


class PlatformUnavailableError(Exception):
    """The platform did not answer, or answered that it cannot now."""


class PlatformRefusedError(Exception):
    """The platform understood and refuses. `status` is HTTP's, `code` the platform's own."""

    def __init__(self, what: str, status: int, code: str) -> None:
        super().__init__(f"{what}: HTTP {status}, code {code or 'none'}")
        self.status = status
        self.code = code


class Platform:
    """One delivery's view of the platform, through the client that the runner injects."""

    def __init__(self, client: ConnectClient, *, monotonic: Callable[[], float]) -> None:
        self._client = client
        self._monotonic = monotonic

    def request(self, request_id: str) -> dict[str, Any]:
        """Read a fulfilment request as it is now."""
        found: dict[str, Any] = _asked("read request", self._client.requests[request_id].get)
        return found

    def parameter_texts(self, request_id: str) -> dict[str, str]:
        """Read the asset's parameters as another request of it carries them: ids to texts, objects as JSON."""
        found = self.request(request_id)
        return {
            str(one["id"]): comparable(str(one.get("value") or ""), one.get("structured_value"))
            for one in found["asset"].get("params") or ()
        }

    def reseller_id(self, request: Request, tier_id: str) -> str:
        """Give `adobe_reseller_id` of the tier-1 configuration for the request's product and connection; empty without one."""
        query = self._client.ns("tier").collection("configs").filter(account__id=tier_id, product__id=request.product_id)
        found: list[dict[str, Any]] = _asked("read tier configurations", lambda: list(query))
        for configuration in found:
            connection = (configuration.get("connection") or {}).get("type", request.connection_type)
            if configuration.get("tier_level") == 1 and connection == request.connection_type:
                values = {parameter["id"]: parameter.get("value") for parameter in configuration.get("params") or ()}
                if values.get(RESELLER_ID):
                    return str(values[RESELLER_ID]).strip()
        return ""

    def other_assets(self, request: Request, tier_id: str) -> tuple[OtherAsset, ...]:
        """List the customer tier's other assets under the same type of connection, with what they hold at Adobe."""
        query = self._client.ns("subscriptions").collection("assets").filter(tiers__customer__id=tier_id)
        found: list[dict[str, Any]] = _asked("read assets", lambda: list(query))
        return tuple(
            _other_asset(asset)
            for asset in found
            if asset["id"] != request.asset_id and asset["connection"]["type"] == request.connection_type
        )

    def template_id(self, product_id: str, kind: str) -> str:
        """Give the product's first template for assets, of kind `fulfillment` or `inquire`; empty when it has none."""
        query = self._client.products[product_id].collection("templates").filter(scope="asset", type=kind)
        found = _asked("read templates", query.first)
        return str(found["id"]) if found else ""

    def parameter_ids(self, product_id: str, scope: str) -> frozenset[str]:
        """List the ids of the parameters that a product defines, of scope `asset` or `tier1`."""
        found: list[dict[str, Any]] = _asked("read parameters", lambda: list(self._client.products[product_id].parameters.all()))
        return frozenset(parameter["id"] for parameter in found if parameter.get("scope") == scope)

    def update(self, request: Request, *, values: Mapping[str, Value], errors: Mapping[str, str], note: str | None) -> str:
        """Write parameters, their errors and the note of a request, in one call; only what the request carries.

        Gives the request's status as the platform shows it afterwards; as it came where there was nothing to write.
        """
        names = [name for name in dict.fromkeys((*values, *errors)) if request.carries(name)]
        body: dict[str, Any] = {"asset": {"params": [_written(name, values, errors) for name in names]}} if names else {}
        if note is not None:
            body["note"] = note
        if not body:
            return request.status
        shown = self._write(request.id, "update", lambda: self._client.requests[request.id].update(body), names)
        return str(shown["status"])

    def write_note(self, request_id: str, note: str) -> None:
        """Write the note of a request that cannot be read."""
        self._write(request_id, "update", lambda: self._client.requests[request_id].update({"note": note}))

    def approve(self, request_id: str, answer: Mapping[str, str]) -> None:
        """Approve, with `{"template_id"}` or `{"activation_tile"}`."""
        self._write(request_id, "approve", lambda: self._client.requests[request_id]("approve").post(dict(answer)))

    def inquire(self, request_id: str, answer: Mapping[str, str]) -> None:
        """Ask the customer, with `{"template_id"}` or `{"activation_tile"}`."""
        self._write(request_id, "inquire", lambda: self._client.requests[request_id]("inquire").post(dict(answer)))

    def fail(self, request_id: str, reason: str) -> None:
        """Fail, with a reason in the customer's words."""
        self._write(request_id, "fail", lambda: self._client.requests[request_id]("fail").post({"reason": reason}))

    def note_tier_request(self, request_id: str, notes: str) -> None:
        """Write the notes of a tier configuration request."""
        requests = self._client.ns("tier").collection("config-requests")
        self._write(request_id, "update", lambda: requests[request_id].update({"notes": notes}))

    def _write(self, request_id: str, what: str, write: Callable[[], Any], names: Iterable[str] = ()) -> Any:  # noqa: ANN401 - the platform's JSON.
        began = self._monotonic()
        outcome = "failed"
        try:
            shown = _asked(what, write)
            outcome = "done"
        finally:
            milliseconds = round((self._monotonic() - began) * 1000)
            fields = {"event": "platform_write", "request": request_id, "milliseconds": milliseconds, "parameters": list(names)}
            _log.info("%s %s: %s", what, request_id, outcome, extra=fields)
        return shown


def _asked(what: str, ask: Callable[[], Any]) -> Any:  # noqa: ANN401 - the platform's JSON.
    try:
        return ask()
    except ClientError as error:
        status = error.status_code
        if status is None or status >= _SERVER_ERROR or status == _TOO_MANY:
            raise PlatformUnavailableError(f"{what}: {'no answer' if status is None else f'HTTP {status}'}") from None
        raise PlatformRefusedError(what, status, str(error.error_code or "")) from None


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
