"""Plays a story on the stage: acts, waits until the platform has its answer, tells meanwhile, and judges by the final state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.commands.demo.telling import kinds_of_calls, value_lines

if TYPE_CHECKING:
    from connector.commands.demo.stage import Stage
    from connector.commands.demo.story import Scene
    from connector.commands.demo.telling import Telling
    from connector.commands.surroundings import Surroundings

LONGEST: Final = 120.0
"""Seconds that a scene may take."""

_LOOK: Final = 0.2
_UNDER_WAY: Final = frozenset({"draft", "tiers_setup", "pending"})


def play(scene: Scene, stage: Stage, telling: Telling, surroundings: Surroundings, *, longest: float = LONGEST) -> bool:
    """Play one scene and say how it ended; whether it ended as it must."""
    say = surroundings.say
    say(f"\n{scene.title}\n")
    began = surroundings.monotonic()
    calls_before = len(stage.adobe_calls())
    request = scene.act(stage)
    while not stage.connect.runners.wait_for(lambda: _is_over(stage, request), _LOOK):
        telling.tell()
        if surroundings.monotonic() - began > longest:
            break
    telling.tell()
    status = stage.connect.control.status(request)
    took = surroundings.monotonic() - began
    missing = [*_unfinished(stage, scene, request, status), *scene.judge(stage, request)]
    say(f"\n{request} is {status} after {took:.1f} s.")
    kinds = kinds_of_calls(stage.adobe_calls()[calls_before:])
    say(f"Calls to Adobe: {', '.join(f'{count} {kind}' for kind, count in kinds.items())}.")
    news = telling.news({name: value for name, value in stage.connect.control.params(request).items() if value})
    say("What is new on it:" if news else "Nothing is new on it.")
    for line in value_lines(news, "  "):
        say(line)
    for sentence in missing:
        say(f"Missing: {sentence}.")
    return not missing


def _is_over(stage: Stage, request: str) -> bool:
    """Whether the platform has its answer to this request and to all others, and the runner's word that the tasks are done."""
    control = stage.connect.control
    requests = {request, *control.requests()}
    tasks = [task for task in control.tasks() if task["object_id"] in requests]
    return all(control.status(one) not in _UNDER_WAY for one in requests) and all(task["state"] == "done" for task in tasks)


def _unfinished(stage: Stage, scene: Scene, request: str, status: str) -> list[str]:
    found = []
    if status != scene.ends:
        document = stage.connect.control.document(request)
        said = document.get("note") or document.get("notes") or document["reason"]
        found.append(f"{request} should be {scene.ends}" + (f", the connector says: {said}" if said else ""))
    return found + [f"the runner kept to no protocol: {problem}" for problem in stage.connect.control.protocol_problems()]
