"""The soak, shortened: two real runners, PostgreSQL, faults at random at both platforms, killed workers, a restarted database."""

from __future__ import annotations

import pytest

from soak.__main__ import soak
from soak.plan import make_plan
from soak.trouble import Trouble

pytestmark = pytest.mark.slow


def test_sixty_mixed_requests_end_as_they_must_whatever_fails_around_them(capsys: pytest.CaptureFixture[str]) -> None:
    # A killed worker's requests go on elsewhere after 60 s, the time of a lease: so the kills come early.
    trouble = Trouble(kill_every=(4.0, 8.0), kills=2, restart_at=(0.3, 0.65))
    outcome = soak(make_plan(seed=4711, requests=60, customers=8), trouble, seconds=150)
    told = capsys.readouterr().out
    assert outcome == 0, told
    assert "2 workers killed; the database restarted in order, then as after a crash" in told
