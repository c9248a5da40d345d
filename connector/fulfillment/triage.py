"""What kept a delivery from a verdict, and what it leads to: one table from exception to waiting or parking.

A customer's request is never failed because of a network, a defect of ours or a missing answer.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from connector.adobe import errors as adobe
from connector.cloudblue.platform import PlatformRefusedError, PlatformUnavailableError
from connector.domain import catalogue, meanings, pauses
from connector.domain.moves import Park, Wait
from connector.domain.parking import pressed
from connector.domain.problems import Kind, problem
from connector.domain.refusals import Refusal
from connector.fulfillment.performing import CustomerBusyError
from connector.fulfillment.programs import shut_out
from connector.store import LeaseLostError, OpenAttemptError, StoreError, StoreOutdatedError

if TYPE_CHECKING:
    from connector.domain.requests import AnyRequest
    from connector.settings import Account
    from connector.store import Store

_AT_LEAST: Final = 30
_MOST_PATIENT: Final = 3600


def after(error: Exception, waited: timedelta, account: Account | None = None, product: str = "") -> Wait | Park | None:
    """Give what an exception leads to; `None` for one that nobody foresaw. `waited` is how long the request waits already.

    Where it is not known whose account was used, the product says which are meant.
    """
    match error:
        case adobe.AdobeStoppingError():
            return Wait(_AT_LEAST, "this process is stopping", open_order=None)
        case adobe.AdobeError() if found := shut_out(error, account):
            return Park((found,))
        case adobe.AdobeError():
            return _after_adobe(error, waited, account.name if account else f"for {product}")
        case PlatformRefusedError():
            return Park((problem("platform-refused", answer=str(error)),))
        case PlatformUnavailableError():
            return Wait(pauses.growing(waited), str(error), open_order=None)
        case LeaseLostError() | OpenAttemptError() | CustomerBusyError():
            return Wait(_AT_LEAST, "another worker is busy with this customer", open_order=None)
        case StoreError():
            return without_store(error, waited)
        case _:
            return None


def without_store(error: StoreError, waited: timedelta = timedelta(0)) -> Wait | Park:
    """Give what it leads to that the database cannot be used."""
    if isinstance(error, StoreOutdatedError):
        return Park((problem("store-outdated"),))
    return Wait(pauses.growing(waited), "the connector's database is away", open_order=None)


def waited(request: AnyRequest, store: Store) -> timedelta:
    """Give how long a request has been waiting without progress; nothing when the store cannot tell."""
    try:
        state = store.request_state(request.id)
        return store.now() - state.waiting_since if state and state.waiting_since else timedelta(0)
    except StoreError:
        return timedelta(0)


def _after_adobe(error: adobe.AdobeError, waited: timedelta, account: str) -> Wait | Park:
    """Give what trouble with Adobe leads to; where it is the whole account's, a wait says so to whoever looks at the request."""
    if isinstance(error, adobe.AdobeAnswerError):
        verdict = _after_answer(error, waited, account)
    else:
        verdict = Wait(pauses.growing(waited), f"Adobe {error.plainly}", open_order=None)
    if isinstance(verdict, Park) or error.pressure is None:
        return verdict
    note = pressed(account, error.pressure.since, is_throttled=error.pressure.is_throttled)
    return replace(verdict, why=f"{verdict.why} {note}", note=note)


def _after_answer(error: adobe.AdobeAnswerError, waited: timedelta, account: str) -> Wait | Park:
    """Give what an answer leads to that says nothing of the request itself: it was turned away, failed, or is executing still.

    The catalogue says whose turn it is; nobody's request is failed for it.
    """
    # Without what was written in prose: an answer about credentials may repeat them.
    refusal = Refusal(error.status, error.code)
    call = meanings.LOG_IN if error.never_sent else meanings.ANY_CALL
    problems = catalogue.judge(call, refusal, {}, f"the account {account}")
    if any(found.kind is not Kind.TRANSIENT for found in problems):
        return Park(problems)
    asked = math.ceil(error.retry_after or 0) if isinstance(error, adobe.AdobeThrottledError) else 0
    why = " ".join(found.text for found in problems)
    return Wait(min(_MOST_PATIENT, max(asked, pauses.growing(waited))), why, open_order=None)
