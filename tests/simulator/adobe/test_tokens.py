from __future__ import annotations

from datetime import timedelta

import pytest

from connector.simulator.adobe import SimulatorSettings
from connector.simulator.adobe.judge import validator
from tests.simulator.adobe.driver import SECRET, Partner, refusal


def test_a_token_is_given_for_a_day_less_a_second() -> None:
    body = Partner().fetch_token().json()
    assert validator("token").is_valid(body)
    assert (body["token_type"], body["expires_in"]) == ("bearer", 86399)


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "nobody"}, 400, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": ""}, 400, "invalid_request"),
    ],
)
def test_the_identity_service_refuses_in_its_own_shape(changes: dict[str, str], status: int, error: str) -> None:
    response = Partner().fetch_token(**changes)
    assert response.status_code == status
    assert validator("token-error").is_valid(response.json())
    assert response.json()["error"] == error


def test_only_a_post_gets_a_token() -> None:
    partner = Partner()
    assert partner.http.get("/ims/token/v3").status_code == 405


def test_a_token_is_refused_once_it_has_expired() -> None:
    partner = Partner(SimulatorSettings(token_lifetime=timedelta(minutes=5)))
    assert partner.get("/v3/resellers").status_code == 200
    partner.control.advance(timedelta(minutes=5))
    assert refusal(partner.get("/v3/resellers")) == (401, "4116", [])


def test_revoked_tokens_are_refused_until_a_new_one_is_fetched() -> None:
    partner = Partner()
    partner.control.revoke_tokens()
    assert refusal(partner.get("/v3/resellers"))[1] == "4116"
    partner.token = partner.fetch_token().json()["access_token"]
    assert partner.get("/v3/resellers").status_code == 200


def test_a_rotated_secret_gives_no_more_tokens_and_takes_none_back() -> None:
    partner = Partner()
    partner.control.rotate_secret(partner.key, "another-secret")
    assert partner.get("/v3/resellers").status_code == 200
    assert partner.fetch_token().status_code == 401
    assert partner.fetch_token(client_secret="another-secret").status_code == 200


def test_the_record_and_the_world_show_neither_secrets_nor_tokens() -> None:
    partner = Partner()
    partner.get("/v3/resellers")
    shown = repr(partner.control.calls()) + partner.http.get("/control/calls").text + partner.http.get("/control").text
    assert SECRET not in shown
    assert partner.token not in shown
