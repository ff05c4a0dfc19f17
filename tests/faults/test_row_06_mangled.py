"""Row 6: messages come twice, late, in another order, or not at all: facts arrive once, documents are equal."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from demo.founding import Premises
from demo.simulate.day import Day
from demo.simulate.mangling import Mangling
from demo.simulate.options import BrokerName, Options
from demo.simulate.plan import Act, Errand
from tests.faults.simulated_room import Room, complaints, sees_that_the_hub_has_it

pytestmark = pytest.mark.xdist_group("real-time")


@pytest.mark.parametrize("what", ["writing", "photo"])
def test_what_was_dropped_is_said_again_within_seconds(tmp_path: Path, what: Act) -> None:
    """Facts, and the file of a photo: nothing of them gets through at first."""
    with Room(tmp_path, Options(stations=1, learners=2, rate=1, seconds=1, seed=6)) as room:
        with room.station(0) as station:
            room.heal()
            lost_s = 0.0

            def saved() -> None:
                nonlocal lost_s
                threading.Event().wait(1.0)
                room.proxy.mangle(Mangling(dup=1.0))
                lost_s = time.monotonic()
                sees_that_the_hub_has_it(station, 6.0)

            room.proxy.mangle(Mangling(drop=1.0))
            room.visit(station, Errand(number=0, at_s=0, place=0, learner=0, acts=(what,)), saved)
            room.heal(8.0)
            assert time.monotonic() - lost_s < 8.0
        verdict = room.verdict()
    assert verdict.clean, verdict.why
    assert complaints(tmp_path) == []


@pytest.mark.parametrize("broker", ["nats", "mosquitto"])
def test_a_network_that_doubles_drops_delays_and_reorders_costs_no_fact_and_no_document(
    tmp_path: Path, long_run: bool, reached: Callable[[str], None], broker: BrokerName
) -> None:
    options = Options(
        stations=20 if long_run else 5, learners=96 if long_run else 24, rate=40.0 if long_run else 10.0,
        seconds=200.0 if long_run else 6.0, seed=61, faults=("dup", "reorder", "delay", "drop"), share=0.3,
        broker=broker,
    )  # fmt: skip
    outcome = Day(Premises(tmp_path), options, print).run(threading.Event())
    verdict = outcome.verdict
    reached(
        f"row 6, {broker}: 30 % each of doubled, reordered, delayed, dropped: {verdict.made} facts, "
        f"{verdict.lost} lost, {verdict.doubled} doubled, {verdict.feed_mismatches} documents differ, "
        f"healed in {outcome.drain_s:.1f} s"
    )
    assert verdict.clean, (options, verdict.why)
    assert verdict.saved > options.seconds
    assert complaints(tmp_path) == []
