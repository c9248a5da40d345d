"""How many calls Adobe gets, against the fewest that can do it; the looks at an open order are left out.

The fewest are written down here and in docs/performance.md, with what each call is needed for. Both platforms are simulated in
this process: calls are counted, not timed.
"""

from __future__ import annotations

import logging
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.found import Found
from tests.world import PHOTOSHOP, SIGN, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CUSTOMER: Final = "GET /v3/customers/{id}"
_SUBSCRIPTIONS: Final = "GET /v3/customers/{id}/subscriptions"
_PATCH: Final = "PATCH /v3/customers/{id}/subscriptions/{id}"
_PREVIEW: Final = "POST /v3/customers/{id}/orders PREVIEW"
_NEW: Final = "POST /v3/customers/{id}/orders NEW"
_RETURN: Final = "POST /v3/customers/{id}/orders RETURN"
_HISTORY: Final = "GET /v3/customers/{id}/orders"
_POLL: Final = "GET /v3/customers/{id}/orders/{id}"

FEWEST: Final = {
    "purchase of a new customer": ("POST /v3/customers", _PREVIEW, _NEW, _SUBSCRIPTIONS),
    "purchase of a known customer": (_CUSTOMER, _PREVIEW, _NEW, _SUBSCRIPTIONS),
    "more seats": (_SUBSCRIPTIONS, _PREVIEW, _NEW, _SUBSCRIPTIONS),
    "fewer seats at renewal": (_SUBSCRIPTIONS, _PATCH),
    "seats given back inside the window": (_SUBSCRIPTIONS, _HISTORY, _RETURN, _SUBSCRIPTIONS),
    "auto-renewal switched, two subscriptions": (_SUBSCRIPTIONS, _PATCH, _PATCH),
}
"""The calls that no way of doing it can leave out: what must be known before it is done, the effect, and what it led to.

The looks at the order (`GET …/orders/{id}`) come on top, as many as it takes to complete.
"""


def _new(world: World) -> str:
    return world.buy()


def _known(world: World) -> str:
    _settled(world, world.buy({SIGN: 5}))
    return _fresh(world, world.buy)


def _more(world: World) -> str:
    return _change(world, {PHOTOSHOP: 12})


def _fewer(world: World) -> str:
    return _change(world, {PHOTOSHOP: 8})


def _given_back(world: World) -> str:
    return _change(world, {PHOTOSHOP: 8}, is_cancellation_order="is-cancellation-request")


def _switched(world: World) -> str:
    return _change(world, {}, cb_autorenewal="inactive_auto_renewal_status")


_ASKED: Final[dict[str, Callable[[World], str]]] = dict(
    zip(FEWEST, (_new, _known, _more, _fewer, _given_back, _switched), strict=True)
)


def calls_of(what: str, folder: Path) -> Counter[str]:
    """Count the calls of one request, by their form; looks at the order among them."""
    world = World(folder)
    logging.getLogger("connector").setLevel(logging.CRITICAL)
    _settled(world, _ASKED[what](world))
    return Counter(form_of(call) for call in world.adobe_calls())


def form_of(call: str) -> str:
    """Write a call without its ids: `GET /v3/customers/{id}/orders`, `POST /v3/customers/{id}/orders NEW`."""
    method, path, *kind = call.split()
    parts = [part if number % 2 else "{id}" for number, part in enumerate(path.removeprefix("/v3/").split("/"), start=1)]
    return " ".join([method, "/v3/" + "/".join(parts), *kind])


def measure() -> Iterator[Found]:
    """Count the calls of every flow."""
    for what, fewest in FEWEST.items():
        with tempfile.TemporaryDirectory() as folder:
            made = calls_of(what, Path(folder))
        polls = made.pop(_POLL, 0)
        ratio = made.total() / len(fewest)
        more = ", ".join(f"{number}x {call}" for call, number in (made - Counter(fewest)).items())
        result = (
            f"{made.total()} of {len(fewest)}: {ratio:.2f}"
            + (f" (and {polls} look)" if polls else "")
            + (f" + {more}" if more else "")
        )
        yield Found(f"Adobe calls, {what}", result, "1.00 of the fewest", ratio <= 1)


def _change(world: World, items: dict[str, int], **params: object) -> str:
    request = world.buy()
    _settled(world, request)
    world.advance(hours=1)
    return _fresh(world, lambda: world.connect.trade.change(world.connect.control.asset_of(request), items, params))


def _fresh(world: World, ask: Callable[[], str]) -> str:
    world.adobe.control.forget_calls()
    return ask()


def _settled(world: World, request: str) -> None:
    if world.settle(request) != "approved":
        raise RuntimeError(f"{request} was not approved: {world.note(request)}")
