"""What is done with a claim and with a subscription, once it is known who asks.

Sources: developer.adobe.com/adobe-partner-connection-retail/guides/api for claims; an integration kit, unofficial, for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from connector.simulator.adobe.clock import stamp, years_after
from connector.simulator.exchange import SimResponse
from connector.simulator.retail.judge import fits
from connector.simulator.retail.world import Claim

if TYPE_CHECKING:
    from connector.simulator.retail.options import RetailOptions
    from connector.simulator.retail.world import Partner, World

CLAIMED: Final = "CLAIMED"
ACTIVE: Final = "ACTIVE"
CANCELLED: Final = "CANCELLED"


@dataclass(frozen=True)
class Desk:
    """Where calls are worked on, at one moment."""

    world: World
    options: RetailOptions
    now: datetime

    def claim(self, partner: Partner, body: Any) -> SimResponse:  # noqa: ANN401 - any JSON value can arrive; the schema judges it.
        """Answer POST /v1/workflows."""
        if not fits("claim", body):
            return refuse(400, "INVALID_REQUEST", "the request is not a product claim")
        sent = {pair["key"]: pair["value"] for pair in body["workflow_attributes"]}
        reference, offer_id = sent["partner_reference_id"], sent["offer_id"]
        if offer_id not in partner.offers:
            return refuse(400, "INVALID_OFFER", "offer_id is not recognized")
        found = self.world.claims.get((partner.client_id, reference))
        if found is not None and found.offer_id != offer_id:
            return refuse(400, "SUBSCRIPTION_ID_ALREADY_IN_USE", "partner_reference_id was used with another offer_id")
        if found is not None and found.status == CANCELLED:
            # The kit calls it an error and gives it no name.
            return refuse(400, "SUBSCRIPTION_CANCELLED", "partner_reference_id belongs to a cancelled subscription")
        if found is not None and found.status == ACTIVE:
            return refuse(409, "ALREADY_FULFILLED", "the offer has been redeemed already")
        if found is None:
            code = self.world.new_code(reference, offer_id) if self.options.codes else ""
            claim = Claim(partner.client_id, reference, offer_id, code, self.now)
            self.world.claims[partner.client_id, reference] = claim
            return self._link(claim, body, self.options.new_status)
        return self._link(found, body, 202)

    def _link(self, claim: Claim, body: dict[str, Any], status: int) -> SimResponse:
        link, short = links(claim, self.options)
        if self.options.redirects:
            return SimResponse(302, b"", {"location": link})
        answer = {"workflow_type": body["workflow_type"], "experience_url": link}
        if self.options.short_links:
            answer["short_experience_url"] = short
        return SimResponse.of_json(status, {**answer, "workflow_attributes": body["workflow_attributes"]})

    def subscription(self, partner: Partner, reference: str) -> SimResponse:
        """Answer GET /v1/subscriptions/{reference}: 404 until it is redeemed."""
        claim = self.world.claims.get((partner.client_id, reference))
        if claim is None or claim.status == CLAIMED:
            return refuse(404, "NOT_FOUND", "no subscription with this partner_reference_id")
        return SimResponse.of_json(200, subscription_message(claim))

    def end(self, partner: Partner, reference: str, body: object) -> SimResponse:
        """Answer POST /v1/subscriptions/{reference}: it ends at once."""
        if not fits("cancel", body):
            return refuse(400, "INVALID_REQUEST", "the request is not a cancellation")
        claim = self.world.claims.get((partner.client_id, reference))
        if claim is None or claim.status == CLAIMED:
            return refuse(404, "NOT_FOUND", "no subscription with this partner_reference_id")
        if claim.status == CANCELLED:
            return refuse(409, "ALREADY_CANCELLED", "the subscription has ended already")
        claim.status, claim.ended = CANCELLED, self.now
        return SimResponse.of_json(200, subscription_message(claim))


def redeem(claim: Claim, now: datetime) -> None:
    """Let the customer redeem the link: the product is active from now on."""
    claim.status, claim.started, claim.ended = ACTIVE, now, None


def links(claim: Claim, options: RetailOptions) -> tuple[str, str]:
    """Give the link of a claim and its short form."""
    long_host, short_host = options.link_hosts
    mark = claim.reference.lower()
    code = f"&rc={claim.code}" if claim.code else ""
    return (
        f"https://{long_host}/express-premium?asm=cs{code}&pid={quote(claim.reference)}&uuid={mark}",
        f"https://{short_host}/go/retail?uuid={mark}",
    )


def subscription_message(claim: Claim) -> dict[str, Any]:
    """Give a subscription as the kit shows it; a term is a year."""
    started = claim.started or claim.claimed
    ended = claim.ended or datetime.combine(years_after(started.date(), 1), started.timetz())
    return {
        "partner_reference_id": claim.reference,
        "offer_id": claim.offer_id,
        "status": claim.status,
        "start_date": stamp(started),
        "end_date": stamp(ended),
    }


def refuse(status: int, code: str, message: str) -> SimResponse:
    """Refuse in Adobe's documented shape."""
    return SimResponse.of_json(status, {"code": code, "message": message})
