"""A grown-up at a station: badge and PIN open a window, and learners come in without their badges."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.facts import StaffOverrode, TriesUsedUp
from classroom.tokens import token_of_typed, typed_groups
from plumbing.seal import random_bytes
from station.session.effects import (
    AdmitLearner,
    CheckPictures,
    LookUpBadge,
    OpenStaff,
)
from station.session.events import (
    BadgeAccepted,
    BadgeRefused,
    Event,
    PicturesRefused,
    StaffBadgeRead,
    StaffOpened,
    StaffRefused,
)
from station.session.visitor import ClassFaces, FaceCard
from tests.faults.station_school import CANARY
from tests.unit.station.made import Ticker
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


def test_badge_and_pin_open_the_faces_of_her_classes(desk: DeskRoom, school: Staffroom) -> None:
    assert tries_pin(desk, school) == StaffOpened(
        staff="ms-r",
        name="Ms R",
        roles=("teacher",),
        classes=(
            ClassFaces(
                class_="heron",
                name="Heron",
                faces=(
                    FaceCard(learner="amal", name=CANARY, avatar="tent", pictures=True),
                    FaceCard(learner="bao", name="Bao", avatar="star"),
                ),
            ),
        ),
        lasts_s=60,
    )
    assert desk.facts() == [StaffOverrode(staff="ms-r", what="opened")]


def test_the_badge_alone_opens_nothing_and_says_no_name(desk: DeskRoom, school: Staffroom) -> None:
    desk.does(LookUpBadge(text=school.staff_token))
    assert desk.all(StaffBadgeRead) == [StaffBadgeRead(badge=school.staff_badge)]
    desk.does(AdmitLearner(learner="amal"))
    assert desk.all(StaffRefused) == [StaffRefused(why="badge")]
    assert shows_pictures(desk, *PICTURES) == PicturesRefused(learner="amal", why="closed")
    assert "Ms R" not in repr(desk.events)


def test_a_child_whose_document_has_not_come_is_told_from_a_window_that_is_over(
    desk: DeskRoom, school: Staffroom
) -> None:
    desk.does(LookUpBadge(text=school.staff_token), OpenStaff(badge=school.staff_badge, pin=PIN))
    with desk.store.writing():
        desk.store._db.execute("DELETE FROM documents WHERE doc = 'learner/bao'")
    desk.does(AdmitLearner(learner="bao"))
    assert desk.events[-1] == BadgeRefused(why="bare")
    desk.does(AdmitLearner(learner="amal"))
    assert isinstance(desk.events[-1], BadgeAccepted)


def test_the_pin_alone_opens_nothing(desk: DeskRoom, school: Staffroom) -> None:
    desk.does(OpenStaff(badge=school.staff_badge, pin=PIN))
    assert desk.events[-1] == StaffRefused(why="badge")


def test_a_badge_waits_a_minute_for_its_pin(desk: DeskRoom, school: Staffroom) -> None:
    desk.does(LookUpBadge(text=school.staff_token))
    desk.ticker.pass_ms(60_000)
    desk.does(OpenStaff(badge=school.staff_badge, pin=PIN))
    assert desk.events[-1] == StaffRefused(why="badge")


def test_a_badge_that_is_lost_while_the_pin_is_typed_rests(desk: DeskRoom, school: Staffroom) -> None:
    desk.does(LookUpBadge(text=school.staff_token))
    school.staff_state = "lost"
    school.publish_badges()
    desk.deliver()
    desk.does(OpenStaff(badge=school.staff_badge, pin=PIN))
    assert desk.events[-1] == StaffRefused(why="resting")


def test_without_a_pin_from_the_hub_she_is_told_so_at_once(tmp_path: Path, school: Staffroom) -> None:
    school.pin = ""
    school.publish_badges()
    with desk_room(tmp_path, school) as desk:
        assert tries_pin(desk, school, "") == StaffRefused(why="unset")
        assert StaffBadgeRead(badge=school.staff_badge, ready=False) in desk.events


def test_a_document_under_another_key_opens_nothing_and_is_asked_for(
    desk: DeskRoom, school: Staffroom
) -> None:
    school.staff_key = random_bytes(32)
    school.publish_badges()
    desk.deliver()
    assert tries_pin(desk, school) == StaffRefused(why="unset")
    assert desk.link.feeds == 1


@pytest.mark.parametrize("pin", ["", "4712", "47110", "9" * 10_000, "\ud800", "471１"])
def test_another_pin_is_refused(desk: DeskRoom, school: Staffroom, pin: str) -> None:
    assert tries_pin(desk, school, pin) == StaffRefused(why="pin")


def test_after_five_wrong_pins_nothing_is_tried_for_longer_and_longer(
    desk: DeskRoom, school: Staffroom
) -> None:
    assert [tries_pin(desk, school, "0815") for _ in range(4)] == [StaffRefused(why="pin")] * 4
    assert tries_pin(desk, school, "0815") == StaffRefused(why="wait", wait_s=30)
    assert tries_pin(desk, school) == StaffRefused(why="wait", wait_s=30)
    assert desk.all(StaffBadgeRead)[-1].wait_s == 30
    waits = []
    for _ in range(7):
        desk.ticker.pass_ms(desk.all(StaffRefused)[-1].wait_s * 1000)
        tries_pin(desk, school, "0815")
        waits.append(desk.all(StaffRefused)[-1].wait_s)
    assert waits == [60, 120, 240, 480, 900, 900, 900]
    used_up = [fact for fact in desk.facts() if isinstance(fact, TriesUsedUp)]
    assert used_up[0] == TriesUsedUp(what="pin", whose="ms-r", tries=5, wait_s=30)
    assert len(used_up) == 8
    desk.ticker.pass_ms(900_000)
    assert isinstance(tries_pin(desk, school), StaffOpened)
    assert tries_pin(desk, school, "0815") == StaffRefused(why="pin")


def test_a_wait_survives_the_restart_of_the_station_and_begins_anew_with_its_machine(
    tmp_path: Path, school: Staffroom
) -> None:
    with desk_room(tmp_path, school) as desk:
        for _ in range(5):
            tries_pin(desk, school, "0815")
    with desk_room(tmp_path, school) as desk:
        desk.ticker.pass_ms(10_000)
        assert tries_pin(desk, school) == StaffRefused(why="wait", wait_s=20)
    with desk_room(tmp_path, school, Ticker(100, boot="boot-2")) as desk:
        assert tries_pin(desk, school) == StaffRefused(why="wait", wait_s=30)
        desk.ticker.pass_ms(30_000)
        assert isinstance(tries_pin(desk, school), StaffOpened)


class PulledPlug(str):
    """A PIN at which the machine stops as soon as somebody begins to try it."""

    __slots__ = ()

    def encode(self, *_: object, **__: object) -> bytes:
        raise KeyboardInterrupt


def test_a_try_counts_before_it_is_made(desk: DeskRoom, school: Staffroom) -> None:
    for _ in range(5):
        with pytest.raises(KeyboardInterrupt):
            tries_pin(desk, school, PulledPlug(PIN))
    assert tries_pin(desk, school) == StaffRefused(why="wait", wait_s=30)


def test_a_disk_that_fails_gives_no_tries_away(desk: DeskRoom, school: Staffroom) -> None:
    fail = "CREATE TRIGGER failing BEFORE INSERT ON tries BEGIN SELECT RAISE(ABORT, 'failing'); END"
    desk.store._db.execute(fail)
    for _ in range(5):
        tries_pin(desk, school, "0815")
    assert tries_pin(desk, school) == StaffRefused(why="wait", wait_s=30)


def test_a_stolen_disk_without_badge_or_pin_tells_no_name(desk: DeskRoom, school: Staffroom) -> None:
    folder = desk.keep.folder
    tries_pin(desk, school, "0815")
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert CANARY.encode() not in data
            assert b"Ms R" not in data


def test_no_secret_stands_in_a_word_that_may_be_logged(school: Staffroom) -> None:
    said = repr(
        [
            LookUpBadge(text=school.staff_token),
            OpenStaff(badge=school.staff_badge, pin=PIN),
            CheckPictures(learner="amal", icons=PICTURES),
        ]
    )
    assert not any(secret in said for secret in (school.staff_token, PIN, *PICTURES))


def test_typed_letters_are_a_badge_too(desk: DeskRoom, school: Staffroom) -> None:
    typed = " ".join(typed_groups(school.staff_token)).lower()
    desk.does(LookUpBadge(text=token_of_typed(typed)), OpenStaff(badge=school.staff_badge, pin=PIN))
    assert isinstance(desk.events[-1], StaffOpened)
