"""The platform's end of the runner's websocket protocol, version 2: workers connect, declare themselves, get tasks, give results.

Background and scheduled tasks go to background workers, interactive ones to interactive workers, web tasks to web workers, in
turn when there are several instances. What a lost worker had in its hands is given out again.
"""

from __future__ import annotations

import base64
import json
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.connect.errors import unavailable
from connector.simulator.connect.judge import problems
from connector.simulator.connect.tasks import INTERACTIVE, Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.simulator.connect.catalogue import Document
    from connector.simulator.connect.environment import Environment
    from connector.simulator.connect.tasks import TaskQueue
    from connector.simulator.connect.world import World
    from connector.simulator.sockets import SocketOpening

SCHEMAS: Final = {"setup_request": "ws-setup-request", "task": "ws-task-result", "web_task": "ws-web-response"}
KINDS: Final = ("background", "interactive", "webapp")
BAD_MESSAGE: Final = 1003
SHORTEST_TIMER: Final = 0.02
ANSWER_SECONDS: Final = 120.0


@dataclass
class WebCall:
    """An HTTP call through a web worker, waiting for its answer."""

    answered: threading.Event = field(default_factory=threading.Event)
    response: Document | None = None


class Worker:
    """One connected worker process. `kind` is `background`, `interactive`, `webapp`, or empty for one that takes all tasks."""

    def __init__(self, hub: RunnerHub, opening: SocketOpening, name: str, kind: str) -> None:
        self._hub = hub
        self._opening = opening
        self.name = name
        self.kind = kind
        self.ready = False

    def takes(self, kind: str) -> bool:
        """Whether tasks of this kind are for it."""
        return self.ready and (self.kind == kind or (not self.kind and kind != "webapp"))

    def send(self, message_type: str, data: Document) -> None:
        """Send one message."""
        self._opening.send(json.dumps({"version": 2, "message_type": message_type, "data": data}))

    def receive(self, text: str) -> None:
        """Take one message from the worker; one that breaks the protocol is recorded, and the connection ended."""
        try:
            message = json.loads(text)
        except ValueError:
            message = {}
        kind = str(message.get("message_type"))
        found = (
            problems(SCHEMAS[kind], message)
            if kind in SCHEMAS
            else []
            if kind == "shutdown"
            else [f"unknown message type {kind}"]
        )
        if found:
            self._hub.protocol_problems.extend(f"{self.name}: {problem}" for problem in found)
            self._opening.close(BAD_MESSAGE)
        else:
            self._hub.handle(self, kind, message.get("data"))

    def lost(self) -> None:
        """Learn that the connection is gone."""
        self._hub.remove(self)

    def drop(self) -> None:
        """Cut the connection as a failing network does."""
        self._opening.close(1012)


