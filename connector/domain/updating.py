"""Bringing a reseller's or a customer's profile at Adobe up to date: one update where something differs, then seen.

Must never send an accepted update twice: each one sends mails to every contact.
Sources: developer.adobe.com/vipmp/docs/reseller-account/update-reseller-account, …/customer-account/update-customer-account.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from connector.domain.problems import Problem, problem
from connector.domain.reseller_moves import UpdateCustomer, UpdateReseller, customer_updates, reseller_updates

if TYPE_CHECKING:
    from connector.domain.case import AnyCase, AnyRequestT

_VISIBLE_WITHIN: Final = timedelta(hours=1)


def look_after_updates(case: AnyCase[AnyRequestT], updates: str) -> int:
    """Give a look at an account its number, by the updates of it in this delivery, so that each one is looked behind."""
    return case.made_now(updates)


def bring_up_to_date(
    case: AnyCase[AnyRequestT], call: UpdateReseller | UpdateCustomer, differing: tuple[str, ...]
) -> tuple[Problem, ...]:
    """Make the update of what still differs; give the problems that are in its way; wait while an accepted one does not show."""
    if case.accepted(call.intent) is None or _was_overtaken(case, call):
        in_the_way = case.against(call)
        return in_the_way or case.make(call)
    accepted = next((attempt.answered_at for attempt in reversed(case.attempts(call.intent))), None)
    account = _account_of(call)
    if accepted and case.facts.now - accepted > _VISIBLE_WITHIN:
        return (problem("update-not-visible", account=account, what=", ".join(differing)),)
    return case.wait(f"the update of the Adobe account {account} is not visible yet", since=accepted)


def _was_overtaken(case: AnyCase[AnyRequestT], call: UpdateReseller | UpdateCustomer) -> bool:
    """Whether this request has sent other data since: what was accepted before that is not what Adobe holds now."""
    updates = reseller_updates(call.reseller_id) if isinstance(call, UpdateReseller) else customer_updates(call.customer_id)
    accepted = [one for one in case.facts.attempts if one.intent.startswith(updates) and case.accepted(one.intent) is not None]
    return accepted[-1].intent != call.intent


def _account_of(call: UpdateReseller | UpdateCustomer) -> str:
    return call.reseller_id if isinstance(call, UpdateReseller) else call.customer_id
