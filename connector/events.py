"""One method per platform event, a few lines each: everything happens in `fulfillment`.

Nothing of the extension's own is remembered here: the runner makes a new object for every task.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from connect.eaas.core.decorators import event, schedulable, variables
from connect.eaas.core.extension import EventsApplicationBase
from connect.eaas.core.responses import BackgroundResponse, InteractiveResponse, ScheduledExecutionResponse

from connector import bootstrap, stopping
from connector.fulfillment.door import handle
from connector.fulfillment.validating import validate
from connector.settings import VARIABLES
from connector.web.asking import answer_action, answer_event

if TYPE_CHECKING:
    from connector.cloudblue.visible import Visible
    from connector.fulfillment.answering import Ending
    from connector.fulfillment.means import Means
    from connector.web.asking import Said

Raw = dict[str, Any]


def _response(ending: Ending) -> BackgroundResponse:
    return BackgroundResponse.done() if ending.again_in is None else BackgroundResponse.reschedule(ending.again_in)


def _told(said: Said) -> InteractiveResponse:
    return InteractiveResponse.done(http_status=said.status, headers=dict(said.headers), body=said.body)


@variables([{"name": one.name, "initial_value": one.default, "secure": one.secure} for one in VARIABLES])
class AdobeEventsApplication(EventsApplicationBase):  # type: ignore[misc] # CloudBlue's base class carries no types.
    """The extension's events: requests and tier requests to fulfil, drafts to validate, actions to answer."""

    def __new__(cls, *_arguments: object, **_named: object) -> Self:
        """Begin to hear when the process is to stop: only its main thread can, where the runner makes the object of each task."""
        stopping.listen()
        made: Self = super().__new__(cls)
        return made

    def _fulfil(self, request: Raw) -> BackgroundResponse:
        return _response(handle(request, self.means, bootstrap.platform_of(self.client)))

    def _validate(self, draft: Raw) -> InteractiveResponse:
        return InteractiveResponse.done(body=validate(draft, self.means, bootstrap.hasty_platform_of(self.client)))

    def means(self) -> Means:
        """Give what deliveries work with: the process's own, by the extension's variables."""
        return bootstrap.means_for(self.config)

    @event("asset_purchase_request_processing", statuses=["pending"])
    def handle_purchase(self, request: Raw) -> BackgroundResponse:
        """Fulfil a purchase."""
        return self._fulfil(request)

    @event("asset_change_request_processing", statuses=["pending"])
    def handle_change(self, request: Raw) -> BackgroundResponse:
        """Fulfil a change of quantities or settings."""
        return self._fulfil(request)

    @event("asset_cancel_request_processing", statuses=["pending"])
    def handle_cancel(self, request: Raw) -> BackgroundResponse:
        """Fulfil a cancellation."""
        return self._fulfil(request)

    @event("asset_suspend_request_processing", statuses=["pending"])
    def handle_suspend(self, request: Raw) -> BackgroundResponse:
        """Answer a suspension."""
        return self._fulfil(request)

    @event("asset_resume_request_processing", statuses=["pending"])
    def handle_resume(self, request: Raw) -> BackgroundResponse:
        """Answer a resumption."""
        return self._fulfil(request)

    @event("asset_adjustment_request_processing", statuses=["pending"])
    def handle_adjustment(self, request: Raw) -> BackgroundResponse:
        """Fulfil an adjustment."""
        return self._fulfil(request)

    @event("tier_config_setup_request_processing", statuses=["pending"])
    def handle_tier_setup(self, request: Raw) -> BackgroundResponse:
        """Set up a reseller."""
        return self._fulfil(request)

    @event("tier_config_change_request_processing", statuses=["pending"])
    def handle_tier_change(self, request: Raw) -> BackgroundResponse:
        """Change a reseller."""
        return self._fulfil(request)

    @event("tier_config_adjustment_request_processing", statuses=["pending"])
    def handle_tier_adjustment(self, request: Raw) -> BackgroundResponse:
        """Refresh a reseller."""
        return self._fulfil(request)

    @event("tier_account_update_request_processing", statuses=["pending"])
    def handle_tier_account_update(self, request: Raw) -> BackgroundResponse:
        """Bring Adobe up to date with a company's data."""
        return self._fulfil(request)

    @event("asset_purchase_request_validation", statuses=["draft", "inquiring"])
    def validate_purchase(self, request: Raw) -> InteractiveResponse:
        """Check a purchase before it is ordered."""
        return self._validate(request)

    @event("asset_change_request_validation", statuses=["draft", "inquiring"])
    def validate_change(self, request: Raw) -> InteractiveResponse:
        """Check a change before it is ordered."""
        return self._validate(request)

    @event("tier_config_setup_request_validation", statuses=["draft", "inquiring"])
    def validate_tier_setup(self, request: Raw) -> InteractiveResponse:
        """Check a reseller's data before it is set up."""
        return self._validate(request)

    @event("tier_config_change_request_validation", statuses=["draft", "inquiring"])
    def validate_tier_change(self, request: Raw) -> InteractiveResponse:
        """Check a reseller's data before it is changed."""
        return self._validate(request)

    @schedulable(
        "Fetch Adobe's price lists", "Fetches the lists that PRICE_LISTS names, this month's and the next one's. Run it daily."
    )
    def fetch_price_lists(self, schedule: Raw) -> ScheduledExecutionResponse:
        """Fetch the price lists."""
        del schedule
        problem = bootstrap.fetch_price_lists(self.means)
        return ScheduledExecutionResponse.fail(output=problem) if problem else ScheduledExecutionResponse.done()

    @schedulable("Trim the journal", "Takes away what requests did that ended longer ago than RETENTION_DAYS. Run it daily.")
    def trim_journal(self, schedule: Raw) -> ScheduledExecutionResponse:
        """Trim the journal."""
        del schedule
        problem = bootstrap.trim_journal(self.means)
        return ScheduledExecutionResponse.fail(output=problem) if problem else ScheduledExecutionResponse.done()

    @schedulable(
        "Check the connector's health",
        "Looks at each account's token, the database, and each product's templates. Run it hourly.",
    )
    def check_health(self, schedule: Raw) -> ScheduledExecutionResponse:
        """Say what is missing."""
        del schedule
        problem = bootstrap.check_health(self.means, self.client)
        return ScheduledExecutionResponse.fail(output=problem) if problem else ScheduledExecutionResponse.done()

    @schedulable(
        "List seats without a request",
        "Lists Adobe orders whose request somebody else failed or revoked, and notes what others answered. Run it daily.",
    )
    def sweep_seats(self, schedule: Raw) -> ScheduledExecutionResponse:
        """Say which seats nobody gets."""
        del schedule
        problem = bootstrap.sweep_seats(self.means, self.client)
        return ScheduledExecutionResponse.fail(output=problem) if problem else ScheduledExecutionResponse.done()

    @event("product_action_execution")
    def execute_action(self, request: Raw) -> InteractiveResponse:
        """Answer a product action: the way to the asset's page in the console, or one of the management methods."""
        return _told(answer_action(request, self._desk))

    @event("product_custom_event_processing")
    def process_custom_event(self, request: Raw) -> InteractiveResponse:
        """Answer a custom event: one of the management methods, or where an asset's page in the console is."""
        return _told(answer_event(request, self._desk))

    def _desk(self) -> tuple[Means, Visible]:
        return self.means().current(), bootstrap.visible_to_extension(self.client)
