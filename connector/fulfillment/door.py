"""The door between the platform's runner and the deliveries: no exception leaves it, whatever comes in.

An exception that reached the runner would be delivered again at once, for ever, with a traceback shown to strangers.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from connector.cloudblue.reading import MalformedRequestError, read_request
from connector.domain import pauses
from connector.domain.moves import Park, Wait
from connector.domain.parameters import ERROR_MESSAGE
from connector.domain.problems import Problem, problem
from connector.fulfillment import triage
from connector.fulfillment.answering import Answering, Ending
from connector.fulfillment.delivery import PENDING, deliver, slow
from connector.fulfillment.failures import log_failure
from connector.log import bound
from connector.settings import SettingsError
from connector.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connector.cloudblue.platform import Platform
    from connector.domain.requests import Request
    from connector.fulfillment.means import Means

_log: Final = logging.getLogger("connector.fulfillment")
_TOO_OFTEN: Final = 5


def handle(raw: Mapping[str, Any], means: Callable[[], Means], platform: Platform) -> Ending:
    """Handle one delivered request. `means` puts together what it works with, and raises `SettingsError` if it cannot."""
    request_id = str(raw.get("id") or "")
    with bound(request=request_id):
        try:
            return _handle(raw, means, platform)
        except Exception as error:  # noqa: BLE001 - the last resort: nothing may leave the door.
            log_failure(f"a delivery of {request_id} could not be ended properly", error)
            return Ending(slow(1))


def _handle(raw: Mapping[str, Any], means: Callable[[], Means], platform: Platform) -> Ending:
    try:
        request = read_request(raw)
    except MalformedRequestError as error:
        return _park_unread(raw, problem("request-malformed", what=str(error)), platform)
    try:
        found = means()
    except SettingsError as error:
        return _park_without_store(request, problem("settings-invalid", problems=str(error)), platform)
    try:
        return deliver(request, found, platform)
    except Exception as error:  # noqa: BLE001 - everything that was not foreseen ends here too, logged and tried again.
        return _rescue(error, request, found, platform)


def _rescue(error: Exception, request: Request, means: Means, platform: Platform) -> Ending:
    """End a delivery that found no verdict: wait or park by the triage table, and count what nobody foresaw."""
    account = means.settings.account_for(request.product_id, request.marketplace_id, request.connection_type)
    verdict = triage.after(error, _waited(request, means), account.name if account else "")
    if verdict is None:
        verdict = _unforeseen(error, request, means)
    if isinstance(error, StoreError):
        return _end_without_store(verdict, request, platform)
    return Answering(platform, means.store).tell(verdict, request)


def _unforeseen(error: Exception, request: Request, means: Means) -> Wait | Park:
    log_failure(f"an unforeseen failure with {request.id}", error)
    failures = means.store.note_failure(request.id)
    if failures >= _TOO_OFTEN:
        return Park((problem("defect", what=type(error).__name__),))
    return Wait(slow(failures), f"an unforeseen failure ({type(error).__name__})")


def _end_without_store(verdict: Wait | Park, request: Request, platform: Platform) -> Ending:
    """Wait or park where the store cannot take a note of it."""
    if isinstance(verdict, Wait):
        _log.warning("%s waits: %s", request.id, verdict.why, extra={"event": "verdict", "verdict": "wait"})
        return Ending(verdict.seconds)
    return _park_without_store(request, verdict.problems[0], platform)


def _park_without_store(request: Request, found: Problem, platform: Platform) -> Ending:
    """Say on the request what is wrong and come back slowly: all that can be done where nothing can be remembered."""
    if request.status != PENDING:
        return Ending()
    _log_park(request.id, found)
    values = request.changed_by({ERROR_MESSAGE: found.text})
    if values or request.note != found.for_operator():
        platform.update(request, values=values, errors={}, note=found.for_operator())
    return Ending(pauses.PARKED)


def _park_unread(raw: Mapping[str, Any], found: Problem, platform: Platform) -> Ending:
    """Say by the note alone that a request cannot be read, and come back slowly."""
    request_id = str(raw.get("id") or "")
    _log_park(request_id, found)
    if request_id and raw.get("note") != found.for_operator():
        platform.write_note(request_id, found.for_operator())
    return Ending(pauses.PARKED)


def _log_park(request_id: str, found: Problem) -> None:
    _log.error(
        "%s is parked: %s", request_id, found.code, extra={"event": "verdict", "verdict": "park", "problems": [found.code]}
    )


def _waited(request: Request, means: Means) -> timedelta:
    """Give how long a request has been waiting without progress; nothing when the store cannot tell."""
    try:
        state = means.store.request_state(request.id)
        return means.store.now() - state.waiting_since if state and state.waiting_since else timedelta(0)
    except StoreError:
        return timedelta(0)
