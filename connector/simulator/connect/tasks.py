"""The platform's task queue: what waits, what is in a worker's hands, what comes back later, and every result that was given.

An object that is queued already gets no second task of the same event. When it changes while its task is in a worker's hands,
one more task follows the result, so that no change is lost (our rule: the platform's own is not public). Nothing here knows
sockets or documents.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.told import at_least

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from connector.simulator.connect.world import World

BACKGROUND: Final = "background"
INTERACTIVE: Final = "interactive"
SCHEDULED: Final = "scheduled"


@dataclass
class Task:
    """One task. `state` is `queued`, `in_flight`, `waiting` (until `due`) or `done`; `output` is the worker's last answer."""

    id: str
    category: str
    event_type: str
    object_id: str
    due: datetime
    data: object = None
    state: str = "queued"
    worker: str = ""
    deliveries: int = 0
    again: bool = False
    output: dict[str, Any] | None = None
    answered: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class TaskResult:
    """One answer of a worker, as it arrived.

    `late` marks an answer to a task that had been answered before: it changes nothing.
    """

    at: datetime
    task_id: str
    event_type: str
    object_id: str
    result: str
    countdown: int
    message: str
    worker: str
    late: bool


@dataclass(frozen=True)
class Redelivery:
    """When a task comes back.

    `scale` shortens every wait, `retry_seconds` follow a `retry` (the platform's own delay is not public). Less than nothing is
    a `ValueError`.
    """

    scale: float = 1.0
    retry_seconds: float = 30.0

    def __post_init__(self) -> None:
        """Refuse waits that cannot be; values come over HTTP as well."""
        at_least(0, scale=self.scale, retry_seconds=self.retry_seconds)


class TaskQueue:
    """All tasks in the order of their creation. The world's lock guards it; `changed` is called under it after every change."""

    def __init__(self, world: World, redelivery: Redelivery) -> None:
        self._world = world
        self._tasks: dict[str, Task] = {}
        self._subscriptions: dict[str, frozenset[str]] = {}
        self.redelivery = redelivery
        self.results: list[TaskResult] = []
        self.changed: Callable[[], None] = lambda: None

    def subscribe(self, subscriptions: Mapping[str, Iterable[str]], existing: Sequence[tuple[str, str, str]]) -> None:
        """Replace the subscriptions (statuses by event type).

        `existing` objects (event, id, status) that newly match get their task.
        """
        with self._world.lock:
            known = [self.subscribed(event, status) for event, _, status in existing]
            self._subscriptions = {event: frozenset(statuses) for event, statuses in subscriptions.items()}
            for (event, object_id, status), before in zip(existing, known, strict=True):
                if not before:
                    self.status_changed(event, object_id, status)

    def subscribed(self, event_type: str, status: str) -> bool:
        """Whether a worker wants to hear of this event in this status; an event without statuses is wanted in all."""
        statuses = self._subscriptions.get(event_type)
        return statuses is not None and (not statuses or status in statuses)

    def status_changed(self, event_type: str, object_id: str, status: str) -> None:
        """Queue a background task when somebody subscribed to it."""
        if not self.subscribed(event_type, status):
            return
        open_task = next(
            (t for t in self._tasks.values() if t.state != "done" and (t.event_type, t.object_id) == (event_type, object_id)),
            None,
        )
        if open_task is None:
            self.add(BACKGROUND, event_type, object_id)
        elif open_task.state == "in_flight":
            open_task.again = True

    def add(self, category: str, event_type: str, object_id: str, data: object = None) -> Task:
        """Queue a task."""
        with self._world.lock:
            task = Task(self._world.new_id("TQ", "555"), category, event_type, object_id, self._world.now(), data)
            self._tasks[task.id] = task
            self.changed()
            return task

    def get(self, task_id: str) -> Task:
        """Look a task up; raises `KeyError`."""
        return self._tasks[task_id]

    def all(self) -> list[Task]:
        """Every task, the oldest first."""
        return list(self._tasks.values())

    def due(self) -> list[Task]:
        """Tasks that can be given out now."""
        now = self._world.now()
        return [t for t in self._tasks.values() if t.state == "queued" or (t.state == "waiting" and t.due <= now)]

    def next_due(self) -> datetime | None:
        """When the next waiting task comes back."""
        return min((task.due for task in self._tasks.values() if task.state == "waiting"), default=None)

    def deliver_now(self) -> int:
        """Make every waiting task due at once; returns how many there were."""
        with self._world.lock:
            waiting = [task for task in self._tasks.values() if task.state == "waiting"]
            for task in waiting:
                task.state = "queued"
            self.changed()
            return len(waiting)

    def take(self, task: Task, worker: str) -> None:
        """Put a task into a worker's hands."""
        task.state, task.worker, task.again = "in_flight", worker, False
        task.deliveries += 1

    def release(self, worker: str) -> None:
        """Return a worker is gone: what it had in its hands is queued again."""
        with self._world.lock:
            for task in self._tasks.values():
                if task.state == "in_flight" and task.worker == worker:
                    task.state = "queued"
            self.changed()

    def finish(self, task_id: str, output: dict[str, Any], worker: str) -> None:
        """Take a worker's answer: the task ends, or comes back after a while.

        A second answer to an ended task is only recorded.
        """
        with self._world.lock:
            task = self._tasks[task_id]
            countdown = int(output.get("countdown") or 0)
            message = str(output.get("message") or "")
            late = task.state == "done"
            self.results.append(
                TaskResult(
                    self._world.now(),
                    task.id,
                    task.event_type,
                    task.object_id,
                    output["result"],
                    countdown,
                    message,
                    worker,
                    late,
                )
            )
            if late:
                return
            task.output = output
            if output["result"] in {"retry", "reschedule"}:
                self._postpone(task, countdown if output["result"] == "reschedule" else self.redelivery.retry_seconds)
            else:
                self._end(task)
            self.changed()

    def _postpone(self, task: Task, seconds: float) -> None:
        task.state = "waiting"
        task.due = self._world.now() + timedelta(seconds=seconds * self.redelivery.scale)

    def _end(self, task: Task) -> None:
        task.state = "done"
        task.answered.set()
        if task.again:
            self.add(task.category, task.event_type, task.object_id)
