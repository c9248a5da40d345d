"""What Adobe does not say about the retail programme, and what this simulator does instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

UNKNOWNS: Final[tuple[Mapping[str, str], ...]] = (
    {"question": "the status of a new claim: 200 (public page) or 202 (integration kit)", "here": "200; option new_status"},
    {"question": "the body of 401 and 403", "here": "the documented error shape with UNAUTHORIZED and FORBIDDEN"},
    {"question": "a body that is no claim", "here": "400 INVALID_REQUEST"},
    {"question": "a claim with the reference of a cancelled subscription", "here": "400 SUBSCRIPTION_CANCELLED"},
    {
        "question": "which partner a token of another partner gets",
        "here": "401 without X-API-Key's owner, 403 where the two differ",
    },
    {"question": "rate limits", "here": "none by rule; a planned fault answers 429"},
    {"question": "the life of a link and its code", "here": "for ever, until it is redeemed"},
    {"question": "the term of a subscription", "here": "a year from its redemption"},
    {"question": "whether subscription calls are live for a partner", "here": "they are; option subscriptions"},
)
