"""The requests of one transaction side by side: which belong together, what is wrong with which, and for whom the others wait.

Every request of a transaction sees the same here, whichever is delivered: what is wrong is told to the one that can correct it,
and the others wait for that one by name.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

from connector.domain import parameters as ids
from connector.domain import pauses
from connector.domain.case import DONE
from connector.domain.checks import purchase_problems
from connector.domain.companies import profile_of
from connector.domain.company_checks import company_problems
from connector.domain.moves import ReadPurchases, ReadRequests, Wait
from connector.domain.offers import product_key
from connector.domain.problems import Problem, problem
from connector.domain.transactions import announced, ordered_item, owner_of, transaction_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from connector.domain.case import Case
    from connector.domain.journal import Attempt
    from connector.domain.parties import Tier
    from connector.domain.policy import Policy
    from connector.domain.requests import Request

PENDING: Final = "pending"
_APPROVED: Final = "approved"
_ANSWERED: Final = frozenset({_APPROVED, "failed", "revoked"})
_NOT_THERE_YET: Final = "draft"

_ADDRESS: Final = {
    ids.ADDRESS_LINE_1: "line_1",
    ids.ADDRESS_LINE_2: "line_2",
    ids.CITY: "city",
    ids.REGION: "region",
    ids.POSTAL_CODE: "postal_code",
    ids.COUNTRY: "country",
}
_CONTACT: Final = {
    ids.USER_FIRST_NAME: "first_name",
    ids.USER_LAST_NAME: "last_name",
    ids.USER_EMAIL: "email",
    ids.PHONE: "phone",
}
_COMPANY: Final = (ids.COMPANY_NAME, *_ADDRESS, *_CONTACT)

WAITING_NOTE: Final = "Waits for the other requests of its transaction: "

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Siblings:
    """The requests of one transaction as they are now, in the order of their assets; `own` is the one that is delivered."""

    transaction: str
    own: Request
    all: tuple[Request, ...]
    released: bool

    @cached_property
    def pending(self) -> tuple[Request, ...]:
        """Those that can be ordered."""
        return tuple(one for one in self.all if one.status == PENDING or one is self.own)

    @cached_property
    def living(self) -> tuple[Request, ...]:
        """Those that nobody has answered: pending ones, and those that somebody is at work on."""
        return tuple(one for one in self.all if one.status not in _ANSWERED or one is self.own)

    @property
    def earliest(self) -> datetime:
        """When the first of them was created."""
        return min(one.created for one in self.all)

    @cached_property
    def size(self) -> int:
        """How many requests the transaction is to have: what most say, and the oldest of them where there is no majority."""
        return _usual([one for one in self.pending if announced(one)], announced) or 0

    @cached_property
    def company(self) -> Tier:
        """The company that they are for, with the corrections that stand on any of them."""
        return company_of(self.pending)

    @cached_property
    def usual_texts(self) -> dict[str, str]:
        """What most of those that correct the company's data say, by parameter."""
        return {name: _usual_text(name, self.pending) for name in _COMPANY}

    @cached_property
    def oldest_by_product(self) -> dict[str, Request]:
        """The request that each Adobe product belongs to: an approved one, else the oldest that nobody has answered."""
        last_first = sorted((one for one in self.all if one.status == _APPROVED or one in self.living), key=_claim, reverse=True)
        return {product_key(item.mpn): one for one in last_first if (item := ordered_item(one))}


def calls_of(case: Case, transaction: str) -> tuple[Attempt, ...]:
    """Give the attempts of the calls that belong to a company's transaction, whichever of its requests was delivered."""
    owner = owner_of(case.policy.account, case.request.customer.id, transaction)
    return tuple(attempt for attempt in case.facts.attempts if attempt.owner == owner)


def orders_of(case: Case, transaction: str) -> tuple[Attempt, ...]:
    """Give the attempts to place a transaction's order, oldest first."""
    return tuple(attempt for attempt in calls_of(case, transaction) if attempt.intent.startswith("place order"))


