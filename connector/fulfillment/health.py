"""How the connector stands: what is right and what is missing of tokens, database, parameters and templates.

The command `check` and the schedule of the platform share it. It changes nothing: it fetches tokens, and otherwise only looks.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from connector.adobe.errors import AdobeCredentialsError, AdobeError, AdobeUntrustedError
from connector.cloudblue.platform import PlatformRefusedError, PlatformUnavailableError
from connector.domain import parameters as ids
from connector.domain.claim import NEEDED
from connector.fulfillment.lacking import OF_RESELLERS, OF_RETAIL, OF_SUBSCRIPTIONS, lost
from connector.store import StoreError, StoreMissingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connector.cloudblue.platform import Platform
    from connector.fulfillment.means import Means
    from connector.settings import Account, Settings
    from connector.store import Store

RIGHT: Final = "right"
NOTICE: Final = "notice"
MISSING: Final = "missing"

_ANY: Final = "*"
_YOUNG: Final = timedelta(days=7)
"""For how long after its birth a database may be one that was lost and nobody noticed: the check runs every hour."""

_log: Final = logging.getLogger("connector.fulfillment")


@dataclass(frozen=True)
class Row:
    """One thing that was looked at: how it stands (`right`, `notice`, `missing`), what it is, and what to do."""

    mark: str
    what: str
    text: str


def rows_of(means: Means, platform: Platform | None, product: str | None = None) -> tuple[Row, ...]:
    """Look at everything, at one product on the platform or at those that the accounts name. Without a platform at none."""
    return (*_accounts(means), *_saved_accounts(means), _database(means), *_products(product, means.settings, platform))


def log_rows(rows: tuple[Row, ...]) -> None:
    """Write a line for everything that is not right."""
    for row in rows:
        if row.mark != RIGHT:
            _log.log(
                logging.ERROR if row.mark == MISSING else logging.INFO,
                "%s: %s",
                row.what,
                row.text,
                extra={"event": "health", "mark": row.mark},
            )


def in_a_sentence(rows: tuple[Row, ...]) -> str:
    """Say everything that is missing, for people; nothing where nothing is."""
    return " ".join(f"{row.what}: {row.text}." for row in rows if row.mark == MISSING)


def _accounts(means: Means) -> Iterator[Row]:
    if not means.settings.accounts:
        yield Row(MISSING, "accounts", "CONNECTOR_ACCOUNTS is empty and none is saved in the console: every request parks")
    yield from (_token(account, means) for account in means.settings.accounts)


def _saved_accounts(means: Means) -> Iterator[Row]:
    """Look at what would happen, or perhaps did, were the saved accounts lost with their database: the variables' take over."""
    try:
        saved = means.saved.all()
        yield from (_behind(one.account, means.configured or means.settings) for one in saved)
        if means.settings.encryption_keys and means.settings.accounts and not saved:
            yield from _never_saved(means.store)
    except StoreError:
        # The row of the database tells it.
        return


def _behind(saved: Account, configured: Settings) -> Row:
    what = f"saved account {saved.name}"
    other = configured.account_for(saved.product, saved.marketplace, saved.environment)
    if other is None or other.name == saved.name:
        return Row(RIGHT, what, "no other account would take its place")
    text = f"{other.name} would take its place if the database were lost: take that out of CONNECTOR_ACCOUNTS"
    return Row(NOTICE, what, text)


def _never_saved(store: Store) -> Iterator[Row]:
    """Say of a database without saved accounts that they may have been lost; as long as it is young, so that it is heard."""
    found = store.accounts_since(None)
    if found is None or found[0].changes:
        return
    born = found[0].born
    text = (
        f"none was ever saved in this database, which began on {born:%Y-%m-%d at %H:%M} UTC, although ENCRYPTION_KEY is set. If "
        "some were saved before, they are lost, and accounts of CONNECTOR_ACCOUNTS do their work: save them again. If none was, "
        "take ENCRYPTION_KEY away until one is"
    )
    yield Row(MISSING if store.now() - born < _YOUNG else NOTICE, "saved accounts", text)


