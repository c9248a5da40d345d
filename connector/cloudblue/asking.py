"""One question to the platform, and what a failure of it means. Must never repeat one: whoever asked reads again and decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from connect.client import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable

_UNTRUSTED: Final = "CERTIFICATE_VERIFY_FAILED"
_SERVER_ERROR: Final = 500
_TOO_MANY: Final = 429


class PlatformUnavailableError(Exception):
    """The platform did not answer, or answered that it cannot now."""


class PlatformRefusedError(Exception):
    """The platform understood and refuses. `status` is HTTP's, `code` the platform's own."""

    def __init__(self, what: str, status: int, code: str) -> None:
        super().__init__(f"{what}: HTTP {status}, code {code or 'none'}")
        self.status = status
        self.code = code


def asked(what: str, ask: Callable[[], Any]) -> Any:  # noqa: ANN401 - the platform's JSON.
    """Give the answer to a question. Raises `PlatformUnavailableError` or `PlatformRefusedError`."""
    try:
        return ask()
    except ClientError as error:
        status = error.status_code
        if status is None or status >= _SERVER_ERROR or status == _TOO_MANY:
            said = _without_answer(error) if status is None else f"HTTP {status}"
            raise PlatformUnavailableError(f"{what}: {said}") from None
        raise PlatformRefusedError(what, status, str(error.error_code or "")) from None


def _without_answer(error: ClientError) -> str:
    """Say why there was none: the client keeps the library's own trouble as the cause, whose text names the kind."""
    if _UNTRUSTED in str(error.__cause__):
        return "it answered with a certificate that this machine does not trust; set REQUESTS_CA_BUNDLE"
    return "no answer"
