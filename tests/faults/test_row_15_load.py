"""Row 15: a whole school at once: 60 stations, 1,000 learners, 50 facts a second, and 20 photos in one moment."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from demo.founding import Premises
from demo.simulate.day import Day
from demo.simulate.options import Options
from demo.simulate.verdict import percentile
from tests.faults.simulated_room import complaints

pytestmark = [pytest.mark.timed, pytest.mark.xdist_group("real-time")]
CROWD: Final = 20
CROWD_S: Final = 8.0
"""Scan, hello, shutter, keep, claim, hand in, the file's way up: that long after their coming all is over."""


def test_a_whole_school_at_once_is_heard_in_time(
    tmp_path: Path, long_run: bool, reached: Callable[[str], None]
) -> None:
    seconds = 240.0 if long_run else 25.0
    options = Options(stations=60, learners=1000, rate=50.0, seconds=seconds, seed=15, crowd=CROWD)
    outcome = Day(Premises(tmp_path), options, print).run(threading.Event())
    verdict, crowd_s = outcome.verdict, outcome.began_s + seconds / 3
    crowded = sorted(wait_ms for at_s, wait_ms in verdict.waits if crowd_s <= at_s < crowd_s + CROWD_S)
    wait_ms, tap_ms = percentile(verdict.waits_ms, 0.99), percentile(verdict.taps_ms, 0.99)
    reached(
        f"row 15: 60 stations, 1,000 learners, {verdict.made / seconds:.0f} facts/s for {seconds:.0f} s: saved to "
        f"acknowledged p50 {percentile(verdict.waits_ms, 0.5):.0f} p99 {wait_ms:.0f} ms, with {CROWD} photos at once "
        f"p99 {percentile(crowded, 0.99):.0f} ms; tap to saved p50 {percentile(verdict.taps_ms, 0.5):.0f} p99 "
        f"{tap_ms:.0f} ms; load {os.getloadavg()[0]:.1f}"
    )
    assert verdict.clean, verdict.why
    assert verdict.made / seconds > 40.0
    assert len(crowded) > CROWD
    assert wait_ms < 500
    assert percentile(crowded, 0.99) < 1_000
    assert tap_ms < 50
    assert complaints(tmp_path) == []
