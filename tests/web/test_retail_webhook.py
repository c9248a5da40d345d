"""The webhook: five ways of proving to be Adobe, answers within the kit's rules, and none at all unless an account has it."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from connect.eaas.core.testing import WebAppTestClient

from connector import bootstrap
from connector.store import Store
from connector.webapp import AdobeWebApplication
from tests.accounts import a_retail_account, a_variable_of, an_account
from tests.captured_log import captured_log
from tests.planted import API_KEY, CLIENT_SECRET, assert_nowhere

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from httpx import Response

ACCOUNT: Final = "production/D1000000000/retail"
REFERENCE: Final = "AS-1234-5678-9012-30006514"
NOTIFY: Final = "/guest/adobe/retail/notify"
TOKEN: Final = "/guest/adobe/retail/token"
EVENT: Final = {
    "partner_subscription_id": REFERENCE,
    "status": "Active",
    "startDate": "2026-07-01T12:00:00Z",
    "endDate": "2027-07-01T12:00:00Z",
    "timestamp": "2026-07-01T12:00:00Z",
}
STATIC: Final = {"auth": "static", "token": CLIENT_SECRET}
# The log hides for ever what it was once told to hide: the secrets of tests must be no words that others write.
USER: Final = "planted-user-91c4"
OTHER: Final = "planted-other-token-07aa"
CLIENT: Final = {"client_id": API_KEY, "client_secret": CLIENT_SECRET}


def basic(name: str, password: str) -> str:
    """Write HTTP Basic."""
    return f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"


class Hook:
    """A web worker of one installation, whose retail account proves Adobe in one way."""

    def __init__(self, client: WebAppTestClient, folder: Path, notify: object = None) -> None:
        self._client = client
        self.url = f"sqlite:///{folder / 'connector.sqlite3'}"
        retail = a_retail_account(product="PRD-000-000-002", notify=notify)
        self.config = {"CONNECTOR_ACCOUNTS": a_variable_of(an_account(), retail), "DATABASE_URL": self.url}
        self.store = Store(self.url)
        self.store.note_claim(ACCOUNT, REFERENCE)

    def post(self, path: str, body: object = None, **headers: str) -> Response:
        """Post a body, as JSON unless it is bytes."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        answer: Response = self._client.post(path, content=content, headers=given, config=self.config)
        return answer

    def notify(self, body: object = None, **headers: str) -> tuple[int, str]:
        """Post a notification; gives status and result."""
        answer = self.post(NOTIFY, EVENT if body is None else body, **headers)
        return answer.status_code, answer.json()["result"]

    def status(self) -> str:
        """Give what the claim's last notification told."""
        state = self.store.claim_state(ACCOUNT, REFERENCE)
        return state.status if state else "unknown"


@pytest.fixture
def client() -> Iterator[WebAppTestClient]:
    """CloudBlue's own client for web applications."""
    with WebAppTestClient(AdobeWebApplication) as client:
        yield client


@pytest.fixture
def hook(client: WebAppTestClient, tmp_path: Path) -> Hook:
    """A webhook with a static token."""
    return Hook(client, tmp_path, STATIC)


def test_without_the_setting_there_is_no_webhook(client: WebAppTestClient, tmp_path: Path) -> None:
    hook = Hook(client, tmp_path)
    assert hook.post(NOTIFY, EVENT).status_code == 404
    assert hook.post(TOKEN, CLIENT).status_code == 404


WAYS: Final[list[tuple[dict[str, Any], dict[str, str], list[dict[str, str]]]]] = [
    (
        STATIC,
        {"authorization": f"Bearer {CLIENT_SECRET}"},
        [{}, {"authorization": "Bearer wrong"}, {"authorization": f"{CLIENT_SECRET}x"}],
    ),
    (STATIC, {"authorization": CLIENT_SECRET}, [{"authorization": ""}]),
    (
        {"auth": "basic", "username": USER, "password": CLIENT_SECRET},
        {"authorization": basic(USER, CLIENT_SECRET)},
        [{}, {"authorization": basic(USER, "x")}, {"authorization": basic("x", CLIENT_SECRET)}],
    ),
    (
        {"auth": "custom_headers", "headers": {"X-Key": API_KEY, "X-Secret": CLIENT_SECRET}},
        {"x_key": API_KEY, "x_secret": CLIENT_SECRET},
        [{}, {"x_key": API_KEY}, {"x_key": API_KEY, "x_secret": "x"}, {"x_key": "x", "x_secret": CLIENT_SECRET}],
    ),
]


