"""Drafts of transfers and imports are told what the same request would be told: nothing is transferred and nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.arrivals import HELD, MEMBERSHIP, a_customer_to_import, a_membership
from tests.flows.drafts import a_draft, errors_in, untouched
from tests.world import PHOTOSHOP

if TYPE_CHECKING:
    from tests.world import World


def test_a_good_draft_of_a_transfer_has_no_error_and_transfers_nothing(world: World) -> None:
    a_membership(world)
    draft = a_draft(world, HELD, action_type="transfer", adobe_vip_number=MEMBERSHIP)
    with untouched(world):
        assert errors_in(world.validate(draft)) == {}
    assert world.adobe.control.transfers() == []


def test_a_draft_whose_items_differ_from_the_membership_shows_both_lists(world: World) -> None:
    a_membership(world)
    draft = a_draft(world, {PHOTOSHOP: 9}, action_type="transfer", adobe_vip_number=MEMBERSHIP)
    with untouched(world):
        errors = errors_in(world.validate(draft))
    assert set(errors) == {"action_type"}
    assert "Photoshop for teams (65304470CA): the VIP membership 10, the order 9" in errors["action_type"]


def test_a_draft_without_a_usable_number_asks_for_it_and_for_all_the_rest(world: World) -> None:
    draft = a_draft(world, HELD, action_type="transfer", cancel_order_id="P1")
    with untouched(world):
        assert set(errors_in(world.validate(draft))) == {"adobe_vip_number", "cancel_order_id"}
    assert world.adobe.control.calls() == []


def test_a_draft_with_an_unknown_number_asks_for_it_beside_what_else_is_wrong(world: World) -> None:
    draft = a_draft(world, HELD, action_type="transfer", adobe_vip_number="88WRONG", cancel_order_id="P1")
    with untouched(world):
        assert set(errors_in(world.validate(draft))) == {"adobe_vip_number", "cancel_order_id"}


def test_a_draft_of_a_transfer_is_checked_by_itself_where_adobe_does_not_answer(world: World) -> None:
    world.adobe.control.fault("*", "no answer", times=9)
    draft = a_draft(world, HELD, action_type="transfer", adobe_vip_number=MEMBERSHIP, cancel_order_id="P1")
    assert set(errors_in(world.validate(draft))) == {"cancel_order_id"}


def test_a_good_draft_of_an_import_has_no_error_and_writes_nothing(world: World) -> None:
    said = {"action_type": "purchase", "adobe_customer_id": a_customer_to_import(world)}
    draft = a_draft(world, HELD, migration_info_object=said)
    with untouched(world):
        assert errors_in(world.validate(draft)) == {}


def test_a_draft_of_an_import_is_told_what_is_wrong_with_its_object(world: World) -> None:
    draft = a_draft(world, HELD, migration_info_object={"action_type": "purchase", "adobe_customer_id": "P1"})
    with untouched(world):
        errors = errors_in(world.validate(draft))
    assert set(errors) == {"migration_info_object"}
    assert "Adobe does not know the customer P1" in errors["migration_info_object"]


def test_a_draft_of_an_import_without_a_customer_is_told_before_anything_is_looked_at(world: World) -> None:
    draft = a_draft(world, HELD, migration_info_object={"action_type": "purchase"})
    with untouched(world):
        assert set(errors_in(world.validate(draft))) == {"migration_info_object"}
    assert world.adobe.control.calls() == []


def test_a_draft_of_an_import_is_checked_by_itself_where_adobe_does_not_answer(world: World) -> None:
    world.adobe.control.fault("*", "no answer", times=9)
    said = {"action_type": "purchase", "adobe_customer_id": "P1", "discount_group": "best"}
    draft = a_draft(world, HELD, migration_info_object=said)
    assert "discount_group must be" in errors_in(world.validate(draft))["migration_info_object"]
