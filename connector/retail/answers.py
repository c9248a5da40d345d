"""What an answer of Partner Connection Retail means. A redirect is a success, and is never followed.

Source: developer.adobe.com/adobe-partner-connection-retail/guides/api.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from connector.adobe.answers import Reply, error_of, read_object
from connector.adobe.errors import AdobeAnswerError, AdobeError, AdobeGibberishError, AdobeRefusedError, CallTrace
from connector.retail.links import host_of, is_allowed, is_link, without_links
from connector.retail.models import Claimed, Subscription
from connector.wire import WireError, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from connector.adobe.calls import WriteCall

REDIRECT_REFUSED: Final = "REDIRECT_NOT_ALLOWED"
"""Our own code for a redirect to a host that is not on the account's list: Adobe's answer, which must not reach a customer."""

_ENDED: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT})
_OF_AN_END: Final = ("partner_reference_id", "offer_id", "status", "start_date", "end_date")


def read_claim(trace: CallTrace, write: WriteCall, reply: Reply, hosts: Iterable[str], now: datetime) -> dict[str, Any]:
    """Read the answer to a claim, as JSON's own types; a redirect is written as the answer that it stands for.

    200 and 202 say the same: neither tells a new link from a repeated one. Raises the tree of `connector.adobe.errors`.
    """
    if reply.status == HTTPStatus.FOUND:
        return _redirected(trace, write, reply.headers.get("location", ""), hosts)
    if not reply.ok:
        raise error(trace, reply, now)
    document = read_object(trace, reply)
    claimed = _claimed(trace, document)
    sent = {pair["key"]: pair["value"] for pair in write.body["workflow_attributes"]}
    if any(claimed.ids.get(name, value) != value for name, value in sent.items()):
        raise AdobeGibberishError(trace, "a success that names another reference or offer")
    answer: dict[str, Any] = plain(document)
    return answer


def read_end(trace: CallTrace, reply: Reply, now: datetime) -> dict[str, Any]:
    """Read the answer to a cancellation: where nothing is there (404) or it has ended already (409), nothing is left to end.

    Which of the two it was is kept: what a person is told must be true.
    Of a success only the fields that are known are given: the answer is kept, and nobody knows what else might be in it.
    """
    if reply.status in _ENDED:
        return {"status": "CANCELLED", "was_status": reply.status}
    if not reply.ok:
        raise error(trace, reply, now)
    answer: dict[str, Any] = plain(read_object(trace, reply))
    return {name: answer[name] for name in _OF_AN_END if name in answer}


def read_subscription(trace: CallTrace, reply: Reply, now: datetime) -> Subscription | None:
    """Read a subscription; `None` for 404, which means not redeemed yet, or unknown."""
    if reply.status == HTTPStatus.NOT_FOUND:
        return None
    if not reply.ok:
        raise error(trace, reply, now)
    try:
        return Subscription.parse(read_object(trace, reply))
    except WireError:
        pass
    raise AdobeGibberishError(trace, "a subscription that cannot be read")


def error(trace: CallTrace, reply: Reply, now: datetime) -> AdobeError:
    """Say what an answer that is no success means; links and codes that its prose may hold are taken out."""
    found = error_of(trace, reply, now)
    conceal(found, ())
    return found


def conceal(told: AdobeError, held: Collection[str]) -> None:
    """Take links and codes out of what an error tells; those of `held`, which are known, by the letter."""
    if isinstance(told, AdobeAnswerError):
        told.message = without_links(told.message, held)
        told.details = tuple(without_links(detail, held) for detail in told.details)


def _claimed(trace: CallTrace, document: dict[str, Any]) -> Claimed:
    try:
        claimed = Claimed.parse(document)
    except WireError:
        claimed = None
    if claimed is None or not is_link(claimed.experience_url):
        raise AdobeGibberishError(trace, "a success without a link to redeem")
    return claimed


def _redirected(trace: CallTrace, write: WriteCall, location: str, hosts: Iterable[str]) -> dict[str, Any]:
    if not is_allowed(location, hosts):
        where = host_of(location) or "no host"
        raise AdobeRefusedError(trace, status=HTTPStatus.FOUND.value, code=REDIRECT_REFUSED, message=f"redirected to {where}")
    return {**write.body, "experience_url": location}
