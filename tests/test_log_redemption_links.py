"""Redemption links and their codes are taken out of every line, however they got there."""

from __future__ import annotations

import pytest

from connector.log import redact, register_link_host

CODE = "NHYT-6Y3Y-KMAF-OB6B-HDE5-J6F4"


@pytest.mark.parametrize(
    "text",
    [
        f"https://redeem.adobe.com/express-premium?asm=cs&rc={CODE}&pid=x",
        f"{{'experience_url': 'https://redeem-stg.adobe.com/x?rc={CODE}'}}",
        f"next=https%3A%2F%2Fredeem.adobe.com%2Fx%3Frc%3D{CODE}%26pid%3D1",
        f"/express-premium?rc={CODE}",
        f"the query was RC={CODE}.",
    ],
)
def test_a_code_never_stays(text: str) -> None:
    assert CODE not in redact(text)


@pytest.mark.parametrize("host", ["www.adobe.com", "www.stage.adobe.com"])
def test_a_short_link_never_stays(host: str) -> None:
    assert redact(f"open https://{host}/go/retail?uuid=1234 now") == "open *** now"


@pytest.mark.parametrize(
    "text",
    [
        "open https://redeem.log-test.example/x?voucher=1234 now",
        "open HTTPS://Redeem.Log-Test.example:443/x now",
        "open https%3A%2F%2Fredeem.log-test.example%2Fx%3Fvoucher%3D1234 now",
        "open https://gifts.de.below-log-test.example now",
    ],
)
def test_a_link_to_a_registered_host_never_stays(text: str) -> None:
    register_link_host("redeem.log-test.example")
    register_link_host("*.below-log-test.example")
    assert redact(text) == "open *** now"


@pytest.mark.parametrize("host", ["other.log-test.example", "redeem.log-test.examples", "below-log-test.example"])
def test_a_link_to_another_host_stays(host: str) -> None:
    register_link_host("redeem.log-test.example")
    register_link_host("*.below-log-test.example")
    assert redact(f"see https://{host}/x") == f"see https://{host}/x"


@pytest.mark.parametrize("text", ["https://partners.adobe.io/retail/v1/workflows", "src=abc", "https://www.adobe.com/products"])
def test_what_gives_nothing_away_stays(text: str) -> None:
    assert redact(text) == text
