"""Plays a plan: each asset's next request is made as soon as the one before has ended, all assets at once."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

from connector.simulator.connect.adobe_product import PRODUCT
from soak.helping import Operator

if TYPE_CHECKING:
    from connector.simulator.adobe import AdobeSimulator
    from connector.simulator.connect.simulator import ConnectSimulator
    from soak.plan import Asset, Company, Plan, Step

_LOOK: Final = 0.25
_OPEN: Final = frozenset({"draft", "tiers_setup", "pending"})
_RENEWAL: Final = timedelta(days=120)
APART: Final = 1.5
"""Seconds between two requests of an asset: moments are told in whole seconds, and three in one cannot be put in order."""


class Platforms(Protocol):
    """The two simulated platforms that a plan is played on."""

    @property
    def adobe(self) -> AdobeSimulator:
        """The simulated Adobe."""
        ...

    @property
    def connect(self) -> ConnectSimulator:
        """The simulated marketplace."""
        ...


@dataclass
class Played:
    """One asset of the plan as it is played: its id on the platform, the request of each step so far, how the last one stands."""

    company: Company
    asset: Asset
    id: str = ""
    requests: list[str] = field(default_factory=list)
    status: str = ""
    asked_at: float = 0.0

    @property
    def is_open(self) -> bool:
        """Whether its last request is still to be answered."""
        return self.status in _OPEN

    @property
    def goes_on(self) -> bool:
        """Whether a next step is due: the one before must have gone well, since what builds upon a failure says nothing."""
        went_well = not self.requests or self.status == "approved"
        return went_well and len(self.requests) < len(self.asset.steps)


class Play:
    """All of it. `set_ups` are the requests that set resellers up; `apart` are the seconds between two requests of an asset."""

    def __init__(self, platforms: Platforms, plan: Plan, *, apart: float = APART) -> None:
        self._apart = apart
        self._platforms = platforms
        self._plan = plan
        self.played = [Played(company, asset) for company in plan.companies for asset in company.assets]
        self.operator = Operator(platforms)
        self.set_ups: list[str] = []
        self._open_set_ups: set[str] = set()
        self._accounts: dict[str, str] = {}
        self._resellers: list[str] = []

    def begin(self) -> None:
        """Have companies, memberships and resellers, and ask for the resellers to be set up."""
        trade = self._platforms.connect.trade
        for number in range(self._plan.resellers):
            contact = {"contact": {"email": f"reseller{number}@example.com"}}
            self._resellers.append(trade.add_account(f"Soaked Reseller {number}", type="reseller", contact_info=contact))
        for company in self._plan.companies:
            contact = {"contact": {"email": f"{company.name.replace(' ', '.').lower()}@example.com"}}
            parent = self._resellers[company.reseller]
            self._accounts[company.name] = trade.add_account(company.name, parent=parent, contact_info=contact)
            for asset in company.assets:
                self._have_membership(company, asset)
        self.set_ups = [trade.set_up_tier(reseller) for reseller in self._resellers]
        self._open_set_ups = set(self.set_ups)

    def go_on(self, seconds: float) -> bool:
        """Play until every request has ended; False when the time is over before."""
        return self._until_all_ended(seconds, asks=True)

    def bring_to_an_end(self, seconds: float) -> bool:
        """Ask for nothing more, and let what is open end; False when the time is over before."""
        return self._until_all_ended(seconds, asks=False)

    def _until_all_ended(self, seconds: float, *, asks: bool) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.look(asks=asks):
                return True
            time.sleep(_LOOK)
        return False

    def look(self, *, asks: bool = True) -> bool:
        """Take note of what has ended, and ask for what is due; whether nothing is open any more."""
        self._open_set_ups = {request for request in self._open_set_ups if self.status(request) in _OPEN}
        for one in self.played:
            if one.is_open:
                one.status = self.status(one.requests[-1])
                self._look_after(one)
            rested = time.monotonic() - one.asked_at >= self._apart
            if asks and rested and one.goes_on and not one.is_open:
                one.requests.append(self._ask(one, one.asset.steps[len(one.requests)]))
                one.status, one.asked_at = "pending", time.monotonic()
        return not self._open_set_ups and not any(one.is_open or (asks and one.goes_on) for one in self.played)

    def _look_after(self, one: Played) -> None:
        if one.asset.membership and one.is_open:
            self.operator.look_after(one.requests[-1], one.company.name)

    @property
    def part(self) -> float:
        """How much of the requests has ended, 0 to 1."""
        ended = len(self.set_ups) - len(self._open_set_ups) + sum(len(one.requests) - one.is_open for one in self.played)
        return ended / self._plan.requests

    def status(self, request: str) -> str:
        """Give a request's status on the platform."""
        return self._platforms.connect.control.status(request)

    def _have_membership(self, company: Company, asset: Asset) -> None:
        if asset.membership:
            items, renewal = asset.steps[0].items, self._platforms.adobe.clock.today() + _RENEWAL
            held = [{"offer_id": f"{mpn}01A12", "quantity": items[mpn], "renewal_date": renewal} for mpn in items]
            self._platforms.adobe.control.add_membership(asset.membership, held, company_name=company.name)

    def _ask(self, one: Played, step: Step) -> str:
        trade = self._platforms.connect.trade
        match step.kind:
            case "purchase" | "transfer":
                tiers = {"customer": self._accounts[one.company.name], "tier1": self._resellers[one.company.reseller]}
                request = trade.purchase(step.items, step.params, tiers, product=PRODUCT)
                one.id = self._platforms.connect.control.asset_of(request)
                return request
            case "change":
                return trade.change(one.id, step.items, step.params)
            case "adjustment":
                return trade.adjust(one.id, step.params)
            case _:
                return trade.cancel(one.id)
