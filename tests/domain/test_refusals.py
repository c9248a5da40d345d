"""What a refusal of Adobe's names: order lines and reasons, in each of its ways of writing them."""

from __future__ import annotations

import pytest

from connector.domain.refusals import Refusal


@pytest.mark.parametrize(
    ("details", "lines", "reasons"),
    [
        ((), (), ()),
        (("Line Item: 2, Reason: INELIGIBLE_ADD_ON",), (2,), ("INELIGIBLE_ADD_ON",)),
        (("line item:2",), (2,), ()),
        (("Line Item: 1", "Line Item: 12"), (1, 12), ()),
        (("RETURNABLE_PURCHASE", "UNPAID_INVOICE"), (), ("RETURNABLE_PURCHASE", "UNPAID_INVOICE")),
        (("T&C_ACCEPTANCE_REQUIRED",), (), ("T&C_ACCEPTANCE_REQUIRED",)),
        (("companyProfile.address.city",), (), ()),
    ],
)
def test_lines_and_reasons_are_read_from_the_details(
    details: tuple[str, ...], lines: tuple[int, ...], reasons: tuple[str, ...]
) -> None:
    refusal = Refusal(400, "2129", "No", details)
    assert refusal.lines == lines
    assert refusal.reasons == reasons


def test_an_operator_gets_the_whole_answer_in_words() -> None:
    assert Refusal(400, "2129", "Not eligible", ("Line Item: 2",)).in_words() == "HTTP 400; code 2129; Not eligible; Line Item: 2"
    assert Refusal(404, "").in_words() == "HTTP 404; code none"
