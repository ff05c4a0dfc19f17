"""A station hears that it is safe: with the next acknowledgement, at its next welcome, and at once when it is there."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from classroom.wire.joining import JoinRecord
from classroom.wire.messages import Ack, Welcome
from hub.__main__ import Hub, now_ms
from hub.backup.recovery import RecoveryKey
from hub.cli_asking import ask
from hub.config import Address, BackupSettings, Config
from hub.service.setting_up import make_hub
from tests.factories_hub import SchoolAtWork, world
from tests.unit.hub.on_air import StationOnAir
from tests.waiting import until

ANY = Address("127.0.0.1", 0)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    folder, second = tmp_path / "hub", tmp_path / "second"
    second.mkdir()
    key = RecoveryKey(b"k" * 16).public
    make_hub(
        folder, now_ms, school="Cedar Bend", timezone="UTC", person="Ms First", password="", recovery=key
    )
    ask(folder, "publish", {"entities": [SchoolAtWork.plain(entity) for entity in world()[1:]]})
    backup = BackupSettings(second=second, same_disk_ok=True)
    hub = Hub(Config(folder, http=ANY, mqtt=ANY, backup=backup))
    hub.start()
    until(lambda: hub.back.safety().verified_ms is not None and not hub.back.safety().running)
    yield hub
    hub.stop()


def test_safe_is_told_as_soon_as_a_backup_is_verified_and_never_before(hub: Hub, tmp_path: Path) -> None:
    record = ask(tmp_path / "hub", "enrol", {"zone": "cave", "classes": ["heron"]})
    station = StationOnAir(msgspec.convert(record, JoinRecord))
    station.start()
    try:
        until(station.tend)
        station.stub.hand_in(station.stub.open_visit("amal"), "amal")
        until(station.tend)
        assert {ack.safe for ack in station.heard if isinstance(ack, Ack)} == {0}
        hub.back.safekeeping.back_up()
        until(lambda: station.tend() and isinstance(station.heard[-1], Ack) and station.heard[-1].safe == 3)
        pushed = station.heard[-1]
        assert isinstance(pushed, Ack)
        assert (pushed.upto, pushed.epoch) == (3, station.stub.epoch)
        station.stub.open_visit("bao")
        until(lambda: station.tend() and isinstance(station.heard[-1], Ack) and station.heard[-1].upto == 4)
        assert [ack.safe for ack in station.heard if isinstance(ack, Ack)][-1] == 3
        station.link.publish(*station.stub.say("up/rq", station.stub.hello()))
        until(lambda: station.tend() and isinstance(station.heard[-1], Welcome))
        assert [one.safe for one in station.heard if isinstance(one, Welcome)][-1] == 3
    finally:
        station.stop()
