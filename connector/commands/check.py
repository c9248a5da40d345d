"""`check`: a table of what is right and what is missing: settings, credentials, database, products on the platform.

It changes nothing: it fetches tokens, and otherwise only looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from connector import bootstrap
from connector.adobe.errors import AdobeCredentialsError, AdobeError
from connector.cloudblue.platform import PlatformRefusedError, PlatformUnavailableError
from connector.commands.surroundings import PROBLEM, SUCCESS
from connector.domain import parameters as ids
from connector.settings import SettingsError
from connector.store import StoreError, StoreMissingError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from connector.cloudblue.platform import Platform
    from connector.commands.surroundings import Surroundings
    from connector.fulfillment.means import Means
    from connector.settings import Account, Connection, Settings

RIGHT: Final = "right"
NOTICE: Final = "notice"
MISSING: Final = "missing"

_ORDERING: Final = (
    ids.ACTION_TYPE,
    ids.USER_EMAIL,
    ids.USER_FIRST_NAME,
    ids.USER_LAST_NAME,
    ids.COMPANY_NAME,
    *ids.ADDRESS,
    ids.PHONE,
    *ids.AUTO_RENEWAL_SWITCHES,
)
_FULFILLMENT: Final = (
    ids.ORDER_ID,
    ids.ORDERS,
    ids.SUBSCRIPTION_ID,
    ids.SUBSCRIPTION_LIST,
    ids.RENEWAL_DATE,
    ids.AUTO_RENEWAL_STATUS,
    ids.AUTO_RENEWAL_DAY,
    ids.AUTO_RENEWAL_MONTH,
    ids.AUTO_RENEWAL_CADENCE,
    ids.DISCOUNT_GROUP,
    ids.DISCOUNT_GROUP_CONSUMABLES,
    ids.ERROR_MESSAGE,
)
_ANY: Final = "*"


@dataclass(frozen=True)
class Row:
    """One line of the table: how it stands (`right`, `notice`, `missing`), what was looked at, and what to do."""

    mark: str
    what: str
    text: str


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Print the table; 1 when something is missing. Raises `SettingsError`, whose message names every problem."""
    settings, connection = _written(surroundings)
    with bootstrap.looking(settings, connection, surroundings.pause) as (means, platform):
        rows = [Row(RIGHT, "settings", f"can be read; Adobe accounts: {len(settings.accounts)}")]
        rows += [*_accounts(means), _database(means), *_products(arguments.product, settings, platform)]
    width = max(len(row.what) for row in rows)
    for row in rows:
        surroundings.say(f"{row.mark:<{len(MISSING)}}  {row.what:<{width}}  {row.text}")
    return PROBLEM if any(row.mark == MISSING for row in rows) else SUCCESS


def _written(surroundings: Surroundings) -> tuple[Settings, Connection | None]:
    """Read what the operator wrote; what is wrong with either comes in one `SettingsError`."""
    try:
        connection = surroundings.connection()
    except SettingsError as error:
        raise SettingsError((*_problems(surroundings.settings), *error.problems)) from None
    return surroundings.settings(), connection


def _problems(read: Callable[[], object]) -> tuple[str, ...]:
    try:
        read()
    except SettingsError as error:
        return error.problems
    return ()


def _accounts(means: Means) -> Iterator[Row]:
    if not means.settings.accounts:
        yield Row(NOTICE, "accounts", "CONNECTOR_ACCOUNTS is empty: every request parks")
    yield from (_token(account, means) for account in means.settings.accounts)


def _token(account: Account, means: Means) -> Row:
    what = f"token of {account.name}"
    try:
        means.client_for(account).fetch_token()
    except AdobeCredentialsError as error:
        return Row(MISSING, what, f"refused (HTTP {error.status}): check api_key, adobe_client_secret and scopes")
    except AdobeError as error:
        return Row(MISSING, what, f"Adobe's identity service gave no usable answer ({type(error).__name__}): check oauth_url")
    return Row(RIGHT, what, "Adobe accepts the credentials")


def _database(means: Means) -> Row:
    try:
        means.store.ready()
    except StoreMissingError as error:
        return Row(NOTICE, "database", str(error))
    except StoreError as error:
        return Row(MISSING, "database", str(error))
    return Row(RIGHT, "database", "reachable and up to date")


def _products(asked: str | None, settings: Settings, platform: Platform | None) -> Iterator[Row]:
    if platform is None:
        yield Row(NOTICE, "platform", "not looked at: set CONNECT_API_KEY (and CONNECT_API_URL)")
        return
    named = dict.fromkeys(account.product for account in settings.accounts if account.product != _ANY)
    products = (asked,) if asked else tuple(named)
    if not products:
        yield Row(NOTICE, "platform", "no account names a product: say which one with --product")
    for product in products:
        try:
            yield from _product(product, platform)
        except (PlatformRefusedError, PlatformUnavailableError) as error:
            yield Row(MISSING, product, f"cannot be read: {error}")


def _product(product: str, platform: Platform) -> Iterator[Row]:
    """Look at a product's parameters and templates. Without `adobe_customer_id` nothing is ever sent to Adobe."""
    defined, of_reseller = platform.parameter_ids(product, "asset"), platform.parameter_ids(product, "tier1")
    what = f"{product} parameters"
    if ids.CUSTOMER_ID not in defined:
        yield Row(MISSING, what, f"{ids.CUSTOMER_ID} (fulfillment): every request parks without it")
    for phase, expected in (("ordering", _ORDERING), ("fulfillment", _FULFILLMENT)):
        absent = [name for name in expected if name not in defined]
        if absent:
            yield Row(NOTICE, what, f"not defined ({phase}): {', '.join(absent)}")
    if ids.RESELLER_ID not in of_reseller:
        yield Row(NOTICE, what, f"not defined (tier 1): {ids.RESELLER_ID}: the account's default_reseller_id is used")
    yield Row(RIGHT, what, f"{len(defined)} of subscriptions, {len(of_reseller)} of resellers were looked at")
    for kind in ("fulfillment", "inquire"):
        found = platform.template_id(product, kind)
        text = f"{kind}: {found}" if found else f"{kind}: none, a text of the connector's own is used"
        yield Row(RIGHT if found else NOTICE, f"{product} templates", text)
