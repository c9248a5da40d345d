"""Plays a history on a desk and on the model at once, and holds one against the other after every step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from tests.histories.model import Lot, Model, Owned, Subscription
from tests.histories.shown import Shown, told_of
from tests.histories.steps import ASSETS, Kind, Mishap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from tests.histories.steps import History, Step

YES: Final = ("is-cancellation-request", "yes")
NO: Final = "no-cancellation-request"
ON, OFF = "active_auto_renewal_status", "inactive_auto_renewal_status"
_DEATHS: Final = frozenset({Mishap.DEATH, Mishap.LOSS})


class Desk(Protocol):
    """Where a history is played."""

    def today(self) -> date: ...
    def wait(self, *, days: int = 0, seconds: int = 0) -> None: ...
    def ask(self, kind: str, asset: str, items: Mapping[str, int], params: Mapping[str, str]) -> str: ...
    def begin(self, request: str, step: Step, neighbour: str | None) -> bool: ...
    def settle(self, request: str) -> str: ...
    def approvals(self, request: str) -> int: ...
    def ledger(self, request: str) -> list[dict[str, Any]]: ...
    def told(self, request: str) -> str: ...
    def orders(self) -> list[dict[str, Any]]: ...
    def subscriptions(self) -> list[dict[str, Any]]: ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class Plan:
    """A request, what it makes of the model once it is done, and how it ends."""

    kind: str
    asset: str
    items: Mapping[str, int]
    params: Mapping[str, str]
    apply: Callable[[], None]
    ending: str = "approved"


@dataclass
class Seen:
    """What a history had in it."""

    returned: bool = False
    anniversary: bool = False
    crash: bool = False
    two_workers: bool = False


class Player:
    """One history being played."""

    def __init__(self, history: History, desk: Desk) -> None:
        self.history = history
        self.desk = desk
        assets = {name: Subscription({mpn: Owned() for mpn in mpns}) for name, mpns in ASSETS.items()}
        self.model = Model(assets, partial=history.partial_returns)
        self.seen = Seen()

    def play(self) -> Seen:
        """Play all steps."""
        for step in self.history.steps:
            self.desk.wait(days=step.days)
            self.model.reach(self.desk.today())
            if not self.model.assets[step.asset].over:
                self._play(step)
        self.seen.returned = any(order["orderType"] == "RETURN" for order in self.desk.orders())
        self.seen.anniversary = self.model.anniversaries > 0
        return self.seen

    def _play(self, step: Step) -> None:
        plan = self._plan(step)
        beside = self._neighbour(step) if step.mishap is Mishap.NEIGHBOUR else None
        other = self.desk.ask(beside.kind, beside.asset, beside.items, beside.params) if beside else None
        request = self.desk.ask(plan.kind, plan.asset, plan.items, plan.params)
        reached = self.desk.begin(request, step, other)
        self.seen.crash |= reached and step.mishap in _DEATHS
        self.seen.two_workers |= reached and step.mishap not in _DEATHS
        self._end(request, plan)
        if beside and other:
            self._end(other, beside)
        self._hold(request, plan)

    def _end(self, request: str, plan: Plan) -> None:
        assert self.desk.settle(request) == plan.ending, (plan, self.desk.told(request))
        assert self.desk.approvals(request) == (plan.ending == "approved")
        plan.apply()

    # What a step asks for -------------------------------------------------------------------------------------------------------

    def _plan(self, step: Step) -> Plan:
        asset = self.model.assets[step.asset]
        if not asset.bought:
            return self._purchase(step.asset, step.seats)
        match step.kind:
            case Kind.OFF | Kind.ON:
                return self._switch(step.asset, OFF if step.kind is Kind.OFF else ON)
            case Kind.CANCEL:
                return Plan("cancel", step.asset, {}, {}, lambda: self._cancel(asset))
            case Kind.ADJUST:
                return Plan("adjustment", step.asset, {}, {}, lambda: None)
            case _:
                return self._change(step)

    def _purchase(self, name: str, seats: int) -> Plan:
        asset = self.model.assets[name]
        items = {mpn: seats + 1 + place for place, mpn in enumerate(asset.items)}

        def apply() -> None:
            self.model.begin(self.desk.today())
            asset.bought = True
            for mpn, wanted in items.items():
                asset.items[mpn].raise_to(wanted, self.desk.today(), renews_if_new=True)

        return Plan("purchase", name, items, {"action_type": "purchase"}, apply)

    def _switch(self, name: str, value: str) -> Plan:
        asset = self.model.assets[name]

        def apply() -> None:
            for item in asset.items.values() if asset.switch != value else ():
                item.renews = item.alive and item.approved > 0 and value == ON
            asset.switch = value

        items = asset.items.values()
        if value == ON != asset.switch and any(item.approved for item in items) and not any(item.alive for item in items):
            # Nothing is left that could renew.
            return Plan("change", name, {}, {"cb_autorenewal": value}, lambda: None, ending="failed")
        return Plan("change", name, {}, {"cb_autorenewal": value}, apply)

    def _cancel(self, asset: Subscription) -> None:
        asset.over = True
        for item in asset.items.values():
            item.give_back(0, [(lot, lot.remaining) for lot in item.returnable(self.desk.today())])

    def _change(self, step: Step) -> Plan:
        asset = self.model.assets[step.asset]
        mpns = list(asset.items)
        mpn = mpns[step.item % len(mpns)]
        if step.kind is Kind.RAISE:
            return self._raise(step.asset, mpn, step.seats + 1)
        down = asset.items[mpn]
        if not down.approved:
            return self._raise(step.asset, mpn, step.seats + 1)
        if step.kind is Kind.DROP:
            return self._drop(step.asset, mpn, down.approved - 1 - step.seats % down.approved, stale=bool(step.seats % 2))
        if step.kind is Kind.GIVE_BACK_NAMED:
            return self._give_back_named(step, mpn)
        return self._give_back(step, mpn)

    def _raise(self, name: str, mpn: str, more: int) -> Plan:
        asset = self.model.assets[name]
        item = asset.items[mpn]
        wanted = item.approved + more
        if item.approved and not item.alive:
            return Plan("change", name, {mpn: wanted}, {}, lambda: None, ending="failed")

        def apply() -> None:
            item.raise_to(wanted, self.desk.today(), renews_if_new=asset.switch != OFF)

        return Plan("change", name, {mpn: wanted}, {}, apply)

    def _drop(self, name: str, mpn: str, wanted: int, *, stale: bool) -> Plan:
        """Drop by renewal; a flag that stands there from an earlier request asks for nothing."""
        asset = self.model.assets[name]
        params = {} if stale and asset.flag in YES else {"is_cancellation_order": NO}

        def apply() -> None:
            asset.items[mpn].drop_to(wanted)
            asset.flag = params.get("is_cancellation_order", asset.flag)

        return Plan("change", name, {mpn: wanted}, params, apply)

    def _give_back(self, step: Step, mpn: str) -> Plan:
        """Give seats back, the orders found; another item of the asset may be raised in the same request."""
        asset = self.model.assets[step.asset]
        item = asset.items[mpn]
        wanted = item.approved - 1 - step.seats % item.approved
        flag = "" if self.history.returns_in_window else self._flag(asset)
        up = self._also_raised(asset, mpn) if step.kind is Kind.UP_AND_DOWN else {}

        def apply() -> None:
            today = self.desk.today()
            for other, seats in up.items():
                asset.items[other].raise_to(seats, today, renews_if_new=asset.switch != OFF)
            ways = item.ways(item.approved - wanted, item.returnable(today), partial=self.model.partial)
            item.give_back(wanted, self._way_taken(ways, mpn, item))
            asset.flag = flag

        params = {"is_cancellation_order": flag, "cancel_order_id": ""}
        return Plan("change", step.asset, {mpn: wanted, **up}, params, apply)

    def _way_taken(self, ways: list[list[tuple[Lot, int]]], mpn: str, item: Owned) -> list[tuple[Lot, int]]:
        """Give the one of several equal ways that Adobe shows; the first where it shows none of them, which will be noticed."""
        remaining = [rest for _, _, rest in Shown(self.desk.orders(), []).lots(mpn)]
        for way in ways:
            taken = {id(lot): seats for lot, seats in way}
            if [lot.remaining - taken.get(id(lot), 0) for lot in item.lots] == remaining:
                return way
        return ways[0] if ways else []

    def _also_raised(self, asset: Subscription, mpn: str) -> dict[str, int]:
        return {other: one.approved + 2 for other, one in asset.items.items() if other != mpn and (one.alive or not one.approved)}

    def _give_back_named(self, step: Step, mpn: str) -> Plan:
        """Give seats back from one order that the customer names; dropped by renewal where there is none to name."""
        asset = self.model.assets[step.asset]
        item = asset.items[mpn]
        lots = [lot for lot in item.returnable(self.desk.today()) if lot.remaining <= item.approved or self.model.partial]
        if not lots:
            return self._drop(step.asset, mpn, item.approved - 1, stale=False)
        lot = lots[step.seats % len(lots)]
        most = min(lot.remaining, item.approved)
        seats = 1 + step.seats % most if self.model.partial else lot.remaining
        flag = self._flag(asset)

        def apply() -> None:
            item.give_back(wanted, [(lot, seats)])
            asset.flag = flag

        wanted = item.approved - seats
        named = Shown(self.desk.orders(), []).sources(mpn)[_place(lot, item.lots)]["orderId"]
        params = {"is_cancellation_order": flag, "cancel_order_id": named}
        return Plan("change", step.asset, {mpn: wanted}, params, apply)

    def _flag(self, asset: Subscription) -> str:
        """Give a flag that differs from the one that stands there: an unchanged one asks for nothing."""
        return YES[asset.flag == YES[0]]

    def _neighbour(self, step: Step) -> Plan | None:
        name = next(other for other in ASSETS if other != step.asset)
        asset = self.model.assets[name]
        mpn, item = next(iter(asset.items.items()))
        usable = asset.bought and not asset.over and (item.alive or not item.approved)
        return self._raise(name, mpn, 1) if usable else None

    def _hold(self, request: str, plan: Plan) -> None:
        shown = Shown(self.desk.orders(), self.desk.subscriptions())
        for name, asset in self.model.assets.items():
            for mpn, item in asset.items.items():
                assert shown.lots(mpn) == [(lot.kind, lot.quantity, lot.remaining) for lot in item.lots]
                assert shown.standing(mpn) == ([(item.seats, item.approved if item.renews else None)] if item.alive else [])
                if name == plan.asset and plan.ending == "approved":
                    living = [(lot.kind, lot.quantity, lot.remaining) for lot in item.lots if not lot.dead]
                    assert told_of(self.desk.ledger(request), mpn)[-len(living) :] == living or not living


def _place(lot: Lot, lots: list[Lot]) -> int:
    """Find a lot by what it is, not by what it looks like: two can be alike."""
    return next(place for place, one in enumerate(lots) if one is lot)
