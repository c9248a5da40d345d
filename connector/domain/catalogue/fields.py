"""Fields that Adobe refuses (1117), misses (1122) or lets nobody change (1119): each JSON path is a question of its own.

Source: developer.adobe.com/vipmp/docs/references/error-handling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from connector.domain import parameters as ids
from connector.domain.meanings import CREATE_CUSTOMER, CREATE_RESELLER, UPDATE_CUSTOMER, UPDATE_RESELLER
from connector.domain.problem_kinds import Kind, Problem

if TYPE_CHECKING:
    from connector.domain.refusals import Refusal


@dataclass(frozen=True)
class Field:
    """What a JSON path in the details is called by people, and the parameters that correct it for a customer."""

    prefix: str
    name: str
    parameters: tuple[str, ...]


FIELDS: Final = (
    Field("companyProfile.companyName", "the company name", (ids.COMPANY_NAME,)),
    Field("companyProfile.address.addressLine1", "the street", (ids.ADDRESS_LINE_1,)),
    Field("companyProfile.address.addressLine2", "the second address line", (ids.ADDRESS_LINE_2,)),
    Field("companyProfile.address.city", "the city", (ids.CITY,)),
    Field("companyProfile.address.region", "the state or region", (ids.REGION,)),
    Field("companyProfile.address.postalCode", "the postal code", (ids.POSTAL_CODE,)),
    Field("companyProfile.address.country", "the country", (ids.COUNTRY,)),
    Field("companyProfile.address.phoneNumber", "the phone number", (ids.PHONE,)),
    Field("companyProfile.address", "the address", ids.ADDRESS),
    Field("companyProfile.contacts[0].email", "the administrator's e-mail address", (ids.USER_EMAIL,)),
    Field("companyProfile.contacts[0].firstName", "the administrator's first name", (ids.USER_FIRST_NAME,)),
    Field("companyProfile.contacts[0].lastName", "the administrator's last name", (ids.USER_LAST_NAME,)),
    Field("companyProfile.contacts[0].phoneNumber", "the phone number", (ids.PHONE,)),
)
_OF_CUSTOMER: Final = (CREATE_CUSTOMER, UPDATE_CUSTOMER)
_OF_RESELLER: Final = (CREATE_RESELLER, UPDATE_RESELLER)
_QUESTIONS: Final = {
    "1117": "Adobe did not accept {name}. Correct it.",
    "1119": "Adobe lets nobody change {name}. Put back what it was; for a real change your distributor must ask Adobe's support.",
    "1122": "Adobe needs {name}. Fill it in.",
}


def asks_for_fields(call: str, code: str) -> bool:
    """Whether the details of this refusal may name fields that the customer or the reseller gives."""
    return call in _OF_CUSTOMER + _OF_RESELLER and code in _QUESTIONS


def questions(call: str, refusal: Refusal) -> tuple[Problem, ...]:
    """Turn the failing JSON paths into one question each; none where a path is not theirs to correct."""
    found: dict[str, Problem] = {}
    for detail in refusal.details:
        field = next((field for field in FIELDS if detail.startswith(field.prefix)), None)
        if field is None:
            return ()
        found[field.prefix] = Problem(
            code=f"adobe-{refusal.code}",
            kind=Kind.CORRECTABLE,
            text=f"{_QUESTIONS[refusal.code].format(name=field.name)} [{refusal.code}]",
            operator=f"Adobe does not take {field.name} ({call}: {refusal.in_words()}). Correct it on the marketplace's account.",
            parameters=field.parameters if call in _OF_CUSTOMER else ids.of_reseller(field.parameters),
        )
    return tuple(found.values())
