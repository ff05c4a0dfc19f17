"""What a grown-up saw goes to the disk sealed for the hub alone, and only through a window of hers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.facts import ObservationMade, ObservationOpened, StaffOverrode
from station.perform.observer import WRITING_S
from station.session.effects import LookUpBadge, OpenStaff, OpenVisit
from station.session.events import BadgeAccepted, StaffRefused
from station.session.observed import AskTargets, ObservationFailed, ObservationKept, TargetsTold, WriteDown
from tests.unit.station.made import Ticker
from tests.unit.station.perform.desks import DeskRoom, desk_room
from tests.unit.station.perform.staffroom import PIN, Staffroom

SAW = WriteDown(evidence="e1", learner="amal", target="G01", text="Did it alone, quokka.", lang="en")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskRoom]:
    with desk_room(tmp_path, Staffroom(), Ticker()) as room:
        yield room


def opens(desk: DeskRoom) -> None:
    school = desk.school
    assert isinstance(school, Staffroom)
    desk.does(LookUpBadge(text=school.staff_token), OpenStaff(badge=school.staff_badge, pin=PIN))


def test_it_is_evidence_with_the_name_of_who_saw_it_and_a_deed_of_hers(desk: DeskRoom) -> None:
    opens(desk)
    desk.does(AskTargets(learner="amal"), SAW)
    assert desk.last(TargetsTold).now == ("G10", "M03", "SC01")
    assert desk.last(ObservationKept) == ObservationKept(learner="amal")
    begun, made, deed = desk.facts()[1:]
    assert isinstance(begun, ObservationOpened)
    assert made == ObservationMade(by="ms-r", evidence="e1", target="G01", text="Did it alone, quokka.")
    assert deed == StaffOverrode(staff="ms-r", what="observed", learner="amal")
    assert [envelope.learners for envelope in desk.envelopes()[1:]] == [("amal",)] * 3


def test_nobody_reads_it_at_the_station_not_even_she(desk: DeskRoom) -> None:
    opens(desk)
    desk.does(SAW)
    assert all(b"quokka" not in row.raw for row in desk.store.outbox.after(0, 100))
    desk.does(
        LookUpBadge(text=desk.school.child.token),
        OpenVisit(visit="v1", learner=desk.school.child.document.learner),
    )
    own = [one.fact for one in desk.last(BadgeAccepted).visitor.own]
    assert own == [StaffOverrode(staff="ms-r", what="observed", learner="amal")]


def test_without_a_window_or_for_a_strange_child_nothing_is_told_or_written(desk: DeskRoom) -> None:
    desk.does(AskTargets(learner="amal"), SAW)
    opens(desk)
    desk.does(AskTargets(learner="zoe"))
    assert desk.all(StaffRefused) == [StaffRefused(why="badge")] * 3
    assert desk.all(TargetsTold) == []
    assert not [fact for fact in desk.facts() if isinstance(fact, ObservationMade)]


def test_each_child_gives_the_window_time_to_write(desk: DeskRoom) -> None:
    opens(desk)
    desk.ticker.pass_ms(50_000)
    desk.does(AskTargets(learner="amal"))
    assert desk.last(TargetsTold).lasts_s == WRITING_S
    desk.ticker.pass_ms((WRITING_S - 1) * 1000)
    desk.does(SAW)
    desk.last(ObservationKept)


def test_a_disk_that_fails_keeps_nothing_and_she_is_told(desk: DeskRoom) -> None:
    opens(desk)
    with desk.failing_disk():
        desk.does(SAW)
    assert desk.last(ObservationFailed) == ObservationFailed(learner="amal")
    desk.does(SAW)
    desk.last(ObservationKept)
