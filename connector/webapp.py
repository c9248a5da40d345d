"""The extension's web application: composition only, routes live in `web`. It has no pages, and promises none.

Must never show a setting's value, and never work on a request.
"""

from __future__ import annotations

from typing import Any, Final

from connect.eaas.core.decorators import router, unauthorized, web_app
from connect.eaas.core.extension import WebApplicationBase
from connect.eaas.core.inject.common import get_config
from fastapi import Depends

from connector import __version__
from connector.settings import SettingsError, parse_settings
from connector.web import metrics as _metrics  # noqa: F401 - importing it puts its route on the router.
from connector.web import retail as _retail  # noqa: F401 - importing it puts its routes on the router.

_CONFIGURATION: Final = Depends(get_config)


@web_app(router)
class AdobeWebApplication(WebApplicationBase):  # type: ignore[misc] # CloudBlue's base class carries no types.
    """What the platform's users can ask the extension over HTTP."""

    @unauthorized()
    @router.get("/adobe/health")
    def health(self) -> dict[str, str]:
        """Say that the web worker answers: under `/guest/adobe/health`, to anybody, and nothing else."""
        return {"status": "ok"}

    @router.get("/adobe/status")
    def status(self, config: dict[str, Any] = _CONFIGURATION) -> dict[str, Any]:
        """Tell the connector's version, and what is wrong with its settings; no value of them is ever shown."""
        return {"version": __version__, "settings": _judged(config)}


def _judged(config: dict[str, Any]) -> dict[str, Any]:
    try:
        parse_settings(config)
    except SettingsError as error:
        return {"valid": False, "problems": list(error.problems)}
    return {"valid": True, "problems": []}
