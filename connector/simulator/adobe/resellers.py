"""Resellers: create, read, list, update.

Their status settles by itself after a number of reads; it is never decided by the creating call.

Source: developer.adobe.com/vipmp/docs/reseller-account.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.emit import answer
from connector.simulator.adobe.messages import reseller_message, reseller_summary
from connector.simulator.adobe.pages import Paging, fits, page
from connector.simulator.adobe.profiles import check_fixed_fields
from connector.simulator.adobe.refusals import RefusalError
from connector.simulator.adobe.world import ACTIVE, PENDING, Reseller

if TYPE_CHECKING:
    from connector.simulator.adobe.asking import Asking
    from connector.simulator.exchange import SimResponse

_STATUSES: Final = frozenset({"1000", "1002", "1004", "1010", "1012", "1022", "1023", "1026"})
_PAGING: Final = Paging("accounts", default=20, largest=50)
_LIST_PARAMETERS: Final = ("status", "company-name", "sort-by", "order-by", "limit", "offset")


def create_reseller(asking: Asking) -> SimResponse:
    """Answer POST /v3/resellers: always pending at first."""
    asking.place.judge("create-reseller", asking.body)
    body = asking.body
    if body["distributorId"] != asking.partner.distributor_id:
        raise RefusalError("1114")
    profile = {**body["companyProfile"], "marketSegments": body["companyProfile"].get("marketSegments", ["COM"])}
    _check_segments(asking, profile)
    world = asking.place.world
    reseller = Reseller(
        reseller_id=world.next_id("reseller"),
        distributor_id=asking.partner.distributor_id,
        profile=profile,
        reference=body.get("externalReferenceId", ""),
        created=asking.place.clock.now(),
        settles_as=asking.fate().ends_as,
    )
    world.resellers[reseller.reseller_id] = reseller
    created = answer(201, reseller_message(reseller))
    if asking.place.settings.reseller_reads == 0:
        reseller.status = reseller.settles_as
    return created


def get_reseller(asking: Asking) -> SimResponse:
    """Answer GET /v3/resellers/{resellerId}; a pending one settles after enough of these."""
    reseller = asking.reseller(asking.parts["resellerId"])
    reseller.reads += 1
    needed = asking.place.settings.reseller_reads
    if reseller.status == PENDING and needed is not None and reseller.reads >= needed:
        reseller.status = reseller.settles_as
    return answer(200, reseller_message(reseller))


def list_resellers(asking: Asking) -> SimResponse:
    """Answer GET /v3/resellers: this distributor's, only active ones unless statuses are named."""
    asking.only(*_LIST_PARAMETERS)
    statuses = set(asking.every("status", _STATUSES)) or {ACTIVE}
    pattern = asking.one("company-name", "*")
    own = (
        reseller for reseller in asking.place.world.resellers.values() if reseller.distributor_id == asking.partner.distributor_id
    )
    found = [reseller for reseller in own if reseller.status in statuses and fits(reseller.profile["companyName"], pattern)]
    return answer(200, page(asking, _PAGING, sort_accounts(asking, found), reseller_summary))


def update_reseller(asking: Asking) -> SimResponse:
    """Answer PATCH /v3/resellers/{resellerId}: the sent profile replaces the stored one."""
    asking.place.judge("update-reseller", asking.body)
    reseller = asking.reseller(asking.parts["resellerId"])
    if reseller.status != ACTIVE:
        raise RefusalError("1125")
    profile = asking.body["companyProfile"]
    check_fixed_fields(reseller.profile, profile)
    _check_segments(asking, profile)
    if not set(profile["marketSegments"]).issuperset(reseller.profile["marketSegments"]):
        detail = "Reseller is not permitted to remove existing market segments"
        raise RefusalError("5122", detail, message="Invalid request")
    reseller.profile = profile
    reseller.reference = asking.body.get("externalReferenceId", reseller.reference)
    return answer(200, reseller_message(reseller))


def sort_accounts(asking: Asking, found: list[Any]) -> list[Any]:
    """Sort accounts as `sort-by` and `order-by` say: by creation, newest first, unless told otherwise."""
    by_name = asking.one("sort-by", "creationDate", frozenset({"creationDate", "companyName"})) == "companyName"
    descending = asking.one("order-by", "desc", frozenset({"asc", "desc"})) == "desc"
    # Accounts come in the order of their creation, so a stable sort by moment keeps those of one moment in that order too.
    ordered = sorted(found, key=lambda account: account.profile["companyName"].casefold() if by_name else account.created)
    return ordered[::-1] if descending else ordered


def _check_segments(asking: Asking, profile: dict[str, Any]) -> None:
    if not set(asking.partner.segments).issuperset(profile["marketSegments"]):
        raise RefusalError("2135")
