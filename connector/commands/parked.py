"""`parked`: the requests that wait for a person, with all that whoever acts on them needs. It prints, and writes nothing."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from connector import bootstrap
from connector.cloudblue.platform import PlatformRefusedError, PlatformUnavailableError
from connector.commands.journal_reading import table, written
from connector.commands.surroundings import SUCCESS, CommandError
from connector.domain.journal import Outcome
from connector.domain.parameters import CUSTOMER_ID, RESELLER_ID
from connector.domain.parking import WHO
from connector.fulfillment.opening import customer_of_key, reseller_of_key
from connector.fulfillment.performing import REQUEST_ID
from connector.store import StoreError, StoreMissingError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from connector.cloudblue.platform import Platform
    from connector.commands.surroundings import Surroundings
    from connector.domain.journal import Attempt
    from connector.store import RequestState, Store

_HEADINGS: Final = ("request", "parked since", "concerns", "at Adobe")
_NOT_DONE: Final = frozenset({Outcome.REFUSED, Outcome.NOT_EXECUTED, Outcome.BROKEN})


@dataclass(frozen=True)
class Refused:
    """Adobe's last no to a call of the request: what Adobe's support asks for. `code` and `request_id` may be empty."""

    call: str
    status: int | None
    code: str
    correlation_id: str
    request_id: str


@dataclass(frozen=True)
class Parked:
    """One request that waits. `since` is ISO 8601 in UTC; what nobody here can tell is empty.

    It is about an asset (AS-…), a tier configuration (TC-…) or a tier account (TA-…); at Adobe, about a customer or a reseller.
    """

    request: str
    since: str
    who: str
    what: str
    asset: str
    configuration: str
    tier_account: str
    adobe_customer: str
    adobe_reseller: str
    refused: Refused | None


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """List what is parked. Raises `SettingsError` or `CommandError`."""
    settings, connection = surroundings.settings(), surroundings.connection()
    with bootstrap.looking(settings, connection, surroundings.pause) as (means, platform):
        found = _listed(means.store, platform)
    if arguments.json:
        surroundings.say(json.dumps([asdict(one) for one in found], indent=2, ensure_ascii=False))
        return SUCCESS
    for line in _table(found):
        surroundings.say(line)
    if found and platform is None:
        surroundings.say("What they concern is on the platform: set CONNECT_API_KEY (and CONNECT_API_URL) to see them.")
    return SUCCESS


def _listed(store: Store, platform: Platform | None) -> tuple[Parked, ...]:
    try:
        store.ready()
        return tuple(_parked(state, store.attempts(state.request_id), platform) for state in store.parked())
    except StoreMissingError:
        return ()
    except StoreError as error:
        raise CommandError(f"The database cannot be read: {error}.") from None


def _parked(state: RequestState, attempts: Sequence[Attempt], platform: Platform | None) -> Parked:
    raw = _on_the_platform(state.request_id, platform)
    asset, configuration = raw.get("asset") or {}, raw.get("configuration") or {}
    customer, reseller = _value(asset, CUSTOMER_ID), _value(raw, RESELLER_ID) or _value(configuration, RESELLER_ID)
    return Parked(
        request=state.request_id,
        since=written(state.parked_at),
        who=WHO,
        what=state.park_text or "",
        asset=str(asset.get("id") or ""),
        configuration=str(configuration.get("id") or ""),
        tier_account=str((raw.get("account") or {}).get("id") or ""),
        adobe_customer=customer or _last(customer_of_key, attempts),
        adobe_reseller=reseller or _last(reseller_of_key, attempts),
        refused=_refused(attempts),
    )


def _refused(attempts: Iterable[Attempt]) -> Refused | None:
    last = next((one for one in reversed(tuple(attempts)) if one.outcome in _NOT_DONE), None)
    if last is None:
        return None
    body = last.answer.body if last.answer else {}
    return Refused(
        call=last.intent,
        status=last.answer.status if last.answer else None,
        code=str(body.get("code") or ""),
        correlation_id=last.correlation_id,
        request_id=str(body.get(REQUEST_ID) or ""),
    )


def _last(id_of_key: Callable[[str], str], attempts: Sequence[Attempt]) -> str:
    """Give the Adobe id that the last call with one was made under."""
    return next(filter(None, (id_of_key(one.customer_key) for one in reversed(attempts))), "")


def _on_the_platform(request_id: str, platform: Platform | None) -> dict[str, Any]:
    """Give a request as it is now; nothing where the platform does not tell."""
    if platform is None:
        return {}
    try:
        return platform.request(request_id)
    except (PlatformRefusedError, PlatformUnavailableError):
        return {}


def _value(holder: Mapping[str, Any], name: str) -> str:
    values = {one.get("id"): one.get("value") for one in holder.get("params") or ()}
    return str(values.get(name) or "")


def _table(found: Sequence[Parked]) -> list[str]:
    """Lay the list out: a line for each request, and below it what is the matter, who must act, and Adobe's last no."""
    if not found:
        return ["Nothing is parked."]
    lines = table(_HEADINGS, [_row(one) for one in found])
    told = [lines[0]]
    for line, one in zip(lines[1:], found, strict=True):
        told += [line, *(f"    {text}" for text in (*one.what.splitlines(), f"Must act: {one.who}.", *_refusal_in_words(one)))]
    return told


def _row(one: Parked) -> tuple[str, ...]:
    concerns = one.asset or one.configuration or one.tier_account
    return one.request, one.since, concerns, one.adobe_customer or one.adobe_reseller


def _refusal_in_words(parked: Parked) -> list[str]:
    refused = parked.refused
    if refused is None:
        return []
    answer = f"HTTP {refused.status}, code {refused.code or 'none'}" if refused.status else "no usable answer"
    ids = f"correlation id {refused.correlation_id}" + (f", request id {refused.request_id}" if refused.request_id else "")
    return [f"Adobe's last no: {refused.call}: {answer} ({ids})"]
