"""The platform's refusals: HTTP status, error code and sentences, in the body that its clients parse.

`REQ_003` and `VAL_001` are codes that CloudBlue's own programs show; the rest of the table is marked as ours in
`docs/simulator-connect.md`. This module decides nothing: it only gives a refusal its shape.
"""

from __future__ import annotations

from connector.simulator.exchange import SimResponse


class PlatformError(Exception):
    """A refusal on its way to the caller: status, code, and one sentence per problem."""

    def __init__(self, status: int, code: str, *sentences: str) -> None:
        super().__init__(f"{status} {code}: {'; '.join(sentences)}")
        self.status = status
        self.code = code
        self.sentences = sentences

    def response(self) -> SimResponse:
        """Give the refusal the platform's body: `{"error_code": ..., "errors": [...]}`."""
        return SimResponse.of_json(self.status, {"error_code": self.code, "errors": list(self.sentences)})


def invalid(*sentences: str) -> PlatformError:
    """Return the body or the query does not say something that the platform accepts (400, `VAL_001`)."""
    return PlatformError(400, "VAL_001", *sentences)


def wrong_status(sentence: str) -> PlatformError:
    """Return the object's status does not allow this action (400, `REQ_003`)."""
    return PlatformError(400, "REQ_003", sentence)


def unknown_template(sentence: str) -> PlatformError:
    """Return a template is named that the product does not have in that scope (400, `TPL_001`)."""
    return PlatformError(400, "TPL_001", sentence)


def unauthorized() -> PlatformError:
    """No API key, or one that this account does not know (401, `AUTH_001`)."""
    return PlatformError(401, "AUTH_001", "API request is unauthorized.")


def not_found(what: str) -> PlatformError:
    """Nothing lives at this address (404, `NTF_001`)."""
    return PlatformError(404, "NTF_001", f"{what} not found.")


def method_not_allowed(method: str) -> PlatformError:
    """Return the address exists, the method does not (405, `MTH_001`)."""
    return PlatformError(405, "MTH_001", f'Method "{method}" not allowed.')


def unavailable(sentence: str) -> PlatformError:
    """No runner is connected, or it did not answer in time (503, `SRV_001`)."""
    return PlatformError(503, "SRV_001", sentence)
