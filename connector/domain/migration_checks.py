"""The checks of an import: what the request alone tells, and how the claims that came with it differ from Adobe's data.

Pure: drafts and fulfilment share them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.domain import parameters as ids
from connector.domain.checks import item_problems, operator_problems, return_problems, switch_problems
from connector.domain.migration_info import NO, YES, MigrationInfo, read_info
from connector.domain.problems import Problem, problem
from connector.domain.transactions import not_shared_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from connector.domain.commitments import Commitment
    from connector.domain.policy import Policy
    from connector.domain.requests import Request, Value


def migration_problems(request: Request, policy: Policy) -> tuple[Problem, ...]:
    """List everything that is wrong with an import. Of the company nothing is sent: Adobe has its data."""
    return (
        *_info(read_info(request)),
        *return_problems(request),
        *switch_problems(request),
        *item_problems(request),
        *not_shared_problems(request),
        *operator_problems(request, policy),
    )


def _info(info: MigrationInfo) -> Iterator[Problem]:
    if info.wrong:
        yield problem("migration-malformed", what="; ".join(info.wrong))


def differing_claims(
    info: MigrationInfo, values: Mapping[str, Value], commitment: Commitment | None, recommitment: Commitment | None
) -> tuple[str, ...]:
    """Say of each claim that is not what Adobe has what both are; `values` are those to write, which are Adobe's."""
    shown = {name: str(value) for name, value in values.items() if name in _WRITTEN}
    shown |= _promise(commitment, "three_years_commitment", "three_years_minimum")
    shown |= _promise(recommitment, "three_years_recommitment", "three_years_recommitment_minimum")
    told = [
        f"{name}: the import says {claim}, Adobe has {shown.get(name) or 'none'}."
        for name, claim in sorted(info.claims.items())
        if claim.casefold() != shown.get(name, "").casefold()
    ]
    return (*told, *(f"{name}: not known, and not used." for name in info.unused))


_WRITTEN = frozenset({ids.DISCOUNT_GROUP, ids.DISCOUNT_GROUP_CONSUMABLES, *ids.COMMITMENT_SHOWN, *ids.RECOMMITMENT_SHOWN})


def _promise(found: Commitment | None, flag: str, minimum: str) -> dict[str, str]:
    if found is None:
        return {flag: NO}
    minimums = {f"{minimum}_licenses": found.licences, f"{minimum}_consumables": found.consumables}
    return {flag: YES, **{name: str(quantity) for name, quantity in minimums.items() if quantity}}
