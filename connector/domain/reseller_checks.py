"""The local checks of a reseller's set-up or change: what the request alone can tell. Drafts and fulfilment share them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from connector.domain import parameters as ids
from connector.domain.checks import account_problems
from connector.domain.companies import reseller_profile_of
from connector.domain.company_checks import company_problems
from connector.domain.problems import Problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connector.domain.policy import Policy
    from connector.domain.requests import TierRequest

_FIRST: Final = 1


def reseller_problems(request: TierRequest, policy: Policy) -> tuple[Problem, ...]:
    """List everything that is wrong with a tier request, not the first thing only."""
    return (*set_up_problems(request, policy), *reseller_data_problems(request, policy))


def sends_to_adobe(request: TierRequest) -> bool:
    """Whether Adobe hears of the tier: it knows resellers of tier 1 only, and an id must have its place on the product."""
    return request.level == _FIRST and request.carries(ids.RESELLER_ID)


def set_up_problems(request: TierRequest, policy: Policy) -> tuple[Problem, ...]:
    """List what stands in the way whatever the company's data are: matters of the product, the marketplace and the account."""
    return tuple(_set_up(request, policy))


def reseller_data_problems(request: TierRequest, policy: Policy) -> tuple[Problem, ...]:
    """List everything in the reseller's data that Adobe would refuse, by the rules for customers, on its own parameters."""
    found = company_problems(reseller_profile_of(request, policy))
    account = request.company.id
    return tuple(
        replace(one, parameters=ids.of_reseller(one.parameters), operator=f"The tier account {account}: {one.text}")
        for one in found
    )


def _set_up(request: TierRequest, policy: Policy) -> Iterator[Problem]:
    if not request.carries(ids.RESELLER_ID) and not policy.default_reseller_id:
        yield problem("reseller-id-not-carried")
    yield from account_problems(request, policy)
    if request.asks(ids.RESELLER_APPROVAL_CODE):
        name = ids.RESELLER_APPROVAL_CODE
        yield problem("feature-not-built", parameters=(name,), feature=ids.NOT_BUILT[name])
