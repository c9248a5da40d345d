"""Between the rules' words and Adobe's, for memberships of VIP, transfers, and what customers have promised. Decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.domain import transfer_facts as facts
from connector.domain.commitments import Commitment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from connector.adobe import memberships, models

_LARGE_GOVERNMENT: str = "LARGE_GOVERNMENT_AGENCY"


def special_terms(benefits: Iterable[models.Benefit], discounts: Iterable[models.Discount]) -> tuple[str, ...]:
    """Name the terms of a company that this version cannot serve."""
    marks = {
        "a large government agency": any(benefit.kind == _LARGE_GOVERNMENT for benefit in benefits),
        "on a high volume discount code": any(discount.discount_code for discount in discounts),
    }
    return tuple(name for name, is_so in marks.items() if is_so)


def commitment(promises: Iterable[models.Commitment | None]) -> Commitment | None:
    """Give the first promise that there is: at most one benefit of a customer has any."""
    found = next((promise for promise in promises if promise is not None), None)
    if found is None:
        return None
    minimums = {str(minimum.offer_type): minimum.quantity for minimum in found.minimum_quantities}
    return Commitment(
        status=found.status or "",
        start=found.start_date,
        end=found.end_date,
        licences=minimums.get("LICENSE", 0),
        consumables=minimums.get("CONSUMABLES", 0),
    )


def membership(found: memberships.MembershipPreview) -> facts.Membership:
    """Give what the rules need of a membership of VIP."""
    return facts.Membership(
        offers=tuple(facts.MembershipOffer(one.offer_id, one.quantity, one.renewal_date) for one in found.items),
        special=special_terms(found.benefits, found.discounts),
    )


def transfer(found: memberships.Transfer, now: datetime) -> facts.Transfer:
    """Give what the rules need of a transfer; one without a creation date counts as begun `now`."""
    return facts.Transfer(
        id=found.transfer_id,
        status=str(found.status or ""),
        customer_id=found.customer_id or "",
        created=found.creation_date or now,
        lines=tuple(facts.TransferLine(line.offer_id, line.quantity, line.subscription_id or "") for line in found.lines),
    )
