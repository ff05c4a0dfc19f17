"""The part of the fake office that looks after stations."""

from collections.abc import Mapping

import msgspec

from classroom.commands import Kind
from classroom.wire import enrolling as talk
from hub.errors import NotYours, ServiceRefused
from hub.live import Live
from hub.service.shapes import AskedNow, DoorNow, StationsPage
from tests.unit.hub.web import heron_stations

OWNER = "st-1"


class FakeStations:
    """`posts` is the page as it is now; what was tried, seen and given up is kept for the tests."""

    live: Live

    def __init__(self) -> None:
        self.posts = heron_stations.troubled()
        self.tried: list[int | None] = []
        self.seen: list[str] = []
        self.commands: list[tuple[str, str, dict[str, str]]] = []
        self.doorway = heron_stations.closed_door()
        self.opened_for: list[tuple[str, tuple[str, ...]]] = []
        self.decided: list[tuple[str, bool]] = []
        self.said: list[bytes] = []
        self.gone: list[str] = []
        self.picked: list[tuple[str, str]] = []

    def door(self, by: str) -> DoorNow:
        if by != OWNER:
            raise NotYours
        return self.doorway

    def set_door(self, door: DoorNow) -> None:
        """Something happened at the door."""
        self.doorway = door
        self.live.touch("stations")

    def open_door(
        self, zone: str, classes: tuple[str, ...], by: str, minutes: float = 4, host: str = ""
    ) -> str:
        self.opened_for.append((zone, classes))
        self.set_door(heron_stations.open_door())
        return self.doorway.claim

    def close_door(self, by: str) -> None:
        self.set_door(heron_stations.closed_door())

    def let_in(self, id_: str, by: str) -> str:
        self.decided.append((id_, True))
        self.set_door(heron_stations.closed_door())
        return "reading-1"

    def send_away(self, id_: str, by: str) -> None:
        self.decided.append((id_, False))
        self.set_door(heron_stations.closed_door())

    def at_the_door(self, said: bytes, source: str) -> talk.Answering:
        self.said.append(said)
        return talk.Refused(why="code")

    def shut_out(self, station: str, by: str) -> None:
        self.gone.append(station)

    def pick(self, station: str, boot: str, by: str) -> None:
        self.picked.append((station, boot))
        self.set_posts(cloned=())

    def set_posts(self, **changes: object) -> None:
        """Something happened at the stations."""
        self.posts = msgspec.structs.replace(self.posts, **changes)
        self.live.touch("stations")

    def stations(self, staff: str) -> StationsPage:
        if staff != OWNER:
            raise NotYours
        return self.posts

    def retry_aside(self, number: int | None, by: str) -> tuple[int, int]:
        self.tried.append(number)
        stay = tuple(one for one in self.posts.aside if number not in {None, one.number})
        self.posts = msgspec.structs.replace(self.posts, aside=stay)
        return 1, len(stay)

    def back_up_now(self, by: str) -> None:
        safety = msgspec.structs.replace(self.posts.safety, running=True)
        self.posts = msgspec.structs.replace(self.posts, safety=safety)

    def see_alarm(self, alarm: str, by: str) -> None:
        self.seen.append(alarm)
        left = tuple(one for one in self.posts.alarms if one.alarm != alarm)
        self.posts = msgspec.structs.replace(self.posts, alarms=left)

    def give_up_media(self, media: str, by: str) -> None:
        lost = {one.media for one in self.posts.media if one.state == "lost"}
        if media not in lost:
            raise ServiceRefused("This file is here. There is nothing to give up.")
        left = tuple(one for one in self.posts.media if one.media != media)
        self.posts = msgspec.structs.replace(self.posts, media=left, media_count=self.posts.media_count - 1)

    def command(self, station: str, kind: Kind, args: Mapping[str, str], by: str) -> str:
        if kind == "wipe" and not args:
            raise ServiceRefused(f"3 records wait only on {station}.")
        self.commands.append((station, kind, dict(args)))
        lines = tuple(
            msgspec.structs.replace(
                line, locked=kind == "lock", asked=AskedNow(kind=kind, at_ms=self.posts.now_ms)
            )
            if line.now.station == station
            else line
            for line in self.posts.stations
        )
        self.posts = msgspec.structs.replace(self.posts, stations=lines)
        return "c1"
