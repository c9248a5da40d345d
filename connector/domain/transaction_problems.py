"""The problems of one-to-one transactions, which concern several requests at once; each is told to the request that can end it."""

from __future__ import annotations

from typing import Final

from connector.domain import parameters as ids
from connector.domain.problem_kinds import Kind, Problem

_WAITS: Final = "The order waits for a check by your distributor. You need not do anything."

TRANSACTION_PROBLEMS: Final = (
    Problem(
        "business-model-unknown",
        Kind.CORRECTABLE,
        "The business model must be one-to-many or one-to-one.",
        parameters=(ids.BUSINESS_MODEL,),
    ),
    Problem(
        "business-model-misconfigured",
        Kind.OPERATOR,
        _WAITS,
        "business-model in the marketplace configuration is {given}. Make it one-to-many or one-to-one.",
    ),
    Problem(
        "transaction-without-model",
        Kind.CORRECTABLE,
        "A transaction id belongs to the one-to-one model. Choose one-to-one, or clear the transaction id.",
        parameters=(ids.BUSINESS_MODEL, ids.TRANSACTION_ID),
    ),
    Problem(
        "transaction-id-missing",
        Kind.CORRECTABLE,
        "Several requests are announced, but no transaction id ties them together. Give all of them the same GUID.",
        parameters=(ids.TRANSACTION_ID,),
    ),
    Problem(
        "transaction-id-invalid",
        Kind.CORRECTABLE,
        "The transaction id must be a GUID, as in 6f9619ff-8b86-4d01-b42d-00cf4fc964ff. Give all requests of the purchase the same one.",
        parameters=(ids.TRANSACTION_ID,),
    ),
    Problem(
        "transaction-items-invalid",
        Kind.CORRECTABLE,
        "Say how many requests belong to the transaction: a whole number from 1 to {most}.",
        parameters=(ids.TRANSACTION_ITEMS,),
    ),
    Problem(
        "one-to-one-several-products",
        Kind.FINAL,
        "{items}: in the one-to-one model a request orders one product. Order again with one request for each.",
    ),
    Problem(
        "transaction-elsewhere",
        Kind.CORRECTABLE,
        "Other requests with this transaction id are for another marketplace, product catalogue or environment. Give the requests of this purchase a new GUID.",
        parameters=(ids.TRANSACTION_ID,),
    ),
    Problem(
        "transaction-count-differs",
        Kind.CORRECTABLE,
        "This request says that its transaction has {given} requests, the others say {expected}. Correct the number, or the transaction id.",
        parameters=(ids.TRANSACTION_ITEMS, ids.TRANSACTION_ID),
    ),
    Problem(
        "transaction-overfull",
        Kind.CORRECTABLE,
        "The transaction is said to have {expected} requests, and it has {found}: {requests}. Correct the number on all of them, or the transaction id of the one that does not belong.",
        parameters=(ids.TRANSACTION_ITEMS, ids.TRANSACTION_ID),
    ),
    Problem(
        "transaction-company-differs",
        Kind.CORRECTABLE,
        "The requests of one transaction are for one company, and the others say something else here. Write the same on all of them, or clear it.",
    ),
    Problem(
        "transaction-product-twice",
        Kind.FINAL,
        "{items}: the request {request} of the same transaction orders this product already, and at Adobe both would share one subscription. Order it once, with the whole quantity.",
    ),
    Problem(
        "transaction-already-ordered",
        Kind.CORRECTABLE,
        "What this transaction bought was ordered already (Adobe order {order}), without this request. Give the new purchase a new GUID.",
        parameters=(ids.TRANSACTION_ID,),
    ),
    Problem(
        "transaction-broken",
        Kind.OPERATOR,
        "Another part of this purchase was answered differently. Your distributor will be in touch.",
        "Nothing of the transaction {transaction} is ordered: {requests}. Order the rest as it is with `python -m connector transactions release {transaction}`, or fail this request.",
    ),
    Problem(
        "transaction-incomplete",
        Kind.OPERATOR,
        "The other parts of this purchase have not arrived yet. Your distributor is asking for them.",
        "Nothing of the transaction {transaction} is ordered, since it waits for {whom}; here are {requests}. It goes on by itself once that is done. Order what is here with `python -m connector transactions release {transaction}`, or fail the requests.",
    ),
    Problem(
        "transaction-customers-differ",
        Kind.OPERATOR,
        _WAITS,
        "The requests of the transaction {transaction} carry different Adobe customers: {customers}. Leave the right one in adobe_customer_id of all of them.",
    ),
)
