"""Whatever the platform sends, no handler raises, each delivery has a clear outcome, and no broken object is worked on for ever.

Objects of every kind are broken by one to four mutations and delivered through the extension's own event methods.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given, settings

from tests.examples import examples
from tests.fuzzing.mutations import Mutation, mutations
from tests.fuzzing.stages import KINDS, Stage, staged

if TYPE_CHECKING:
    from pathlib import Path

_FAST: Final = 40
_SHORTEST: Final = 30
_LONGEST: Final = 6 * 3600
_AGAIN: Final = 24
"""One in so many inputs is delivered several times."""

_REOPENED: Final = 4
"""One in so many finds a request that nobody has answered: the others find it ended where an earlier input ended it."""


def play(stage: Stage, inputs: int) -> None:
    """Deliver so many broken objects, and judge each outcome."""

    @settings(max_examples=inputs)
    @given(plan=mutations())
    def delivered(plan: list[Mutation]) -> None:
        broken = stage.whole.broken(plan)
        if plan[0].node % _REOPENED == 0:
            stage.reopen()
        _judge(stage, broken, stage.deliver(broken))
        if plan[0].node % _AGAIN == 0:
            _deliver_again(stage, broken)

    delivered()


def _judge(stage: Stage, broken: dict[str, Any], response: Any) -> None:  # noqa: ANN401 - CloudBlue's responses carry no types.
    if stage.is_interactive:
        assert (response.status, response.http_status) == ("success", 200)
        assert response.body is broken or "Traceback" not in json.dumps(_told(response.body))
    elif response.status != "success":
        assert response.status == "reschedule"
        assert _SHORTEST <= response.countdown <= _LONGEST


def _told(body: dict[str, Any]) -> list[Any]:
    """Give what an answer says to whoever filled in the form."""
    holder = body.get("asset", body)
    return [body.get("note"), *(one.get("value_error") for one in holder["params"])]


def _deliver_again(stage: Stage, broken: dict[str, Any]) -> None:
    """The platform may hand the same object out again and again: what is to be done at Adobe for it is done after the second."""
    stage.deliver(broken)
    stage.world.adobe.control.forget_calls()
    _judge(stage, broken, stage.deliver(broken))
    assert stage.world.adobe_writes() == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_object_has_a_clear_outcome(tmp_path: Path, kind: str) -> None:
    with staged(tmp_path, kind) as stage:
        play(stage, examples(_FAST))
    assert stage.counts["failure"] == 0, stage.counts


def test_the_long_run_makes_more_than_twenty_thousand_inputs() -> None:
    assert sum(inputs for _, inputs in KINDS.values()) > 20_000


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_thousands_of_broken_objects_have_a_clear_outcome(tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    inputs = examples(KINDS[kind][1])
    with staged(tmp_path, kind) as stage:
        play(stage, inputs)
    with capsys.disabled():
        print(f"\n{kind}: {dict(stage.counts.most_common(9))}")  # noqa: T201 - how often what matters was reached.
    assert stage.counts["failure"] == 0, stage.counts
    unread = stage.counts["request-malformed"]
    answered = sum(stage.counts[one] for one in ("approve", "fail", "inquire", "wait", "park", "judged")) - unread
    assert answered >= inputs // 20
    assert unread >= inputs // 20 or stage.is_interactive
