from __future__ import annotations

from typing import TYPE_CHECKING

from connector.simulator.connect.adobe_product import build_adobe_product

if TYPE_CHECKING:
    from connect.client import ConnectClient

    from connector.simulator.connect.adobe_product import AdobeProduct
    from connector.simulator.connect.simulator import ConnectSimulator

ORDERING = """
action_type adobe_user_email adobe_user_first_name adobe_user_last_name external_reference_id adobe_vip_number
customer_company_name customer_address_line_1 customer_address_line_2 customer_postal_code customer_city customer_region
customer_country customer_phone_number cb_autorenewal set_auto_renewal_status business-model transaction_id
transaction_items is_cancellation_order cancel_order_id cancel_reason downsize_order_id downsize_subscription_id
migration_info_object seamless_move three_years_commitment three_years_minimum_licenses three_years_minimum_consumables
three_years_recommitment three_years_recommitment_minimum_licenses three_years_recommitment_minimum_consumables
adobe_discount_codes cb_price_level_hint_draft
"""
FULFILMENT = """
adobe_customer_id adobe_order_id adobe_orders adobe_subscription_id cb_adobe_account_subscription_list transfer_id
account_creation_date renewal_date auto_renewal_status auto_renewal_day auto_renewal_month auto_renewal_cadence
discount_group discount_group_consumables commitment_status commitment_start_date commitment_end_date
recommitment_status recommitment_start_date recommitment_end_date cb_flex_discounts_applied
cb_price_level_hint_final_object global_sales error_msg adobe_partner_reference_id adobe_redemption_url
adobe_redemption_code
"""
OBJECTS = """
migration_info_object adobe_discount_codes cb_price_level_hint_draft adobe_orders cb_adobe_account_subscription_list
cb_flex_discounts_applied cb_price_level_hint_final_object
"""
RESELLER_ORDERING = """
reseller_company_name reseller_address_line_1 reseller_address_line_2 reseller_postal_code reseller_city reseller_region
reseller_country reseller_phone_number adobe_reseller_approval_code
"""


def test_the_product_defines_every_parameter_of_the_contract(adobe: AdobeProduct, client: ConnectClient) -> None:
    parameters = list(client.products[adobe.product].collection("parameters").all())

    def named(**wanted: str) -> set[str]:
        return {p["id"] for p in parameters if all(p[key] == value for key, value in wanted.items())}

    assert named(scope="asset", phase="ordering") == set(ORDERING.split())
    assert named(scope="asset", phase="fulfillment") == set(FULFILMENT.split())
    assert named(type="object") == set(OBJECTS.split())
    assert named(type="checkbox") == {"three_years_commitment", "three_years_recommitment"}
    assert named(scope="tier1", phase="ordering") == set(RESELLER_ORDERING.split())
    assert named(scope="tier1", phase="fulfillment") == {"adobe_reseller_id"}
    required = {p["id"] for p in parameters if p["constraints"]["required"]}
    assert required == {"action_type", "adobe_customer_id"}


def test_items_templates_and_configuration_are_there(adobe: AdobeProduct, client: ConnectClient) -> None:
    product = client.products[adobe.product]
    assert [item["mpn"] for item in product.collection("items").all()] == ["65304470CA", "65309999CA", "30007777CA"]
    found = product.collection("templates").filter(scope="asset", type="fulfillment")
    assert [template["id"] for template in found] == ["TL-000-000-001", "TL-000-000-003"]
    values = {entry["parameter"]["id"]: entry["value"] for entry in product.collection("configurations").all()}
    assert values["Adobe_Currency"] == "USD"
    assert values["inquiring_template_id"] == "TL-000-000-002"
    assert client.marketplaces[adobe.marketplace].get()["currency"] == "USD"


def test_the_configuration_travels_with_the_asset(simulator: ConnectSimulator, client: ConnectClient) -> None:
    build_adobe_product(simulator, configuration={"business-model": "one-to-one"}, without=["adobe_orders"])
    purchase = client.requests[simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"})].get()
    configuration = {param["id"]: param["value"] for param in purchase["asset"]["configuration"]["params"]}
    assert configuration["business-model"] == "one-to-one"
    assert {param["phase"] for param in purchase["asset"]["configuration"]["params"]} == {"configuration"}
    assert "adobe_orders" not in {param["id"] for param in purchase["asset"]["params"]}
    assert "business-model" in {param["id"] for param in purchase["asset"]["params"]}
