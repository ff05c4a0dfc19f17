"""A slip is corrected and stays readable; two people who differ are both shown; any past day can be looked at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from classroom.facts import EvidenceHandedIn
from classroom.mastery import State
from classroom.staff import Role, Staff
from hub.errors import NotYours, ServiceRefused
from hub.service.shapes import Answer, LearnerPage, LineNow
from tests.factories_hub import DAY_MS, HERON, MR_T, MS_ODE, MS_R
from tests.unit.hub.service.teachers_desk import GROW, Desk

MS_L = "ms-l"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    roles = frozenset({Role.TEACHER})
    desk.office.publish((Staff(id=MS_L, name="Ms L", roles=roles, classes=(HERON,)),))
    yield desk
    desk.back.stop()


def master(desk: Desk) -> str:
    """Ms R decides that Amal has mastered M01; return the judgement."""
    desk.office.answer(desk.hand_in(), MS_R, Answer(level=3))
    desk.pass_time()
    return line(desk.office.learner_page("amal", MS_R)).judged[0].judgement


def line(page: LearnerPage, target: str = "M01") -> LineNow:
    groups = (page.mastered, page.handed_in, page.now, page.next, page.look_again)
    return next(one for group in groups for one in group if one.target == target)


def test_a_corrected_slip_leaves_no_trace_of_mastery_and_stays_readable(desk: Desk) -> None:
    slip = master(desk)
    assert desk.office.correct_slip(slip, "need_more", "", MS_R) == "amal"
    assert desk.state().state is State.OPEN
    shown = line(desk.office.learner_page("amal", MS_R)).judged
    assert [(one.decision, one.slip, one.mine) for one in shown] == [
        ("need_more", False, True),
        ("mastered", True, False),
    ]
    with pytest.raises(ServiceRefused, match="corrected before"):
        desk.office.correct_slip(slip, "beyond", "", MS_R)


def test_a_slip_that_was_a_not_yet_needs_a_line_to_the_learner(desk: Desk) -> None:
    slip = master(desk)
    with pytest.raises(ServiceRefused, match="one thing to try next"):
        desk.office.correct_slip(slip, "not_yet", " ", MS_R)
    desk.office.correct_slip(slip, "not_yet", "Add one more example.", MS_R)
    assert (desk.state().level, desk.state().star_day) == (2, "")
    page = desk.office.learner_page("amal", MS_R)
    assert page.evidence[0].feedback[-1].text == "Add one more example."


def test_a_slip_is_corrected_by_whoever_made_it(desk: Desk) -> None:
    slip = master(desk)
    assert not line(desk.office.learner_page("amal", MS_L)).judged[0].mine
    with pytest.raises(ServiceRefused, match="whoever made it"):
        desk.office.correct_slip(slip, "beyond", "", MS_L)
    for stranger in (MR_T, MS_ODE):
        with pytest.raises(NotYours):
            desk.office.correct_slip(slip, "beyond", "", stranger)
    gone = Staff(id=MS_R, name="Ms R", roles=frozenset({Role.TEACHER}), status="left")
    desk.office.publish((gone,))
    desk.office.correct_slip(slip, "beyond", "", MS_L)
    assert desk.state().state is State.BEYOND


def test_an_ordinary_decision_takes_no_others_place(desk: Desk) -> None:
    master(desk)
    desk.office.answer(desk.hand_in(), MS_R, Answer(decision="not_yet", words=(GROW,)))
    desk.pass_time()
    assert desk.state().state is State.LOOK_AGAIN
    assert not any(one.slip for one in line(desk.office.learner_page("amal", MS_R)).judged)


def test_two_who_differ_are_both_shown_and_the_latest_stands(desk: Desk) -> None:
    master(desk)
    piece = desk.hand_in()
    desk.office.answer(piece, MS_L, Answer(decision="not_yet", words=(GROW,)))
    desk.pass_time()
    shown = line(desk.office.learner_page("amal", MS_R))
    assert (shown.state, shown.minds) == (State.LOOK_AGAIN, ("Ms R", "Ms L"))
    table = desk.office.review_piece(piece, MS_R)
    assert table.talk
    assert [part.split(",")[:2] for part in table.judged.split("; ")] == [
        ["Not yet", " Ms L"],
        ["Mastered", " Ms R"],
    ]


def test_an_aide_reads_no_decision(desk: Desk) -> None:
    master(desk)
    page = desk.office.learner_page("amal", MS_ODE)
    assert all(not one.judged for group in (page.now, page.next) for one in group)
    assert all(piece.claim is None for piece in page.evidence)


def test_a_past_day_is_shown_as_it_was_shown_then(desk: Desk) -> None:
    """A week of pieces, answers and a plan of the school that changes; then each day is looked at again."""
    shown = {}
    for number in range(5):
        desk.office.answer(desk.hand_in("G01", ("photo", "writing")[number % 2]), MS_R, Answer(level=3))
        desk.pass_time()
        if number == 3:
            again = EvidenceHandedIn(evidence="again", targets=("M01",), kind="writing")
            desk.station.write(again, ("amal",), desk.visit)
            desk.send()
        page = desk.office.learner_page("amal", MS_R)
        with desk.back.store.reading() as tables:
            shown[tables.definitions.day(desk.clock())] = page
        desk.clock.now += DAY_MS
    assert len({page.mastered for page in shown.values()}) > 1, "something changed on the way"
    for day, page in shown.items():
        past = desk.office.learner_page("amal", MS_R, day)
        assert past.day == day
        assert _without_hands(past) == _without_hands(page)


@pytest.mark.parametrize("day", ["2999-01-01", "yesterday", "2026-02-31"])
def test_only_a_day_that_has_gone_by_can_be_looked_at(desk: Desk, day: str) -> None:
    with pytest.raises(ServiceRefused, match="gone by"):
        desk.office.learner_page("amal", MS_R, day)


def _without_hands(page: LearnerPage) -> LearnerPage:
    """A page without what only whoever acts today needs."""

    def plain(one: LineNow) -> LineNow:
        return replace(one, judged=tuple(replace(made, mine=False) for made in one.judged))

    groups = {
        name: tuple(map(plain, getattr(page, name)))
        for name in ("mastered", "handed_in", "now", "next", "look_again")
    }
    return replace(page, **groups, day="", visits=())
