"""What a product lacks: parameters that the marketplace did not define for it, and the feature that is lost with each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from connector.domain import parameters as ids

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


@dataclass(frozen=True)
class Feature:
    """What some parameters are for, in a sentence on what happens without them; one of them is enough where `any_of` says so."""

    phase: str
    names: tuple[str, ...]
    without: str
    any_of: bool = False

    def absent(self, defined: Collection[str]) -> tuple[str, ...]:
        """Give the parameters that this feature lacks."""
        if self.any_of and any(name in defined for name in self.names):
            return ()
        return tuple(name for name in self.names if name not in defined)


_ERRORS: Final = Feature("fulfillment", (ids.ERROR_MESSAGE,), "what is wrong is told in the request's note and questions alone")

OF_SUBSCRIPTIONS: Final = (
    Feature("ordering", (ids.ACTION_TYPE,), "every order counts as a purchase, with a VIP number as a transfer"),
    Feature(
        "ordering",
        (ids.USER_EMAIL, ids.USER_FIRST_NAME, ids.USER_LAST_NAME),
        "the customer account's contact administers the licences; where Adobe does not take it, the order fails",
    ),
    Feature(
        "ordering",
        (ids.COMPANY_NAME, *ids.ADDRESS, ids.PHONE),
        "where Adobe refuses this of the customer, nobody can be asked and the order fails",
    ),
    Feature("ordering", (ids.VIP_NUMBER,), "no licences can be transferred from VIP"),
    Feature("ordering", (ids.MIGRATION,), "no existing Adobe customer can be imported"),
    Feature("ordering", ids.AUTO_RENEWAL_SWITCHES, "auto-renewal cannot be switched", any_of=True),
    Feature(
        "ordering",
        (ids.IS_CANCELLATION,),
        "seats are returned only by naming an order, or by downsize_in_window = return",
    ),
    Feature(
        "ordering",
        (ids.CANCEL_ORDER_ID, ids.DOWNSIZE_ORDER_ID),
        "the order to return cannot be named: the oldest is returned",
        any_of=True,
    ),
    Feature("ordering", (ids.DOWNSIZE_SUBSCRIPTION_ID,), "a reduction cannot be restricted to one subscription"),
    Feature("ordering", (ids.CANCEL_REASON,), "no reason is kept with a return"),
    Feature("ordering", (ids.TRANSACTION_ID, ids.TRANSACTION_ITEMS), "one-to-one purchases cannot be put together: each fails"),
    Feature("ordering", (ids.PRICE_HINT,), "a draft shows no price level and no unit prices"),
    Feature("ordering", (ids.EXTERNAL_REFERENCE,), "Adobe's orders carry the request's id as their reference"),
    Feature(
        "fulfillment",
        (ids.SUBSCRIPTION_LIST, ids.SUBSCRIPTION_ID),
        "reductions, switches and cancellations park: nobody knows which Adobe subscriptions are the asset's",
        any_of=True,
    ),
    Feature(
        "fulfillment", (ids.ORDERS,), "the asset's orders are read from Adobe's history for every change, and a reason is lost"
    ),
    Feature("fulfillment", (ids.RENEWAL_DATE,), "the orders of the term are read from Adobe's history for every change"),
    Feature(
        "fulfillment",
        (ids.TRANSFER_ID,),
        "a transfer whose customer is not known yet is forgotten with the database ten days after it began",
    ),
    Feature(
        "fulfillment",
        (
            ids.ACCOUNT_CREATION_DATE,
            *ids.COMMITMENT_SHOWN,
            *ids.RECOMMITMENT_SHOWN,
            ids.ORDER_ID,
            ids.AUTO_RENEWAL_STATUS,
            ids.AUTO_RENEWAL_DAY,
            ids.AUTO_RENEWAL_MONTH,
            ids.AUTO_RENEWAL_CADENCE,
            ids.DISCOUNT_GROUP,
            ids.DISCOUNT_GROUP_CONSUMABLES,
        ),
        "the marketplace does not show it",
    ),
    _ERRORS,
)

OF_RETAIL: Final = (
    Feature("fulfillment", (ids.REDEMPTION_SHORT_URL,), "the short form of a redemption link is not kept"),
    Feature("fulfillment", (ids.REDEMPTION_CODE,), "the redemption code stands in its link alone"),
    _ERRORS,
)

OF_RESELLERS: Final = (
    Feature("tier 1", (ids.RESELLER_ID,), "every order goes to the account's default_reseller_id; without one it parks"),
    Feature(
        "tier 1",
        tuple(ids.OF_RESELLER.values()),
        "where Adobe refuses this of the reseller, nobody can be asked and its set-up fails",
    ),
)


def lost(features: Collection[Feature], defined: Collection[str]) -> Iterator[str]:
    """Say of each feature that lacks a parameter which one, in which phase, and what happens without it."""
    for feature in features:
        absent = feature.absent(defined)
        if absent:
            yield f"not defined ({feature.phase}): {', '.join(absent)}: {feature.without}"
