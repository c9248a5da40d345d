"""What a refusal of Adobe's says: which order lines it names, and the whole of it for an operator."""

from __future__ import annotations

import pytest

from connector.domain.refusals import Refusal


@pytest.mark.parametrize(
    ("details", "lines"),
    [
        ((), ()),
        (("Line Item: 2, Reason: INELIGIBLE_ADD_ON",), (2,)),
        (("line item:2",), (2,)),
        (("Line Item: 1", "Line Item: 12", "Line Item: 1, Reason: INELIGIBLE_SWITCH"), (1, 12)),
        (("UNPAID_INVOICE", "companyProfile.contacts[2].lastName"), ()),
    ],
)
def test_the_order_lines_are_read_from_the_details(details: tuple[str, ...], lines: tuple[int, ...]) -> None:
    assert Refusal(400, "2129", "No", details).lines == lines


def test_an_operator_gets_the_whole_answer_in_words() -> None:
    assert Refusal(400, "2129", "Not eligible", ("Line Item: 2",)).in_words() == "HTTP 400; code 2129; Not eligible; Line Item: 2"
    assert Refusal(404, "").in_words() == "HTTP 404; code none"
