"""The Adobe accounts that count now: those of the variables, and those saved in the console, which win at their place.

Every delivery asks the database once whether anything was saved since. An account that no key opens is never passed over in
silence, nor one that this process knew and that was lost with the database: another one would do the work in its place.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Final

from connector import log
from connector.settings import SettingsError, read_account
from connector.settings.problems import Findings
from connector.settings.sealing import SealError, unseal
from connector.store import StoreMissingError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from connector.settings import Account, Secret, Settings
    from connector.store import Revision, SealedAccount, Store

_SAVE_AGAIN: Final = "save it there again, or restart every runner where it is not wanted any more"


@dataclass(frozen=True)
class SavedAccount:
    """One account as it was saved in the console."""

    account_id: str
    account: Account
    saved_by: str
    saved_at: datetime


class SavedAccounts:
    """The accounts of one database, opened once for each revision. Thread-safe."""

    def __init__(self, store: Store, keys: Sequence[Secret]) -> None:
        self._store = store
        self._keys = keys
        self._lock = Lock()
        self._known: tuple[Revision, tuple[SavedAccount, ...]] | None = None
        self._before: tuple[SavedAccount, ...] = ()

    def all(self) -> tuple[SavedAccount, ...]:
        """Give what is saved now. Raises `SettingsError` where one cannot be opened, `StoreError` where nobody can tell."""
        with self._lock:
            known = self._known
        try:
            found = self._store.accounts_since(known[0] if known else None)
        except StoreMissingError:
            return ()
        if found is None:
            return known[1] if known else ()
        opened = found[0], tuple(self._opened(one) for one in found[1])
        with self._lock:
            before = self._before
            if known and (known[0].born != opened[0].born or known[0].changes > opened[0].changes):
                before = (*before, *known[1])
            # One that was saved again is not lost any more, also when somebody removes it later.
            saved = {place_of(one.account) for one in opened[1]}
            self._before = tuple(one for one in before if place_of(one.account) not in saved)
            self._known = opened
        return opened[1]

    def refuse_lost(self) -> None:
        """Raise `SettingsError` where an account that this process knew is gone with the database, until it is saved again.

        One that somebody removed is not lost: then the database is the same.
        """
        with self._lock:
            lost = dict.fromkeys(place_of(one.account) for one in self._before)
        if lost:
            raise SettingsError(tuple(f"{_at(*place)} was lost with the database: {_SAVE_AGAIN}" for place in lost))

    def beside(self, settings: Settings) -> Settings:
        """Give the settings with the saved accounts among theirs; the very same ones where none is saved."""
        saved = tuple(one.account for one in self.all())
        if not saved:
            return settings
        taken = {place_of(one) for one in saved}
        return replace(settings, accounts=(*saved, *(one for one in settings.accounts if place_of(one) not in taken)))

    def _opened(self, one: SealedAccount) -> SavedAccount:
        findings = Findings(_at(one.product, one.marketplace, one.environment))
        account = None
        try:
            account = read_account(json.loads(unseal(one.sealed, self._keys)), findings)
        except SealError:
            findings.add("cannot be opened: ENCRYPTION_KEY lacks the key that it was sealed with")
        if account is None or findings.problems:
            raise SettingsError(tuple(findings.problems))
        for secret in account.secrets:
            log.register_secret(secret)
        for host in account.own_redemption_hosts:
            log.register_link_host(host)
        return SavedAccount(one.account_id, account, one.saved_by, one.saved_at)


def _at(product: str, marketplace: str, environment: str) -> str:
    return f"the account saved in the console for {product}, {marketplace}, {environment}"


def place_of(account: Account) -> tuple[str, str, str]:
    """Give product, marketplace and environment."""
    return account.product, account.marketplace, account.environment
