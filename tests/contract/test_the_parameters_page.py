"""docs/parameters.md lists every parameter that the code reads or writes, in its phase, and its example works."""

from __future__ import annotations

import json
import re
from typing import Final

from connector.domain import ledger, parameters
from connector.domain.asked import what_is_asked
from connector.domain.claim import NEEDED
from connector.fulfillment.lacking import OF_RESELLERS, OF_RETAIL, OF_SUBSCRIPTIONS
from connector.simulator.connect import adobe_product
from connector.simulator.connect.adobe_product import build_adobe_product
from connector.simulator.connect.retail_product import build_retail_product
from connector.simulator.connect.simulator import ConnectSimulator
from tests.builders import a_policy, a_purchase, an_item
from tests.contract.tree import ROOT

PAGE: Final = (ROOT / "docs" / "parameters.md").read_text(encoding="utf-8")
RETAIL: Final = "Partner Connection Retail, fulfillment"
PHASES: Final = ("Asset, ordering", "Asset, fulfillment", "Configuration", "Tier 1, ordering", "Tier 1, fulfillment", RETAIL)
VALUES: Final = {parameters.AUTO_RENEWAL_ON, parameters.AUTO_RENEWAL_OFF, *parameters.NO}
"""What the module of the ids holds beside ids."""


def section(title: str) -> str:
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def rows(title: str) -> list[list[str]]:
    lines = [line for line in section(title).splitlines() if line.startswith("| ") and not line.startswith("| parameter ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def listed(title: str) -> list[str]:
    return [name for row in rows(title) for name in re.findall(r"`([^`]+)`", row[0])]


def ids() -> set[str]:
    found: set[str] = set()
    for name, value in vars(parameters).items():
        if name.isupper():
            both = [*value, *value.values()] if value is parameters.OF_RESELLER else value
            found |= {value} if isinstance(value, str) else set(both)
    return found - VALUES


def test_every_parameter_of_the_code_is_listed() -> None:
    pages = {name for title in PHASES for name in listed(title)}
    templates = {"activation_template_id", "transfer_template_id", "inquiring_template_id", "tier1_template_id"}
    assert pages == ids() | templates


def test_no_parameter_is_listed_twice_in_a_phase_and_every_cell_is_filled() -> None:
    for title in PHASES:
        assert len(listed(title)) == len(set(listed(title)))
        assert {len(row) for row in rows(title)} == {6}
        assert all(cell for row in rows(title) for cell in row)


def test_check_looks_for_every_parameter_in_the_phase_that_the_page_gives() -> None:
    for feature in OF_SUBSCRIPTIONS:
        assert set(feature.names) <= set(listed(f"Asset, {feature.phase}"))
    for feature in OF_RETAIL:
        assert set(feature.names) <= {*listed(RETAIL), parameters.ERROR_MESSAGE}
    for feature in OF_RESELLERS:
        assert set(feature.names) <= set(listed("Tier 1, ordering") + listed("Tier 1, fulfillment"))


def test_check_looks_for_every_parameter_whose_feature_is_built() -> None:
    looked_for = {name for feature in (*OF_SUBSCRIPTIONS, *OF_RESELLERS, *OF_RETAIL) for name in feature.names}
    without_feature = {*parameters.NOT_BUILT, parameters.BUSINESS_MODEL, parameters.MINIMUM_LICENCES}
    pages = {name for title in PHASES if title != "Configuration" for name in listed(title)}
    assert pages - without_feature - looked_for == {parameters.CUSTOMER_ID, *NEEDED}


def test_the_simulated_product_defines_what_the_page_lists_with_its_choices() -> None:
    ordering = {
        "action_type",
        "adobe_user_email",
        *adobe_product.ORDERING_TEXTS,
        *adobe_product.ORDERING_OBJECTS,
        *adobe_product.ORDERING_CHOICES,
        *adobe_product.ORDERING_CHECKBOXES,
    }
    assert set(listed("Asset, ordering")) <= ordering
    written = {*adobe_product.FULFILMENT_TEXTS, *adobe_product.FULFILMENT_OBJECTS, "adobe_customer_id"}
    assert set(listed("Asset, fulfillment")) <= written
    assert set(listed("Tier 1, ordering")) == set(adobe_product.RESELLER_TEXTS)
    values = {name: row[2] for row in rows("Asset, ordering") for name in re.findall(r"`([^`]+)`", row[0])}
    flag = section("Giving seats back")
    for name, choices in adobe_product.ORDERING_CHOICES.items():
        told = flag if name == "is_cancellation_order" else values[name]
        assert all(f"`{choice}`" in told for choice in choices)


def test_the_flag_means_what_the_page_says() -> None:
    leads_to = {cell: row[1] for row in rows("Giving seats back") for cell in re.findall(r"`([^`]+)`", row[0])}
    assert set(leads_to) == {"is-cancellation-request", "yes", "true", "no-cancellation-request", "no", "false"}
    for flag, words in leads_to.items():
        request = a_purchase(an_item(quantity=2, old_quantity=5), values={"is_cancellation_order": flag}, kind="change")
        reduction = what_is_asked(request, None, a_policy(downsize_in_window="return")).reduction
        assert (reduction == "return") is words.startswith("seats are returned")


def test_the_example_of_the_ledger_is_one() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    value = json.loads(example)
    read = ledger.read_ledger(a_purchase(values={"adobe_orders": value}))
    assert read is not None
    assert ledger.written(read) == value


def test_the_simulated_retail_product_defines_what_the_page_lists() -> None:
    simulator = ConnectSimulator()
    build_adobe_product(simulator)
    defined = simulator.world.products[build_retail_product(simulator)].parameters
    told = {name: row[1] for row in rows(RETAIL) for name in re.findall(r"`([^`]+)`", row[0])}
    assert {name: defined[name].type for name in told} == told
