"""Nothing secret is written: wherever it was put, and however it was spelled."""

from __future__ import annotations

import base64
import json
import logging
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.log import bound, redact, register_secret
from connector.settings import Secret, Settings, SettingsError, parse_settings
from tests import planted
from tests.accounts import a_variable_of, an_account
from tests.captured_log import captured_log

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

LOG = logging.getLogger("connector.adobe.example")
CONNECTOR = logging.getLogger("connector")

VARIABLES = {
    "CONNECTOR_ACCOUNTS": a_variable_of(an_account(api_key=planted.API_KEY, adobe_client_secret=planted.CLIENT_SECRET)),
    "DATABASE_URL": f"postgresql+psycopg://u:{planted.DATABASE_PASSWORD}@db.example/connector",
    "ENCRYPTION_KEY": planted.ENCRYPTION_KEY,
}


@pytest.fixture(params=["json", "console"])
def out(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Log everything from DEBUG on into a stream, with all secrets of the settings registered."""
    for secret in parse_settings(VARIABLES).secrets:
        register_secret(secret)
    with captured_log(request.param, logging.DEBUG) as stream:
        yield stream


def a_chain_with(secret: str) -> None:
    """Raise exceptions with a cause, with a context, with a note and in a group, the secret in each."""
    nothing: dict[str, str] = {}
    try:
        try:
            nothing[secret]
        except KeyError:
            raise RuntimeError(f"while using {secret}")  # noqa: B904 - a context without a cause is meant.
    except RuntimeError as error:
        error.add_note(f"noted {secret}")
        raise ExceptionGroup(secret, [ValueError({"x": secret}), error]) from error


def assert_something_but_nothing_planted(out: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    captured = capsys.readouterr()
    assert "***" in out.getvalue()
    planted.assert_nowhere(out.getvalue() + captured.out + captured.err, planted.PLANTED)


@pytest.mark.parametrize("secret", planted.PLANTED)
class TestAPlantedSecretIsNotWritten:
    def test_when_it_is_in_the_message(self, secret: str, out: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
        LOG.info(f"using {secret} now")  # noqa: G004 - the secret must be in the message itself.
        assert_something_but_nothing_planted(out, capsys)

    def test_when_it_is_an_argument(self, secret: str, out: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
        LOG.info("using %s and %r and %s", secret, secret, {"deep": [secret]})
        assert_something_but_nothing_planted(out, capsys)

    def test_when_it_is_an_argument_that_does_not_fit(self, secret: str, capsys: pytest.CaptureFixture[str]) -> None:
        register_secret(Secret(secret))
        arguments: tuple[object, ...] = (secret,)
        for log_format in ("json", "console"):
            with captured_log(log_format) as out:
                LOG.info(f"using {secret}: %d", *arguments)  # noqa: G004 - the secret must be in the message itself.
            assert_something_but_nothing_planted(out, capsys)

    def test_when_it_is_in_extra(self, secret: str, out: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
        LOG.info("using", extra={"a": secret, "b": {"c": [secret, (f"x{secret}x",)]}, "d": {secret: 1}, "e": secret.encode()})
        assert_something_but_nothing_planted(out, capsys)

    def test_when_it_is_bound(self, secret: str, out: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
        with bound(path=f"/v3/customers?x={secret}"):
            LOG.debug("called")
        assert_something_but_nothing_planted(out, capsys)

    def test_when_it_is_anywhere_in_a_chain_of_exceptions(
        self, secret: str, out: io.StringIO, capsys: pytest.CaptureFixture[str]
    ) -> None:
        try:
            a_chain_with(secret)
        except ExceptionGroup:
            LOG.exception("failed", stack_info=True)
        assert_something_but_nothing_planted(out, capsys)

    def test_when_it_is_sent_in_a_form_or_in_json(
        self, secret: str, out: io.StringIO, capsys: pytest.CaptureFixture[str]
    ) -> None:
        form = urlencode({"grant": secret})
        body = json.dumps({"grant": secret})
        LOG.info("sending %s, %s and %s", form, body, json.dumps({"body": body}))
        assert_something_but_nothing_planted(out, capsys)


def settings_that_are_thrown(settings: Settings) -> None:
    raise RuntimeError(settings, VARIABLES)


def test_an_exception_of_ours_that_holds_the_settings_shows_nothing(out: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    settings = parse_settings(VARIABLES)
    try:
        settings_that_are_thrown(settings)
    except RuntimeError:
        LOG.exception("failed with %s", settings, extra={"settings": settings, "variables": VARIABLES})
    assert_something_but_nothing_planted(out, capsys)


def test_a_settings_error_shows_nothing(out: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        parse_settings({name: f"{value}x" for name, value in VARIABLES.items()})
    except SettingsError:
        LOG.exception("refused by %s", planted.API_KEY)
    assert_something_but_nothing_planted(out, capsys)


def test_the_record_keeps_no_text_of_the_exception_for_other_handlers() -> None:
    kept: list[logging.LogRecord] = []

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            kept.append(record)

    with captured_log() as out:
        CONNECTOR.addHandler(Keeping())
        try:
            a_chain_with(planted.API_KEY)
        except ExceptionGroup:
            LOG.exception("failed")
    assert out.getvalue()
    assert kept[0].exc_text is None


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        # Credentials that nobody registered, in the forms in which they travel.
        ("sent Authorization: Bearer eyJ.abc-1 to Adobe", "sent Authorization: *** to Adobe"),
        ("bearer abc.def_1~2+3/4==, next", "bearer ***, next"),
        ("Authorization: ApiKey SU-000-000-000:abc", "Authorization: ***"),
        ("Authorization: Digest abc, status=401", "Authorization: ***, status=401"),
        ('{"client_secret": "a\\"bc", "x": "y"}', '{"client_secret": "***", "x": "y"}'),
        ("{'x-api-key': b'abc', 'ok': 1}", "{'x-api-key': b'***', 'ok': 1}"),
        ("[(b'authorization', b'Bearer abc')]", "[(b'authorization', b'***')]"),
        (r'"{\"access_token\": \"abc\", \"a\": 1}"', r'"{\"access_token\": \"***\", \"a\": 1}"'),
        ('{"token": "abc", "expires_in": 3600}', '{"token": "***", "expires_in": 3600}'),
        ("client_id=1&client_secret=abc%2F&grant_type=x", "client_id=1&client_secret=***&grant_type=x"),
        ("new_password=abc def", "new_password=*** def"),
        ("password = 'two words', next", "password = '***', next"),
        ('"client_secret": 12345, "b": 2', '"client_secret": ***, "b": 2'),
        ("at postgresql+psycopg://user:pa:ss@db:5432/x", "at postgresql+psycopg://***@db:5432/x"),
        # Addresses of people.
        ("asked john.o'brien+x@mail.example, again", "asked ***, again"),
        ("Mail <jürgen@bücher.example>", "Mail <***>"),
        ("/v3/customers?email=john%2Ba%40mail.example&limit=1", "/v3/customers?email=***&limit=1"),
        ("a@b.example;c@d.example", "***;***"),
        # What must stay readable.
        ("the token: expired", "the token: expired"),
        ("the secret is kept", "the secret is kept"),
        ("GET /v3/customers/1007200145/orders 200", "GET /v3/customers/1007200145/orders 200"),
        ("https://partners.adobe.io/v3/orders", "https://partners.adobe.io/v3/orders"),
        ("3 @ 5.00 USD", "3 @ 5.00 USD"),
    ],
)
def test_credentials_and_addresses_are_recognised_by_their_form(text: str, clean: str) -> None:
    assert redact(text) == clean


@pytest.mark.parametrize(
    "name",
    ["api_key", "X-Api-Key", "adobe_client_secret", "clientSecret", "Authorization", "access_token", "new_password", "token"],
)
def test_a_field_whose_name_promises_a_secret_loses_its_value(name: str, out: io.StringIO) -> None:
    LOG.info("sent", extra={"headers": {name: "something-unregistered", "accept": "application/json"}, name: 12345678})
    assert "something-unregistered" not in out.getvalue()
    assert "12345678" not in out.getvalue()
    assert "application/json" in out.getvalue()


def test_a_secret_that_begins_like_another_leaves_no_end_behind() -> None:
    register_secret(Secret("yew-berry"))
    register_secret(Secret("yew-berry-and-seed"))
    assert redact("yew-berry-and-seed, yew-berry") == "***, ***"


def test_a_very_short_secret_is_removed_as_a_word_and_leaves_other_words_alone() -> None:
    register_secret(Secret("yew7"))
    register_secret(Secret(""))
    assert redact("the yew7, 'yew7' and yew75 or foyew7") == "the ***, '***' and yew75 or foyew7"


def test_a_basic_credential_is_removed_although_it_is_encoded() -> None:
    encoded = base64.b64encode(f"user:{planted.API_KEY}".encode()).decode()
    assert redact(f"Basic {encoded}") == "Basic ***"


def test_a_value_that_cannot_be_printed_stops_nobody(out: io.StringIO) -> None:
    class Unprintable:
        def __str__(self) -> str:
            raise ValueError(planted.API_KEY)

    LOG.info("odd", extra={"thing": Unprintable()})
    assert "<a Unprintable that raised ValueError>" in json.dumps(out.getvalue())
    planted.assert_nowhere(out.getvalue(), planted.PLANTED)


@pytest.mark.parametrize(
    "text", ["a", "a-", "://", '"', "'a_", "%41", "%40", "@", "bearer ", "\\", "\t", "authorization: ", "api_key ", "a@b."]
)
def test_a_long_and_malicious_text_does_not_hold_up_the_work(text: str) -> None:
    started = time.process_time()
    redact(text * (100_000 // len(text)))
    # A quadratic search would take minutes; the linear one takes a tenth of a second.
    assert time.process_time() - started < 5


@given(before=st.text(max_size=20), after=st.text(max_size=20), secret=st.sampled_from(planted.PLANTED))
def test_no_text_around_a_secret_protects_it(before: str, after: str, secret: str) -> None:
    for known in planted.PLANTED:
        register_secret(Secret(known))
    planted.assert_nowhere(redact(before + secret + after), planted.PLANTED)
    planted.assert_nowhere(redact(json.dumps({"x": before + secret + after})), planted.PLANTED)
    planted.assert_nowhere(redact(repr([before + secret + after])), planted.PLANTED)
