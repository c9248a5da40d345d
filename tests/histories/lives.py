"""Workers that live in one thread: each crosses numbered boundaries, and at one of them it may die, or be stalled.

A dead worker has no effect any more: whatever its clean-up tries raises again. What happens while one is stalled is played on the
same thread, so that every interleaving can be repeated exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable


class DiedError(BaseException):
    """The worker does not exist any more; no exception of the program's, so nothing in it catches this."""


@dataclass
class Life:
    """One worker. At boundary number `at`, before its effect or after, `event` happens; without one the worker dies."""

    at: int | None = None
    after: bool = False
    event: Callable[[], object] | None = None
    crossed: int = 0
    dead: bool = False
    reached: bool = False

    def cross(self, act: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the effect gives.
        """Cross one boundary."""
        if self.dead:
            raise DiedError
        number, self.crossed = self.crossed, self.crossed + 1
        if number == self.at and not self.after:
            self._happen()
        result = act()
        if number == self.at and self.after:
            self._happen()
        return result

    def _happen(self) -> None:
        self.reached = True
        if self.event is None:
            self.dead = True
            raise DiedError
        self.event()


@dataclass
class Stage:
    """Whose turn it is."""

    life: Life = field(default_factory=Life)

    def play(self, life: Life, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the work gives; `None` after a death.
        """Let a worker live and work, in the middle of another's life where there is one."""
        before, self.life = self.life, life
        try:
            return work()
        except DiedError:
            if not life.dead:
                raise
            return None
        finally:
            self.life = before


LOOKS: Final = frozenset(
    {"attempts", "open_attempts", "request_state", "others_unsettled", "customers_of", "tiers_of", "now", "names", "request"}
    | {"parameter_texts", "reseller_id", "other_assets", "assets_of_customer", "template_id", "ready"}
    | {"answers_under", "siblings_of", "is_released", "requests", "purchases"}
)
"""What only looks, and so is no boundary: dying beside a look is dying at the effect before it or after it."""


class Crossed:
    """Anything whose effects are boundaries: the store, a lease, the platform."""

    def __init__(self, inner: object, life: Life) -> None:
        self._inner = inner
        self._life = life

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever it is there.
        """Give a member; calling one that has an effect crosses a boundary."""
        found = getattr(self._inner, name)
        if name in LOOKS or not callable(found):
            return found
        # What one boundary does is one transaction: a lease that it renews on the way is no boundary of its own.
        return lambda *args, **named: self._life.cross(lambda: self._watched(found(*map(_plain, args), **named)))

    def _watched(self, given: object) -> object:
        return Crossed(given, self._life) if hasattr(given, "renew") else given


def _plain(value: object) -> object:
    return value._inner if isinstance(value, Crossed) else value  # noqa: SLF001 - of its own kind.


class CrossedTransport(httpx.BaseTransport):
    """The wire to Adobe, each exchange of which is a boundary of whoever's turn it is."""

    def __init__(self, inner: httpx.BaseTransport, stage: Stage) -> None:
        self._inner = inner
        self._stage = stage

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one exchange."""
        if request.url.path.startswith("/ims/"):
            # A token that is being fetched is waited for by everybody else, and here everybody is one thread.
            return self._inner.handle_request(request)
        response: httpx.Response = self._stage.life.cross(lambda: self._inner.handle_request(request))
        return response
