"""What is asked for, and what must come of it: companies with their assets and steps, made up from a seed.

What must come of it is arithmetic about seats, done here while the plan is made. It knows no connector, and never looks at one.
"""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PHOTOSHOP: Final = "65304470CA"
ALL_APPS: Final = "65309999CA"
SIGN: Final = "30007777CA"
PRODUCTS: Final = (PHOTOSHOP, ALL_APPS, SIGN)

_RETURN: Final = {"is_cancellation_order": "is-cancellation-request"}
_NO_RETURN: Final = {"is_cancellation_order": "no-cancellation-request"}
_SWITCH: Final = {True: "active_auto_renewal_status", False: "inactive_auto_renewal_status"}
_MOST: Final = 12
_RESELLER_OF: Final = 10
"""So many companies buy from one reseller."""


@dataclass(frozen=True)
class Step:
    """One request. `kind` is the platform's type of it, or `transfer`; `what` says for people what it asks.

    `bought` and `returned` are the seats by product that Adobe must have ordered and taken back in the request's own name;
    `after` is what it must hold of the asset then, by product: seats now, and seats that renew (0: auto-renewal is off).
    """

    kind: str
    what: str
    items: Mapping[str, int] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)
    bought: Mapping[str, int] = field(default_factory=dict)
    returned: Mapping[str, int] = field(default_factory=dict)
    after: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass
class Held:
    """Seats of one product: approved on the marketplace, owned at Adobe, and those that a return can still take."""

    approved: int
    owned: int
    returnable: int


@dataclass
class Asset:
    """One asset: its steps in order, and what it holds after them. `ended` once it was cancelled.

    `group` is the GUID of a one-to-one transaction, `membership` what it came over from.
    """

    steps: list[Step] = field(default_factory=list)
    holds: dict[str, Held] = field(default_factory=dict)
    renews: bool = True
    ended: bool = False
    group: str = ""
    membership: str = ""
    flag_stands: bool = False

    def add(self, step: Step) -> None:
        """Add a step, after what it leads to was worked out."""
        after = {mpn: (held.owned, held.approved if self.renews else 0) for mpn, held in self.holds.items()}
        self.steps.append(replace(step, after={} if self.ended else after))


@dataclass
class Company:
    """One customer: whose reseller it buys from, and its assets."""

    name: str
    reseller: int
    assets: list[Asset] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """Everything that is asked for."""

    seed: int
    companies: tuple[Company, ...]
    resellers: int

    @property
    def requests(self) -> int:
        """How many requests there are, those that set resellers up among them."""
        return self.resellers + sum(len(asset.steps) for company in self.companies for asset in company.assets)

    def kinds(self) -> dict[str, int]:
        """Count the steps by what they ask."""
        found: dict[str, int] = {"set a reseller up": self.resellers}
        for step in self.steps():
            found[step.what] = found.get(step.what, 0) + 1
        return found

    def steps(self) -> Iterator[Step]:
        """Go through all steps."""
        return (step for company in self.companies for asset in company.assets for step in asset.steps)


