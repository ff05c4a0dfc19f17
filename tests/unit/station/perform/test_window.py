"""While a grown-up has a window open at a station: by hand, by pictures, and what happens when it shuts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.commands import Command, admitted
from classroom.facts import CommandAnswered, StaffOverrode, TriesUsedUp, VisitOpened
from plumbing.seal import admit_key, random_bytes, wrap
from station.session.effects import (
    AdmitLearner,
    CheckPictures,
    CloseStaff,
    Forget,
    LetIn,
    LookUpBadge,
    OpenStaff,
    OpenVisit,
)
from station.session.events import BadgeAccepted, Event, PicturesRefused, StaffClosed, StaffRefused
from tests.faults.station_school import CANARY, b64
from tests.unit.station.perform.desks import DeskRoom, desk_room
from tests.unit.station.perform.staffroom import PICTURES, PIN, Staffroom


@pytest.fixture
def school() -> Staffroom:
    return Staffroom()


@pytest.fixture
def desk(tmp_path: Path, school: Staffroom) -> Iterator[DeskRoom]:
    with desk_room(tmp_path, school) as room:
        yield room


def tries_pin(desk: DeskRoom, school: Staffroom, pin: str = PIN) -> Event:
    desk.does(LookUpBadge(text=school.staff_token), OpenStaff(badge=school.staff_badge, pin=pin))
    return desk.events[-1]


def shows_pictures(desk: DeskRoom, *icons: str, learner: str = "amal") -> Event:
    desk.does(CheckPictures(learner=learner, icons=icons))
    return desk.events[-1]


def test_a_grown_up_lets_a_learner_in_who_has_no_badge(desk: DeskRoom, school: Staffroom) -> None:
    tries_pin(desk, school)
    desk.does(AdmitLearner(learner="amal"))
    came = desk.last(BadgeAccepted)
    assert (came.visitor.document.name, came.how, came.by) == (CANARY, "staff", "ms-r")
    desk.does(OpenVisit(visit="v1", learner="amal"))
    facts = desk.facts()
    assert StaffOverrode(staff="ms-r", what="admitted", learner="amal") in facts
    opened = next(fact for fact in facts if isinstance(fact, VisitOpened))
    assert (opened.how, opened.by, opened.badge) == ("staff", "ms-r", "")


def test_one_window_lets_one_learner_in(desk: DeskRoom, school: Staffroom) -> None:
    tries_pin(desk, school)
    desk.does(AdmitLearner(learner="amal"), AdmitLearner(learner="bao"))
    assert desk.events[-1] == StaffRefused(why="badge")


def test_nobody_of_another_class_is_let_in(desk: DeskRoom, school: Staffroom) -> None:
    tries_pin(desk, school)
    desk.does(AdmitLearner(learner="kofi"))
    assert desk.events[-1] == StaffRefused(why="badge")


def test_her_three_pictures_let_a_learner_in_and_nobody_elses(desk: DeskRoom, school: Staffroom) -> None:
    tries_pin(desk, school)
    for wrong in (("moon", "cat", "apple"), ("cat", "moon"), ("cat", "cat", "cat"), ()):
        assert shows_pictures(desk, *wrong) == PicturesRefused(learner="amal", why="pictures")
    came = shows_pictures(desk, *PICTURES)
    assert isinstance(came, BadgeAccepted)
    assert (came.how, came.by) == ("picture", "ms-r")
    desk.does(OpenVisit(visit="v1", learner="amal"))
    opened = desk.facts()[-1]
    assert isinstance(opened, VisitOpened)
    assert (opened.how, opened.by) == ("picture", "ms-r")


def test_who_has_no_pictures_comes_in_by_hand_only(desk: DeskRoom, school: Staffroom) -> None:
    tries_pin(desk, school)
    assert shows_pictures(desk, *PICTURES, learner="bao") == PicturesRefused(learner="bao", why="pictures")


def test_five_wrong_rows_of_pictures_are_followed_by_a_wait_that_outlives_the_window_and_a_restart(
    tmp_path: Path, school: Staffroom
) -> None:
    wrong = ("moon", "cat", "apple")
    with desk_room(tmp_path, school) as desk:
        tries_pin(desk, school)
        for _ in range(5):
            shows_pictures(desk, *wrong)
        assert desk.events[-1] == PicturesRefused(learner="amal", why="wait", wait_s=30)
        assert TriesUsedUp(what="pictures", whose="amal", tries=5, wait_s=30) in desk.facts()
        tries_pin(desk, school)
        assert shows_pictures(desk, *PICTURES) == PicturesRefused(learner="amal", why="wait", wait_s=30)
    with desk_room(tmp_path, school) as desk:
        tries_pin(desk, school)
        assert shows_pictures(desk, *PICTURES) == PicturesRefused(learner="amal", why="wait", wait_s=30)
        desk.ticker.pass_ms(30_000)
        assert isinstance(shows_pictures(desk, *PICTURES), BadgeAccepted)


def test_a_station_waits_too_when_one_after_the_other_is_tried(tmp_path: Path) -> None:
    school = Staffroom()
    with desk_room(tmp_path, school) as desk:
        desk.desk._porter._desks.patience.count("pictures/")  # one, as a child of another class left it
        tries_pin(desk, school)
        for round_ in range(10):
            if round_ == 4:
                desk.desk._porter._desks.patience.right("pictures/amal")
            if round_ == 8:
                desk.desk._porter._desks.patience.right("pictures/amal")
            shows_pictures(desk, "moon", "cat", "apple")
        assert desk.events[-1] == PicturesRefused(learner="amal", why="wait", wait_s=30)
        assert TriesUsedUp(what="pictures", tries=10, wait_s=30) in desk.facts()


def test_after_a_minute_the_window_shuts_and_the_keys_are_wiped(desk: DeskRoom, school: Staffroom) -> None:
    tries_pin(desk, school)
    window = desk.desk._porter._window
    assert window is not None
    key = window._opened.keys["heron"]
    assert bytes(key) == school.class_key
    assert desk.desk.rests_s() == 60
    desk.ticker.pass_ms(60_000)
    assert desk.desk.rests_s() == float("inf")
    assert desk.events[-1] == StaffClosed()
    assert bytes(key) == bytes(32)
    assert shows_pictures(desk, *PICTURES) == PicturesRefused(learner="amal", why="closed")


def test_the_session_shuts_the_window_when_the_menu_is_left(desk: DeskRoom, school: Staffroom) -> None:
    tries_pin(desk, school)
    desk.does(CloseStaff())
    assert shows_pictures(desk, *PICTURES) == PicturesRefused(learner="amal", why="closed")
    assert StaffClosed() not in desk.events


def admit(school: Staffroom, **changes: str) -> LetIn:
    """What the hub sends when Ms R lets Amal in."""
    box = wrap(admit_key(school.k_dn), school.child.key, admitted("amal", "ms-r"))
    args = {"learner": "amal", "by": "ms-r", "key": b64(box)} | changes
    return LetIn(command=Command(cmd_id="c1", kind="admit", args=args))


def test_the_hub_lets_a_learner_in_and_hears_of_it(desk: DeskRoom, school: Staffroom) -> None:
    desk.does(admit(school), OpenVisit(visit="v1", learner="amal"))
    came = desk.last(BadgeAccepted)
    assert (came.visitor.document.name, came.how, came.by) == (CANARY, "staff", "ms-r")
    told = desk.facts()
    assert StaffOverrode(staff="ms-r", what="admitted", learner="amal") in told
    assert CommandAnswered(cmd_id="c1", kind="admit") in told
    desk.does(Forget(learner="amal"))
    assert desk.desk._keyring.learners() == ()


@pytest.mark.parametrize(
    "changes", [{"learner": "bao"}, {"by": "mr-t"}, {"key": ""}, {"key": "AAAA"}, {"key": "no base64"}]
)
def test_a_key_for_another_learner_or_from_another_hand_lets_nobody_in(
    desk: DeskRoom, school: Staffroom, changes: dict[str, str]
) -> None:
    desk.does(admit(school, **changes))
    assert desk.all(BadgeAccepted) == []
    assert desk.facts()[-1] == CommandAnswered(cmd_id="c1", kind="admit", ok=False, why="unknown")


def test_a_key_for_another_station_lets_nobody_in(desk: DeskRoom, school: Staffroom) -> None:
    school.k_dn = random_bytes(32)
    desk.does(admit(school))
    assert desk.all(BadgeAccepted) == []
