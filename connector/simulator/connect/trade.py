"""What buyers and resellers do: accounts, purchases, changes, cancellations, corrections, tier configurations.

These are the other side's moves, so they skip the checks that the platform makes for API callers only where a method says so.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.connect.documents import TIERS
from connector.simulator.connect.world import TierAccount
from connector.simulator.told import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from connector.simulator.connect.catalogue import Document
    from connector.simulator.connect.requests import FulfilmentDesk
    from connector.simulator.connect.tiers import TierDesk
    from connector.simulator.connect.world import FulfilmentRequest, World

    Params = Mapping[str, object]
    Items = Mapping[str, int | str]

_VERDICTS: Final = ("approve", "fail", "inquire")
CONTACT: Final[Document] = {
    "address_line1": "1 Market Street",
    "address_line2": "",
    "city": "San Jose",
    "state": "CA",
    "postal_code": "95110",
    "country": "US",
    "contact": {
        "first_name": "Ann",
        "last_name": "Example",
        "email": "ann@example.com",
        "phone_number": {"country_code": "+1", "area_code": "408", "phone_number": "5550100", "extension": ""},
    },
}


class Trade:
    """Trades.

    Methods that open something return its id. Ids left out mean the first product, marketplace or customer there is.
    """

    def __init__(self, world: World, desk: FulfilmentDesk, tiers: TierDesk) -> None:
        self._world = world
        self._desk = desk
        self._tiers = tiers

    def add_account(
        self,
        name: str,
        *,
        type: str = "customer",  # noqa: A002 - the platform's own word.
        parent: str | None = None,
        contact_info: Document | None = None,
        tax_id: str = "",
    ) -> str:
        """Register a tier account; `contact_info` is laid over a complete American address with a contact."""
        with self._world.lock:
            identifier = self._world.new_id("TA", "444")
            external = str(1000 + int(identifier[3:].replace("-", "")))
            contact = _laid_over(CONTACT, contact_info or {})
            self._world.accounts[identifier] = TierAccount(
                identifier, name, type, external, contact, self._world.stamp(), tax_id, parent
            )
            return identifier

    def update_account(
        self, account: str, *, name: str | None = None, contact_info: Document | None = None, tell: Sequence[str] = ()
    ) -> list[str]:
        """Change an account's data.

        The vendors of the products in `tell` get a tier account request each, whose ids are returned.
        """
        with self._world.lock:
            found = self._world.find(self._world.accounts, account, "Tier account")
            found.name = name or found.name
            found.contact_info = _laid_over(found.contact_info, contact_info or {})
            found.version, found.updated = found.version + 1, self._world.stamp()
            return [self._tiers.account_changed(found, product).id for product in tell]

    def purchase(
        self,
        items: Items,
        params: Params | None = None,
        tiers: Mapping[str, str] | None = None,
        *,
        product: str | None = None,
        marketplace: str | None = None,
        connection_type: str = "production",
        draft: bool = False,
    ) -> str:
        """Buy: quantities by MPN or item id.

        `tiers` maps customer, tier1, tier2 to account ids; left out, the first customer with its parents.
        """
        world = self._world
        with world.lock:
            chain = tiers if tiers is not None else self._chain()
            request = self._desk.purchase(
                product or next(iter(world.products)),
                {key: str(quantity) for key, quantity in items.items()},
                params or {},
                chain,
                marketplace=marketplace or next(iter(world.marketplaces)),
                connection_type=connection_type,
            )
            return request.id if draft else self.submit(request.id)

    def change(self, asset: str, items: Items | None = None, params: Params | None = None, *, draft: bool = False) -> str:
        """Ask for other quantities (items not named keep theirs) or other parameter values."""
        return self._ask("change", asset, items or {}, params or {}, draft=draft)

    def cancel(self, asset: str) -> str:
        """Ask for the asset's end."""
        return self._ask("cancel", asset, {}, {})

    def suspend(self, asset: str) -> str:
        """Ask for a suspension."""
        return self._ask("suspend", asset, {}, {})

    def resume(self, asset: str) -> str:
        """Ask for the end of a suspension."""
        return self._ask("resume", asset, {}, {})

    def adjust(self, asset: str, params: Params | None = None) -> str:
        """Open an adjustment, as the vendor does."""
        return self._ask("adjustment", asset, {}, params or {})

    def submit(self, request: str) -> str:
        """Turn a draft into a real request, without checking that its required parameters are filled."""
        with self._world.lock:
            found = self._request(request)
            asset = self._world.assets[found.asset]
            self._desk.submit(found, wait_for_tiers=found.type == "purchase" and self._tiers.needed_for(asset))
            return request

    def correct(self, request: str, params: Params) -> None:
        """Correct ordering parameters of an inquiring request and send it back to pending."""
        with self._world.lock:
            found = self._request(request)
            self._desk.correct(found, params)
            self._desk.move(found, "pend")

    def edit(self, request: str, params: Params) -> None:
        """Change ordering parameters of a draft or inquiring request, and leave it in its status."""
        with self._world.lock:
            self._desk.correct(self._request(request), params)

    def answer_elsewhere(self, request: str, verdict: str, **body: Any) -> None:  # noqa: ANN401 - the platform's own bodies.
        """Approve, fail or inquire a request as another of the vendor's people does."""
        if verdict not in _VERDICTS:
            raise ValueError(one_of("verdict", verdict, _VERDICTS))
        with self._world.lock:
            getattr(self._desk, verdict)(self._request(request), body)

    def set_up_tier(
        self,
        account: str,
        params: Params | None = None,
        *,
        product: str | None = None,
        marketplace: str | None = None,
        connection_type: str = "production",
        level: int = 1,
    ) -> str:
        """Open a reseller's configuration for a product on a tier level; returns the id of its pending set-up request."""
        world = self._world
        with world.lock:
            product = product or next(iter(world.products))
            marketplace = marketplace or next(iter(world.marketplaces))
            return self._tiers.set_up(account, product, marketplace, connection_type, params or {}, level).id

    def activate_tier(self, account: str, params: Params | None = None, *, level: int = 1, **where: str) -> str:
        """Have a reseller's configuration active from the start, without its request ever having reached a runner.

        Returns its id.
        """
        with self._world.lock:
            with self._tiers.quietly():
                request = self._world.config_requests[self.set_up_tier(account, params, level=level, **where)]
                self._tiers.approve(request, {"activation_tile": "Set up before."})
            return request.configuration

    def ask_tier(self, configuration: str, params: Params | None = None, *, kind: str = "update") -> str:
        """Open an `update` or `adjustment` request about a configuration."""
        with self._world.lock:
            found = self._world.find(self._world.configurations, configuration, "Tier configuration")
            return self._tiers.ask(kind, found, params or {}).id

    def correct_tier(self, request: str, params: Params) -> None:
        """Correct ordering parameters of an inquiring tier configuration request and send it back to pending."""
        with self._world.lock:
            found = self._world.find(self._world.config_requests, request, "Tier configuration request")
            self._tiers.correct(found, params)
            self._tiers.pend(found)

    def _chain(self) -> dict[str, str]:
        account = next((a for a in self._world.accounts.values() if a.type == "customer"), None)
        chain: dict[str, str] = {}
        for tier in TIERS:
            if account is not None:
                chain[tier] = account.id
                account = self._world.accounts.get(account.parent or "")
        return chain

    def _ask(self, kind: str, asset: str, items: Items, params: Params, *, draft: bool = False) -> str:
        with self._world.lock:
            request = self._desk.ask(kind, asset, {key: str(quantity) for key, quantity in items.items()}, params)
            return request.id if draft else self.submit(request.id)

    def _request(self, request: str) -> FulfilmentRequest:
        return self._world.find(self._world.requests, request, "Request")


def _laid_over(below: Document, above: Document) -> Document:
    merged = copy.deepcopy(below)
    for key, value in above.items():
        merged[key] = _laid_over(merged[key], value) if isinstance(value, dict) and isinstance(merged.get(key), dict) else value
    return merged
