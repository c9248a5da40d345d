"""The resellers of a caller: tier configurations of level 1 beside Adobe's resellers, and where the two differ.

It looks and never writes. Companies are shown by name and address; of a person nothing is, not even where it differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from connector.adobe.errors import AdobeRefusedError
from connector.cloudblue.reading import corrected_reseller_account, read_configuration, read_tier
from connector.domain import meanings
from connector.domain.companies import company_profile
from connector.domain.parameters import COMPANY_NAME, COUNTRY, REGION, RESELLER_ID
from connector.domain.profiles import differences, fixed_differences, updated, with_segment
from connector.fulfillment.managing import NotPossibleError, client_of, refused_by_adobe
from connector.fulfillment.opening import policy_of
from connector.fulfillment.translation import reseller as as_rules_see_it

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.domain.adobe_facts import Reseller
    from connector.domain.parties import Address, AdobeProfile, CustomerProfile
    from connector.fulfillment.account_desk import Desk
    from connector.settings import Account
    from connector.store import RequestState

LEVEL: Final = 1
_ANY: Final = "*"
_BEING_SET_UP: Final = "processing"
_NAMES: Final = {COMPANY_NAME: "company_name", COUNTRY: "country", REGION: "region"}
_NAMES_OF_PARTS: Final = {
    "the address": "address",
    "the phone number": "phone",
    "the contacts": "contacts",
    "the market segments": "market_segments",
}


@dataclass(frozen=True)
class Wanted:
    """Which configurations are wanted; empty is any. `first` counts the ones before the page."""

    product: str
    marketplace: str
    first: int
    limit: int


def resellers(wanted: Wanted, desk: Desk) -> dict[str, Any]:
    """Give a page of the tier configurations that the caller sees, with the default resellers. Raises `NotPossibleError`."""
    places = desk.visible.marketplaces()
    if wanted.marketplace and wanted.marketplace not in places:
        raise NotPossibleError("marketplace-not-found", "This marketplace is none of yours.")
    filters: dict[str, object] = {"tier_level": LEVEL, **_of_products(wanted.product, desk)}
    filters |= {"marketplace__id": wanted.marketplace} if wanted.marketplace else {}
    found = desk.visible.configurations(filters, wanted.first, wanted.limit + 1)
    following = {"next": str(wanted.first + wanted.limit)} if len(found) > wanted.limit else {}
    mine = [one for one in found[: wanted.limit] if place_of(one)[1] in places]
    return {"resellers": [row(one, desk) for one in mine], "defaults": _defaults(wanted, desk), **following}


def _of_products(product: str, desk: Desk) -> dict[str, object]:
    """Keep to the product that is named, else to those of the accounts, unless one is for any."""
    if product:
        return {"product__id": product}
    products = sorted({one.product for one in desk.means.settings.accounts})
    return {} if _ANY in products else {"product__id__in": products or ["none"]}


def _defaults(wanted: Wanted, desk: Desk) -> list[dict[str, str]]:
    """Name the default resellers of the accounts that are the caller's to see."""
    accounts = (one for one in desk.means.settings.accounts if desk.may_see(one.marketplace) and one.default_reseller_id)
    return [
        {
            "product": one.product,
            "marketplace": one.marketplace,
            "environment": one.environment,
            "account": one.name,
            "reseller_id": str(one.default_reseller_id),
        }
        for one in accounts
        if one.marketplace in {wanted.marketplace or one.marketplace, _ANY}
        and one.product in {wanted.product or one.product, _ANY}
    ]


def read_configuration_of_caller(configuration_id: str, desk: Desk) -> dict[str, Any]:
    """Read a tier configuration of level 1 that the caller sees. Raises `NotPossibleError`."""
    raw = desk.visible.configuration(configuration_id)
    if raw is None or raw.get("tier_level") != LEVEL or place_of(raw)[1] not in desk.visible.marketplaces():
        raise NotPossibleError("configuration-not-found", "This tier configuration is none of yours, or not of tier 1.")
    return raw


def row(raw: Mapping[str, Any], desk: Desk) -> dict[str, Any]:
    """Give a tier configuration as a list shows it."""
    product, marketplace, connection = place_of(raw)
    account = desk.means.settings.account_for(product, marketplace, connection)
    request_id = open_request_of(raw)
    state = desk.means.store.request_state(request_id) if request_id else None
    shown = account is not None and desk.may_see(account.marketplace)
    return {
        "configuration_id": str(raw["id"]),
        "company_id": str((raw.get("account") or {}).get("id") or ""),
        "company_name": str((raw.get("account") or {}).get("name") or ""),
        "product": product,
        "marketplace": marketplace,
        "account": account.name if account and shown else "",
        "status": str(raw.get("status") or ""),
        "reseller_id": texts_of(raw).get(RESELLER_ID, ""),
        "request_id": request_id,
        **_state(raw, state),
    }


