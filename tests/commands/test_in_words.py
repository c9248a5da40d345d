"""What an operator reads about moves, looks and the journal: ids, codes and numbers, and nobody's name or address."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from connector.domain import moves, reseller_moves
from connector.domain.adobe_facts import Customer, Order, OrderLine, OtherAsset, Subscription
from connector.domain.journal import Answer, Attempt, Outcome
from connector.domain.parties import Address, Contact, CustomerProfile
from connector.domain.problems import Kind, Problem
from connector.domain.refusals import Refusal
from connector.fulfillment.in_words import (
    attempt_in_words,
    move_in_words,
    read_in_words,
    seen_in_words,
    why_in_words,
)

THEN = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LINES = (moves.WantedLine(1, "65304470CA", "65304470CA01A12", 10), moves.WantedLine(2, "65309999CA", "65309999CA01A12", 5))
ADDRESS = Address("1 Hidden Street", "", "Hiddenville", "CA", "95110", "US")
PROFILE = CustomerProfile("Hidden Company", ADDRESS, Contact("Hid", "Den", "hid@den.example"), "en-US", "COM")
PROBLEMS = (
    Problem("city-invalid", Kind.CORRECTABLE, "Give the city.", parameters=("customer_city",)),
    Problem("region-missing", Kind.CORRECTABLE, "Give the state.", "The state is missing.", ("customer_region", "customer_city")),
)
CREATE = moves.CreateCustomer("P100", "TA-1", PROFILE)
ORDER = moves.PlaceOrder("P200", "PR-1", "USD", LINES)


def an_attempt(outcome: Outcome, answer: Answer | None = None, intent: str = ORDER.intent) -> Attempt:
    """Give an attempt of the order as the journal holds it."""
    return Attempt("PR-1", intent, 2, "c", "test", "customer", None, outcome, answer, THEN)


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (moves.ReadReseller("TA-2"), "the Adobe reseller of the tier TA-2, on the platform"),
        (moves.ReadOtherAssets("TA-1"), "the other assets of the tier TA-1, on the platform"),
        (moves.ReadCustomer("P200"), "the Adobe customer P200"),
        (reseller_moves.ReadResellerProfile("P100"), "the Adobe reseller P100"),
        (
            moves.FindCustomers("P100", "Hidden Company", "hid@den.example"),
            "the customers of the Adobe reseller P100 with this name and administrator",
        ),
        (moves.FindCustomersByReference("P100", "TA-1"), "the customers of the Adobe reseller P100 with the reference TA-1"),
        (
            moves.PreviewOrder("P200", "PR-1", "USD", LINES),
            "a preview of the order for the Adobe customer P200: 10 of 65304470CA01A12, 5 of 65309999CA01A12",
        ),
        (moves.ReadOrder("P200", "77"), "the Adobe order 77"),
        (moves.ReadOrdersSince("P200", THEN), "the orders of the Adobe customer P200 since 2026-03-02 12:00:00 UTC"),
        (moves.ReadSubscriptions("P200"), "the subscriptions of the Adobe customer P200"),
    ],
)
def test_a_look_is_said_in_words(read: moves.Read, words: str) -> None:
    assert read_in_words(read) == words


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        ("P100", "P100"),
        ("", "none"),
        ((), "none"),
        (Refusal(400, "1117", "Hidden Company is wrong"), "refused: HTTP 400, code 1117"),
        (Refusal(404, ""), "refused: HTTP 404, code none"),
        (Customer("P200", "1000", "Hidden Company", ADDRESS, ("hid@den.example",), "COM", "P100"), "P200, status 1000"),
        (Order("", "PREVIEW", "", "PR-1", THEN, (OrderLine(1, "65304470CA02A12", 10),)), "10 of 65304470CA02A12"),
        (
            (Order("77", "NEW", "1002", "PR-1", THEN, (OrderLine(1, "65304470CA02A12", 10),)),),
            "77, status 1002: 10 of 65304470CA02A12",
        ),
        (
            (
                Subscription("S1", "65304470CA01A12", "1000", 10, auto_renewal=True, renewal_quantity=10, renewal_date=None),
                Subscription("S2", "65309999CA01A12", "1004", 5, auto_renewal=False, renewal_quantity=5, renewal_date=None),
            ),
            "S1, status 1000, 10 of 65304470CA01A12; S2, status 1004, 5 of 65309999CA01A12",
        ),
        (OtherAsset("AS-1", "active", "P200", (), ()), "AS-1, active, Adobe customer P200"),
        (OtherAsset("AS-2", "processing", "", (), ()), "AS-2, processing, Adobe customer none"),
    ],
)
def test_what_was_seen_is_said_in_words(seen: object, words: str) -> None:
    assert seen_in_words(seen) == words


@pytest.mark.parametrize(
    ("move", "words", "why"),
    [
        (
            moves.Keep({"adobe_order_id": "77", "adobe_customer_id": "P200"}),
            "write adobe_order_id = 77, adobe_customer_id = P200 to the request",
            ("ids are kept on the request as soon as they are known",),
        ),
        (
            moves.Adopt(ORDER, "77"),
            f"take 77, found at Adobe, as the answer to: {ORDER.intent}",
            ("it carries this request's reference and data, and the journal knows no answer",),
        ),
        (
            CREATE,
            "create an Adobe customer under the reseller P100 with the reference TA-1",
            ("the journal knows no attempt of it",),
        ),
        (
            ORDER,
            "order for the Adobe customer P200, with the reference PR-1: 10 of 65304470CA01A12, 5 of 65309999CA01A12",
            (f"generation 3 is due after {ORDER.intent}, generation 2: broken",),
        ),
        (
            moves.Approve({"renewal_date": "2027-03-02", "adobe_orders": {}}),
            "approve the request, after writing adobe_orders, renewal_date",
            ("Adobe has everything that the request asks for",),
        ),
        (
            moves.Approve({}),
            "approve the request, after writing nothing",
            ("Adobe has everything that the request asks for",),
        ),
        (
            moves.Inquire(PROBLEMS),
            "ask the customer about customer_city, customer_region",
            ("city-invalid: Give the city.", "region-missing: The state is missing."),
        ),
        (moves.Fail(PROBLEMS[:1]), "fail the request", ("city-invalid: Give the city.",)),
        (moves.Wait(60, "the order is open"), "wait, and look again after 60 s", ("the order is open",)),
        (moves.Park(PROBLEMS[1:]), "park the request: a person is needed", ("region-missing: The state is missing.",)),
    ],
)
def test_a_move_and_its_reason_are_said_in_words(
    move: moves.Keep | moves.Adopt | moves.Call | moves.Verdict, words: str, why: tuple[str, ...]
) -> None:
    assert move_in_words(move) == words
    assert why_in_words(move, (an_attempt(Outcome.BROKEN),)) == why


def test_an_attempt_is_said_with_its_answer_where_there_is_one() -> None:
    assert attempt_in_words(an_attempt(Outcome.OPEN)) == f"{ORDER.intent}, generation 2: open"
    accepted = an_attempt(Outcome.ACCEPTED, Answer(201, {"orderId": "77"}))
    assert attempt_in_words(accepted) == f"{ORDER.intent}, generation 2: accepted, HTTP 201"
    refused = an_attempt(Outcome.REFUSED, Answer(400, {"code": "1117"}))
    assert attempt_in_words(refused) == f"{ORDER.intent}, generation 2: refused, HTTP 400, code 1117"
