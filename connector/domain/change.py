"""The ladder of a change: more seats and fewer, orders given back and auto-renewal switched, in any mixture.

The order of things keeps a commitment from being crossed midway: NEW, raise renewal quantities, RETURN, lower them.
Sources: developer.adobe.com/vipmp/docs/order-management/order-scenarios, …/subscription-management/update-subscription.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from connector.domain import meanings, notes, refreshing
from connector.domain import parameters as ids
from connector.domain.asked import Asked, ItemChange, what_is_asked
from connector.domain.change_checks import change_problems
from connector.domain.choosing_returns import planned_returns, returnable_now
from connector.domain.customers import require_active_reseller
from connector.domain.holdings import ACTIVE, Holdings, holdings_of, owned, require_held
from connector.domain.journal import Outcome
from connector.domain.moves import Approve, ReadPreviousRequest, ReadSubscriptions, SetAutoRenewal
from connector.domain.offers import product_key
from connector.domain.ordering import (
    RESELLER_INACTIVE,
    place_order,
    placed_order,
    refuse_owned_products,
    refuse_repeated_failures,
    require_subscriptions,
    stop_on_failed_order,
    wait_for_order,
)
from connector.domain.orders import COMPLETE, FAILED
from connector.domain.problems import problem
from connector.domain.renewals import Wish, bring_about, subscriptions_at_last, subscriptions_now
from connector.domain.returns import ReturnPlan, bought_in_window, give_back

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connector.domain.adobe_facts import Order, Subscription
    from connector.domain.case import Case
    from connector.domain.ledger import Entry

_GONE: Final = "1004"
_INVALID_RENEWAL: Final = "3120"


def change(case: Case) -> NoReturn:
    """Take the next step of a change. Every path ends in a move."""
    request = case.request
    before = previous_texts(case)
    case.refuse(change_problems(request, before, case.policy))
    customer_id = request.text(ids.CUSTOMER_ID)
    asked = what_is_asked(request, before, case.policy)
    seen: tuple[Subscription, ...] = case.read(ReadSubscriptions(customer_id), meanings.READ_SUBSCRIPTIONS)
    holdings = holdings_of(request, seen)
    require_held(case, holdings, (item.mpn for item in (*asked.lowered, *(asked.kept if asked.switch is not None else ()))))
    ledger = refreshing.current_ledger(case, customer_id, holdings)
    to_buy = decided_quantities(case) or seats_to_buy(case, asked, holdings, ledger)

    def ask_first() -> None:
        _refuse_lapsed(case, asked, holdings)
        new = {item.number: item.new for item in asked.raised if not item.old}
        if new:
            refuse_owned_products(case, customer_id, new)
        if to_buy:
            _lowering(case, asked, holdings, seen)
            planned_returns(case, customer_id, asked, holdings, ledger)

    bought = _placed(case, customer_id, to_buy, ask_first)
    done = case.having_done(f"the Adobe order {bought.id} is complete") if bought else case
    holdings = _with_bought(done, customer_id, bought, holdings)
    raising = _raising(done, asked, holdings)
    left = tuple(wish for wish in raising if bought and _is_left_to_adobe(case, customer_id, wish))
    raising = tuple(wish for wish in raising if wish not in left)
    done = bring_about(done, customer_id, raising, before_returns=True)
    plan = planned_returns(done, customer_id, asked, holdings, ledger)
    done, returned = give_back(done, customer_id, plan)
    lowering = (*_lowering(done, asked, holdings, seen), *_switching(asked, holdings))
    done = bring_about(done, customer_id, lowering)
    last = holdings.as_seen(subscriptions_at_last(done, customer_id, (*raising, *lowering)))
    ledger = refreshing.with_bought(ledger, request, bought)
    ledger = refreshing.after_returns(ledger, plan, returned, last, request.text(ids.CANCEL_REASON))
    told = " ".join((*_told(case, asked, last, plan, ledger, to_buy), *(notes.left_to_adobe(wish.name) for wish in left)))
    case.make(Approve(refreshing.refreshed_values(customer_id, last, ledger, bought), note=told))


def previous_texts(case: Case) -> Mapping[str, str] | None:
    """Give the parameters of the previous approved request, `None` where there is none."""
    previous = case.request.previous_id
    texts: Mapping[str, str] | None = case.look(ReadPreviousRequest(previous)) if previous else None
    return texts


def _refuse_lapsed(case: Case, asked: Asked, holdings: Holdings) -> None:
    """Seats of a subscription that has ended are gone: more of them would be another subscription."""
    wanted = [item for item in asked.raised if item.old]
    if asked.switch and not any(one.status == ACTIVE for one in holdings.by_mpn.values()):
        wanted += asked.kept
    statuses = {item.name: held.status for item in wanted if (held := holdings.of(item.mpn)) and held.status != ACTIVE}
    for status in dict.fromkeys(statuses.values()):
        case.stop_on_status(meanings.SUBSCRIPTION, status, items=", ".join(name for name in statuses if statuses[name] == status))


def seats_to_buy(case: Case, asked: Asked, holdings: Holdings, ledger: tuple[Entry, ...]) -> dict[int, int]:
    """Give what to order: seats whose reduction was deferred are still owned, so they are absorbed first."""
    # Adobe tells whole seconds. An order of the very second counts as an earlier one: left out, its seats could be bought again.
    until = case.request.created.replace(microsecond=0)
    wanted: dict[int, int] = {}
    for item in asked.raised:
        held = holdings.of(item.mpn)
        alive = held is not None and held.status == ACTIVE
        deferred = max(owned(ledger, item.mpn, until) - item.old, 0) if alive else 0
        seats = item.new - item.old - deferred
        if seats > 0:
            wanted[item.number] = seats
    return wanted


def decided_quantities(case: Case) -> dict[int, int] | None:
    """Give what this request has ordered, or perhaps ordered, already: a decision once made is followed."""
    last = next((one for one in reversed(case.facts.attempts) if one.intent.startswith("place order")), None)
    if last is None or last.call is None or last.outcome not in {Outcome.ACCEPTED, Outcome.BROKEN}:
        return None
    ordered = {line["extLineItemNumber"]: line["quantity"] for line in last.call.body["lineItems"]}
    if max(ordered) > len(case.request.items):
        case.stop((problem("request-malformed", what="it does not list the items any more that it has ordered"),))
    return ordered


def _is_left_to_adobe(case: Case, customer_id: str, wish: Wish) -> bool:
    """Whether Adobe took the order but not the renewal quantity that follows it: right after an order it may refuse that."""
    refusal = case.refusal(SetAutoRenewal(customer_id, wish.subscription_id, wish.quantity).intent)
    return refusal is not None and refusal.code == _INVALID_RENEWAL


def _placed(case: Case, customer_id: str, to_buy: Mapping[int, int], ask_first: Callable[[], None]) -> Order | None:
    """Give the order for all raised items together once it is complete; place it, wait for it, or say why it failed.

    `ask_first` stops on whatever can be found wrong before anything is bought.
    """
    order = placed_order(case, customer_id, to_buy) if to_buy else None
    if order is None:
        ask_first()
    if not to_buy:
        return None
    if order is None:
        place_order(case, customer_id, to_buy)
    if order.status == RESELLER_INACTIVE:
        require_active_reseller(case, order)
        refuse_repeated_failures(case, customer_id, order, to_buy)
        place_order(case, customer_id, to_buy)
    if order.status in FAILED:
        stop_on_failed_order(case, order)
    if order.status != COMPLETE:
        wait_for_order(case, order)
    return order


def _with_bought(case: Case, customer_id: str, bought: Order | None, holdings: Holdings) -> Holdings:
    """Give the holdings with the subscriptions that the order named."""
    if bought is None:
        return holdings
    seen = {one.id: one for one in subscriptions_now(case, customer_id, before_returns=True)}
    require_subscriptions(case, bought, seen)
    items = dict(enumerate(case.request.items, start=1))
    return Holdings({**holdings.by_mpn, **{items[line.number].mpn: seen[line.subscription_id] for line in bought.lines}})


def _raising(case: Case, asked: Asked, holdings: Holdings) -> tuple[Wish, ...]:
    """Let the renewal quantity follow a raise; auto-renewal stays off for someone who asked to have it off."""
    wishes = []
    for item in asked.raised:
        subscription = holdings.of(item.mpn)
        if subscription is None or subscription.status != ACTIVE:
            case.stop_on_status(meanings.SUBSCRIPTION, subscription.status if subscription else _GONE, items=item.name)
        wishes.append(Wish(subscription.id, item.name, item.new if _renews(case, asked, item, holdings) else 0))
    return tuple(wishes)


def _renews(case: Case, asked: Asked, item: ItemChange, holdings: Holdings) -> bool:
    subscription = holdings.of(item.mpn)
    if asked.switch is not None or subscription is None:
        return bool(asked.switch)
    if item.old:
        return subscription.auto_renewal
    standing = {case.request.text(name) for name in ids.AUTO_RENEWAL_SWITCHES}
    if standing >= {ids.AUTO_RENEWAL_ON, ids.AUTO_RENEWAL_OFF}:
        # Nobody can tell which of the two was asked last: the other items show it.
        return any(one.auto_renewal for mpn, one in holdings.by_mpn.items() if mpn != item.mpn)
    return ids.AUTO_RENEWAL_OFF not in standing


def _lowering(case: Case, asked: Asked, holdings: Holdings, seen: tuple[Subscription, ...]) -> tuple[Wish, ...]:
    """Let the renewal quantity follow a reduction, so that returned seats do not come back; zero means auto-renewal off."""
    wishes = []
    restricted = _restricted(case, asked, holdings, seen)
    for item in asked.lowered:
        subscription = restricted if restricted and _is_of(restricted, item) else holdings.of(item.mpn)
        if subscription is None or subscription.status != ACTIVE:
            continue
        renews = subscription.auto_renewal if asked.switch is None else asked.switch
        wishes.append(Wish(subscription.id, item.name, item.new if renews else 0))
    return tuple(wishes)


def _restricted(case: Case, asked: Asked, holdings: Holdings, seen: tuple[Subscription, ...]) -> Subscription | None:
    """Give the one subscription that a reduction was restricted to; one that is of none of the lowered items is asked about."""
    if not asked.subscription_id or not asked.lowered:
        return None
    for one in seen:
        active = one.id == asked.subscription_id and one.status == ACTIVE and one.id in holdings.ids
        if active and any(_is_of(one, item) for item in asked.lowered):
            return one
    return case.stop((problem("downsize-subscription-unknown", subscription=asked.subscription_id),))


def _is_of(subscription: Subscription, item: ItemChange) -> bool:
    return product_key(subscription.offer_id) == product_key(item.mpn)


def _switching(asked: Asked, holdings: Holdings) -> tuple[Wish, ...]:
    """Apply a switch to all subscriptions of the asset; items that change have it in their own wish."""
    if asked.switch is None:
        return ()
    held = ((item, holdings.of(item.mpn)) for item in asked.kept)
    return tuple(
        Wish(subscription.id, item.name, item.new if asked.switch else 0)
        for item, subscription in held
        if subscription is not None and subscription.status == ACTIVE
    )


def _told(
    case: Case, asked: Asked, last: Holdings, plan: ReturnPlan, ledger: tuple[Entry, ...], to_buy: Mapping[int, int]
) -> list[str]:
    """Tell the customer what changed now, and what changes when."""
    lines: list[str] = []
    for item in asked.raised:
        lines += _told_of_raise(asked, item, last, to_buy.get(item.number, 0))
    for item in asked.lowered:
        lines += _told_of_reduction(case, asked, item, last, plan)
    for item in asked.kept:
        lines += _told_of_switch(asked, item, last)
    approved = {item.mpn: item.new for item in (*asked.raised, *asked.kept)}
    return lines + _told_of_differences(case, last, ledger, approved)


def _told_of_raise(asked: Asked, item: ItemChange, last: Holdings, bought: int) -> list[str]:
    """Tell which seats of an earlier reduction count, and whether what is owned now renews: nothing stays that does not."""
    subscription, kept = last.by_mpn[item.mpn], item.new - item.old - bought
    if not _is_renewing(subscription):
        return [*([notes.counted(item.name, kept, bought, subscription)] if kept else []), notes.ends(item.name, subscription)]
    told = [notes.absorbed(item.name, kept, bought, subscription)] if kept else []
    if kept and not item.old:
        return [*told, notes.renews_again(item.name, item.new, subscription)]
    return told + _told_of_switch(asked, item, last)


def _told_of_switch(asked: Asked, item: ItemChange, last: Holdings) -> list[str]:
    """Tell how auto-renewal stands where somebody asked for it, as Adobe shows it afterwards."""
    subscription = last.of(item.mpn)
    if asked.switch is None or subscription is None:
        return []
    renews = _is_renewing(subscription)
    return [notes.renews(item.name, subscription) if renews else notes.ends(item.name, subscription)]


def _is_renewing(subscription: Subscription) -> bool:
    return subscription.auto_renewal and subscription.status == ACTIVE


def _told_of_reduction(case: Case, asked: Asked, item: ItemChange, last: Holdings, plan: ReturnPlan) -> list[str]:
    subscription = last.of(item.mpn)
    given = [notes.given_back(item.name, seats, part) for part, seats in plan.parts if part.mpn == item.mpn]
    rest = item.old - item.new - plan.seats_of(item.mpn)
    if subscription is None or not (rest or item.new):
        return given
    if not rest:
        return given + _told_of_switch(asked, item, last)
    renews = _is_renewing(subscription)
    told = [*given, notes.not_renewed(item.name, rest, subscription) if renews else notes.ends(item.name, subscription)]
    told += _told_of_switch(asked, item, last) if renews else []
    if asked.stale_flag or item.mpn in plan.deferred:
        told += _told_of_the_window(case, asked, item, subscription, last)
    return told


def _told_of_the_window(case: Case, asked: Asked, item: ItemChange, subscription: Subscription, last: Holdings) -> list[str]:
    """Tell what could be returned until when, and whoever asked for a return why there is none."""
    customer_id = case.request.text(ids.CUSTOMER_ID)
    lines = [one for one in returnable_now(case, customer_id, last) if one.mpn == item.mpn and one.remaining > one.begun]
    if lines or asked.stale_flag:
        parameter = next((name for name in (ids.CANCEL_ORDER_ID, ids.DOWNSIZE_ORDER_ID) if case.request.carries(name)), "")
        return [notes.could_be_returned(line, item.name, parameter) for line in lines]
    inside = bought_in_window(case, customer_id, subscription.id)
    return [notes.NOTHING_TAKEN_BACK if inside else notes.WINDOW_OVER]


def _told_of_differences(case: Case, last: Holdings, ledger: tuple[Entry, ...], approved: Mapping[str, int]) -> list[str]:
    """Tell where Adobe shows other quantities than the asset's own orders explain: somebody bought or returned elsewhere."""
    names = {item.mpn: item.name or item.mpn for item in case.request.items}
    told = []
    for mpn, subscription in last.by_mpn.items():
        explained = owned(ledger, mpn)
        if subscription.status == ACTIVE and explained != subscription.quantity:
            told.append(notes.explained_elsewhere(names.get(mpn, mpn), subscription, explained))
        if subscription.status == ACTIVE and subscription.quantity < approved.get(mpn, 0):
            told.append(notes.fewer_than_approved(names.get(mpn, mpn), subscription, approved[mpn]))
    return told
