"""A school of any size whose hub runs beside us as a real program with a real broker, and stations that may join it."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from classroom.roster import Entity
from classroom.wire.joining import JoinRecord
from classroom.zone import ClassGroup
from demo.program import Program
from hub.service.backoffice import Backoffice
from hub.service.enrolling import Enrolling, Place
from hub.service.office import Office
from tests.factories_hub import HERON, MS_R, learner, world

HOST: Final = "127.0.0.1"


class Size(NamedTuple):
    """How many stations join, how many learners there are beside the world of the tests, how many a class has."""

    stations: int
    learners: int
    class_: int


class CrowdedSchool(NamedTuple):
    """The hub, its pages, the teacher's ways in, and the stations' records."""

    program: Program
    url: str
    sign_ins: list[str]
    records: list[JoinRecord]


def now_ms() -> int:
    """UTC, in milliseconds."""
    return time.time_ns() // 1_000_000


def name_of(place: int) -> str:
    """The id of a learner; the first ones are in the class that is watched."""
    return f"learner-{place}"


@contextmanager
def crowded_school(
    folder: Path, size: Size, broker: str = "nats", sign_ins: int = 1
) -> Iterator[CrowdedSchool]:
    """Found it, run its hub, stop it at the end."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    back = Backoffice(folder, now_ms)
    back.start()
    office = Office(back)
    office.publish(_people(size))
    records = _enrol(back, Place(HOST, port), size.stations)
    tokens = [office.one_time_sign_in(MS_R) for _ in range(sign_ins)]
    back.stop()
    where = ("--data", folder, "--http", f"{HOST}:0", "--mqtt", f"{HOST}:{port}", "--broker", broker)
    with Program("hub", ("hub", "run", *where, "--plain-http"), folder / "hub.log") as program:
        ready = dict(word.partition("=")[::2] for word in program.line("hub ready").split())
        yield CrowdedSchool(program, ready["http"], tokens, records)


def _people(size: Size) -> Iterator[Entity]:
    """So many more in the class that is watched, the others beside."""
    yield from world()
    names = [HERON, *(f"class-{number}" for number in range(1, size.learners // size.class_ + 1))]
    yield from (ClassGroup(id=name, name=name) for name in names[1:])
    for place in range(size.learners):
        yield learner(name_of(place), classes=(names[place // size.class_],))


def _enrol(back: Backoffice, place: Place, stations: int) -> list[JoinRecord]:
    """Let all stations in."""
    enrolling = Enrolling(
        back.recording, back.keys, back.entropy, lambda station: f"station-{station}", back.certificates
    )

    def one(zone: str) -> JoinRecord:
        return back.writer.do(lambda tables: enrolling.enrol(tables, zone, (HERON,), place))

    return [one(("cave", "make")[number % 2]) for number in range(stations)]
