"""What an answer says when it says no: one table from exception to RFC 9457, for every route. There is no other place for it.

Must never repeat what an exception says: foreign texts hold what they were given. Sentences stand here, or come from the rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from connector import bootstrap
from connector.adobe import errors as adobe
from connector.cloudblue.platform import PlatformRefusedError, PlatformUnavailableError
from connector.fulfillment.failures import log_failure
from connector.fulfillment.managing import NotPossibleError
from connector.settings import SettingsError
from connector.store import LeaseLostError, OpenAttemptError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fastapi import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MEDIA_TYPE: Final = "application/problem+json"
_AGAIN_SOON: Final = 5


@dataclass(frozen=True)
class Kind:
    """One kind of problem: its status, and its title, which is the same every time."""

    status: int
    title: str


KINDS: Final[Mapping[str, Kind]] = {
    "no-context": Kind(401, "The call does not come through the platform"),
    "foreign-origin": Kind(403, "The call comes from another site"),
    "role": Kind(403, "This is not for your role"),
    "not-found": Kind(404, "There is no such thing"),
    "method": Kind(405, "This cannot be done here"),
    "input-invalid": Kind(422, "What was sent cannot be used"),
    "too-large": Kind(413, "What was sent is too large"),
    "marketplace-not-found": Kind(404, "There is no such marketplace"),
    "asset-not-found": Kind(404, "There is no such asset"),
    "request-not-found": Kind(404, "There is no such request"),
    "customer-not-found": Kind(404, "There is no such Adobe customer"),
    "account-not-found": Kind(404, "There is no such Adobe account"),
    "account-missing": Kind(409, "No Adobe account is set up for this"),
    "account-ambiguous": Kind(422, "Several Adobe accounts are meant"),
    "account-unproven": Kind(422, "Adobe did not accept the account"),
    "encryption-missing": Kind(409, "Accounts cannot be saved yet"),
    "not-fulfilled": Kind(409, "The asset has nothing at Adobe yet"),
    "not-supported": Kind(422, "This version cannot do that"),
    "customer-busy": Kind(409, "Somebody is at work on this customer"),
    "not-parked": Kind(409, "The request does not wait for a person"),
    "configuration-not-found": Kind(404, "There is no such tier configuration"),
    "reseller-unusable": Kind(422, "This Adobe reseller cannot be taken"),
    "reseller-taken": Kind(409, "The Adobe reseller belongs to another company"),
    "reseller-set": Kind(409, "The tier configuration stands for another Adobe reseller"),
    "no-open-request": Kind(409, "The tier configuration has no request that could carry the id"),
    "list-not-found": Kind(404, "There is no such price list"),
    "list-not-whole": Kind(409, "The price list is not whole"),
    "price-unknown": Kind(404, "No kept price list says that"),
    "export-blocked": Kind(409, "The price list must not be exported"),
    "account-shared": Kind(403, "The Adobe account is not yours alone"),
    "owner-only": Kind(403, "This is for the owner of the extension"),
    "key-reused": Kind(422, "The idempotency key belongs to another action"),
    "adobe-refused": Kind(422, "Adobe refuses"),
    "adobe-throttled": Kind(429, "Adobe takes no more requests now"),
    "adobe-credentials": Kind(409, "Adobe does not accept the account's credentials"),
    "adobe-unreachable": Kind(504, "Adobe did not answer"),
    "adobe-broken": Kind(502, "Adobe failed"),
    "platform-refused": Kind(502, "The platform refuses"),
    "platform-unavailable": Kind(503, "The platform does not answer"),
    "settings-invalid": Kind(503, "The extension is not set up"),
    "store-unavailable": Kind(503, "The connector's database is away"),
    "defect": Kind(500, "The connector failed"),
}
"""Every kind of problem by its code, which stands at the end of the problem's type."""


OWNER_ONLY: Final = ("owner-only", "These numbers are of all installations together.")


@dataclass(eq=False)
class ProblemError(Exception):
    """A "no" that a route found. `detail` is a sentence for people, `retry_after` in seconds; `more` are further members."""

    code: str
    detail: str
    retry_after: int | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


