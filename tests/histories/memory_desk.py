"""A world of one thread: the real rules, deliveries, client and simulated Adobe; store and marketplace are of memory."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

from connector.adobe.auth import Tokens
from connector.adobe.client import AdobeClient
from connector.adobe.credentials import Credentials
from connector.fulfillment import door
from connector.fulfillment.accounts import SavedAccounts
from connector.fulfillment.means import Means
from connector.settings import parse_settings
from connector.simulator.adobe import AdobeSimulator
from connector.simulator.adobe.transport import InProcessTransport
from tests.accounts import an_account
from tests.histories.lives import Crossed, CrossedTransport, Life, Stage
from tests.histories.marketplace import MemoryPlatform
from tests.histories.remembering import MemoryStore
from tests.histories.steps import Mishap

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from connector.cloudblue.platform import Platform
    from connector.fulfillment.answering import Ending
    from connector.settings import Account, Settings
    from connector.store import Store
    from tests.histories.steps import History, Step

_START: Final = datetime(2026, 1, 15, 10, tzinfo=UTC)
_EXPIRED: Final = 61
_PATIENCE: Final = 12


class MemoryDesk:
    """Asks, delivers, and shows what came of it."""

    def __init__(self, history: History) -> None:
        self._time = _START
        self._ids = itertools.count(1)
        self._stage = Stage()
        self._settings = _settings(history.returns_in_window)
        adobe = AdobeSimulator(now=self.now)
        adobe.control.change(
            judge_schemas=False, partial_returns=history.partial_returns, show_remaining_quantity=history.partial_returns
        )
        account = self._settings.accounts[0]
        adobe.control.add_partner(account.api_key.reveal(), account.adobe_client_secret.reveal(), account.distributor_id)
        self._adobe = adobe.control
        self._platform = MemoryPlatform(self.now, adobe.control.add_reseller(account.distributor_id))
        self._store = MemoryStore(self.now)
        self._transport = CrossedTransport(InProcessTransport(adobe), self._stage)
        self._tokens = Tokens(self._seconds)

    def now(self) -> datetime:
        """Give this world's time."""
        return self._time

    def today(self) -> date:
        """Give this world's day."""
        return self._time.date()

    def wait(self, *, days: int = 0, seconds: int = 0) -> None:
        """Let time pass."""
        self._time += timedelta(days=days, seconds=seconds)

    def ask(self, kind: str, asset: str, items: Mapping[str, int], params: Mapping[str, str], **where: str) -> str:
        """Open a request, a second after whatever was before it; `where` names another company or connection than the usual."""
        self.wait(seconds=1)
        return self._platform.ask(kind, asset, items, params, **where)

    def begin(self, request: str, step: Step, neighbour: str | None) -> bool:
        """Deliver a request once, with the step's mishap; says whether it came to the mishap."""
        if step.mishap is Mishap.NONE:
            self.deliver(request, Life())
            return False
        life = Life(at=step.at, after=step.after)
        if step.mishap is Mishap.OTHER_WORKER:
            life.event = lambda: self.deliver(request, Life())
        elif step.mishap is Mishap.NEIGHBOUR:
            life.event = lambda: self.deliver(neighbour or request, Life())
        elif step.mishap is Mishap.TAKEOVER:
            life.event = lambda: self._take_over(request)
        self.deliver(request, life)
        if life.dead:
            self.bury(lose_store=step.mishap is Mishap.LOSS)
        return life.reached

    def bury(self, *, lose_store: bool) -> None:
        """Let a dead worker's leases expire; the store may have gone with it."""
        if lose_store:
            self._store = MemoryStore(self.now)
        self.wait(seconds=_EXPIRED)

    def settle(self, request: str) -> str:
        """Deliver, and let every pause pass, until the request is answered; gives its status."""
        for _ in range(_PATIENCE):
            if self._platform.status(request) != "pending":
                break
            ending = self.deliver(request, Life())
            self.wait(seconds=(ending.again_in if ending else None) or 0)
        return self._platform.status(request)

    def approvals(self, request: str) -> int:
        """Count how often a request was approved."""
        return self._platform.approvals.count(request)

    def ledger(self, request: str) -> list[dict[str, Any]]:
        """Give the orders that the asset's ledger lists."""
        params = {one["id"]: one for one in self._platform.request(request)["asset"]["params"]}
        found: list[dict[str, Any]] = (params["adobe_orders"]["structured_value"] or {"orders": []})["orders"]
        return found

    def told(self, request: str) -> str:
        """Give the note and the reason of a request."""
        found = self._platform.request(request)
        return f"{found['note']} {found.get('reason', '')}"

    def status(self, request: str) -> str:
        """Give a request's status."""
        return self._platform.status(request)

    def params(self, request: str) -> dict[str, Any]:
        """Give a request's parameter values."""
        found = self._platform.request(request)["asset"]["params"]
        return {one["id"]: one["structured_value"] or one["value"] for one in found}

    def customers(self) -> list[dict[str, Any]]:
        """Give Adobe's customers."""
        return self._adobe.customers()

    def orders(self) -> list[dict[str, Any]]:
        """Give Adobe's orders, oldest first."""
        return self._adobe.orders()

    def subscriptions(self) -> list[dict[str, Any]]:
        """Give Adobe's subscriptions."""
        return self._adobe.subscriptions()

    def close(self) -> None:
        """Nothing is open."""

    def deliver(self, request: str, life: Life) -> Ending | None:
        """Deliver a request once to a worker of this life; nothing where it died."""
        means = Means(
            settings=self._settings,
            store=cast("Store", Crossed(self._store, life)),
            saved=SavedAccounts(cast("Store", self._store), ()),
            client_for=self._a_client,
            new_client=self._a_client,
            monotonic=self._seconds,
            pause=lambda _seconds: None,
            new_id=self._new_id,
        )
        platform = cast("Platform", Crossed(self._platform, life))
        ending: Ending | None = self._stage.play(
            life, lambda: door.handle(self._platform.request(request), lambda: means, platform)
        )
        return ending

    def _a_client(self, account: Account) -> AdobeClient:
        """Make a client of its own for each worker, as each process has; they share the token."""
        return AdobeClient(
            Credentials(
                url=account.url,
                oauth_url=account.oauth_url,
                api_key=account.api_key.reveal(),
                client_secret=account.adobe_client_secret,
                scopes=account.scopes,
            ),
            transport=self._transport,
            clock=self.now,
            monotonic=self._seconds,
            new_id=self._new_id,
            pause=lambda _seconds: None,
            listen=lambda _record: None,
            tokens=self._tokens,
        )

    def _take_over(self, request: str) -> None:
        self.wait(seconds=_EXPIRED)
        self.deliver(request, Life())

    def _seconds(self) -> float:
        return (self._time - _START).total_seconds()

    def _new_id(self) -> str:
        return f"00000000-0000-4000-8000-{next(self._ids):012d}"


@cache
def _settings(returns_in_window: bool) -> Settings:  # noqa: FBT001 - the cache's key.
    choice = "return" if returns_in_window else "renewal"
    account = an_account(downsize_in_window=choice, url="http://127.0.0.1:9", oauth_url="http://127.0.0.1:9")
    return parse_settings({"CONNECTOR_ACCOUNTS": json.dumps([account]), "DATABASE_URL": "sqlite:///unused.sqlite3"})
