"""Rows of the crash matrix: set-ups and changes of a reseller's tier, and new data of a company."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from tests.crashes.flow import Flow
from tests.flows.reselling import set_up
from tests.matrix import a_watched_world, effects, endings
from tests.world import CLIENT_ID, CLIENT_SECRET, DISTRIBUTOR, PHOTOSHOP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.matrix import Staged
    from tests.world import World

_RESELLER, _CUSTOMER = "PR14000001", "P1005000001"
_MOVED = {"reseller_address_line_1": "2 Market Street", "reseller_city": "Fresno", "reseller_postal_code": "93650"}
_NEW_ADDRESS = {"address_line1": "2 Market Street", "city": "Fresno", "postal_code": "93650"}
_OLD, _NEW = ("1 Market Street", "San Jose", "95110"), ("2 Market Street", "Fresno", "93650")


@dataclass(frozen=True)
class _Scene:
    """One request, and what must be there afterwards.

    `held` is the reseller that Adobe has before, if any; `writes` what Adobe executed; `segments` and `address` are the only
    reseller's, `customer` the only customer's address, where there is one.
    """

    name: str
    ask: Callable[[World], str]
    writes: tuple[str, ...]
    ends: str = "approved"
    held: bool = False
    segments: tuple[str, ...] = ("EDU",)
    address: tuple[str, str, str] = _OLD
    customer: tuple[str, str, str] | None = None


def _a_change(world: World) -> str:
    return world.connect.trade.ask_tier(_an_active_tier(world), _MOVED)


def _an_update(world: World) -> str:
    _an_active_tier(world)
    world.adobe.control.add_customer(
        _RESELLER, "Demo Reseller Inc", segment="EDU", profile=_AT_HOME, email="reseller@example.com"
    )
    tiers = dict.fromkeys(("customer", "tier1"), world.product.reseller)
    purchase = world.connect.trade.purchase({PHOTOSHOP: 1}, {"action_type": "purchase"}, tiers)
    requests = world.application().client.requests
    requests[purchase].update({"asset": {"params": [{"id": "adobe_customer_id", "value": _CUSTOMER}]}})
    requests[purchase]("approve").post({"activation_tile": "Bought."})
    world.connect.control.deliver_now()
    world.deliver()
    tell = [world.product.product]
    (request,) = world.connect.trade.update_account(world.product.reseller, contact_info=_NEW_ADDRESS, tell=tell)
    return request


def _an_active_tier(world: World) -> str:
    return world.connect.trade.activate_tier(world.product.reseller, {"adobe_reseller_id": _RESELLER})


_AT_HOME: Final = {
    "address": {
        "country": "US",
        "region": "CA",
        "city": "San Jose",
        "addressLine1": "1 Market Street",
        "postalCode": "95110",
        "phoneNumber": "+14085550100",
    },
    "contacts": [{"firstName": "Ann", "lastName": "Example", "email": "reseller@example.com", "phoneNumber": "+14085550100"}],
}
_UPDATE: Final = f"PATCH /v3/resellers/{_RESELLER}"

_SCENES: Final = (
    _Scene("set-up of a tier that creates the reseller", set_up, ("POST /v3/resellers",)),
    _Scene(
        "set-up of a tier that adopts a reseller and adds its segment",
        lambda world: set_up(world, adobe_reseller_id=_RESELLER),
        (_UPDATE,),
        held=True,
        segments=("COM", "EDU"),
    ),
    _Scene("change of a tier", _a_change, (_UPDATE,), held=True, segments=("COM", "EDU"), address=_NEW),
    _Scene(
        "account update of a reseller that is a customer too",
        _an_update,
        (_UPDATE, f"PATCH /v3/customers/{_CUSTOMER}"),
        ends="accepted",
        held=True,
        segments=("COM", "EDU"),
        address=_NEW,
        customer=_NEW,
    ),
)


def _assert_exactly_what_was_asked(scene: _Scene, world: World, request: str) -> None:
    assert world.status(request) == scene.ends, world.means.store.request_state(request)
    assert endings(world, request) == ["approve" if scene.ends == "approved" else "accept"]
    assert tuple(effects(world)) == scene.writes
    (reseller,) = world.adobe.control.resellers()
    assert (reseller["resellerId"], reseller["status"]) == (_RESELLER, "1000")
    assert tuple(reseller["companyProfile"]["marketSegments"]) == scene.segments
    assert _address(reseller["companyProfile"]["address"]) == scene.address
    if scene.ends == "approved":
        assert world.params(request)["adobe_reseller_id"] == _RESELLER
    if scene.customer:
        (customer,) = world.adobe.control.customers()
        assert _address(customer["companyProfile"]["address"]) == scene.customer


def _address(found: dict[str, str]) -> tuple[str, str, str]:
    return found["addressLine1"], found["city"], found["postalCode"]


def _stage(scene: _Scene, folder: Path, store: Path) -> Staged:
    world = a_watched_world(folder, store, {"market_segment": "EDU"}, reseller=False, seeded=False)
    world.adobe.control.add_partner(CLIENT_ID, CLIENT_SECRET, DISTRIBUTOR, segments=("COM", "EDU"))
    if scene.held:
        segments = ("COM",) if scene.ends == "approved" else ("COM", "EDU")
        world.adobe.control.add_reseller(DISTRIBUTOR, "Demo Reseller Inc", segments=segments, profile=_AT_HOME)
    return world, scene.ask(world)


FLOWS: Final = tuple(
    Flow(scene.name, partial(_stage, scene), partial(_assert_exactly_what_was_asked, scene)) for scene in _SCENES
)
