"""Row 6: messages come twice, late, in another order, or not at all: facts arrive once, documents are equal."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from demo.founding import Premises
from demo.simulate.day import Day
from demo.simulate.mangling import FAITHFUL, Mangling
from demo.simulate.options import BrokerName, Options
from demo.simulate.plan import Errand
from demo.simulate.wire import Passed
from tests.faults.simulated_room import Room, complaints, sees_that_the_hub_has_it

pytestmark = pytest.mark.xdist_group("real-time")


def test_facts_that_were_dropped_are_said_again_within_seconds(tmp_path: Path) -> None:
    with Room(tmp_path, Options(stations=1, learners=2, rate=1, seconds=1, seed=6)) as room:
        with room.station(0) as station:
            room.heal(10.0)

            def saved() -> None:
                threading.Event().wait(1.0)
                room.proxy.mangle(Mangling(dup=1.0))
                sees_that_the_hub_has_it(station, 6.0)

            room.proxy.mangle(Mangling(drop=1.0))
            room.visit(station, Errand(number=0, at_s=0, place=0, learner=0, acts=("writing",)), saved)
            room.heal(6.0)
        verdict = room.verdict()
    assert verdict.clean, verdict.why
    assert complaints(tmp_path) == []


def test_pieces_of_a_file_that_were_dropped_are_asked_for_again_within_seconds(tmp_path: Path) -> None:
    begun = threading.Event()

    def drop_from_here(passed: Passed) -> None:
        if passed.message.topic.endswith("/media") and not begun.is_set():
            room.proxy.mangle(Mangling(drop=1.0))
            begun.set()

    with Room(tmp_path, Options(stations=1, learners=2, rate=1, seconds=1, seed=6), drop_from_here) as room:
        with room.station(0) as station:
            room.heal(10.0)
            room.visit(station, Errand(number=0, at_s=0, place=0, learner=0, acts=("large photo",)))
            assert begun.wait(5.0)
            threading.Event().wait(1.0)
            room.proxy.mangle(FAITHFUL)
            room.heal(6.0)
        verdict = room.verdict()
    assert verdict.clean, verdict.why
    assert complaints(tmp_path) == []


@pytest.mark.parametrize(
    ("broker", "seconds"), [("nats", 6.0), pytest.param("mosquitto", 3.0, marks=pytest.mark.long)]
)
def test_a_network_that_doubles_drops_delays_and_reorders_costs_no_fact_and_no_document(
    tmp_path: Path, long_run: bool, reached: Callable[[str], None], broker: BrokerName, seconds: float
) -> None:
    options = Options(
        stations=20 if long_run else 5, learners=96 if long_run else 24, rate=40.0 if long_run else 10.0,
        seconds=200.0 if long_run else seconds, seed=61, faults=("dup", "reorder", "delay", "drop"), share=0.3,
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
