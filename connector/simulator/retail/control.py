"""The simulator's other door, for those who run it: partners, redemptions, faults, and everything read back. Adobe has none."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from connector.simulator.adobe.clock import stamp
from connector.simulator.adobe.faults import Fault, FaultKind
from connector.simulator.retail.claims import ACTIVE, CANCELLED, links, redeem, subscription_message
from connector.simulator.retail.unknowns import UNKNOWNS
from connector.simulator.retail.world import Claim, Partner

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime, timedelta

    from connector.simulator.adobe.calls import Call
    from connector.simulator.retail.app import Backstage


class Control:
    """Steers one simulator and reads it back; thread-safe. Unknown references are a `LookupError`."""

    def __init__(self, backstage: Backstage) -> None:
        self._backstage = backstage

    def add_partner(self, client_id: str, client_secret: str, offers: Iterable[str]) -> str:
        """Onboard a partner with its offers; gives the client id."""
        with self._backstage.lock:
            self._backstage.world.partners[client_id] = Partner(client_id, client_secret, set(offers))
            return client_id

    def set_partner(self, client_id: str, *, active: bool) -> None:
        """Switch a partner's configuration on or off: off, everything is 403."""
        with self._backstage.lock:
            self._backstage.world.partners[client_id].active = active

    def withdraw_offer(self, client_id: str, offer_id: str) -> None:
        """Take an offer off a partner's campaign: claiming it is INVALID_OFFER."""
        with self._backstage.lock:
            self._backstage.world.partners[client_id].offers.discard(offer_id)

    def add_claim(self, client_id: str, reference: str, offer_id: str) -> str:
        """Let a reference be bound to an offer already, as if somebody had claimed it; gives the reference."""
        with self._backstage.lock:
            world = self._backstage.world
            claim = Claim(client_id, reference, offer_id, world.new_code(reference, offer_id), self._backstage.clock.now())
            world.claims[client_id, reference] = claim
            return reference

    def redeem(self, reference: str) -> dict[str, Any]:
        """Let the customer redeem a link; gives the notification that Adobe's kit describes for it."""
        return self._move(reference, ACTIVE)

    def end(self, reference: str) -> dict[str, Any]:
        """Let Adobe end a subscription by itself; gives the notification for it."""
        return self._move(reference, CANCELLED)

    def claims(self) -> list[dict[str, Any]]:
        """Give all claims, oldest first, with the links and codes that the record of calls leaves out."""
        with self._backstage.lock:
            return [self._shown(claim) for claim in self._backstage.world.claims.values()]

    def change(self, **options: object) -> None:
        """Change options from now on, by the names in `RetailOptions`."""
        with self._backstage.lock:
            self._backstage.change(**options)

    def advance(self, by: timedelta) -> datetime:
        """Move the clock ahead; gives the new moment."""
        with self._backstage.lock:
            return self._backstage.clock.advance(by)

    def reset(self) -> None:
        """Forget everything but the options and the time."""
        with self._backstage.lock:
            self._backstage.reset()

    def revoke_tokens(self) -> None:
        """Make every token invalid: 401 until a new one is fetched."""
        with self._backstage.lock:
            self._backstage.tokens.revoke_all()

    def fault(self, route: str, kind: FaultKind | str, **rest: Any) -> None:  # noqa: ANN401 - as `Fault`.
        """Plan a fault for the next matching calls; `rest` is as in `Fault`."""
        with self._backstage.lock:
            self._backstage.faults.add(Fault(FaultKind(kind), route, **rest))

    def faults(self) -> list[Fault]:
        """Give the faults that have not run out."""
        with self._backstage.lock:
            return [copy(fault) for fault in self._backstage.faults.open]

    def clear_faults(self) -> None:
        """Forget all planned faults."""
        with self._backstage.lock:
            self._backstage.faults.clear()

    def calls(self, method: str | None = None, path_contains: str | None = None) -> list[Call]:
        """Give the record of exchanges, oldest first."""
        with self._backstage.lock:
            found = list(self._backstage.calls)
        return [call for call in found if method in {None, call.method} and (path_contains or "") in call.path]

    def forget_calls(self) -> None:
        """Begin a new record of exchanges."""
        with self._backstage.lock:
            self._backstage.calls.clear()

    def unknowns(self) -> list[Mapping[str, str]]:
        """Give what Adobe does not document, and what was decided instead."""
        return list(UNKNOWNS)

    def _move(self, reference: str, status: str) -> dict[str, Any]:
        with self._backstage.lock:
            claim = self._claim(reference)
            now = self._backstage.clock.now()
            if status == ACTIVE:
                redeem(claim, now)
            else:
                claim.status, claim.ended = CANCELLED, now
            shown = subscription_message(claim)
        return {
            "partner_subscription_id": reference,
            "status": status.title(),
            "startDate": shown["start_date"],
            "endDate": shown["end_date"],
            "timestamp": stamp(now),
        }

    def _claim(self, reference: str) -> Claim:
        found = next((one for one in self._backstage.world.claims.values() if one.reference == reference), None)
        if found is None:
            raise LookupError(reference)
        return found

    def _shown(self, claim: Claim) -> dict[str, Any]:
        link, short = links(claim, self._backstage.options)
        return {
            "client_id": claim.client_id,
            "partner_reference_id": claim.reference,
            "offer_id": claim.offer_id,
            "status": claim.status,
            "code": claim.code,
            "experience_url": link,
            "short_experience_url": short,
        }