@pytest.mark.parametrize(("way", "right", "wrong"), WAYS)
def test_whoever_proves_to_be_adobe_is_heard_and_nobody_else(
    client: WebAppTestClient, tmp_path: Path, way: dict[str, Any], right: dict[str, str], wrong: list[dict[str, str]]
) -> None:
    hook = Hook(client, tmp_path, way)
    for headers in wrong:
        assert hook.notify(**headers) == (401, "unauthorized")
    assert hook.status() == ""
    assert hook.notify(**right) == (200, "applied")
    assert hook.status() == "ACTIVE"


@pytest.mark.parametrize(
    ("way", "header", "scheme"),
    [
        ({"auth": "oauth2_client_credentials", **CLIENT}, "authorization", "Bearer "),
        ({"auth": "custom_token", "header": "X-Retail-Token", **CLIENT}, "x_retail_token", ""),
    ],
)
def test_two_ways_need_a_token_that_the_webhook_gives(
    client: WebAppTestClient, tmp_path: Path, way: dict[str, Any], header: str, scheme: str
) -> None:
    hook = Hook(client, tmp_path, way)
    answer = hook.post(TOKEN, CLIENT)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    given = answer.json()
    assert (given["token_type"], given["expires_in"]) == ("bearer", 3600)
    token = given["access_token"]
    expiry, _, proof = token.partition(".")
    for forged in (
        "",
        "x",
        f"{int(expiry) + 1}.{proof}",
        f"{expiry}.{proof[:-1]}",
        f"1.{proof}",
        f"{expiry}{'9' * 40}.{proof}",
        f"{'9' * 5000}.x",
    ):
        assert hook.notify(**{header: scheme + forged}) == (401, "unauthorized")
    assert hook.notify(**{header: scheme + token}) == (200, "applied")


def test_a_token_of_the_wrong_scheme_proves_nothing(client: WebAppTestClient, tmp_path: Path) -> None:
    hook = Hook(client, tmp_path, {"auth": "oauth2_client_credentials", **CLIENT})
    token = hook.post(TOKEN, CLIENT).json()["access_token"]
    assert hook.notify(authorization=token) == (401, "unauthorized")


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (f"grant_type=client_credentials&client_id={USER}&client_secret={OTHER}".encode(), {}, 200),
        ({"client_id": USER, "client_secret": OTHER}, {}, 200),
        (b"", {"authorization": basic(USER, OTHER)}, 200),
        (b"", {"authorization": "Basic ???"}, 401),
        (b"", {}, 401),
        ([], {}, 401),
        ({"client_id": USER, "client_secret": "x"}, {}, 401),
        ({"client_id": "x", "client_secret": OTHER}, {}, 401),
        ({"client_id": None, "client_secret": None}, {}, 401),
        # What breaks those who read carelessly: half a character, a number of any length, depth without end.
        (b'{"client_id": "\\ud800", "client_secret": "\\ud800"}', {}, 401),
        (b'{"client_id": ' + b"9" * 5000 + b"}", {}, 401),
        (b"[" * 50_000, {}, 401),
        ({"client_id": "a\x00b", "client_secret": "\x00"}, {}, 401),
        (b"x" * 65_537, {}, 413),
    ],
)
def test_a_token_is_asked_for_in_any_of_the_usual_ways(
    client: WebAppTestClient, tmp_path: Path, body: object, headers: dict[str, str], status: int
) -> None:
    way = {"auth": "oauth2_client_credentials", "client_id": USER, "client_secret": OTHER}
    answer = Hook(client, tmp_path, way).post(TOKEN, body, **headers)
    assert answer.status_code == status
    assert ("access_token" in answer.json()) is (status == 200)


def test_a_way_without_tokens_gives_none(hook: Hook) -> None:
    assert hook.post(TOKEN, CLIENT).status_code == 401


PROOF: Final = {"authorization": f"Bearer {CLIENT_SECRET}"}


