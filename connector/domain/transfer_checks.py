"""The local checks of a transfer from VIP: all that can be told from the request alone. Drafts and fulfilment share them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from connector.domain import parameters as ids
from connector.domain.checks import item_problems, operator_problems, return_problems, switch_problems
from connector.domain.problems import Problem, problem
from connector.domain.transactions import not_shared_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connector.domain.policy import Policy
    from connector.domain.requests import Request

# Adobe publishes no form of the number; ids have at most 40 characters, and this is what its samples are made of.
_NUMBER: Final = re.compile(r"[0-9A-Za-z-]{1,40}")


def transfer_problems(request: Request, policy: Policy) -> tuple[Problem, ...]:
    """List everything that is wrong with a transfer. Of the company nothing is sent: Adobe takes its data from VIP."""
    return (
        *_number(request),
        *return_problems(request),
        *switch_problems(request),
        *item_problems(request),
        *not_shared_problems(request),
        *operator_problems(request, policy),
    )


def _number(request: Request) -> Iterator[Problem]:
    number = request.text(ids.VIP_NUMBER)
    if not number:
        yield problem("vip-number-missing")
    elif not names_a_membership(request):
        yield problem("vip-number-invalid")


def names_a_membership(request: Request) -> bool:
    """Whether there is a number that Adobe could be asked about."""
    return _NUMBER.fullmatch(request.text(ids.VIP_NUMBER)) is not None
