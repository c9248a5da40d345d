"""The whole small world as a desk: real store, real marketplace API, threads. It costs a hundred times what memory costs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from tests.abandonment import Boundaries, run_worker
from tests.flows.test_two_workers import at_once
from tests.histories.steps import Mishap
from tests.matrix import a_watched_world, approvals, lose_store, take_over

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from tests.histories.steps import History, Step

_DEATHS: Final = frozenset({Mishap.DEATH, Mishap.LOSS})
_MORNING: Final = 10


class WorldDesk:
    """Asks, delivers, and shows what came of it."""

    def __init__(self, history: History, folder: Path, store: Path) -> None:
        choice = "return" if history.returns_in_window else "renewal"
        self._world = a_watched_world(folder, store, account={"downsize_in_window": choice})
        self._world.adobe.control.change(
            judge_schemas=False, partial_returns=history.partial_returns, show_remaining_quantity=history.partial_returns
        )
        # Every history begins in the morning, so that no day ends in the middle of a step.
        now = self._world.now()
        self._world.advance(seconds=(datetime(now.year, now.month, now.day, _MORNING, tzinfo=UTC) - now).total_seconds() + 86400)
        self._assets: dict[str, str] = {}
        self._dead: list[Boundaries] = []

    def today(self) -> date:
        """Give this world's day."""
        return self._world.now().date()

    def wait(self, *, days: int = 0, seconds: int = 0) -> None:
        """Let time pass."""
        self._world.advance(days=days, seconds=seconds)

    def ask(self, kind: str, asset: str, items: Mapping[str, int], params: Mapping[str, str]) -> str:
        """Open a request, a second after whatever was before it."""
        self.wait(seconds=1)
        trade = self._world.connect.trade
        match kind:
            case "purchase":
                request = self._world.buy(dict(items), **params)
                self._assets[asset] = self._world.connect.control.asset_of(request)
                return request
            case "change":
                return trade.change(self._assets[asset], items, params)
            case "cancel":
                return trade.cancel(self._assets[asset])
            case _:
                return trade.adjust(self._assets[asset])

    def begin(self, request: str, step: Step, neighbour: str | None) -> bool:
        """Deliver a request once, with the step's mishap; says whether it came to the mishap."""
        world = self._world
        if step.mishap is Mishap.NONE:
            world.hand_over(request)
            return False
        if step.mishap in _DEATHS:
            return self._die(request, step)
        other, means = neighbour or request, world.new_means()
        at_once(lambda: world.hand_over(request), lambda: world.hand_over(other, means))
        means.store.close()
        return True

    def _die(self, request: str, step: Step) -> bool:
        boundaries = Boundaries(at=2 * step.at, after=step.after)
        lived = run_worker(boundaries, lambda: self._world.hand_over(request))
        if not lived:
            self._dead.append(boundaries)
            if step.mishap is Mishap.LOSS:
                lose_store(self._world)
            take_over(self._world)
        return not lived

    def settle(self, request: str) -> str:
        """Deliver until the request is answered; gives its status."""
        return self._world.settle(request, rounds=12)

    def approvals(self, request: str) -> int:
        """Count how often a request was approved."""
        return approvals(self._world, request)

    def ledger(self, request: str) -> list[dict[str, Any]]:
        """Give the orders that the asset's ledger lists."""
        found: list[dict[str, Any]] = self._world.params(request).get("adobe_orders", {"orders": []})["orders"]
        return found

    def told(self, request: str) -> str:
        """Give the note and the reason of a request."""
        return f"{self._world.note(request)} {self._world.reason(request)}"

    def orders(self) -> list[dict[str, Any]]:
        """Give Adobe's orders, oldest first."""
        return self._world.adobe.control.orders()

    def subscriptions(self) -> list[dict[str, Any]]:
        """Give Adobe's subscriptions."""
        return self._world.adobe.control.subscriptions()

    def close(self) -> None:
        """Bury the dead and close the store."""
        for boundaries in self._dead:
            boundaries.bury()
        self._world.means.store.close()
