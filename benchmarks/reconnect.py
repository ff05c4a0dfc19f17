"""After the cable is back: 60 stations with 500 facts each come at once, while the teacher keeps the live page open.

The hub is the real program with a real broker, nats and then mosquitto. Stations speak the whole protocol.
The page is asked for every 0.1 s (its whole answer counts) and its stream is listened to; a learner at one more
station raises her hand again and again, and the time until the stream says so is hers. The limits stand beside.
"""

import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from benchmarks.burst import whole_visits
from benchmarks.crowded_school import Size, crowded_school, name_of, now_ms
from benchmarks.figures import percentile, say
from benchmarks.light_station import LightStation, come, play
from benchmarks.page_watcher import PageWatcher
from classroom.facts import HelpCancelled, HelpOpened
from classroom.wire.joining import JoinRecord
from demo.program import Program
from plumbing.inbox import BoundedInbox, Item
from tests.factories_hub import HERON

STATIONS: Final = 60
LEARNERS: Final = 999
CLASS: Final = 27
FACTS: Final = 500
DRAINED_S: Final = 60.0
PAGE_MS: Final = 500.0
QUIET_S: Final = 5.0
PATIENCE_S: Final = 20.0


class Morning:
    """A clock that runs through the last hour while facts are written, so that the visits are of today."""

    def __init__(self) -> None:
        self._at_ms = now_ms() - 3_600_000

    def __call__(self) -> int:
        self._at_ms = min(self._at_ms + 1_000, now_ms())
        return self._at_ms


def memory_mib(program: Program) -> float:
    """The resident memory of the hub's process."""
    lines = Path(f"/proc/{program.pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


class Hands(threading.Thread):
    """One learner's hand goes up and down; `took_s` gathers how long the stream took to show it."""

    def __init__(self, record: JoinRecord, watcher: PageWatcher) -> None:
        super().__init__(daemon=True)
        self._inbox: BoundedInbox[Item] = BoundedInbox(1000, 1 << 24)
        self._one = LightStation(record, now_ms, self._inbox)
        self._watcher = watcher
        self.took_s: list[float] = []
        self.stopping = threading.Event()

    def run(self) -> None:
        """Until told to stop."""
        one, name = self._one, "amal"
        one.link.start()
        while not one.link.connected:
            time.sleep(0.01)
        one.hello()
        visit = one.station.open_visit(name)
        while not self.stopping.is_set():
            help_id = one.station.fresh_id()
            self._watcher.await_words(help_id)
            one.station.write(HelpOpened(help=help_id), (name,), visit)
            began = time.monotonic()
            self._go_out()
            self.took_s.append(self._watcher.wait(PATIENCE_S) - began)
            one.station.write(HelpCancelled(help=help_id), (name,), visit)
            self._go_out()
            self.stopping.wait(0.3)
        one.link.stop()

    def _go_out(self) -> None:
        self._one.send()
        play({self._one.name: self._one}, self._inbox, lambda: self._one.drained)

    def fresh(self) -> list[float]:
        """What was gathered since the last time."""
        taken, self.took_s = self.took_s, []
        return taken


class Flood:
    """The stations that were away. Their facts are written before the clock runs."""

    def __init__(self, records: list[JoinRecord]) -> None:
        self._inbox: BoundedInbox[Item] = BoundedInbox(100_000, 1 << 28)
        self._stations = {one.station: LightStation(one, Morning(), self._inbox) for one in records}

    def write(self) -> int:
        """Write what was done while they were away; return how many facts in all."""
        for place, station in enumerate(self._stations.values()):
            until, visit = station.station.seq + FACTS, 0
            while station.station.seq < until:
                whole_visits(station.station, name_of((place + STATIONS * visit) % LEARNERS), 1)
                visit += 1
        return sum(station.station.seq - station.acked for station in self._stations.values())

    def come(self) -> float:
        """Let all of them connect at once; return the seconds until all that they kept is acknowledged."""
        began = time.monotonic()
        come(self._stations, self._inbox)
        play(self._stations, self._inbox, lambda: all(one.drained for one in self._stations.values()))
        return time.monotonic() - began

    def leave(self) -> None:
        """Hang up."""
        for station in self._stations.values():
            station.link.stop()


def measure(broker: str) -> None:
    """Say all figures of one broker."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=Path.cwd())))
        size = Size(STATIONS + 1, LEARNERS, CLASS)
        program, url, (token,), records = stack.enter_context(crowded_school(folder, size, broker))
        watcher = PageWatcher(url, token, HERON)
        stack.callback(watcher.stop)
        watcher.start()
        hands = Hands(records[0], watcher)
        hands.start()
        flood = Flood(records[1:])
        facts = flood.write()
        watcher.fresh()
        hands.fresh()
        time.sleep(QUIET_S)
        quiet_page, quiet_hand, before = watcher.fresh(), hands.fresh(), memory_mib(program)
        took = flood.come()
        page, hand, after = watcher.fresh(), hands.fresh(), memory_mib(program)
        flood.leave()
        flood.write()
        flood.come()
        again = memory_mib(program)
        flood.leave()
        hands.stopping.set()
        hands.join()
    with_it, without = f"60 stations back, {broker}: ", f"when it is quiet, {broker}: "
    say(f"{with_it}drained", "s", took, DRAINED_S, facts)
    say(f"{with_it}acknowledged a second", "facts/s", facts / took, facts / DRAINED_S, facts)
    for words, during, quiet in (("live page, p95", page, quiet_page), ("hand seen, p95", hand, quiet_hand)):
        say(f"{with_it}{words}", "ms", 1000 * percentile(during, 0.95), PAGE_MS, len(during))
        say(f"{without}{words}", "ms", 1000 * percentile(quiet, 0.95), PAGE_MS, len(quiet))
    say(f"{with_it}hub memory then", "MiB", after, before, 1)
    say(f"{with_it}hub memory after a second time", "MiB", again, after, 1)


def main() -> None:
    """Measure with each broker."""
    for broker in ("nats", "mosquitto"):
        measure(broker)


if __name__ == "__main__":
    main()
