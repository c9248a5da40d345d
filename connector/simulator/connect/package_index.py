"""The two pages of the package index that CloudBlue's validator and command line read.

Which runner and which command line are the newest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.simulator.connect.errors import not_found
from connector.simulator.exchange import SimResponse

if TYPE_CHECKING:
    from connector.simulator.exchange import SimRequest

NEWEST: Final = {"connect-extension-runner": "43.1", "connect-cli": "41.0"}


def answer_package_index(request: SimRequest) -> SimResponse:
    """Answer `GET /pypi/{name}/json` for the two packages; anything else is a 404."""
    parts = request.path.strip("/").split("/")
    if request.method == "GET" and len(parts) == 3 and (parts[0], parts[2]) == ("pypi", "json") and parts[1] in NEWEST:  # noqa: PLR2004 - see above.
        version = NEWEST[parts[1]]
        return SimResponse.of_json(
            200, {"info": {"name": parts[1], "version": version}, "releases": {version: [{"yanked": False}]}}
        )
    return not_found(request.path).response()
