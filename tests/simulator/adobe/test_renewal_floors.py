from __future__ import annotations

from typing import Any

from connector.simulator.adobe import SimulatorSettings
from tests.simulator.adobe.driver import Partner, refusal
from tests.simulator.adobe.owning import an_owner, later, the_subscription


def _address(partner: Partner, path: str) -> str:
    return f"{path}/subscriptions/{the_subscription(partner, path)['subscriptionId']}"


def _change(partner: Partner, address: str, **renewal: object) -> Any:  # noqa: ANN401 - a refusal, or the new preferences.
    answered = partner.patch(address, {"autoRenewal": renewal})
    return answered.json()["autoRenewal"] if answered.is_success else refusal(answered)


def test_a_commitment_is_the_floor_of_what_renews() -> None:
    partner = Partner()
    path, _ = an_owner(partner, quantity=12)
    address = _address(partner, path)
    partner.control.add_commitment(path.rpartition("/")[2], licences=10)
    assert _change(partner, address, enabled=True, renewalQuantity=9) == (400, "3120", [])
    assert _change(partner, address, enabled=False) == (400, "3120", [])
    assert _change(partner, address, enabled=True, renewalQuantity=10) == {"enabled": True, "renewalQuantity": 10}


def test_other_licences_help_to_reach_the_floor_and_add_ons_do_not() -> None:
    partner = Partner()
    path, _ = an_owner(partner, quantity=12)
    address, customer_id = _address(partner, path), path.rpartition("/")[2]
    partner.control.add_commitment(customer_id, licences=10)
    partner.control.add_purchase(customer_id, "65310001CA01A12", 9, "GBP")
    assert _change(partner, address, enabled=True, renewalQuantity=9) == (400, "3120", [])
    partner.control.add_purchase(customer_id, "30007777CA01A12", 1, "GBP")
    assert _change(partner, address, enabled=True, renewalQuantity=9) == {"enabled": True, "renewalQuantity": 9}


def test_who_is_below_the_floor_may_rise_towards_it() -> None:
    partner = Partner()
    path, _ = an_owner(partner, quantity=12)
    address = _address(partner, path)
    partner.control.set_subscription(address.rpartition("/")[2], renewal_quantity=4)
    partner.control.add_commitment(path.rpartition("/")[2], licences=10)
    assert _change(partner, address, enabled=True, renewalQuantity=5) == {"enabled": True, "renewalQuantity": 5}


def test_in_the_last_year_of_a_commitment_the_next_renewal_is_free() -> None:
    partner = Partner()
    path, _ = an_owner(partner, quantity=12)
    partner.control.add_commitment(path.rpartition("/")[2], licences=10)
    later(partner, days=365 * 2)
    assert _change(partner, _address(partner, path), enabled=False) == (400, "3120", [])
    later(partner, days=1)
    assert _change(partner, _address(partner, path), enabled=False) == {"enabled": False, "renewalQuantity": 12}


def test_a_high_growth_offer_renews_for_certain_and_at_its_minimum_at_least() -> None:
    partner = Partner()
    partner.control.add_product("70000002CA", "Folio Growth", {"GBP": "150.00"}, suffix="X12")
    path, _ = an_owner(partner, "70000002CA14X12", 120)
    address = _address(partner, path)
    assert the_subscription(partner, path)["autoRenewal"]["renewalCode"] == "MOQ_100"
    assert _change(partner, address, enabled=False) == (400, "5134", [])
    assert _change(partner, address, enabled=True, renewalQuantity=99) == (400, "3120", [])
    assert _change(partner, address, enabled=True, renewalQuantity=100)["renewalQuantity"] == 100


def test_the_answer_to_an_update_may_lack_fields_and_a_read_never_does() -> None:
    partner = Partner(SimulatorSettings(sparse_updates=True))
    path, _ = an_owner(partner)
    address = _address(partner, path)
    answered = partner.patch(address, {"autoRenewal": {"enabled": True, "renewalQuantity": 4}}).json()
    read = partner.get(address).json()
    assert set(read) - set(answered) == {"offerId", "usedQuantity"}
    assert {name: value for name, value in read.items() if name in answered} == answered
