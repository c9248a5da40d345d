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
    _entry("letter case in a company-name filter", "does not matter"),
    _entry("a line without any currency", "the order's, else the customer's, else the partner's first"),
    _entry("order-level and line-level currency", "2140 when they differ; when both are present at all in strict mode"),
    _entry("which currency refusal comes first", "2128 (offer), 2125 (contract), 2137 (customer)"),
    _entry("an unearned level on NEW", "2129 without a reason; levels 06 to 09 with `Not an LGA Customer`"),
    _entry("a lower level on NEW than the earned one", "accepted: NEW corrects nothing"),
    _entry("discounts of each level", "own numbers; only 02 and 04 are mentioned with a size"),
    _entry("the day of an order for proration", "the UTC day, though prices follow Pacific time"),
    _entry("order types of returns, renewals and switches", "returns and renewals are judged, then 5122; switches are 1117"),
    _entry("deployments, discount codes, flexible discounts", "none exist: 2138, 5135, 2146"),
    _entry("three-year commit", "requests are kept as REQUESTED; acceptance is the control's"),
    _entry("linked membership, large government agencies, global sales", "not enabled for any partner: 1121, 1164, 1139"),
    _entry("the anniversary", "no renewal job: terms roll on by the year, subscriptions stay as they are"),
    _entry(
        "whether 429 closes the intent", "yes: every answer that carries Adobe's code is stored for replay, save 4115 to 4117"
    ),
)
