"""Who may let stations in, shut them out and pick one of two; what follows from it at the gate, and after a restore."""

import pytest

from classroom.wire.claims import decode_claim
from hub.errors import DoorClosed, NotYours, ServiceRefused
from tests.factories_hub import COMET, HERON, MR_T, MS_ODE, MS_R, MX_B, SchoolAtWork, open_back
from tests.unit.hub.at_the_gate import AtTheGate


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


def test_whoever_lets_nobody_in_is_told_so_whether_or_not_somebody_is_there(
    school: SchoolAtWork, gate: AtTheGate
) -> None:
    for by in (MS_ODE, MX_B, "nobody"):
        with pytest.raises(NotYours):
            school.office.close_door(by)
        for act in (school.office.let_in, school.office.send_away):
            with pytest.raises(NotYours):
                act("K7QF", by)
    with pytest.raises(ServiceRefused, match="waits at the door"):
        school.office.let_in("K7QF", MS_R)
    school.office.close_door(MS_R)
    assert gate.came == []


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
