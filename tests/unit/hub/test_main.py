"""A whole hub: real broker, real pages, real commands; started in order, stopped in reverse, killed at any time."""

import json
import os
import random
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

import msgspec
import pytest

from classroom.facts import VisitModeChanged
from classroom.wire.joining import JoinRecord
from hub.__main__ import Hub, now_ms
from hub.cli_asking import ask
from hub.config import Address, Config
from hub.errors import HubIsRunning, NotSetUp
from hub.service.setting_up import make_hub
from hub.service.shapes import Answer, Chip
from hub.store import facts, feed
from hub.store.rebuild import differences
from hub.store.store import looking
from tests.factories_hub import SchoolAtWork, world
from tests.unit.hub.on_air import StationOnAir
from tests.waiting import until

ANY = Address("127.0.0.1", 0)
AHEAD = 200
"""Facts that a station may have written before the hub acknowledged them, so that a kill meets many."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "hub"
    make_hub(folder, now_ms, school="Cedar Bend", timezone="UTC", person="Ms First", password="")
    ask(folder, "publish", {"entities": [SchoolAtWork.plain(entity) for entity in world()[1:]]})
    return folder


@pytest.fixture
def running(folder: Path) -> Iterator[Hub]:
    hub = Hub(Config(folder, http=ANY, mqtt=ANY))
    hub.start()
    yield hub
    hub.stop()


def enrolled(folder: Path, zone: str = "cave") -> JoinRecord:
    return msgspec.convert(ask(folder, "enrol", {"zone": zone, "classes": ["heron"]}), JoinRecord)


@pytest.fixture
def station(running: Hub, folder: Path) -> Iterator[StationOnAir]:
    on_air = StationOnAir(enrolled(folder))
    on_air.start()
    yield on_air
    on_air.stop()


def test_a_station_that_is_enrolled_while_the_hub_runs_is_heard_at_once(
    running: Hub, station: StationOnAir
) -> None:
    until(station.tend)
    visit = station.stub.open_visit("amal")
    station.stub.hand_in(visit, "amal")
    until(station.tend)
    assert station.upto == 3
    (item,) = running.office.review_queue("ms-r")
    assert (item.full, item.waiting_now) == ("Amal K.", True)
    assert [one["state"] for one in running.console.answer("status", {})["stations"]] == ["live"]


def test_a_station_that_vanishes_is_offline_before_it_is_late(running: Hub, station: StationOnAir) -> None:
    until(station.tend)
    sid = station.stub.record.station
    until(lambda: running.back.presence.reachable(sid))
    station.link._client.socket().shutdown(2)  # type: ignore[union-attr]
    station.link.stop()
    until(lambda: not running.back.presence.reachable(sid), seconds=8)


def test_a_judgement_is_announced_to_another_station_within_a_second(
    running: Hub, station: StationOnAir, folder: Path
) -> None:
    other = StationOnAir(enrolled(folder, "make"))
    other.start()
    until(lambda: station.tend() and other.tend())
    visit = station.stub.open_visit("amal")
    first, _ = station.stub.hand_in(visit, "amal")
    second, _ = station.stub.hand_in(visit, "amal", "G01")
    until(station.tend)
    running.office.answer(first, "ms-r", Answer(level=3))
    until(lambda: other.tend() and not _stale(running) and other.head == _head(running))
    before, began = other.head, time.monotonic()
    running.office.answer(second, "ms-r", Answer(words=(Chip(kind="glow", text="Yes."),)))
    until(lambda: other.tend() and other.head > before)
    assert time.monotonic() - began < 1
    assert [line.code for line in running.office.learner_page("amal", "ms-r").mastered] == ["M01"]
    other.stop()


def _stale(hub: Hub) -> bool:
    with hub.back.store.reading() as tables:
        return tables.one("SELECT 1 FROM stale") is not None


def _head(hub: Hub) -> int:
    with hub.back.store.reading() as tables:
        return feed.head(tables)


def test_pages_are_served_and_ask_who_is_there(running: Hub) -> None:
    trusting = ssl.create_default_context(cadata=running.back.certificates.authority().cert_pem.decode())
    with closing(urllib.request.urlopen(f"https://{running.http}/", context=trusting)) as page:
        assert page.status == 200
        assert "sign-in" in page.url


def test_the_ready_line_says_where_to_come_in(running: Hub) -> None:
    trust = f"http://{running._doors.trust}/trust"
    assert (
        running.ready_line()
        == f"hub ready http=https://{running.http} mqtt={running.mqtt} room={running.room} trust={trust}"
    )
    assert running.http.port
    assert running.mqtt.port


def test_one_folder_has_one_hub(running: Hub, folder: Path) -> None:
    with pytest.raises(HubIsRunning):
        Hub(Config(folder, http=ANY, mqtt=ANY)).start()
    running.tend()
    assert running.intake.alive


def test_where_nothing_was_set_up_nothing_starts(tmp_path: Path) -> None:
    with pytest.raises(NotSetUp):
        Hub(Config(tmp_path))


def test_a_killed_broker_comes_back_and_nothing_is_lost(running: Hub, station: StationOnAir) -> None:
    until(station.tend)
    visit = station.stub.open_visit("amal")
    until(station.tend)
    os.kill(running._broker.pid or 0, signal.SIGKILL)  # type: ignore[attr-defined]
    station.stub.hand_in(visit, "amal")

    def healed() -> bool:
        running.tend()
        return station.tend() and station.welcomes >= 2

    until(healed, seconds=20)
    assert station.upto == station.stub.seq == 3


def test_a_hub_that_starts_again_lets_its_stations_back_in(folder: Path) -> None:
    first = Hub(Config(folder, http=ANY, mqtt=ANY))
    first.start()
    station = StationOnAir(enrolled(folder))
    station.start()
    until(station.tend)
    visit = station.stub.open_visit("amal")
    until(station.tend)
    first.stop()
    station.stub.hand_in(visit, "amal")
    second = Hub(Config(folder, http=ANY, mqtt=Address("127.0.0.1", first.mqtt.port)))
    second.start()
    until(station.tend, seconds=20)
    assert [item.full for item in second.office.review_queue("ms-r")] == ["Amal K."]
    station.stop()
    second.stop()


# ── killed ───────────────────────────────────────────────────────────────────────────────────────────


class Process:
    """`waystation hub run` as a process of its own."""

    def __init__(self, folder: Path, mqtt: str) -> None:
        command = [
            sys.executable,
            "-m",
            "hub",
            "run",
            "--data",
            str(folder),
            "--http",
            "127.0.0.1:0",
            "--mqtt",
            mqtt,
        ]
        self._popen = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        out: IO[str] | None = self._popen.stdout
        assert out is not None
        self.ready = out.readline()
        out.close()

    def end(self, number: int) -> int:
        self._popen.send_signal(number)
        return self._popen.wait(15)


def test_sigterm_ends_a_hub_politely_and_quickly(folder: Path) -> None:
    process = Process(folder, "127.0.0.1:0")
    assert process.ready.startswith("hub ready http=https://127.0.0.1:")
    began = time.monotonic()
    assert process.end(signal.SIGTERM) == 0
    assert time.monotonic() - began < 5


def test_kill_9_at_any_moment_loses_no_acknowledged_fact_and_doubles_none(
    folder: Path, *, long_run: bool
) -> None:
    chance = random.Random(11)
    first = Process(folder, "127.0.0.1:0")
    mqtt = first.ready.partition("mqtt=")[2].split()[0]
    station = StationOnAir(enrolled(folder))
    station.start()
    visit = station.stub.open_visit("amal")
    process, acknowledged = first, 0
    for _ in range(40 if long_run else 5):
        until_killed = time.monotonic() + chance.uniform(0.2, 1.5)
        while time.monotonic() < until_killed:
            station.stub.write(VisitModeChanged(mode="at_table"), ("amal",), visit)
            station.tend()
            until(lambda: station.tend() or station.stub.seq - station.upto < AHEAD)
        process.end(signal.SIGKILL)
        acknowledged = max(acknowledged, station.upto)
        with looking(folder) as tables:
            assert facts.mark(tables, station.stub.record.station, station.stub.epoch).upto >= acknowledged
        process = Process(folder, mqtt)
    until(station.tend, seconds=30)
    station.stop()
    assert process.end(signal.SIGTERM) == 0
    with looking(folder) as tables:
        kept = Counter(
            fact.seq for fact in facts.after(tables, 0) if fact.station == station.stub.record.station
        )
        assert kept == Counter(range(1, station.stub.seq + 1))
        assert differences(tables)[0] == []


CRASH = """
import json, os, signal, sys
from pathlib import Path
import msgspec
from classroom.wire.messages import EventBatch
from hub.service.backoffice import Backoffice
from hub.__main__ import now_ms
back = Backoffice(Path(sys.argv[1]), now_ms)
back.start()
batch = msgspec.json.decode(sys.stdin.buffer.read(), type=EventBatch)
taken = back.writer.do(lambda tables: back.recording.take(tables, sys.argv[2], batch))
print(json.dumps({"upto": taken.upto}), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_hub_that_dies_between_commit_and_acknowledgement_has_the_facts_once(folder: Path) -> None:
    record = enrolled_while_down(folder)
    station = StationOnAir(record)
    station.stub.hand_in(station.stub.open_visit("amal"), "amal")
    command = [sys.executable, "-c", CRASH, str(folder), record.station]
    batch = msgspec.json.encode(station.stub.batch())
    died = subprocess.run(command, input=batch, stdout=subprocess.PIPE, check=False)
    assert died.returncode == -signal.SIGKILL
    assert json.loads(died.stdout) == {"upto": 3}
    hub = Hub(Config(folder, http=ANY, mqtt=Address("127.0.0.1", record.port)))
    hub.start()
    station.start()
    until(station.tend, seconds=20)
    station.stop()
    assert len(hub.office.review_queue("ms-r")) == 1
    hub.stop()


def enrolled_while_down(folder: Path) -> JoinRecord:
    """A record for a port that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    (folder / "hub.toml").write_text(f'mqtt = "127.0.0.1:{port}"\n', encoding="utf-8")
    return enrolled(folder)
