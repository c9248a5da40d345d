"""Which address of the platform leads to which function.

Patterns are written as the documentation writes them: `requests/{id}/approve`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from connector.simulator.connect.errors import method_not_allowed, not_found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from connector.simulator.exchange import SimRequest, SimResponse

    Handler = Callable[[SimRequest, dict[str, str]], SimResponse]


@dataclass(frozen=True)
class Route:
    """One method of one address. A route with `waits` is called without the world's lock, since it waits for a worker."""

    method: str
    pattern: str
    handler: Handler
    waits: bool = False

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.pattern))

    def arguments(self, path: str) -> dict[str, str] | None:
        """Return the pattern's names with what stands in their place, or None when the path is another one."""
        found = self._regex.fullmatch(path)
        return found.groupdict() if found else None


def find_route(routes: Iterable[Route], method: str, path: str) -> tuple[Route, dict[str, str]]:
    """Find the route of a path below `/public/v1/`; raises the platform's 404 or 405."""
    fitting = [(route, arguments) for route in routes if (arguments := route.arguments(path)) is not None]
    if not fitting:
        raise not_found(f"/{path}")
    for route, arguments in fitting:
        if route.method == method:
            return route, arguments
    raise method_not_allowed(method)
