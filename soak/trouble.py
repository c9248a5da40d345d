"""What goes wrong: answers at random, workers killed at random, the database restarted. What is drawn is drawn from the seed."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from soak.stage import Stage

CHANCE: Final = 0.005
"""How probable each fault is for each call."""

_RETRY_AFTER: Final = 1
_SLOW_MS: Final = 3000
_AT_ADOBE: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("no answer", {}),
    ("no answer", {"after_effect": True}),
    ("gateway page", {"status": 502}),
    ("gateway page", {"status": 503, "after_effect": True}),
    ("unreadable", {}),
    ("slow", {"delay_ms": _SLOW_MS}),
    ("throttled", {}),
    ("throttled", {"retry_after": _RETRY_AFTER}),
    ("broken", {}),
    ("broken", {"after_effect": True}),
)
_ON_PLATFORM: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"after_effect": True},
    {"status": 502},
    {"status": 504, "after_effect": True},
    {"answers": True, "seconds": _SLOW_MS / 1000},
)
_LOOK: Final = 0.2


@dataclass(frozen=True)
class Trouble:
    """How much of it: seconds between two kills (least and most), how many at most, and when the database is restarted.

    `restart_at` are parts of the requests, 0 to 1, that have ended by then.
    """

    kill_every: tuple[float, float]
    kills: int
    restart_at: tuple[float, ...]


@dataclass
class Happened:
    """What was done, for the table."""

    kills: int = 0
    restarts: list[str] = field(default_factory=list)


def make_answers_fail(stage: Stage, seed: int) -> None:
    """Let answers of both platforms fail at random from now on."""
    for kind, rest in _AT_ADOBE:
        stage.adobe.control.fault("*", kind, times=None, chance=CHANCE, seed=seed, **rest)
    for rest in _ON_PLATFORM:
        stage.connect.control.add_fault(path="/public/v1/*", times=None, chance=CHANCE, seed=seed, **rest)


def let_answers_be(stage: Stage) -> None:
    """Let everything be answered again."""
    stage.adobe.control.clear_faults()
    stage.connect.control.clear_faults()


class Troublemaker:
    """Kills workers and restarts the database in a thread of its own, as long as the block lasts.

    `part` gives how much of the requests has ended, 0 to 1.
    """

    def __init__(self, stage: Stage, trouble: Trouble, seed: int, part: Callable[[], float]) -> None:
        self._stage = stage
        self._trouble = trouble
        self._chance = random.Random(seed)  # noqa: S311 - it is to be had again, not to be unguessable.
        self._part = part
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="troublemaker")
        self.happened = Happened()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        restarts = list(self._trouble.restart_at)
        kill_at = self._next_kill()
        while not self._over.wait(_LOOK):
            if restarts and self._part() >= restarts[0]:
                restarts.pop(0)
                self._restart(crash=len(self.happened.restarts) % 2 == 1)
            if time.monotonic() >= kill_at and self.happened.kills < self._trouble.kills:
                self._kill()
                kill_at = self._next_kill()

    def _next_kill(self) -> float:
        return time.monotonic() + self._chance.uniform(*self._trouble.kill_every)

    def _kill(self) -> None:
        runner = self._chance.choice(self._stage.runners)
        # The newest worker that the runner told of may have gone already, with nobody in its place yet.
        with suppress(ProcessLookupError):
            os.kill(runner.worker_pid("background"), signal.SIGKILL)
            self.happened.kills += 1

    def _restart(self, *, crash: bool) -> None:
        self._stage.database.restart(crash=crash)
        self.happened.restarts.append("as after a crash" if crash else "in order")
