"""An extension whose handler does nothing, for comparison with ours, in the very environment of ours.

It is a distribution in a folder of its own that a runner finds first, by `PYTHONPATH`. It bears our distribution's name: so the
runner, which looks through every installed distribution for each task, looks through as many of them as it does for ours.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_OURS: Final = "connect-extension-adobe-vip"
_EVENTS: Final = """
from connect.eaas.core.decorators import event
from connect.eaas.core.extension import EventsApplicationBase
from connect.eaas.core.responses import BackgroundResponse, InteractiveResponse


class Nothing(EventsApplicationBase):
    @event("asset_purchase_request_processing", statuses=["pending"])
    def purchase(self, request):
        return BackgroundResponse.done()

    @event("asset_purchase_request_validation", statuses=["draft", "inquiring"])
    def draft(self, request):
        return InteractiveResponse.done(body=request)
"""
_WEB: Final = """
from connect.eaas.core.decorators import router, web_app
from connect.eaas.core.extension import WebApplicationBase


@web_app(router)
class NothingWeb(WebApplicationBase):
    @router.get("/nothing")
    def nothing(self):
        return {}
"""


def nothing_extension(folder: Path) -> Path:
    """Write the extension; gives the directory for `PYTHONPATH`."""
    package = folder / "nothing_extension"
    package.mkdir(parents=True)
    descriptor = {
        "name": "Nothing",
        "description": "Does nothing.",
        "version": "1.0",
        "audience": ["vendor"],
        "readme_url": "https://connector.example/README.md",
        "changelog_url": "https://connector.example/CHANGELOG.md",
    }
    (package / "__init__.py").touch()
    (package / "events.py").write_text(_EVENTS, encoding="utf-8")
    (package / "webapp.py").write_text(_WEB, encoding="utf-8")
    (package / "extension.json").write_text(json.dumps(descriptor), encoding="utf-8")
    (package / "static").mkdir()
    about = folder / f"{_OURS.replace('-', '_')}-{version(_OURS)}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {_OURS}\nVersion: {version(_OURS)}\n", encoding="utf-8")
    points = "[connect.eaas.ext]\neventsapp=nothing_extension.events:Nothing\nwebapp=nothing_extension.webapp:NothingWeb\n"
    (about / "entry_points.txt").write_text(points, encoding="utf-8")
    return folder
