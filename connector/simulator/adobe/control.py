"""The simulator's other door, for those who run it: clock, statuses, faults, settings, and everything read back.

Adobe has no such door.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.calls import parsed
from connector.simulator.adobe.completion import fail_order, set_customer_status, settle_order
from connector.simulator.adobe.emit import answer
from connector.simulator.adobe.faults import Fault, FaultKind
from connector.simulator.adobe.messages import customer_message, order_message, reseller_message, subscription_message
from connector.simulator.adobe.price_control import PriceControl
from connector.simulator.adobe.refusals import documented_for, route_of
from connector.simulator.adobe.renewing import is_renewable_by_hand
from connector.simulator.adobe.unknowns import UNKNOWNS
from connector.simulator.adobe.vip_control import OldProgramme
from connector.simulator.adobe.world import ACTIVE, PENDING
from connector.simulator.told import one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime, timedelta

    from connector.simulator.adobe.calls import Call
    from connector.simulator.adobe.world import Subscription

_ENDS: Final = frozenset({"1000", "1004", "1020", "1022", "1024", "1026"})


class Control(OldProgramme, PriceControl):
    """Steers one simulator and reads it back; thread-safe. What it gives are copies, in the shape of Adobe's own resources."""

    def advance(self, by: timedelta) -> datetime:
        """Move the clock ahead; gives the new moment."""
        with self._backstage.lock:
            return self._backstage.clock.advance(by)

    def change(self, **settings: object) -> None:
        """Change settings from now on, by the names in `SimulatorSettings`."""
        with self._backstage.lock:
            self._backstage.change(**settings)

    def reset(self) -> None:
        """Forget everything but the settings and the time."""
        with self._backstage.lock:
            self._backstage.reset()

    def set_partner(self, distributor_id: str, **changes: bool) -> None:
        """Change what a distributor may do.

        `active`: else its orders end 1020; `sells`: else 2124; `ordering_open`: else NEW is 5122.
        """
        unknown = set(changes) - {"active", "sells", "ordering_open"}
        if unknown:
            raise TypeError(f"unknown: {', '.join(sorted(unknown))}")
        with self._backstage.lock:
            partners = [one for one in self._backstage.world.partners.values() if one.distributor_id == distributor_id]
            for partner in partners:
                vars(partner).update(changes)

    def rotate_secret(self, client_id: str, client_secret: str) -> None:
        """Give a client another secret, as Adobe's Developer Console does; its tokens stay good until they are revoked."""
        with self._backstage.lock:
            self._backstage.world.partners[client_id].client_secret = client_secret

    def revoke_tokens(self) -> None:
        """Make every token invalid: 4116 until a new one is fetched."""
        with self._backstage.lock:
            self._backstage.desk.revoke_all()

    def withdraw_product(self, key: str) -> None:
        """Take a product off the list: ordering it is 2122."""
        with self._backstage.lock:
            self._backstage.world.catalogue.withdraw(key)

    def set_reseller_status(self, reseller_id: str, status: str) -> None:
        """Give a reseller a status at once."""
        with self._backstage.lock:
            self._backstage.world.resellers[reseller_id].status = status

    def set_customer_status(self, customer_id: str, status: str) -> None:
        """Give a customer a status at once; an inactive one fails its open orders with 1024."""
        with self._backstage.lock:
            set_customer_status(self._backstage.world.customers[customer_id], status)

    def set_sub_segments(self, customer_id: str, *sub_segments: str) -> None:
        """Qualify an education customer, as its admin does in the Admin Console."""
        with self._backstage.lock:
            self._backstage.world.customers[customer_id].profile["marketSubSegments"] = list(sub_segments)

    def release_order(self, order_id: str) -> None:
        """Let an open order end now, as it would have: complete, or failed for the first reason there is."""
        with self._backstage.lock:
            order = self._backstage.world.orders[order_id]
            if order.status == PENDING:
                settle_order(order, self._backstage.world, self._backstage.clock)

    def set_order_status(self, order_id: str, status: str) -> None:
        """End an open order: 1000 completes it, 1004, 1020, 1022, 1024 and 1026 fail it; an ended one is a `ValueError`."""
        if status not in _ENDS:
            raise ValueError(one_of("end of an order", status, sorted(_ENDS)))
        with self._backstage.lock:
            order = self._backstage.world.orders[order_id]
            if order.status != PENDING:
                raise ValueError("the order is not open")
            if status == ACTIVE:
                self.release_order(order_id)
            else:
                fail_order(order, status, self._backstage.world.customers[order.customer_id])

    def fault(self, route: str, kind: FaultKind | str, **rest: Any) -> None:  # noqa: ANN401 - as `Fault`.
        """Plan a fault for the next matching calls; `rest` is as in `Fault`. An unknown kind is a `ValueError`."""
        if kind not in list(FaultKind):
            raise ValueError(one_of("kind of fault", kind, list(FaultKind)))
        with self._backstage.lock:
            self._backstage.faults.add(Fault(FaultKind(kind), route, **rest))

    def refuse(self, call: str, code: str, reason: str = "", **rest: Any) -> None:  # noqa: ANN401 - as `Fault`.
        """Plan a refusal as Adobe documents it for a call, both by the names in `schemas/adobe/codes.json`.

        `line` (1) and `path` fill in its details, which `details` replaces; `times` and `skip` are as in `Fault`. A code that is
        not documented for the call is a `LookupError`.
        """
        route, order_type = route_of(call)
        found = documented_for(call, code, reason)
        details = found.details(
            reason=reason, line=rest.pop("line", 1), path=rest.pop("path", "companyProfile.preferredLanguage")
        )
        shape: dict[str, Any] = {"status": found.status, "code": code, "message": found.message, "details": details}
        self.fault(route, FaultKind.REFUSED, order_type=order_type, **{**shape, **rest})

    def clear_faults(self) -> None:
        """Forget all planned faults."""
        with self._backstage.lock:
            self._backstage.faults.clear()

    def faults(self) -> list[Fault]:
        """Give the faults that have not run out."""
        with self._backstage.lock:
            return [copy(fault) for fault in self._backstage.faults.open]

    def calls(self, method: str | None = None, path_contains: str | None = None) -> list[Call]:
        """Give the record of exchanges, oldest first."""
        with self._backstage.lock:
            found = list(self._backstage.calls)
        return [call for call in found if method in {None, call.method} and (path_contains or "") in call.path]

    def forget_calls(self) -> None:
        """Begin a new record of exchanges."""
        with self._backstage.lock:
            self._backstage.calls.clear()

    def resellers(self) -> list[dict[str, Any]]:
        """Give all resellers."""
        return self._read(lambda: [reseller_message(one) for one in self._backstage.world.resellers.values()])

    def customers(self) -> list[dict[str, Any]]:
        """Give all customers."""
        return self._read(lambda: [customer_message(one) for one in self._backstage.world.customers.values()])

    def orders(self, customer_id: str | None = None) -> list[dict[str, Any]]:
        """Give all orders, or those of one customer, oldest first, with prices; reading them here moves none on."""
        orders = self._backstage.world.orders.values
        return self._read(
            lambda: [order_message(one, with_price=True) for one in orders() if customer_id in {None, one.customer_id}],
        )

    def subscriptions(self, customer_id: str | None = None) -> list[dict[str, Any]]:
        """Give all subscriptions, or those of one customer."""
        return self._read(
            lambda: [self._message(one) for one in self._subscriptions() if customer_id in {None, one.customer_id}],
        )

    def unknowns(self) -> list[Mapping[str, str]]:
        """Give what Adobe does not document, and what was decided instead."""
        return list(UNKNOWNS)

    def _subscriptions(self) -> Iterable[Subscription]:
        return (owned for customer in self._backstage.world.customers.values() for owned in customer.subscriptions)

    def _message(self, subscription: Subscription) -> dict[str, Any]:
        place = self._backstage.place()
        window = place.settings.late_renewal_days
        by_hand = is_renewable_by_hand(subscription, place.world.catalogue, place.clock.today(), window)
        return subscription_message(subscription, by_hand=by_hand)

    def _read(self, give: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]]:
        with self._backstage.lock:
            copies: list[dict[str, Any]] = parsed(answer(200, give()).body)
        return copies
