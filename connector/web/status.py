"""Whether the extension is set up. Must never show a setting's value."""

from __future__ import annotations

from typing import Any, Final

from connect.eaas.core.decorators import router
from fastapi.responses import JSONResponse  # noqa: TC002 - FastAPI reads the annotation.

from connector import __version__
from connector.settings import SettingsError, parse_settings
from connector.web.context import CONTEXT, VARIABLES, Context
from connector.web.shapes import answer, told
from connector.wire import WireModel


class SettingsJudged(WireModel):
    """Whether the variables can be used; what is wrong is told to the extension's owner alone."""

    valid: bool
    problems: tuple[str, ...] = ()


class Status(WireModel):
    """The connector's version and its settings."""

    version: str
    settings: SettingsJudged


_EXAMPLE: Final = {"version": __version__, "settings": {"valid": True, "problems": []}}


@router.get("/adobe/status", tags=["console"], responses=told(Status, _EXAMPLE))
def status(context: Context = CONTEXT, config: dict[str, Any] = VARIABLES) -> JSONResponse:
    """Tell the connector's version, and whether its settings can be used."""
    found = _judged(config)
    shown = found.problems if context.is_admin else ()
    return answer(Status(version=__version__, settings=SettingsJudged(valid=found.valid, problems=shown)))


def _judged(config: dict[str, Any]) -> SettingsJudged:
    try:
        parse_settings(config)
    except SettingsError as error:
        return SettingsJudged(valid=False, problems=error.problems)
    return SettingsJudged(valid=True)
