"""What every answer tells the browser about itself: nothing in it is a script, and a page loads its own files alone.

The runner serves the pages by a mount of its own inside the same application, so what stands around the routes stands around the
pages too. Who may hold the pages in a frame is not said here: the portal does, from a host that nobody documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGES: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'"
)
"""The policy of the console's pages. Each page says the same of itself, for platforms that carry no such header."""

ANSWERS: Final = "default-src 'none'; frame-ancestors 'none'"
"""The policy of everything else: data, which loads nothing and is shown in no frame."""

_STATIC: Final = "/static/"


class ProtectiveHeaders:
    """Adds the headers to whatever is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call."""
        path = str(scope.get("path", "")).removeprefix(str(scope.get("root_path", "")))
        policy = PAGES if path.startswith(_STATIC) else ANSWERS
        added = [(b"content-security-policy", policy.encode()), (b"x-content-type-options", b"nosniff")]

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *added]}
            await send(message)

        await self._app(scope, receive, sending)
