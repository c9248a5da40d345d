"""Memberships of VIP: what they hold, their transfer, and how a transfer stands. Looking at an open transfer moves it on.

Source: developer.adobe.com/vipmp/docs/migration and …/references/error-handling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.addresses import address_problems
from connector.simulator.adobe.clock import stamp
from connector.simulator.adobe.emit import answer
from connector.simulator.adobe.messages import links
from connector.simulator.adobe.refusals import RefusalError
from connector.simulator.adobe.vip import LARGE_GOVERNMENT, Transfer, settle_transfer
from connector.simulator.adobe.world import ACTIVE, PENDING

if TYPE_CHECKING:
    from connector.simulator.adobe.asking import Asking
    from connector.simulator.adobe.vip import Membership
    from connector.simulator.exchange import SimResponse

_RIGHTS: Final = {"ignore-order-return": "RETURNABLE_PURCHASE", "expire-open-pas": "OPEN_PURCHASE_AUTH"}
"""The two query parameters that give up a right of the company, and the reason that each overrides."""


def preview_offers(asking: Asking) -> SimResponse:
    """Answer GET /v3/memberships/{membershipId}/offers: one item for each future subscription."""
    membership = _membership(asking)
    _require_eligible(asking, membership)
    items = [
        {
            "offerId": item.offer_id,
            "currencyCode": item.currency,
            "quantity": item.quantity,
            "renewalDate": item.renewal_date.isoformat(),
        }
        for item in membership.items
    ]
    message: dict[str, Any] = {"totalCount": len(items), "items": items}
    extras = {"benefits": membership.benefits, "discounts": membership.discounts}
    return answer(200, {**message, **{name: value for name, value in extras.items() if value}})


def begin_transfer(asking: Asking) -> SimResponse:
    """Answer POST /v3/memberships/{membershipId}/transfers: 202 and status 1002, whatever comes of it."""
    asking.place.judge("create-transfer", asking.body)
    membership = _membership(asking)
    reseller = asking.reseller(asking.body["resellerId"])
    if reseller.status not in {ACTIVE, PENDING}:
        raise RefusalError("5119")
    _require_eligible(asking, membership, segments=reseller.profile["marketSegments"])
    world, clock, fate = asking.place.world, asking.place.clock, asking.fate()
    transfer = Transfer(
        transfer_id=world.next_id("transfer"),
        membership=membership,
        reseller_id=reseller.reseller_id,
        created=clock.now(),
        settles_as=fate.ends_as,
        held=fate.held,
    )
    world.transfers[transfer.transfer_id] = transfer
    membership.transfer_id = transfer.transfer_id
    begun = answer(202, transfer_message(transfer))
    if asking.place.settings.transfer_reads == 0 and not transfer.held:
        settle_transfer(transfer, world, clock)
    return begun


def get_transfer(asking: Asking) -> SimResponse:
    """Answer GET /v3/memberships/{membershipId}/transfers/{transferId}; an open one ends after enough looks."""
    transfer = asking.place.world.transfers.get(asking.parts["transferId"])
    if transfer is None or transfer.membership.membership_id != asking.parts["membershipId"]:
        raise RefusalError("5116")
    asking.reseller(transfer.reseller_id)
    _move_on(asking, transfer)
    return answer(200, transfer_message(transfer))


def _move_on(asking: Asking, transfer: Transfer) -> None:
    """Count a look at a transfer, and end an open one that was looked at often enough."""
    transfer.reads += 1
    needed = asking.place.settings.transfer_reads
    if transfer.status == PENDING and not transfer.held and needed is not None and transfer.reads >= needed:
        settle_transfer(transfer, asking.place.world, asking.place.clock)


def transfer_message(transfer: Transfer) -> dict[str, Any]:
    """Give a transfer resource; customer, subscriptions and deployments are empty until it is complete."""
    membership = transfer.membership
    complete = transfer.status == ACTIVE
    made = transfer.subscription_ids if complete else [""] * len(membership.items)
    lines = [
        {
            "lineItemNumber": number,
            "offerId": item.offer_id,
            "currencyCode": item.currency,
            "quantity": item.quantity,
            "subscriptionId": subscription_id,
            **({"deploymentId": ""} if complete else {}),
        }
        for number, (item, subscription_id) in enumerate(zip(membership.items, made, strict=True), 1)
    ]
    return {
        "transferId": transfer.transfer_id,
        "customerId": transfer.customer_id,
        "membershipId": membership.membership_id,
        "resellerId": transfer.reseller_id,
        "creationDate": stamp(transfer.created),
        "status": transfer.status,
        "lineItems": lines,
        "links": links(f"/v3/memberships/{membership.membership_id}/transfers/{transfer.transfer_id}"),
    }


def _membership(asking: Asking) -> Membership:
    membership = asking.place.world.memberships.get(asking.parts["membershipId"])
    if membership is None:
        raise RefusalError("5115")
    return membership


def _require_eligible(asking: Asking, membership: Membership, segments: list[str] | None = None) -> None:
    """Refuse what cannot come over: first by what was begun already, then by all reasons that stand at once."""
    given_up = {reason for name, reason in _RIGHTS.items() if asking.flag(name)}
    if membership.transfer_id:
        transfer = asking.place.world.transfers[membership.transfer_id]
        done = transfer.status == ACTIVE
        _move_on(asking, transfer)
        raise RefusalError("5118" if done else "5121")
    if membership.in_progress:
        raise RefusalError("5121")
    if not membership.admins:
        raise RefusalError("5120")
    if any(benefit["type"] == LARGE_GOVERNMENT for benefit in membership.benefits):
        raise RefusalError("1164")
    reasons = [*membership.reasons, *_reasons(asking, membership, segments)]
    standing = [reason for reason in dict.fromkeys(reasons) if reason not in given_up]
    if standing:
        raise RefusalError("5117", *standing)


def _reasons(asking: Asking, membership: Membership, segments: list[str] | None) -> list[str]:
    """Give the reasons that follow from the world: who may sell where, to whom, and what is still sold."""
    sold = asking.place.world.catalogue.sold
    marks = {
        "INVALID_COUNTRY": "country" in address_problems(membership.profile["address"]),
        "BAD_MARKET_SEGMENT": membership.profile["marketSegment"] not in (segments or asking.partner.segments),
        "NO_TARGET_SKU": any(sold(item.offer_id) is None for item in membership.items),
    }
    return [reason for reason, is_so in marks.items() if is_so]
