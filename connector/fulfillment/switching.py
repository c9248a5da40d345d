"""Switching auto-renewal from outside of a request: an action, journaled like any call, with an intent for each subscription.

An action has an id: a random one, or one that follows from the caller's idempotency key. The same action sent again goes on where
it stopped, and is answered as before once it was answered. Must never switch what does not belong to the asset.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from connector.adobe.errors import AdobeRefusedError
from connector.domain import meanings
from connector.domain.holdings import ACTIVE
from connector.domain.journal import Outcome, digest
from connector.domain.moves import SetAutoRenewal
from connector.domain.parameters import CUSTOMER_ID, SUBSCRIPTION_ID, SUBSCRIPTION_LIST
from connector.domain.refusals import Refusal
from connector.fulfillment.managing import NotPossibleError, client_of, refused_by_adobe, said_no
from connector.fulfillment.opening import BUSY, company_key, customer_key
from connector.fulfillment.performing import CustomerBusyError, Performer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from connector.adobe.models import Subscription
    from connector.cloudblue.visible import Visible
    from connector.domain.journal import Attempt
    from connector.fulfillment.means import Means
    from connector.settings import Account
    from connector.store import Lease

_ACTIONS: Final = uuid.UUID("7d2f3c1e-58a4-4c0b-9a5e-3f1be2f4d6a7")
_WHAT: Final = "auto-renewal"
_UNEXECUTED: Final = frozenset({Outcome.NOT_EXECUTED, Outcome.BROKEN})
_CONNECTIONS: Final[Mapping[str, frozenset[str]]] = {
    "production": frozenset({"production"}),
    "test": frozenset({"test", "preview"}),
    "development": frozenset({"development"}),
}


@dataclass(frozen=True)
class ChosenItem:
    """One item of the asset by its MPN or its Adobe subscription; without a renewal quantity the present one is kept."""

    mpn: str = ""
    subscription_id: str = ""
    renewal_quantity: int | None = None


@dataclass(frozen=True)
class Switch:
    """What is asked for. Without `items` it is the whole asset; `marketplace` may be empty; `user` is an id of the platform's."""

    asset_id: str
    marketplace: str
    environment: str
    autorenewal: bool
    items: tuple[ChosenItem, ...] = ()
    user: str = ""

    @property
    def digest(self) -> str:
        """Tell one wish from another; who has it does not count."""
        lines = [[one.mpn, one.subscription_id, one.renewal_quantity] for one in self.items]
        return digest([self.asset_id, self.environment, self.autorenewal, lines])


@dataclass(frozen=True)
class _Asset:
    """What the platform tells of the asset. `held` are pairs of MPN and subscription id."""

    id: str
    tier_id: str
    customer_id: str
    held: tuple[tuple[str, str], ...]
    account: Account


def set_auto_renewal(switch: Switch, key: str, means: Means, visible: Visible) -> tuple[str, dict[str, Any]]:
    """Carry an action out; gives its id and its answer. Raises `NotPossibleError`, and what keeps Adobe from answering."""
    asset = _asset(switch, means, visible)
    action_id = str(uuid.uuid5(_ACTIONS, f"{visible.name}\n{key}")) if key else means.new_id()
    state = means.store.begin_action(action_id, what=_WHAT, subject=asset.id, digest=switch.digest, user=switch.user)
    if state.digest != switch.digest:
        raise NotPossibleError("key-reused", "This Idempotency-Key was used for something else. Send another one.")
    if state.answer is not None:
        return action_id, dict(state.answer)
    answer = _under_lease(switch, asset, f"console/{action_id}", means, visible)
    means.store.end_action(action_id, answer)
    return action_id, answer


def _asset(switch: Switch, means: Means, visible: Visible) -> _Asset:
    """Find the asset, see that it is the caller's, and under which account it was sold."""
    found = visible.asset(switch.asset_id)
    marketplace = str(((found or {}).get("marketplace") or {}).get("id", ""))
    if found is None or marketplace not in visible.marketplaces():
        raise NotPossibleError("asset-not-found", "This asset is none of yours.")
    connection = str(found["connection"]["type"])
    if switch.marketplace not in {"", marketplace} or connection not in _CONNECTIONS.get(switch.environment, ()):
        raise NotPossibleError("input-invalid", "The asset is of another marketplace or environment. Correct them.")
    account = means.settings.account_for(str(found["product"]["id"]), marketplace, connection)
    if account is None:
        raise NotPossibleError("account-missing", "No Adobe account is set up for the asset's product and marketplace.")
    params = {str(one["id"]): one for one in found.get("params") or ()}
    customer, held = str(params.get(CUSTOMER_ID, {}).get("value") or "").strip(), held_subscriptions(params)
    if not customer or not held:
        raise NotPossibleError("not-fulfilled", "The asset has no Adobe subscription yet.")
    return _Asset(switch.asset_id, str(found["tiers"]["customer"]["id"]), customer, held, account)


