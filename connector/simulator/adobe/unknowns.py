"""What Adobe does not document, or documents twice, and what this simulator does instead.

A test keeps `docs/simulator.md` in step with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


def _entry(topic: str, decided: str) -> Mapping[str, str]:
    return {"topic": topic, "decided": decided}


UNKNOWNS: Final = (
    _entry("form of a correlation id", "1 to 100 letters, digits, dots, hyphens or underscores; anything else is 4119"),
    _entry("a missing request id on the lists that mark it required", "accepted, as on every other call"),
    _entry("how long request ids are remembered", "for ever, for each distributor"),
    _entry("missing Accept or Content-Type header", "accepted"),
    _entry("a body that is no JSON", "1117 without paths; an order without a readable type is 1122 naming orderType"),
    _entry("a token of another client than the API key's", "4116"),
    _entry("an unknown path", "404 with a gateway's body (error_code), after key and token are checked"),
    _entry(
        "order of the checks after the headers",
        "fault on demand, body shape, field values, foreign object, unknown object, state",
    ),
    _entry(
        "several kinds of violation at once", "one code only: 1121, 1122, 1119, 1117, 2126, 2119, 2123, 2120, 2147, 3116, 1118"
    ),
    _entry("details of 2119 to 2128 and of an unearned level", "`Line Item: n`, one for each line, without a reason"),
    _entry("details of 1118", "none: the address as a whole is refused"),
    _entry("postal patterns and regions", "own rule: patterns of ten countries, regions of the United States and Canada"),
    _entry("same company and same primary admin", "own rule: same reseller 1127 at once, other reseller created and ends 1014"),
    _entry("an inactive namesake", "does not count: only active and pending customers do"),
    _entry("when a customer becomes active", "after a number of reads, or when its first order ends, whichever is first"),
    _entry("an order of an inactive customer, reseller or distributor", "accepted with 1002; ends 1024, 1022 or 1020"),
    _entry("when an order completes", "at the n-th read by its id; lists and histories do not count"),
    _entry("update of an account that is inactive in any way", "1125, as for pending and blocked ones"),
    _entry("empty contact list in an update", "the stored contacts stay, as the three-year commit samples suppose"),
    _entry("market segment of a customer with active subscriptions", "a change is 1119 naming the field"),
    _entry("a list's limit out of range, unknown query parameters", "1132; only the order history clamps its limit"),
    _entry(
        "the largest page of a price list", "100, by the setting `price_list_cap`; a larger limit is cut, and the page says so"
    ),
    _entry(
        "codes for wrong values in the question for a price list", "5122 Invalid Request; unknown fields 1121, missing ones 1122"
    ),
    _entry(
        "order of the refusals of a price list", "body, contract (1159), segment (1160), currency and region (1161), list (1162)"
    ),
    _entry("dates in the filters of a price list", "a date, or a date-time of which the day counts"),
    _entry("letter case in a company-name filter", "does not matter"),
    _entry("a line without any currency", "the order's, else the customer's, else the partner's first"),
    _entry("order-level and line-level currency", "2140 when they differ; when both are present at all in strict mode"),
    _entry("which currency refusal comes first", "2128 (offer), 2125 (contract), 2137 (customer)"),
    _entry("an unearned level on NEW", "2129 without a reason; levels 06 to 09 with `Not an LGA Customer`"),
    _entry("a lower level on NEW than the earned one", "accepted: NEW corrects nothing"),
    _entry("discounts of each level", "own numbers; only 02 and 04 are mentioned with a size"),
    _entry("the day of an order for proration", "the UTC day, though prices follow Pacific time"),
    _entry("switches, and early renewals by hand", "switches are 1117; early renewals are judged, then 5122"),
    _entry("deployments, discount codes, flexible discounts", "none exist: 2138, 5135, 2146"),
    _entry("three-year commit", "requests are kept as REQUESTED; acceptance is the control's"),
    _entry("linked membership, large government agencies, global sales", "not enabled for any partner: 1121, 1164, 1139"),
    _entry(
        "the hour of a renewal, and when its order completes",
        "00:00 UTC of the renewal date; complete at once, unless it is held",
    ),
    _entry("a term in which nothing renewed", "rolls on by the year when something is bought again"),
    _entry(
        "an order that is still open at a renewal",
        "takes effect when it completes; it belongs to the old term and cannot be returned",
    ),
    _entry("an update while the renewal order is in flight", "4122; purchases are 3131"),
    _entry("levels when nothing of an offer type renews", "the lowest"),
    _entry(
        "discount codes of a subscription after its renewal",
        "gone; before it, PREVIEW_RENEWAL calls each a FAILURE, because none exist",
    ),
    _entry("a renewed consumable", "nothing of it is used"),
    _entry(
        "the end of a renewal quantity that somebody set",
        "only when the subscription becomes inactive; renewals keep it",
    ),
    _entry(
        "high growth offers",
        "products of their own whose suffix begins with X, Y or Z; nothing is judged when they are bought",
    ),
    _entry(
        "a commitment and what would renew",
        "3120 for less than committed, unless it is no less than before or the commitment is over by then; no add-ons",
    ),
    _entry(
        "the order of a return's refusals",
        "2121, 2140, 2115, 2127, 2133, 2116, 4122, 2131, 2130, 2134, 2117, then kind, quantity, commitment",
    ),
    _entry("the last day of the return window", "the whole 14th day after the day of the order, in UTC"),
    _entry("a second return of an order while one is open", "4122, whatever the line; other orders can be returned"),
    _entry(
        "a return of an open, failed or returned order, or of a return",
        "2116 for open and failed, 2127 for a return, 2133 for a returned one",
    ),
    _entry("another currency or deployment in a return", "2131; left out, they are the original's"),
    _entry("when a return takes seats and what remains", "when it completes; an open one counts against a commitment already"),
    _entry("prices of returns", "none"),
    _entry(
        "a late renewal",
        "level of its own quantity, if better; 2120 above the former quantity, 3132 another product, 2164 renewed lately",
    ),
    _entry("auto-renewal after a late renewal", "as it was set before, and implicit"),
    _entry("an unknown membership", "400 with 5115; a 404 is a fault on demand"),
    _entry("the order of a transfer's refusals", "5115, 1115 or 4121, 5119, 5118, 5121, 5120, 1164, then all reasons of 5117"),
    _entry(
        "reasons of 5117 that follow from the world",
        "INVALID_COUNTRY for countries that are not served, BAD_MARKET_SEGMENT, NO_TARGET_SKU for products off the list",
    ),
    _entry("a membership whose transfer failed", "can be transferred again"),
    _entry("a customer that came over", "active at once, with its admins and a level for each kind of its products"),
    _entry("the anniversary of a customer that came over", "the latest renewal date of its membership that is still to come"),
    _entry("a transferred product that renews today", "arrives active, and is renewed at once"),
    _entry(
        "whether 429 closes the intent", "yes: every answer that carries Adobe's code is stored for replay, save 4115 to 4117"
    ),
)
