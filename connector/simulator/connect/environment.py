"""What the platform knows of the one extension environment that it runs: ids, variables, what its workers declared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from connector.simulator.connect.events import EVENT_DEFINITIONS
from connector.simulator.connect.world import HUB, VENDOR

if TYPE_CHECKING:
    from connector.simulator.connect.catalogue import Document


@dataclass
class Environment:
    """One environment of one service. Variables given here win over the initial values that the extension declares."""

    id: str = "ENV-0000-0001-01"
    type: str = "development"
    # Any key is taken while this is empty; otherwise exactly these.
    api_keys: frozenset[str] = frozenset()
    variables: dict[str, str] = field(default_factory=dict, repr=False)
    secure: set[str] = field(default_factory=set)
    schedulables: dict[str, str] = field(default_factory=dict)
    declared: dict[str, Any] = field(default_factory=dict)
    error_output: str = ""
    # A multi-account extension gets every task in the name of an installation.
    installation_id: str = ""
    installation_key: str = field(default="ApiKey SU-000-000-002:installation", repr=False)

    @property
    def service_id(self) -> str:
        """The extension's id; the runner derives it from the environment's in the same way."""
        return f"SRVC-{self.id[4:-3]}"

    def accepts(self, authorization: str) -> bool:
        """Whether an Authorization header opens the API."""
        if not authorization.startswith("ApiKey ") or authorization == "ApiKey ":
            return False
        return not self.api_keys or authorization in self.api_keys or authorization == self.installation_key

    def declare(self, setup: dict[str, Any]) -> None:
        """Take over what a worker declares: variables with initial values, schedulable methods."""
        for variable in setup.get("variables") or []:
            self.variables.setdefault(variable["name"], variable.get("initial_value") or "")
            if variable.get("secure"):
                self.secure.add(variable["name"])
        for schedulable in setup.get("schedulables") or []:
            self.schedulables[schedulable["method"]] = schedulable["name"]
        self.declared |= {key: value for key, value in setup.items() if value is not None and key != "variables"}

    def setup_response(self) -> Document:
        """Return the answer to a worker's set-up: variables, the type of the environment, event definitions."""
        meta = {
            "service_id": self.service_id,
            "account_id": VENDOR["id"],
            "account_name": VENDOR["name"],
            "products": None,
            "hub_id": HUB["id"],
        }
        return {
            "variables": [{"name": n, "value": v, "secure": n in self.secure} for n, v in self.variables.items()],
            "environment_type": self.type,
            "logging": {"logging_api_key": None, "log_level": None, "runner_log_level": None, "meta": meta},
            "event_definitions": [definition.setup() for definition in EVENT_DEFINITIONS],
            "model_type": "setup_response",
        }

    def variable_documents(self) -> list[Document]:
        """Return the variables as the platform lists them: a secure one without its value."""
        return [
            {
                "id": f"VAR-{number:03d}",
                "name": name,
                "secure": name in self.secure,
                "value": "" if name in self.secure else value,
            }
            for number, (name, value) in enumerate(self.variables.items(), start=1)
        ]

    def document(self) -> Document:
        """Return the environment as the platform shows it."""
        return {
            "id": self.id,
            "type": self.type,
            "runtime": "local",
            "status": "connected",
            "extension": {"id": self.service_id, "name": "Extension", "owner": dict(VENDOR)},
            "error_output": self.error_output,
        }
