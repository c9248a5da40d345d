"""The rungs of a purchase, one by one: what is known, and the one move that follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from connector.domain.adobe_facts import OtherConfiguration
from connector.domain.facts import Facts
from connector.domain.ladders import next_move
from connector.domain.moves import (
    Approve,
    CreateCustomer,
    Fail,
    Inquire,
    Keep,
    Park,
    PlaceOrder,
    PreviewOrder,
    ReadOrder,
    ReadOrdersSince,
    ReadOtherAssets,
    ReadReseller,
    ReadSubscriptions,
    Wait,
    WantedLine,
)
from connector.domain.parties import CustomerProfile
from connector.domain.refusals import Refusal
from connector.domain.reseller_moves import ReadOtherConfigurations
from tests.builders import (
    ACROBAT,
    ADDRESS,
    ADMIN,
    BORN,
    COMPANY,
    CUSTOMER,
    NOW,
    ORDER,
    PHOTOSHOP,
    RESELLER,
    RESELLER_TIER,
    SUBSCRIPTION,
    a_policy,
    a_preview,
    a_purchase,
    a_subscription,
    a_tier,
    an_attempt,
    an_item,
    an_order,
    an_order_call,
    another_asset,
    facts,
)

POLICY = a_policy()
CREATE = CreateCustomer(RESELLER, COMPANY, CustomerProfile("End Customer Inc", ADDRESS, ADMIN, "en-US", "COM"))
NEW_CUSTOMER = an_attempt(CREATE)


def test_local_problems_are_told_before_anything_is_read() -> None:
    move = next_move(a_purchase(customer=a_tier(name="Abc")), Facts(NOW, BORN), POLICY)
    assert isinstance(move, Inquire)
    assert move.problems[0].parameters == ("customer_company_name",)


def test_the_reseller_is_read_from_the_tier_configuration() -> None:
    assert next_move(a_purchase(), Facts(NOW, BORN), POLICY) == ReadReseller(RESELLER_TIER)


NO_RESELLER = {ReadReseller(RESELLER_TIER): ""}
OTHERS = ReadOtherConfigurations(RESELLER_TIER)
ELSEWHERE = OtherConfiguration("TC-2", "PRD-100-000-000", "", is_open=True, marketplace_id="MP-20000")


@pytest.mark.parametrize("configurations", [(), (OtherConfiguration("TC-1", "PRD-100-000-000", ""),), (ELSEWHERE,)])
def test_without_a_reseller_on_the_tier_the_accounts_default_counts(configurations: tuple[OtherConfiguration, ...]) -> None:
    policy = a_policy(default_reseller_id="P999")
    assert next_move(a_purchase(), facts(seen=NO_RESELLER), policy) == OTHERS
    move = next_move(a_purchase(), facts(seen=NO_RESELLER | {OTHERS: configurations}), policy)
    assert move == replace(CREATE, reseller_id="P999")


def test_a_request_without_a_tier_1_needs_the_accounts_default() -> None:
    move = next_move(a_purchase(tier_1=None), facts(), a_policy(default_reseller_id="P999"))
    assert move == replace(CREATE, reseller_id="P999")


@pytest.mark.parametrize(
    "configurations",
    [
        (),
        (OtherConfiguration("TC-1", "PRD-100-000-000", ""),),
        (OtherConfiguration("TC-1", "PRD-200-000-000", "", is_open=True),),
        (ELSEWHERE,),
    ],
)
def test_without_any_reseller_the_request_parks(configurations: tuple[OtherConfiguration, ...]) -> None:
    seen = NO_RESELLER | {OTHERS: configurations}
    move = next_move(a_purchase(), facts(seen=seen), POLICY)
    assert isinstance(move, Park)
    assert [problem.code for problem in move.problems] == ["reseller-missing"]


@pytest.mark.parametrize("default", [None, "P999"])
@pytest.mark.parametrize("marketplace", ["", "MP-10000"])
def test_while_the_reseller_is_being_set_up_the_request_waits_without_asking_anyone(
    default: str | None, marketplace: str
) -> None:
    under_way = (OtherConfiguration("TC-1", "PRD-100-000-000", "", is_open=True, marketplace_id=marketplace),)
    move = next_move(a_purchase(), facts(seen=NO_RESELLER | {OTHERS: under_way}), a_policy(default_reseller_id=default))
    assert move == Wait(30, f"the reseller {RESELLER_TIER} is being set up")


def test_a_request_without_a_tier_1_and_without_a_default_reseller_parks() -> None:
    move = next_move(a_purchase(tier_1=None), facts(), POLICY)
    assert isinstance(move, Park)
    assert [problem.code for problem in move.problems] == ["reseller-missing"]


def test_the_companys_other_assets_are_looked_at_before_a_customer_is_created() -> None:
    known = Facts(NOW, BORN).with_seen(ReadReseller(RESELLER_TIER), RESELLER)
    assert next_move(a_purchase(), known, POLICY) == ReadOtherAssets(COMPANY)


def test_a_new_company_becomes_a_customer_under_its_reseller() -> None:
    assert next_move(a_purchase(), facts(), POLICY) == CREATE


def test_the_customers_id_is_kept_before_anything_else() -> None:
    assert next_move(a_purchase(), facts(NEW_CUSTOMER), POLICY) == Keep({"adobe_customer_id": CUSTOMER})


def test_a_customer_made_by_this_request_is_not_read_before_the_preview() -> None:
    request = a_purchase(values={"adobe_customer_id": CUSTOMER})
    expected = PreviewOrder(CUSTOMER, request.reference, "USD", (WantedLine(1, PHOTOSHOP, f"{PHOTOSHOP}01A12", 5),))
    assert next_move(request, facts(NEW_CUSTOMER), POLICY) == expected


def test_the_order_names_the_offers_that_the_preview_returned() -> None:
    request = a_purchase(an_item(quantity=10), values={"adobe_customer_id": CUSTOMER})
    move = next_move(request, facts(NEW_CUSTOMER, seen=a_preview(request, level="02")), POLICY)
    assert move == PlaceOrder(CUSTOMER, request.reference, "USD", (WantedLine(1, PHOTOSHOP, f"{PHOTOSHOP}02A12", 10),))


def test_the_orders_id_is_kept_before_it_is_read() -> None:
    request = a_purchase(values={"adobe_customer_id": CUSTOMER})
    assert next_move(request, facts(NEW_CUSTOMER, an_attempt(an_order_call(request))), POLICY) == Keep({"adobe_order_id": ORDER})


ORDERED = a_purchase(values={"adobe_customer_id": CUSTOMER, "adobe_order_id": ORDER})
PLACED = (NEW_CUSTOMER, an_attempt(an_order_call(ORDERED)))


def test_a_placed_order_is_read() -> None:
    assert next_move(ORDERED, facts(*PLACED), POLICY) == ReadOrder(CUSTOMER, ORDER)


def test_a_placed_order_is_looked_at_even_where_local_checks_would_refuse_it_now() -> None:
    request = ORDERED.with_values({"action_type": "", "adobe_vip_number": "X"})
    assert next_move(request, facts(*PLACED), POLICY) == ReadOrder(CUSTOMER, ORDER)


def test_a_fresh_open_order_is_looked_at_a_few_times_within_seconds() -> None:
    opened = an_order(ORDERED, status="1002")
    known = facts(*PLACED, seen={ReadOrder(CUSTOMER, ORDER): opened})
    pauses = []
    while isinstance(move := next_move(ORDERED, known, POLICY), ReadOrder):
        pauses.append(move.pause)
        known = known.with_seen(move, opened)
    assert 3 <= len(pauses) <= 10
    assert 3 <= sum(pauses) <= 10
    assert move == Wait(30, f"the Adobe order {ORDER} is open", open_order=ORDER)


def test_an_older_open_order_is_looked_at_once() -> None:
    opened = an_order(ORDERED, status="1002", created=NOW - timedelta(minutes=20))
    move = next_move(ORDERED, facts(*PLACED, seen={ReadOrder(CUSTOMER, ORDER): opened}), POLICY)
    assert move == Wait(120, f"the Adobe order {ORDER} is open", open_order=ORDER)


def test_quick_looks_end_as_soon_as_the_order_is_complete() -> None:
    seen = {ReadOrder(CUSTOMER, ORDER): an_order(ORDERED, status="1002"), ReadOrder(CUSTOMER, ORDER, 1, 0.1): an_order(ORDERED)}
    assert next_move(ORDERED, facts(*PLACED, seen=seen), POLICY) == ReadSubscriptions(CUSTOMER)


COMPLETE = {ReadOrder(CUSTOMER, ORDER): an_order(ORDERED)}


def test_a_complete_order_with_its_subscriptions_is_approved_with_everything_that_adobe_gave() -> None:
    move = next_move(ORDERED, facts(*PLACED, seen=COMPLETE | {ReadSubscriptions(CUSTOMER): (a_subscription(),)}), POLICY)
    assert move == Approve(
        {
            "adobe_customer_id": CUSTOMER,
            "adobe_order_id": ORDER,
            "adobe_orders": {
                "orders": [
                    {
                        "order_id": ORDER,
                        "type": "NEW",
                        "created": "2026-03-02T12:00:00Z",
                        "status": "1000",
                        "lines": [{"mpn": PHOTOSHOP, "line": 1, "quantity": 5, "remaining": 5}],
                    }
                ]
            },
            "adobe_subscription_id": f"{SUBSCRIPTION}1",
            "cb_adobe_account_subscription_list": {"value": [{"sku": PHOTOSHOP, "subscription_id": f"{SUBSCRIPTION}1"}]},
            "auto_renewal_status": "active_auto_renewal_status",
            "renewal_date": "2027-03-02",
            "auto_renewal_day": "2",
            "auto_renewal_month": "3",
            "auto_renewal_cadence": "Annual",
            "discount_group": "01A12",
            "error_msg": "",
        }
    )


def test_subscriptions_that_are_not_visible_yet_are_waited_for() -> None:
    move = next_move(ORDERED, facts(*PLACED, seen=COMPLETE | {ReadSubscriptions(CUSTOMER): ()}), POLICY)
    assert isinstance(move, Wait)
    assert (move.seconds, move.open_order) == (30, ORDER)


def test_subscriptions_that_stay_away_for_more_than_an_hour_are_a_persons_matter() -> None:
    order = an_order(ORDERED, created=NOW - timedelta(minutes=61))
    seen = {ReadOrder(CUSTOMER, ORDER): order, ReadSubscriptions(CUSTOMER): ()}
    move = next_move(ORDERED, facts(*PLACED, seen=seen), POLICY)
    assert isinstance(move, Park)
    assert [problem.code for problem in move.problems] == ["subscription-missing"]
    assert f"Item {PHOTOSHOP}" in move.problems[0].operator


@pytest.mark.parametrize(("days", "expected"), [(30, Wait), (31, Park)])
def test_an_open_order_is_waited_for_as_long_as_the_operator_chose(days: int, expected: type) -> None:
    order = an_order(ORDERED, status="1002", created=NOW - timedelta(days=days))
    known = facts(*PLACED, seen={ReadOrder(CUSTOMER, ORDER): order}, born=NOW - timedelta(days=400))
    assert isinstance(next_move(ORDERED, known, POLICY), expected)


def test_a_product_that_another_asset_of_the_customer_has_is_refused_naming_it() -> None:
    request = a_purchase(an_item(), an_item(ACROBAT), values={"adobe_customer_id": CUSTOMER})
    move = next_move(request, facts(NEW_CUSTOMER, seen={ReadOtherAssets(COMPANY): (another_asset(),)}), POLICY)
    assert isinstance(move, Fail)
    assert [problem.code for problem in move.problems] == ["product-already-owned"]
    assert move.problems[0].text.startswith(f"Item {ACROBAT}: the subscription AS-2000-0000-0000 has this product already")


@pytest.mark.parametrize(
    "other",
    [
        another_asset(status="terminated"),
        another_asset(customer_id="P1009999999"),
        another_asset(status="processing", order_ids=()),
        another_asset(mpns=(PHOTOSHOP,)),
    ],
)
def test_an_asset_that_shares_no_subscription_is_in_nobodys_way(other: object) -> None:
    request = a_purchase(an_item(ACROBAT), values={"adobe_customer_id": CUSTOMER})
    move = next_move(request, facts(NEW_CUSTOMER, seen={ReadOtherAssets(COMPANY): (other,)}), POLICY)
    assert isinstance(move, PreviewOrder)


def test_another_level_of_an_owned_product_is_the_same_product() -> None:
    request = a_purchase(an_item(f"{ACROBAT}01A12"), values={"adobe_customer_id": CUSTOMER})
    move = next_move(request, facts(NEW_CUSTOMER, seen={ReadOtherAssets(COMPANY): (another_asset(),)}), POLICY)
    assert isinstance(move, Fail)


def test_a_refused_look_at_the_order_parks_with_adobes_words() -> None:
    move = next_move(ORDERED, facts(*PLACED, seen={ReadOrder(CUSTOMER, ORDER): Refusal(404, "2115", "Not found")}), POLICY)
    assert isinstance(move, Park)
    assert "Adobe does not know this order." in move.problems[0].operator


@pytest.mark.parametrize("kind", ["setup", "transfer", "renew"])
def test_a_kind_of_request_that_has_no_ladder_yet_parks(kind: str) -> None:
    move = next_move(a_purchase(kind=kind), facts(), POLICY)
    assert isinstance(move, Park)
    assert [problem.code for problem in move.problems] == ["feature-not-built"]


def test_a_store_that_was_born_in_the_second_before_the_request_remembers_it() -> None:
    request = a_purchase(values={"adobe_customer_id": CUSTOMER}, created=BORN + timedelta(seconds=1))
    assert isinstance(next_move(request, facts(NEW_CUSTOMER), POLICY), PreviewOrder)


def test_a_store_that_was_born_in_the_second_of_the_request_may_have_replaced_one_that_was_lost() -> None:
    created = BORN + timedelta(microseconds=5)
    request = a_purchase(values={"adobe_customer_id": CUSTOMER}, created=created)
    assert next_move(request, facts(NEW_CUSTOMER), POLICY) == ReadOrdersSince(CUSTOMER, BORN)
