"""How a new asset comes to life: with a customer that Adobe has already, with what comes over from VIP, or by a purchase.

The one place that knows which of them a request is. A purchase can be a part of one that several requests make together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from connector.domain.checks import purchase_problems
from connector.domain.migration import migration
from connector.domain.migration_checks import migration_problems
from connector.domain.parameters import MIGRATION
from connector.domain.purchase import purchase
from connector.domain.requests import action_of
from connector.domain.transaction import transaction
from connector.domain.transactions import transaction_of
from connector.domain.transfer import transfer
from connector.domain.transfer_checks import transfer_problems

if TYPE_CHECKING:
    from connector.domain.case import Case
    from connector.domain.policy import Policy
    from connector.domain.problems import Problem
    from connector.domain.requests import Request


def arrival(case: Case) -> NoReturn:
    """Take the next step of whatever the request is; an import goes before what the rest of its parameters may say."""
    if case.request.asks(MIGRATION):
        migration(case)
    if action_of(case.request) == "transfer":
        transfer(case)
    if transaction_of(case.request):
        transaction(case)
    purchase(case)


def arrival_problems(request: Request, policy: Policy) -> tuple[Problem, ...]:
    """List what the request alone tells to be wrong with it, whichever of the three it is."""
    if request.asks(MIGRATION):
        return migration_problems(request, policy)
    if action_of(request) == "transfer":
        return transfer_problems(request, policy)
    return purchase_problems(request, policy)
