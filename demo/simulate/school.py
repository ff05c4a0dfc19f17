"""A school for a simulated day: as many learners, classes and stations as asked for, in a new hub's folder."""

from collections.abc import Callable, Sequence

import msgspec
from msgspec.structs import replace

from classroom.learner import Consent, Learner, band_of
from classroom.roster import Entity
from classroom.staff import Role, Staff
from classroom.wire.joining import encode_join
from classroom.zone import ClassGroup, School, usual_zones
from demo.founding import Premises, enrol, office_of, zone_of
from demo.school.activities import activities
from demo.school.framework import framework
from demo.school.people import TEACHER
from demo.school.playlists import playlists
from demo.simulate.options import Options
from demo.simulate.plan import class_count, class_of, served
from plumbing.files import replace_file
from station.config import RECORD


class Founded(msgspec.Struct, frozen=True, kw_only=True):
    """The stations by place, with the classes that each serves; the badge texts of the learners by number."""

    stations: tuple[str, ...]
    classes: tuple[tuple[str, ...], ...]
    tokens: tuple[str, ...]


def found(premises: Premises, options: Options, lay_wire: Callable[[str], int]) -> Founded:
    """Set the school up; `lay_wire(station)` gives the port at which a station finds the broker."""
    premises.hub.mkdir(parents=True, exist_ok=True, mode=0o700)
    with office_of(premises.hub) as (back, office):
        office.publish(entities(options))
        printed = office.print_badges([learner_id(one) for one in range(options.learners)], TEACHER)
        token = {badge.owner: badge.token for badge in printed}
        classes = [
            tuple(class_id(one) for one in served(options, place)) for place in range(options.stations)
        ]
        stations = []
        for place in range(options.stations):
            record = enrol(back, zone_of(place + 1), classes[place], port=0, plain=True)
            record = replace(record, port=lay_wire(record.station))
            folder = premises.station(place + 1)
            folder.mkdir(parents=True, mode=0o700)
            replace_file(folder / RECORD, encode_join(record))
            stations.append(record.station)
    tokens = tuple(token[learner_id(one)] for one in range(options.learners))
    return Founded(stations=tuple(stations), classes=tuple(classes), tokens=tokens)


def entities(options: Options) -> Sequence[Entity]:
    """Return people and things of the school."""
    classes = [class_id(number) for number in range(class_count(options.learners))]
    roles = frozenset({Role.TEACHER, Role.MENTOR, Role.ADMIN})
    return (
        School(id="simulated", name="A simulated school"),
        *(ClassGroup(id=one, name=one.capitalize(), staff=(TEACHER,)) for one in classes),
        *usual_zones(),
        Staff(id=TEACHER, name="Ms R", roles=roles, classes=tuple(classes)),
        framework(),
        *activities(),
        *playlists(),
        *(_learner(number, options.learners) for number in range(options.learners)),
    )


def learner_id(number: int) -> str:
    return f"learner-{number:04}"


def class_id(number: int) -> str:
    return f"class-{number:02}"


def _learner(number: int, of: int) -> Learner:
    return Learner(
        id=learner_id(number),
        given=f"Learner {number:04}",
        roster_key=f"simulated-{number:04}",
        grade="06",
        classes=(class_id(class_of(number, of)),),
        avatar="leaf",
        band=band_of("06"),
        consent=Consent(photo=True, voice=True, family_file=True),
    )
