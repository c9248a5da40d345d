"""The command line: `python -m connector COMMAND`. It chooses the real clock and the real output, and ends with the exit code."""

from __future__ import annotations

import importlib
import logging
import signal
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from connector.commands.parsing import command_line
from connector.commands.surroundings import PROBLEM, SUCCESS, CommandError, Surroundings
from connector.settings import SettingsError, connection_from_environment, settings_from_environment

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIMULATOR_EXTRA: Final = frozenset({"uvicorn", "jsonschema", "trustme", "websockets"})


def main(words: Sequence[str], surroundings: Surroundings) -> int:
    """Run one command and give its exit code. Wrong usage and `--help` leave through argparse's `SystemExit`."""
    arguments = command_line().parse_args(words)
    try:
        # Only now: the modules behind some commands take seconds to import, and help should not.
        code: int = importlib.import_module(arguments.module).run(arguments, surroundings)
    except (CommandError, SettingsError) as problem:
        surroundings.say(str(problem))
        return PROBLEM
    except ModuleNotFoundError as missing:
        if missing.name not in _SIMULATOR_EXTRA:
            raise
        surroundings.say("The simulators are not installed here: pip install 'connect-extension-adobe-vip[simulator]'")
        return PROBLEM
    except KeyboardInterrupt:
        return SUCCESS if arguments.module == "connector.commands.simulate" else PROBLEM
    return code


def _say(line: str) -> None:
    print(line, flush=True)


def _show(text: str) -> None:
    # Back to the line's beginning, and what stood there before is wiped.
    print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def _run_as_a_program() -> int:
    # What a command has to tell, it prints; the log's lines are for the runner's deliveries.
    logging.getLogger("connector").setLevel(logging.CRITICAL)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    surroundings = Surroundings(
        now=lambda: datetime.now(UTC),
        monotonic=time.monotonic,
        pause=time.sleep,
        say=_say,
        settings=settings_from_environment,
        connection=connection_from_environment,
        **({"show": _show} if sys.stderr.isatty() else {}),
    )
    return main(sys.argv[1:], surroundings)


if __name__ == "__main__":
    sys.exit(_run_as_a_program())
