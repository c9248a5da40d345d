"""What the tests of resellers build and read: worlds whose reseller is not set up, and what became of it at Adobe."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from tests.world import CLIENT_ID, CLIENT_SECRET, DISTRIBUTOR, World, an_account

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CREATE_RESELLER: Final = "POST /v3/resellers"
LIST_RESELLERS: Final = "GET /v3/resellers"
READ_RESELLER: Final = "GET /v3/resellers/{id}"
UPDATE_RESELLER: Final = "PATCH /v3/resellers/{id}"
UPDATE_CUSTOMER: Final = "PATCH /v3/customers/{id}"

OTHER_MARKETPLACE: Final = "MP-00002"
OTHER_DISTRIBUTOR: Final = "D2000000000"
OTHER_CREDENTIALS: Final = {
    "distributor_id": OTHER_DISTRIBUTOR,
    "api_key": "the-other-client-id",
    "adobe_client_secret": "the-other-client-secret",
}

MOVED: Final = {"address_line1": "77 New Road", "city": "Fresno", "postal_code": "93650"}
"""Where a company moves to, as its tier account says it."""

ADDRESS: Final = (
    "reseller_address_line_1",
    "reseller_address_line_2",
    "reseller_city",
    "reseller_region",
    "reseller_postal_code",
    "reseller_country",
)


def a_world_without_reseller(folder: Path, **rest: Any) -> World:  # noqa: ANN401 - as `World`.
    """Build a world in which no reseller is set up, neither on the marketplace nor at Adobe."""
    return World(folder, reseller=False, seeded=False, **rest)


def a_world_of_two_marketplaces(folder: Path, other: Mapping[str, object]) -> World:
    """Build a world that sells the product on two marketplaces, the second under an account with these changes."""
    product = "PRD-000-000-001"
    accounts = [an_account(product, {}), an_account(product, {"marketplace": OTHER_MARKETPLACE, **other})]
    world = a_world_without_reseller(folder, variables={"CONNECTOR_ACCOUNTS": json.dumps(accounts)})
    world.adobe.control.add_partner(CLIENT_ID, CLIENT_SECRET, DISTRIBUTOR, segments=("COM", "EDU"))
    world.adobe.control.add_partner("the-other-client-id", "the-other-client-secret", OTHER_DISTRIBUTOR)
    world.connect.vendor.add_marketplace(OTHER_MARKETPLACE, "Another Marketplace")
    return world


def a_world_with_reseller(folder: Path, **rest: Any) -> tuple[World, str]:  # noqa: ANN401 - as `World`.
    """Build a world whose reseller was set up by the connector; gives the id of its tier configuration too."""
    world = a_world_without_reseller(folder, **rest)
    request = set_up(world)
    assert world.settle(request) == "approved"
    world.adobe.control.forget_calls()
    return world, configuration_of(world, request)


def a_world_that_holds(folder: Path, **reseller: Any) -> tuple[World, str]:  # noqa: ANN401 - as `add_reseller`.
    """Build a world whose reseller was set up by other means; gives the id of its tier configuration too."""
    world = a_world_without_reseller(folder)
    held = world.adobe.control.add_reseller(DISTRIBUTOR, "Demo Reseller Inc", **reseller)
    return world, world.connect.trade.activate_tier(world.product.reseller, {"adobe_reseller_id": held})


def set_up(world: World, marketplace: str | None = None, **params: object) -> str:
    """Ask for the set-up of the world's reseller; gives the request's id."""
    return world.connect.trade.set_up_tier(world.product.reseller, params, marketplace=marketplace)


def configuration_of(world: World, request: str) -> str:
    """Give the tier configuration that a request is about."""
    return str(world.connect.control.document(request)["configuration"]["id"])


def the_reseller(world: World) -> dict[str, Any]:
    """Give the only reseller that there is at Adobe."""
    (reseller,) = world.adobe.control.resellers()
    return reseller


def calls_to_adobe(world: World) -> list[str]:
    """List the calls to the Partner API, tokens left out, with every reseller's and customer's id as `{id}`."""
    return [_without_ids(call) for call in world.adobe_calls()]


def _without_ids(call: str) -> str:
    method, path = call.split(" ")[:2]
    parts = path.split("/")
    return f"{method} {'/'.join((*parts[:3], '{id}'))}" if len(parts) > len(("", "v3", "resellers")) else f"{method} {path}"


def assert_parked_without_asking(world: World, request: str, words: str) -> None:
    """Check that a tier request waits for a person: pending, said so in its notes, looked at again in an hour."""
    assert world.status(request) == "pending"
    assert words in world.note(request)
    assert world.errors(request) == {}
    assert world.connect.control.results()[-1].countdown == 3600


def tell(world: World, account: str, **changes: Any) -> str:  # noqa: ANN401 - as `update_account`.
    """Change a tier account and tell the vendor of it; gives the request's id."""
    (request,) = world.connect.trade.update_account(account, tell=[world.product.product], **changes)
    return request


def parked(world: World, request: str) -> str:
    """Give what the store remembers of a parked request; it must be pending, since nothing can be written to it."""
    assert world.status(request) == "pending"
    assert world.connect.control.results()[-1].countdown == 3600
    state = world.means.store.request_state(request)
    assert state is not None
    assert state.park_text is not None
    return state.park_text


def address(found: dict[str, Any]) -> tuple[str, str, str]:
    """Give street, city and postal code of an Adobe account."""
    shown = found["companyProfile"]["address"]
    return shown["addressLine1"], shown["city"], shown["postalCode"]
