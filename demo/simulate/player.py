"""A process with some real stations and the learners who come to them; it may be killed at any moment."""

import logging
import signal
import sys
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import click
import msgspec

from demo.founding import Premises
from demo.simulate.caller import Caller
from demo.simulate.clocks import lying_machine
from demo.simulate.journal import Journal
from demo.simulate.options import Options
from demo.simulate.plan import Errand, errands
from hardware.fake import FakeBadgeReader
from station.__main__ import HeadlessStation
from station.config import StationConfig

READY: Final = "stations ready"
BELL_S: Final = 0.05
OVER: Final = "visits over"


class Orders(msgspec.Struct, frozen=True, kw_only=True):
    """What a process is to do: `start` counts how often it was started."""

    options: Options
    home: str
    process: int
    start: int
    tokens: tuple[str, ...]

    @property
    def journal(self) -> Path:
        """Where this run of the process writes what children saw."""
        return journals(Path(self.home)) / f"{self.process}-{self.start}.jsonl"


def journals(home: Path) -> Path:
    """Return the folder of all journals."""
    return home / "journals"


def bell(home: Path) -> Path:
    """Return the file that says when the day began (monotonic seconds)."""
    return home / "bell"


def play(orders_file: Path) -> None:
    """Open the stations, let learners come until the day ends; then stay linked until told to end."""
    orders = msgspec.json.decode(orders_file.read_bytes(), type=Orders)
    logging.basicConfig(
        stream=sys.stderr, format="%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
    )
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    with Journal(orders.journal) as journal, ExitStack() as rooms:
        stations = {place: _open(orders, place) for place in orders.options.places(orders.process)}
        for station in stations.values():
            station.start()
            rooms.callback(station.stop)
        click.echo(READY)
        began_s = _wait_for_the_bell(Path(orders.home), stopping)
        callers = [
            _caller(orders, place, station, journal, began_s, stopping) for place, station in stations.items()
        ]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
        click.echo(OVER)
        stopping.wait()


def _open(orders: Orders, place: int) -> HeadlessStation:
    config = StationConfig(
        data=Premises(Path(orders.home)).station(place + 1), camera="fake", speech="none", disk_floor=0.0
    )
    lies = "clock" in orders.options.faults
    machine = lying_machine(orders.options.seed, place, orders.start) if lies else None
    return HeadlessStation(config, machine)


def _wait_for_the_bell(home: Path, stopping: threading.Event) -> float:
    """Return when the day began (monotonic seconds); it waits until all stations are open."""
    while not bell(home).exists() and not stopping.wait(BELL_S):
        pass
    return float(bell(home).read_text(encoding="ascii")) if bell(home).exists() else 0.0


def _caller(
    orders: Orders,
    place: int,
    station: HeadlessStation,
    journal: Journal,
    began_s: float,
    stopping: threading.Event,
) -> threading.Thread:
    if not isinstance(station.reader, FakeBadgeReader):
        raise TypeError("a simulated station needs the camera 'fake'")
    caller = Caller(
        station.record.station,
        station,
        station.reader,
        token_of=orders.tokens.__getitem__,
        keep=journal.write,
        seed=orders.options.seed,
        pause_s=orders.options.pause_s,
    )
    until_s = began_s + orders.options.seconds
    todo = _still_to_do(orders, place, began_s)
    return threading.Thread(
        target=caller.run,
        args=(todo, began_s, until_s, stopping),
        name=f"learners {place}",
        daemon=True,
    )


def _still_to_do(orders: Orders, place: int, began_s: float) -> list[Errand]:
    """Return what has not begun when this process begins: a visit that a kill cut off is not made up for."""
    now_s = time.monotonic() - began_s if orders.start else 0.0
    return [one for one in errands(orders.options) if one.place == place and one.at_s >= now_s]