def _token(account: Account, means: Means) -> Row:
    what = f"token of {account.name}"
    try:
        means.client_for(account).fetch_token()
    except AdobeCredentialsError as error:
        return Row(MISSING, what, f"refused (HTTP {error.status}): check api_key, adobe_client_secret and scopes")
    except AdobeError as error:
        advice = "set SSL_CERT_FILE" if isinstance(error, AdobeUntrustedError) else "check oauth_url and the network"
        return Row(MISSING, what, f"Adobe's identity service {error.plainly}: {advice}")
    return Row(RIGHT, what, "Adobe accepts the credentials")


def _database(means: Means) -> Row:
    name = means.store.name
    try:
        means.store.ready()
    except StoreMissingError as error:
        return Row(NOTICE, "database", f"{name}: {error}")
    except StoreError as error:
        return Row(MISSING, "database", f"{name}: {error}")
    return Row(RIGHT, "database", f"{name}: reachable and up to date")


def _products(asked: str | None, settings: Settings, platform: Platform | None) -> Iterator[Row]:
    if platform is None:
        yield Row(NOTICE, "platform", "not looked at: set CONNECT_API_KEY (and CONNECT_API_URL)")
        return
    named = dict.fromkeys(account.product for account in settings.accounts if account.product != _ANY)
    products = (asked,) if asked else tuple(named)
    if not products:
        yield Row(NOTICE, "platform", "no account names a product: say which one with --product")
    retail = {account.product for account in settings.accounts if account.program == "retail"}
    for product in products:
        try:
            yield from (_retail_product if product in retail else _product)(product, platform)
        except (PlatformRefusedError, PlatformUnavailableError) as error:
            yield Row(MISSING, product, f"cannot be read: {error}")


def _product(product: str, platform: Platform) -> Iterator[Row]:
    """Look at a product's parameters and templates. Without `adobe_customer_id` nothing is ever sent to Adobe."""
    defined, of_reseller = platform.parameter_types(product, "asset"), platform.parameter_types(product, "tier1")
    what = f"{product} parameters"
    if ids.CUSTOMER_ID not in defined:
        yield Row(MISSING, what, f"{ids.CUSTOMER_ID} (fulfillment): every request parks without it")
    for told in (*lost(OF_SUBSCRIPTIONS, defined), *lost(OF_RESELLERS, of_reseller)):
        yield Row(NOTICE, what, told)
    yield Row(RIGHT, what, f"{len(defined)} of subscriptions, {len(of_reseller)} of resellers were looked at")
    yield from _templates(product, platform)


def _retail_product(product: str, platform: Platform) -> Iterator[Row]:
    """Look at a product of Partner Connection Retail. Without reference and link nothing is ever sent to Adobe."""
    defined = platform.parameter_types(product, "asset")
    what = f"{product} parameters"
    for name in NEEDED:
        if name not in defined:
            yield Row(MISSING, what, f"{name} (fulfillment): every request parks without it")
    if defined.get(ids.REDEMPTION_CODE) not in {None, "", "password"}:
        yield Row(MISSING, what, f"{ids.REDEMPTION_CODE} is not of the type password: whoever sees a request reads the code")
    for told in lost(OF_RETAIL, defined):
        yield Row(NOTICE, what, told)
    yield Row(RIGHT, what, f"{len(defined)} of subscriptions were looked at")
    yield from _templates(product, platform)
    links = (ids.REDEMPTION_URL, ids.REDEMPTION_SHORT_URL)
    found = platform.template_id(product, "fulfillment")
    if found and not platform.template_id(product, "fulfillment", shows=links):
        text = f"fulfillment: {found} does not show {ids.REDEMPTION_URL}: a text of the connector's own with the link is used"
        yield Row(NOTICE, f"{product} templates", text)


def _templates(product: str, platform: Platform) -> Iterator[Row]:
    for kind in ("fulfillment", "inquire"):
        found = platform.template_id(product, kind)
        text = f"{kind}: {found}" if found else f"{kind}: none, a text of the connector's own is used"
        yield Row(RIGHT if found else NOTICE, f"{product} templates", text)
