"""`simulate`: one platform alone, in a process of its own, for whoever wants to test against it."""

from __future__ import annotations

import json
import signal
import socket
import ssl
from http.client import HTTPConnection, HTTPSConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pytest

from connector.simulator.adobe.catalogue import LICENSE, Catalogue
from connector.simulator.connect.adobe_product import ITEMS
from tests.commands.desk import Desk
from tests.commands.programs import lines_until, started

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path


def told(process: subprocess.Popen[str]) -> dict[str, str]:
    """Read what it prints at its start: titles to texts."""
    lines = lines_until(process.stdout, "Ctrl-C ends it.")[:-1]
    return {title.strip(): text.strip() for title, text in (line.split("  ", 1) for line in lines)}


def ask(method: str, url: str, body: str = "", **headers: str) -> tuple[int, Any]:
    """Make one HTTP call; gives status and JSON."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=30)
    try:
        connection.request(method, parts.path, body, {name.replace("_", "-"): text for name, text in headers.items()})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


@pytest.mark.parametrize("farewell", [signal.SIGINT, signal.SIGTERM])
def test_the_simulated_adobe_answers_on_its_port_until_it_is_told_to_stop(tmp_path: Path, farewell: signal.Signals) -> None:
    with started(tmp_path, "simulate", "adobe") as process:
        facts = told(process)
        form = {
            "grant_type": "client_credentials",
            "client_id": facts["client id (X-Api-Key)"],
            "client_secret": facts["client secret"],
            "scope": "openid,AdobeID,read_organizations",
        }
        method, _, url = facts["token"].partition(" ")
        status, token = ask(method, url, urlencode(form), Content_Type="application/x-www-form-urlencoded")
        assert (status, token["token_type"]) == (200, "bearer")
        status, world = ask("GET", facts["control, without credentials"].removeprefix("GET "))
        assert (status, [one["resellerId"] for one in world["resellers"]]) == (200, [facts["reseller"]])
        process.send_signal(farewell)
        _, errors = process.communicate(timeout=30)
        assert (process.returncode, errors) == (0, "")


def test_the_simulated_platform_answers_on_the_port_that_was_asked_for(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with started(tmp_path, "simulate", "connect", "--port", str(port), "--host", "localhost") as process:
        facts = told(process)
        assert facts["CloudBlue Connect (simulated)"] == f"http://127.0.0.1:{port}/public/v1"
        url = f"{facts['CloudBlue Connect (simulated)']}/products/{facts['product']}"
        status, product = ask("GET", url, Authorization="ApiKey SU-000-000-001:simulated")
        assert (status, product["id"]) == (200, facts["product"])
        status, _ = ask("GET", url)
        assert status == 401


def test_with_tls_the_simulated_platform_speaks_https_under_an_authority_of_its_own(tmp_path: Path) -> None:
    with started(tmp_path, "simulate", "connect", "--tls", str(tmp_path)) as process:
        facts = told(process)
        url = urlsplit(facts["CloudBlue Connect (simulated)"])
        trusting = ssl.create_default_context(cafile=tmp_path / "authority.pem")
        connection = HTTPSConnection(url.netloc, timeout=30, context=trusting)
        connection.request("GET", f"{url.path}/products", headers={"Authorization": "ApiKey SU-000-000-001:simulated"})
        products = json.loads(connection.getresponse().read())
        connection.close()
    assert (url.scheme, [one["id"] for one in products]) == ("https", [facts["product"]])


def test_the_two_simulated_platforms_fit_together(tmp_path: Path) -> None:
    with started(tmp_path, "simulate", "adobe") as adobe, started(tmp_path, "simulate", "connect") as connect:
        at_adobe, on_the_platform = told(adobe), told(connect)
    assert on_the_platform["its Adobe reseller"] == at_adobe["reseller"] == "PR14000001"


def test_the_marketplace_sells_what_adobe_has_under_the_same_names() -> None:
    catalogue = Catalogue.built_in()
    sold = {mpn: catalogue.get(f"{mpn}01A12").product for mpn in ITEMS}
    assert {mpn: product.name for mpn, product in sold.items()} == dict(ITEMS)
    assert {product.kind for product in sold.values()} == {LICENSE}


def test_a_port_that_is_taken_is_a_problem() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        desk = Desk({})
        assert desk.type("simulate", "adobe", "--port", port) == 1
    assert desk.lines == [f"Port {port} of 127.0.0.1 cannot be used: Address already in use."]


def test_the_simulated_retail_programme_claims_and_can_be_steered(tmp_path: Path) -> None:
    with started(tmp_path, "simulate", "retail") as process:
        facts = told(process)
        form = {
            "grant_type": "client_credentials",
            "client_id": facts["client id (X-API-Key)"],
            "client_secret": facts["client secret"],
            "scope": "any",
        }
        method, _, url = facts["token"].partition(" ")
        status, token = ask(method, url, urlencode(form), Content_Type="application/x-www-form-urlencoded")
        assert status == 200
        offer = facts["offers"].split(", ")[0]
        pairs = [{"key": "partner_reference_id", "value": "R-1"}, {"key": "offer_id", "value": offer}]
        body = json.dumps({"workflow_type": "CLAIM_PRODUCT", "workflow_attributes": pairs})
        headers = {"Authorization": f"Bearer {token['access_token']}", "X_API_Key": facts["client id (X-API-Key)"]}
        base = facts["Adobe Partner Connection Retail (simulated)"]
        assert ask("POST", f"{base}/v1/workflows", body, **headers)[0] == 200
        status, claims = ask("GET", facts["control, without credentials"].removeprefix("GET "))
        assert (status, [claim["partner_reference_id"] for claim in claims]) == (200, ["R-1"])
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
        assert (process.returncode, errors) == (0, "")
