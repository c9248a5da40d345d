"""The life of tier configurations, of the requests about them, and of tier account requests.

A purchase waits in `tiers_setup` until the reseller's configuration for the product is active.
Source: connect.cloudblue.com/community/modules/tier-configuration.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from connector.simulator.connect.documents import account_document
from connector.simulator.connect.errors import invalid, unknown_template, wrong_status
from connector.simulator.connect.parameters import fresh_values, missing_required, written_values
from connector.simulator.connect.world import EVENT_OF_TYPE, TierAccountRequest, TierConfigRequest, TierConfiguration, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from connector.simulator.connect.catalogue import ParameterDefinition
    from connector.simulator.connect.world import Asset, TierAccount

    Announce = Callable[[str, str, str], None]


class TierDesk:
    """Creates, changes and answers what concerns resellers. The caller holds the world's lock."""

    def __init__(self, world: World, announce: Announce, settled: Callable[[TierConfiguration, bool], None]) -> None:
        self._world = world
        self._announce = announce
        self._settled = settled

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Make changes without telling anybody: how a world begins with what was settled before."""
        announce, self._announce = self._announce, lambda _event, _object, _status: None
        try:
            yield
        finally:
            self._announce = announce

    def needed_for(self, asset: Asset) -> bool:
        """Whether a purchase of this asset must wait for its reseller's set-up; opens the set-up request when there is none."""
        account = asset.tiers.get("tier1")
        if not account or not self._world.products[asset.product].scoped("tier1"):
            return False
        known = self.configuration_of(account, asset.product, asset.marketplace, asset.connection_type)
        if known is None:
            self.set_up(account, asset.product, asset.marketplace, asset.connection_type, {})
            return True
        if known.status != "active" and not self._open_request(known):
            self.ask("setup", known, {})
        return known.status != "active"

    def configuration_of(
        self, account: str, product: str, marketplace: str, connection_type: str, level: int = 1
    ) -> TierConfiguration | None:
        """Find the configuration of an account for a product on a marketplace, on a tier level."""
        place = (account, product, marketplace, connection_type, level)
        for found in self._world.configurations.values():
            if (found.account, found.product, found.marketplace, found.connection_type, found.level) == place:
                return found
        return None

    def set_up(
        self,
        account: str,
        product: str,
        marketplace: str,
        connection_type: str,
        params: Mapping[str, object],
        level: int = 1,
    ) -> TierConfigRequest:
        """Open a configuration on a tier level with its set-up request, pending."""
        world = self._world
        world.find(world.accounts, account, "Tier account")
        if self.configuration_of(account, product, marketplace, connection_type, level):
            raise wrong_status(f"Account {account} has a configuration for product {product} already.")
        identifier = world.new_id("TC", "333")
        configuration = TierConfiguration(identifier, account, product, marketplace, connection_type, level, world.stamp())
        world.configurations[identifier] = configuration
        return self.ask("setup", configuration, params)

    def ask(self, kind: str, configuration: TierConfiguration, params: Mapping[str, object]) -> TierConfigRequest:
        """Open a request about a configuration, pending."""
        world = self._world
        if kind not in EVENT_OF_TYPE:
            raise invalid(f"type: {kind} is no type of a tier configuration request.")
        if self._open_request(configuration):
            raise wrong_status(f"Tier configuration {configuration.id} has an open request.")
        values = fresh_values(self._definitions(configuration), params, configuration.params)
        number = world.count(f"requests of {configuration.id}")
        request = TierConfigRequest(
            f"TCR{configuration.id[2:]}-{number:03d}", kind, configuration.id, world.stamp(), params=values
        )
        world.config_requests[request.id] = request
        self._move(request, "pending")
        return request

    def update(self, request: TierConfigRequest, body: dict[str, Any]) -> None:
        """Apply a vendor's partial update: `params` and `notes` stand at the top here."""
        _require(request, {"pending", "inquiring"}, "updated")
        definitions = self._definitions(self._world.configurations[request.configuration])
        request.params = written_values(definitions, request.params, body.get("params", []))
        request.notes = body.get("notes", request.notes)
        request.updated = self._world.stamp()

    def correct(self, request: TierConfigRequest, params: Mapping[str, object]) -> None:
        """Let the reseller change ordering parameters while the vendor asks back; a changed value loses its error."""
        _require(request, {"inquiring"}, "corrected")
        definitions = self._definitions(self._world.configurations[request.configuration])
        ordering = {key: definition for key, definition in definitions.items() if definition.phase == "ordering"}
        request.params |= fresh_values(ordering, params, request.params)

    def approve(self, request: TierConfigRequest, body: dict[str, Any]) -> None:
        """Approve: the values become the configuration's, and purchases that waited for it go on."""
        _require(request, {"pending"}, "approved")
        configuration = self._world.configurations[request.configuration]
        missing = missing_required(self._definitions(configuration), request.params, "fulfillment")
        if missing:
            raise invalid(*(f"params: {key} is required." for key in missing))
        if "template" in body:
            request.template = self._template(configuration, body["template"]["id"])
            configuration.template = request.template
        request.activation = body.get("activation_tile", "")
        configuration.params = {key: value.copy() for key, value in request.params.items()}
        configuration.status, configuration.updated = "active", self._world.stamp()
        self._move(request, "approved")
        self._settled(configuration, True)  # noqa: FBT003 - the callback's one question is whether it went well.

    def fail(self, request: TierConfigRequest, body: dict[str, Any]) -> None:
        """Fail with a reason; a set-up that fails takes the purchases that waited for it along."""
        _require(request, {"pending", "inquiring"}, "failed")
        request.reason = body["reason"]
        self._move(request, "failed")
        if request.type == "setup":
            self._settled(self._world.configurations[request.configuration], False)  # noqa: FBT003 - see above.

    def inquire(self, request: TierConfigRequest) -> None:
        """Ask the reseller back."""
        _require(request, {"pending"}, "inquired")
        self._move(request, "inquiring")

    def pend(self, request: TierConfigRequest) -> None:
        """Take an inquiring request back to pending."""
        _require(request, {"inquiring"}, "pended")
        self._move(request, "pending")

    def account_changed(self, account: TierAccount, product: str) -> TierAccountRequest:
        """Tell the vendor of a product that a tier account has changed."""
        world = self._world
        identifier = f"TAR-{account.id[3:]}-{world.count(f'requests of {account.id}'):03d}"
        request = TierAccountRequest(identifier, account_document(world, account), product, world.stamp())
        world.account_requests[identifier] = request
        self._announce("tier_account_update_request_processing", identifier, "pending")
        return request

    def answer_account(self, request: TierAccountRequest, status: str, reason: str) -> None:
        """Accept or ignore a tier account request."""
        if request.status != "pending":
            raise wrong_status(f"Only pending requests can be {status}; {request.id} is {request.status}.")
        request.status, request.reason, request.updated = status, reason, self._world.stamp()
        self._announce("tier_account_update_request_processing", request.id, status)

    def _open_request(self, configuration: TierConfiguration) -> bool:
        requests = self._world.config_requests.values()
        return any(r.configuration == configuration.id and r.status in {"pending", "inquiring"} for r in requests)

    def _template(self, configuration: TierConfiguration, key: str) -> dict[str, Any]:
        template = self._world.products[configuration.product].templates.get(key)
        if template is None or template.scope != f"tier{configuration.level}":
            raise unknown_template(
                f"Template {key} is no template of product {configuration.product} for tier {configuration.level}."
            )
        return {"id": template.id, "name": template.name, "representation": template.body}

    def _definitions(self, configuration: TierConfiguration) -> dict[str, ParameterDefinition]:
        return self._world.products[configuration.product].scoped(f"tier{configuration.level}")

    def _move(self, request: TierConfigRequest, status: str) -> None:
        request.status, request.updated = status, self._world.stamp()
        self._announce(f"tier_config_{EVENT_OF_TYPE[request.type]}_request_processing", request.id, status)


def _require(request: TierConfigRequest, statuses: set[str], done: str) -> None:
    if request.status not in statuses:
        raise wrong_status(
            f"Only requests in status {', '.join(sorted(statuses))} can be {done}; {request.id} is {request.status}."
        )
