"""What can befall a worker at a boundary, and how each is played there: on the simulators, on the wire, on the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from requests import ConnectionError as RequestsConnectionError
from requests import Response

from tests.abandonment import watched_by
from tests.matrix import EXPIRED, delete_leases, lose_store, take_over
from tests.retail_world import RetailWorld

if TYPE_CHECKING:
    from tests.crashes.flow import Flow
    from tests.world import World

_JUMP: Final = timedelta(hours=1)
DATABASE: Final = "database"
"""The name of a boundary at which the database is used."""

Effect = Callable[[], Any]
Instead = Callable[[Effect], Any]


class Fault(StrEnum):
    """A column of the matrix."""

    KILLED_BEFORE = "killed before"
    KILLED_AFTER = "killed after"
    ANSWER_LOST = "answer lost"
    ANSWER_500 = "answer 500"
    ANSWER_429 = "answer 429"
    DATABASE_LOST = "database lost"
    LEASE_LOST = "lease lost"


class Loss(StrEnum):
    """How a worker that stands still before an effect loses its leases, or their time."""

    ENDED = "another worker took them over and ended the request"
    TAKEN = "another worker took them over, and died before it did anything"
    DELETED = "their rows were deleted"
    AHEAD = "the database's clock jumped ahead by an hour"
    BACK = "the database's clock jumped back by an hour"


@dataclass(frozen=True)
class Strike:
    """One way in which a fault comes at a boundary: before its effect or after.

    `kills` says whether the worker dies of it, `loses` whether the database goes with it. `page` makes an answer 500 one of
    something in front of the platform asked, which that knows nothing of. `loss` is how a lease gets lost.
    """

    fault: Fault
    after: bool = False
    kills: bool = False
    loses: bool = False
    page: bool = False
    loss: Loss | None = None


_KILLED_BEFORE: Final = Strike(Fault.KILLED_BEFORE, kills=True)
_LEASES_LOST: Final = tuple(Strike(Fault.LEASE_LOST, loss=loss) for loss in Loss)
_AT_THE_DATABASE: Final = (_KILLED_BEFORE, Strike(Fault.DATABASE_LOST, loses=True), *_LEASES_LOST)
_AT_ANY_EXCHANGE: Final = (
    _KILLED_BEFORE,
    Strike(Fault.KILLED_AFTER, after=True, kills=True),
    Strike(Fault.ANSWER_LOST, after=True),
    Strike(Fault.ANSWER_500, page=True),
    Strike(Fault.ANSWER_429),
    Strike(Fault.DATABASE_LOST, after=True, loses=True),
    Strike(Fault.DATABASE_LOST, after=True, loses=True, kills=True),
    *_LEASES_LOST,
)
# A write may have had its effect or not; what only looks leaves nothing to find out.
_AT_A_WRITE: Final = (Strike(Fault.ANSWER_LOST), Strike(Fault.ANSWER_500, after=True, page=True))
_AT_ADOBE: Final = (Strike(Fault.ANSWER_500),)
_AT_A_WRITE_AT_ADOBE: Final = (Strike(Fault.ANSWER_500, after=True),)


def strikes_in_turn(boundary: str, number: int) -> tuple[Strike, ...]:
    """Give what can befall a worker at a boundary, but of the ways to lose a lease the first and, by its number, one other."""
    first, *others = _LEASES_LOST
    chosen = (first, others[number % len(others)])
    return tuple(one for one in strikes(boundary) if one.fault is not Fault.LEASE_LOST or one in chosen)


def strikes(boundary: str) -> tuple[Strike, ...]:
    """Give everything that can befall a worker at a boundary, by its name."""
    if boundary == DATABASE:
        return _AT_THE_DATABASE
    whose, method, _ = boundary.split(" ", 2)
    at_adobe, writes = whose == "adobe", method != "GET"
    return (
        *_AT_ANY_EXCHANGE,
        *(_AT_A_WRITE if writes else ()),
        *(_AT_ADOBE if at_adobe else ()),
        *(_AT_A_WRITE_AT_ADOBE if at_adobe and writes else ()),
    )


def instead_of(strike: Strike, boundary: str, flow: Flow, world: World, request: str) -> Instead:
    """Give what happens at a boundary in place of its effect, where the worker lives on."""
    match strike.fault:
        case Fault.LEASE_LOST:
            return _stalled(strike.loss or Loss.ENDED, flow, world, request)
        case Fault.DATABASE_LOST:
            return _without_database(world)
        case _ if boundary.startswith("adobe"):
            return _at_adobe(strike, world)
        case _:
            return _at_the_platform(strike)


def _stalled(loss: Loss, flow: Flow, world: World, request: str) -> Instead:
    """Hold the worker before its effect until its leases, or their time, are lost; then it goes on."""

    def instead(act: Effect) -> Any:  # noqa: ANN401 - whatever the effect gives.
        with watched_by(None):
            match loss:
                case Loss.ENDED:
                    _end_elsewhere(flow, world, request)
                case Loss.TAKEN:
                    _take_elsewhere(world)
                case Loss.DELETED:
                    delete_leases(world)
                case Loss.AHEAD:
                    world.database_ahead += _JUMP
                case Loss.BACK:
                    world.database_ahead -= _JUMP
        return act()

    return instead


def _end_elsewhere(flow: Flow, world: World, request: str) -> None:
    """Let another worker, whose turn it is by now, end the request."""
    own = world.means
    take_over(world)
    flow.settle(world, request)
    world.means.store.close()
    world.means = own


def _take_elsewhere(world: World) -> None:
    """Let another worker take what leases there are, once they have expired, and do no more."""
    world.advance(seconds=EXPIRED)
    other = world.new_means().store
    names = [one.name for one in other.leases()]
    assert not names or other.lease(names, "another worker") is not None
    other.close()


def _without_database(world: World) -> Instead:
    def instead(act: Effect) -> Any:  # noqa: ANN401 - whatever the effect gives.
        given = act()
        lose_store(world)
        return given

    return instead


def _at_adobe(strike: Strike, world: World) -> Instead:
    """Have the simulated Adobe, or the network before it, answer this one call so."""
    control: Any = world.retail.control if isinstance(world, RetailWorld) else world.adobe.control
    kinds = {Fault.ANSWER_LOST: "no answer", Fault.ANSWER_429: "throttled"}
    kind = kinds.get(strike.fault, "gateway page" if strike.page else "broken")

    def instead(act: Effect) -> Any:  # noqa: ANN401 - whatever the effect gives.
        control.fault("*", kind, after_effect=strike.after)
        return act()

    return instead


def _at_the_platform(strike: Strike) -> Instead:
    """Lose or replace the platform's answer on its way, so that the simulated platform's record tells what it did."""

    def instead(act: Effect) -> Response:
        if strike.after:
            act()
        if strike.fault is Fault.ANSWER_LOST:
            raise RequestsConnectionError("the connection was lost")
        answer = Response()
        answer.status_code = 429 if strike.fault is Fault.ANSWER_429 else 500
        return answer

    return instead
