"""The ids of the marketplace's parameters, and which of them this version acts on. One place knows a parameter's name."""

from __future__ import annotations

from typing import Final

ACTION_TYPE: Final = "action_type"
EXTERNAL_REFERENCE: Final = "external_reference_id"
USER_EMAIL: Final = "adobe_user_email"
USER_FIRST_NAME: Final = "adobe_user_first_name"
USER_LAST_NAME: Final = "adobe_user_last_name"
IS_CANCELLATION: Final = "is_cancellation_order"
CANCEL_ORDER_ID: Final = "cancel_order_id"
CANCEL_REASON: Final = "cancel_reason"
DOWNSIZE_ORDER_ID: Final = "downsize_order_id"
DOWNSIZE_SUBSCRIPTION_ID: Final = "downsize_subscription_id"
VIP_NUMBER: Final = "adobe_vip_number"
MIGRATION: Final = "migration_info_object"
DISCOUNT_CODES: Final = "adobe_discount_codes"
COMMITMENT: Final = "three_years_commitment"
MINIMUM_LICENCES: Final = "three_years_minimum_licenses"
RECOMMITMENT: Final = "three_years_recommitment"
COMPANY_NAME: Final = "customer_company_name"
ADDRESS_LINE_1: Final = "customer_address_line_1"
ADDRESS_LINE_2: Final = "customer_address_line_2"
POSTAL_CODE: Final = "customer_postal_code"
CITY: Final = "customer_city"
REGION: Final = "customer_region"
COUNTRY: Final = "customer_country"
PHONE: Final = "customer_phone_number"
AUTO_RENEWAL_SWITCHES: Final = ("cb_autorenewal", "set_auto_renewal_status")
AUTO_RENEWAL_ON: Final = "active_auto_renewal_status"
AUTO_RENEWAL_OFF: Final = "inactive_auto_renewal_status"
BUSINESS_MODEL: Final = "business-model"
TRANSACTION_ID: Final = "transaction_id"
TRANSACTION_ITEMS: Final = "transaction_items"
CURRENCY: Final = "Adobe_Currency"
PREFERRED_LANGUAGE: Final = "preferred_language"
PRICE_HINT: Final = "cb_price_level_hint_draft"

CUSTOMER_ID: Final = "adobe_customer_id"
ORDER_ID: Final = "adobe_order_id"
ORDERS: Final = "adobe_orders"
SUBSCRIPTION_ID: Final = "adobe_subscription_id"
SUBSCRIPTION_LIST: Final = "cb_adobe_account_subscription_list"
TRANSFER_ID: Final = "transfer_id"
ACCOUNT_CREATION_DATE: Final = "account_creation_date"
RENEWAL_DATE: Final = "renewal_date"
AUTO_RENEWAL_STATUS: Final = "auto_renewal_status"
AUTO_RENEWAL_DAY: Final = "auto_renewal_day"
AUTO_RENEWAL_MONTH: Final = "auto_renewal_month"
AUTO_RENEWAL_CADENCE: Final = "auto_renewal_cadence"
DISCOUNT_GROUP: Final = "discount_group"
DISCOUNT_GROUP_CONSUMABLES: Final = "discount_group_consumables"
ERROR_MESSAGE: Final = "error_msg"
RESELLER_ID: Final = "adobe_reseller_id"
PARTNER_REFERENCE: Final = "adobe_partner_reference_id"
REDEMPTION_URL: Final = "adobe_redemption_url"
REDEMPTION_SHORT_URL: Final = "adobe_redemption_short_url"
REDEMPTION_CODE: Final = "adobe_redemption_code"

SECRETS: Final = frozenset({REDEMPTION_URL, REDEMPTION_SHORT_URL, REDEMPTION_CODE})
"""Parameters whose values are told to the customer alone: never written to a log, a note or a page."""

RESELLER_APPROVAL_CODE: Final = "adobe_reseller_approval_code"

COMMITMENT_SHOWN: Final = ("commitment_status", "commitment_start_date", "commitment_end_date")
RECOMMITMENT_SHOWN: Final = ("recommitment_status", "recommitment_start_date", "recommitment_end_date")
"""Status, first and last day of a three-year commit, and of the one that follows it."""

ADDRESS: Final = (ADDRESS_LINE_1, ADDRESS_LINE_2, CITY, REGION, POSTAL_CODE, COUNTRY)

OF_RESELLER: Final = {
    COMPANY_NAME: "reseller_company_name",
    ADDRESS_LINE_1: "reseller_address_line_1",
    ADDRESS_LINE_2: "reseller_address_line_2",
    POSTAL_CODE: "reseller_postal_code",
    CITY: "reseller_city",
    REGION: "reseller_region",
    COUNTRY: "reseller_country",
    PHONE: "reseller_phone_number",
}
"""By the parameter that corrects a customer's data: the one that corrects a reseller's. For a contact there is none."""


def of_reseller(parameters: tuple[str, ...]) -> tuple[str, ...]:
    """Give a reseller's parameters for a customer's; what a reseller has no parameter for is left out."""
    return tuple(OF_RESELLER[name] for name in parameters if name in OF_RESELLER)


NOT_BUILT: Final = {
    COMMITMENT: "a three-year commit",
    RECOMMITMENT: "a three-year recommitment",
    DISCOUNT_CODES: "discount codes",
    RESELLER_APPROVAL_CODE: "a change of reseller",
}
"""Parameters whose feature this version does not have, and what each asks for: never ignored when filled."""

NOT_IN_A_PURCHASE: Final = (IS_CANCELLATION, CANCEL_ORDER_ID, DOWNSIZE_ORDER_ID, DOWNSIZE_SUBSCRIPTION_ID)
"""Parameters that ask for something to be given back: a purchase has nothing to give back yet."""

NO: Final = frozenset({"no-cancellation-request", "no", "false"})
"""Answers that ask for nothing, in lower case."""