def siblings_of(case: Case) -> Siblings:
    """Find the requests of a transaction: those that the store knows, and the platform's list where others may be missed."""
    own, transaction = case.request, transaction_of(case.request)
    known = case.look(ReadRequests(case.facts.siblings)) if case.facts.siblings else ()
    found = _others(known, own, transaction)
    placed = (attempt for attempt in orders_of(case, transaction) if attempt.outcome in DONE)
    ordered = {attempt.answer.body.get("orderId") for attempt in placed if attempt.answer}
    may_miss_some = ordered or case.store_is_younger or len(found) + 1 < (announced(own) or 1)
    if may_miss_some and own.text(ids.ORDER_ID) not in ordered:
        listed = case.look(ReadPurchases(own.customer.id))
        found |= _others(listed, own, transaction)
    everyone = (own, *found.values())
    deciding = [one for one in everyone if one.status == _APPROVED] or [one for one in everyone if one.status not in _ANSWERED]
    place = _usual(deciding, _place)
    if _place(own) != place:
        case.stop((problem("transaction-elsewhere"),))
    together = sorted((one for one in everyone if _place(one) == place), key=lambda one: one.asset_id)
    return Siblings(transaction, own, tuple(together), case.facts.released)


def ready(case: Case, siblings: Siblings) -> tuple[Request, ...]:
    """Give the requests to order together, once nothing is in the way of any; else ask, wait, or leave it to a person."""
    case.refuse(_problems_of(siblings.own, siblings, case.policy))
    answered = [one for one in siblings.all if one not in siblings.living]
    if answered and not siblings.released:
        told = ", ".join(f"{one.id} is {one.status}" for one in answered)
        case.stop((problem("transaction-broken", transaction=siblings.transaction, requests=told),))
    awaited = list(_awaited(siblings, case.policy))
    if awaited:
        wait_for(case, siblings, ", ".join(awaited))
    return siblings.pending


def wait_for(case: Case, siblings: Siblings, whom: str) -> NoReturn:
    """Wait for others of the transaction, and ask a person once that has taken too long since the first was created."""
    if case.facts.now - siblings.earliest > timedelta(hours=case.policy.transaction_wait_hours):
        here = ", ".join(one.id for one in siblings.pending)
        case.stop((problem("transaction-incomplete", transaction=siblings.transaction, whom=whom, requests=here),))
    began = case.facts.waiting_since or case.facts.now
    why = f"the transaction {siblings.transaction} waits for {whom}"
    case.make(Wait(pauses.for_siblings(case.facts.now - began), why, note=f"{WAITING_NOTE}{whom}."))


def see_unchanged(case: Case, siblings: Siblings) -> None:
    """Look at all of them once more right before they are ordered: nobody may have been answered, or have come, meanwhile."""
    listed: tuple[Request, ...] = case.look(ReadPurchases(siblings.own.customer.id, look=1))
    others = _others(listed, siblings.own, siblings.transaction).values()
    seen = {one.id: one.status for one in others if _place(one) == _place(siblings.own)}
    expected = {one.id: one.status for one in siblings.all if one is not siblings.own}
    changed = sorted(name for name in {*seen, *expected} if seen.get(name) != expected.get(name))
    if changed:
        wait_for(case, siblings, f"{', '.join(changed)}, which changed just now")


def company_of(requests: Iterable[Request]) -> Tier:
    """Give the company that requests are for: the marketplace's account, with the corrections that stand on any of them."""
    first, *_ = ordered = tuple(requests)
    company = first.customer
    for name in _COMPANY:
        source = next((one.customer for one in ordered if one.text(name)), None)
        if source is None:
            continue
        if name == ids.COMPANY_NAME:
            company = replace(company, name=source.name)
        elif name in _ADDRESS:
            company = replace(company, address=_with_field(company.address, source.address, _ADDRESS[name]))
        else:
            company = replace(company, contact=_with_field(company.contact, source.contact, _CONTACT[name]))
    return company


