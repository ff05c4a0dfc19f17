"""Row 1: kill -9 of station, hub and broker, again and again: what a child saw as saved is at the hub once."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from demo.founding import Premises
from demo.simulate.day import Day, Outcome
from demo.simulate.journal import read_journal
from demo.simulate.options import BrokerName, Options
from demo.simulate.plan import Act, Errand
from demo.simulate.reckoning import early_at
from demo.simulate.wire import Passed
from tests.faults.simulated_room import Room, complaints, sees_that_the_hub_has_it

pytestmark = pytest.mark.xdist_group("real-time")
ROOT = Path(__file__).resolve().parent.parent.parent
SHORT = Options(
    stations=4, learners=24, rate=16.0, seconds=26.0, seed=11, faults=("kill",), kill_every_s=0.95
)
LONG = Options(
    stations=24, learners=192, rate=120.0, seconds=640.0, seed=12, faults=("kill",), kill_every_s=1.2
)


def day(folder: Path, options: Options) -> Outcome:
    outcome = Day(Premises(folder), options, print).run(threading.Event())
    assert outcome.verdict.clean, (options, outcome.verdict.why)
    assert complaints(folder) == []
    return outcome


def in_words(outcome: Outcome, broker: str) -> str:
    verdict = outcome.verdict
    return (
        f"row 1, {broker}: {outcome.kills} kills, {verdict.made} facts, {verdict.saved} pieces seen as saved, "
        f"{verdict.lost} lost, {verdict.doubled} doubled, {verdict.acked_early} acknowledged too early"
    )


def test_what_was_saved_is_at_the_hub_once_though_everything_is_killed_again_and_again(
    tmp_path: Path, long_run: bool, reached: Callable[[str], None]
) -> None:
    outcome = day(tmp_path, LONG if long_run else SHORT)
    reached(in_words(outcome, "nats"))
    assert outcome.kills >= (500 if long_run else 20)
    assert outcome.verdict.made >= (50_000 if long_run else 100)


def test_at_the_moment_of_each_acknowledgement_its_facts_are_in_the_log(tmp_path: Path) -> None:
    """The hub stands still while we look: so a word that is a thousandth of a second too early is seen."""
    early: list[int] = []

    def look(passed: Passed) -> None:
        if passed.message.topic.endswith("/ack"):
            os.kill(room.hub.pid, signal.SIGSTOP)
            early.append(early_at(room.premises, room.witness.highest()))
            os.kill(room.hub.pid, signal.SIGCONT)

    with Room(tmp_path, Options(stations=1, learners=2, rate=1, seconds=1, seed=2), look) as room:
        with room.station(0) as station:
            acts: tuple[Act, ...] = ("writing", "photo") * 10
            room.visit(
                station,
                Errand(number=0, at_s=0, place=0, learner=0, acts=acts),
                lambda: sees_that_the_hub_has_it(station, 5.0),
            )
            room.heal()
        verdict = room.verdict()
    assert len(early) >= len(acts)
    assert sum(early) == 0
    assert verdict.clean, verdict.why


def test_a_station_that_is_killed_when_the_child_sees_saved_has_it_on_its_disk(tmp_path: Path) -> None:
    """Its process kills itself in the very moment in which the screen says so."""
    kills = 4
    with Room(tmp_path, Options(stations=1, learners=24, rate=1, seconds=1, seed=3)) as room:
        with room.station(0):
            room.heal()
        for number in range(kills):
            command = [sys.executable, "-m", "tests.faults.killed_when_saved", str(tmp_path), str(number)]
            done = subprocess.run([*command, room.school.tokens[number]], cwd=ROOT, check=False)
            assert done.returncode == -signal.SIGKILL
        with room.station(0):
            room.saved += read_journal(tmp_path / "saved.jsonl")
            room.heal()
        verdict = room.verdict()
    assert verdict.saved == kills
    assert verdict.clean, verdict.why


def test_the_same_holds_with_the_other_broker(
    tmp_path: Path, long_run: bool, reached: Callable[[str], None]
) -> None:
    broker: BrokerName = "mosquitto"
    options = Options(
        stations=4, learners=24, rate=16.0, seconds=90.0 if long_run else 8.0, seed=13, faults=("kill",),
        kill_every_s=1.1, broker=broker,
    )  # fmt: skip
    outcome = day(tmp_path, options)
    reached(in_words(outcome, broker))
    assert outcome.kills >= (60 if long_run else 4)
