"""Links: the code in one, and the base of the API's address."""

from __future__ import annotations

import pytest

from connector.retail.client import base_of
from connector.retail.links import code_of, host_of, is_allowed, without_links


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://redeem.adobe.com/x?asm=cs&rc=NHYT-6Y3Y&pid=1", "NHYT-6Y3Y"),
        ("https://redeem.adobe.com/x?rc=any%2Bform", "any+form"),
        ("https://redeem.adobe.com/x?src=1", ""),
        ("https://redeem.adobe.com/x", ""),
    ],
)
def test_the_code_is_the_parameter_rc_whatever_its_form(url: str, code: str) -> None:
    assert code_of(url) == code


def test_a_list_of_hosts_is_taken_literally() -> None:
    assert is_allowed("https://REDEEM.adobe.com/x", ["redeem.adobe.com"])
    assert is_allowed("https://redeem-stg.adobe.com/x", ["*.adobe.com"])
    assert not is_allowed("https://redeem.adobe.com/x", ["adobe.com", "other.example"])
    assert is_allowed("https://redeem.adobe.com:443", ["*.adobe.com"])
    assert is_allowed("https://redeem.adobe.com?rc=1", ["*.adobe.com"])


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://evil.com%2f.adobe.com/", ""),
        ("https://evil.com;.adobe.com/", ""),
        ("https://evil.com .adobe.com/", ""),
        ("https://evil.com\t.adobe.com/", "evil.com.adobe.com"),
        ("https://evil.com\\.adobe.com/", ""),
        ("https://evil.com@redeem.adobe.com/", "redeem.adobe.com"),
        ("https://redeem.adobe.com:444/x", "redeem.adobe.com"),
        ("https://redeem.adobe.com:/x", "redeem.adobe.com"),
        ("https://redeem.adobe.com/x\n", "redeem.adobe.com"),
        ("https://redeem.adobe.com/\\x", "redeem.adobe.com"),
        ("https://.adobe.com/", ".adobe.com"),
        ("https://redeem.adobe.com./", "redeem.adobe.com."),
        ("https://redeem.adobe.\u212aom/", "redeem.adobe.kom"),
        ("http://redeem.adobe.com/", "redeem.adobe.com"),
        ("//redeem.adobe.com/", "redeem.adobe.com"),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_what_others_might_read_as_another_host_is_not_allowed(url: str, host: str) -> None:
    assert not is_allowed(url, ["*.adobe.com", "*.adobe.kom"])
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://partners.adobe.io", "https://partners.adobe.io/retail"),
        ("https://partners-stage.adobe.io/", "https://partners-stage.adobe.io/retail"),
        ("https://partners.adobe.io/retail", "https://partners.adobe.io/retail"),
        ("http://127.0.0.1:8080/fake", "http://127.0.0.1:8080/fake"),
    ],
)
def test_an_address_without_a_path_gets_adobes(url: str, base: str) -> None:
    assert base_of(url) == base


@pytest.mark.parametrize(
    ("prose", "told"),
    [
        ("code ABCD-EFGH-IJKL is used", "code *** is used"),
        ("ABCD-EFGH is used", "*** is used"),
        ("nhyt-6y3y-kmaf-ob6b-hde5-j6f4 is used", "*** is used"),
        ("redemption_code: ABCDEFGH12345678", "redemption_code: ***"),
        ("Redemption Code=ABCDEFGH", "Redemption Code=***"),
        ("the code is ABCDEFGH", "the code is ***"),
        ('{"redemptionCode": "A-B"}', '{"redemptionCode": "***'),
        ("ABCDEFGH12345678 is used", "*** is used"),
        ("go to www.adobe.com/go/retail?uuid=1-2 now", "go to *** now"),
        ("go to (REDEEM.ADOBE.COM:443/x)", "go to ***"),
        ("go to redeem.partner.example?x=1", "go to ***"),
        ("go to HTTPS://redeem.adobe.com/x", "go to ***"),
        ("next=https%3A%2F%2Fredeem.adobe.com%2Fx%3Frc%3DABCD", "***"),
        ("with uuid=1-2 or rc: AB12 or rc%3DAB", "with uuid=*** or rc: *** or rc%3D***"),
    ],
)
def test_adobes_prose_loses_whatever_may_be_redeemed(prose: str, told: str) -> None:
    assert without_links(prose) == told


@pytest.mark.parametrize(
    "prose",
    [
        "offer_id 30006514 is not recognized",
        "AS-1234-5678-9012-30006514 was used with another offer_id",
        "AS-1234-5678-9012-30006514-2 ended on 2026-06-01.",
        "redirected to redeem.adobe.com",
    ],
)
def test_what_names_an_offer_or_a_reference_stays(prose: str) -> None:
    assert without_links(prose) == prose


def test_a_code_that_is_known_goes_whatever_its_form() -> None:
    held = ("", "AB", "AB/cd", "https://redeem.partner.example")
    assert without_links("ab/CD, AB. https://redeem.partner.example", held) == "***, ***. ***"
