"""Renewal settings: which calls are still missing, when an accepted one is waited for, and when a person is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest

from connector.domain.moves import Approve, ReadSubscriptions
from connector.domain.renewals import Wish
from tests.builders import ACROBAT, NOW, PHOTOSHOP, an_item
from tests.domain.owning import Adobe, Life, a_life, a_request, an_entry, bought, codes, held

if TYPE_CHECKING:
    from connector.domain.adobe_facts import Subscription

OFF: Final = {"cb_autorenewal": "inactive_auto_renewal_status"}
OLD: Final = bought("O-old")
ACROBATS: Final = bought("O-acrobat", ACROBAT)


@pytest.mark.parametrize(
    ("quantity", "subscription", "met"),
    [
        (5, held(), True),
        (4, held(), False),
        (5, held(auto_renewal=False), False),
        (0, held(), False),
        (0, held(auto_renewal=False), True),
        # Nothing is left to switch off of what has ended.
        (0, held(status="1004"), True),
    ],
)
def test_a_wish_is_met_by_quantity_and_switch(quantity: int, subscription: Subscription, met: bool) -> None:  # noqa: FBT001 - a column of the table.
    assert Wish("S-photoshop", "Photoshop", quantity).is_met_by(subscription) is met


def _two_off(**world: Any) -> Life:  # noqa: ANN401 - the fields of the world, by name.
    """Switch two subscriptions off in one request."""
    request = a_request(
        an_item(PHOTOSHOP, 5, old_quantity=5), an_item(ACROBAT, 5, old_quantity=5), values=OFF,
        ledger=[an_entry(OLD), an_entry(ACROBATS, ACROBAT)], owns=(PHOTOSHOP, ACROBAT),
    )  # fmt: skip
    return a_life(request, Adobe([OLD, ACROBATS], [held(), held(ACROBAT)], **world))


def test_each_setting_is_made_once_however_often_the_request_is_delivered() -> None:
    life = _two_off(breaks=frozenset({"renew nothing of S-acrobat"}))
    life.deliver()
    life.adobe.breaks = frozenset()
    assert isinstance(life.deliver(), Approve)
    assert life.calls == ["renew nothing of S-photoshop", *["renew nothing of S-acrobat"] * 2]


@pytest.mark.parametrize(("minutes", "told"), [(5, ("wait",)), (61, ("park", "renewal-not-visible"))])
def test_an_accepted_setting_has_an_hour_to_show_and_is_never_sent_again(minutes: int, told: tuple[str, ...]) -> None:
    life = _two_off(breaks=frozenset({"renew nothing of S-acrobat"}))
    life.deliver()
    life.adobe.subscriptions = [held(), held(ACROBAT)]
    life.facts = replace(life.facts, now=NOW + timedelta(minutes=minutes))
    life.adobe.breaks = frozenset()
    assert codes(life.deliver())[:2] == told
    assert life.calls.count("renew nothing of S-photoshop") == 1


def test_a_setting_that_does_not_show_at_once_is_waited_for() -> None:
    life = _two_off(deaf=frozenset({"S-acrobat"}))
    assert codes(life.deliver()) == ("wait",)
    assert life.calls == ["renew nothing of S-photoshop", "renew nothing of S-acrobat"]


def test_a_setting_that_somebody_else_undid_in_the_same_moment_is_made_in_the_next_delivery() -> None:
    """It was as it shall be when the delivery began, so this request has never set it."""
    life = _two_off(undoes={"S-photoshop": "S-acrobat"}, terse=True)
    life.adobe.subscriptions = [held(), held(ACROBAT, auto_renewal=False)]
    assert codes(life.deliver()) == ("wait",)
    assert life.calls == ["renew nothing of S-photoshop"]
    assert isinstance(life.deliver(), Approve)
    assert life.calls == ["renew nothing of S-photoshop", "renew nothing of S-acrobat"]


def test_a_subscription_that_adobe_does_not_show_any_more_is_left_alone() -> None:
    request = a_request(
        an_item(PHOTOSHOP, 6, old_quantity=5), an_item(ACROBAT, 5, old_quantity=5), values=OFF,
        ledger=[an_entry(OLD), an_entry(ACROBATS, ACROBAT)], owns=(PHOTOSHOP, ACROBAT),
    )  # fmt: skip
    adobe = Adobe([OLD, ACROBATS], [held(), held(ACROBAT)], vanishes=frozenset({"S-acrobat"}))
    life = a_life(request, adobe)
    assert isinstance(life.deliver(), Approve)
    assert life.calls == [f"buy 1 {PHOTOSHOP}", "renew nothing of S-photoshop"]


def test_answers_that_show_the_settings_spare_another_look() -> None:
    life = _two_off()
    assert isinstance(life.deliver(), Approve)
    assert life.calls == ["renew nothing of S-photoshop", "renew nothing of S-acrobat"]
    assert _looks_at_subscriptions(life) == 1


def test_a_quantity_that_an_answer_shows_is_what_the_note_tells() -> None:
    request = a_request(an_item(PHOTOSHOP, 3, old_quantity=5), ledger=[an_entry(OLD)])
    life = a_life(request, Adobe([OLD], [held()]))
    approved = life.deliver()
    assert isinstance(approved, Approve)
    assert "3" in approved.note
    assert (life.calls, _looks_at_subscriptions(life)) == (["renew 3 of S-photoshop"], 1)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"autoRenewal": None},
        {"autoRenewal": {"renewalQuantity": 5}},
        {"autoRenewal": {"enabled": True}},
        {"autoRenewal": {"enabled": "false"}},
        {"autoRenewal": {"enabled": True, "renewalQuantity": "5"}},
    ],
    ids=str,
)
def test_an_answer_that_does_not_show_the_settings_whole_is_followed_by_a_look(
    body: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Adobe, "_shown", lambda *_: body)
    life = _two_off()
    assert isinstance(life.deliver(), Approve)
    assert _looks_at_subscriptions(life) == 2


def _looks_at_subscriptions(life: Life) -> int:
    return sum(isinstance(move, ReadSubscriptions) for move in life.made)
