"""The ladders of tier configurations: a reseller's set-up, its change, and the adjustment that only looks.

Sources: developer.adobe.com/vipmp/docs/reseller-account/create-reseller-account and …/update-reseller-account.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from connector.domain import parameters as ids
from connector.domain.companies import reseller_profile_of
from connector.domain.moves import Approve
from connector.domain.problems import Problem, problem
from connector.domain.profiles import FIXED, differences, fixed_differences, updated, with_segment
from connector.domain.reseller_checks import reseller_problems, set_up_problems
from connector.domain.reseller_moves import UpdateReseller, company_data
from connector.domain.resellers import ACTIVE, known_reseller, read_reseller, reseller_for
from connector.domain.updating import bring_up_to_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connector.domain.adobe_facts import Reseller
    from connector.domain.case import TierCase
    from connector.domain.parties import AdobeProfile, CustomerProfile

_NO_RESELLER_OF_ADOBE = "Adobe knows resellers of tier 1 only: nothing was sent to Adobe for this tier."
_FIRST = 1


def reseller_setup(case: TierCase) -> NoReturn:
    """Have the company as an active Adobe reseller in the account's market segment; a second set-up finds the first one's."""
    _begin(case)
    reseller = reseller_for(case)
    wanted = with_segment(reseller.profile, case.policy.market_segment)
    _bring_up_to_date(case, reseller, wanted, ("segment", case.policy.market_segment))
    case.make(Approve(_values(reseller)))


def reseller_change(case: TierCase) -> NoReturn:
    """Bring Adobe's data of the reseller in line with the marketplace's, where they really differ."""
    _begin(case)
    reseller = reseller_for(case)
    case.refuse(reseller_problems(case.request, case.policy))
    wanted, segment = reseller_profile_of(case.request, case.policy), case.policy.market_segment
    case.refuse(tuple(_changed_although_fixed(case, reseller, wanted)))
    sent = with_segment(updated(reseller.profile, wanted), segment)
    _bring_up_to_date(case, reseller, sent, (*company_data(wanted), segment))
    case.make(Approve(_values(reseller), note=_told(reseller, wanted)))


def reseller_adjustment(case: TierCase) -> NoReturn:
    """Look at the reseller and write its id; nothing is changed at Adobe."""
    _begin(case)
    reseller_id = case.request.text(ids.RESELLER_ID) or known_reseller(case)
    if not reseller_id:
        case.make(Approve({ids.ERROR_MESSAGE: ""}, note="This tier has no Adobe reseller yet."))
    reseller = read_reseller(case, reseller_id)
    note = "" if reseller.status == ACTIVE else f"The Adobe reseller {reseller.id} has the status {reseller.status}."
    case.make(Approve(_values(reseller), note=note))


def _begin(case: TierCase) -> None:
    """Answer at once what is no reseller of Adobe's own; stop on what an operator must do first."""
    if case.request.level != _FIRST:
        case.make(Approve({ids.ERROR_MESSAGE: ""}, note=_NO_RESELLER_OF_ADOBE))
    case.refuse(set_up_problems(case.request, case.policy))
    if not case.request.carries(ids.RESELLER_ID):
        default = case.policy.default_reseller_id
        note = f"The product has no adobe_reseller_id: its purchases go to the Adobe reseller {default} of the account."
        case.make(Approve({ids.ERROR_MESSAGE: ""}, note=note))


def _bring_up_to_date(case: TierCase, reseller: Reseller, sent: AdobeProfile, asked: tuple[str, ...]) -> None:
    differing = differences(reseller.profile, sent)
    if differing:
        case.refuse(bring_up_to_date(case, UpdateReseller(reseller.id, sent, asked), differing))


def _changed_although_fixed(case: TierCase, reseller: Reseller, wanted: CustomerProfile) -> Iterator[Problem]:
    """Ask about what this very request changes and Adobe lets nobody change; what differed before is only told."""
    for name in fixed_differences(reseller.profile, wanted):
        (parameter,) = ids.of_reseller((name,))
        carried = case.request.parameters.get(parameter)
        if carried and carried.asks and carried.comparable != case.request.approved.get(parameter, ""):
            yield problem("reseller-data-fixed", parameters=(parameter,), what=FIXED[name])


def _told(reseller: Reseller, wanted: CustomerProfile) -> str:
    """Name what differs from Adobe and stays so."""
    fixed = ", ".join(FIXED[name] for name in fixed_differences(reseller.profile, wanted))
    return f"Adobe keeps what it has, since it cannot be changed there: {fixed}." if fixed else ""


def _values(reseller: Reseller) -> dict[str, str | dict[str, object]]:
    return {ids.RESELLER_ID: reseller.id, ids.ERROR_MESSAGE: ""}
