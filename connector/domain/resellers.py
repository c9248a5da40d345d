"""Which Adobe reseller a tier configuration stands for: the one on it, else one that the company already has, else a new one.

A company has one Adobe reseller per distributor, however many marketplaces and products share that distributor.
Sources: developer.adobe.com/vipmp/docs/reseller-account and …/references/status-codes.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from connector.domain import meanings, pauses
from connector.domain import parameters as ids
from connector.domain.case import DONE
from connector.domain.companies import reseller_profile_of, same_address
from connector.domain.moves import Adopt
from connector.domain.problems import Kind, problem
from connector.domain.refusals import Refusal
from connector.domain.reseller_checks import reseller_problems
from connector.domain.reseller_moves import (
    CREATIONS,
    CreateReseller,
    FindResellers,
    ReadOtherConfigurations,
    ReadResellerProfile,
    reseller_updates,
)
from connector.domain.updating import look_after_updates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import NoReturn

    from connector.domain.adobe_facts import OtherConfiguration, Reseller
    from connector.domain.case import TierCase

ACTIVE: Final = "1000"
PENDING: Final = frozenset({"1002", "1023"})
_BAD_ADDRESS: Final = "1010"
_NOT_OURS: Final = frozenset({"1115", "4121"})


def reseller_for(case: TierCase) -> Reseller:
    """Give the active Adobe reseller of a tier configuration, written to it as soon as it is known."""
    given = case.request.text(ids.RESELLER_ID)
    case.keep({ids.RESELLER_ID: given or known_reseller(case) or _created(case)})
    reseller = _active(case, read_reseller(case, given))
    if reseller.id not in case.facts.known_resellers and not _is_in_the_journal(case, reseller.id):
        # Another request of the company may come before this one is approved: the journal tells it of this reseller.
        case.make(Adopt(_creation(case), reseller.id))
    return reseller


def _is_in_the_journal(case: TierCase, reseller_id: str) -> bool:
    answers = (attempt.answer for attempt in case.facts.attempts if attempt.outcome in DONE)
    return any(answer is not None and answer.body.get("resellerId") == reseller_id for answer in answers)


def read_reseller(case: TierCase, reseller_id: str) -> Reseller:
    """Give the reseller that stands on the configuration; one that Adobe does not know, or that is another's, is asked about."""
    found = _look(case, reseller_id)
    if isinstance(found, Refusal) and found.code not in _NOT_OURS:
        case.refused(meanings.READ_RESELLER, found)
    if isinstance(found, Refusal) or _is_anothers(case, found):
        unknown = problem("reseller-unknown", reseller=reseller_id, distributor=case.policy.distributor_id)
        ordering = case.request.parameters[ids.RESELLER_ID].phase == "ordering"
        case.stop((unknown.with_kind(Kind.CORRECTABLE) if ordering else unknown,))
    return found


def known_reseller(case: TierCase) -> str:
    """Give the reseller that the company has already, by the store, else by the platform's other configurations; or none."""
    wanted = reseller_profile_of(case.request, case.policy)
    refused = []
    for found in _known(case):
        if found.status != _BAD_ADDRESS:
            return found.id
        if same_address(wanted.address, found.profile.address):
            refused.append(found)
    if refused:
        case.stop_on_status(meanings.RESELLER_ACCOUNT, _BAD_ADDRESS, reseller=refused[0].id)
    return ""


def _known(case: TierCase) -> Iterator[Reseller]:
    """Look at each reseller that may be the company's, and give those that Adobe knows under this distributor."""
    others: tuple[OtherConfiguration, ...] = case.look(ReadOtherConfigurations(case.request.company.id))
    candidates = (*case.facts.known_resellers, *(other.reseller_id for other in others if other.reseller_id))
    for candidate in dict.fromkeys(candidates):
        found = _look(case, candidate)
        if isinstance(found, Refusal):
            if found.code not in _NOT_OURS:
                case.refused(meanings.READ_RESELLER, found)
        elif not _is_anothers(case, found):
            yield found


def _look(case: TierCase, reseller_id: str, in_a_row: int = 0) -> Reseller | Refusal:
    pause = pauses.QUICK_LOOKS[in_a_row - 1] if in_a_row else 0.0
    look = in_a_row or look_after_updates(case, reseller_updates(reseller_id))
    found: Reseller | Refusal = case.look(ReadResellerProfile(reseller_id, look, pause))
    return found


