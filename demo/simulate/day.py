"""Runs a simulated day: what breaks breaks at its time, comes back at once, and is looked at while it lies there."""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from random import Random
from typing import Final

import msgspec

from demo.founding import Premises
from demo.simulate.crew import HubRelay, StationRelay
from demo.simulate.mangling import FAITHFUL, mangling_of
from demo.simulate.options import Options
from demo.simulate.plan import Damage, damages
from demo.simulate.player import bell
from demo.simulate.proxy import Proxy
from demo.simulate.reckoning import Healing, early_at, findings, journaled
from demo.simulate.school import found
from demo.simulate.verdict import Verdict, judge
from demo.simulate.witness import Witness
from plumbing.files import replace_file

LOOK_S: Final = 0.2
HEAL_S: Final = 120.0
"""So long a room may take to heal after the last fault; what is not there by then counts as lost."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """A day as it ended; it began at `began_s` (monotonic). `drain_s` from the end of all faults until everything
    was where it belongs.
    """

    seed: int
    began_s: float
    verdict: Verdict
    kills: int
    partitions: int
    drain_s: float


class Day:
    """One day in an empty folder. `say` hears what takes its time; after `stop` nothing more breaks."""

    def __init__(self, premises: Premises, options: Options, say: Callable[[str], None]) -> None:
        self._premises, self._options, self._say = premises, options, say
        self._witness = Witness()
        self._hub = HubRelay(premises, options.broker)
        self._proxy = Proxy(self._hub.address, self._witness.hear, Random(options.seed))
        self._stations: list[StationRelay] = []
        self._open_again: dict[str, float] = {}
        self._began_s = 0.0
        self._early = self._kills = self._partitions = 0

    def run(self, stop: threading.Event) -> Outcome:
        """Run the day to its end and return what it came to. Raises ProgramFailed when a program stays down."""
        with ExitStack() as rooms:
            rooms.enter_context(self._proxy)
            self._say(
                f"Making a school: {self._options.learners} learners, {self._options.stations} stations ..."
            )
            self._school = found(self._premises, self._options, self._proxy.add)
            self._start(rooms)
            self._say(f"{self._options.seconds:.0f} seconds of school ...")
            self._pass_the_day(stop)
            self._say("No more faults: waiting until everything is where it belongs ...")
            healing = Healing(self._premises, self._school)
            drain_s, mismatches = self._heal(healing)
        self._say("Counting ...")
        saved = journaled(self._premises)
        verdict = judge(
            findings(self._premises, saved, self._witness, self._early, mismatches, healing.settled)
        )
        return Outcome(
            seed=self._options.seed,
            began_s=self._began_s,
            verdict=verdict,
            kills=self._kills,
            partitions=self._partitions,
            drain_s=drain_s,
        )

    def _start(self, rooms: ExitStack) -> None:
        rooms.callback(self._hub.stop)
        self._hub.begin()
        self._hub.wait()
        for process in range(self._options.processes):
            relay = StationRelay(self._premises, self._options, process, self._school.tokens)
            rooms.callback(relay.stop)
            relay.begin()
            self._stations.append(relay)
        for relay in self._stations:
            relay.wait()
        self._wait_for_documents()
        self._began_s = time.monotonic()
        replace_file(bell(self._premises.folder), str(self._began_s).encode())
        self._proxy.mangle(mangling_of(self._options))

    def _wait_for_documents(self) -> None:
        """Let every station learn who may come, before anybody does."""
        healing, opened_s = Healing(self._premises, self._school), time.monotonic()
        while healing.mismatches() and time.monotonic() - opened_s < HEAL_S:
            self._hub_and_stations_run()
            time.sleep(LOOK_S)

    def _pass_the_day(self, stop: threading.Event) -> None:
        todo, now_s = damages(self._options), 0.0
        while now_s < self._options.seconds and not stop.is_set():
            while todo and todo[0].at_s <= now_s:
                self._damage(todo.pop(0))
            self._tend(now_s)
            next_s = min([self._options.seconds, now_s + LOOK_S, *(one.at_s for one in todo[:1])])
            stop.wait(max(0.0, next_s - self._now_s()))
            now_s = self._now_s()

    def _now_s(self) -> float:
        return time.monotonic() - self._began_s

    def _damage(self, damage: Damage) -> None:
        match damage.harm:
            case "kill station":
                relay = self._stations[damage.place]
                relay.kill()
                relay.begin()
                self._kills += 1
            case "kill hub":
                self._kill_hub()
            case "kill broker":
                self._kills += self._hub.kill_broker()
            case "cut" | "hole" | "stall":
                station = self._school.stations[damage.place]
                self._proxy.turn(station, damage.harm)
                self._open_again[station] = damage.at_s + damage.for_s
                self._partitions += 1

    def _kill_hub(self) -> None:
        """Kill it, and see what it has: a new run would get again, and hide, what the dead one said too early."""
        self._hub.kill()
        self._early += early_at(self._premises, self._witness.highest())
        self._hub.begin()
        self._kills += 1

    def _tend(self, now_s: float) -> None:
        """Mend the wires whose time is over; start again what ended by itself."""
        for station in [each for each, until_s in self._open_again.items() if until_s <= now_s]:
            del self._open_again[station]
            self._proxy.turn(station, "open")
        self._hub_and_stations_run()

    def _hub_and_stations_run(self) -> None:
        """Start again what ended by itself. Raises ProgramFailed when it does so again and again."""
        if self._hub.needs_start():
            self._hub.begin()
        for relay in self._stations:
            if relay.needs_start():
                relay.begin()

    def _heal(self, healing: Healing) -> tuple[float, list[str]]:
        """Let all faults end, and wait; return how long it took, and which documents differ at the end."""
        self._proxy.mangle(FAITHFUL)
        for station in list(self._open_again):
            self._proxy.turn(station, "open")
        self._open_again.clear()
        ended_s = time.monotonic()
        while time.monotonic() - ended_s < HEAL_S:
            mismatches = healing.mismatches()
            if not mismatches and all(relay.is_over for relay in self._stations) and healing.drained():
                break
            self._tend(self._now_s())
            time.sleep(LOOK_S)
        return time.monotonic() - ended_s, mismatches
