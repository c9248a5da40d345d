"""Saving an Adobe account in the console: read as strictly as the variable, tried at Adobe, sealed, and at once everybody's.

Who may save what: an installation for its own marketplaces, with Adobe's own hosts; the extension's owner for any. Must never
give a secret back, and never send a kept one to another host than it was saved for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from connector import log
from connector.adobe.client import AdobeClient
from connector.adobe.errors import AdobeCredentialsError, AdobeError, AdobeRefusedError
from connector.fulfillment.accounts import place_of
from connector.fulfillment.managing import NotPossibleError
from connector.settings import read_account
from connector.settings.problems import Findings
from connector.settings.sealing import seal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.cloudblue.visible import Visible
    from connector.fulfillment.accounts import SavedAccount
    from connector.fulfillment.means import Means
    from connector.settings import Account

_ANY: Final = "*"
_ADOBES: Final = (".adobe.io", ".adobelogin.com")
_SECRETS: Final = ("api_key", "adobe_client_secret")
_NOBODY: Final = "Connector account check"
_TRY_SECONDS: Final = 10.0


@dataclass(frozen=True)
class Desk:
    """Who is at the desk. `is_owner`: of the extension, not of an installation; `account_id` is the platform's."""

    means: Means
    visible: Visible
    account_id: str
    is_owner: bool

    def may_see(self, marketplace: str) -> bool:
        """Whether a marketplace is theirs; every one together is the extension's owner's."""
        return self.is_owner if marketplace == _ANY else marketplace in self.visible.marketplaces()

    def whole_accounts(self) -> frozenset[str]:
        """Name the Adobe accounts of which every marketplace is theirs: what counts for all of one is theirs to decide."""
        accounts = self.means.settings.accounts
        others = {one.name for one in accounts if not self.may_see(one.marketplace)}
        return frozenset(one.name for one in accounts) - others

    def saved(self) -> tuple[SavedAccount, ...]:
        """Give the saved accounts that are theirs to see."""
        return tuple(one for one in self.means.saved.all() if self.may_see(one.account.marketplace))

    def configured(self) -> tuple[Account, ...]:
        """Give the accounts that are theirs to see and come from the variables."""
        saved = {place_of(one.account) for one in self.means.saved.all()}
        here = (one for one in self.means.settings.accounts if place_of(one) not in saved)
        return tuple(one for one in here if self.may_see(one.marketplace))


def tried(document: Mapping[str, Any], desk: Desk) -> tuple[Account, dict[str, Any]]:
    """Read an account and try it at Adobe; gives it with the document to seal. Raises `NotPossibleError`."""
    whole = _with_kept_secrets(_flat(document), desk)
    findings = Findings("account")
    account = read_account(whole, findings)
    if account is None or findings.problems:
        raise NotPossibleError("input-invalid", " ".join(f"Correct {one}." for one in findings.problems))
    for secret in account.secrets:
        log.register_secret(secret)
    for host in account.own_redemption_hosts:
        log.register_link_host(host)
    _check_rights(account, desk)
    _check_proofs(account, desk)
    _try(account, desk.means)
    return account, whole


def save(document: Mapping[str, Any], new_id: str, desk: Desk) -> tuple[str, Account]:
    """Try an account and save it, in place of the one that was saved for its place. Raises `NotPossibleError`."""
    keys = desk.means.settings.encryption_keys
    if not keys:
        raise NotPossibleError("encryption-missing", "Set ENCRYPTION_KEY first: saved accounts are sealed with it.")
    account, whole = tried(document, desk)
    return desk.means.store.save_account(new_id, place_of(account), seal(json.dumps(whole), keys), desk.account_id), account


def remove(account_id: str, desk: Desk) -> None:
    """Forget a saved account. Raises `NotPossibleError`."""
    if account_id not in {one.account_id for one in desk.saved()} or not desk.means.store.delete_account(account_id):
        raise NotPossibleError("account-not-found", "No such account is saved for a marketplace of yours.")


def _flat(document: Mapping[str, Any]) -> dict[str, Any]:
    """Put CloudBlue's credentials JSON, which may be pasted as a text or an object, among the other fields."""
    whole = {name: value for name, value in document.items() if value not in (None, "")}
    pasted = whole.pop("credentials", None)
    if isinstance(pasted, str):
        try:
            pasted = json.loads(pasted)
        except (ValueError, RecursionError):
            pasted = ()
    if pasted is not None and not isinstance(pasted, dict):
        raise NotPossibleError("input-invalid", "Correct credentials: paste the JSON object that CloudBlue documents.")
    return whole | (pasted or {})


def _with_kept_secrets(whole: dict[str, Any], desk: Desk) -> dict[str, Any]:
    """Take over secrets that were saved for the same place and the same hosts, where none are sent."""
    place = tuple(whole.get(name) for name in ("product", "marketplace", "environment"))
    kept = next((one.account for one in desk.saved() if place_of(one.account) == place), None)
    if kept is None or any(name in whole for name in _SECRETS):
        return whole
    if (whole.get("url"), whole.get("oauth_url")) != (kept.url, kept.oauth_url):
        raise NotPossibleError(
            "input-invalid", "Send key and secret too: the addresses differ from those that they were saved for."
        )
    return whole | {"api_key": kept.api_key.reveal(), "adobe_client_secret": kept.adobe_client_secret.reveal()}


def _check_rights(account: Account, desk: Desk) -> None:
    if not desk.may_see(account.marketplace):
        raise NotPossibleError("marketplace-not-found", "This marketplace is none of yours. Name one of them.")
    hosts = [urlsplit(url).hostname or "" for url in (account.url, account.oauth_url)]
    if not desk.is_owner and (account.allow_host or not all(host.endswith(_ADOBES) for host in hosts)):
        raise NotPossibleError(
            "input-invalid", "Correct url and oauth_url: they must be Adobe's, under adobe.io or adobelogin.com."
        )


def _check_proofs(account: Account, desk: Desk) -> None:
    """Two Adobe accounts need two proofs, as among those of the variable."""
    others = (one for one in desk.means.settings.accounts if one.name != account.name and one.notify)
    if account.notify and any(one.notify and account.notify.cannot_be_told_from(one.notify) for one in others):
        raise NotPossibleError("input-invalid", "Correct notify: another account has these secrets. Agree on others with Adobe.")


def _try(account: Account, means: Means) -> None:
    """Fetch a token, and where there is something to read, read it with that token."""
    client = means.new_client(account)
    try:
        client.fetch_token()
        if isinstance(client, AdobeClient):
            _look_around(client.within(_TRY_SECONDS), account)
    except AdobeCredentialsError:
        raise NotPossibleError(
            "account-unproven", "Adobe does not accept the key, the secret or the scopes. Correct them."
        ) from None
    except AdobeError as error:
        raise NotPossibleError("account-unproven", f"Adobe {error.plainly}. Check the addresses, and try again.") from None
    finally:
        client.close()


def _look_around(client: AdobeClient, account: Account) -> None:
    client.resellers.list(statuses=(), company_name=_NOBODY)
    if account.default_reseller_id is None:
        return
    try:
        found = client.resellers.get(account.default_reseller_id)
    except AdobeRefusedError:
        raise NotPossibleError(
            "account-unproven", "Adobe has no reseller with this default_reseller_id in this account."
        ) from None
    if found.distributor_id not in {None, account.distributor_id}:
        raise NotPossibleError(
            "account-unproven", "The default reseller belongs to another distributor_id. Correct one of the two."
        )
