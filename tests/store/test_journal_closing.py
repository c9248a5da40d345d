"""How an attempt ends in the journal: once, by whoever knows the answer, and without the persons in it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

from connector.domain.journal import Answer, Attempt, Outcome, WireCall
from connector.store import AttemptMissingError
from tests.store.builders import CUSTOMER, REQUEST, a_lease, an_open_attempt

if TYPE_CHECKING:
    from connector.store import Store
    from tests.store.builders import Ahead


def the_attempt(store: Store) -> Attempt:
    (found,) = store.attempts(REQUEST)
    return found


@pytest.mark.parametrize("outcome", [Outcome.ACCEPTED, Outcome.REFUSED, Outcome.NOT_EXECUTED, Outcome.BROKEN])
def test_an_answer_closes_an_attempt(store: Store, outcome: Outcome) -> None:
    attempt = an_open_attempt(store, a_lease(store))
    assert store.close_attempt(attempt, outcome, Answer(201, {"orderId": "5120008001", "status": "1002"}))
    found = the_attempt(store)
    assert (found.outcome, found.answer) == (outcome, Answer(201, {"orderId": "5120008001", "status": "1002"}))
    assert found.answered_at is not None
    assert attempt.opened_at <= found.answered_at <= store.now()


@pytest.mark.parametrize("outcome", [Outcome.OPEN, Outcome.ADOPTED])
def test_no_call_ends_open_or_adopted(store: Store, outcome: Outcome) -> None:
    attempt = an_open_attempt(store, a_lease(store))
    with pytest.raises(ValueError, match=outcome.value):
        store.close_attempt(attempt, outcome, None)
    assert the_attempt(store) == attempt


def test_an_attempt_is_closed_once_and_the_first_word_stands(store: Store, another_instance: Store) -> None:
    attempt = an_open_attempt(store, a_lease(store))
    assert another_instance.close_attempt(attempt, Outcome.ACCEPTED, Answer(201, {"orderId": "5120008001"}))
    assert not store.close_attempt(attempt, Outcome.BROKEN, None)
    assert the_attempt(store).outcome == Outcome.ACCEPTED


def test_a_former_owner_still_closes_its_own_attempt(store: Store, another_instance: Store, ahead: Ahead) -> None:
    attempt = an_open_attempt(store, a_lease(store))
    ahead.by(seconds=61)
    present = a_lease(another_instance, holder="worker 2")
    assert store.close_attempt(attempt, Outcome.ACCEPTED, Answer(201, {}))
    assert another_instance.open_attempts(present.names, ()) == ()


def test_an_attempt_may_end_without_an_answer(store: Store) -> None:
    assert store.close_attempt(an_open_attempt(store, a_lease(store)), Outcome.BROKEN, None)
    assert the_attempt(store).answer is None


def test_the_call_of_a_closed_attempt_is_gone(store: Store, database_url: str) -> None:
    call = WireCall("POST", "/v3/customers", {"companyProfile": {"companyName": "Ada Lovelace Ltd"}})
    attempt = an_open_attempt(store, a_lease(store), call=call)
    store.close_attempt(attempt, Outcome.ACCEPTED, Answer(201, {"customerId": "1005944528"}))
    assert the_attempt(store).call is None
    engine = create_engine(database_url)
    with engine.connect() as connection:
        row = connection.execute(text("SELECT method, path, body, body_digest FROM attempts")).one()
    engine.dispose()
    # The first twelve digits of SHA-256 over {"companyProfile":{"companyName":"Ada Lovelace Ltd"}}.
    assert tuple(row) == ("POST", "/v3/customers", None, "dbd76c999581")


def test_persons_and_companies_in_an_answer_are_not_kept(store: Store) -> None:
    body = {
        "customerId": "1005944528",
        "companyProfile": {"companyName": "Ada Lovelace Ltd", "contacts": [{"email": "ada@example.com"}]},
        "discounts": [{"offerType": "LICENSE", "level": "02"}],
        "linked": [{"contacts": [{"firstName": "Ada"}], "id": "x"}],
    }
    store.close_attempt(an_open_attempt(store, a_lease(store)), Outcome.ACCEPTED, Answer(201, body))
    assert the_attempt(store).answer == Answer(
        201,
        {"customerId": "1005944528", "discounts": [{"offerType": "LICENSE", "level": "02"}], "linked": [{"id": "x"}]},
    )


REFERENCE = "AS-1234-5678-9012-30006514"
PAIRS = [{"key": "partner_reference_id", "value": REFERENCE}, {"key": "offer_id", "value": "30006514"}]
CLAIM = WireCall("POST", "/v1/workflows", {"workflow_type": "CLAIM_PRODUCT", "workflow_attributes": PAIRS})
CODE = "planted-code-5d1e"


def test_of_an_accepted_claim_only_what_was_sent_is_kept(store: Store) -> None:
    body = {
        "workflow_type": "CLAIM_PRODUCT",
        "experience_url": f"https://redeem.adobe.com/x?rc={CODE}",
        "short_experience_url": f"https://www.adobe.com/go/retail?uuid={CODE}",
        "redirect_url": f"https://redeem.adobe.com/x?rc={CODE}",
        "redemption_code": CODE,
        "message": CODE,
        "workflow_attributes": [*PAIRS, {"key": "redemption_code", "value": CODE}],
    }
    store.close_attempt(an_open_attempt(store, a_lease(store), call=CLAIM), Outcome.ACCEPTED, Answer(200, body))
    found = the_attempt(store)
    assert found.answer == Answer(200, {"workflow_type": "CLAIM_PRODUCT", "workflow_attributes": PAIRS})
    assert found.call == CLAIM


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.NOT_EXECUTED, Outcome.BROKEN])
def test_of_a_claim_that_was_not_accepted_code_and_message_are_kept(store: Store, outcome: Outcome) -> None:
    body = {"code": "INVALID_OFFER", "message": "no", "requestId": "an-id", "additionalDetails": [CODE], "redemption_code": CODE}
    store.close_attempt(an_open_attempt(store, a_lease(store), call=CLAIM), outcome, Answer(400, body))
    assert the_attempt(store).answer == Answer(400, {"code": "INVALID_OFFER", "message": "no", "requestId": "an-id"})


def test_prices_in_an_answer_stay_exact(store: Store) -> None:
    answer = Answer(201, {"unitPrice": Decimal("12.90"), "quantity": 3, "totals": [0.1]})
    store.close_attempt(an_open_attempt(store, a_lease(store)), Outcome.ACCEPTED, answer)
    found = the_attempt(store).answer
    assert found == Answer(201, {"unitPrice": Decimal("12.9"), "quantity": 3, "totals": [Decimal("0.1")]})


def test_an_answer_that_is_no_json_is_refused_and_the_attempt_stays_open(store: Store) -> None:
    attempt = an_open_attempt(store, a_lease(store))
    with pytest.raises(TypeError):
        store.close_attempt(attempt, Outcome.ACCEPTED, Answer(200, {"x": object()}))
    assert the_attempt(store).outcome == Outcome.OPEN


def test_sendings_without_an_answer_are_counted(store: Store) -> None:
    attempt = an_open_attempt(store, a_lease(store))
    store.record_unanswered(attempt, gateway_page=False)
    second = store.record_unanswered(attempt, gateway_page=False)
    assert (second.unanswered, second.gateway_pages, second.outcome) == (2, 0, Outcome.OPEN)
    assert the_attempt(store) == second


def test_gateway_pages_count_in_a_row_and_a_lost_connection_begins_anew(store: Store) -> None:
    attempt = an_open_attempt(store, a_lease(store))
    sendings = [True, True, False, True, True, True]
    found = [store.record_unanswered(attempt, gateway_page=page) for page in sendings]
    assert [(each.unanswered, each.gateway_pages) for each in found] == [(1, 1), (2, 2), (3, 0), (4, 1), (5, 2), (6, 3)]


def test_a_sending_without_an_answer_changes_nothing_about_a_closed_attempt(store: Store) -> None:
    attempt = an_open_attempt(store, a_lease(store))
    store.close_attempt(attempt, Outcome.ACCEPTED, Answer(201, {}))
    found = store.record_unanswered(attempt, gateway_page=True)
    assert (found.outcome, found.unanswered) == (Outcome.ACCEPTED, 0)


def test_an_attempt_that_the_journal_lost_is_named_so(store: Store, database_url: str) -> None:
    attempt = an_open_attempt(store, a_lease(store))
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM attempts"))
    engine.dispose()
    assert not store.close_attempt(attempt, Outcome.ACCEPTED, Answer(201, {}))
    with pytest.raises(AttemptMissingError):
        store.record_unanswered(attempt, gateway_page=False)


def test_a_told_refusal_carries_when_it_was_told(store: Store, ahead: Ahead) -> None:
    lease = a_lease(store)
    refused = an_open_attempt(store, lease, intent="create customer")
    store.close_attempt(refused, Outcome.REFUSED, Answer(400, {"code": "1118"}))
    store.close_attempt(an_open_attempt(store, lease, intent="look"), Outcome.ACCEPTED, Answer(200, {}))
    store.mark_told(REQUEST)
    told, accepted = store.attempts(REQUEST)
    assert told.told_at is not None
    assert accepted.told_at is None


def test_telling_again_marks_only_what_was_not_told(store: Store, ahead: Ahead) -> None:
    lease = a_lease(store)
    first = an_open_attempt(store, lease)
    store.close_attempt(first, Outcome.REFUSED, Answer(400, {"code": "1118"}))
    store.mark_told(REQUEST)
    earlier = store.attempts(REQUEST)[0].told_at
    ahead.by(hours=1)
    store.close_attempt(an_open_attempt(store, lease), Outcome.REFUSED, Answer(400, {"code": "1118"}))
    store.mark_told(REQUEST)
    old, new = store.attempts(REQUEST)
    assert old.told_at == earlier
    assert new.told_at is not None
    assert earlier is not None
    assert new.told_at > earlier


def test_telling_one_owner_says_nothing_about_another(store: Store) -> None:
    store.close_attempt(an_open_attempt(store, a_lease(store, CUSTOMER)), Outcome.REFUSED, Answer(400, {}))
    store.mark_told("PR-1000-0000-0000-002")
    assert the_attempt(store).told_at is None
