"""Reads everything back and moves what no party of the trade moves: the clock, faults, the task queue, in-process deliveries."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from connector.simulator.connect.documents import (
    account_document,
    account_request_document,
    asset_document,
    config_request_document,
    configuration_document,
    conversation_document,
    request_document,
)
from connector.simulator.connect.errors import not_found
from connector.simulator.connect.faults import Fault
from connector.simulator.connect.options import PlatformSettings
from connector.simulator.connect.tasks import BACKGROUND, SCHEDULED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from connector.simulator.connect.catalogue import Document
    from connector.simulator.connect.journal import CallRecord
    from connector.simulator.connect.simulator import ConnectSimulator
    from connector.simulator.connect.tasks import Task, TaskResult

IN_PROCESS = "in-process"


@dataclass(frozen=True)
class Delivery:
    """A task as an in-process worker gets it, with the object as it is now."""

    task_id: str
    event_type: str
    object_id: str
    category: str
    document: Document


class Control:
    """The simulator's own hands and eyes."""

    def __init__(self, simulator: ConnectSimulator) -> None:
        self._simulator = simulator

    def document(self, identifier: str) -> Document:
        """Any object by its id, as the API shows it; raises the platform's 404."""
        world = self._simulator.world
        with world.lock:
            shown: list[tuple[Mapping[str, Any], Any]] = [
                (world.requests, request_document),
                (world.assets, asset_document),
                (world.config_requests, config_request_document),
                (world.configurations, configuration_document),
                (world.account_requests, account_request_document),
                (world.accounts, account_document),
            ]
            for records, show in shown:
                if identifier in records:
                    document: Document = show(world, records[identifier])
                    return document
        raise not_found(identifier)

    def status(self, identifier: str) -> str:
        """Return an object's status."""
        return str(self.document(identifier)["status"])

    def params(self, identifier: str) -> dict[str, Any]:
        """Parameter values by id: the text, or the structured value of a parameter that has one."""
        return {p["id"]: p["structured_value"] if p.get("structured_value") else p["value"] for p in self._params(identifier)}

    def param_errors(self, identifier: str) -> dict[str, str]:
        """Return the vendor's errors by parameter id, where there are any."""
        return {p["id"]: p["value_error"] for p in self._params(identifier) if p["value_error"]}

    def asset_of(self, request: str) -> str:
        """Return the id of the asset that a request is about."""
        return str(self.document(request)["asset"]["id"])

    def conversation(self, request: str) -> Document:
        """Return the talk beside a request."""
        world = self._simulator.world
        with world.lock:
            return conversation_document(world.conversations[world.find(world.requests, request, "Request").conversation])

    def requests(self) -> list[str]:
        """Return the ids of all fulfilment requests, the oldest first."""
        return list(self._simulator.world.requests)

    def calls(self) -> list[CallRecord]:
        """Every call to the API, in order."""
        with self._simulator.world.lock:
            return list(self._simulator.journal.calls)

    def writes(self) -> list[CallRecord]:
        """Every call that was meant to change something, in order."""
        return [call for call in self.calls() if call.write]

    def results(self, after: int = 0) -> list[TaskResult]:
        """Every result that a worker gave, in order, without the first so many: who asks again and again asks for what is new."""
        with self._simulator.world.lock:
            return self._simulator.tasks.results[after:]

    def tasks(self) -> list[Document]:
        """Every task with its state, the oldest first."""
        keys = ("id", "category", "event_type", "object_id", "state", "worker", "deliveries", "output")
        with self._simulator.world.lock:
            return [
                {key: getattr(task, key) for key in keys} | {"due": task.due.isoformat()} for task in self._simulator.tasks.all()
            ]

    def workers(self) -> list[str]:
        """Return the names of the connected workers: `instance/kind#number`."""
        return self._simulator.runners.workers()

    def protocol_problems(self) -> list[str]:
        """Return what workers sent that breaks the protocol."""
        return list(self._simulator.runners.protocol_problems)

    def wait_for(self, condition: Callable[[], bool], seconds: float = 30.0) -> bool:
        """Wait until a condition holds that calls, results or workers bring about; False when the time is over."""
        return self._simulator.runners.wait_for(condition, seconds)

    def move_clock(self, seconds: float) -> str:
        """Let time pass; tasks that become due are given out. Returns the platform's time."""
        with self._simulator.world.lock:
            self._simulator.world.move_clock(timedelta(seconds=seconds))
            self._simulator.runners.give_out()
            return self._simulator.world.stamp()

    def deliver_now(self) -> int:
        """Bring every waiting task back at once; returns how many there were."""
        return self._simulator.tasks.deliver_now()

    def subscribe(self, subscriptions: Mapping[str, Iterable[str]]) -> None:
        """Subscribe to events (statuses by type) in place of a runner."""
        with self._simulator.world.lock:
            self._simulator.tasks.subscribe(subscriptions, self._simulator.world.objects())

    def take(self) -> list[Delivery]:
        """Take every due background and scheduled task, as a worker does.

        An object in a status nobody subscribed to is skipped.
        """
        simulator = self._simulator
        with simulator.world.lock:
            taken = [self._delivery(task) for task in simulator.tasks.due() if task.category in {BACKGROUND, SCHEDULED}]
            return [delivery for delivery in taken if delivery is not None]

    def finish(
        self, task_id: str, result: str = "success", *, countdown: int = 0, message: str = "", data: object = None
    ) -> None:
        """Give a result for a taken task: success, fail, skip, retry or reschedule (with its countdown in seconds)."""
        output = {"result": result, "countdown": countdown, "message": message, "data": data}
        self._simulator.tasks.finish(task_id, output, IN_PROCESS)

    def lose_worker(self, name: str = IN_PROCESS) -> None:
        """Lose a worker: its connection is cut, what it had in its hands is queued again."""
        self._simulator.runners.drop(name)
        self._simulator.tasks.release(name)

    def add_fault(self, **fault: Any) -> None:  # noqa: ANN401 - the fields of `Fault`.
        """Put a fault into force; see `Fault` for its fields."""
        with self._simulator.world.lock:
            self._simulator.faults.add(Fault(**fault))

    def change_settings(self, **settings: Any) -> None:  # noqa: ANN401 - the fields of `PlatformSettings` and of `Redelivery`.
        """Change settings and waits from now on, by their names; an unknown name is a `TypeError`."""
        simulator = self._simulator
        own = {field.name for field in fields(PlatformSettings)}
        with simulator.world.lock:
            simulator.settings = replace(simulator.settings, **{name: settings[name] for name in settings if name in own})
            waits = {name: settings[name] for name in settings if name not in own}
            simulator.tasks.redelivery = replace(simulator.tasks.redelivery, **waits)

    def set_variables(self, variables: Mapping[str, str]) -> None:
        """Set the environment's variables, which workers get when they connect; they win over the extension's own values."""
        with self._simulator.world.lock:
            self._simulator.environment.variables |= variables

    def clear_faults(self) -> None:
        """Let everything work again."""
        with self._simulator.world.lock:
            self._simulator.faults.clear()

    def add_schedule(self, method: str, parameter: object = None) -> str:
        """Create a schedule without asking which methods can be scheduled."""
        world = self._simulator.world
        with world.lock:
            identifier = world.new_id("EFS", "333")
            world.schedules[identifier] = {
                "id": identifier,
                "name": method,
                "method": method,
                "parameter": parameter or {},
                "enabled": True,
            }
            return identifier

    def run_schedule(self, schedule: str) -> str:
        """Let a schedule's time come; returns the task's id."""
        self._simulator.world.find(self._simulator.world.schedules, schedule, "Schedule")
        return self._simulator.tasks.add(SCHEDULED, "scheduled_execution", schedule).id

    def add_installation(self, identifier: str, settings: Mapping[str, Any] | None = None, status: str = "installed") -> str:
        """Install the extension into an account."""
        environment = self._simulator.environment
        owner = {"id": "PA-000-001", "name": "Demo Distributor"}
        shown = {"id": environment.id, "type": environment.type, "extension": {"id": environment.service_id, "name": "Extension"}}
        document = {"id": identifier, "status": status, "owner": owner, "settings": dict(settings or {}), "environment": shown}
        self._simulator.world.installations[identifier] = document
        return identifier

    def ask(self, event_type: str, object_id: str, data: object, seconds: float = 120.0) -> dict[str, Any]:
        """Send an interactive task (an action, a custom event, a draft) and wait for its output."""
        return self._simulator.runners.ask(event_type, object_id, data, seconds)

    def _params(self, identifier: str) -> list[Document]:
        document = self.document(identifier)
        params: list[Document] = document["asset"]["params"] if "asset" in document else document["params"]
        return params

    def _delivery(self, task: Task) -> Delivery | None:
        simulator = self._simulator
        simulator.tasks.take(task, IN_PROCESS)
        if task.category == SCHEDULED:
            return Delivery(task.id, task.event_type, task.object_id, task.category, simulator.world.schedules[task.object_id])
        document = self.document(task.object_id)
        if not simulator.tasks.subscribed(task.event_type, document["status"]):
            self.finish(task.id, "skip", message="The request status does not match the supported statuses.")
            return None
        return Delivery(task.id, task.event_type, task.object_id, task.category, document)


def plain(value: object) -> object:
    """Turn records into what JSON can carry."""
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    if hasattr(value, "__dataclass_fields__"):
        fields = asdict(value)  # type: ignore[call-overload]  # The attribute above is what makes it a data class.
        return {key: entry.isoformat() if hasattr(entry, "isoformat") else entry for key, entry in fields.items()}
    return value
