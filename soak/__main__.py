"""`python -m soak`: play a plan of mixed requests while everything fails, judge what came of it; 1 when anything is broken."""

from __future__ import annotations

import argparse
import sys
import time
from random import SystemRandom

from soak.judging import Judge
from soak.plan import Plan, make_plan
from soak.playing import Play
from soak.stage import Stage
from soak.trouble import Trouble, Troublemaker, let_answers_be, make_answers_fail

_SHOWN = 10
_ENDING = 90.0
"""Seconds in which what is open when the time is over may still end; then nothing fails any more, and a lease lasts 60."""


def main() -> int:
    """Read the arguments, soak, print."""
    wanted = _arguments()
    plan = make_plan(wanted.seed, wanted.requests, wanted.customers)
    every = wanted.kill_every
    trouble = Trouble((every / 2, every * 1.5), wanted.kills, tuple(wanted.restart_at))
    return soak(plan, trouble, wanted.seconds)


def soak(plan: Plan, trouble: Trouble, seconds: float) -> int:
    """Play a plan among troubles for so many seconds at most, judge, and print a table; 0 when everything holds."""
    print(f"seed {plan.seed}: {plan.requests} requests of {len(plan.companies)} customers", flush=True)
    for what, number in sorted(plan.kinds().items(), key=lambda pair: -pair[1]):
        print(f"  {number:>4}  {what}")
    with Stage() as stage:
        play = Play(stage, plan)
        began = time.monotonic()
        with Troublemaker(stage, trouble, plan.seed, lambda: play.part) as maker:
            make_answers_fail(stage, plan.seed)
            play.begin()
            whole = play.go_on(seconds)
        let_answers_be(stage)
        if not whole:
            play.bring_to_an_end(_ENDING)
        took = time.monotonic() - began
        print(f"\n{play.part:.0%} of the requests ended in {took:.0f} s; {maker.happened.kills} workers killed; ", end="")
        print(
            f"the database restarted {', then '.join(maker.happened.restarts) or 'never'}; {_struck(stage)}; "
            f"{play.operator.written} helped by a person",
            flush=True,
        )
        return _judged(Judge(stage, play), whole=whole)


def _struck(stage: Stage) -> str:
    calls = stage.adobe.control.calls()
    faults = sum(call.fault is not None for call in calls)
    on_platform = stage.connect.control.calls()
    silent = sum(call.status is None or call.status >= 500 for call in on_platform)  # noqa: PLR2004 - a server's error.
    return f"{faults} faults in {len(calls)} calls at Adobe, {silent} in {len(on_platform)} on the platform"


def _judged(judge: Judge, *, whole: bool) -> int:
    broken = 0
    print(f"\n{'what must hold':<64}  broken")
    for what, rule in judge.rules().items():
        found = list(rule())
        broken += len(found)
        print(f"{what:<64}  {len(found)}")
        for sentence in found[:_SHOWN]:
            print(f"    {sentence}")
    said = "Everything holds" if not broken else "Something is broken"
    print(f"\n{said}." if whole else f"\n{said}, but the time was over before every request had been made.")
    return 0 if whole and not broken else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m soak", description=__doc__)
    parser.add_argument("--requests", type=int, default=600, help="how many requests (default: %(default)s)")
    parser.add_argument("--customers", type=int, default=60, help="of how many customers (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=540.0, help="how long it may take (default: %(default)s)")
    parser.add_argument("--kill-every", type=float, default=45.0, help="seconds between two kills (default: %(default)s)")
    parser.add_argument("--kills", type=int, default=1000, help="how many kills at most (default: %(default)s)")
    parser.add_argument("--restart-at", type=float, nargs="*", default=(0.3, 0.65), help="after which parts of the requests")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6), help="which plan (default: any)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
