"""What holds for every transfer and import, whatever Adobe answers: they end, create and order nothing, and happen once."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from connector.domain import moves, transfer_moves
from connector.domain.journal import Answer, Attempt, Outcome, correlation_id
from connector.domain.ladders import next_move
from connector.domain.refusals import Refusal
from connector.domain.reseller_moves import ReadOtherConfigurations
from connector.domain.transfer_facts import Membership, MembershipOffer, ProductItem, Transfer, TransferLine
from tests.builders import (
    ACROBAT,
    ASSET,
    BORN,
    CREATED,
    CUSTOMER,
    NOW,
    PHOTOSHOP,
    RESELLER,
    a_customer,
    a_policy,
    a_purchase,
    a_subscription,
    an_item,
    an_order,
    another_asset,
    facts,
)
from tests.examples import examples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connector.domain.facts import Facts
    from connector.domain.requests import Request

MOST_MOVES: Final = 60
VERDICTS: Final = (moves.Approve, moves.Inquire, moves.Fail, moves.Wait, moves.Park)
CODES: Final = ("1115", "1116", "1164", "4121", "5115", "5116", "5118", "5119", "5120", "5121", "7777", "")
REASONS: Final = ("RETURNABLE_PURCHASE", "INACTIVE", "NO_TARGET_SKU", "UNBILLED_ORDER", "HVD_CUSTOMER", "NEW_ONE")


@dataclass
class Imagined:
    """An Adobe and a platform made of a seed: asked for the same thing they answer the same within a delivery."""

    seed: int
    transfers: list[str] = field(default_factory=list)
    delivery: int = 0

    def choose(self, name: str, among: Sequence[Any]) -> Any:  # noqa: ANN401 - one of what it was given.
        return random.Random(f"{self.seed}/{self.delivery}/{name}").choice(among)  # noqa: S311 - a test's choice protects nothing.

    def refusal(self, name: str) -> Refusal:
        reasons = tuple(self.choose(f"{name} {number}", REASONS) for number in range(self.choose(f"count {name}", (1, 1, 2))))
        codes = (*CODES, "5117", "5117", "5117")
        code = self.choose(f"code {name}", codes)
        return Refusal(self.choose(f"status {name}", (400, 404)), code, "No", reasons if code == "5117" else ())

    def seen(self, read: moves.Read) -> object:
        """Answer a look; those at Adobe are refused now and then."""
        name = type(read).__name__
        if not isinstance(read, moves.PlatformRead) and self.choose(f"refuse {name}", (True, *[False] * 6)):
            return self.refusal(name)
        return self._shown(read)

    def _shown(self, read: moves.Read) -> object:
        match read:
            case moves.ReadReseller():
                return self.choose("reseller", (RESELLER, RESELLER, RESELLER, ""))
            case moves.ReadOtherAssets():
                return self.choose("others", ((), (), (another_asset(),), (another_asset(mpns=(PHOTOSHOP,)),)))
            case moves.ReadAssetsOfCustomer():
                return self.choose("tied", ((), (), (), (another_asset(),), (another_asset(status="terminated"),)))
            case ReadOtherConfigurations():
                return ()
            case transfer_moves.ReadProductItems():
                return (ProductItem(PHOTOSHOP, "Photoshop"),)
            case transfer_moves.PreviewMembership():
                days = self.choose("days", (100, 100, -1, None))
                renewal = None if days is None else NOW.date() + timedelta(days=days)
                offers = (MembershipOffer(f"{PHOTOSHOP}12A12", 5, renewal), MembershipOffer(f"{ACROBAT}12A12", 1, renewal))
                kept = self.choose("kept", (1, 1, 1, 1, 2, 0))
                return Membership(offers[:kept], self.choose("special", ((), (), (), (), ("on a volume code",))))
            case transfer_moves.ReadTransfer():
                status = self.choose("status", ("1000", "1000", "1002", "1004", "1010", "1099", ""))
                lines = (TransferLine(f"{PHOTOSHOP}12A12", self.choose("seats", (5, 5, 5, 4)), a_subscription(1).id),)
                return Transfer(read.transfer_id, status, CUSTOMER if status == "1000" else "", CREATED, lines)
            case moves.ReadCustomer():
                reseller = self.choose("whose", (RESELLER, RESELLER, RESELLER, "P1999"))
                status = self.choose("standing", ("1000", "1000", "1000", "1012"))
                return a_customer(status=status, reseller_id=reseller)
            case moves.ReadSubscriptions():
                one = a_subscription(1, status=self.choose("alive", ("1000", "1000", "1000", "1002", "1004")))
                more = (a_subscription(2, ACROBAT),) if self.choose("more", (True, False, False)) else ()
                return (one, *more) if self.choose("visible", (True, True, True, False)) else ()
            case moves.ReadOrdersSince():
                kind = self.choose("kind", ("TRANSFER", "TRANSFER", "NEW"))
                return (replace(an_order(a_purchase()), type=kind),) if self.choose("history", (True, True, False)) else ()
            case _:
                raise TypeError(f"nothing here looks at {read}")

    def answered(self, call: moves.Call, generation: int) -> Attempt:
        """Answer the one call; a broken one was carried out all the same in every other world."""
        assert isinstance(call, transfer_moves.PlaceTransfer), "nothing else may be called"
        kinds = (*[Outcome.ACCEPTED] * 4, Outcome.REFUSED, Outcome.BROKEN, Outcome.NOT_EXECUTED)
        outcome = self.choose(f"{call.intent} {generation}", kinds)
        done = outcome is Outcome.ACCEPTED or (outcome is Outcome.BROKEN and self.choose("effect", (True, False)))
        if done and self.transfers:
            outcome, done = Outcome.REFUSED, False
        if done:
            self.transfers.append(call.membership_id)
        no = Refusal(400, "5118", "No") if self.transfers and outcome is Outcome.REFUSED else self.refusal("call")
        body: dict[str, Any] = {"code": no.code, "message": "No", "additionalDetails": list(no.details)}
        if outcome is Outcome.ACCEPTED:
            body = {"transferId": "TRF-1", "membershipId": call.membership_id, "creationDate": "2026-03-02T11:59:00Z"}
        answer = Answer(202 if outcome is Outcome.ACCEPTED else no.status, body)
        return Attempt(
            owner="PR",
            intent=call.intent,
            generation=generation,
            correlation_id=correlation_id("PR", call.intent, generation),
            account="production/D1000000000",
            customer_key=f"customer/production/D1000000000/{ASSET}",
            call=None,
            outcome=outcome,
            answer=answer if outcome in {Outcome.ACCEPTED, Outcome.REFUSED} else None,
            opened_at=CREATED,
        )


def play(request: Request, known: Facts, world: Imagined, deliveries: int) -> list[list[moves.Move]]:
    """Play deliveries until the request has its answer, or so many."""
    played: list[list[moves.Move]] = []
    for world.delivery in range(deliveries):
        known = replace(known, seen={}, answered_now=frozenset())
        made: list[moves.Move] = []
        played.append(made)
        while len(made) < MOST_MOVES and not (made and isinstance(made[-1], VERDICTS)):
            move = next_move(request, known, a_policy())
            made.append(move)
            if isinstance(move, moves.Keep):
                request = request.with_values(move.values)
                known = known.with_kept(move.values)
            elif isinstance(move, moves.Call):
                attempt = world.answered(move, sum(one.intent == move.intent for one in known.attempts) + 1)
                known = known.with_attempts((*known.attempts, attempt), known.answered_now | {attempt.correlation_id})
                if attempt.outcome in {Outcome.BROKEN, Outcome.NOT_EXECUTED}:
                    break
            elif not isinstance(move, VERDICTS):
                assert not isinstance(move, moves.Adopt)
                known = known.with_seen(move, world.seen(move))
        if made and isinstance(made[-1], moves.Inquire):
            known = replace(known, attempts=tuple(replace(one, told_at=NOW) for one in known.attempts))
        if made and isinstance(made[-1], moves.Approve | moves.Fail):
            break
    return played


TRANSFER: Final = {"action_type": "transfer", "adobe_vip_number": "88A1B2C3"}
IMPORT: Final = {"migration_info_object": {"action_type": "purchase", "adobe_customer_id": CUSTOMER}}
values: Final = st.sampled_from(
    [
        TRANSFER,
        TRANSFER,
        TRANSFER,
        {**TRANSFER, "adobe_customer_id": CUSTOMER},
        {**TRANSFER, "transfer_id": "TRF-1"},
        {**TRANSFER, "adobe_vip_number": ""},
        IMPORT,
        IMPORT,
        {"migration_info_object": {"action_type": "purchase"}},
        {"migration_info_object": "nothing"},
    ]
)
requests: Final = st.builds(lambda filled: a_purchase(an_item(PHOTOSHOP, 5), values=filled), values)
openings: Final = st.builds(
    lambda born, waiting: facts(born=born, waiting_since=waiting),
    st.sampled_from([BORN, BORN, NOW]),
    st.sampled_from([None, CREATED, NOW - timedelta(hours=2), NOW - timedelta(days=40)]),
)
worlds: Final = st.integers(0, 2**31)


@settings(max_examples=examples(300))
@given(requests, openings, worlds)
def test_every_delivery_ends_with_a_verdict_or_a_call_that_nobody_knows_the_end_of(
    request: Request, known: Facts, seed: int
) -> None:
    for made in play(request, known, Imagined(seed), 4):
        assert len(made) < MOST_MOVES
        assert isinstance(made[-1], (*VERDICTS, transfer_moves.PlaceTransfer))


@settings(max_examples=examples(300))
@given(requests, openings, worlds)
def test_however_often_it_is_delivered_nothing_is_created_ordered_or_transferred_twice(
    request: Request, known: Facts, seed: int
) -> None:
    world = Imagined(seed)
    calls = [move for made in play(request, known, world, 6) for move in made if isinstance(move, moves.Call)]
    assert {type(call) for call in calls} <= {transfer_moves.PlaceTransfer}
    assert len(world.transfers) <= 1
    assert not (calls and request.asks("migration_info_object"))


@settings(max_examples=examples(150))
@given(requests, openings, worlds)
def test_the_same_facts_give_the_same_moves(request: Request, known: Facts, seed: int) -> None:
    assert play(request, known, Imagined(seed), 3) == play(request, known, Imagined(seed), 3)


@settings(max_examples=examples(200))
@given(requests, openings, worlds)
def test_no_text_shows_a_blank(request: Request, known: Facts, seed: int) -> None:
    for made in play(request, known, Imagined(seed), 2):
        for move in made:
            if isinstance(move, moves.Inquire | moves.Fail | moves.Park):
                words = " ".join(problem.text + problem.for_operator() for problem in move.problems)
                assert not set("{}") & set(words)
                assert "None" not in words


def test_the_imagined_worlds_reach_every_kind_of_move_and_every_verdict() -> None:
    reached: Counter[str] = Counter()
    for seed in range(500):
        filled = (TRANSFER, IMPORT, {**TRANSFER, "adobe_customer_id": CUSTOMER})[seed % 3]
        request = a_purchase(an_item(PHOTOSHOP, 5), values=filled)
        played = play(request, facts(), Imagined(seed), 4)
        reached.update({type(move).__name__ for made in played for move in made})
    expected = {
        *("PreviewMembership", "ReadTransfer", "ReadProductItems", "PlaceTransfer"),
        *("ReadReseller", "ReadOtherAssets", "ReadAssetsOfCustomer", "ReadOtherConfigurations"),
        *("ReadCustomer", "ReadSubscriptions", "ReadOrdersSince", "Keep"),
        *(verdict.__name__ for verdict in VERDICTS),
    }
    assert set(reached) == expected
    assert {name: count for name, count in reached.items() if count < 5} == {}
