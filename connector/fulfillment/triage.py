"""What kept a delivery from a verdict, and what it leads to: one table from exception to waiting or parking.

A customer's request is never failed because of a network, a defect of ours or a missing answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.adobe import errors as adobe
from connector.cloudblue.platform import PlatformRefusedError, PlatformUnavailableError
from connector.domain import pauses
from connector.domain.moves import Park, Wait
from connector.domain.problems import problem
from connector.fulfillment.performing import CustomerBusyError
from connector.store import LeaseLostError, OpenAttemptError, StoreError, StoreOutdatedError

if TYPE_CHECKING:
    from datetime import timedelta

_AT_LEAST: Final = 30
_MOST_PATIENT: Final = 3600


def after(error: Exception, waited: timedelta, account: str = "") -> Wait | Park | None:
    """Give what an exception leads to; `None` for one that nobody foresaw. `waited` is how long the request waits already."""
    match error:
        case adobe.AdobeThrottledError():
            asked = int(error.retry_after or 0)
            return Wait(
                min(_MOST_PATIENT, max(asked, pauses.growing(waited))), "Adobe takes no more requests now", open_order=None
            )
        case adobe.AdobeCredentialsError():
            return Park((problem("adobe-credentials", account=account, status=error.status, answer=error.code or "none"),))
        case adobe.AdobeRefusedError():
            # Every other refusal is an answer, and none of an exception's: a call that is still executing has none yet.
            return Wait(pauses.growing(waited), "Adobe is still executing the same call", open_order=None)
        case adobe.AdobeError():
            return Wait(pauses.growing(waited), f"Adobe gave no usable answer ({type(error).__name__})", open_order=None)
        case PlatformRefusedError():
            return Park((problem("platform-refused", answer=str(error)),))
        case PlatformUnavailableError():
            return Wait(pauses.growing(waited), str(error), open_order=None)
        case LeaseLostError() | OpenAttemptError() | CustomerBusyError():
            return Wait(_AT_LEAST, "another worker is busy with this customer", open_order=None)
        case StoreOutdatedError():
            return Park((problem("store-outdated"),))
        case StoreError():
            return Wait(pauses.growing(waited), "the connector's database is away", open_order=None)
        case _:
            return None
