"""Which Adobe customer a purchase is for: the asset's, the company's, one that Adobe knows already, or a new one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from connector.domain.journal import Outcome
from connector.domain.ladders import next_move
from connector.domain.moves import (
    Adopt,
    CreateCustomer,
    Fail,
    FindCustomers,
    FindCustomersByReference,
    Inquire,
    Keep,
    Move,
    Park,
    PreviewOrder,
    ReadCustomer,
    ReadOtherAssets,
    ReadReseller,
    Wait,
)
from connector.domain.parties import CustomerProfile
from connector.domain.refusals import Refusal
from tests.builders import (
    ADDRESS,
    ADMIN,
    COMPANY,
    CUSTOMER,
    NOW,
    OTHER_CUSTOMER,
    RESELLER,
    RESELLER_TIER,
    a_customer,
    a_policy,
    a_purchase,
    a_tier,
    an_attempt,
    another_asset,
    facts,
    refused,
)

POLICY = a_policy()
CREATE = CreateCustomer(RESELLER, COMPANY, CustomerProfile("End Customer Inc", ADDRESS, ADMIN, "en-US", "COM"))
FIND = FindCustomers(RESELLER, "End Customer Inc", "ann@customer.example")
KNOWN = a_purchase(values={"adobe_customer_id": CUSTOMER})
MOVED = replace(ADDRESS, line_1="2 Other Street")


def _codes(move: Move) -> list[str]:
    assert isinstance(move, Fail | Inquire | Park)
    return [problem.code for problem in move.problems]


def test_the_customer_on_the_asset_is_read_when_this_request_did_not_make_it() -> None:
    assert next_move(KNOWN, facts(), POLICY) == ReadCustomer(CUSTOMER)
    another = an_attempt(CREATE, answer=None)
    assert next_move(KNOWN, facts(another), POLICY) == ReadCustomer(CUSTOMER)


@pytest.mark.parametrize("status", ["1000", "1002"])
def test_an_active_or_pending_customer_can_order(status: str) -> None:
    move = next_move(KNOWN, facts(seen={ReadCustomer(CUSTOMER): a_customer(status=status)}), POLICY)
    assert isinstance(move, PreviewOrder)


@pytest.mark.parametrize(
    ("status", "expected", "code"),
    [
        ("1004", Park, "customer-inactive"),
        ("1010", Inquire, "customer-address-refused"),
        ("1012", Park, "customer-blocked"),
        ("1022", Fail, "customer-sanctioned"),
    ],
)
def test_a_customer_that_cannot_order_stops_the_request_by_its_status(status: str, expected: type, code: str) -> None:
    move = next_move(KNOWN, facts(seen={ReadCustomer(CUSTOMER): a_customer(status=status)}), POLICY)
    assert isinstance(move, expected)
    assert _codes(move) == [code]


@pytest.mark.parametrize(
    ("status", "why"),
    [("1023", "screening the company's account"), ("1099", "unknown status 1099"), ("", "unknown status none")],
)
def test_a_customer_under_screening_or_in_an_unknown_status_is_waited_for(status: str, why: str) -> None:
    move = next_move(KNOWN, facts(seen={ReadCustomer(CUSTOMER): a_customer(status=status)}), POLICY)
    assert isinstance(move, Wait)
    assert (move.seconds, why in move.why) == (30, True)


@pytest.mark.parametrize("status", ["1023", "1099"])
@pytest.mark.parametrize(("days", "parks"), [(30, False), (31, True)])
def test_a_customers_status_that_never_passes_becomes_a_persons_matter(status: str, days: int, parks: bool) -> None:  # noqa: FBT001 - a case.
    known = facts(seen={ReadCustomer(CUSTOMER): a_customer(status=status)}, waiting_since=NOW - timedelta(days=days))
    move = next_move(KNOWN, known, POLICY)
    assert isinstance(move, Park) is parks
    assert not isinstance(move, Park) or _codes(move) == ["waited-too-long"]


def test_a_special_customer_is_handled_by_hand() -> None:
    customer = a_customer(special=("a large government agency", "enabled for global sales (deployments)"))
    move = next_move(KNOWN, facts(seen={ReadCustomer(CUSTOMER): customer}), POLICY)
    assert isinstance(move, Park)
    assert "a large government agency, enabled for global sales (deployments)" in move.problems[0].operator


@pytest.mark.parametrize("code", ["1116", "4121"])
def test_a_customer_on_the_asset_that_is_not_ours_parks(code: str) -> None:
    move = next_move(KNOWN, facts(seen={ReadCustomer(CUSTOMER): Refusal(404, code)}), POLICY)
    assert _codes(move) == [f"adobe-{code}"]


def test_another_refusal_to_read_the_customer_parks_with_adobes_words() -> None:
    move = next_move(KNOWN, facts(seen={ReadCustomer(CUSTOMER): Refusal(400, "4119", "Bad id")}), POLICY)
    assert _codes(move) == ["adobe-4119"]


def test_the_store_is_asked_for_the_companys_customer_before_the_platform() -> None:
    known = facts(known_customers=(OTHER_CUSTOMER,), seen={ReadOtherAssets(COMPANY): (another_asset(),)})
    assert next_move(a_purchase(), known, POLICY) == ReadCustomer(OTHER_CUSTOMER)


def test_the_customer_of_another_asset_of_the_company_is_used() -> None:
    seen = {ReadOtherAssets(COMPANY): (another_asset(),), ReadCustomer(CUSTOMER): a_customer()}
    assert next_move(a_purchase(), facts(seen=seen), POLICY) == Keep({"adobe_customer_id": CUSTOMER})


@pytest.mark.parametrize(
    "seen",
    [
        Refusal(404, "1116"),
        Refusal(403, "4121"),
        a_customer(reseller_id="P1999999999"),
        a_customer(market_segment="EDU"),
    ],
)
def test_a_customer_that_is_gone_or_of_another_reseller_or_segment_is_passed_over(seen: object) -> None:
    known = facts(known_customers=(CUSTOMER,), seen={ReadCustomer(CUSTOMER): seen})
    assert next_move(a_purchase(), known, POLICY) == CREATE


def test_a_customer_that_cannot_be_read_now_is_not_taken_for_gone() -> None:
    known = facts(known_customers=(CUSTOMER,), seen={ReadCustomer(CUSTOMER): Refusal(400, "4119")})
    assert isinstance(next_move(a_purchase(), known, POLICY), Park)


def test_an_asset_without_a_customer_says_nothing() -> None:
    seen = {ReadOtherAssets(COMPANY): (another_asset(customer_id=""),)}
    assert next_move(a_purchase(), facts(seen=seen), POLICY) == CREATE


EXISTS = refused(CREATE, "1127")


def test_1127_looks_for_the_customer_by_name_and_admin() -> None:
    assert next_move(a_purchase(), facts(EXISTS, fresh=True), POLICY) == FIND


@pytest.mark.parametrize("status", ["1000", "1002"])
def test_the_single_active_or_pending_match_is_adopted(status: str) -> None:
    found = (a_customer(id=OTHER_CUSTOMER, status=status), a_customer(status="1004"), a_customer(status="1014"))
    assert next_move(a_purchase(), facts(EXISTS, fresh=True, seen={FIND: found}), POLICY) == Keep(
        {"adobe_customer_id": OTHER_CUSTOMER}
    )


@pytest.mark.parametrize("found", [(), (a_customer(), a_customer(id=OTHER_CUSTOMER)), (a_customer(status="1004"),)])
def test_without_exactly_one_match_the_customer_is_asked(found: tuple[object, ...]) -> None:
    move = next_move(a_purchase(), facts(EXISTS, fresh=True, seen={FIND: found}), POLICY)
    assert isinstance(move, Inquire)
    assert move.problems[0].parameters == ("adobe_user_email", "customer_company_name")


def test_a_search_that_adobe_refuses_parks() -> None:
    move = next_move(a_purchase(), facts(EXISTS, fresh=True, seen={FIND: Refusal(404, "1115")}), POLICY)
    assert _codes(move) == ["adobe-1115"]


def test_a_duplicate_gives_way_to_the_single_other_match() -> None:
    seen = {
        ReadCustomer(CUSTOMER): a_customer(status="1014"),
        FIND: (a_customer(status="1002"), a_customer(id=OTHER_CUSTOMER)),
    }
    assert next_move(KNOWN, facts(seen=seen), POLICY) == Keep({"adobe_customer_id": OTHER_CUSTOMER})


def test_a_duplicate_without_a_single_other_match_is_asked_about() -> None:
    seen = {ReadCustomer(CUSTOMER): a_customer(status="1014"), FIND: (a_customer(status="1014"),)}
    assert _codes(next_move(KNOWN, facts(seen=seen), POLICY)) == ["customer-exists"]


@pytest.mark.parametrize(
    "change", [{"name": "Another Name Inc"}, {"contact": replace(ADMIN, email="bea@customer.example")}], ids=["name", "e-mail"]
)
def test_a_duplicate_is_replaced_once_name_or_admin_are_corrected(change: dict[str, object]) -> None:
    request = replace(KNOWN, customer=a_tier(**change))
    move = next_move(request, facts(seen={ReadCustomer(CUSTOMER): a_customer(status="1014")}), POLICY)
    assert isinstance(move, CreateCustomer)


def test_an_admin_in_other_letters_is_the_same_admin() -> None:
    request = replace(KNOWN, customer=a_tier(contact=replace(ADMIN, email="ANN@Customer.example")))
    move = next_move(request, facts(seen={ReadCustomer(CUSTOMER): a_customer(status="1014")}), POLICY)
    assert isinstance(move, FindCustomers)


def test_a_refused_address_is_replaced_by_a_new_customer_once_it_is_corrected() -> None:
    request = replace(KNOWN, customer=a_tier(address=MOVED))
    known = facts(seen={ReadCustomer(CUSTOMER): a_customer(status="1010")})
    move = next_move(request, known, POLICY)
    assert isinstance(move, CreateCustomer)
    assert move.profile.address == MOVED
    made = replace(known, attempts=(an_attempt(move, answer=None),))
    assert isinstance(next_move(request, made, POLICY), CreateCustomer)


def test_the_new_customer_takes_the_place_of_the_inactive_one_on_the_asset() -> None:
    request = replace(KNOWN, customer=a_tier(address=MOVED))
    create = replace(CREATE, profile=replace(CREATE.profile, address=MOVED))
    made = an_attempt(create)
    made = replace(made, answer=replace(made.answer, body={"customerId": OTHER_CUSTOMER}) if made.answer else None)
    known = facts(made, seen={ReadCustomer(CUSTOMER): a_customer(status="1010")})
    assert next_move(request, known, POLICY) == Keep({"adobe_customer_id": OTHER_CUSTOMER})


def test_a_customer_that_adobe_has_activated_meanwhile_is_kept() -> None:
    request = replace(KNOWN, customer=a_tier(address=MOVED))
    move = next_move(request, facts(seen={ReadCustomer(CUSTOMER): a_customer(status="1000")}), POLICY)
    assert isinstance(move, PreviewOrder)


def test_a_company_without_a_tier_configuration_reads_no_reseller_for_a_known_customer() -> None:
    seen = {ReadReseller(RESELLER_TIER): "", ReadCustomer(CUSTOMER): a_customer()}
    assert isinstance(next_move(KNOWN, facts(seen=seen), POLICY), PreviewOrder)


def test_behind_a_creation_that_broke_with_other_data_it_is_looked_by_the_reference_whatever_the_data() -> None:
    renamed = replace(CREATE, profile=replace(CREATE.profile, company_name="Renamed Customer"))
    find = FindCustomersByReference(RESELLER, COMPANY)
    known = facts(an_attempt(renamed, Outcome.BROKEN))
    assert next_move(a_purchase(), known, POLICY) == find
    made = a_customer(reference=COMPANY, created=NOW)
    assert next_move(a_purchase(), known.with_seen(find, (made,)), POLICY) == Adopt(CREATE, CUSTOMER)
    older = replace(made, created=NOW - timedelta(days=300))
    assert next_move(a_purchase(), known.with_seen(find, (older,)), POLICY) == CREATE
