"""Lists of requests and assets are the same ones whether records are left out before they are put into words or after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector.simulator.connect.narrowing import narrowed

if TYPE_CHECKING:
    from connect.client import ConnectClient

    from connector.simulator.connect.adobe_product import AdobeProduct
    from connector.simulator.connect.simulator import ConnectSimulator

NUMBERS = [{"id": str(number), "even": str(number % 2 == 0)} for number in range(1, 7)]
KEYS = {"id": lambda one: one["id"], "even": lambda one: one["even"]}


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", "123456"),
        ("id=3", "3"),
        ("eq(id,3)", "3"),
        ("in(id,(1,3,9))", "13"),
        ("in(id,())", ""),
        ("and(in(id,(1,2,4)),eq(even,True))", "24"),
        ("and(eq(even,True),and(eq(id,2),eq(colour,red)))", "2"),
        # Whatever does not ask for one of some values narrows nothing: the filters themselves decide.
        ("or(eq(id,1),eq(id,2))", "123456"),
        ("not(eq(id,1))", "123456"),
        ("ne(id,1)", "123456"),
        ("gt(id,3)", "123456"),
        ("out(id,(1,2))", "123456"),
        ("eq(id,null())", "123456"),
        ("eq(colour,red)", "123456"),
        ("ordering(-id)&limit=2", "123456"),
    ],
)
def test_only_what_a_filter_surely_leaves_out_is_left_out(query: str, left: str) -> None:
    assert "".join(one["id"] for one in narrowed(NUMBERS, query, KEYS)) == left


def test_the_paths_that_are_read_from_records_show_what_the_documents_show(
    simulator: ConnectSimulator, adobe: AdobeProduct, client: ConnectClient
) -> None:
    tiers = {"customer": adobe.customer, "tier1": adobe.reseller}
    kinds = ("test", "production")
    bought = [simulator.trade.purchase({"65304470CA": 1}, {}, tiers, connection_type=kind) for kind in kinds]
    requests, assets = client.requests, client.ns("subscriptions").collection("assets")
    for request_id in bought:
        shown = requests[request_id].get()
        asset = shown["asset"]
        by_asset = {
            "id": asset["id"],
            "status": asset["status"],
            "product.id": asset["product"]["id"],
            "connection.type": asset["connection"]["type"],
            "tiers.customer.id": asset["tiers"]["customer"]["id"],
            "tiers.tier1.id": asset["tiers"]["tier1"]["id"],
        }
        by_request = {"id": request_id, "type": "purchase", "status": shown["status"]}
        by_request |= {f"asset.{path}": value for path, value in by_asset.items()}
        for path, value in by_asset.items():
            assert asset["id"] in {one["id"] for one in assets.filter(f"eq({path},{value})")}
        for path, value in by_request.items():
            assert request_id in {one["id"] for one in requests.filter(f"eq({path},{value})")}
            assert [one["id"] for one in requests.filter(f"and(eq({path},{value}),eq(id,{request_id}))")] == [request_id]
        assert list(assets.filter(f"and(eq(id,{asset['id']}),ne(tiers.customer.id,{by_asset['tiers.customer.id']}))")) == []