def _is_anothers(case: TierCase, reseller: Reseller) -> bool:
    return bool(reseller.distributor_id) and reseller.distributor_id != case.policy.distributor_id


def _active(case: TierCase, reseller: Reseller) -> Reseller:
    """Give the reseller once it is active, or the one that replaces it; else wait, or stop and say why."""
    made = reseller.created or case.facts.now
    in_a_row = 0
    while reseller.status in PENDING and case.facts.now - made < pauses.FRESH and in_a_row < len(pauses.QUICK_LOOKS):
        in_a_row += 1
        again = _look(case, reseller.id, in_a_row)
        if isinstance(again, Refusal):
            case.refused(meanings.READ_RESELLER, again)
        reseller = again
    if reseller.status == ACTIVE:
        return reseller
    if reseller.status == _BAD_ADDRESS and _may_be_replaced(case, reseller):
        # An inactive reseller cannot be updated (1125): the corrected data make a new one, unless they are what was refused.
        case.keep({ids.RESELLER_ID: known_reseller(case) or _created(case)})
    return _stop_on_status(case, reseller, made)


def _stop_on_status(case: TierCase, reseller: Reseller, made: datetime) -> NoReturn:
    days = case.policy.order_wait_days
    match reseller.status:
        case "1002" | "1023" if case.facts.now - made > timedelta(days=days):
            case.stop((problem("reseller-pending-too-long", reseller=reseller.id, days=days),))
        case "1002" | "1023":
            case.wait(f"the Adobe reseller {reseller.id} is pending", since=made)
        case "1010" if not _is_own(case, reseller):
            # Whoever wrote the id here knows that reseller's address, and who ordered does not.
            case.stop_on_status(meanings.RESELLER_ACCOUNT, reseller.status, turn=Kind.OPERATOR, reseller=reseller.id)
        case _:
            case.stop_on_status(meanings.RESELLER_ACCOUNT, reseller.status, reseller=reseller.id)


def _may_be_replaced(case: TierCase, reseller: Reseller) -> bool:
    """Whether a reseller whose address Adobe refused was made for this company, and the address is another one now."""
    wanted = reseller_profile_of(case.request, case.policy)
    return _is_own(case, reseller) and not same_address(wanted.address, reseller.profile.address)


def _is_own(case: TierCase, reseller: Reseller) -> bool:
    """Whether the reseller was made for this company, and not brought along: its reference is the tier account's id."""
    return reseller.reference == case.request.company.id


def _creation(case: TierCase) -> CreateReseller:
    wanted = reseller_profile_of(case.request, case.policy)
    return CreateReseller(case.policy.distributor_id, case.request.company.id, wanted)


def _created(case: TierCase) -> str:
    """Give the reseller that this request creates, or finds to have created."""
    call = _creation(case)
    answer = case.accepted(call.intent)
    if answer:
        return str(answer.body["resellerId"])
    since = case.request.created.replace(microsecond=0)
    if case.broke_with_other_data(CREATIONS, call.intent):
        # What was made then carries the name of then, which the journal does not keep: the reference tells it.
        _adopt(case, call, FindResellers("", call.reference), since)
    find = FindResellers(call.profile.company_name, call.reference)
    if not case.attempts(call.intent) and (case.store_is_younger or _others_are_under_way(case)):
        _adopt(case, call, find, None)
    case.refuse(reseller_problems(case.request, case.policy))
    return case.call(call, look=lambda: _adopt(case, call, find, since))


def _others_are_under_way(case: TierCase) -> bool:
    """Whether another configuration of the company is being set up, so that its reseller may be at Adobe and nowhere else yet."""
    others: tuple[OtherConfiguration, ...] = case.look(ReadOtherConfigurations(case.request.company.id))
    return any(other.is_open and not other.reseller_id for other in others)


def _adopt(case: TierCase, call: CreateReseller, find: FindResellers, since: datetime | None) -> None:
    """Adopt the one reseller that is found, made since then; park when there are several; come back without one."""
    found: tuple[Reseller, ...] = case.read(find, meanings.LIST_RESELLERS)
    made = [one.id for one in found if since is None or (one.created is not None and one.created >= since)]
    if len(made) == 1:
        case.make(Adopt(call, made[0]))
    if made:
        case.stop((problem("reseller-ambiguous", resellers=", ".join(made)),))
