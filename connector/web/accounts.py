"""The accounts page's routes: list the Adobe accounts, try one, save one, remove one. Must never give a secret back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from connect.eaas.core.decorators import router
from fastapi.responses import JSONResponse  # noqa: TC002 - FastAPI reads the annotation.

from connector.fulfillment.account_desk import remove, save, tried
from connector.web.context import CALLER, Caller, desk_of
from connector.web.problems import ProblemError
from connector.web.shapes import BODY, answer, asked_with, told
from connector.wire import WireModel

if TYPE_CHECKING:
    from datetime import datetime

    from connector.settings import Account

_PLACE: Final = {"product": "PRD-000-000-001", "marketplace": "MP-00001", "environment": "production"}
_RULES: Final = {"distributor_id": "D1000000000", "currency": "USD", "market_segment": "COM"}
_HOSTS: Final = {"oauth_url": "https://ims-na1.adobelogin.com", "url": "https://partners.adobe.io"}
_TRIED: Final = ("account-unproven", "marketplace-not-found", "platform-unavailable", "platform-refused")


class AccountWritten(WireModel):
    """An account with the fields of `CONNECTOR_ACCOUNTS`; `credentials` may be CloudBlue's JSON, an object or pasted as text."""

    product: str
    marketplace: str
    environment: str
    program: str = "vipmp"
    credentials: dict[str, Any] | None = None
    api_key: str | None = None
    adobe_client_secret: str | None = None
    oauth_url: str | None = None
    url: str | None = None
    scopes: str | None = None
    distributor_id: str
    currency: str
    market_segment: str
    default_reseller_id: str | None = None
    downsize_in_window: str = "renewal"


class AccountShown(WireModel):
    """An account without its secrets. `source` is `console` or `variable`; one of a variable has no id and cannot be removed."""

    account_id: str | None = None
    source: str
    name: str
    product: str
    marketplace: str
    environment: str
    program: str
    distributor_id: str
    currency: str
    market_segment: str
    default_reseller_id: str | None = None
    downsize_in_window: str
    oauth_url: str
    url: str
    scopes: str
    saved_at: str | None = None


class AccountsListed(WireModel):
    """The caller's accounts. `can_save` tells whether there is a key to seal with."""

    can_save: bool
    accounts: tuple[AccountShown, ...]


class AccountTried(WireModel):
    """Adobe accepts the account."""

    accepted: bool


class AccountRemoved(WireModel):
    """The account is forgotten."""

    removed: bool


_WRITTEN: Final = {**_PLACE, "credentials": {"api_key": "…", "adobe_client_secret": "…", **_HOSTS}, **_RULES}
_SHOWN: Final = {
    "account_id": "5c1d…",
    "source": "console",
    "name": "production/D1000000000",
    **_PLACE,
    "program": "vipmp",
    **_RULES,
    "downsize_in_window": "renewal",
    **_HOSTS,
    "scopes": "openid,AdobeID,read_organizations",
    "saved_at": "2026-03-01T10:00:00+00:00",
}
_LIST: Final[dict[str, Any]] = {"tags": ["accounts"], "responses": told(AccountsListed, {"can_save": True, "accounts": [_SHOWN]})}
_TRY: Final[dict[str, Any]] = {
    "tags": ["accounts"],
    "responses": told(AccountTried, {"accepted": True}, *_TRIED),
    "openapi_extra": asked_with(AccountWritten, _WRITTEN),
}
_SAVE: Final[dict[str, Any]] = {
    "tags": ["accounts"],
    "responses": told(AccountShown, _SHOWN, "encryption-missing", *_TRIED),
    "openapi_extra": asked_with(AccountWritten, _WRITTEN),
}
_REMOVE: Final[dict[str, Any]] = {
    "tags": ["accounts"],
    "responses": told(AccountRemoved, {"removed": True}, "account-not-found"),
}


@router.get("/adobe/accounts", operation_id="list_accounts", **_LIST)
def accounts(caller: Caller = CALLER) -> JSONResponse:
    """List the Adobe accounts of the caller's marketplaces."""
    desk = desk_of(caller)
    saved = [_shown(one.account, one.account_id, one.saved_at) for one in desk.saved()]
    configured = [_shown(one) for one in desk.configured()]
    can_save = bool(caller.means.settings.encryption_keys)
    return answer(AccountsListed(can_save=can_save, accounts=(*saved, *configured)))


@router.post("/adobe/accounts/test", operation_id="try_account", **_TRY)
def try_account(caller: Caller = CALLER, body: Any = BODY) -> JSONResponse:  # noqa: ANN401 - any JSON value.
    """Try an account at Adobe without saving it."""
    tried(_object(body), desk_of(caller))
    return answer(AccountTried(accepted=True))


@router.post("/adobe/accounts", operation_id="save_account", **_SAVE)
def save_account(caller: Caller = CALLER, body: Any = BODY) -> JSONResponse:  # noqa: ANN401 - any JSON value.
    """Try an account at Adobe and save it: every runner uses it from its next delivery on."""
    account_id, account = save(_object(body), caller.means.new_id(), desk_of(caller))
    return answer(_shown(account, account_id, caller.means.store.now()))


@router.delete("/adobe/accounts/{account_id}", operation_id="remove_account", **_REMOVE)
def remove_account(account_id: str, caller: Caller = CALLER) -> JSONResponse:
    """Forget a saved account: one of the variables counts again, or none."""
    remove(account_id, desk_of(caller))
    return answer(AccountRemoved(removed=True))


def _object(body: object) -> Mapping[str, Any]:
    if not isinstance(body, Mapping):
        raise ProblemError("input-invalid", "Send one JSON object.")
    return body


def _shown(account: Account, account_id: str | None = None, saved_at: datetime | None = None) -> AccountShown:
    return AccountShown(
        account_id=account_id,
        source="console" if account_id else "variable",
        name=account.name,
        product=account.product,
        marketplace=account.marketplace,
        environment=account.environment,
        program=account.program,
        distributor_id=account.distributor_id,
        currency=account.currency,
        market_segment=account.market_segment,
        default_reseller_id=account.default_reseller_id,
        downsize_in_window=account.downsize_in_window,
        oauth_url=account.oauth_url,
        url=account.url,
        scopes=account.scopes,
        saved_at=saved_at.isoformat() if saved_at else None,
    )