_PLAIN: Final[tuple[tuple[type[Exception], ProblemError], ...]] = (
    (
        SettingsError,
        ProblemError(
            "settings-invalid", "The extension's variables cannot be used: whoever runs it finds them at /api/adobe/status."
        ),
    ),
    (
        adobe.AdobeCredentialsError,
        ProblemError(
            "adobe-credentials", "Adobe does not accept the credentials of the account. Check them on the accounts page."
        ),
    ),
    (adobe.AdobeThrottledError, ProblemError("adobe-throttled", "Try again in a moment.", 30)),
    (
        adobe.AdobeUnreachableError,
        ProblemError("adobe-unreachable", "No answer came in time. Try again; for an action under the same Idempotency-Key.", 30),
    ),
    (adobe.AdobeError, ProblemError("adobe-broken", "Adobe's answer was of no use. Try again in a moment.", 30)),
    (PlatformUnavailableError, ProblemError("platform-unavailable", "Try again in a moment.", _AGAIN_SOON)),
    (PlatformRefusedError, ProblemError("platform-refused", "The platform did not accept what the connector asked of it.")),
    (LeaseLostError, ProblemError("customer-busy", "Try again in a moment, under the same Idempotency-Key.", _AGAIN_SOON)),
    (OpenAttemptError, ProblemError("customer-busy", "Try again in a moment, under the same Idempotency-Key.", _AGAIN_SOON)),
    (StoreError, ProblemError("store-unavailable", "Nothing was done. Try again in a moment.", _AGAIN_SOON)),
)
_HTTP: Final = {
    404: ProblemError("not-found", "Nothing is served at this address."),
    405: ProblemError("method", "The address is right, the method is not."),
    413: ProblemError("too-large", "Send less."),
}


def handlers(default: Mapping[Any, Any]) -> dict[Any, Callable[[Request, Exception], Any]]:
    """Give the handlers of the web application: every exception that has a meaning becomes a problem."""
    known = (NotPossibleError, ProblemError, HTTPException, RequestValidationError, *(kind for kind, _ in _PLAIN))
    return {**default, **dict.fromkeys(known, _answered)}


async def _answered(request: Request, error: Exception) -> JSONResponse:
    found = answer_to(error, request.url.path)
    if found.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        found.headers["allow"] = ", ".join(sorted(_methods_at(request)))
    return found


def _methods_at(request: Request) -> set[str]:
    """Give the methods that are served at the address of a call: those of the first path that fits."""
    there = [one for one in request.app.routes if one.matches(request.scope)[0] is not Match.NONE]
    return {method for one in there if one.path == there[0].path for method in getattr(one, "methods", None) or ()}


def answer_to(error: Exception, path: str) -> JSONResponse:
    """Give the answer that an exception leads to; one that nobody foresaw is logged under the id that the answer carries."""
    document, retry_after = document_of(error)
    headers = {"cache-control": "no-store"} | ({"retry-after": str(retry_after)} if retry_after else {})
    return JSONResponse({**document, "instance": path}, document["status"], headers, MEDIA_TYPE)


def document_of(error: Exception) -> tuple[dict[str, Any], int | None]:
    """Give a problem's members, and the seconds after which another try makes sense."""
    found = _found(error)
    kind = KINDS[found.code]
    support_id = bootstrap.new_id()
    if kind.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log_failure(f"a call was answered with {found.code}, support id {support_id}", error)
    members = {
        "type": f"urn:connector:problem:{found.code}",
        "title": kind.title,
        "status": kind.status,
        "detail": found.detail,
        "code": found.code,
        "support_id": support_id,
    }
    return members | dict(found.more), found.retry_after


def _found(error: Exception) -> ProblemError:
    match error:
        case ProblemError():
            return error
        case NotPossibleError():
            return ProblemError(error.code, error.text, error.retry_after, error.more)
        case RequestValidationError():
            places = sorted({".".join(str(part) for part in one["loc"]) for one in error.errors()})
            return ProblemError("input-invalid", f"Correct {', '.join(places)}.")
        case HTTPException() if error.status_code in _HTTP:
            return _HTTP[error.status_code]
        case HTTPException():
            return ProblemError("input-invalid", "The call cannot be read.")
        case _:
            plain = next((problem for kind, problem in _PLAIN if isinstance(error, kind)), None)
            return plain or ProblemError("defect", "A defect of the connector: report the support id.")


class LastResort:
    """Turns what nobody foresaw into a problem: the runner would send the exception's own text to the caller."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call."""
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:  # noqa: BLE001 - the last resort.
            if begun or scope["type"] != "http":
                log_failure("an answer broke off", error)
                return
            await answer_to(error, str(scope["path"]))(scope, receive, send)
