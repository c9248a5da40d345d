"""Problems: what a person can fix, in that person's words. A problem has a stable code, a kind that says whose turn it is, and texts.

`text` is for the customer: what happened and what to change. `operator` is for the distributor's staff. Neither ever holds a
secret, a stack trace or another tenant's data. Every code is listed in docs/problems.md.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from connector.domain import parameters as ids
from connector.domain.life_problems import LIFE_PROBLEMS
from connector.domain.problem_kinds import Kind, Problem
from connector.domain.retail_problems import RETAIL_PROBLEMS
from connector.domain.tier_problems import TIER_PROBLEMS
from connector.domain.transaction_problems import TRANSACTION_PROBLEMS
from connector.domain.transfer_problems import TRANSFER_PROBLEMS

LOCAL: Final[dict[str, Problem]] = {
    problem.code: problem
    for problem in (
        Problem(
            "action-type-missing",
            Kind.CORRECTABLE,
            "Say what this order is: choose purchase for a new order, or transfer to bring licences over from VIP.",
            parameters=(ids.ACTION_TYPE,),
        ),
        Problem(
            "vip-number-in-a-purchase",
            Kind.CORRECTABLE,
            "A VIP membership number belongs to a transfer. Choose transfer, or clear the number to make a new purchase.",
            parameters=(ids.ACTION_TYPE, ids.VIP_NUMBER),
        ),
        Problem(
            "switches-contradict",
            Kind.CORRECTABLE,
            "The two auto-renewal settings ask for different things. Set both to the same value, or clear one of them.",
            parameters=ids.AUTO_RENEWAL_SWITCHES,
        ),
        Problem(
            "switch-unknown",
            Kind.CORRECTABLE,
            "The auto-renewal setting must be active_auto_renewal_status or inactive_auto_renewal_status.",
        ),
        Problem(
            "nothing-to-return",
            Kind.CORRECTABLE,
            "A new purchase has nothing to return yet. Clear this field.",
        ),
        Problem(
            "company-name-invalid",
            Kind.CORRECTABLE,
            "Adobe takes company names of 4 to 80 letters, digits, spaces and the signs _ , . & ' ( ) \" / -. Correct the company name.",
            parameters=(ids.COMPANY_NAME,),
        ),
        Problem("address-line-invalid", Kind.CORRECTABLE, "Give the street in at most 60 characters, without < > or quotes."),
        Problem(
            "city-invalid",
            Kind.CORRECTABLE,
            "Give the city in at most 40 characters, without < > or quotes.",
            parameters=(ids.CITY,),
        ),
        Problem(
            "region-missing",
            Kind.CORRECTABLE,
            "Give the state or province as its two-letter code, for example CA.",
            parameters=(ids.REGION,),
        ),
        Problem(
            "region-unknown",
            Kind.CORRECTABLE,
            "This is no state, province or region of {country}. {suggestions}",
            parameters=(ids.REGION,),
        ),
        Problem(
            "postal-code-invalid",
            Kind.CORRECTABLE,
            "Give a postal code in the form that {country} uses{example}.",
            parameters=(ids.POSTAL_CODE,),
        ),
        Problem(
            "country-missing",
            Kind.CORRECTABLE,
            "Give the country as its two-letter code, for example US.",
            parameters=(ids.COUNTRY,),
        ),
        Problem(
            "country-unserved",
            Kind.CORRECTABLE,
            "Adobe does not sell to addresses in {country}{instead}. Give an address in another country.",
            parameters=(ids.COUNTRY,),
        ),
        Problem(
            "email-invalid",
            Kind.CORRECTABLE,
            "Give a valid e-mail address for the administrator of the Adobe licences.",
            parameters=(ids.USER_EMAIL,),
        ),
        Problem(
            "first-name-invalid",
            Kind.CORRECTABLE,
            "Give the administrator's first name: 1 to 35 letters, digits, spaces and the signs _ , . & ' \" -.",
            parameters=(ids.USER_FIRST_NAME,),
        ),
        Problem(
            "last-name-invalid",
            Kind.CORRECTABLE,
            "Give the administrator's last name: 1 to 35 letters, digits, spaces and the signs _ , . & ' \" -.",
            parameters=(ids.USER_LAST_NAME,),
        ),
        Problem(
            "phone-invalid",
            Kind.CORRECTABLE,
            "Give the phone number with its country's calling code, for example +14085550100, or leave it out.",
            parameters=(ids.PHONE,),
        ),
        Problem(
            "nothing-to-order", Kind.FINAL, "The request orders nothing: every quantity is zero. Order again with a quantity."
        ),
        Problem(
            "mpn-unknown",
            Kind.FINAL,
            "{items}: this is no Adobe product. Your distributor must correct the catalogue; then order again.",
        ),
        Problem(
            "mpn-duplicate", Kind.FINAL, "{items}: the same Adobe product stands in two lines. Order again with one line for it."
        ),
        Problem(
            "quantity-invalid",
            Kind.FINAL,
            "{items}: Adobe takes whole quantities from 1 to {most}. Order again with a quantity in this range.",
        ),
        Problem("too-many-lines", Kind.FINAL, "Adobe takes at most 499 products in one order. Order again in several requests."),
        Problem(
            "feature-not-built",
            Kind.OPERATOR,
            "This request asks for {feature}, which cannot be ordered here yet. Your distributor will be in touch.",
            "The request asks for {feature}, which this version of the connector cannot do. Fulfil it by hand, or clear the parameter.",
            early="This asks for {feature}, which cannot be ordered here yet. Clear it, or ask your distributor.",
        ),
        Problem(
            "not-orderable-now",
            Kind.FINAL,
            "This cannot be ordered now: your distributor must put something right first. Tell them: {what}.",
        ),
        Problem(
            "customer-special",
            Kind.OPERATOR,
            "This company's Adobe account needs manual handling. Your distributor will be in touch.",
            "The Adobe customer is {special}, which this version of the connector cannot serve. Fulfil the request by hand.",
            early="This company's Adobe account needs manual handling. Ask your distributor.",
        ),
        Problem(
            "currency-mismatch",
            Kind.OPERATOR,
            "The request waits for a correction by your distributor. You need not do anything.",
            "Adobe_Currency of the marketplace is {given}, the Adobe account sells in {expected}. Make them equal.",
        ),
        Problem(
            "customer-id-not-carried",
            Kind.OPERATOR,
            "The request waits for a correction by your distributor. You need not do anything.",
            "The product has no fulfillment parameter adobe_customer_id. Add it; without it nothing is sent to Adobe.",
        ),
        Problem(
            "reseller-missing",
            Kind.OPERATOR,
            "The request waits until your reseller is set up at Adobe. You need not do anything.",
            "The tier-1 configuration has no adobe_reseller_id and the account no default_reseller_id. Set up the reseller.",
        ),
        Problem(
            "platform-refused",
            Kind.OPERATOR,
            "The request waits for a correction by your distributor. You need not do anything.",
            "The platform refused what was to be written ({answer}). Check the product's parameters and the state of the request.",
        ),
        Problem(
            "settings-invalid",
            Kind.OPERATOR,
            "The request waits for a correction by your distributor. You need not do anything.",
            "The extension's variables cannot be used. {problems}",
        ),
        Problem(
            "store-outdated",
            Kind.OPERATOR,
            "The request waits for a correction by your distributor. You need not do anything.",
            "The connector's database does not fit this version. Run `python -m connector migrate` with the version that is installed.",
        ),
        Problem(
            "request-malformed",
            Kind.OPERATOR,
            "The request waits for a check by your distributor. You need not do anything.",
            "The platform sent a request that cannot be read ({what}). Report it together with the request id.",
        ),
        Problem(
            "defect",
            Kind.OPERATOR,
            "The request waits for a check by your distributor. You need not do anything.",
            "The connector failed in a way that it does not know ({what}). Report it together with the request id; it keeps trying slowly.",
        ),
        Problem(
            "account-missing",
            Kind.OPERATOR,
            "The request waits for a correction by your distributor. You need not do anything.",
            "No Adobe account is configured for product {product}, marketplace {marketplace}, connection type {connection}. Add it to CONNECTOR_ACCOUNTS.",
        ),
        Problem(
            "call-of-former-account",
            Kind.OPERATOR,
            "The request waits for a correction by your distributor. You need not do anything.",
            "{call} of {owner} was sent to Adobe under the account {former}, and the account here is {account} now: were it sent again, it could be done twice. Give the account its former distributor_id and environment again, in CONNECTOR_ACCOUNTS or in the console, until this request has ended. Where that account is gone for good: the call of another request holds this one up for ten days at most; this request's own call does so until somebody has looked at Adobe for what came of it, and fails the request to have it ordered again.",
        ),
        Problem(
            "served-by-former-account",
            Kind.OPERATOR,
            "The request waits for a correction by your distributor. You need not do anything.",
            "{call} of {owner} was done at Adobe under the account {former}, and the account here is {account} now. Where these are two accounts of Adobe, bring the former one back, in CONNECTOR_ACCOUNTS or in the console.",
        ),
        Problem(
            "product-already-owned",
            Kind.FINAL,
            "{items}: the subscription {asset} has this product already, and at Adobe both would share one. Change the quantity there instead.",
        ),
        Problem(
            "customer-unknown",
            Kind.OPERATOR,
            "The request waits for a check by your distributor. You need not do anything.",
            "Adobe does not know the customer {customer} of this account, or it is another partner's. If another account served it before, bring that one back, in CONNECTOR_ACCOUNTS or in the console. Correct adobe_customer_id where it stands if that is wrong.",
        ),
        Problem(
            "customer-ambiguous",
            Kind.OPERATOR,
            "The request waits for a check by your distributor. You need not do anything.",
            "Adobe may have created a customer for this request, and several match: {customers}. Write the right one to adobe_customer_id.",
        ),
        Problem(
            "order-fails-repeatedly",
            Kind.OPERATOR,
            "The request waits for a check by your distributor. You need not do anything. [{status}]",
            "{count} Adobe orders of this request failed although customer and reseller are active; the last is {order} ({status}). Ask Adobe's support.",
        ),
        Problem(
            "order-open-too-long",
            Kind.OPERATOR,
            "Adobe has not completed the order {order} yet. Your distributor is asking why.",
            "The Adobe order {order} is still open after {days} days. Ask Adobe's support; the request goes on by itself once it completes.",
        ),
        Problem(
            "waited-too-long",
            Kind.OPERATOR,
            "Adobe has not come to an end with this yet. Your distributor is asking why.",
            "This is so for more than {days} days: {why}. Ask Adobe's support; the request goes on by itself once it changes.",
        ),
        Problem(
            "order-ambiguous",
            Kind.OPERATOR,
            "The request waits for a check by your distributor. You need not do anything.",
            "Several Adobe orders carry this request's reference and products: {orders}. Find out which is right; none was placed now.",
        ),
        Problem(
            "subscription-missing",
            Kind.OPERATOR,
            "The request waits for a check by your distributor. You need not do anything.",
            "The Adobe order {order} is complete, but its subscriptions cannot all be found: {missing}. Ask Adobe's support.",
        ),
        Problem(
            "preview-contradicts",
            Kind.OPERATOR,
            "The request waits for a check by your distributor. You need not do anything.",
            "Adobe's preview answers with other lines than were asked for ({items}). Nothing was ordered. Ask Adobe's support.",
        ),
        *LIFE_PROBLEMS,
        *TIER_PROBLEMS,
        *TRANSFER_PROBLEMS,
        *RETAIL_PROBLEMS,
        *TRANSACTION_PROBLEMS,
    )
}
"""The problems that the connector finds itself; what Adobe refuses is in the catalogue."""


def problem(code: str, *, parameters: tuple[str, ...] | None = None, **words: object) -> Problem:
    """Give a problem of the table with its blanks filled in."""
    found = LOCAL[code]
    return replace(
        found,
        text=found.text.format_map(words),
        operator=found.operator.format_map(words),
        early=found.early.format_map(words),
        parameters=found.parameters if parameters is None else parameters,
    )


__all__ = ["LOCAL", "Kind", "Problem", "problem"]
