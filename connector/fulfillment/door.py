"""The door between the platform's runner and the deliveries: no exception leaves it, whatever comes in.

An exception that reached the runner would be delivered again at once, for ever, with a traceback shown to strangers.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from connector.cloudblue.platform import PlatformRefusedError, PlatformUnavailableError
from connector.cloudblue.reading import MalformedRequestError, id_in, read_any_request
from connector.domain import pauses
from connector.domain.moves import Park, Wait
from connector.domain.parameters import ERROR_MESSAGE
from connector.domain.parking import matter_of, parked_note, tells_of
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
    from connector.domain.requests import AnyRequest
    from connector.fulfillment.means import Means

_log: Final = logging.getLogger("connector.fulfillment")
_TOO_OFTEN: Final = 5


def handle(raw: Mapping[str, Any], means: Callable[[], Means], platform: Platform) -> Ending:
    """Handle one delivered request. `means` puts together what it works with, and raises `SettingsError` if it cannot."""
    request_id = id_in(raw)
    with bound(request=request_id):
        try:
            return _handle(raw, means, platform)
        except Exception as error:  # noqa: BLE001 - the last resort: nothing may leave the door.
            log_failure(f"a delivery of {request_id} could not be ended properly", error)
            return Ending(slow(1))


def _handle(raw: Mapping[str, Any], means: Callable[[], Means], platform: Platform) -> Ending:
    try:
        request = read_any_request(raw)
    except MalformedRequestError as error:
        return _park_unread(raw, problem("request-malformed", what=str(error)), platform)
    try:
        found = means().current()
        found.saved.refuse_lost()
    except SettingsError as error:
        return _park_without_store(request, problem("settings-invalid", problems=str(error)), platform)
    except StoreError as error:
        return _end_without_store(triage.without_store(error), request, platform)
    try:
        ending = deliver(request, found, platform)
    except Exception as error:  # noqa: BLE001 - everything that was not foreseen ends here too, logged and tried again.
        ending = _rescue(error, request, found, platform)
    found.keep_meters()
    return ending


def _rescue(error: Exception, request: AnyRequest, means: Means, platform: Platform) -> Ending:
    """End a delivery that found no verdict: wait or park by the triage table, and count what nobody foresaw."""
    account = means.settings.account_for(request.product_id, request.marketplace_id, request.connection_type)
    verdict = triage.after(error, triage.waited(request, means.store), account, request.product_id)
    if verdict is None:
        verdict = _unforeseen(error, request, means)
    if isinstance(error, StoreError):
        return _end_without_store(verdict, request, platform)
    return Answering(platform, means.store).tell(verdict, request)


def _unforeseen(error: Exception, request: AnyRequest, means: Means) -> Wait | Park:
    log_failure(f"an unforeseen failure with {request.id}", error)
    failures = means.store.note_failure(request.id)
    if failures >= _TOO_OFTEN:
        return Park((problem("defect", what=type(error).__name__),))
    return Wait(slow(failures), f"an unforeseen failure ({type(error).__name__})", open_order=None)


def _end_without_store(verdict: Wait | Park, request: AnyRequest, platform: Platform) -> Ending:
    """Wait or park where the store cannot take a note of it."""
    if isinstance(verdict, Wait):
        _log.warning("%s waits: %s", request.id, verdict.why, extra={"event": "verdict", "verdict": "wait"})
        return Ending(verdict.seconds)
    return _park_without_store(request, verdict.problems[0], platform)


def _park_without_store(request: AnyRequest, found: Problem, platform: Platform) -> Ending:
    """Say on the request what is wrong and come back slowly: all that can be done where nothing can be remembered."""
    if request.status != PENDING:
        return Ending()
    _log_park(request.id, found)
    values = request.changed_by({ERROR_MESSAGE: found.text})
    note = _note_without_store(request.note, found, platform)
    if not values and note is None:
        return Ending(pauses.PARKED)
    return _parked_by(request.id, lambda: platform.update(request, values=values, errors={}, note=note))


def _park_unread(raw: Mapping[str, Any], found: Problem, platform: Platform) -> Ending:
    """Say by the note alone that a request cannot be read, and come back slowly."""
    request_id = id_in(raw)
    _log_park(request_id, found)
    note = _note_without_store(platform.note_in(raw), found, platform) if request_id else None
    if note is None:
        return Ending(pauses.PARKED)
    return _parked_by(request_id, lambda: platform.write_note(request_id, note))


def _parked_by(request_id: str, write: Callable[[], object]) -> Ending:
    """Park by a write; what the platform refuses it would refuse again, and where it is away it is asked again soon."""
    try:
        write()
    except PlatformRefusedError as error:
        _log.error("%s is parked and cannot be told so: %s", request_id, error)
    except PlatformUnavailableError as error:
        _log.warning("%s cannot be told yet that it is parked: %s", request_id, error)
        return Ending(slow(1))
    return Ending(pauses.PARKED)


def _note_without_store(before: str, found: Problem, platform: Platform) -> str | None:
    """Give the note to write; nothing where it tells of the matter already: then it also remembers since when."""
    matter = matter_of((found,))
    return None if tells_of(before, matter) else parked_note(matter, platform.now())


def _log_park(request_id: str, found: Problem) -> None:
    _log.error(
        "%s is parked: %s", request_id, found.code, extra={"event": "verdict", "verdict": "park", "problems": [found.code]}
    )
