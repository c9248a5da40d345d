"""Where broken objects are delivered: small worlds, one for each kind of object, each kept for thousands of inputs.

Events, rules, clients and both simulators are real. The store is of memory: a database's commits are not what is tested here.
"""

from __future__ import annotations

import logging
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, cast

from tests.fuzzing.mutations import Breakable
from tests.histories.remembering import MemoryStore
from tests.world import METHODS, PHOTOSHOP, SIGN, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from connector.store import Store

# Nothing reads these parameters: without them the platform's answers are smaller, and more mutations hit what counts.
_UNREAD: Final = (
    "transfer_id", "account_creation_date", "commitment_status", "commitment_start_date", "commitment_end_date",
    "recommitment_status", "recommitment_start_date", "recommitment_end_date", "global_sales", "adobe_partner_reference_id",
    "cb_flex_discounts_applied", "cb_price_level_hint_final_object", "adobe_redemption_url", "adobe_redemption_code",
    "seamless_move", "transaction_items", "three_years_recommitment_minimum_licenses",
    "three_years_recommitment_minimum_consumables",
)  # fmt: skip


@dataclass(frozen=True)
class Stage:
    """One kind of object in its own world: the object, its id, and the event that brings it.

    `counts` is what the log told so far.
    """

    world: World
    event: str
    request: str
    whole: Breakable
    counts: Counter[str] = field(default_factory=Counter)

    def deliver(self, document: dict[str, Any]) -> Any:  # noqa: ANN401 - a response of CloudBlue's, which carries no types.
        """Deliver an object as the runner does, and give what its handler returns."""
        return getattr(self.world.application(), METHODS[self.event])(document)

    def reopen(self) -> None:
        """Let nobody have answered the object on the platform."""
        platform = self.world.connect.world
        for records in (platform.requests, platform.config_requests, platform.account_requests):
            if self.request in records:
                records[self.request].status = self.whole.document["status"]

    @property
    def is_interactive(self) -> bool:
        """Whether somebody waits for the answer."""
        return self.event.endswith("_validation")


class _Counting(logging.Handler):
    """Counts what the log tells of: verdicts with their problems, judged drafts, and failures that nobody foresaw."""

    def __init__(self, counts: Counter[str]) -> None:
        super().__init__()
        self._counts = counts

    def emit(self, record: logging.LogRecord) -> None:
        told: dict[str, Any] = vars(record)
        match told.get("event"):
            case "verdict":
                self._counts.update([told["verdict"], *told.get("problems", ())])
            case "draft":
                self._counts["judged"] += 1
            case "failure":
                self._counts["failure"] += 1
                self._counts[f"failure: {told['error'][0]} in {told['where'][-1]}"] += 1
            case _:
                pass


@contextmanager
def staged(folder: Path, kind: str) -> Iterator[Stage]:
    """Build the world of a kind of object, with nothing but its own counting on the connector's log."""
    logger = logging.getLogger("connector")
    before = (list(logger.handlers), logger.level, logger.propagate)
    world = World(folder, variables={"SUSPEND_POLICY": "acknowledge"}, without=_UNREAD)
    world.means = replace(world.means, store=cast("Store", MemoryStore(world.now)))
    world.adobe.control.change(judge_schemas=False)
    event, request = KINDS[kind][0](world)
    document = world.connect.control.document(request)
    if event.endswith("_validation"):
        document["status"] = "draft"
    stage = Stage(world, event, request, Breakable.of(document))
    try:
        logger.handlers[:], logger.propagate = [_Counting(stage.counts)], False
        logger.setLevel(logging.INFO)
        stage.deliver(stage.whole.document)
        # What this first delivery began is not fresh any more: deliveries look at it once, not several times in a row.
        world.advance(minutes=5)
        stage.counts.clear()
        yield stage
    finally:
        logger.handlers[:], logger.propagate = before[0], before[2]
        logger.setLevel(before[1])


def _asset(world: World) -> str:
    """Buy something; from then on no order completes by itself, so that requests stay pending."""
    request = world.buy({PHOTOSHOP: 10})
    assert world.settle(request) == "approved"
    world.advance(hours=1)
    world.adobe.control.change(order_reads=None)
    return world.connect.control.asset_of(request)


