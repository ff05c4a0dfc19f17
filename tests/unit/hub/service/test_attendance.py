"""Who should be here and is not; who is here at no screen, absent or out; what the bell tells the stations."""

import pytest

from classroom.block import Attendance
from classroom.visit import VisitOver
from hub.errors import NotYours, ServiceRefused
from hub.service.learner_document import learner_document
from hub.service.shapes import RoomNow
from tests.factories_hub import COMET, HERON, MR_T, MS_R, SchoolAtWork


def away(room: RoomNow) -> list[tuple[str, str | None, str]]:
    return [(person.learner, person.mark, person.place) for person in room.nowhere]


def over(school: SchoolAtWork, learner: str) -> VisitOver | None:
    with school.back.store.reading() as tables:
        document = learner_document(tables, learner)
    assert document is not None
    return document.over


def test_who_should_be_here_comes_first_and_what_is_said_of_the_others_stands(school: SchoolAtWork) -> None:
    school.hear(school.cave)
    school.office.open_block(HERON, MS_R)
    school.office.mark_attendance(HERON, "amal", "absent", MS_R)
    school.office.mark_attendance(HERON, "bao", "out", MS_R, " nurse ")
    room = school.office.room(HERON, MS_R)
    assert away(room) == [("maya", None, ""), ("bao", "out", "nurse"), ("amal", "absent", "")]
    assert (room.here, room.out, room.absent, room.nowhere[1].since_ms) == (0, 1, 1, school.clock())
    school.office.mark_attendance(HERON, "amal", "present", MS_R, "a place that does not matter")
    room = school.office.room(HERON, MS_R)
    assert (room.here, room.absent, away(room)[1]) == (1, 0, ("amal", "present", ""))


def test_who_comes_back_to_a_station_is_here_again(school: SchoolAtWork) -> None:
    school.office.open_block(HERON, MS_R)
    school.office.mark_attendance(HERON, "amal", "out", MS_R, "nurse")
    school.clock.advance(300)
    school.hear(school.cave)
    school.cave.open_visit("amal")
    school.send()
    room = school.office.room(HERON, MS_R)
    assert (room.here, room.out) == (1, 0)


def test_another_block_begins_with_nothing_said(school: SchoolAtWork) -> None:
    school.office.open_block(HERON, MS_R)
    school.office.mark_attendance(HERON, "amal", "absent", MS_R)
    school.office.close_block(HERON, MS_R)
    assert [mark for _, mark, _ in away(school.office.room(HERON, MS_R))] == [None] * 3
    school.office.open_block(HERON, MS_R)
    assert [mark for _, mark, _ in away(school.office.room(HERON, MS_R))] == [None] * 3


def test_whoever_goes_out_is_at_no_station_and_the_station_is_told(school: SchoolAtWork) -> None:
    school.hear(school.cave)
    school.office.open_block(HERON, MS_R)
    visit = school.cave.open_visit("amal")
    school.send()
    assert over(school, "amal") is None
    school.office.mark_attendance(HERON, "amal", "out", MS_R, "office")
    assert school.office.room(HERON, MS_R).out == 1
    assert over(school, "amal") == VisitOver(visit=visit, reason="staff")


def test_the_bell_is_in_the_document_of_everyone_who_was_here(school: SchoolAtWork) -> None:
    school.hear(school.cave)
    school.office.open_block(HERON, MS_R)
    first = school.cave.open_visit("amal")
    school.send()
    school.office.close_block(HERON, MS_R)
    assert over(school, "amal") == VisitOver(visit=first, reason="bell")
    assert over(school, "bao") is None
    school.clock.advance(60)
    school.cave.open_visit("amal")
    school.send()
    assert over(school, "amal") is None, "a new visit begins with nothing said"


@pytest.mark.parametrize(
    ("who", "class_id", "learner", "error"),
    [
        (MR_T, HERON, "amal", NotYours),
        (MS_R, HERON, "kofi", NotYours),
        (MR_T, COMET, "kofi", ServiceRefused),  # no block is open
    ],
)
def test_what_may_not_be_said_changes_nothing(
    school: SchoolAtWork, who: str, class_id: str, learner: str, error: type[Exception]
) -> None:
    school.office.open_block(HERON, MS_R)
    with pytest.raises(error):
        school.office.mark_attendance(class_id, learner, "absent", who)
    assert school.office.room(HERON, MS_R).absent == 0


@pytest.mark.parametrize(("mark", "place"), [("late", ""), ("out", "x" * 41)])
def test_marks_are_three_and_places_are_short(school: SchoolAtWork, mark: Attendance, place: str) -> None:
    school.office.open_block(HERON, MS_R)
    with pytest.raises(ServiceRefused):
        school.office.mark_attendance(HERON, "amal", mark, MS_R, place)
