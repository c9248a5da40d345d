"""Renewal quantities and auto-renewal: what each subscription shall renew, brought about call by call and then seen.

Sources: developer.adobe.com/vipmp/docs/subscription-management/update-subscription and …/renewals.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final

from connector.domain import meanings
from connector.domain.journal import Outcome
from connector.domain.moves import ReadSubscriptions, SetAutoRenewal
from connector.domain.problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from connector.domain.adobe_facts import Subscription
    from connector.domain.case import Case

_VISIBLE_WITHIN: Final = timedelta(hours=1)
_ACTIVE: Final = "1000"
_SETTING: Final = "set auto-renewal"


@dataclass(frozen=True)
class Wish:
    """What a subscription shall renew: so many seats, or none, which means auto-renewal off."""

    subscription_id: str
    name: str
    quantity: int

    def is_met_by(self, subscription: Subscription) -> bool:
        """Whether the subscription stands like that."""
        if not self.quantity:
            return not subscription.auto_renewal or subscription.status != _ACTIVE
        return subscription.auto_renewal and subscription.renewal_quantity == self.quantity


def subscriptions_now(case: Case, customer_id: str, *, before_returns: bool = False) -> tuple[Subscription, ...]:
    """Look at the subscriptions as they are after the orders and returns of this delivery, its renewal settings left out.

    `before_returns` leaves the returns out as well: a look while one of them is open must not serve for what comes after it.
    """
    look = case.made_now("place order") + (0 if before_returns else case.made_now("return order"))
    found: tuple[Subscription, ...] = case.read(ReadSubscriptions(customer_id, look), meanings.READ_SUBSCRIPTIONS)
    return found


def bring_about(case: Case, customer_id: str, wishes: Iterable[Wish], *, before_returns: bool = False) -> Case:
    """Make the calls that are still missing, and give the case with what was done; `subscriptions_at_last` sees the effects."""
    wanted = tuple(wishes)
    now = subscriptions_now(case, customer_id, before_returns=before_returns) if wanted else ()
    seen = {one.id: one for one in now}
    for wish in wanted:
        subscription = seen.get(wish.subscription_id)
        call = _setting(customer_id, wish)
        if case.accepted(call.intent) is not None:
            case = case.having_done(f"{wish.name}: the next renewal is set to {wish.quantity or 'none'}")
        if subscription is None or wish.is_met_by(subscription):
            continue
        if case.accepted(call.intent) is None:
            case.call(call, look=lambda: None)
        if not case.is_fresh(call.intent):
            _wait_to_see(case, call.intent, wish, subscription)
    return case


def subscriptions_at_last(case: Case, customer_id: str, wishes: Iterable[Wish]) -> tuple[Subscription, ...]:
    """Give the subscriptions with what the answers to this delivery's settings show; look again where they show too little."""
    set_now = case.made_now(_SETTING)
    if not set_now:
        return subscriptions_now(case, customer_id)
    wanted, answers = tuple(wishes), _believed_answers(case)
    answered = tuple(_as_answered(customer_id, wanted, answers, one) for one in subscriptions_now(case, customer_id))
    if not _unmet(answered, wanted):
        return answered
    look = case.made_now("place order") + case.made_now("return order") + set_now
    last: tuple[Subscription, ...] = case.read(ReadSubscriptions(customer_id, look), meanings.READ_SUBSCRIPTIONS)
    for wish, subscription in _unmet(last, wanted):
        _wait_to_see(case, _setting(customer_id, wish).intent, wish, subscription)
    return last


def _believed_answers(case: Case) -> dict[str, Mapping[str, Any]]:
    """Give the answers, by intent, that are newer than the look at the subscriptions: to the settings made after all other calls.

    One that went out in an earlier delivery, or perhaps did before the journal was lost, may have been answered long ago.
    """
    if case.store_is_younger:
        return {}
    made = [one for one in case.facts.attempts if one.correlation_id in case.facts.answered_now]
    settings = tuple(takewhile(lambda one: one.intent.startswith(_SETTING), reversed(made)))
    sent_now = (one for one in settings if one.opened_at >= case.facts.now and one.outcome is Outcome.ACCEPTED)
    return {one.intent: one.answer.body for one in sent_now if one.answer}


def _setting(customer_id: str, wish: Wish) -> SetAutoRenewal:
    return SetAutoRenewal(customer_id, wish.subscription_id, wish.quantity)


def _unmet(shown: Iterable[Subscription], wishes: tuple[Wish, ...]) -> list[tuple[Wish, Subscription]]:
    seen = {one.id: one for one in shown}
    wanted = [(wish, seen[wish.subscription_id]) for wish in wishes if wish.subscription_id in seen]
    return [(wish, subscription) for wish, subscription in wanted if not wish.is_met_by(subscription)]


def _as_answered(
    customer_id: str, wishes: tuple[Wish, ...], answers: Mapping[str, Mapping[str, Any]], subscription: Subscription
) -> Subscription:
    """Give a subscription with the settings that Adobe answered with."""
    for wish in wishes:
        answer = answers.get(_setting(customer_id, wish).intent)
        if wish.subscription_id == subscription.id and answer is not None:
            subscription = _with_settings(subscription, answer.get("autoRenewal"))
    return subscription


def _with_settings(subscription: Subscription, settings: object) -> Subscription:
    """Take over the settings of an answer; one that is not whole says nothing."""
    match settings:
        case {"enabled": True, "renewalQuantity": int(quantity)}:
            return replace(subscription, auto_renewal=True, renewal_quantity=quantity)
        case {"enabled": False}:
            return replace(subscription, auto_renewal=False)
        case _:
            return subscription


def _wait_to_see(case: Case, intent: str, wish: Wish, subscription: Subscription) -> None:
    """Give an accepted setting an hour to show, then ask a person with both values; it is never sent again."""
    # A wish that was met until another setting of this delivery has no attempt yet: the next delivery makes it.
    accepted = next((attempt.answered_at for attempt in reversed(case.attempts(intent))), None)
    if accepted and case.facts.now - accepted > _VISIBLE_WITHIN:
        shown = subscription.renewal_quantity if subscription.auto_renewal else 0
        case.stop((problem("renewal-not-visible", items=wish.name, wanted=wish.quantity, shown=shown),))
    case.wait(f"the auto-renewal of {wish.subscription_id} is not visible yet as it shall be", since=accepted)
