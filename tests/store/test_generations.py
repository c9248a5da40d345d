"""Whatever happens in whatever order, generations count without a gap and no id is ever given twice."""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connector.domain.journal import Answer, Attempt, Outcome
from connector.store import OpenAttemptError, Store
from tests.databases import a_database, database_kinds
from tests.examples import examples
from tests.store.builders import ACCOUNT, CUSTOMER, a_lease, an_open_attempt

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERS: Final = count()
_STEPS: Final = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["open", "adopt"]), st.sampled_from("AB"), st.sampled_from(["create customer", "place order"])),
        st.tuples(st.sampled_from([Outcome.ACCEPTED, Outcome.REFUSED, Outcome.NOT_EXECUTED, Outcome.BROKEN])),
    ),
    min_size=4,
    max_size=14,
)


@pytest.fixture(scope="module", params=database_kinds())
def lasting_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with a_database(request.param, tmp_path_factory.mktemp("store")) as url:
        store = Store(url)
        store.migrate()
        yield store
        store.close()


class History:
    """One example: a customer and two owners of its own, and how many attempts of each intent there must be by now."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.example = f"example {next(_NUMBERS)}"
        self.customer = f"{CUSTOMER}/{self.example}"
        self.lease = a_lease(store, self.customer)
        self.expected: Counter[tuple[str, str]] = Counter()
        self.is_open = False
        self.refused = 0

    def begin(self, how: str, owner: str, intent: str) -> None:
        owner = f"{self.example}/{owner}"
        if self.is_open:
            with pytest.raises(OpenAttemptError):
                self._next(how, owner, intent)
            self.refused += 1
            return
        self.expected[owner, intent] += 1
        assert self._next(how, owner, intent).generation == self.expected[owner, intent]
        self.is_open = how == "open"

    def end(self, outcome: Outcome) -> None:
        found = self.store.open_attempts([self.customer], [])
        assert len(found) == int(self.is_open)
        for attempt in found:
            assert self.store.close_attempt(attempt, outcome, Answer(200, {}))
        self.is_open = False

    def _next(self, how: str, owner: str, intent: str) -> Attempt:
        if how == "open":
            return an_open_attempt(self.store, self.lease, owner=owner, intent=intent, customer_key=self.customer)
        answer = Answer(200, {})
        return self.store.adopt(
            self.lease, owner=owner, intent=intent, account=ACCOUNT, customer_key=self.customer, answer=answer
        )


def test_generations_have_no_gap_and_ids_no_twin(lasting_store: Store) -> None:
    reached: Counter[str] = Counter()

    @settings(max_examples=examples(60))
    @given(steps=_STEPS)
    def whatever_happens(steps: list[tuple[str, str, str] | tuple[Outcome]]) -> None:
        history = History(lasting_store)
        for step in steps:
            if len(step) == 1:
                history.end(step[0])
            else:
                history.begin(*step)
        owners = {owner for owner, _ in history.expected}
        rows = [attempt for owner in sorted(owners) for attempt in lasting_store.attempts(owner)]
        assert Counter((row.owner, row.intent) for row in rows) == history.expected
        assert {(row.owner, row.intent, row.generation) for row in rows} == {
            (*intent, generation) for intent, last in history.expected.items() for generation in range(1, last + 1)
        }
        assert len({row.correlation_id for row in rows}) == len(rows)
        assert sum(row.outcome == Outcome.OPEN for row in rows) == int(history.is_open)
        reached["examples"] += 1
        reached["second generations"] += any(row.generation > 1 for row in rows)
        reached["refusals beside an open attempt"] += history.refused > 0

    whatever_happens()
    print(dict(reached))  # noqa: T201 (how often the property met what it is about)
    assert reached["second generations"] * 5 >= reached["examples"]
    assert reached["refusals beside an open attempt"] * 5 >= reached["examples"]
