"""The ladders of an asset's end and pauses: cancel, suspend, resume; and of the adjustment, which refreshes what the asset shows.

Sources: developer.adobe.com/vipmp/docs/order-management/order-scenarios, …/subscription-management/update-subscription.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from connector.domain import meanings, notes, refreshing
from connector.domain import parameters as ids
from connector.domain.asked import asked_items, asked_switch
from connector.domain.change import change, previous_texts
from connector.domain.holdings import ACTIVE, Holdings, holdings_of, require_held
from connector.domain.moves import Approve, Fail, ReadSubscriptions, SetAutoRenewal
from connector.domain.offers import product_key
from connector.domain.ordering import held_by_others
from connector.domain.problems import problem
from connector.domain.renewals import Wish, bring_about, subscriptions_at_last
from connector.domain.returns import ReturnPlan, history_of, of_own_orders, returnable_lines, see_returned

if TYPE_CHECKING:
    from connector.domain.adobe_facts import Order
    from connector.domain.case import Case
    from connector.domain.ledger import Entry
    from connector.domain.problems import Problem

_ACKNOWLEDGED = (
    "Adobe knows no suspension: the licences stay active and usable. Only the marketplace shows the subscription as suspended."
)


def cancel(case: Case) -> NoReturn:
    """Give back what can be given back, switch auto-renewal off for the rest, and say what stays usable until when."""
    customer_id, holdings, ledger = _standing(case)
    require_held(case, holdings, (item.mpn for _, item in asked_items(case.request)))
    taken = held_by_others(case, customer_id)
    holdings = Holdings({mpn: one for mpn, one in holdings.by_mpn.items() if product_key(mpn) not in taken})
    history = history_of(case, customer_id)
    lines = of_own_orders(returnable_lines(case, history, holdings), ledger)
    plan = ReturnPlan(tuple((line, line.remaining) for line in lines), frozenset())
    returned: list[Order] = []
    refused: list[Problem] = []
    done = case
    for call in plan.calls(case, customer_id):
        refusal = case.refused_now(call)
        if refusal:
            refused += refusal
            continue
        returned.append(see_returned(done, customer_id, call, history))
        done = done.having_done(f"the Adobe order {call.order_id} was returned")
    names = {item.mpn: item.name or item.mpn for item in case.request.items}
    wishes = tuple(Wish(one.id, names.get(mpn, mpn), 0) for mpn, one in holdings.by_mpn.items())
    tried: list[Wish] = []
    for wish in wishes:
        refusal = case.refused_now(SetAutoRenewal(customer_id, wish.subscription_id, wish.quantity))
        refused += refusal
        if not refusal:
            done = bring_about(done, customer_id, (wish,))
            tried.append(wish)
    last = holdings.as_seen(subscriptions_at_last(done, customer_id, tried))
    done.refuse(tuple(refused))
    ledger = refreshing.after_returns(ledger, plan, returned, last, case.request.text(ids.CANCEL_REASON))
    values = refreshing.refreshed_values(customer_id, last, ledger)
    case.make(Approve(values, note=_told(names, holdings, last, plan)))


def suspend(case: Case) -> NoReturn:
    """Adobe has no suspension: fail with the reason, or acknowledge it with the truth, as the operator chose."""
    if case.policy.suspend_policy == "acknowledge":
        case.make(Approve({ids.ERROR_MESSAGE: ""}, note=_ACKNOWLEDGED))
    case.make(Fail((problem("suspension-unknown"),)))


def resume(case: Case) -> NoReturn:
    """Nothing was suspended at Adobe: approve with what Adobe shows."""
    _refresh(case)


def adjustment(case: Case) -> NoReturn:
    """Carry out an auto-renewal switch where one asks for something; else approve with what Adobe shows."""
    if asked_switch(case.request, previous_texts(case)) is not None:
        change(case)
    _refresh(case)


def _refresh(case: Case) -> NoReturn:
    customer_id, holdings, ledger = _standing(case)
    case.make(Approve(refreshing.refreshed_values(customer_id, holdings, ledger)))


def _standing(case: Case) -> tuple[str, Holdings, tuple[Entry, ...]]:
    """Give the Adobe customer, what the asset holds there, and its ledger."""
    customer_id = case.request.text(ids.CUSTOMER_ID)
    if not customer_id:
        case.stop((problem("customer-id-missing"),))
    seen = case.read(ReadSubscriptions(customer_id), meanings.READ_SUBSCRIPTIONS)
    holdings = holdings_of(case.request, seen)
    return customer_id, holdings, refreshing.current_ledger(case, customer_id, holdings)


def _told(names: dict[str, str], before: Holdings, last: Holdings, plan: ReturnPlan) -> str:
    """Tell which seats were credited, and which stay usable until when."""
    told = [notes.given_back(names.get(part.mpn, part.mpn), seats, part) for part, seats in plan.parts]
    for mpn, subscription in last.by_mpn.items():
        name = names.get(mpn, mpn)
        if subscription.status == ACTIVE:
            told.append(notes.lapses(name, subscription))
        elif not plan.seats_of(mpn) and before.by_mpn[mpn].status != ACTIVE:
            told.append(notes.already_ended(name))
    return " ".join(told)
