"""Benefits of customers: requests for a three-year commit are kept as Adobe keeps them before anybody accepts.

It accepts none itself.

Source: developer.adobe.com/vipmp/docs/customer-account/three-year-commit.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.clock import years_after
from connector.simulator.adobe.refusals import RefusalError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

_REQUESTS: Final[tuple[str, ...]] = ("commitmentRequest", "recommitmentRequest")


def requested_benefits(stored: Sequence[dict[str, Any]], sent: Sequence[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    """Give the benefits after a request: a commitment asked for is REQUESTED.

    Raises 1147 for both kinds together and 1164 for a government agency.
    """
    kinds = {benefit["type"] for benefit in sent}
    if {"THREE_YEAR_COMMIT", "LARGE_GOVERNMENT_AGENCY"} <= kinds:
        raise RefusalError("1147")
    if "LARGE_GOVERNMENT_AGENCY" in kinds:
        # No simulated partner is enabled for large government agencies.
        raise RefusalError("1164")
    result = list(stored)
    for benefit in sent:
        known = next((entry for entry in result if entry["type"] == benefit["type"]), None) or _blank(benefit["type"])
        asked = {name: _request(benefit[name]["minimumQuantities"], "REQUESTED", today) for name in _REQUESTS if name in benefit}
        result = [*(entry for entry in result if entry["type"] != benefit["type"]), {**known, **asked}]
    return result


def three_year_commit(field: str, status: str, quantities: dict[str, int], today: date) -> dict[str, Any]:
    """Give a three-year benefit in any documented state; `field` is `commitment` or `commitmentRequest`."""
    minimums = [{"offerType": kind, "quantity": quantity} for kind, quantity in quantities.items()]
    return {**_blank("THREE_YEAR_COMMIT"), field: _request(minimums, status, today)}


def commit_reached(benefits: Sequence[dict[str, Any]], owned: Mapping[str, int]) -> list[dict[str, Any]]:
    """Give the benefits after an order: an accepted request whose quantities are owned now is a commitment."""
    return [_committed(benefit) if _is_reached(benefit["commitmentRequest"], owned) else benefit for benefit in benefits]


def commit_ended(benefits: Sequence[dict[str, Any]], day: date) -> list[dict[str, Any]]:
    """Give the benefits on a day: a commitment whose last day is over is EXPIRED."""
    return [_expired(benefit) if _is_over(benefit["commitment"], day) else benefit for benefit in benefits]


def _is_over(commitment: dict[str, Any] | None, day: date) -> bool:
    return commitment is not None and commitment["status"] == "COMMITTED" and commitment["endDate"] < day.isoformat()


def _expired(benefit: dict[str, Any]) -> dict[str, Any]:
    return {**benefit, "commitment": {**benefit["commitment"], "status": "EXPIRED"}}


def _is_reached(request: dict[str, Any] | None, owned: Mapping[str, int]) -> bool:
    if not request or request["status"] != "ACCEPTED":
        return False
    return all(owned.get(entry["offerType"], 0) >= entry["quantity"] for entry in request["minimumQuantities"])


def _committed(benefit: dict[str, Any]) -> dict[str, Any]:
    request = {**benefit["commitmentRequest"], "status": "COMMITTED"}
    return {**benefit, "commitmentRequest": request, "commitment": request}


def _blank(kind: str) -> dict[str, Any]:
    return {"type": kind, "commitment": None, "commitmentRequest": None, "recommitmentRequest": None}


def _request(minimums: list[dict[str, Any]], status: str, today: date) -> dict[str, Any]:
    end = years_after(today, 3) - timedelta(days=1)
    return {"startDate": today.isoformat(), "endDate": end.isoformat(), "status": status, "minimumQuantities": minimums}
