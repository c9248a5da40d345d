"""The ids of the marketplace's parameters, and which of them this version acts on. One place knows a parameter's name."""

from __future__ import annotations

from typing import Final

ACTION_TYPE: Final = "action_type"
USER_EMAIL: Final = "adobe_user_email"
USER_FIRST_NAME: Final = "adobe_user_first_name"
USER_LAST_NAME: Final = "adobe_user_last_name"
IS_CANCELLATION: Final = "is_cancellation_order"
CANCEL_ORDER_ID: Final = "cancel_order_id"
CANCEL_REASON: Final = "cancel_reason"
DOWNSIZE_ORDER_ID: Final = "downsize_order_id"
DOWNSIZE_SUBSCRIPTION_ID: Final = "downsize_subscription_id"
VIP_NUMBER: Final = "adobe_vip_number"
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
CURRENCY: Final = "Adobe_Currency"
PREFERRED_LANGUAGE: Final = "preferred_language"

CUSTOMER_ID: Final = "adobe_customer_id"
ORDER_ID: Final = "adobe_order_id"
ORDERS: Final = "adobe_orders"
SUBSCRIPTION_ID: Final = "adobe_subscription_id"
SUBSCRIPTION_LIST: Final = "cb_adobe_account_subscription_list"
RENEWAL_DATE: Final = "renewal_date"
AUTO_RENEWAL_STATUS: Final = "auto_renewal_status"
AUTO_RENEWAL_DAY: Final = "auto_renewal_day"
AUTO_RENEWAL_MONTH: Final = "auto_renewal_month"
AUTO_RENEWAL_CADENCE: Final = "auto_renewal_cadence"
DISCOUNT_GROUP: Final = "discount_group"
DISCOUNT_GROUP_CONSUMABLES: Final = "discount_group_consumables"
ERROR_MESSAGE: Final = "error_msg"
RESELLER_ID: Final = "adobe_reseller_id"

ADDRESS: Final = (ADDRESS_LINE_1, ADDRESS_LINE_2, CITY, REGION, POSTAL_CODE, COUNTRY)

NOT_BUILT: Final = {
    "three_years_commitment": "a three-year commit",
    "three_years_recommitment": "a three-year recommitment",
    "adobe_discount_codes": "discount codes",
    "migration_info_object": "the import of an existing Adobe customer",
    "transaction_id": "a purchase in several one-to-one requests",
    "adobe_reseller_approval_code": "a change of reseller",
}
"""Parameters whose feature this version does not have, and what each asks for: never ignored when filled."""

NOT_IN_A_PURCHASE: Final = (IS_CANCELLATION, CANCEL_ORDER_ID, DOWNSIZE_ORDER_ID, DOWNSIZE_SUBSCRIPTION_ID)
"""Parameters that ask for something to be given back: a purchase has nothing to give back yet."""

NO: Final = frozenset({"no-cancellation-request", "no", "false"})
"""Answers that ask for nothing, in lower case."""
