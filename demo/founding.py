"""Founds the made-up school in a data folder, or finds it there: the hub's store, the badges, the stations."""

import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Final

import msgspec
from msgspec.structs import replace

from classroom.ids import LearnerId
from classroom.wire.joining import JoinRecord, decode_join, encode_join
from demo import badges
from demo.keeping import keep_safe
from demo.school.past import DAY_MS, past
from demo.school.people import SECTION, TEACHER, learners
from demo.school.room import entities
from hub.broker.accounts import station_account
from hub.reports.badges import badge_sheet
from hub.service.backoffice import Backoffice
from hub.service.enrolling import Enrolling, Place
from hub.service.office import Office
from hub.service.shapes import PrintedBadge
from hub.store.store import locked
from plumbing.files import replace_file
from station.config import RECORD

HOST: Final = "127.0.0.1"
WINDOW_ZONE: Final = "campfire"
ZONES: Final = ("watering", "make", "reading", "show", "cave", "listening", "garden")
"""Where the simulated stations stand, in this order; the eighth stands beside the first again."""


class Premises:
    """The folders of a demo."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.hub = self.folder / "hub"
        self.badges = self.folder / "badges"
        self.sheet = self.folder / "badges.pdf"
        self.camera = self.folder / "camera"
        self.logs = self.folder / "logs"

    def station(self, place: int) -> Path:
        """Return the data folder of a station; 0 has the window."""
        return self.folder / "stations" / (str(place) if place else "window")

    @property
    def stations(self) -> list[Path]:
        """Return the data folders of all stations that were ever made."""
        return sorted(self.folder.glob("stations/*"))


class Founded(msgspec.Struct, frozen=True, kw_only=True):
    """What a school needs to open: how the teacher signs in, where the broker will be, its stations by place
    (0 has the window), the badges that were just made.
    """

    sign_in: str
    port: int
    stations: dict[int, JoinRecord]
    printed: tuple[PrintedBadge, ...] = ()


def found(premises: Premises, places: Sequence[int], seed: int) -> Founded:
    """Set the school up, or go on with the one that is there, with a station at each of these places."""
    premises.hub.mkdir(parents=True, exist_ok=True, mode=0o700)
    premises.camera.mkdir(exist_ok=True)
    with office_of(premises.hub) as (back, office):
        if not office.roster()[1]:
            _fill(office, seed)
        keep_safe(premises.folder, premises.hub, back)
        printed = () if premises.sheet.exists() else _badges(office)
        port = _port(premises)
        stations = {place: _station(premises, back, place, port) for place in places}
        office.open_block(SECTION, TEACHER)
        sign_in = office.one_time_sign_in(TEACHER)
    return Founded(sign_in=sign_in, port=port, stations=stations, printed=printed)


def print_badges(premises: Premises, printed: Sequence[PrintedBadge]) -> None:
    """Put fresh badges on paper, and into pictures; the sheet comes last and says that all are there."""
    badges.keep(premises.badges, {badge.owner: badge for badge in printed})
    premises.sheet.write_bytes(badge_sheet(printed))


@contextmanager
def office_of(folder: Path) -> Iterator[tuple[Backoffice, Office]]:
    """Open the hub's store while no hub runs; raises HubIsRunning."""
    with locked(folder):
        back = Backoffice(folder, now=lambda: time.time_ns() // 1_000_000)
        back.start()
        try:
            yield back, Office(back)
        finally:
            back.stop()


def _fill(office: Office, seed: int) -> None:
    """Let people and things be there, and ten weeks of work."""
    today_ms = time.time_ns() // 1_000_000 // DAY_MS * DAY_MS
    office.publish(entities())
    office.remember(past(today_ms, Random(seed)))


def _badges(office: Office) -> tuple[PrintedBadge, ...]:
    owners: list[LearnerId] = [learner.id for learner in learners()]
    return office.print_badges([*owners, TEACHER], TEACHER)


def _station(premises: Premises, back: Backoffice, place: int, port: int) -> JoinRecord:
    """Return the record of a station that is there, or of a new one; it finds the broker at this port."""
    path = premises.station(place) / RECORD
    record = _record(path) if path.exists() else enrol(back, zone_of(place), (SECTION,), port)
    record = replace(record, port=port, ca=back.certificates.authority().cert_pem.decode())
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_file(path, encode_join(record))
    return record


def zone_of(place: int) -> str:
    """Return where a station stands."""
    return ZONES[(place - 1) % len(ZONES)] if place else WINDOW_ZONE


def _record(path: Path) -> JoinRecord:
    return decode_join(path.read_bytes())


def enrol(
    back: Backoffice, zone: str, classes: tuple[str, ...], port: int, *, plain: bool = False
) -> JoinRecord:
    """Let a station in, which will find the broker at this port of this machine; `plain`: in clear."""
    enrolling = Enrolling(back.recording, back.keys, back.entropy, _user_of, back.certificates)
    place = Place(HOST, port, plain=plain)
    return back.writer.do(lambda tables: enrolling.enrol(tables, zone, classes, place))


def _user_of(station: str) -> str:
    return station_account("0" * 16, station, "").user


def _port(premises: Premises) -> int:
    """Return the port of the last time while it is free, else any free one."""
    before = [_record(folder / RECORD).port for folder in premises.stations[:1]]
    return next(port for wanted in (*before, 0) if (port := free_port(wanted)) is not None)


def free_port(port: int) -> int | None:
    """Return this port while it is free (0: any free one), else None."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return None
        return int(probe.getsockname()[1])
