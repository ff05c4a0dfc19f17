"""Day passes: for one class, until a set time, and each act by name."""

from pathlib import Path
from typing import NamedTuple

import pytest

from classroom.staff import Staff
from hub.errors import NotYours, ServiceRefused
from hub.service.audit_page import Asked
from hub.service.shapes import Answer, Chip
from hub.service.substituting import Pass
from station.session.events import StaffOpened, StaffRefused
from tests.factories_hub import COMET, HERON, MR_T, MS_ODE, MS_R, MX_B, SchoolAtWork
from tests.unit.hub.service.told import opens, station_of, tell_again
from tests.waiting import until

HOUR_MS = 3_600_000


class Sub(NamedTuple):
    person: Staff
    words: str


@pytest.fixture
def sub(school: SchoolAtWork) -> Sub:
    """Mx Orr, for six hours, let in by Ms R."""
    wanted = Pass("Mx Orr", HERON, school.clock() + 6 * HOUR_MS)
    person, words, _ = school.office.open_pass(wanted, MS_R)
    return Sub(person, words)


def test_a_substitute_comes_in_once_with_the_words_and_works_in_the_class(
    school: SchoolAtWork, sub: Sub
) -> None:
    school.clock.advance(3 * 3600)
    assert school.office.use_one_time(sub.words.upper().replace("-", " ")) == sub.person.id
    assert school.office.use_one_time(sub.words) is None
    assert school.office.room(HERON, sub.person.id).class_id == HERON
    with pytest.raises(NotYours):
        school.office.room(COMET, sub.person.id)
    piece, _ = school.cave.hand_in(school.cave.open_visit("amal"), "amal")
    school.send()
    words = (Chip(kind="glow", text="Clear steps."),)
    school.office.answer(piece, sub.person.id, Answer(words=words))
    school.office.undo(school.office.answer(piece, sub.person.id, Answer(words=words)).answer, sub.person.id)


def test_a_pass_ends_by_itself_with_what_it_opened(school: SchoolAtWork, sub: Sub) -> None:
    school.clock.advance(5 * 3600)
    (badge,) = school.office.print_badges((sub.person.id,), MS_R)
    token = school.office.open_session(sub.person.id)
    assert school.office.session(token) is not None
    school.clock.advance(3601)
    assert school.office.session(token) is None, "to the second, whatever the writer does"
    until(lambda: not school.office.passes(MS_R))
    assert school.office.classes(sub.person.id) == ()
    with pytest.raises(NotYours):
        school.office.room(HERON, sub.person.id)
    assert badge.owner == sub.person.id
    with school.back.store.reading() as tables:
        (row,) = school.back.badging.rows_of(tables, (sub.person.id,))
    assert row.state == "lost"


def test_a_pass_that_ended_while_the_hub_was_off_is_over_when_it_starts(
    school: SchoolAtWork, sub: Sub
) -> None:
    token = school.office.open_session(sub.person.id)
    school.clock.advance(7 * 3600)
    school.reopen()
    assert school.office.passes(MS_R) == ()
    assert school.office.session(token) is None
    assert school.office.use_one_time(sub.words) is None


def test_it_can_be_ended_at_once_and_again_is_no_harm(school: SchoolAtWork, sub: Sub) -> None:
    token = school.office.open_session(sub.person.id)
    for _ in range(2):
        school.office.end_pass(sub.person.id, MX_B)
    assert school.office.session(token) is None
    with pytest.raises(NotYours):
        school.office.again_for_pass(sub.person.id, MS_R)


def test_whoever_may_not_let_anybody_in_cannot(school: SchoolAtWork, sub: Sub) -> None:
    wanted = Pass("Mx Ash", HERON, school.clock() + HOUR_MS)
    for nobody in (MR_T, MS_ODE, sub.person.id):
        with pytest.raises(NotYours):
            school.office.open_pass(wanted, nobody)
        with pytest.raises(NotYours):
            school.office.end_pass(sub.person.id, nobody)
        with pytest.raises(NotYours):
            school.office.again_for_pass(sub.person.id, nobody)
    with pytest.raises(NotYours):
        school.office.end_pass(MR_T, MS_R)
    assert school.office.passes(MR_T) == ()
    assert [line.name for line in school.office.passes(MX_B)] == ["Mx Orr"]


@pytest.mark.parametrize(
    ("name", "hours", "why"),
    [
        ("  ", 1, "children call"),
        ("ms r", 1, "already"),
        ("Mx Ash", -1, "later today"),
        ("Mx Ash", 0, "later today"),
        ("Mx Ash", 15 * 24, "two weeks"),
    ],
)
def test_what_cannot_be_is_refused(school: SchoolAtWork, name: str, hours: int, why: str) -> None:
    with pytest.raises(ServiceRefused, match=why):
        school.office.open_pass(Pass(name, HERON, school.clock() + hours * HOUR_MS), MS_R)


def test_a_badge_of_a_pass_comes_with_a_pin_and_opens_the_class_at_a_station(
    tmp_path: Path, school: SchoolAtWork
) -> None:
    school.back.codes.cost = (1, 64)
    wanted = Pass("Mx Orr", HERON, school.clock() + 6 * HOUR_MS)
    person, _, made = school.office.open_pass(wanted, MS_R, badge=True)
    assert made is not None
    wrong = made.pin[:-1] + str((int(made.pin[-1]) + 1) % 10)
    with station_of(tmp_path, school) as desk:
        assert opens(desk, made.token, wrong) == StaffRefused(why="pin")
        opened = opens(desk, made.token, made.pin)
        assert isinstance(opened, StaffOpened)
        assert (opened.staff, opened.name) == (person.id, "Mx Orr")
        assert [(each.class_, len(each.faces)) for each in opened.classes] == [(HERON, 3)]
        school.clock.advance(6 * 3600)
        until(lambda: not school.office.passes(MS_R))
        tell_again(desk)
        assert opens(desk, made.token, made.pin) == StaffRefused(why="badge")


def test_a_pass_without_a_badge_has_no_pin(school: SchoolAtWork, sub: Sub) -> None:
    assert school.back.keys.pin(sub.person.id) is None


def test_a_pin_by_chance_is_none_that_a_child_tries_first(school: SchoolAtWork) -> None:
    codes = school.back.codes
    drawn = iter((111_111, 123_456, 7, 271_604))
    codes.cost, codes._entropy = (1, 64), lambda size: (next(drawn) if size == 8 else 0).to_bytes(size)
    assert codes.new_pin()[0] == "000007"


def test_each_act_is_named_in_the_audit(school: SchoolAtWork, sub: Sub) -> None:
    school.office.use_one_time(sub.words)
    school.office.open_session(sub.person.id)
    school.office.learner_page("amal", sub.person.id)
    school.office.open_block(HERON, sub.person.id)
    lines = school.office.audit_page(Asked(person=sub.person.id), MX_B).lines
    assert {"block.opened", "learner.opened", "sign-in"} <= {line.action for line in lines}
    assert {(line.actor_name, line.for_a_day) for line in lines} == {("Mx Orr", True)}
