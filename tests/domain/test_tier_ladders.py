"""The rungs of tier requests that need a history of their own: what is known, and the move that follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from connector.domain.adobe_facts import HeldAccount, OtherConfiguration
from connector.domain.drafts import Judgement, next_look
from connector.domain.journal import Answer, Outcome
from connector.domain.ladders import next_move
from connector.domain.moves import Adopt, Approve, Fail, Inquire, Keep, Park, Wait
from connector.domain.parties import AdobeProfile, CustomerProfile
from connector.domain.refusals import Refusal
from connector.domain.requests import (
    ACCOUNT_UPDATE,
    RESELLER_ADJUSTMENT,
    RESELLER_CHANGE,
    RESELLER_SETUP,
    Parameter,
    TierRequest,
)
from connector.domain.reseller_checks import reseller_problems
from connector.domain.reseller_moves import (
    CreateReseller,
    FindResellers,
    ReadHeldAccounts,
    ReadOtherConfigurations,
    ReadResellerProfile,
    UpdateReseller,
    company_data,
)
from tests.builders import (
    ADDRESS,
    ADMIN,
    CREATED,
    NOW,
    RESELLER,
    RESELLER_TIER,
    a_policy,
    a_reseller,
    a_tier,
    an_attempt,
    facts,
    refused,
)

if TYPE_CHECKING:
    from connector.domain.facts import Facts
    from connector.domain.moves import Move

POLICY = a_policy()
COMPANY = a_tier(id=RESELLER_TIER, name="Tier 1 Reseller")
WANTED = CustomerProfile("Tier 1 Reseller", ADDRESS, ADMIN, "en-US", "COM")
CREATE = CreateReseller("D1000000000", RESELLER_TIER, WANTED)
FIND = FindResellers("Tier 1 Reseller", RESELLER_TIER)
OTHERS = ReadOtherConfigurations(RESELLER_TIER)
READ = ReadResellerProfile(RESELLER)
OTHER = "P2000000000"
STORED = AdobeProfile("Tier 1 Reseller", "en-US", ADDRESS, ADMIN.phone, (ADMIN,), ("COM",))
PARAMETERS = (
    "reseller_company_name", "reseller_address_line_1", "reseller_address_line_2", "reseller_postal_code", "reseller_city",
    "reseller_region", "reseller_country", "reseller_phone_number", "adobe_reseller_approval_code",
)  # fmt: skip


def a_tier_request(kind: str = RESELLER_SETUP, reseller_id: str = "", **changes: Any) -> TierRequest:  # noqa: ANN401 - fields by name.
    """Build a pending request about the reseller's tier configuration."""
    parameters = {name: Parameter(name) for name in PARAMETERS}
    parameters["adobe_reseller_id"] = Parameter("adobe_reseller_id", reseller_id, phase="fulfillment")
    request = TierRequest(
        id="TCR-100-000-000-001",
        kind=kind,
        status="pending",
        created=CREATED,
        product_id="PRD-100-000-000",
        marketplace_id="MP-10000",
        connection_type="production",
        company=COMPANY,
        configuration_id="TC-100-000-000",
        parameters=parameters,
    )
    return replace(request, **changes)


def created(reseller_id: str = RESELLER, outcome: Outcome = Outcome.ACCEPTED) -> Any:  # noqa: ANN401 - an attempt.
    """Build the attempt that created the reseller."""
    return an_attempt(CREATE, outcome, answer=Answer(201, {"resellerId": reseller_id}))


def codes(move: Move) -> list[str]:
    """Name the problems of a verdict."""
    assert isinstance(move, Inquire | Park)
    return [problem.code for problem in move.problems]


def test_before_a_reseller_is_created_the_companys_other_configurations_are_looked_at() -> None:
    assert next_move(a_tier_request(), facts(), POLICY) == OTHERS


def test_a_new_company_becomes_a_reseller_of_the_accounts_distributor() -> None:
    assert next_move(a_tier_request(), facts(seen={OTHERS: ()}), POLICY) == CREATE