def held_subscriptions(params: Mapping[str, Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Give pairs of MPN and subscription id by an asset's parameters; the MPN is empty where only the ids are known."""
    structured = params.get(SUBSCRIPTION_LIST, {}).get("structured_value")
    listed = structured.get("value") if isinstance(structured, dict) else None
    if isinstance(listed, list) and listed:
        return tuple((str(one.get("sku")), str(one.get("subscription_id"))) for one in listed if isinstance(one, dict))
    plain = str(params.get(SUBSCRIPTION_ID, {}).get("value") or "").split(",")
    return tuple(("", one.strip()) for one in plain if one.strip())


def _under_lease(switch: Switch, asset: _Asset, owner: str, means: Means, visible: Visible) -> dict[str, Any]:
    client = client_of(asset.account, means)
    company = company_key(asset.tier_id, asset.account.name)
    lease = means.store.lease((company,), means.new_id())
    if lease is None:
        raise _busy()
    try:
        performer = Performer(means.store, lease, client, asset.account.name, owner)
        performer.settle(performer.unsettled((company,)))
        _refuse_beside_requests(company, means, visible)
        performer.hold(customer_key(asset.account.name, asset.customer_id))
        return _switched(switch, asset, performer, lease)
    except CustomerBusyError:
        raise _busy() from None
    finally:
        lease.release()


def _refuse_beside_requests(company: str, means: Means, visible: Visible) -> None:
    """Wait like any request while one of the company has an open order; one that was answered elsewhere holds nobody up."""
    for other in means.store.others_unsettled(company, but=""):
        shown = visible.request(other)
        if shown is None or shown.get("status") == "pending":
            raise _busy()


def _busy() -> NotPossibleError:
    return NotPossibleError("customer-busy", "A request of this customer is being worked on. Try again under the same key.", BUSY)


def _switched(switch: Switch, asset: _Asset, performer: Performer, lease: Lease) -> dict[str, Any]:
    before = _subscriptions(asset, performer)
    for one, quantity in _wanted(switch, asset, before):
        if renews(one) != quantity:
            lease.renew()
            _perform(SetAutoRenewal(asset.customer_id, one.subscription_id, quantity), performer)
    after = _subscriptions(asset, performer)
    chosen = {one.subscription_id for one, _ in _wanted(switch, asset, before)}
    items = [_shown(mpn, after[held]) for mpn, held in asset.held if held in chosen and held in after]
    return {"success": True, "asset_id": asset.id, "items": items}


def _subscriptions(asset: _Asset, performer: Performer) -> dict[str, Subscription]:
    """Read the customer's subscriptions, by id."""
    try:
        return {one.subscription_id: one for one in performer.adobe.subscriptions.list(asset.customer_id)}  # type: ignore[union-attr]  # `client_of` gave it.
    except AdobeRefusedError as refused:
        raise refused_by_adobe(meanings.READ_SUBSCRIPTIONS, refused) from None


def _wanted(switch: Switch, asset: _Asset, seen: Mapping[str, Subscription]) -> Sequence[tuple[Subscription, int]]:
    """Give each subscription to switch with its renewal quantity, 0 for off."""
    active = [(mpn, seen[held]) for mpn, held in asset.held if held in seen and str(seen[held].status or "") == ACTIVE]
    if not switch.items:
        return [(one, _quantity(switch, one, None)) for _, one in active]
    return [_chosen(item, switch, active) for item in switch.items]


def _chosen(item: ChosenItem, switch: Switch, active: Sequence[tuple[str, Subscription]]) -> tuple[Subscription, int]:
    fitting = [
        one
        for mpn, one in active
        if item.subscription_id in {"", one.subscription_id} and item.mpn in {"", mpn} and (item.mpn or item.subscription_id)
    ]
    if len(fitting) != 1:
        raise NotPossibleError(
            "input-invalid", "An item names no active subscription of the asset, or more than one. Correct items."
        )
    return fitting[0], _quantity(switch, fitting[0], item.renewal_quantity)


def _quantity(switch: Switch, one: Subscription, wanted: int | None) -> int:
    if not switch.autorenewal:
        return 0
    return wanted or renews(one) or one.current_quantity or 0


def renews(one: Subscription) -> int:
    """Give how many seats of a subscription renew; 0 is off."""
    renewal = one.auto_renewal
    return (renewal.renewal_quantity or 0) if renewal and renewal.enabled else 0


def _shown(mpn: str, one: Subscription) -> dict[str, Any]:
    quantity = renews(one)
    return {"mpn": mpn, "subscription_id": one.subscription_id, "autorenewal": quantity > 0, "renewal_quantity": quantity}


def _perform(call: SetAutoRenewal, performer: Performer) -> None:
    """Make one call unless this action made it before: what was accepted may not be visible yet, and is never sent again.

    A token that Adobe refuses is replaced once; the performer raises whatever else keeps an answer away.
    """
    while (last := _last(call, performer)) is None or last.outcome in _UNEXECUTED:
        performer.perform(call)
    if last.outcome is not Outcome.ACCEPTED:
        raise _refused(call, last)


def _refused(call: SetAutoRenewal, attempt: Attempt) -> NotPossibleError:
    status, body = (attempt.answer.status, attempt.answer.body) if attempt.answer else (0, {})
    details = tuple(str(one) for one in body.get("additionalDetails") or ())
    named = meanings.SET_AUTO_RENEWAL if call.quantity else meanings.SWITCH_OFF
    return said_no(named, Refusal(status, str(body.get("code") or ""), "", details))


def _last(call: SetAutoRenewal, performer: Performer) -> Attempt | None:
    """Give the last attempt of this action's intent."""
    made = [one for one in performer.store.attempts(performer.owner) if one.intent == call.intent]
    return max(made, key=lambda one: one.generation, default=None)
