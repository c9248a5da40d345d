"""Random stories of one transaction: how its requests come, who is delivered when and how often, and what goes wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from tests.histories.lives import Life
from tests.histories.marketplace import COMPANY, STRANGER
from tests.histories.memory_desk import MemoryDesk
from tests.histories.steps import History

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

PRODUCTS: Final = ("65304470CA", "65309999CA", "30007777CA", "65304578CA", "65315555CA")
GUID: Final = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
REFERENCE: Final = "6f9619ff8b864d01b42d00cf4fc964ff"
_MOST_WORKERS: Final = 3
_ROUNDS: Final = 40


@dataclass(frozen=True)
class Turn:
    """One delivery of the request at a place. At a boundary of it the worker dies, the store with it, or others come beside."""

    place: int
    at: int | None = None
    after: bool = False
    lose_store: bool = False
    stalls: bool = False
    beside: tuple[Turn, ...] = ()


@dataclass(frozen=True)
class Story:
    """So many seats of so many products; `turns` are played in between arrivals, `arrivals` name places in their order.

    Where `missing` is true, the last request never comes. `late` names the place whose product somebody asks for once more when
    the order is there; with `stranger` another company buys the same under the same GUID, and with `elsewhere` a request on
    another connection has it too.
    """

    seats: tuple[int, ...]
    arrivals: tuple[int, ...]
    turns: tuple[tuple[Turn, ...], ...]
    missing: bool
    late: int | None
    stranger: bool
    elsewhere: bool


@dataclass
class Told:
    """What came of a story, and what it had: deaths, losses of the store, workers beside one another.

    `statuses` and `approvals` are those of the transaction and of the strangers; `owners` the pairs of order and customer that
    each of the two groups shows; `late` is what became of the request that came too late, and what it shows of Adobe.
    """

    orders: list[list[tuple[str, int]]]
    customers: int
    owners: list[set[tuple[str, str]]]
    late: tuple[str, str, str] | None
    statuses: list[str]
    approvals: list[int]
    subscriptions: set[str]
    deaths: int = 0
    losses: int = 0
    workers: int = 0
    missing: int = 0
    strangers: int = 0


class TransactionDesk(MemoryDesk):
    """Plays stories."""

    def __init__(self, story: Story) -> None:
        super().__init__(History(returns_in_window=False, partial_returns=True, steps=()))
        self._story = story
        self._requests: dict[int, str] = {}
        self._strangers: list[str] = []
        self._late: str | None = None
        self._deaths = self._losses = self._workers = 0

    def play(self) -> Told:
        """Play a story to its end, and say what came of it."""
        if self._story.stranger:
            self._strangers = [self._ask(f"AS-9{place}", place, company=STRANGER) for place in self._story.arrivals]
        coming = self._story.arrivals[: -1 if self._story.missing else None]
        for place, turns in zip(coming, self._story.turns, strict=False):
            self._arrive(place)
            for turn in turns:
                self._take(turn, depth=1)
        for _ in range(_ROUNDS):
            for place in range(len(self._all())):
                self._take(Turn(place), depth=1)
            self.wait(seconds=30)
        return self._told()

    def _all(self) -> list[str]:
        """Give the requests that are delivered: the transaction's, the late one, the strangers'."""
        return [*self._requests.values(), *filter(None, [self._late]), *self._strangers]

    def _arrive(self, place: int) -> None:
        self._requests[place] = self._ask(f"AS-{place}", place)
        if self._story.elsewhere and len(self._requests) == 1:
            self._ask("AS-80", place, connection="test")

    def _ask(self, asset: str, place: int, **where: str) -> str:
        belongs = {"business-model": "one-to-one", "transaction_id": GUID, "transaction_items": str(len(self._story.seats))}
        items = {PRODUCTS[place]: self._story.seats[place]}
        return self.ask("purchase", asset, items, {"action_type": "purchase", **belongs}, **where)

    def _come_late(self) -> None:
        """Ask once more for what the company's order bought, as soon as there is one."""
        customers = {one["customerId"] for one in self.customers() if one["externalReferenceId"] == COMPANY}
        if self._late is None and self._story.late is not None and any(one["customerId"] in customers for one in self.orders()):
            self._late = self._ask("AS-70", self._story.late)

    def _take(self, turn: Turn, depth: int) -> None:
        """Play one delivery, with what happens beside it, of a request that has come and is pending."""
        self._come_late()
        here = self._all()
        request = here[turn.place] if turn.place < len(here) else None
        if request is None or self.status(request) != "pending":
            return
        life = Life(at=turn.at, after=turn.after)
        if depth < _MOST_WORKERS and turn.beside:
            life.event = lambda: self._beside(turn, depth)
        self.deliver(request, life)
        if life.dead:
            self._deaths += 1
            self._losses += turn.lose_store
            self.bury(lose_store=turn.lose_store)

    def _beside(self, turn: Turn, depth: int) -> None:
        self._workers += 1
        if turn.stalls:
            self.wait(seconds=61)
        for other in turn.beside:
            self._take(other, depth + 1)

    def _told(self) -> Told:
        groups = [group for group in (list(self._requests.values()), self._strangers) if group]
        requests = [one for group in groups for one in group]
        orders = [order for order in self.orders() if order["externalReferenceId"] == REFERENCE]
        return Told(
            orders=[sorted((line["offerId"][:10], line["quantity"]) for line in order["lineItems"]) for order in orders],
            customers=len(self.customers()),
            owners=[{self._shown(one) for one in group} for group in groups],
            late=(self.status(self._late), *self._shown(self._late)) if self._late else None,
            statuses=[self.status(one) for one in requests],
            approvals=[self.approvals(one) for one in requests],
            subscriptions={str(self.params(one)["adobe_subscription_id"]) for one in requests},
            deaths=self._deaths,
            losses=self._losses,
            workers=self._workers,
            missing=self._story.missing,
            strangers=len(self._strangers),
        )

    def _shown(self, request: str) -> tuple[str, str]:
        params = self.params(request)
        return str(params["adobe_order_id"]), str(params["adobe_customer_id"])


def _turns(places: int, depth: int) -> SearchStrategy[Turn]:
    alone = st.just(())
    beside = st.one_of(alone, st.lists(_turns(places, depth - 1), min_size=1, max_size=2).map(tuple)) if depth > 1 else alone
    return st.builds(
        Turn,
        place=st.integers(0, places + 1),
        at=st.one_of(st.integers(0, 6), st.integers(0, 25)),
        after=st.booleans(),
        lose_store=st.booleans(),
        stalls=st.booleans(),
        beside=beside,
    )


def _stories(places: int) -> SearchStrategy[Story]:
    return st.builds(
        Story,
        seats=st.lists(st.integers(1, 30), min_size=places, max_size=places).map(tuple),
        arrivals=st.permutations(range(places)).map(tuple),
        turns=st.lists(
            st.lists(_turns(places, _MOST_WORKERS), min_size=1, max_size=4).map(tuple), min_size=places, max_size=places
        ).map(tuple),
        missing=st.sampled_from([False, False, False, False, True]),
        late=st.one_of(st.none(), st.integers(0, places - 1)),
        stranger=st.sampled_from([False, False, True]),
        elsewhere=st.booleans(),
    )


stories: Final = st.integers(2, 5).flatmap(_stories)
"""Transactions of two to five requests, one to three workers at once."""
