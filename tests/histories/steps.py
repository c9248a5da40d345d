"""What a history is made of: one step after the other, each with what goes wrong meanwhile. Plain values, generated."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

ASSETS: Final = {"AS-1": ("65304470CA", "65309999CA"), "AS-2": ("30007777CA",)}
"""The assets of the one company, and what each of them is about."""


class Kind(StrEnum):
    """What somebody asks for."""

    RAISE = "raise"
    DROP = "drop"
    GIVE_BACK = "give back"
    GIVE_BACK_NAMED = "give back from a named order"
    UP_AND_DOWN = "up and down"
    OFF = "auto-renewal off"
    ON = "auto-renewal on"
    CANCEL = "cancel"
    ADJUST = "adjust"


class Mishap(StrEnum):
    """What happens while a request is worked on."""

    NONE = "nothing"
    DEATH = "the worker dies"
    LOSS = "the worker dies, and the store is lost"
    OTHER_WORKER = "another worker gets the same request"
    TAKEOVER = "the worker stalls past its leases, another one takes over, then it goes on"
    NEIGHBOUR = "another worker gets a request of the other asset"


@dataclass(frozen=True)
class Step:
    """One request: about which asset, after how many days, how many seats (a number to choose by), and the mishap in it."""

    kind: Kind
    asset: str
    days: int
    seats: int
    item: int
    mishap: Mishap
    at: int
    after: bool


@dataclass(frozen=True)
class History:
    """A whole story. `returns_in_window` is the account's choice; without `partial_returns` Adobe takes whole lines only."""

    steps: tuple[Step, ...]
    returns_in_window: bool
    partial_returns: bool


_GIVING_BACK: Final = (Kind.GIVE_BACK, Kind.GIVE_BACK_NAMED, Kind.UP_AND_DOWN, Kind.CANCEL)
_KINDS: Final = (*Kind, Kind.RAISE, Kind.DROP, *_GIVING_BACK, *_GIVING_BACK)
_DAYS: Final = (0, 1, 5, 14, 15, 100, 351, 366)


def steps() -> SearchStrategy[Step]:
    """Generate one step."""
    return st.builds(
        Step,
        kind=st.sampled_from(_KINDS),
        asset=st.sampled_from(("AS-1", "AS-1", *ASSETS)),
        days=st.sampled_from(_DAYS),
        seats=st.integers(0, 9),
        item=st.integers(0, 1),
        mishap=st.sampled_from((*Mishap, Mishap.DEATH)),
        at=st.integers(0, 24),
        after=st.booleans(),
    )


def histories(most: int) -> SearchStrategy[History]:
    """Generate a history of three steps at least: the first is a purchase."""
    return st.builds(
        History,
        steps=st.lists(steps(), min_size=3, max_size=most).map(tuple),
        returns_in_window=st.booleans(),
        partial_returns=st.sampled_from((True, True, False)),
    )
