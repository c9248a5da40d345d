"""Telling a tier configuration which Adobe reseller it stands for, as a person wants it: looked at first, then written once.

The platform takes parameters of a tier configuration through a request of it alone, so that is where the id is written. Must
never write one that Adobe does not show as ours, nor one beside a request's own work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from connector.cloudblue.platform import PlatformRefusedError
from connector.cloudblue.reading import MalformedRequestError, read_tier_request
from connector.domain.parameters import RESELLER_ID
from connector.domain.resellers import ACTIVE
from connector.fulfillment.managing import NotPossibleError
from connector.fulfillment.opening import reseller_key, tier_key
from connector.fulfillment.reseller_page import (
    LEVEL,
    account_of,
    open_request_of,
    place_of,
    read_configuration_of_caller,
    read_reseller,
    texts_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from connector.cloudblue.platform import Platform
    from connector.domain.requests import TierRequest
    from connector.fulfillment.account_desk import Desk
    from connector.settings import Account

ADOPT: Final = "adopt-reseller"
"""How the actions of the console call it."""

_SET: Final = (
    "The configuration stands for the Adobe reseller {held}. To change it, ask Adobe's support for a change of reseller."
)
_TAKEN: Final = "The tier configuration {other} of another company stands for this reseller. Correct one of the two."
_TAKEN_UNSEEN: Final = (
    "A company of another installation has adopted this reseller. Where that is over, a request that brings the id along in its"
    " parameter adobe_reseller_id needs no adoption."
)
_REFUSED: Final = "refused"
_COMPANY: Final = "company_id"
_NO_REQUEST: Final = (
    "The platform takes the id through a request alone. Create an adjustment of the tier configuration, and adopt again."
)
_ANSWERED: Final = "The request {id} is {status} and takes no parameters any more. Look again in a moment."
_UNDER_WAY: Final = ("pending", "inquiring")
_AGAIN_SECONDS: Final = 5
_NOT_OURS: Final = frozenset({"1115", "4121"})
_NOT_KNOWN: Final = "Adobe has no such reseller under the distributor of the account. Correct the id."
_BUSY: Final = ("customer-busy", "A request of this reseller is being worked on. Try again in a moment.", _AGAIN_SECONDS)


@dataclass(frozen=True)
class _Adoption:
    """Who wants which reseller for which configuration, and under which account."""

    raw: Mapping[str, Any]
    reseller_id: str
    account: Account
    user: str
    desk: Desk

    @property
    def configuration_id(self) -> str:
        """The configuration's id (TC-…)."""
        return str(self.raw["id"])

    @property
    def company_id(self) -> str:
        """The company's tier account (TA-…)."""
        return str(self.raw["account"]["id"])

    @property
    def key(self) -> str:
        """The Adobe reseller, for leases and for what is remembered."""
        return reseller_key(self.account.name, self.reseller_id)


def adopt(configuration_id: str, reseller_id: str, user: str, desk: Desk, platform: Platform) -> dict[str, Any]:
    """Write an existing reseller's id to the open request of a configuration. Raises `NotPossibleError`.

    What is written already is not written again. The request goes on with it at its next delivery. The lease is the company's
    and the Adobe reseller's: of two companies that want the same one at once, the second sees what the first has done.
    """
    raw = read_configuration_of_caller(configuration_id, desk)
    wanted = _Adoption(raw, reseller_id, account_of(raw, desk), user, desk)
    _check_unset(raw, reseller_id)
    _check_at_adobe(reseller_id, wanted.account, desk)
    lease = desk.means.store.lease((tier_key(wanted.company_id, wanted.account.name), wanted.key), desk.means.new_id())
    if lease is None:
        raise NotPossibleError(*_BUSY)
    try:
        _check_nobody_elses(wanted)
        lease.renew()
        return _write(wanted, platform)
    finally:
        lease.release()


def _check_unset(raw: Mapping[str, Any], reseller_id: str) -> None:
    held = texts_of(raw).get(RESELLER_ID, "")
    if held not in {"", reseller_id}:
        raise NotPossibleError("reseller-set", _SET.format(held=held))


def _check_at_adobe(reseller_id: str, account: Account, desk: Desk) -> None:
    """See that the reseller is ours, active, and sells what the account sells."""
    try:
        found = read_reseller(reseller_id, account, desk)
    except NotPossibleError as refused:
        if refused.more.get("adobe_code") in _NOT_OURS:
            raise NotPossibleError("reseller-unusable", _NOT_KNOWN) from None
        raise
    if found.distributor_id not in {"", account.distributor_id}:
        raise NotPossibleError("reseller-unusable", _NOT_KNOWN)
    if found.status != ACTIVE:
        text = f"The reseller is not active at Adobe: its status is {found.status}. Ask Adobe's support."
        raise NotPossibleError("reseller-unusable", text)
    if account.market_segment not in found.profile.segments:
        text = f"The reseller does not sell the market segment {account.market_segment}. Have it added at Adobe first."
        raise NotPossibleError("reseller-unusable", text)


