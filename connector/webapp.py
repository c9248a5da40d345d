"""The extension's web application: composition only. Routes live in `web`, the console's pages in `static`.

Must never show a setting's value, and never work on a request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connect.eaas.core.decorators import account_settings_page, module_pages, router, unauthorized, web_app
from connect.eaas.core.extension import WebApplicationBase

from connector.web import accounts as _accounts  # noqa: F401 - importing it puts its routes on the router.
from connector.web import actions as _actions  # noqa: F401 - see above.
from connector.web import exports as _exports  # noqa: F401 - see above.
from connector.web import management as _management  # noqa: F401 - see above.
from connector.web import metrics as _metrics  # noqa: F401 - see above.
from connector.web import overview as _overview  # noqa: F401 - see above.
from connector.web import prices as _prices  # noqa: F401 - see above.
from connector.web import requests as _requests  # noqa: F401 - see above.
from connector.web import resellers as _resellers  # noqa: F401 - see above.
from connector.web import retail as _retail  # noqa: F401 - see above.
from connector.web import status as _status  # noqa: F401 - see above.
from connector.web import support as _support  # noqa: F401 - see above.
from connector.web.problems import LastResort, handlers
from connector.web.protection import ProtectiveHeaders

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@web_app(router)
@module_pages("Adobe VIP Marketplace", "/static/index.html", "/static/icon.svg")
@account_settings_page("Adobe accounts", "/static/accounts.html", "/static/icon.svg")
class AdobeWebApplication(WebApplicationBase):  # type: ignore[misc] # CloudBlue's base class carries no types.
    """What the platform's users can ask the extension over HTTP."""

    @unauthorized()
    @router.get("/adobe/health")
    def health(self) -> dict[str, str]:
        """Say that the web worker answers: under `/guest/adobe/health`, to anybody, and nothing else."""
        return {"status": "ok"}

    @classmethod
    def get_exception_handlers(cls, default: Mapping[Any, Any]) -> dict[Any, Callable[..., Any]]:
        """Give what turns exceptions into problems, beside what CloudBlue brings."""
        return handlers(default)

    @classmethod
    def get_middlewares(cls) -> list[type]:
        """Give what stands around every route and page, the innermost first."""
        return [LastResort, ProtectiveHeaders]
