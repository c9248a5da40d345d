"""A worker of the runner as the platform sees it, spoken without a socket."""

from __future__ import annotations

import base64
import json
import threading
from typing import TYPE_CHECKING, Any

from connector.simulator.sockets import SocketOpening

if TYPE_CHECKING:
    from connector.simulator.connect.runners import Worker
    from connector.simulator.connect.simulator import ConnectSimulator

PATH = "/public/v1/devops/ws/ENV-0000-0001-01/"
KEY = {"authorization": "ApiKey SU-000-000-001:secret"}
PURCHASE = "asset_purchase_request_processing"
DRAFT = "asset_purchase_request_validation"


class AWorker:
    """A worker of the runner: what it was sent, and how to answer."""

    def __init__(self, simulator: ConnectSimulator, kind: str = "background", instance: str = "one") -> None:
        self.got: list[dict[str, Any]] = []
        self.closed: list[int] = []
        path = f"{PATH}{instance}" + ("/webapp" if kind == "webapp" else "")
        query = {} if kind == "webapp" else {"runner_type": kind}
        opening = SocketOpening(path, query, KEY, self._take, self.closed.append)
        peer = simulator.runners.open(opening)
        assert peer is not None
        self.peer: Worker = peer
        self.answers_web = False

    def set_up(self, **data: object) -> AWorker:
        self.say("setup_request", {"event_subscriptions": {PURCHASE: ["pending"], DRAFT: ["draft"]}} | data)
        return self

    def say(self, message_type: str, data: object) -> None:
        self.peer.receive(json.dumps({"version": 2, "message_type": message_type, "data": data}))

    def answer(self, number: int = -1, **output: object) -> None:
        self.say("task", self.tasks[number] | {"output": {"result": "success", "runtime": 0.1, "countdown": 0} | output})

    @property
    def tasks(self) -> list[dict[str, Any]]:
        return [message["data"] for message in self.got if message["message_type"] == "task"]

    @property
    def objects(self) -> list[str]:
        return [task["input"]["object_id"] for task in self.tasks]

    def _take(self, text: str) -> None:
        message = json.loads(text)
        self.got.append(message)
        if message["message_type"] == "web_task" and self.answers_web:
            content = base64.encodebytes(b'{"answer": "pong"}').decode()
            response = {"status": 200, "headers": {"content-type": "application/json"}, "content": content}
            options = message["data"]["options"]
            threading.Thread(target=self.say, args=("web_task", {"options": options, "response": response})).start()