def _check_nobody_elses(wanted: _Adoption) -> None:
    """See that no other company has the reseller; its own may have it in several configurations of the same Adobe account."""
    desk = wanted.desk
    held = desk.visible.configurations({"tier_level": LEVEL})
    asked = desk.visible.tier_requests({"tier_level": LEVEL, "status__in": list(_UNDER_WAY)})
    holders = [(one, one) for one in held] + [(one, one.get("configuration") or {}) for one in asked]
    for holder, configuration in holders:
        if texts_of(holder).get(RESELLER_ID) != wanted.reseller_id:
            continue
        other = str(((holder.get("account") or configuration.get("account")) or {}).get("id"))
        found = desk.means.settings.account_for(*place_of(configuration))
        if other != wanted.company_id and found is not None and found.name == wanted.account.name:
            raise NotPossibleError("reseller-taken", _TAKEN.format(other=configuration["id"]))
    _check_not_adopted_unseen(wanted, {str(one["id"]) for one in held})


def _check_not_adopted_unseen(wanted: _Adoption, seen: Collection[str]) -> None:
    """See that no company adopted the reseller whose configuration the caller is not shown: another installation's.

    What is shown has been judged by what it holds now. Of what is not, the last adoption counts, also one that broke off.
    """
    store = wanted.desk.means.store
    for other in {one.subject for one in store.actions_by(ADOPT, wanted.key)} - {*seen, wanted.configuration_id}:
        last = [one for one in store.actions_on(other) if one.what == ADOPT][-1]
        answer = last.answer or {}
        if last.digest == wanted.key and not answer.get(_REFUSED) and answer.get(_COMPANY) != wanted.company_id:
            raise NotPossibleError("reseller-taken", _TAKEN_UNSEEN)


def _write(wanted: _Adoption, platform: Platform) -> dict[str, Any]:
    raw, desk = wanted.raw, wanted.desk
    told = {"configuration_id": wanted.configuration_id, "reseller_id": wanted.reseller_id}
    request_id = open_request_of(raw)
    if not request_id:
        if texts_of(raw).get(RESELLER_ID) == wanted.reseller_id:
            return _noted(wanted, {**told, "written": False, "text": "The configuration stands for this reseller already."})
        raise NotPossibleError("no-open-request", _NO_REQUEST)
    request = _under_way(desk.visible.request(request_id))
    held = request.text(RESELLER_ID)
    if held not in {"", wanted.reseller_id}:
        raise NotPossibleError("reseller-set", f"The request {request_id} brings the Adobe reseller {held}. Let it end first.")
    _refuse_beside_open_calls(wanted)
    found = {**told, "request_id": request_id, "written": not held}
    found["text"] = f"The request {request_id} goes on with this reseller when the platform brings it."
    if held:
        return _noted(wanted, found)
    action_id = _begun(wanted)
    try:
        platform.update(request, values={RESELLER_ID: wanted.reseller_id}, errors={}, note=None)
    except PlatformRefusedError:
        desk.means.store.end_action(action_id, {**told, _REFUSED: True})
        raise
    return _ended(action_id, wanted, found)


def _under_way(raw: dict[str, Any] | None) -> TierRequest:
    """Read the request that the id is written to. Raises `NotPossibleError` where it cannot take it."""
    try:
        request = read_tier_request(raw or {})
    except MalformedRequestError:
        raise NotPossibleError("no-open-request", "The open request cannot be read. Look at it on the platform.") from None
    if request.status not in _UNDER_WAY:
        raise NotPossibleError("no-open-request", _ANSWERED.format(id=request.id, status=request.status))
    if not request.carries(RESELLER_ID):
        text = "The product has no parameter adobe_reseller_id of tier 1. Add it, and adopt again with the next request."
        raise NotPossibleError("no-open-request", text)
    return request


def _refuse_beside_open_calls(wanted: _Adoption) -> None:
    """Let a request first find out about a call whose answer is missing: it may have made another reseller."""
    key = tier_key(wanted.company_id, wanted.account.name)
    if wanted.desk.means.store.open_attempts((key,), ()):
        raise NotPossibleError(*_BUSY)


def _noted(wanted: _Adoption, found: dict[str, Any]) -> dict[str, Any]:
    """Keep what stood there already."""
    with wanted.desk.means.store.at_once():
        return _ended(_begun(wanted), wanted, found)


def _begun(wanted: _Adoption) -> str:
    """Keep who adopts what before it is written: an adoption that breaks off is known too."""
    action_id = wanted.desk.means.new_id()
    wanted.desk.means.store.begin_action(
        action_id, what=ADOPT, subject=wanted.configuration_id, digest=wanted.key, user=wanted.user
    )
    return action_id


def _ended(action_id: str, wanted: _Adoption, found: dict[str, Any]) -> dict[str, Any]:
    wanted.desk.means.store.end_action(action_id, {**found, _COMPANY: wanted.company_id})
    return found