@pytest.mark.parametrize(
    "body",
    [
        b"no JSON",
        [],
        {**EVENT, "timestamp": "soon"},
        *[{name: value for name, value in EVENT.items() if name != missing} for missing in ("status", "timestamp")],
        {"status": "Active", "timestamp": "2026-07-01T12:00:00Z"},
        {**EVENT, "partner_subscription_id": ""},
        {**EVENT, "partner_subscription_id": " "},
        {**EVENT, "status": ""},
        {**EVENT, "status": " "},
        {**EVENT, "partner_subscription_id": "AS-1\x00"},
        {**EVENT, "partner_subscription_id": "AS-1\n"},
        {**EVENT, "timestamp": "0001-01-01T00:00:00+14:00"},
        {**EVENT, "endDate": "9999-12-31T23:59:59-14:00"},
        b'{"partner_subscription_id": "\\ud800", "status": "Active", "timestamp": "2026-07-01T12:00:00Z"}',
    ],
)
def test_what_cannot_be_read_is_refused_after_the_proof(hook: Hook, body: object) -> None:
    assert hook.notify(body)[0] == 401
    assert hook.notify(body, **PROOF) == (400, "unreadable")
    assert hook.status() == ""


@pytest.mark.parametrize(
    ("change", "result"),
    [
        ({"partner_subscription_id": "AS-of-somebody-else"}, "unknown"),
        ({"status": "Paused"}, "unknown status"),
        ({"startDate": None, "endDate": None}, "applied"),
    ],
)
def test_what_can_never_be_of_use_is_taken_all_the_same(hook: Hook, change: dict[str, object], result: str) -> None:
    # Putting the process together sets up its log: that comes first, or the captured one would be replaced.
    bootstrap.means_for(hook.config)
    with captured_log() as log:
        assert hook.notify({**EVENT, **change}, **PROOF) == (200, result)
    assert ('"level": "warning"' in log.getvalue()) is (result != "applied")


def test_a_body_of_any_size_is_not_read_to_its_end(hook: Hook) -> None:
    large = json.dumps({**EVENT, "more": "x" * 65_536}).encode()
    assert hook.notify(large) == (413, "too large")
    assert hook.notify(large, **PROOF) == (413, "too large")
    assert hook.notify({**EVENT, "more": "x" * 60_000}, **PROOF) == (200, "applied")


def test_what_comes_twice_or_late_does_no_harm(hook: Hook) -> None:
    ended = {**EVENT, "status": "Cancelled", "timestamp": "2026-08-01T12:00:00Z"}
    assert hook.notify(ended, **PROOF) == (200, "applied")
    assert hook.notify(ended, **PROOF) == (200, "repeated")
    assert hook.notify(EVENT, **PROOF) == (200, "late")
    assert hook.status() == "CANCELLED"


def test_of_several_accounts_the_one_that_is_proven_is_meant(client: WebAppTestClient, tmp_path: Path) -> None:
    hook = Hook(client, tmp_path, STATIC)
    first = a_retail_account(product="PRD-000-000-003", distributor_id="D2000000000", notify={"auth": "static", "token": OTHER})
    second = a_retail_account(product="PRD-000-000-002", notify=STATIC)
    hook.config["CONNECTOR_ACCOUNTS"] = a_variable_of(first, second)
    assert hook.notify(authorization=f"Bearer {OTHER}") == (200, "unknown")
    assert hook.notify(**PROOF) == (200, "applied")


@pytest.mark.parametrize("path", [NOTIFY, TOKEN])
def test_a_failure_of_ours_asks_adobe_to_try_again(client: WebAppTestClient, tmp_path: Path, path: str) -> None:
    hook = Hook(client, tmp_path, STATIC)
    # Port 1 of this machine: nobody listens there.
    hook.config["DATABASE_URL"] = "postgresql+psycopg://nobody:planted-password-5e2@127.0.0.1:1/connector?connect_timeout=2"
    assert hook.post(path, EVENT, **PROOF).status_code == 503
    hook.config["CONNECTOR_ACCOUNTS"] = "{"
    assert hook.post(path, EVENT, **PROOF).status_code == 503


def test_secrets_of_the_webhook_are_in_no_log(hook: Hook) -> None:
    means = bootstrap.means_for(hook.config)
    with captured_log() as log:
        hook.notify(**PROOF)
        hook.notify(authorization="Bearer wrong")
        hook.notify({**EVENT, "status": CLIENT_SECRET}, **PROOF)
    assert_nowhere(log.getvalue(), [CLIENT_SECRET])
    assert "taken in: applied" in log.getvalue()
    assert CLIENT_SECRET in {secret.reveal() for secret in means.settings.secrets}