def test_a_store_that_is_younger_than_the_request_has_the_list_looked_at_first() -> None:
    young = facts(seen={OTHERS: ()}, born=NOW)
    assert next_move(a_tier_request(), young, POLICY) == FIND
    assert next_move(a_tier_request(), young.with_seen(FIND, ()), POLICY) == CREATE
    assert next_move(a_tier_request(), young.with_seen(FIND, (a_reseller(),)), POLICY) == Adopt(CREATE, RESELLER)
    found = (a_reseller(), a_reseller(id="P2"))
    assert codes(next_move(a_tier_request(), young.with_seen(FIND, found), POLICY)) == ["reseller-ambiguous"]


def test_so_has_one_while_another_configuration_of_the_company_is_being_set_up() -> None:
    under_way = (OtherConfiguration("TC-2", "PRD-100-000-000", "", is_open=True),)
    assert next_move(a_tier_request(), facts(seen={OTHERS: under_way}), POLICY) == FIND


def test_a_list_that_cannot_be_read_creates_nothing() -> None:
    known = facts(seen={OTHERS: (), FIND: Refusal(400, "1132")}, born=NOW)
    assert codes(next_move(a_tier_request(), known, POLICY)) == ["adobe-1132"]


def test_a_broken_creation_is_looked_behind_for_what_was_made_since_the_request() -> None:
    known = facts(created(outcome=Outcome.BROKEN), seen={OTHERS: ()})
    assert next_move(a_tier_request(), known, POLICY) == FIND
    older = a_reseller(created=CREATED - timedelta(days=1))
    undated = a_reseller(created=None)
    assert next_move(a_tier_request(), known.with_seen(FIND, (older, undated)), POLICY) == CREATE
    assert next_move(a_tier_request(), known.with_seen(FIND, (a_reseller(), older)), POLICY) == Adopt(CREATE, RESELLER)


ANY_NAME = FindResellers("", RESELLER_TIER)
RENAMED = replace(CREATE, profile=replace(WANTED, company_name="Renamed Reseller"))


def test_behind_a_creation_that_broke_with_other_data_it_is_looked_by_the_reference_whatever_the_name() -> None:
    known = facts(an_attempt(RENAMED, Outcome.BROKEN), seen={OTHERS: ()})
    assert next_move(a_tier_request(), known, POLICY) == ANY_NAME
    assert next_move(a_tier_request(), known.with_seen(ANY_NAME, (a_reseller(),)), POLICY) == Adopt(CREATE, RESELLER)
    older = a_reseller(created=CREATED - timedelta(days=1))
    assert next_move(a_tier_request(), known.with_seen(ANY_NAME, (older,)), POLICY) == CREATE


def test_what_was_looked_behind_is_not_looked_behind_again() -> None:
    earlier = an_attempt(RENAMED, Outcome.BROKEN)
    looked = facts(earlier, refused(CREATE, "1118"), seen={OTHERS: ()})
    assert codes(next_move(a_tier_request(), looked, POLICY)) == ["adobe-1118"]
    broken = facts(earlier, an_attempt(CREATE, Outcome.BROKEN), seen={OTHERS: ()})
    assert next_move(a_tier_request(), broken, POLICY) == FIND


def test_the_id_is_kept_before_anything_else_is_looked_at() -> None:
    known = facts(created(), seen={OTHERS: ()})
    assert next_move(a_tier_request(), known, POLICY) == Keep({"adobe_reseller_id": RESELLER})
    assert next_move(a_tier_request(reseller_id=RESELLER), known, POLICY) == READ


def test_an_active_reseller_that_this_request_made_is_approved() -> None:
    known = facts(created(), seen={READ: a_reseller(profile=STORED)})
    assert next_move(a_tier_request(reseller_id=RESELLER), known, POLICY) == Approve(
        {"adobe_reseller_id": RESELLER, "error_msg": ""}
    )


@pytest.mark.parametrize("known_before", [False, True])
def test_a_reseller_that_was_brought_along_is_noted_once_for_the_companys_other_requests(*, known_before: bool) -> None:
    known = facts(seen={READ: a_reseller(profile=STORED)}, known_resellers=(RESELLER,) if known_before else ())
    move = next_move(a_tier_request(reseller_id=RESELLER), known, POLICY)
    assert move == (Approve({"adobe_reseller_id": RESELLER, "error_msg": ""}) if known_before else Adopt(CREATE, RESELLER))


