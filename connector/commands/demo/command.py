"""`demo`: sets the stage, plays the story, and ends with the simulators' own verdict on it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from connector.commands.demo.playing import play
from connector.commands.demo.stage import CLIENT_ID, CLIENT_SECRET, Stage, require_runner
from connector.commands.demo.story import STORY
from connector.commands.demo.telling import Telling
from connector.commands.surroundings import PROBLEM, SUCCESS

if TYPE_CHECKING:
    import argparse

    from connector.commands.surroundings import Surroundings

_LOOK: Final = 0.5
_LOG_LINES: Final = 30


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Play the whole story; 0 when every scene ended as it must. Raises `CommandError` when the stage cannot be set."""
    require_runner()
    say = surroundings.say
    say("Starting the simulated platforms, and the real runner with the extension (about ten seconds) …")
    played: list[bool] = []
    try:
        with Stage(surroundings, port=arguments.port) as stage:
            _introduce(stage, surroundings)
            telling = Telling(stage, say)
            played.extend(play(scene, stage, telling, surroundings) for scene in STORY)
            if not all(played):
                _show_log(stage)
            elif not arguments.once:
                _stay(stage, telling, surroundings)
    except KeyboardInterrupt:
        say("Stopped; nothing is left behind.")
    whole = len(played) == len(STORY) and all(played)
    if whole:
        say("\nEverything is as it must be: every request is approved, and Adobe holds exactly what was asked for.")
    return SUCCESS if whole else PROBLEM


def _introduce(stage: Stage, surroundings: Surroundings) -> None:
    surroundings.say(f"  Adobe VIP Marketplace (simulated)  {stage.adobe_url}")
    surroundings.say(f"  Adobe's retail programme (sim.)    {stage.retail_url}/retail")
    surroundings.say(f"  CloudBlue Connect (simulated)      {stage.connect_url}/public/v1")
    surroundings.say(f"  Workers of the real runner         {', '.join(stage.connect.control.workers())}")
    surroundings.say(f"  The console, in a browser          {stage.console_url}")


def _stay(stage: Stage, telling: Telling, surroundings: Surroundings) -> None:
    """Keep everything up, and go on telling what happens, until Ctrl-C."""
    say = surroundings.say
    say("\nEverything stays up until Ctrl-C. Open the console in a browser:")
    say(f"  {stage.console_url}")
    say("    Each request of the story with what was sent to Adobe for it, and each asset beside its Adobe customer, where")
    say("    auto-renewal can be switched.")
    say(f"  {stage.owners_console_url}")
    say("    The Adobe accounts, as the extension's owner: one for this machine's simulated Adobe can be tried and saved.")
    say("The platforms can be steered and read back:")
    say(f"  {stage.adobe_url}/control             (Adobe credentials: {CLIENT_ID} / {CLIENT_SECRET})")
    say(f"  {stage.retail_url}/control             (the same credentials)")
    say(f"  {stage.connect_url}/control/run/calls   (POST; https with a throw-away authority: curl -k)")
    say("  Buy once more: POST …/control/trade/purchase with")
    say('    {"items": {"30007777CA": 100}, "params": {"action_type": "purchase"}}')
    while True:
        telling.tell()
        surroundings.pause(_LOOK)


def _show_log(stage: Stage) -> None:
    """Show the end of the runner's log, for whoever has to find out why; nothing is judged by it."""
    lines = stage.runner.log.splitlines()[-_LOG_LINES:]
    sys.stderr.write("\n".join(["The end of the runner's log:", *lines, ""]))
