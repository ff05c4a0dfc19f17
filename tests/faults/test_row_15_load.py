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
from demo.simulate.verdict import Verdict, percentile
from tests.faults.simulated_room import complaints

pytestmark = [pytest.mark.long, pytest.mark.timed, pytest.mark.xdist_group("real-time")]
CROWD: Final = 20
CROWD_S: Final = 8.0
"""Scan, hello, shutter, keep, claim, hand in, the file's way up: that long after their coming all is over."""


class Times:
    """How long taps and words of the hub took, of the pieces that were saved at a second that `counts`."""

    def __init__(self, verdict: Verdict, counts: Callable[[float], bool]) -> None:
        self.waits_ms = sorted(wait_ms for at_s, wait_ms in verdict.waits if counts(at_s))
        self.taps_ms = sorted(tap_ms for at_s, tap_ms in verdict.taps if counts(at_s))

    def wait_ms(self, share: float) -> float:
        return percentile(self.waits_ms, share)

    def tap_ms(self, share: float) -> float:
        return percentile(self.taps_ms, share)

    def __str__(self) -> str:
        return (
            f"saved to acknowledged p50 {self.wait_ms(0.5):.0f} p99 {self.wait_ms(0.99):.0f} ms, "
            f"tap to saved p50 {self.tap_ms(0.5):.0f} p99 {self.tap_ms(0.99):.0f} ms"
        )


def test_a_whole_school_at_once_is_heard_in_time(
    tmp_path: Path, long_run: bool, reached: Callable[[str], None]
) -> None:
    seconds = 240.0 if long_run else 25.0
    options = Options(stations=60, learners=1000, rate=50.0, seconds=seconds, seed=15, crowd=CROWD)
    outcome = Day(Premises(tmp_path), options, print).run(threading.Event())
    verdict, crowd_s = outcome.verdict, outcome.began_s + seconds / 3
    usual = Times(verdict, lambda at_s: not crowd_s <= at_s < crowd_s + CROWD_S)
    crowded = Times(verdict, lambda at_s: crowd_s <= at_s < crowd_s + CROWD_S)
    reached(
        f"row 15: 60 stations, 1,000 learners, {verdict.made / seconds:.0f} facts/s for {seconds:.0f} s: {usual}; "
        f"around {CROWD} photos at once: {crowded}; load {os.getloadavg()[0]:.1f}"
    )
    assert verdict.clean, verdict.why
    assert verdict.made / seconds > 40.0
    assert len(crowded.waits_ms) > CROWD
    assert usual.wait_ms(0.99) < 500
    assert usual.tap_ms(0.99) < 50
    assert crowded.wait_ms(0.99) < 1_000
    assert complaints(tmp_path) == []
