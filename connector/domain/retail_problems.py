"""The problems of Partner Connection Retail that the connector finds itself."""

from __future__ import annotations

from typing import Final

from connector.domain.problem_kinds import Kind, Problem

_WAITS: Final = "The order waits for a correction by your distributor. You need not do anything."

RETAIL_PROBLEMS: Final = (
    Problem(
        "retail-one-product",
        Kind.FINAL,
        "{items}: a redemption link is for one product. Order each of them in a request of its own.",
    ),
    Problem(
        "retail-quantity",
        Kind.FINAL,
        "{items}: Adobe gives out one of this product for each order. Order again with the quantity 1.",
    ),
    Problem(
        "retail-offer-missing",
        Kind.OPERATOR,
        _WAITS,
        "{items}: the account maps no Adobe offer to this MPN. Add it to offers of the account.",
    ),
    Problem(
        "retail-parameters-missing",
        Kind.OPERATOR,
        _WAITS,
        "The product lacks the fulfillment parameters {names}: a link could not be kept. Add them; without them nothing is sent to Adobe.",
    ),
    Problem(
        "retail-not-offered",
        Kind.OPERATOR,
        "This request asks for something that does not exist for this product. Your distributor will be in touch.",
        "The request asks for {names}, which Partner Connection Retail does not have. Clear it, or fulfil the request by hand.",
    ),
    Problem(
        "retail-reference-taken",
        Kind.OPERATOR,
        _WAITS,
        "The reference {reference} was used for another offer by this connector itself. Nothing more was claimed. Give offers of the account other ids than these, and report it.",
    ),
    Problem(
        "retail-offer-changed",
        Kind.OPERATOR,
        _WAITS,
        "The product was claimed, or may have been, under {reference}, and offers of the account maps it to {offer} now: claimed again it would be given out twice. Nothing more was claimed. Map it to the offer that the reference names, and the request goes on; or ask Adobe's engineering team what became of {reference}, and fulfil the request by hand.",
    ),
    Problem(
        "retail-not-redeemed",
        Kind.OPERATOR,
        "The product has not been redeemed yet. Open the redemption link, or ask your distributor.",
        "Nobody has redeemed the link of {reference} for {days} days. Ask the customer; the request goes on by itself once it is redeemed.",
    ),
    Problem(
        "retail-ended-early",
        Kind.OPERATOR,
        "The order waits for a check by your distributor. You need not do anything.",
        "Adobe shows {reference} as cancelled before the request was approved. Ask Adobe's engineering team, then fulfil or fail the request.",
    ),
    Problem(
        "retail-reference-missing",
        Kind.OPERATOR,
        "The request waits for a check by your distributor. You need not do anything.",
        "The asset has no adobe_partner_reference_id, so nobody knows which claim it stands for. Fill it in.",
    ),
    Problem(
        "retail-end-by-hand",
        Kind.OPERATOR,
        "Your distributor cancels this product with Adobe by hand. You need not do anything.",
        "Adobe documents no cancellation of redeemed products. Have Adobe's engineering team end {reference} (offer {offer}, {environment}): `python -m connector support-bundle {request}` prints what they ask for. Then approve this request by hand.",
    ),
    Problem(
        "retail-unchangeable",
        Kind.FINAL,
        "{items}: a redeemed product has no quantity to change. Cancel it, or order another one.",
    ),
    Problem(
        "retail-access",
        Kind.OPERATOR,
        _WAITS,
        "Adobe does not let the account {account} in ({answer}). Possible causes: the token or its scopes (api_key, adobe_client_secret, scopes), or X-API-Key, which must be the client id with an active configuration at Adobe{sandbox}. Ask Adobe's engineering team if these are right.",
    ),
)

SANDBOX: Final = "; or, in the sandbox only, the outbound address of this connector is not on Adobe's list"
