"""The sweep for seats without a request: what Adobe gave out, and nobody gets, since somebody else ended the request meanwhile.

It gives nothing back by itself: whether somebody still uses the seats is a person's to know. It writes nothing but the store's
note of requests that turned out to have ended, and that only where it may.

It stays cheap: the journal says which requests have an order of the last days and no answer of the connector's; the platform is
asked for fifty of them at once; Adobe only for those that the platform shows as ended, one history for each order.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from connector.cloudblue.platform import PlatformRefusedError, PlatformUnavailableError
from connector.domain.parking import WHO
from connector.domain.seats import is_forsaken, last_day, looked_back
from connector.fulfillment.counting_seats import SeatCounter
from connector.fulfillment.noting import note_ending
from connector.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from connector.cloudblue.platform import Platform
    from connector.fulfillment.counting_seats import Given
    from connector.fulfillment.means import Means
    from connector.store import SentOrder

_log: Final = logging.getLogger("connector.fulfillment")


@dataclass(frozen=True)
class Seats:
    """Seats at Adobe that no request answers for. `until` is the last day (ISO 8601, UTC) for a return, empty where none is.

    `seats` is `None` where Adobe could not tell, and then `doubt` says why. One of `order` and `transfer` is empty; both are
    where the answer of the call is missing and Adobe could not show what came of it.
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

    It `notes` in the store what was ended by somebody else: what was approved is not asked for again. The platform is asked for
    so many requests `at_once`; each page stands for itself.
    """
    since = means.store.now() - looked_back(means.settings.return_window_days)
    found: list[Seats] = []
    while True:
        orders, last = means.store.unanswered_orders(since, after, at_once)
        if not last:
            return Swept(tuple(found))
        try:
            shown = {str(raw["id"]): raw for raw in platform.requests(tuple(dict.fromkeys(one.request_id for one in orders)))}
            if notes:
                _note(shown, means, platform)
            found += _seats_of(orders, shown, means, platform)
        except (PlatformRefusedError, PlatformUnavailableError) as error:
            return Swept(tuple(found), after, str(error))
        after = last


def in_a_line(one: Seats) -> str:
    """Say what was found, and whose turn it is, for people."""
    customer = f" of the customer {one.customer}" if one.customer else ""
    if not one.order and not one.transfer:
        lost = f"{one.request} is {one.status}, and the answer to its Adobe order or transfer{customer} is missing"
        return f"{lost}, so that seats may be there that nobody gets ({one.doubt}): {one.who} decides"
    what = f"order {one.order}" if one.order else f"transfer {one.transfer}"
    many = f"{one.seats} seats" if one.seats is not None else f"seats ({one.doubt})"
    if one.transfer:
        back = "which only Adobe can take back"
    else:
        back = f"which can be returned until {one.until}" if one.returnable else f"which could be returned until {one.until}"
    whom = f"{one.request} is {one.status}, and its Adobe {what}{customer} holds {many}, {back}"
    return f"{whom}: {one.who} decides"


def log_seats(found: tuple[Seats, ...]) -> None:
    """Write one line for each find."""
    for one in found:
        fields = {"event": "seats_without_request", "request": one.request, "adobe_order": one.order, "until": one.until}
        _log.warning("%s", in_a_line(one), extra=fields)


def _note(shown: Mapping[str, Mapping[str, Any]], means: Means, platform: Platform) -> None:
    for request_id, raw in shown.items():
        try:
            note_ending(request_id, str(raw.get("status")), means, platform)
        except (PlatformRefusedError, StoreError) as error:
            # Its seats are looked for all the same, and it is asked after again with what is overdue.
            _log.warning("whether %s has ended could not be noted: %s", request_id, error)


def _seats_of(
    orders: tuple[SentOrder, ...], shown: Mapping[str, Mapping[str, Any]], means: Means, platform: Platform
) -> Iterator[Seats]:
    """Give the finds among a page of orders, each once: two calls of a request may have brought about the same one."""
    found: dict[tuple[str, str, str], Seats] = {}
    for one in orders:
        raw = shown.get(one.request_id)
        if raw is None:
            continue
        asset = raw.get("asset") or {}
        if is_forsaken(str(raw.get("status")), str(asset.get("status"))):
            for given in SeatCounter(means, platform, raw).given(one.attempt):
                if given.seats != 0:
                    found.setdefault((one.request_id, given.order, given.transfer), _seats(one, raw, given, means))
    yield from found.values()


def _seats(one: SentOrder, raw: Mapping[str, Any], given: Given, means: Means) -> Seats:
    until = last_day(given.placed, means.settings.return_window_days) if given.placed else None
    return Seats(
        request=one.request_id,
        status=str(raw.get("status")),
        asset=str((raw.get("asset") or {}).get("id") or ""),
        account=one.attempt.account,
        customer=given.customer,
        order=given.order,
        transfer=given.transfer,
        seats=given.seats,
        until=until.isoformat() if until else "",
        returnable=until is not None and means.store.now().date() <= until,
        who=WHO,
        doubt=given.doubt,
    )