def test_known_resellers_that_adobe_does_not_know_here_are_passed_over() -> None:
    seen = {
        OTHERS: (OtherConfiguration("TC-2", "PRD-200-000-000", RESELLER),),
        ReadResellerProfile("P-unknown"): Refusal(404, "1115"),
        ReadResellerProfile("P-foreign"): Refusal(403, "4121"),
        ReadResellerProfile("P-other"): a_reseller(id="P-other", distributor_id="D9"),
        READ: a_reseller(distributor_id=""),
    }
    known = facts(seen=seen, known_resellers=("P-unknown", "P-foreign", "P-other"))
    assert next_move(a_tier_request(), known, POLICY) == Keep({"adobe_reseller_id": RESELLER})


def test_a_reseller_without_a_date_of_creation_is_looked_at_as_a_fresh_one() -> None:
    pending = a_reseller(status="1002", created=None)
    known = facts(seen={READ: pending})
    move = next_move(a_tier_request(reseller_id=RESELLER), known, POLICY)
    assert move == ReadResellerProfile(RESELLER, 1, 0.1)


def test_an_update_that_was_made_in_this_delivery_is_looked_behind() -> None:
    wanted = replace(COMPANY, address=replace(ADDRESS, city="Tustin"))
    request = a_tier_request(RESELLER_CHANGE, RESELLER, company=wanted)
    known = facts(seen={READ: a_reseller(profile=STORED)}, known_resellers=(RESELLER,))
    update = next_move(request, known, POLICY)
    assert isinstance(update, UpdateReseller)
    assert update.profile == replace(STORED, address=wanted.address)
    sent = an_attempt(update, answer=Answer(200, {}), answered_at=NOW)
    after = replace(known, attempts=(sent,), answered_now=frozenset({sent.correlation_id}))
    assert next_move(request, after, POLICY) == ReadResellerProfile(RESELLER, 1)
    not_yet = after.with_seen(ReadResellerProfile(RESELLER, 1), a_reseller(profile=STORED))
    assert next_move(request, not_yet, POLICY) == Wait(30, f"the update of the Adobe account {RESELLER} is not visible yet")
    shown = after.with_seen(ReadResellerProfile(RESELLER, 1), a_reseller(profile=update.profile))
    assert isinstance(next_move(request, shown, POLICY), Approve)


def test_data_that_come_back_after_other_data_are_sent_again() -> None:
    request = a_tier_request(RESELLER_CHANGE, RESELLER, company=replace(COMPANY, address=replace(ADDRESS, city="Tustin")))
    known = facts(seen={READ: a_reseller(profile=STORED)}, known_resellers=(RESELLER,))
    first = next_move(request, known, POLICY)
    assert isinstance(first, UpdateReseller)
    other = UpdateReseller(RESELLER, STORED, (*company_data(WANTED), "COM"))
    history = tuple(
        an_attempt(call, answer=Answer(200, {}), answered_at=NOW - timedelta(minutes=5), generation=generation)
        for call, generation in ((first, 1), (other, 1), (first, 2))
    )
    assert next_move(request, replace(known, attempts=history[:2]), POLICY) == first
    again = next_move(request, replace(known, attempts=history), POLICY)
    assert isinstance(again, Wait)


@pytest.mark.parametrize("kind", [RESELLER_SETUP, RESELLER_CHANGE, RESELLER_ADJUSTMENT])
def test_tier_2_is_approved_without_a_look(kind: str) -> None:
    move = next_move(a_tier_request(kind, level=2), facts(), POLICY)
    assert isinstance(move, Approve)
    assert "tier 1 only" in move.note


def test_what_is_wrong_with_a_draft_is_told_at_once_on_the_resellers_parameters() -> None:
    request = a_tier_request(
        company=replace(COMPANY, name="<X>", address=replace(ADDRESS, line_1="", line_2="x" * 61)),
        configuration={"Adobe_Currency": "EUR"},
    )
    request = request.with_values({"adobe_reseller_approval_code": "A1B2"})
    found = {one.code: one.parameters for one in reseller_problems(request, a_policy(program="retail"))}
    assert set(found) == {"currency-mismatch", "feature-not-built", "company-name-invalid", "address-line-invalid"}
    assert found["company-name-invalid"] == ("reseller_company_name",)


def test_a_good_draft_has_no_problems() -> None:
    assert reseller_problems(a_tier_request(), POLICY) == ()