def _state(raw: Mapping[str, Any], state: RequestState | None) -> dict[str, str]:
    """Say where the reseller stands: parked, being_set_up, set_up or missing; a parked request says why and since when."""
    if state and state.parked_at and not state.ended_at:
        return {"state": "parked", "why": state.park_text or "", "since": state.parked_at.isoformat()}
    if texts_of(raw).get(RESELLER_ID):
        return {"state": "set_up"}
    return {"state": "being_set_up" if open_request_of(raw) or raw.get("status") == _BEING_SET_UP else "missing"}


def reseller_page(configuration_id: str, desk: Desk) -> dict[str, Any]:
    """Give both sides of a tier configuration. Raises `NotPossibleError`, and what keeps Adobe from answering."""
    raw = read_configuration_of_caller(configuration_id, desk)
    account = account_of(raw, desk)
    policy = policy_of(account, desk.means.settings)
    company = corrected_reseller_account(read_tier(raw["account"]), texts_of(raw))
    ours = company_profile(company, read_configuration(raw.get("configuration") or {}), policy)
    shown = {**row(raw, desk), "default_reseller_id": _default_of(account, desk)}
    shown["marketplace_side"] = {
        "company_name": ours.company_name,
        "address": _address(ours.address),
        "market_segment": ours.market_segment,
    }
    if not shown["reseller_id"]:
        return shown
    theirs = read_reseller(str(shown["reseller_id"]), account, desk)
    return {**shown, "adobe": _adobe(theirs), "differs": differing(theirs.profile, ours)}


def _default_of(account: Account, desk: Desk) -> str:
    return (account.default_reseller_id or "") if desk.may_see(account.marketplace) else ""


def account_of(raw: Mapping[str, Any], desk: Desk) -> Account:
    """Give the account that a configuration's place sells under. Raises `NotPossibleError`."""
    account = desk.means.settings.account_for(*place_of(raw))
    if account is None:
        raise NotPossibleError("account-missing", "No Adobe account is set up for the configuration's product and marketplace.")
    return account


def read_reseller(reseller_id: str, account: Account, desk: Desk) -> Reseller:
    """Read a reseller at Adobe. Raises `NotPossibleError`, and what keeps Adobe from answering."""
    try:
        return as_rules_see_it(client_of(account, desk.means).resellers.get(reseller_id))
    except AdobeRefusedError as refused:
        raise refused_by_adobe(meanings.READ_RESELLER, refused) from None


def differing(theirs: AdobeProfile, ours: CustomerProfile) -> list[str]:
    """Name what differs between the sides, whether or not Adobe would let it be changed."""
    sent = with_segment(updated(theirs, ours), ours.market_segment)
    fixed = [_NAMES[name] for name in fixed_differences(theirs, ours)]
    return [*fixed, *(_NAMES_OF_PARTS[part] for part in differences(theirs, sent))]


def _adobe(found: Reseller) -> dict[str, Any]:
    return {
        "reseller_id": found.id,
        "status": found.status,
        "company_name": found.profile.company_name,
        "address": _address(found.profile.address),
        "market_segments": list(found.profile.segments),
        "created": found.created.isoformat() if found.created else "",
    }


def _address(address: Address) -> dict[str, str]:
    return {
        "line_1": address.line_1,
        "line_2": address.line_2,
        "city": address.city,
        "region": address.region,
        "postal_code": address.postal_code,
        "country": address.country,
    }


def place_of(raw: Mapping[str, Any]) -> tuple[str, str, str]:
    """Give product, marketplace and type of connection; empty where the platform names none."""
    named = [str((raw.get(part) or {}).get(name) or "") for part, name in _PLACE]
    return named[0], named[1], named[2]


_PLACE: Final = (("product", "id"), ("marketplace", "id"), ("connection", "type"))


def open_request_of(raw: Mapping[str, Any]) -> str:
    """Give the request of a configuration that is under way; empty without one."""
    return str((raw.get("open_request") or {}).get("id") or "")


def texts_of(raw: Mapping[str, Any]) -> dict[str, str]:
    """Give the parameters of a configuration or its request: ids to texts."""
    return {str(one["id"]): str(one.get("value") or "").strip() for one in raw.get("params") or ()}