def _with_field(target: Any, source: Any, name: str) -> Any:  # noqa: ANN401 - an address or a contact, and the same comes back.
    """Take one field from elsewhere, with what is known about it: `region` with `region_known` and so on."""
    names = [one.name for one in fields(source) if one.name == name or one.name.startswith(f"{name}_")]
    return replace(target, **{one: getattr(source, one) for one in names})


def _others(shown: Iterable[Request], own: Request, transaction: str) -> dict[str, Request]:
    """Give the company's other requests with the transaction's id; a list may leave out the configuration, which is the same."""
    configured = (one if one.configuration else replace(one, configuration=own.configuration) for one in shown)
    company = (one for one in configured if one.id != own.id and one.customer.id == own.customer.id)
    return {one.id: one for one in company if one.status != _NOT_THERE_YET and transaction_of(one) == transaction}


def _place(request: Request) -> tuple[str, ...]:
    return request.marketplace_id, request.product_id, request.connection_type


def _claim(request: Request) -> tuple[bool, datetime, str]:
    return request.status != _APPROVED, *_age(request)


def _age(request: Request) -> tuple[datetime, str]:
    return request.created, request.id


def _usual(requests: Iterable[Request], value_of: Callable[[Request], _Value]) -> _Value | None:
    """Give the value that most requests have, and the oldest request's where several are equally frequent."""
    values = [value_of(one) for one in sorted(requests, key=_age)]
    return max(values, key=values.count, default=None)


def _usual_text(name: str, requests: Iterable[Request]) -> str:
    return _usual([one for one in requests if one.text(name)], lambda one: one.text(name)) or ""


def _awaited(siblings: Siblings, policy: Policy) -> Iterator[str]:
    """Name whom the request waits for."""
    for one in siblings.living:
        if one is siblings.own:
            continue
        if one.status == PENDING:
            if _problems_of(one, siblings, policy):
                yield f"{one.id}, which needs a correction"
        elif not siblings.released:
            yield f"{one.id}, which is {one.status}"
    missing = siblings.size - len(siblings.living)
    if missing > 0 and not siblings.released:
        yield f"{missing} of {siblings.size} requests, which are not there"


def _problems_of(one: Request, siblings: Siblings, policy: Policy) -> tuple[Problem, ...]:
    """List what is wrong with one request of the transaction, as far as it is this one that is to be corrected."""
    together = replace(one, customer=siblings.company)
    company = company_problems(profile_of(together, policy))
    own = [found for found in purchase_problems(together, policy) if found not in company]
    own += [*_beside_the_others(one, siblings), *_about_the_company(one, siblings)]
    if one is siblings.pending[0] and siblings.pending == siblings.living:
        # The company is the same for all: one of them is asked, and while any is being asked the others are not.
        own += company
    return tuple(own)


def _beside_the_others(one: Request, siblings: Siblings) -> Iterator[Problem]:
    item = ordered_item(one)
    first = siblings.oldest_by_product[product_key(item.mpn)] if item else one
    if item and first is not one:
        yield problem("transaction-product-twice", items=item.name or item.mpn, request=first.id)
    given, expected = announced(one), siblings.size
    if siblings.released or given is None:
        return
    if given != expected:
        yield problem("transaction-count-differs", given=given, expected=expected)
    if len(siblings.living) > expected:
        names = ", ".join(each.id for each in siblings.living)
        yield problem("transaction-overfull", expected=expected, found=len(siblings.living), requests=names)


def _about_the_company(one: Request, siblings: Siblings) -> Iterator[Problem]:
    """Find parameters in which the request names another company than the others do."""
    differing = tuple(name for name in _COMPANY if one.text(name) and one.text(name) != siblings.usual_texts[name])
    if differing:
        yield problem("transaction-company-differs", parameters=differing)
