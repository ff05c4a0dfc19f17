"""Parts that die on their own: replaced while the hub runs, or the hub ends loudly and is started anew."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from classroom.wire.joining import JoinRecord
from hub.__main__ import EXIT_BROKEN, Hub, now_ms
from hub.broker.managed import ManagedBroker
from hub.cli_asking import ask
from hub.config import Address, Config
from hub.service.setting_up import make_hub
from hub.store.store import looking
from tests.factories_hub import SchoolAtWork, world
from tests.faults.station_school import Child
from tests.faults.station_world import small_world
from tests.faults.thread_killer import kill_thread
from tests.unit.hub.on_air import StationOnAir
from tests.unit.station.room import amal
from tests.waiting import until

ANY = Address("127.0.0.1", 0)

SABOTAGED = """
import sys, threading
from pathlib import Path
from hub.__main__ import run
from hub.config import Address, Config
from tests.faults.thread_killer import kill_thread
def ready(line):
    print(line, flush=True)
    threading.Thread(target=lambda: (sys.stdin.readline(), kill_thread(sys.argv[2])), daemon=True).start()
run(Config(Path(sys.argv[1]), http=Address("127.0.0.1", 0), mqtt=Address("127.0.0.1", int(sys.argv[3]))), ready)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "hub"
    make_hub(folder, now_ms, school="Cedar Bend", timezone="UTC", person="Ms First", password="")
    ask(folder, "publish", {"entities": [SchoolAtWork.plain(entity) for entity in world()[1:]]})
    return folder


@pytest.fixture
def hub(folder: Path) -> Iterator[Hub]:
    hub = Hub(Config(folder, http=ANY, mqtt=ANY))
    hub.start()
    yield hub
    hub.stop()


@pytest.fixture
def station(hub: Hub, folder: Path) -> Iterator[StationOnAir]:
    record = msgspec.convert(ask(folder, "enrol", {"zone": "cave", "classes": ["heron"]}), JoinRecord)
    station = StationOnAir(record)
    station.start()
    until(station.tend)
    yield station
    station.stop()


def hands_in(hub: Hub, station: StationOnAir, *, seconds: float = 10) -> None:
    """A piece goes up, whatever has just died; the hub is tended as its own loop does."""
    station.stub.hand_in(station.stub.open_visit("amal"), "amal")

    def arrived() -> bool:
        hub.tend()
        return station.tend()

    until(arrived, seconds=seconds)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # the death itself
def test_a_hub_whose_network_thread_died_gets_another_one(hub: Hub, station: StationOnAir) -> None:
    thread = hub._link._thread
    assert thread is not None
    kill_thread(thread.name)
    until(lambda: station.tend() and not hub._link.connected)
    hands_in(hub, station)
    assert hub._link._thread is not thread


def test_a_hub_whose_listening_thread_is_hit_goes_on_listening(hub: Hub, station: StationOnAir) -> None:
    kill_thread("hub intake")
    until(lambda: hub.intake.broken == 1)
    hands_in(hub, station)
    assert hub.intake.alive


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # the death itself
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # and the pipe that it held
def test_a_broker_whose_keeper_died_is_kept_by_another_one(hub: Hub, station: StationOnAir) -> None:
    broker = hub._broker
    assert isinstance(broker, ManagedBroker)
    before = broker.pid
    kill_thread("nats supervisor")
    os.kill(before or 0, signal.SIGKILL)
    until(lambda: broker.pid is None)
    broker.restart()
    assert broker.pid not in {None, before}
    hands_in(hub, station)


@pytest.mark.parametrize("part", ["hub writer", "hub pages"])
def test_a_hub_that_cannot_go_on_ends_loudly_at_once_and_has_everything_when_it_is_back(
    folder: Path, part: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    (folder / "hub.toml").write_text(f'mqtt = "127.0.0.1:{port}"\n', encoding="utf-8")
    record = msgspec.convert(ask(folder, "enrol", {"zone": "cave", "classes": ["heron"]}), JoinRecord)
    first = subprocess.Popen(
        [sys.executable, "-c", SABOTAGED, str(folder), part, str(record.port)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert first.stdout
    assert first.stdout.readline().startswith("hub ready")
    station = StationOnAir(record)
    station.start()
    station.stub.hand_in(station.stub.open_visit("amal"), "amal")
    until(station.tend)
    began = time.monotonic()
    _, said = first.communicate("now\n", timeout=20)
    assert first.returncode == EXIT_BROKEN
    assert f"The hub's {part.removeprefix('hub ')} has ended." in said
    assert time.monotonic() - began < 10
    hub = Hub(Config(folder, http=ANY, mqtt=Address("127.0.0.1", record.port)))
    hub.start()
    hands_in(hub, station, seconds=20)
    station.stop()
    hub.stop()
    with looking(folder) as tables:
        assert tables.all("SELECT count(*) FROM pieces") == [(2,)]


def test_a_station_whose_sync_thread_is_hit_goes_on_sending(tmp_path: Path) -> None:
    child = Child(amal())
    with small_world(tmp_path, child) as world, world.station() as visitor:
        until(world.knows_documents)
        kill_thread("sync")
        visitor.comes_in(child)
        visitor.writes("After all.")
        until(lambda: world.marks().waiting == 0 and world.marks().upto > 0, seconds=20)
        assert [each.name for each in threading.enumerate() if each.name == "sync"] == ["sync"]
