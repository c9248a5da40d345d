"""`transactions`: which one-to-one purchases wait for their requests; `release` has one ordered as it is.

It reads and writes the database alone. Must never order anything itself: the next delivery does, by the rules.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from connector.commands.surroundings import SUCCESS, CommandError
from connector.domain.transactions import guid_digits
from connector.store import Store, StoreError, StoreMissingError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from connector.commands.surroundings import Surroundings
    from connector.store import RequestState, TransactionState


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """List the open transactions, or release one. Raises `SettingsError` or `CommandError`."""
    url = surroundings.settings().database_url.reveal()
    try:
        found = _open_transactions(url)
        if arguments.action == "release":
            told = _release(_chosen(arguments.transaction, arguments.account, arguments.company, found), url)
        else:
            told = [line for one in found for line in _described(one)] or ["No transaction is open."]
    except StoreError as error:
        raise CommandError(f"The database cannot be used: {error}.") from None
    for line in told:
        surroundings.say(line)
    return SUCCESS


def _open_transactions(url: str) -> tuple[TransactionState, ...]:
    store = Store(url, only_looks=True)
    try:
        store.ready()
        return store.open_transactions()
    except StoreMissingError:
        return ()
    finally:
        store.close()


def _described(found: TransactionState) -> Iterator[str]:
    account, company, guid = _named(found)
    announced = max((one.announced or 0 for one in found.requests), default=0)
    released = f", released at {found.released_at:%Y-%m-%d %H:%M} UTC" if found.released_at else ""
    yield f"{guid}  {account}  {company}: {len(found.requests)} of {announced} requests were delivered{released}"
    for one in found.requests:
        yield f"  {one.request_id}  {_state(one)}"
        if one.park_text and one.ended_at is None:
            yield f"    {one.park_text}"


def _state(one: RequestState) -> str:
    if one.ended_at is not None:
        return f"ended with {one.outcome}"
    if one.parked_at is not None:
        return f"parked since {one.parked_at:%Y-%m-%d %H:%M} UTC"
    if one.unsettled_order is not None:
        return f"its order is under way: {one.unsettled_order}"
    return f"waits since {one.waiting_since or one.first_seen:%Y-%m-%d %H:%M} UTC"


def _chosen(text: str, account: str | None, company: str | None, found: tuple[TransactionState, ...]) -> TransactionState:
    """Find the transaction that is meant: several accounts, and several companies, can have one GUID."""
    digits = guid_digits(text)
    if not digits:
        raise CommandError(f"{text} is no GUID, as in 6f9619ff-8b86-4d01-b42d-00cf4fc964ff.")
    meant = [one for one in found if one.key.endswith(digits) and _is_of(one, account, company)]
    if not meant:
        whose = " of ".join(("", *filter(None, (company, account))))
        raise CommandError(f"The database knows no open transaction {text}{whose}.")
    if len(meant) > 1:
        names = ", ".join("--account {} --company {}".format(*_named(one)) for one in meant)
        raise CommandError(f"Several companies or accounts have a transaction {text}: say which, one of {names}.")
    return meant[0]


def _is_of(found: TransactionState, account: str | None, company: str | None) -> bool:
    its_account, its_company, _ = _named(found)
    return account in {None, its_account} and company in {None, its_company}


def _release(chosen: TransactionState, url: str) -> list[str]:
    store = Store(url)
    try:
        store.release(chosen.key)
    finally:
        store.close()
    ids = ", ".join(one.request_id for one in chosen.requests if one.ended_at is None)
    return [f"Released. {ids}: what is pending is ordered when it is looked at next, within an hour."]


def _named(found: TransactionState) -> tuple[str, str, str]:
    """Give the account as settings and logs call it, the company's tier account, and the GUID in its usual spelling."""
    _, environment, distributor, company, digits = found.key.split(" ")
    return f"{environment}/{distributor}", company, str(uuid.UUID(digits))