def _purchase(world: World) -> tuple[str, str]:
    _asset(world)
    return "asset_purchase_request_processing", world.buy({SIGN: 5}, customer_region="California")


def _change(world: World) -> tuple[str, str]:
    request = world.connect.trade.change(_asset(world), {PHOTOSHOP: 12}, {"cb_autorenewal": "inactive_auto_renewal_status"})
    return "asset_change_request_processing", request


def _reduction(world: World) -> tuple[str, str]:
    flag = {"is_cancellation_order": "is-cancellation-request"}
    return "asset_change_request_processing", world.connect.trade.change(_asset(world), {PHOTOSHOP: 8}, flag)


def _cancel(world: World) -> tuple[str, str]:
    return "asset_cancel_request_processing", world.connect.trade.cancel(_asset(world))


def _suspend(world: World) -> tuple[str, str]:
    return "asset_suspend_request_processing", world.connect.trade.suspend(_asset(world))


def _resume(world: World) -> tuple[str, str]:
    asset = _asset(world)
    assert world.settle(world.connect.trade.suspend(asset)) == "approved"
    return "asset_resume_request_processing", world.connect.trade.resume(asset)


def _adjustment(world: World) -> tuple[str, str]:
    asked = {"cb_autorenewal": "inactive_auto_renewal_status"}
    return "asset_adjustment_request_processing", world.connect.trade.adjust(_asset(world), asked)


def _drafted_purchase(world: World) -> tuple[str, str]:
    _asset(world)
    params = {"action_type": "purchase", "customer_region": "California", "customer_phone_number": "408 555 0100"}
    return "asset_purchase_request_validation", world.connect.trade.purchase({SIGN: 5}, params, draft=True)


def _drafted_change(world: World) -> tuple[str, str]:
    draft = world.connect.trade.change(_asset(world), {PHOTOSHOP: 12}, {"cancel_order_id": "P1"}, draft=True)
    return "asset_change_request_validation", draft


def _reseller(world: World) -> str:
    account = world.connect.trade.add_account("New Reseller Ltd", type="reseller")
    return world.connect.trade.set_up_tier(account, {"reseller_region": "California"})


def _tier_setup(world: World) -> tuple[str, str]:
    return "tier_config_setup_request_processing", _reseller(world)


def _tier_change(world: World) -> tuple[str, str]:
    request = world.connect.trade.ask_tier(world.product.tier_configuration, {"reseller_city": "Fresno"})
    return "tier_config_change_request_processing", request


def _tier_adjustment(world: World) -> tuple[str, str]:
    request = world.connect.trade.ask_tier(world.product.tier_configuration, kind="adjustment")
    return "tier_config_adjustment_request_processing", request


def _drafted_tier(world: World) -> tuple[str, str]:
    return "tier_config_setup_request_validation", _reseller(world)


def _account(world: World) -> tuple[str, str]:
    product = world.product.product
    (request,) = world.connect.trade.update_account(world.product.customer, name="Renamed Customer Inc", tell=[product])
    return "tier_account_update_request_processing", request


KINDS: Final[dict[str, tuple[Callable[[World], tuple[str, str]], int]]] = {
    "purchase": (_purchase, 1_200),
    "change": (_change, 1_000),
    "reduction": (_reduction, 800),
    "cancel": (_cancel, 600),
    "suspend": (_suspend, 1_900),
    "resume": (_resume, 1_900),
    "adjustment": (_adjustment, 1_900),
    "drafted purchase": (_drafted_purchase, 800),
    "drafted change": (_drafted_change, 800),
    "tier setup": (_tier_setup, 1_900),
    "tier change": (_tier_change, 1_900),
    "tier adjustment": (_tier_adjustment, 1_900),
    "drafted tier": (_drafted_tier, 1_900),
    "tier account": (_account, 1_900),
}
"""What is delivered, broken: how each kind builds its world, giving the event and the id of its object, and how many inputs the
long run makes of it: more than 20,000 in all, fewer of what takes longer."""
