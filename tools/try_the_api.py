"""Try the running API by its own description: Schemathesis calls the real runner's web worker through the simulated portal.

Every answer must be declared with its status, its type and its shape, and none may be a failure of ours, whatever is sent. The
demonstration's story is played first, and its ids are mixed into what Schemathesis makes up. First the extension's owner calls,
then a user of an installation. `make test-api` runs it; the argument is Schemathesis's program.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from connector.commands.demo.playing import play
from connector.commands.demo.stage import INSTALLATION, Stage
from connector.commands.demo.story import STORY
from connector.commands.demo.telling import Telling
from connector.commands.surroundings import Surroundings
from connector.settings import connection_from_environment, settings_from_environment
from connector.simulator.connect.portal import PORTAL

_SECONDS: Final = 40
_PACE: Final = 0.01
_PLACES: Final = ("admin/", "")
"""Below which places of the portal it calls: as the extension's owner, then as a user."""

_OPTIONS: Final = (
    "--phases=examples,coverage,fuzzing",
    f"--max-time={_SECONDS}",
    # What fits a schema may still be refused with 422: no schema says that a month exists, or that an account is Adobe's.
    "--exclude-checks=positive_data_acceptance",
    # The same routes as below /guest, under the name that they had before.
    "--exclude-path-regex=^/unauthorized/",
    "--generation-database=none",
    "--request-timeout=30",
    "--warnings=off",
)


def main(program: str) -> int:
    """Play the story and try the API; 0 when everything was as declared."""
    surroundings = Surroundings(
        now=lambda: datetime.now(UTC),
        monotonic=time.monotonic,
        pause=time.sleep,
        say=lambda _line: None,
        settings=settings_from_environment,
        connection=connection_from_environment,
    )
    with Stage(surroundings, pace=_PACE) as stage, TemporaryDirectory() as folder:
        telling = Telling(stage, surroundings.say)
        if not all(play(scene, stage, telling, surroundings) for scene in STORY):
            print("The story did not end as it must: see `make demo`.")
            return 1
        settings = Path(folder, "schemathesis.toml")
        settings.write_text(_settings(stage), encoding="utf-8")
        outcomes = [_tried(program, settings, f"{stage.portal_url}{PORTAL}{INSTALLATION}/{place}") for place in _PLACES]
    return max(outcomes)


def _tried(program: str, settings: Path, place: str) -> int:
    print(f"\nThe API below {place}", flush=True)
    called = [str(Path(program).absolute()), "--config-file", str(settings), "--no-color"]
    words = [*called, "run", f"{place}openapi/spec.json", "--url", place, *_OPTIONS]
    return subprocess.run(words, cwd=settings.parent, check=False).returncode


def _settings(stage: Stage) -> str:
    """Write Schemathesis's settings: ids that there are, and where they are put in place of made-up ones, two times in three."""
    control, world = stage.connect.control, stage.connect.world
    customers = [one["customerId"] for one in stage.adobe.control.customers()]
    known = {
        "requests": [*control.requests(), *world.config_requests],
        "assets": list(world.assets),
        "configurations": list(world.configurations),
        "customers": customers,
        "marketplaces": list(world.marketplaces),
        "products": list(world.products),
        "resellers": [one["resellerId"] for one in stage.adobe.control.resellers()],
        "offers": [one["offerId"] for one in stage.adobe.control.subscriptions()],
    }
    places = {
        "path.request_id": "requests",
        "path.asset_id": "assets",
        "path.configuration_id": "configurations",
        "query.search": "requests",
        "query.marketplace": "marketplaces",
        "query.product": "products",
        "body.asset_id": "assets",
        "body.customer": "customers",
        "body.marketplace": "marketplaces",
        "body.product": "products",
        "body.reseller_id": "resellers",
        "body.items[*].offerId": "offers",
    }
    lines = ["[cache]", "enabled = false"]
    for name, values in known.items():
        lines += [f"[dictionaries.{name}]", f"values = {json.dumps(values)}"]
    lines += ["[parameters]", *(f'"{where}" = {{dictionary = "{name}", probability = 0.66}}' for where, name in places.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