def make_plan(seed: int, requests: int, customers: int) -> Plan:
    """Make up so many requests of so many customers; the same seed makes the same plan."""
    chance = random.Random(seed)  # noqa: S311 - it is to be had again, not to be unguessable.
    resellers = max(1, customers // _RESELLER_OF)
    companies = [_company(chance, number, number % resellers) for number in range(customers)]
    while (missing := requests - Plan(seed, tuple(companies), resellers).requests) > 0:
        asset = chance.choice([asset for company in companies for asset in company.assets if not asset.ended])
        if missing > len(companies) or chance.random() < 0.9:  # noqa: PLR2004 - nine in ten of the last ones change something.
            _go_on(chance, asset)
        else:
            _end(asset)
    return Plan(seed, tuple(companies), resellers)


def _company(chance: random.Random, number: int, reseller: int) -> Company:
    company = Company(f"Soaked Company {number:03d}", reseller)
    beginning = chance.choices(("purchase", "transfer", "transaction"), (8, 1, 1))[0]
    if beginning == "transaction":
        group = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        belongs = {"business-model": "one-to-one", "transaction_id": group, "transaction_items": str(len(PRODUCTS))}
        company.assets += [_bought(chance, (mpn,), belongs, group) for mpn in PRODUCTS]
    elif beginning == "transfer":
        company.assets.append(_transferred(chance, f"M{number:07d}"))
    else:
        company.assets.append(_bought(chance, (PHOTOSHOP, ALL_APPS), {}))
        if chance.random() < 0.4:  # noqa: PLR2004 - two companies in five buy again, in an asset of its own.
            company.assets.append(_bought(chance, (SIGN,), {}))
    return company


def _bought(chance: random.Random, products: tuple[str, ...], belongs: Mapping[str, str], group: str = "") -> Asset:
    items = {mpn: chance.randint(2, _MOST) for mpn in products}
    what = "buy in a transaction" if group else "buy"
    # The order of a transaction bears the GUID: what it must hold is judged for its requests together.
    step = Step("purchase", what, items, {"action_type": "purchase", **belongs}, bought={} if group else items)
    asset = Asset(holds={mpn: Held(seats, seats, seats) for mpn, seats in items.items()}, group=group)
    asset.add(step)
    return asset


def _transferred(chance: random.Random, membership: str) -> Asset:
    items = {mpn: chance.randint(2, _MOST) for mpn in (PHOTOSHOP, ALL_APPS)}
    params = {"action_type": "transfer", "adobe_vip_number": membership}
    asset = Asset(holds={mpn: Held(seats, seats, 0) for mpn, seats in items.items()}, membership=membership)
    asset.add(Step("transfer", "come over from VIP", items, params))
    return asset


def _go_on(chance: random.Random, asset: Asset) -> None:
    """Add one more step to an asset."""
    ways = [_more, _fewer, _switch, _adjust, _up_and_down, _give_back]
    chosen = chance.choices(ways, (6, 4, 2, 1, 2, 3))[0]
    asset.add(chosen(chance, asset) or _more(chance, asset))


def _more(chance: random.Random, asset: Asset) -> Step:
    mpn = chance.choice(sorted(asset.holds))
    return _change(asset, {mpn: asset.holds[mpn].approved + chance.randint(1, _MOST)}, "more seats")


def _fewer(chance: random.Random, asset: Asset) -> Step | None:
    mpn = chance.choice(sorted(asset.holds))
    approved = asset.holds[mpn].approved
    return _change(asset, {mpn: chance.randint(1, approved - 1)}, "fewer seats at renewal") if approved > 1 else None


def _up_and_down(chance: random.Random, asset: Asset) -> Step | None:
    if len(asset.holds) < 2:  # noqa: PLR2004 - it takes two.
        return None
    up, down = chance.sample(sorted(asset.holds), 2)
    if asset.holds[down].approved < 2:  # noqa: PLR2004 - the last seat stays.
        return None
    wanted = {up: asset.holds[up].approved + chance.randint(1, 5), down: asset.holds[down].approved - 1}
    return _change(asset, wanted, "up and down at once")


def _change(asset: Asset, wanted: Mapping[str, int], what: str) -> Step:
    """Ask for quantities: what is deferred counts before anything is bought; fewer seats end at the renewal."""
    bought = {mpn: seats - asset.holds[mpn].owned for mpn, seats in wanted.items() if seats > asset.holds[mpn].owned}
    for mpn, seats in wanted.items():
        held = asset.holds[mpn]
        held.approved = seats
        held.owned += bought.get(mpn, 0)
        held.returnable += bought.get(mpn, 0)
    asset.flag_stands = False
    return Step("change", what, wanted, _NO_RETURN, bought=bought)


def _give_back(chance: random.Random, asset: Asset) -> Step | None:
    """Give seats back at once: only where the flag is set anew, and nothing is deferred that would have to be told apart."""
    mpn = chance.choice(sorted(asset.holds))
    held = asset.holds[mpn]
    most = min(held.returnable, held.approved - 1)
    if asset.flag_stands or held.owned != held.approved or most < 1:
        return None
    seats = chance.randint(1, most)
    held.approved, held.owned, held.returnable = held.approved - seats, held.owned - seats, held.returnable - seats
    asset.flag_stands = True
    return Step("change", "seats given back", {mpn: held.approved}, _RETURN, returned={mpn: seats})


def _switch(_chance: random.Random, asset: Asset) -> Step:
    asset.renews = not asset.renews
    return Step("change", "auto-renewal switched", {}, {"cb_autorenewal": _SWITCH[asset.renews]})


def _adjust(_chance: random.Random, _asset: Asset) -> Step:
    return Step("adjustment", "adjusted by the vendor")


def _end(asset: Asset) -> None:
    """Cancel an asset; of one that came over nothing can be given back, so it goes on."""
    if asset.membership:
        asset.add(Step("adjustment", "adjusted by the vendor"))
        return
    back = {mpn: held.returnable for mpn, held in asset.holds.items() if held.returnable}
    asset.ended = True
    asset.add(Step("cancel", "cancelled", returned=back))
