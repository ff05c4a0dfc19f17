"""A whole room for the tests of faults: a real hub and broker as processes, our own network, stations in here."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from typing import Self

from demo.founding import Premises
from demo.simulate.caller import Caller
from demo.simulate.crew import HubRelay
from demo.simulate.options import Options
from demo.simulate.plan import Errand
from demo.simulate.proxy import Proxy
from demo.simulate.reckoning import Healing, early_at, findings
from demo.simulate.school import found
from demo.simulate.verdict import Saved, Verdict, judge
from demo.simulate.wire import Passed
from demo.simulate.witness import Witness
from hardware.fake import FakeBadgeReader
from station.__main__ import HeadlessStation
from station.config import StationConfig
from station.sync.clock import Machine
from station.views.work_shapes import HandedInView
from tests.waiting import until


class Room:
    """Opens on entering. `saved` is what pupils saw as saved; `heal` and `verdict` end the story.

    `overheard` is called with each message just before it reaches its station, or the broker.
    """

    def __init__(
        self, folder: Path, options: Options, overheard: Callable[[Passed], None] = lambda _: None
    ) -> None:
        self.premises, self.options = Premises(folder), options
        self.witness, self.saved = Witness(), list[Saved]()
        self.hub = HubRelay(self.premises, options.broker)
        self.proxy = Proxy(self.hub.address, self._hear, Random(options.seed))
        self._overheard = overheard
        self.early, self.mismatches = 0, ["it was never healed"]
        self._settled: frozenset[str] | None = None
        self._rooms = ExitStack()

    def __enter__(self) -> Self:
        self._rooms.enter_context(self.proxy)
        self.school = found(self.premises, self.options, self.proxy.add)
        self._rooms.callback(self.hub.stop)
        self.hub.begin()
        self.hub.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._rooms.close()

    @contextmanager
    def station(self, place: int, machine: Machine | None = None) -> Iterator[HeadlessStation]:
        """Open a station in this process."""
        folder = self.premises.station(place + 1)
        config = StationConfig(data=folder, camera="fake", speech="none", disk_floor=0.0)
        station = HeadlessStation(config, machine)
        station.start()
        try:
            yield station
        finally:
            station.stop()

    def visit(
        self, station: HeadlessStation, errand: Errand, then: Callable[[], None] = lambda: None
    ) -> None:
        """Let a learner come, do what is to be done, and go; `then` follows each piece that she sees as saved."""
        assert isinstance(station.reader, FakeBadgeReader)
        before = len(self.saved)

        def keep(saved: Saved) -> None:
            self.saved.append(saved)
            then()

        caller = Caller(
            station.record.station,
            station,
            station.reader,
            token_of=self.school.tokens.__getitem__,
            keep=keep,
            seed=self.options.seed,
            pause_s=0.0,
        )
        caller.visit(errand, threading.Event())
        assert len(self.saved) > before, f"nothing was saved at {station.record.station}"

    def _hear(self, passed: Passed) -> None:
        self.witness.hear(passed)
        self._overheard(passed)

    def kill_hub(self) -> None:
        """Kill it, look at what it has, start the next run."""
        self.hub.kill()
        self.early += early_at(self.premises, self.witness.highest())
        self.hub.begin()

    def heal(self, seconds: float = 60.0) -> float:
        """Wait until everything is where it belongs, while the stations are open; return how long it took."""
        began_s, healing = time.monotonic(), Healing(self.premises, self.school)
        until(healing.drained, seconds=seconds, what="the hub lacks facts or files")
        until(lambda: not healing.mismatches(), seconds=seconds, what="the documents differ")
        self.mismatches, self._settled = [], healing.settled
        return time.monotonic() - began_s

    def verdict(self) -> Verdict:
        """End the hub, and hold everything against its log."""
        self._rooms.close()
        return judge(
            findings(self.premises, self.saved, self.witness, self.early, self.mismatches, self._settled)
        )


def sees_that_the_hub_has_it(station: HeadlessStation, patience_s: float) -> None:
    """Wait for the second tick."""
    station.wait_for(lambda view: isinstance(view, HandedInView) and view.ticks == 2, patience_s)


def complaints(folder: Path) -> list[str]:
    """Return what hub and stations wrote of errors into their logs: no message may kill, or break, a thread."""
    lines = [
        line
        for path in sorted((folder / "logs").glob("*.log"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if "Traceback" in line or " ERROR " in line or " CRITICAL " in line
    ]
    return sorted({line.partition(" ERROR ")[2] or line for line in lines})
