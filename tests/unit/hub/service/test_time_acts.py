"""Staff say what no clock knows: the day of a piece, and what time it is at the hub."""

from typing import NamedTuple

import pytest

from classroom.facts import BlockOpened, ClockAnchored, Fact
from hub.errors import NotYours, ServiceRefused
from hub.service.shapes import Answer, Chip
from hub.store import facts
from hub.store.projections import evidence, mastery
from hub.store.rebuild import differences
from tests.factories_hub import DAY_MS, HERON, MR_T, MS_ODE, MS_R, MX_B, SchoolAtWork
from tests.stub_station import START_MS, StubStation
from tests.waiting import until

HOUR_MS = 3_600_000


@pytest.fixture
def undated(school: SchoolAtWork) -> str:
    """A piece made between Monday and Wednesday, in a boot that never met the hub."""
    station = school.cave
    first = station.open_visit("amal")
    school.send(station)
    lost_boot(station)
    school.clock.advance(DAY_MS / 1000)
    piece, _ = station.hand_in(first, "amal", "G01")
    school.clock.advance(DAY_MS / 1000)
    station.boot, station.source = "third", "hub"
    station.open_visit("bao")
    school.send(station)
    return piece


def lost_boot(station: StubStation) -> None:
    station.boot, station.source = "second", "none"


def days(school: SchoolAtWork, target: str = "G01") -> int:
    with school.back.store.reading() as tables:
        return mastery.states(tables, "amal")[target].counts.days


def same(school: SchoolAtWork) -> bool:
    with school.back.store.reading() as tables:
        return differences(tables)[0] == []


def test_a_piece_without_a_day_counts_for_none_until_staff_set_it(school: SchoolAtWork, undated: str) -> None:
    piece = school.office.review_piece(undated, MS_R)
    assert (piece.made.from_ms, piece.made.at_ms) == (START_MS, START_MS + 2 * DAY_MS)
    assert (piece.made.first_day, piece.made.last_day) == ("2026-09-21", "2026-09-23")
    assert days(school) == 0
    school.office.set_date(undated, "2026-09-22", MS_R)
    piece = school.office.review_piece(undated, MS_R)
    assert (piece.made.day, piece.made.by) == ("2026-09-22", "Ms R")
    assert days(school) == 1
    assert same(school)


@pytest.mark.parametrize(
    "day", ["2026-09-20", "2026-09-24", "", "yesterday", "2026-9-22", "2026-09-22T10:00"]
)
def test_a_day_on_which_it_cannot_have_been_is_refused(school: SchoolAtWork, undated: str, day: str) -> None:
    with pytest.raises(ServiceRefused, match="between 2026-09-21 and 2026-09-23"):
        school.office.set_date(undated, day, MS_R)
    assert days(school) == 0


def test_the_clocks_are_not_overruled_and_win_when_they_come_to_know(
    school: SchoolAtWork, undated: str
) -> None:
    school.office.set_date(undated, "2026-09-21", MS_R)
    school.cave.boot = "second"
    school.cave.write(ClockAnchored(offset_ms=START_MS - 1_000_000, trip_ms=10))
    school.send(school.cave)
    piece = school.office.review_piece(undated, MS_R)
    assert piece.made.from_ms == piece.made.at_ms == START_MS + DAY_MS
    assert (piece.made.day, piece.made.last_day, days(school)) == ("", "", 1)
    with school.back.store.reading() as tables:
        found = evidence.piece(tables, undated)
        assert found is not None
        assert found.day == "2026-09-22"
    with pytest.raises(ServiceRefused, match="for sure"):
        school.office.set_date(undated, "2026-09-21", MS_R)
    assert same(school)


@pytest.mark.parametrize("by", [MR_T, MS_ODE, MX_B, "nobody"])
def test_only_teachers_of_the_class_set_a_day(school: SchoolAtWork, undated: str, by: str) -> None:
    with pytest.raises(NotYours):
        school.office.set_date(undated, "2026-09-22", by)


def test_setting_the_clock_moves_what_was_noted_and_locks_nobody_out(school: SchoolAtWork) -> None:
    session = school.office.open_session(MS_R)
    visit = school.cave.open_visit("amal")
    piece, _ = school.cave.hand_in(visit, "amal")
    school.send(school.cave)
    school.hear(school.cave)
    school.office.answer(piece, MS_R, Answer(level=3, words=(Chip(kind="glow", text="Good."),)))
    year = 365 * DAY_MS
    assert school.office.set_clock(START_MS + year, MS_R) == year
    assert school.office.now_ms() == START_MS + year
    assert school.office.session(session) is not None
    assert not school.back.presence.offline(school.cave.record.station)
    assert school.office.review_piece(piece, MS_R).made.at_ms == START_MS + year
    school.clock.advance(11)
    school.back.writer.do(lambda _: None)
    until(lambda: school.office.review_piece(piece, MS_R).preset == 3)
    assert same(school)


@pytest.mark.parametrize("back_ms", [-60 * DAY_MS, 60 * DAY_MS])
def test_a_clock_that_was_set_stays_set_after_a_restart(school: SchoolAtWork, back_ms: int) -> None:
    school.office.set_clock(START_MS + back_ms, MS_R)
    school.clock.advance(5)
    school.reopen()
    assert school.office.now_ms() == START_MS + back_ms + 5_000
    school.office.set_clock(START_MS + 5_000, MS_R)
    school.reopen()
    assert school.office.now_ms() == START_MS + 5_000
    assert same(school)


def test_a_clock_that_cannot_be_right_is_not_taken_over(school: SchoolAtWork) -> None:
    for wrong_ms in (0, 1_000, 5_000_000_000_000):
        with pytest.raises(ServiceRefused, match="wrong itself"):
            school.office.set_clock(wrong_ms, MS_R)


@pytest.mark.parametrize("by", [MS_ODE, "nobody"])
def test_who_may_not_set_the_clock_changes_nothing(school: SchoolAtWork, by: str) -> None:
    assert not school.office.may_set_clock(by)
    before = school.office.now_ms()
    with pytest.raises(NotYours):
        school.office.set_clock(START_MS + DAY_MS, by)
    assert school.office.now_ms() == before
    with school.back.store.reading() as tables:
        assert "clock.corrected" not in [fact.type for fact in facts.after(tables, 0)]


class Past(NamedTuple):
    at_ms: int
    learners: tuple[str, ...]
    fact: Fact


def test_what_was_told_of_the_past_stays_where_it_was_told(school: SchoolAtWork) -> None:
    past = Past(START_MS - 7 * DAY_MS, (), BlockOpened(block="b-1", class_=HERON, by=MS_R))
    school.office.remember([past])
    school.office.set_clock(START_MS + HOUR_MS, MS_R)
    with school.back.store.reading() as tables:
        noted = {fact.at_ms for fact in facts.after(tables, 0) if fact.station == "hub"}
    assert noted == {START_MS - 7 * DAY_MS, START_MS + HOUR_MS}
    assert same(school)
