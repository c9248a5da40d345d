"""`requests`: the requests that were delivered, a page at a time. It reads the database alone, and shows ids, never persons."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from connector.commands.journal_reading import looking_at_the_store, table, written
from connector.commands.surroundings import SUCCESS, CommandError
from connector.fulfillment.resuming import state_in_a_word
from connector.store import State, Wanted

if TYPE_CHECKING:
    import argparse

    from connector.commands.surroundings import Surroundings
    from connector.store import RequestState, Store

_HEADINGS: Final = ("request", "kind", "state", "first seen", "last verdict", "again at", "concerns", "customer", "order")


@dataclass(frozen=True)
class Listed:
    """One request. Times are ISO 8601 in UTC; what is not known is empty.

    `state` is `new`, `waiting`, `parked` or `ended`; `concerns` an asset (AS-…), a tier configuration (TC-…) or a tier account.
    """

    request: str
    kind: str
    state: str
    first_seen: str
    last_verdict: str
    last_verdict_at: str
    wait_reason: str
    again_at: str
    parked_since: str
    ended_at: str
    outcome: str
    concerns: str
    company: str
    adobe_customer: str
    adobe_order: str
    product: str
    marketplace: str
    account: str


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """List a page of requests. Raises `SettingsError` or `CommandError`."""
    with looking_at_the_store(surroundings) as store:
        found, after = _page(arguments, store) if store else ((), "")
    if arguments.json:
        surroundings.say(json.dumps({"requests": [asdict(one) for one in found], "after": after}, indent=2))
        return SUCCESS
    if not found:
        surroundings.say("No request fits.")
        return SUCCESS
    for line in table(_HEADINGS, [_row(one) for one in found]):
        surroundings.say(line)
    if after:
        surroundings.say(f"There are more: --after {after}")
    return SUCCESS


def _page(arguments: argparse.Namespace, store: Store) -> tuple[tuple[Listed, ...], str]:
    since = store.now() - arguments.since if isinstance(arguments.since, timedelta) else arguments.since
    state = State(arguments.state) if arguments.state else None
    wanted = Wanted(state, arguments.customer, arguments.search, since)
    try:
        page = store.requests_page(wanted, after=arguments.after, limit=arguments.limit)
    except ValueError:
        raise CommandError(f"{arguments.after} is not where a page ended: copy what stands behind --after there.") from None
    return tuple(map(_listed, page.requests)), page.after


def _listed(state: RequestState) -> Listed:
    return Listed(
        request=state.request_id,
        kind=state.kind or "",
        state=state_in_a_word(state),
        first_seen=written(state.first_seen),
        last_verdict=state.last_verdict or "",
        last_verdict_at=written(state.last_verdict_at),
        wait_reason=state.wait_reason or "",
        again_at=written(state.wait_until),
        parked_since=written(state.parked_at),
        ended_at=written(state.ended_at),
        outcome=state.outcome or "",
        concerns=state.asset_id or "",
        company=state.company_id or "",
        adobe_customer=state.adobe_customer_id or "",
        adobe_order=state.order_id or state.unsettled_order or "",
        product=state.product_id or "",
        marketplace=state.marketplace_id or "",
        account=state.account or "",
    )


def _row(one: Listed) -> tuple[str, ...]:
    customer = one.adobe_customer or one.company
    return (
        one.request,
        one.kind,
        one.state,
        one.first_seen,
        one.last_verdict,
        one.again_at,
        one.concerns,
        customer,
        one.adobe_order,
    )
