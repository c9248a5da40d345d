"""Taking in Adobe's notifications about retail claims. UNOFFICIAL: an integration kit describes them, no public page does.

The order of checks and the answers are the kit's: 401, then 400, then 200 for all that is understood or can never be; 5xx, after
which Adobe tries again, only where this connector failed. A notification changes nothing on the marketplace.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from connector.fulfillment.proving import who_notifies
from connector.retail.models import Notification
from connector.store import ClaimState, Heard
from connector.wire import WireError, read_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.settings import Settings
    from connector.store import Store

_log: Final = logging.getLogger("connector.fulfillment")
_STATUSES: Final = frozenset({"ACTIVE", "CANCELLED"})

Answered = tuple[HTTPStatus, str]
"""An HTTP status and one word for the body."""


def is_listening(settings: Settings) -> bool:
    """Whether any account has a webhook."""
    return any(account.notify is not None for account in settings.accounts)


def hear(headers: Mapping[str, str], body: bytes, settings: Settings, store: Store) -> Answered:
    """Take in one notification. Raises `StoreError`, after which Adobe shall try again."""
    account = who_notifies(headers, settings.accounts, store.now())
    if account is None:
        return HTTPStatus.UNAUTHORIZED, "unauthorized"
    try:
        told = Notification.parse(read_json(body))
    except WireError:
        return HTTPStatus.BAD_REQUEST, "unreadable"
    if not told.partner_subscription_id.isprintable() or not told.partner_subscription_id.strip() or not told.status.strip():
        # Control characters and halves of characters are in no reference, and no database takes them; blanks alone are nothing.
        return HTTPStatus.BAD_REQUEST, "unreadable"
    status = told.status.upper()
    if status not in _STATUSES:
        _log.warning("a notification with an unknown status was left aside", extra={"event": "notification"})
        return HTTPStatus.OK, "unknown status"
    state = ClaimState(status, told.timestamp, told.start_date, told.end_date)
    heard = store.hear(account.name, told.partner_subscription_id, state)
    level = logging.WARNING if heard is Heard.UNKNOWN else logging.INFO
    _log.log(level, "a notification was taken in: %s", heard, extra={"event": "notification", "status_told": status})
    return HTTPStatus.OK, str(heard)
