"""Set-ups, changes and account updates whose worker dies at every I/O boundary: afterwards one of everything, nothing lost."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

from tests.flows.reselling import set_up
from tests.matrix import Death, a_watched_world, an_empty_store, boundaries_of, deaths
from tests.world import CLIENT_ID, CLIENT_SECRET, DISTRIBUTOR, PHOTOSHOP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.matrix import Staged
    from tests.world import World

pytestmark = pytest.mark.slow

RESELLER, CUSTOMER = "PR14000001", "P1005000001"
MOVED = {"reseller_address_line_1": "2 Market Street", "reseller_city": "Fresno", "reseller_postal_code": "93650"}
NEW_ADDRESS = {"address_line1": "2 Market Street", "city": "Fresno", "postal_code": "93650"}
OLD, NEW = ("1 Market Street", "San Jose", "95110"), ("2 Market Street", "Fresno", "93650")


@dataclass(frozen=True)
class Scene:
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
    address: tuple[str, str, str] = OLD
    customer: tuple[str, str, str] | None = None


def a_change(world: World) -> str:
    return world.connect.trade.ask_tier(an_active_tier(world), MOVED)


def an_update(world: World) -> str:
    an_active_tier(world)
    world.adobe.control.add_customer(RESELLER, "Demo Reseller Inc", segment="EDU", profile=AT_HOME, email="reseller@example.com")
    tiers = dict.fromkeys(("customer", "tier1"), world.product.reseller)
    purchase = world.connect.trade.purchase({PHOTOSHOP: 1}, {"action_type": "purchase"}, tiers)
    requests = world.application().client.requests
    requests[purchase].update({"asset": {"params": [{"id": "adobe_customer_id", "value": CUSTOMER}]}})
    requests[purchase]("approve").post({"activation_tile": "Bought."})
    world.connect.control.deliver_now()
    world.deliver()
    tell = [world.product.product]
    (request,) = world.connect.trade.update_account(world.product.reseller, contact_info=NEW_ADDRESS, tell=tell)
    return request


def an_active_tier(world: World) -> str:
    return world.connect.trade.activate_tier(world.product.reseller, {"adobe_reseller_id": RESELLER})


AT_HOME: Final = {
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
UPDATE: Final = f"PATCH /v3/resellers/{RESELLER}"

SCENES: Final = (
    Scene("a set-up that creates the reseller", set_up, ("POST /v3/resellers",)),
    Scene(
        "a set-up that adopts a reseller and adds its segment",
        lambda world: set_up(world, adobe_reseller_id=RESELLER),
        (UPDATE,),
        held=True,
        segments=("COM", "EDU"),
    ),
    Scene("a change", a_change, (UPDATE,), held=True, segments=("COM", "EDU"), address=NEW),
    Scene(
        "an account update of a reseller that is a customer too",
        an_update,
        (UPDATE, f"PATCH /v3/customers/{CUSTOMER}"),
        ends="accepted",
        held=True,
        segments=("COM", "EDU"),
        address=NEW,
        customer=NEW,
    ),
)


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    """Log nothing: hundreds of deliveries would take half their time for it."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store that each world begins with a copy of."""
    return an_empty_store(tmp_path_factory.mktemp("store"))


def stage(scene: Scene, store: Path) -> Callable[[Path], Staged]:
    def build(folder: Path) -> Staged:
        world = a_watched_world(folder, store, {"market_segment": "EDU"}, reseller=False, seeded=False)
        world.adobe.control.add_partner(CLIENT_ID, CLIENT_SECRET, DISTRIBUTOR, segments=("COM", "EDU"))
        if scene.held:
            segments = ("COM",) if scene.ends == "approved" else ("COM", "EDU")
            world.adobe.control.add_reseller(DISTRIBUTOR, "Demo Reseller Inc", segments=segments, profile=AT_HOME)
        return world, scene.ask(world)

    return build


def assert_exactly_what_was_asked(scene: Scene, world: World, request: str) -> None:
    assert world.status(request) == scene.ends, world.means.store.request_state(request)
    verb = "approve" if scene.ends == "approved" else "accept"
    answered = [call for call in world.connect.control.writes() if call.path.endswith(f"/{request}/{verb}")]
    assert sum(call.status in {200, 204} for call in answered) == 1
    assert tuple(world.adobe_writes()) == scene.writes
    (reseller,) = world.adobe.control.resellers()
    assert (reseller["resellerId"], reseller["status"]) == (RESELLER, "1000")
    assert tuple(reseller["companyProfile"]["marketSegments"]) == scene.segments
    assert address(reseller["companyProfile"]["address"]) == scene.address
    if scene.ends == "approved":
        assert world.params(request)["adobe_reseller_id"] == RESELLER
    if scene.customer:
        (customer,) = world.adobe.control.customers()
        assert address(customer["companyProfile"]["address"]) == scene.customer


def address(found: dict[str, str]) -> tuple[str, str, str]:
    return found["addressLine1"], found["city"], found["postalCode"]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_the_boundaries_of_a_tier_request_hold_every_exchange(tmp_path: Path, store: Path, scene: Scene) -> None:
    names = boundaries_of(stage(scene, store), tmp_path / "counting")
    written = tuple(name.removeprefix("adobe ") for name in names if name.startswith(("adobe POST /v3", "adobe PATCH")))
    assert written == scene.writes
    assert sum(name.endswith(("/approve", "/accept")) for name in names) == 1
    assert names.count("database") >= 10


@pytest.mark.parametrize("death", Death)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_tier_request_whose_worker_dies_ends_as_if_it_had_lived(
    tmp_path: Path, store: Path, scene: Scene, death: Death
) -> None:
    count = 0
    for world, request in deaths(stage(scene, store), tmp_path, death):
        assert_exactly_what_was_asked(scene, world, request)
        count += 1
    assert count >= 6
