"""Who may let stations in, shut them out and pick one of two; what follows from it at the gate, and after a restore."""

import pytest

from classroom.wire.claims import decode_claim
from hub.errors import DoorClosed, NotYours, ServiceRefused
from hub.service.barring import Front, Gate
from hub.service.enrolling import Place
from hub.store.keys import StationKeys
from tests.factories_hub import COMET, HERON, MR_T, MS_ODE, MS_R, MX_B, SchoolAtWork, open_back


class AtTheGate:
    """A gate that remembers whom it let in and out."""

    def __init__(self, school: SchoolAtWork) -> None:
        self.came: list[str] = []
        self.went: list[str] = []
        self.front: Front | None = Front(hosts=("10.0.0.5",), port=8600, fingerprint=b"f" * 32)
        self.school = school
        gate = Gate(
            place=lambda: Place("10.0.0.5", 8601),
            user_of=lambda station: f"station-{station}",
            admit=self._admit,
            shut_out=self._shut_out,
            front=lambda: self.front,
        )
        school.back.admitting.stand_at(gate)

    def _admit(self, keys: StationKeys) -> None:
        self.came.append(keys.station)

    def _shut_out(self, keys: StationKeys) -> None:
        self.went.append(keys.station)


@pytest.fixture
def gate(school: SchoolAtWork) -> AtTheGate:
    return AtTheGate(school)


def test_the_code_of_an_open_door_names_this_hub(school: SchoolAtWork, gate: AtTheGate) -> None:
    claim = decode_claim(school.office.open_door("Quiet Cave", ("Heron",), MS_R))
    assert (claim.hosts, claim.port, claim.fingerprint) == (("10.0.0.5",), 8600, b"f" * 32)
    shown = school.office.door(MS_R)
    assert (shown.zone_name, shown.classes, decode_claim(shown.claim)) == ("Quiet Cave", ("Heron",), claim)
    assert gate.came == []


def test_a_hub_that_speaks_in_clear_opens_no_door(school: SchoolAtWork, gate: AtTheGate) -> None:
    gate.front = None
    with pytest.raises(DoorClosed):
        school.office.open_door("cave", (HERON,), MS_R)
    assert not school.office.door(MS_R).may_open


@pytest.mark.parametrize(("by", "class_"), [(MS_ODE, HERON), (MX_B, HERON), (MR_T, HERON), ("nobody", HERON)])
def test_who_does_not_look_after_the_stations_of_a_class_opens_no_door_for_it(
    school: SchoolAtWork, gate: AtTheGate, by: str, class_: str
) -> None:
    with pytest.raises(NotYours):
        school.office.open_door("cave", (class_,), by)
    assert gate.came == []


def test_a_door_of_another_class_is_not_shown_nor_closed(school: SchoolAtWork, gate: AtTheGate) -> None:
    school.office.open_door("cave", (HERON,), MS_R)
    shown = school.office.door(MR_T)
    assert (shown.claim, shown.left_s) == ("", 0)
    assert [id_ for id_, _ in shown.to_classes] == [COMET]
    with pytest.raises(NotYours):
        school.office.close_door(MR_T)
    for act in (school.office.door, school.office.close_door):
        with pytest.raises(NotYours):
            act(MS_ODE)
    assert school.office.door(MS_R).left_s > 0
    assert gate.went == []


def test_a_station_is_shut_out_once_by_who_may(school: SchoolAtWork, gate: AtTheGate) -> None:
    name = school.cave.record.station
    for by in (MR_T, MS_ODE):
        with pytest.raises(NotYours):
            school.office.shut_out(name, by)
    school.office.shut_out(name, MS_R)
    assert gate.went == [name]
    assert name not in {keys.station for keys in school.back.keys.stations()}
    page = school.office.stations(MS_R)
    assert name not in {line.now.station for line in page.stations}
    assert [(one.station, one.by) for one in page.gone] == [(name, "Ms R")]


def test_a_station_that_never_was_is_not_shut_out(school: SchoolAtWork, gate: AtTheGate) -> None:
    with pytest.raises(ServiceRefused, match="no station"):
        school.office.shut_out("attic-1", MS_R)
    assert gate.went == []


def test_the_name_of_a_station_that_was_shut_out_is_never_given_again(
    school: SchoolAtWork, gate: AtTheGate
) -> None:
    name = school.cave.record.station
    school.office.shut_out(name, MS_R)
    assert school.back.admitting.enrol("cave", [HERON]).station != name
    assert len(gate.came) == 1


def test_two_machines_wait_until_somebody_who_may_picks_one(school: SchoolAtWork, gate: AtTheGate) -> None:
    name = school.cave.record.station
    school.back.admitting.clone(name, ("a", "b"))
    assert gate.went == [name]
    assert school.office.counts(MS_R).stations == 1
    (two,) = school.office.stations(MS_R).cloned
    assert [boot for boot, _ in two.boots] == ["a", "b"]
    with pytest.raises(NotYours):
        school.office.pick(name, "a", MR_T)
    with pytest.raises(ServiceRefused):
        school.office.pick(name, "c", MS_R)
    school.office.pick(name, "a", MS_R)
    assert gate.came == [name]
    assert name in {keys.station for keys in school.back.keys.stations()}
    assert school.office.stations(MS_R).cloned == ()
    with pytest.raises(ServiceRefused, match="does not wait"):
        school.office.pick(name, "a", MS_R)


def test_a_backup_from_before_lets_nobody_in_again(school: SchoolAtWork, gate: AtTheGate) -> None:
    """The keys of yesterday with the facts of today: what the facts say counts."""
    name = school.cave.record.station
    school.office.shut_out(name, MS_R)
    assert gate.went == [name]
    school.back.keys.revoke_station(name, None)
    school.back.stop()
    school.back = open_back(school.folder, school.clock)
    assert name not in {keys.station for keys in school.back.keys.stations()}
