"""What a person running the simulated platform can choose. None of it changes a rule of the platform."""

from __future__ import annotations

from dataclasses import dataclass

from connector.simulator.told import at_least


@dataclass(frozen=True)
class PlatformSettings:
    """How long an answer of the API takes beside its own work, and whether bodies are judged by the schemas.

    `judge_schemas` false is for measurements with bodies that are known to be right: judging takes longer than answering.
    A negative `latency_ms` is a `ValueError`.
    """

    latency_ms: int = 0
    judge_schemas: bool = True

    def __post_init__(self) -> None:
        """Refuse a time that cannot be waited; values come over HTTP as well."""
        at_least(0, latency_ms=self.latency_ms)
