"""What must hold in the end, judged by the simulators' own records and the plan alone.

Must never look at what the connector says of itself.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from soak.plan import Company, Step
    from soak.playing import Platforms, Play, Played

_ACTIVE: Final = "1000"
_API: Final = "/public/v1/"
_VERDICTS: Final = ("approve", "fail", "inquire")
_MPN: Final = 10
_REFUSED: Final = 300


class Judge:
    """Judges a play that is over. Each rule yields a sentence for everything that breaks it."""

    def __init__(self, platforms: Platforms, play: Play) -> None:
        self._platforms = platforms
        self._play = play
        control = platforms.adobe.control
        self._customers = control.customers()
        self._orders = control.orders()

    def rules(self) -> dict[str, Callable[[], Iterator[str]]]:
        """Give what is judged, by its name."""
        return {
            "each request ended once, approved": self._ended_once,
            "one active customer of each company, under its reseller": self._one_customer,
            "one order of each request that buys, with exactly its seats": self._orders_placed,
            "seats given back exactly as asked": self._seats_returned,
            "no order of anything else": self._nothing_else,
            "seats and renewal quantities": self._seats,
            "parameters": self._parameters,
            "the protocol": self._protocol,
        }

    def _ended_once(self) -> Iterator[str]:
        answered = Counter(
            call.path.removeprefix(_API).removesuffix(f"/{verdict}").rpartition("/")[2]
            for call in self._platforms.connect.control.writes()
            for verdict in _VERDICTS
            if call.path.endswith(f"/{verdict}") and call.status is not None and call.status < _REFUSED
        )
        for request in self._all_requests():
            status = self._play.status(request)
            if status != "approved":
                yield f"{request} is {status}: {self._shown(request)}"
            if answered[request] > 1:
                yield f"{request} was answered {answered[request]} times"

    def _one_customer(self) -> Iterator[str]:
        resellers = {one["companyProfile"]["companyName"]: one["resellerId"] for one in self._platforms.adobe.control.resellers()}
        names = Counter(one["companyProfile"]["companyName"] for one in self._customers)
        for company in self._companies():
            if names.pop(company.name, 0) != 1:
                yield f"{company.name} is not one customer"
                continue
            customer = self._customer(company)
            if (customer["status"], customer["resellerId"]) != (_ACTIVE, resellers.get(f"Soaked Reseller {company.reseller}")):
                yield f"{company.name} is {customer['status']} under {customer['resellerId']}"
        yield from (f"{name} is a customer that nobody asked for" for name in names)

    def _orders_placed(self) -> Iterator[str]:
        for reference, wanted in self._wanted_orders().items():
            found = [_lines(order) for order in self._of(reference, "NEW")]
            if found != ([wanted] if wanted else []):
                yield f"{reference}: Adobe has the orders {found} instead of {wanted or 'none'}"
        for order in self._orders:
            if order["status"] not in {_ACTIVE, "1008"}:
                yield f"the order {order['orderId']} is {order['status']}"

    def _seats_returned(self) -> Iterator[str]:
        for request, step in self._requested():
            found: Counter[str] = Counter()
            for order in self._of(request, "RETURN"):
                found.update(_lines(order))
            if found != Counter(step.returned):
                yield f"{request} ({step.what}): Adobe took back {dict(found)} instead of {dict(step.returned)}"

    def _nothing_else(self) -> Iterator[str]:
        known = {*self._wanted_orders(), *self._all_requests()}
        for order in self._orders:
            if order["orderType"] in {"NEW", "RETURN"} and order["externalReferenceId"] not in known:
                yield f"the order {order['orderId']} has the reference {order['externalReferenceId']}"
        transfers = len(self._platforms.adobe.control.transfers())
        wanted = sum(bool(one.asset.membership and one.requests) for one in self._play.played)
        if transfers != wanted:
            yield f"Adobe has {transfers} transfers instead of {wanted}"

    def _seats(self) -> Iterator[str]:
        for company in self._companies():
            wanted: dict[str, tuple[int, int]] = {}
            for one in self._play.played:
                if one.company is company and one.requests:
                    wanted |= one.asset.steps[len(one.requests) - 1].after
            customer = self._customer(company)["customerId"]
            found = {
                held["offerId"][:_MPN]: _seats_of(held)
                for held in self._platforms.adobe.control.subscriptions(customer)
                if held["status"] == _ACTIVE
            }
            if found != wanted:
                yield f"{company.name} holds {found} instead of {wanted} (seats now, seats that renew)"

    def _parameters(self) -> Iterator[str]:
        for one in self._play.played:
            if not one.id:
                continue
            customer = self._customer(one.company)["customerId"]
            for request, step in zip(one.requests, one.asset.steps, strict=False):
                shown = self._platforms.connect.control.params(request)
                yield from self._wrong_on(request, step, one, shown, customer)
            status = self._platforms.connect.control.status(one.id)
            if status != ("active" if one.asset.steps[len(one.requests) - 1].after else "terminated"):
                yield f"the asset {one.id} is {status}"

    def _wrong_on(self, request: str, step: Step, one: Played, shown: dict[str, Any], customer: str) -> Iterator[str]:
        if shown.get("adobe_customer_id") != customer:
            yield f"{request}: adobe_customer_id is {shown.get('adobe_customer_id')!r} instead of {customer}"
        if shown.get("error_msg"):
            yield f"{request}: error_msg is {shown['error_msg']!r}"
        if step.kind == "purchase":
            reference = _reference(one.asset.group) or request
            orders = [order["orderId"] for order in self._of(reference, "NEW")]
            if [shown.get("adobe_order_id")] != orders:
                yield f"{request}: adobe_order_id is {shown.get('adobe_order_id')!r} instead of one of {orders}"
            lines = [line for order in self._of(reference, "NEW") for line in order["lineItems"]]
            own = {line["subscriptionId"] for line in lines if line["offerId"][:_MPN] in step.items}
            if set(str(shown.get("adobe_subscription_id")).split(",")) != own:
                yield f"{request}: adobe_subscription_id is {shown.get('adobe_subscription_id')!r} instead of {sorted(own)}"

    def _protocol(self) -> Iterator[str]:
        yield from self._platforms.connect.control.protocol_problems()

    def _wanted_orders(self) -> dict[str, dict[str, int]]:
        """Give what must be ordered, by reference: the request's id, or the GUID of a transaction."""
        wanted: dict[str, dict[str, int]] = {}
        for one in self._play.played:
            for request, step in zip(one.requests, one.asset.steps, strict=False):
                if step.kind == "purchase" and one.asset.group:
                    wanted.setdefault(_reference(one.asset.group), {}).update(step.items)
                else:
                    wanted[request] = dict(step.bought)
        return wanted

    def _requested(self) -> Iterator[tuple[str, Step]]:
        for one in self._play.played:
            yield from zip(one.requests, one.asset.steps, strict=False)

    def _all_requests(self) -> list[str]:
        return [*self._play.set_ups, *(request for one in self._play.played for request in one.requests)]

    def _companies(self) -> list[Company]:
        """Give the companies that exist at Adobe, each once; the others are the rule's about customers."""
        there = {one["companyProfile"]["companyName"] for one in self._customers}
        companies = {one.company.name: one.company for one in self._play.played}
        return [company for name, company in companies.items() if name in there]

    def _customer(self, company: Company) -> dict[str, Any]:
        return next(
            (one for one in self._customers if one["companyProfile"]["companyName"] == company.name), {"customerId": "nobody"}
        )

    def _of(self, reference: str, kind: str) -> list[dict[str, Any]]:
        return [one for one in self._orders if one["externalReferenceId"] == reference and one["orderType"] == kind]

    def _shown(self, request: str) -> str:
        document = self._platforms.connect.control.document(request)
        return str(document.get("reason") or document.get("note") or document.get("notes") or "no word on it")


def _reference(group: str) -> str:
    """Give a transaction's GUID as Adobe gets it."""
    return group.replace("-", "")


def _lines(order: dict[str, Any]) -> dict[str, int]:
    return {line["offerId"][:_MPN]: line["quantity"] for line in order["lineItems"]}


def _seats_of(subscription: dict[str, Any]) -> tuple[int, int]:
    renewal = subscription["autoRenewal"]
    return subscription["currentQuantity"], renewal["renewalQuantity"] if renewal["enabled"] else 0
