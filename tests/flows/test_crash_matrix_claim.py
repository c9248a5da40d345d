"""A claim whose worker dies at every I/O boundary, before and after its effect: one reference, one link, whatever dies."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.abandonment import WatchedAdapter, WatchedTransport
from tests.flows.test_claim_silence import assert_one_claim
from tests.matrix import Death, approvals, boundaries_of, deaths
from tests.retail_world import RetailWorld

if TYPE_CHECKING:
    from pathlib import Path

    from tests.matrix import Staged

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that every world can start with a copy of: migrating takes as long as a delivery."""
    world = RetailWorld(tmp_path_factory.mktemp("store"))
    world.means.store.ready()
    world.means.store.close()
    return world.database


def an_order(folder: Path, store: Path) -> Staged:
    """Stage one order in a world whose exchanges are counted."""
    shutil.copy(store, folder / store.name)
    world = RetailWorld(folder)
    world.transport = WatchedTransport(world.transport)
    world.adapter = WatchedAdapter(world.adapter)
    world.means.store.close()
    world.means = world.new_means()
    world.means.store.ready()
    return world, world.order()


def test_the_boundaries_of_a_claim_are_all_counted(tmp_path: Path, store: Path) -> None:
    names = boundaries_of(lambda folder: an_order(folder, store), tmp_path / "world")
    assert [name.split("?")[0] for name in names if name != "database"] == [
        "platform PUT /public/v1/requests/PR-0000-0000-0001-001",
        "adobe POST /ims/token/v3",
        "adobe POST /retail/v1/workflows",
        "platform PUT /public/v1/requests/PR-0000-0000-0001-001",
        "platform GET /public/v1/products/PRD-000-000-002/templates",
        "platform POST /public/v1/requests/PR-0000-0000-0001-001/approve",
    ]
    assert names.count("database") >= 10


@pytest.mark.parametrize("death", Death)
def test_a_claim_that_dies_at_any_boundary_ends_with_one_reference_and_one_link(
    tmp_path: Path, store: Path, death: Death
) -> None:
    count = 0
    for world, request in deaths(lambda folder: an_order(folder, store), tmp_path, death):
        assert isinstance(world, RetailWorld)
        assert_one_claim(world, request)
        assert approvals(world, request) == 1
        count += 1
    assert count >= 5
