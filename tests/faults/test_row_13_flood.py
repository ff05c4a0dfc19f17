"""Row 13: a flood before anybody has said who she is; the broker stays small and everybody else is served."""

import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from classroom.wire.joining import JoinRecord
from hub.__main__ import Hub, now_ms
from hub.broker.managed import ManagedBroker
from hub.cli_asking import ask
from hub.config import Address, Config
from hub.service.setting_up import make_hub
from plumbing.tls import pinned
from tests.factories_hub import SchoolAtWork, world
from tests.faults.flood import HTTP, MQTT, flooded, trusting_anybody
from tests.unit.hub.on_air import StationOnAir
from tests.waiting import until

pytestmark = pytest.mark.timed
ANY = Address("127.0.0.1", 0)
ATTACKERS = ["127.0.0.66", "127.0.0.67"]
GROWTH_KIB = 10 * 1024
SERVED_S = 2.0


@pytest.fixture(params=["nats", pytest.param("mosquitto", marks=pytest.mark.long)])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    folder = tmp_path / "hub"
    make_hub(folder, now_ms, school="Cedar Bend", timezone="UTC", person="Ms First", password="")
    ask(folder, "publish", {"entities": [SchoolAtWork.plain(entity) for entity in world()[1:]]})
    hub = Hub(Config(folder, http=ANY, mqtt=ANY, broker=request.param))
    hub.start()
    yield hub
    hub.stop()


@pytest.fixture
def station(hub: Hub) -> Iterator[StationOnAir]:
    record = ask(hub._config.data, "enrol", {"zone": "cave", "classes": ["heron"]})
    on_air = StationOnAir(msgspec.convert(record, JoinRecord))
    on_air.start()
    until(on_air.tend, what="the first welcome")
    yield on_air
    on_air.stop()


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def broker_of(hub: Hub) -> ManagedBroker:
    assert isinstance(hub._broker, ManagedBroker)
    return hub._broker


def memory_kib(hub: Hub, line: str) -> int:
    status = Path(f"/proc/{broker_of(hub).pid}/status").read_text()
    return int(status.split(f"{line}:")[1].split()[0])


def saves_and_waits(station: StationOnAir) -> float:
    """Seconds from a saved piece to the acknowledgement of all its facts."""
    began = time.monotonic()
    visit = station.stub.open_visit("amal")
    station.stub.hand_in(visit, "amal")
    until(station.tend, what="the acknowledgement")
    return time.monotonic() - began


def comes_back(hub: Hub, station: StationOnAir) -> float:
    """Seconds until the same station is let in again after its link was cut."""
    before, began = station.welcomes, time.monotonic()
    station.link.renew()
    until(lambda: station.tend() and station.welcomes > before, what="the next welcome")
    return time.monotonic() - began


def test_a_flood_at_the_broker_fills_no_memory_and_keeps_nobody_out(
    hub: Hub, station: StationOnAir, reached: Callable[[str], None], *, long_run: bool
) -> None:
    for _ in range(5):
        saves_and_waits(station)
    before, thrown = memory_kib(hub, "VmRSS"), 0
    waits, returns = [], []
    for word in MQTT.values():
        with flooded(hub.mqtt.port, ATTACKERS, word, trusting_anybody) as flood:
            until_s = time.monotonic() + (20 if long_run else 1.2)
            while time.monotonic() < until_s or flood.thrown < 100:
                waits.append(saves_and_waits(station))
            returns.append(comes_back(hub, station))
        thrown += flood.thrown
    grown = memory_kib(hub, "VmHWM") - before
    name = broker_of(hub)._dialect.name
    reached(
        f"row 13, {name}: {thrown:,} connections in {len(MQTT)} kinds of flood, {grown / 1024:.1f} MiB more memory; "
        f"{len(waits)} pieces acknowledged, slowest {max(waits):.2f} s; slowest return {max(returns):.2f} s"
    )
    assert grown < GROWTH_KIB
    assert max(waits) < SERVED_S
    assert max(returns) < 5
    assert not hub._watch.tend(time.monotonic())


@pytest.mark.parametrize("hub", ["nats"], indirect=True)
def test_a_flood_at_the_pages_keeps_nobody_from_them(
    hub: Hub, reached: Callable[[str], None], *, long_run: bool
) -> None:
    waits, thrown = [], 0
    before, trusted = open_files(), pinned(hub.back.certificates.authority().cert_pem)
    for word in HTTP.values():
        with flooded(hub.http.port, ATTACKERS, word, trusting_anybody) as flood:
            until_s = time.monotonic() + (20 if long_run else 1.2)
            while time.monotonic() < until_s or flood.thrown < 100:
                began = time.monotonic()
                with urllib.request.urlopen(
                    f"https://{hub.http}/sign-in", timeout=10, context=trusted
                ) as page:
                    assert page.status == 200
                waits.append(time.monotonic() - began)
        thrown += flood.thrown
    until(lambda: open_files() <= before + 4, seconds=30, what="the end of all calls")
    reached(
        f"row 13, pages: {thrown:,} connections in {len(HTTP)} kinds of flood; {len(waits)} pages served, "
        f"slowest {max(waits):.2f} s"
    )
    assert max(waits) < SERVED_S
