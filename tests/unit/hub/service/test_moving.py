"""A learner who is sent to another zone, taken aside, or whose visit is ended, from the hub."""

import pytest

from classroom.documents import LearnerDocument
from classroom.facts import ChoiceMade
from classroom.visit import Placed, VisitOver
from hub.errors import NotYours, ServiceRefused
from hub.service.learner_document import learner_document
from hub.service.shapes import PersonNow
from hub.store import rebuild
from hub.store.projections import visits
from tests.factories_hub import COMET, HERON, MR_T, MS_ODE, MS_R, MX_B, SchoolAtWork


def begin(school: SchoolAtWork) -> str:
    """Amal works at the ribbon in the cave, for a minute."""
    visit = school.cave.open_visit("amal")
    school.cave.write(ChoiceMade(target="M01", activity="ribbon"), ("amal",), visit)
    school.send()
    school.clock.advance(60)
    school.hear(school.cave, school.make)
    return visit


def document(school: SchoolAtWork) -> LearnerDocument:
    with school.back.store.reading() as tables:
        found = learner_document(tables, "amal")
    assert found is not None
    return found


def people(school: SchoolAtWork) -> list[tuple[str, PersonNow]]:
    room = school.office.room(HERON, MS_R)
    return [(zone.zone.id, person) for zone in room.zones for person in zone.people]


def test_she_is_in_the_new_zone_at_once_with_what_she_was_at(school: SchoolAtWork) -> None:
    was = begin(school)
    school.office.move_learner("amal", "make", "at_table", MS_ODE)
    ((zone, person),) = people(school)
    assert (zone, person.doing, person.mode, person.since_ms) == (
        "make",
        "Fraction Ribbon",
        "at_table",
        school.clock(),
    )
    told = document(school).visit
    assert told is not None
    assert (told.zone, told.station, told.activity, told.visit != was) == ("make", "", "ribbon", True)
    with school.back.store.reading() as tables:
        closed = visits.visit(tables, was)
    assert closed is not None
    assert closed.reason == "moved"


def test_her_badge_at_the_new_place_opens_a_visit_of_its_own(school: SchoolAtWork) -> None:
    begin(school)
    school.office.move_learner("amal", "make", "at_table", MS_R)
    school.clock.advance(30)
    school.hear(school.make)
    school.make.open_visit("amal")
    school.send()
    ((zone, person),) = people(school)
    assert (zone, person.mode) == ("make", "at_screen")


def test_with_me_says_with_whom_and_back_to_work_ends_it(school: SchoolAtWork) -> None:
    begin(school)
    school.office.move_learner("amal", "cave", "with_teacher", MS_R)
    ((zone, person),) = people(school)
    assert (zone, person.mode, person.teacher, person.doing) == (
        "cave",
        "with_teacher",
        "Ms R",
        "Fraction Ribbon",
    )
    school.clock.advance(10)
    school.office.move_learner("amal", "cave", "with_teacher", MS_R)
    assert people(school)[0][1] == person, "said again it begins no new time"
    school.office.move_learner("amal", "cave", "at_table", MS_R)
    assert (people(school)[0][1].mode, people(school)[0][1].teacher) == ("at_table", "")


def test_who_was_sent_to_a_zone_without_a_station_is_known_to_be_there(school: SchoolAtWork) -> None:
    begin(school)
    school.office.move_learner("amal", "make", "at_table", MS_R)
    school.clock.advance(300)
    room = school.office.room(HERON, MS_R)
    assert (room.here, room.unknown) == (1, 0)
    assert [person.learner for zone in room.zones for person in zone.people] == ["amal"]


def test_the_log_folded_anew_says_the_same(school: SchoolAtWork) -> None:
    begin(school)
    school.office.move_learner("amal", "make", "with_teacher", MS_R)
    school.office.turn_zone(HERON, "cave", MS_R, is_open=False)
    with school.back.store.reading() as tables:
        different, _ = rebuild.differences(tables)
    assert different == []


def test_her_visit_ends_and_her_station_is_told_by_whom(school: SchoolAtWork) -> None:
    visit = begin(school)
    school.office.end_visit("amal", MS_R)
    assert people(school) == []
    assert document(school).over == VisitOver(visit=visit, reason="staff")
    with pytest.raises(ServiceRefused):
        school.office.end_visit("amal", MS_R)


@pytest.mark.parametrize(
    ("learner", "zone", "who", "error"),
    [
        ("amal", "make", MR_T, NotYours),
        ("amal", "make", MX_B, NotYours),
        ("bao", "make", MS_R, ServiceRefused),  # she is in no zone
        ("amal", "attic", MS_R, ServiceRefused),
        ("amal", "make", MS_R, ServiceRefused),  # it is closed
    ],
)
def test_what_cannot_be_changes_nothing(
    school: SchoolAtWork, learner: str, zone: str, who: str, error: type[Exception]
) -> None:
    begin(school)
    school.office.turn_zone(COMET, "make", MR_T, is_open=False)
    mode: Placed = "at_table"
    with pytest.raises(error):
        school.office.move_learner(learner, zone, mode, who)
    assert [zone for zone, _ in people(school)] == ["cave"]
