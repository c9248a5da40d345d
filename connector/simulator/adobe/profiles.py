"""Rules that resellers' and customers' company profiles share when they are updated. It compares and never stores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connector.simulator.adobe.refusals import RefusalError

if TYPE_CHECKING:
    from collections.abc import Mapping


def check_fixed_fields(stored: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
    """Refuse a change of company name, country or region with 1119 and their paths; they must be sent, and be the same."""
    changed = ["companyProfile.companyName"] if sent["companyName"] != stored["companyName"] else []
    moved = [name for name in ("country", "region") if sent["address"][name] != stored["address"][name]]
    changed += [f"companyProfile.address.{name}" for name in moved]
    if changed:
        raise RefusalError("1119", *changed)
