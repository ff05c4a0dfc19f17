"""A whole hub in this process, with its own broker, and real stations at it; both may be switched off and on."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from classroom.wire.joining import JoinRecord, encode_join
from hardware.fake import FakeBadgeReader
from hub.__main__ import Hub, now_ms
from hub.cli_asking import ask
from hub.config import Address, BrokerName, Config
from hub.service.setting_up import make_hub
from hub.service.stations import EVERYTHING, stations_page
from hub.store.projections import commands
from hub.store.projections.commands import Commanded
from station.__main__ import HeadlessStation
from station.config import StationConfig
from station.store.keep import look_into
from station.store.outbox import Marks
from station.views.door_shapes import IdleView
from station.views.path_shapes import PathView
from tests.factories_hub import HERON, MS_R, SchoolAtWork, world
from tests.faults.kept_school import WHO, planned
from tests.faults.station_world import Visitor
from tests.waiting import until

ANY = Address("127.0.0.1", 0)


class LiveRoom:
    """`hub` runs from the beginning; three children come, one after the other."""

    def __init__(self, folder: Path, broker: BrokerName, *, plain: bool) -> None:
        self.folder, self.data = folder, folder / "hub"
        make_hub(self.data, now_ms, school="Cedar Bend", timezone="UTC", person="Ms First", password="")
        ask(self.data, "publish", {"entities": [SchoolAtWork.plain(entity) for entity in world()[1:]]})
        badges = ask(self.data, "badges.print", {"owners": list(WHO)})
        self._tokens = itertools.cycle(badge["token"] for badge in badges)
        self._config = Config(self.data, http=ANY, mqtt=ANY, broker=broker, plain_mqtt=plain, announce="no")
        self.switch_on()
        self.office.remember([planned(who) for who in WHO])

    def switch_on(self) -> None:
        """Let the hub run (again), where it was before."""
        self.hub = Hub(self._config)
        self.hub.start()
        self._config = self._config._replace(mqtt=self.hub.mqtt)
        self.office = self.hub.office

    def switch_off(self) -> None:
        self.hub.stop()

    def enrol(self, zone: str = "cave") -> JoinRecord:
        """Let a station join; its record lies in its folder."""
        record = msgspec.convert(ask(self.data, "enrol", {"zone": zone, "classes": [HERON]}), JoinRecord)
        self.write(record)
        return record

    def write(self, record: JoinRecord) -> Path:
        home = self.home(record.station)
        home.mkdir(exist_ok=True)
        path = home / "join.json"
        path.write_bytes(encode_join(record))
        path.chmod(0o600)
        return path

    def home(self, station: str) -> Path:
        return self.folder / station

    def config(self, station: str) -> StationConfig:
        return StationConfig(
            data=self.home(station), camera="fake", speech="none", light="fake", disk_floor=0.0
        )

    @contextmanager
    def at(self, station: str) -> Iterator[Visitor]:
        """Switch a station on for a while."""
        headless = HeadlessStation(self.config(station))
        headless.start()
        try:
            yield Visitor(headless)
        finally:
            headless.stop()

    def greeted(self, station: str, visitor: Visitor) -> None:
        """Wait until a station is live and knows the room."""
        visitor.sees(IdleView, lambda view: bool(view.rooms) and not view.banner)
        until(lambda: self.hub.back.presence.reachable(station))
        until(lambda: self.marks(station).waiting == 0)
        until(lambda: self.hub.back.presence.now(station).queue == 0, seconds=15)

    def comes_in(self, visitor: Visitor) -> None:
        """Somebody else than before shows her badge and sees her path."""
        visitor.sees(IdleView, lambda view: bool(view.rooms))
        assert isinstance(visitor.station.reader, FakeBadgeReader)
        visitor.station.reader.present(next(self._tokens))
        visitor.sees(PathView)

    def marks(self, station: str) -> Marks:
        store = look_into(self.home(station))
        try:
            return store.outbox.marks()
        finally:
            store.close()

    def asked(self, cmd_id: str) -> Commanded:
        """A command as the log has it."""
        with self.hub.back.store.reading() as tables:
            found = commands.one(tables, cmd_id)
        assert found is not None
        return found

    def carried_out(self, cmd_id: str, *, seconds: float = 15) -> Commanded:
        """Wait for the answer to a command."""
        until(lambda: self.asked(cmd_id).done_ms is not None, seconds=seconds)
        return self.asked(cmd_id)

    def unheard(self) -> dict[str, int]:
        """What H15 shows as not listened to, by reason."""
        with self.hub.back.store.reading() as tables:
            return stations_page(tables, self.hub.back.about_stations(), EVERYTHING).unheard

    def command(self, station: str, kind: Any, **args: str) -> str:
        return self.office.command(station, kind, args, MS_R)


@contextmanager
def live_room(folder: Path, broker: BrokerName = "nats", *, plain: bool = False) -> Iterator[LiveRoom]:
    """A room; `plain` where somebody has to read along on the wire."""
    room = LiveRoom(folder, broker, plain=plain)
    try:
        yield room
    finally:
        room.switch_off()