def test_a_problem_with_a_contact_names_no_parameter() -> None:
    request = a_tier_request(company=replace(COMPANY, contact=replace(ADMIN, email="nobody")))
    (found,) = reseller_problems(request, POLICY)
    assert (found.code, found.parameters) == ("email-invalid", ())


def test_a_refusal_of_one_account_holds_up_no_other() -> None:
    company = replace(COMPANY, address=replace(ADDRESS, city="Tustin"))
    request = a_tier_request(ACCOUNT_UPDATE, parameters={}, configuration_id="")
    held = (HeldAccount("reseller", RESELLER, company), HeldAccount("reseller", OTHER, company))
    seen = {
        ReadHeldAccounts(RESELLER_TIER): held,
        READ: a_reseller(profile=STORED),
        ReadResellerProfile(OTHER): a_reseller(id=OTHER, profile=STORED),
    }
    first = next_move(request, facts(seen=seen), POLICY)
    assert isinstance(first, UpdateReseller)
    assert first.reseller_id == RESELLER
    known = facts(refused(first, "1118"), seen=seen)
    second = next_move(request, known, POLICY)
    assert isinstance(second, UpdateReseller)
    assert second.reseller_id == OTHER
    done = replace(known, seen={**known.seen, ReadResellerProfile(OTHER): a_reseller(id=OTHER, profile=second.profile)})
    assert codes(next_move(request, done, POLICY)) == ["adobe-1118"]


@pytest.mark.parametrize("statuses", [("1002", "1012"), ("1012", "1002"), ("1023", "1004")])
def test_an_account_that_never_takes_the_data_does_not_end_the_request_while_another_is_pending(
    statuses: tuple[str, str],
) -> None:
    request, known = moved(dict(zip((RESELLER, OTHER), statuses, strict=True)))
    move = next_move(request, known, POLICY)
    assert isinstance(move, Wait)
    assert [RESELLER in move.why, OTHER in move.why] == [True, True]


def test_nor_while_a_person_must_act_for_another_and_is_told_of_both() -> None:
    request, known = moved({RESELLER: "1012", OTHER: Refusal(404, "1115")})
    assert codes(next_move(request, known, POLICY)) == ["account-not-updatable", "reseller-unknown"]


def test_where_no_account_takes_the_data_the_request_ends_with_every_reason() -> None:
    request, known = moved({RESELLER: "1012", OTHER: "1004"})
    move = next_move(request, known, POLICY)
    assert isinstance(move, Fail)
    assert [problem.code for problem in move.problems] == ["account-not-updatable", "account-not-updatable"]


def test_an_account_that_cannot_be_read_holds_up_no_other() -> None:
    request, known = moved({RESELLER: Refusal(400, "9999"), OTHER: "1000"})
    move = next_move(request, known, POLICY)
    assert isinstance(move, UpdateReseller)
    assert move.reseller_id == OTHER


def moved(shown: dict[str, str | Refusal]) -> tuple[TierRequest, Facts]:
    """Build the update of a company that moved, and how its resellers stand at Adobe: a status, or what Adobe says instead."""
    company = replace(COMPANY, address=replace(ADDRESS, city="Tustin"))
    request = a_tier_request(ACCOUNT_UPDATE, parameters={}, configuration_id="")
    seen: dict[Any, Any] = {ReadHeldAccounts(RESELLER_TIER): tuple(HeldAccount("reseller", one, company) for one in shown)}
    for one, how in shown.items():
        found = how if isinstance(how, Refusal) else a_reseller(id=one, status=how, profile=STORED)
        seen[ReadResellerProfile(one)] = found
    return request, facts(seen=seen)


def test_a_company_without_anything_at_adobe_is_accepted() -> None:
    request = a_tier_request(ACCOUNT_UPDATE, parameters={}, configuration_id="")
    assert next_move(request, facts(seen={ReadHeldAccounts(RESELLER_TIER): ()}), POLICY) == Approve({})
    assert request.subject == RESELLER_TIER


def test_a_kind_of_tier_request_that_nobody_knows_parks() -> None:
    assert codes(next_move(a_tier_request("tier transfer"), facts(), POLICY)) == ["feature-not-built"]


def test_a_draft_under_an_account_of_the_other_programme_has_nothing_wrong() -> None:
    request = a_tier_request(company=replace(COMPANY, name="x"), status="draft")
    assert next_look(request, facts(), a_policy(program="retail")) == Judgement(())
