"""What stations say after they were away: signed batches of sealed facts, made before the clock runs."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from classroom.facts import ChoiceMade, VisitClosed, VisitModeChanged
from classroom.roster import Entity
from classroom.wire.messages import Hello
from hub.service.backoffice import Backoffice
from hub.service.office import Office
from tests.factories_hub import enrol, learner, world
from tests.stub_station import StubStation

HUB_NONCE = "ab" * 16
"""With which the hub answers each hello."""
BATCH = 32
"""Facts in one message: the largest window of a station."""
TEXT = "Two thirds of a metre is more. " * 3
TARGETS = ("M01", "G01", "G02")


class Burst(NamedTuple):
    """What stations say: a hello each, and batches in order, (topic, payload) each, in the session that it opens."""

    hellos: dict[str, Hello]
    batches: dict[str, list[tuple[str, bytes]]]
    facts: int

    def in_turns(self) -> list[tuple[str, bytes]]:
        """All batches, one of each station in turn."""
        return [each for turn in zip_longest(*self.batches.values()) for each in turn if each]


def people(count: int) -> tuple[Entity, ...]:
    """The world of the tests with this many learners more."""
    return (*world(), *(learner(f"learner-{number}") for number in range(count)))


def stations(back: Backoffice, count: int) -> list[StubStation]:
    """Fill a new school with as many learners as stations, and let the stations in."""
    Office(back).publish(people(count))
    return [StubStation(enrol(back), back.now) for _ in range(count)]


def whole_visit(station: StubStation, name: str, target: str) -> list[str]:
    """Write a visit as children make them: choose, go to the table, two pieces, leave; return the pieces."""
    visit = station.open_visit(name)
    station.write(ChoiceMade(target=target, activity="ribbon"), (name,), visit)
    station.write(VisitModeChanged(mode="at_table", activity="ribbon", target=target), (name,), visit)
    pieces = [
        station.hand_in(visit, name, target, kind=kind, text=TEXT)[0] for kind in ("writing", "drawing")
    ]
    station.write(VisitClosed(reason="signed_out"), (name,), visit)
    return pieces


def whole_visits(station: StubStation, name: str, visits: int) -> None:
    """Write some visits of a learner."""
    for number in range(visits):
        whole_visit(station, name, TARGETS[number % len(TARGETS)])


def one_target(station: StubStation, name: str, pieces: int) -> None:
    """Write the worst that a learner can do to mastery: one visit, a hundred pieces for one target."""
    visit = station.open_visit(name)
    for _ in range(pieces):
        station.hand_in(visit, name, "M01", text=TEXT)


def burst(sent_by: Sequence[StubStation]) -> Burst:
    """Sign all that these stations have written."""
    hellos = {station.record.station: _greeting(station) for station in sent_by}
    batches = {station.record.station: list(_batches(station)) for station in sent_by}
    return Burst(hellos, batches, sum(station.seq for station in sent_by))


def _greeting(station: StubStation) -> Hello:
    """Let a station greet, and be answered with our nonce."""
    station.new_life()
    hello = station.hello()
    station.say("up/rq", hello)
    station.stretch(HUB_NONCE)
    return hello


def _batches(station: StubStation) -> Iterator[tuple[str, bytes]]:
    for first in range(1, station.seq + 1, BATCH):
        yield station.say("up/ev", station.batch(first, min(first + BATCH - 1, station.seq)))