class RunnerHub:
    """All connected workers, and how tasks find them.

    The world's lock guards it; waiting for an answer happens without the lock.
    """

    def __init__(self, world: World, tasks: TaskQueue, environment: Environment) -> None:
        self._world = world
        self._tasks = tasks
        self._environment = environment
        self._workers: list[Worker] = []
        self._web_calls: dict[str, WebCall] = {}
        self._timer: threading.Timer | None = None
        self._in_process: Callable[[Task], dict[str, Any]] | None = None
        self._changed = threading.Condition(world.lock)
        self.protocol_problems: list[str] = []
        tasks.changed = self.give_out

    def open(self, opening: SocketOpening) -> Worker | None:
        """Let a worker in: its path names environment and instance, its Authorization header must be a key of the account."""
        parts = opening.path.removeprefix("/public/v1/devops/ws/").split("/")
        if not self._environment.accepts(opening.headers.get("authorization", "")) or parts[0] != self._environment.id:
            return None
        kind = parts[2] if len(parts) == 3 else opening.query.get("runner_type", "")  # noqa: PLR2004 - environment, instance, application.
        if len(parts) not in {2, 3} or kind not in {*KINDS, ""}:
            return None
        with self._world.lock:
            worker = Worker(self, opening, f"{parts[1]}/{kind or 'events'}#{self._world.count('workers')}", kind)
            self._workers.append(worker)
            return worker

    def handle(self, worker: Worker, message_type: str, data: dict[str, Any]) -> None:
        """Act on a message that was judged well-formed."""
        with self._world.lock:
            if message_type == "setup_request":
                self._set_up(worker, data)
            elif message_type == "task":
                self._take_result(worker, data)
            elif message_type == "web_task":
                self._take_response(data)
            else:
                worker.ready = False

    def remove(self, worker: Worker) -> None:
        """Forget a worker; its tasks are queued again."""
        with self._world.lock:
            if worker in self._workers:
                self._workers.remove(worker)
                worker.ready = False
                self._tasks.release(worker.name)
                self._changed.notify_all()

    def workers(self) -> list[str]:
        """Return the names of the workers that are set up: `instance/kind#number`."""
        with self._world.lock:
            return [worker.name for worker in self._workers if worker.ready]

    def kinds(self, instance: str) -> set[str]:
        """Which kinds of workers of an instance are set up."""
        with self._world.lock:
            return {worker.kind for worker in self._workers if worker.ready and worker.name.startswith(f"{instance}/")}

    def wait_for(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Wait until a condition about workers, tasks or calls holds; False when the time is over."""
        with self._changed:
            return self._changed.wait_for(condition, seconds)

    def notify(self) -> None:
        """Wake those who wait for something to have happened. The caller holds the world's lock."""
        self._changed.notify_all()

    def drop(self, name: str) -> None:
        """Cut one worker's connection."""
        with self._world.lock:
            for worker in [worker for worker in self._workers if worker.name == name]:
                worker.drop()

    def answer_in_process(self, answer: Callable[[Task], dict[str, Any]] | None) -> None:
        """Answer interactive tasks by a function instead of a worker: it gets the task and returns its output."""
        self._in_process = answer

    def give_out(self) -> None:
        """Give every due task to a fitting worker, in turn; set the timer for the next one."""
        with self._world.lock:
            for task in self._tasks.due():
                worker = self._next("interactive" if task.category == INTERACTIVE else "background")
                if worker is not None:
                    self._tasks.take(task, worker.name)
                    worker.send("task", self._message(task))
            self._set_timer()
            self._changed.notify_all()

    def validate_draft(self, event_type: str, status: str, document: Document) -> Document | None:
        """Have a draft judged: None when nobody subscribed, else the document as the extension returned it."""
        if not self._tasks.subscribed(event_type, status):
            return None
        output = self.ask(event_type, document["id"], document)
        data = output.get("data") or {}
        if output["result"] != "success" or not isinstance(data.get("body"), dict):
            raise unavailable(f"The draft could not be validated: {output.get('message') or 'no document came back'}.")
        body: Document = data["body"]
        return body

    def ask(self, event_type: str, object_id: str, data: object, seconds: float = ANSWER_SECONDS) -> dict[str, Any]:
        """Send an interactive task and wait for its output; raises the platform's 503 when no answer comes in time."""
        if self._in_process is not None:
            with self._world.lock:
                task = Task(self._world.new_id("TQ", "555"), INTERACTIVE, event_type, object_id, self._world.now(), data)
            return self._in_process(task)
        task = self._tasks.add(INTERACTIVE, event_type, object_id, data)
        if not task.answered.wait(seconds) or task.output is None:
            raise unavailable(f"No answer to {event_type} within {seconds:g} s.")
        return task.output

    def web(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        body: bytes,
        options: dict[str, str],
        seconds: float = ANSWER_SECONDS,
    ) -> tuple[int, dict[str, str], bytes]:
        """Carry an HTTP call through a web worker; returns status, headers, body.

        Raises the platform's 503 without worker or answer.
        """
        with self._world.lock:
            worker = self._next("webapp")
            if worker is None:
                raise unavailable("No web worker is connected.")
            correlation = self._world.new_id("WT", "555")
            call = self._web_calls[correlation] = WebCall()
            content = base64.b64encode(body).decode() if body else None
            request = {"method": method, "url": url, "headers": headers, "content": content}
            worker.send("web_task", self._web_options(correlation, options) | {"request": request, "model_type": "web_task"})
        answered = call.answered.wait(seconds)
        with self._world.lock:
            del self._web_calls[correlation]
        if not answered or call.response is None:
            raise unavailable(f"No answer to {method} {url} within {seconds:g} s.")
        response = call.response
        return response["status"], response["headers"], base64.b64decode(response["content"] or "")

    def close(self) -> None:
        """Stop giving out: the timer ends."""
        with self._world.lock:
            if self._timer is not None:
                self._timer.cancel()

    def _set_up(self, worker: Worker, data: dict[str, Any]) -> None:
        self._environment.declare(data)
        worker.send("setup_response", self._environment.setup_response())
        worker.ready = True
        if data.get("event_subscriptions") is not None:
            self._tasks.subscribe(data["event_subscriptions"], self._world.objects())
        self.give_out()

    def _take_result(self, worker: Worker, data: dict[str, Any]) -> None:
        try:
            self._tasks.finish(data["options"]["task_id"], data["output"], worker.name)
        except KeyError:
            self.protocol_problems.append(f"{worker.name}: a result of the unknown task {data['options']['task_id']}")

    def _take_response(self, data: dict[str, Any]) -> None:
        call = self._web_calls.get(data["options"]["correlation_id"])
        if call is not None:
            call.response = data["response"]
            call.answered.set()

    def _next(self, kind: str) -> Worker | None:
        worker = next((worker for worker in self._workers if worker.takes(kind)), None)
        if worker is not None:
            self._workers.remove(worker)
            self._workers.append(worker)
        return worker

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        due = self._tasks.next_due()
        if due is not None and any(worker.ready for worker in self._workers):
            seconds = max(SHORTEST_TIMER, (due - self._world.now()).total_seconds())
            self._timer = threading.Timer(seconds, self.give_out)
            self._timer.daemon = True
            self._timer.start()

    def _message(self, task: Task) -> Document:
        installation = self._environment.installation_id
        options = {
            "task_id": task.id,
            "task_category": task.category,
            "correlation_id": task.id,
            "reply_to": "simulator",
            "api_key": self._environment.installation_key if installation else None,
            "installation_id": installation or None,
            "connect_correlation_id": f"00-{task.id.replace('-', '').lower():0>32}-{task.deliveries:016x}-01",
        }
        given = {"event_type": task.event_type, "object_id": task.object_id, "data": task.data}
        return {"options": options, "input": given, "model_type": "task"}

    @staticmethod
    def _web_options(correlation: str, options: dict[str, str]) -> Document:
        return {
            "options": {"correlation_id": correlation, "reply_to": "simulator", "call_source": "ui", "call_type": "user"}
            | options
        }
