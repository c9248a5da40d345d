"""The sweep for seats without a request: what Adobe gave out, and nobody gets, since somebody else ended the request meanwhile.

It gives nothing back by itself: whether somebody still uses the seats is a person's to know. It writes nothing but the store's
note of requests that turned out to be approved, and that only where it may.

It stays cheap: the journal says which requests have an order of the last days and no answer of the connector's; the platform is
asked for fifty of them at once; Adobe only for those that the platform shows as ended, one history each.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from connector.adobe.client import AdobeClient
from connector.adobe.errors import AdobeError
from connector.cloudblue.platform import PlatformRefusedError, PlatformUnavailableError
from connector.domain.parking import WHO
from connector.domain.seats import is_forsaken, last_day, seats_left
from connector.fulfillment import translation
from connector.fulfillment.opening import customer_of_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from connector.cloudblue.platform import Platform
    from connector.fulfillment.means import Means
    from connector.store import PlacedOrder

_log: Final = logging.getLogger("connector.fulfillment")
_LOOKED_BACK: Final = timedelta(days=60)
"""For how long an order is looked after at least: whoever pays for seats wants to know also when they cannot go back any more."""
_SERVED: Final = "approved"


@dataclass(frozen=True)
class Seats:
    """Seats at Adobe that no request answers for. `until` is the last day (ISO 8601, UTC) for a return, empty where none is.

    `seats` is `None` where Adobe could not be asked, and then `doubt` says why. One of `order` and `transfer` is empty.
    """

    request: str
    status: str
    asset: str
    account: str
    customer: str
    order: str
    transfer: str
    seats: int | None
    until: str
    returnable: bool
    who: str
    doubt: str


@dataclass(frozen=True)
class Swept:
    """What a sweep found, and after which request it broke off, with the reason; both empty where it came to the end."""

    found: tuple[Seats, ...]
    broke_off_after: str = ""
    why: str = ""


def sweep(means: Means, platform: Platform, after: str = "", *, notes: bool, at_once: int = 50) -> Swept:
    """Look for seats without a request, from the request `after` one on. Raises `StoreError`.

    It `notes` in the store what was approved by somebody else, so that nobody asks for it again. The platform is asked for so
    many requests `at_once`; each page stands for itself.
    """
    since = means.store.now() - max(_LOOKED_BACK, timedelta(days=means.settings.return_window_days + 1))
    found: list[Seats] = []
    while True:
        orders, last = means.store.unanswered_orders(since, after, at_once)
        if not last:
            return Swept(tuple(found))
        try:
            shown = {str(raw["id"]): raw for raw in platform.requests(tuple(dict.fromkeys(one.request_id for one in orders)))}
        except (PlatformRefusedError, PlatformUnavailableError) as error:
            return Swept(tuple(found), after, str(error))
        if notes:
            _note_approved(shown, means)
        found += _seats_of(orders, shown, means)
        after = last


def in_a_line(one: Seats) -> str:
    """Say what was found, and whose turn it is, for people."""
    what = f"order {one.order}" if one.order else f"transfer {one.transfer}"
    many = f"{one.seats} seats" if one.seats is not None else f"seats ({one.doubt})"
    if not one.until:
        back = "which only Adobe can take back"
    else:
        back = f"which can be returned until {one.until}" if one.returnable else f"which could be returned until {one.until}"
    whom = f"{one.request} is {one.status}, and its Adobe {what} of the customer {one.customer} holds {many}, {back}"
    return f"{whom}: {one.who} decides"


def log_seats(found: tuple[Seats, ...]) -> None:
    """Write one line for each find."""
    for one in found:
        fields = {"event": "seats_without_request", "request": one.request, "adobe_order": one.order, "until": one.until}
        _log.warning("%s", in_a_line(one), extra=fields)


def _note_approved(shown: Mapping[str, Mapping[str, Any]], means: Means) -> None:
    for request_id, raw in shown.items():
        if raw.get("status") == _SERVED:
            means.store.end(request_id, _SERVED)


def _seats_of(orders: tuple[PlacedOrder, ...], shown: Mapping[str, Mapping[str, Any]], means: Means) -> Iterator[Seats]:
    for one in orders:
        raw = shown.get(one.request_id)
        if raw is None:
            continue
        asset = raw.get("asset") or {}
        if is_forsaken(str(raw.get("status")), str(asset.get("status"))):
            seats = _seats(one, raw, str(asset.get("id") or ""), means)
            if seats.seats != 0:
                yield seats


def _seats(one: PlacedOrder, raw: Mapping[str, Any], asset: str, means: Means) -> Seats:
    order, transfer = str(one.answer.get("orderId") or ""), str(one.answer.get("transferId") or "")
    customer = customer_of_key(one.customer_key) or str(one.answer.get("customerId") or "")
    seats, doubt = _left(one, order, customer, means) if order else (None, "a transfer is not counted")
    until = last_day(one.placed_at.date(), means.settings.return_window_days) if order else None
    return Seats(
        request=one.request_id,
        status=str(raw.get("status")),
        asset=asset,
        account=one.account,
        customer=customer,
        order=order,
        transfer=transfer,
        seats=seats,
        until=until.isoformat() if until else "",
        returnable=until is not None and means.store.now().date() <= until,
        who=WHO,
        doubt=doubt,
    )


def _left(one: PlacedOrder, order: str, customer: str, means: Means) -> tuple[int | None, str]:
    """Ask Adobe what is left of an order; why nobody knows, where that is so."""
    account = next((found for found in means.settings.accounts if found.name == one.account), None)
    client = means.client_for(account) if account else None
    if not isinstance(client, AdobeClient):
        return None, "its account is not in the settings any more"
    try:
        listed = client.orders.history(customer, start_date=one.placed_at - timedelta(days=1))
    except AdobeError as error:
        return None, f"Adobe {error.plainly}"
    left = seats_left(order, (translation.order(found, means.store.now()) for found in listed))
    return (left, "") if left is not None else (None, "Adobe's history does not show the order")
