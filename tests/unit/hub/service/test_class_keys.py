"""Grown-ups' keys: what badge and PIN open at a station, and what ends it."""

from pathlib import Path

import argon2.low_level
import msgspec
import pytest

from classroom.facts import PicturesSet, PinSet
from classroom.staff import Role, Staff
from classroom.tokens import token_secret
from classroom.zone import ClassGroup
from hub.errors import NotYours, ServiceRefused
from hub.store import feed
from plumbing import seal
from station.session.effects import AdmitLearner, CheckPictures
from station.session.events import (
    BadgeAccepted,
    Event,
    PicturesRefused,
    StaffBadgeRead,
    StaffOpened,
    StaffRefused,
)
from tests.factories_hub import COMET, HERON, MR_T, MS_ODE, MS_R, MX_B, SchoolAtWork, learner
from tests.unit.hub.service.told import PIN, opens, station_of, tell_again


@pytest.fixture(autouse=True)
def quick(school: SchoolAtWork) -> None:
    """A PIN at full strength takes a fifth of a second each time."""
    school.back.codes.cost = (1, 64)


def card(school: SchoolAtWork, staff: str = MS_R, pin: str = PIN) -> str:
    """Give a grown-up a card and a PIN; return the token of the card."""
    school.office.set_pin(staff, pin, staff)
    (made,) = school.office.print_badges((staff,), MX_B if staff != MS_R else MS_R)
    return made.token


def faces(opened: Event) -> dict[str, list[str]]:
    assert isinstance(opened, StaffOpened)
    return {each.class_: [face.name for face in each.faces] for each in opened.classes}


def bodies(school: SchoolAtWork, doc: str) -> bytes:
    school.settle()
    with school.back.store.reading() as tables:
        row = feed.entry(tables, doc)
    assert row is not None
    assert row.body is not None
    return row.body


def test_card_and_pin_open_the_faces_of_her_classes_at_a_station(
    tmp_path: Path, school: SchoolAtWork
) -> None:
    token = card(school)
    with station_of(tmp_path, school) as desk:
        opened = opens(desk, token)
        assert isinstance(opened, StaffOpened)
        assert (opened.staff, opened.name, opened.roles) == (MS_R, "Ms R", ("admin", "teacher"))
        assert faces(opened) == {HERON: ["Amal", "Bao", "Maya"]}
        desk.does(AdmitLearner(learner="amal"))
        assert desk.last(BadgeAccepted).visitor.document.name == "Amal"


def test_the_pin_is_hashed_as_a_second_implementation_does_it(school: SchoolAtWork) -> None:
    hashed = school.back.codes.hash_pin(PIN)
    again = argon2.low_level.hash_secret_raw(
        PIN.encode(), hashed.salt, hashed.passes, hashed.kib, 1, 32, argon2.low_level.Type.ID
    )
    assert hashed.hash == again


def test_at_full_strength_a_pin_takes_64_mib_and_three_passes(school: SchoolAtWork) -> None:
    school.reopen()
    hashed = school.back.codes.hash_pin(PIN)
    assert (hashed.passes, hashed.kib) == (3, 65_536)


def test_nothing_that_stations_get_of_staff_is_readable_or_testable_without_her_card(
    school: SchoolAtWork,
) -> None:
    card(school)
    told = b"".join(bodies(school, doc) for doc in (f"badges/{HERON}", f"staff/{MS_R}", f"faces/{HERON}"))
    hashed = school.back.keys.pin(MS_R)
    assert hashed is not None
    assert not any(word in told for word in (b"Ms R", b"Amal", PIN.encode(), hashed.hash))


def test_without_a_pin_a_card_opens_nothing(tmp_path: Path, school: SchoolAtWork) -> None:
    (made,) = school.office.print_badges((MS_R,), MS_R)
    with station_of(tmp_path, school) as desk:
        assert opens(desk, made.token) == StaffRefused(why="unset")
        assert desk.all(StaffBadgeRead)[-1].ready is False


def test_a_new_pin_ends_the_old_one_and_needs_no_new_card(tmp_path: Path, school: SchoolAtWork) -> None:
    token = card(school)
    before = school.back.keys.staff_keys((MS_R,)), school.back.keys.class_keys((HERON,))
    with station_of(tmp_path, school) as desk:
        school.office.set_pin(MS_R, "90210", MS_R)
        tell_again(desk)
        assert opens(desk, token) == StaffRefused(why="pin")
        assert faces(opens(desk, token, "90210")) == {HERON: ["Amal", "Bao", "Maya"]}
    assert before[0] != school.back.keys.staff_keys((MS_R,))
    assert before[1] != school.back.keys.class_keys((HERON,))


def test_a_lost_card_is_dead_and_its_keys_open_nothing_that_comes_later(
    tmp_path: Path, school: SchoolAtWork
) -> None:
    token, aide = card(school), card(school, MS_ODE, "2580")
    old = school.back.keys.class_keys((HERON,))[HERON]
    with station_of(tmp_path, school) as desk:
        school.office.revoke_badge(MS_R, MS_R, "lost")
        tell_again(desk)
        assert opens(desk, token) == StaffRefused(why="badge")
        assert faces(opens(desk, aide, "2580")) == {HERON: ["Amal", "Bao", "Maya"]}
    new = school.back.keys.class_keys((HERON,))[HERON]
    assert old != new


def test_who_leaves_a_class_opens_it_no_more_and_the_class_has_a_new_key(
    tmp_path: Path, school: SchoolAtWork
) -> None:
    token, old = card(school, MS_ODE), school.back.keys.class_keys((HERON, COMET))
    with station_of(tmp_path, school) as desk:
        assert faces(opens(desk, token)) == {HERON: ["Amal", "Bao", "Maya"]}
        school.office.publish(
            (Staff(id=MS_ODE, name="Ms Ode", roles=frozenset({Role.AIDE}), classes=(COMET,)),)
        )
        tell_again(desk)
        assert opens(desk, token) == StaffRefused(why="badge")
    new = school.back.keys.class_keys((HERON, COMET))
    assert (old[HERON] != new[HERON], old[COMET] == new[COMET]) == (True, True)


def test_who_leaves_the_school_opens_nothing(tmp_path: Path, school: SchoolAtWork) -> None:
    token = card(school, MS_ODE)
    old = school.back.keys.staff_keys((MS_ODE,))
    gone = Staff(id=MS_ODE, name="Ms Ode", roles=frozenset({Role.AIDE}), classes=(HERON,), status="left")
    school.office.publish((gone,))
    assert old != school.back.keys.staff_keys((MS_ODE,))
    with station_of(tmp_path, school) as desk:
        assert opens(desk, token) == StaffRefused(why="badge")


def test_a_class_that_lets_a_grown_up_go_has_a_new_key_too(school: SchoolAtWork) -> None:
    old = school.back.keys.class_keys((HERON,))
    school.office.publish((ClassGroup(id=HERON, name="Heron", staff=(), agreement="ask two friends"),))
    assert old != school.back.keys.class_keys((HERON,))


def test_whoever_looks_after_all_stations_opens_the_menu_everywhere_and_no_face(
    tmp_path: Path, school: SchoolAtWork
) -> None:
    token = card(school)
    with station_of(tmp_path, school, COMET) as desk:
        opened = opens(desk, token)
        assert isinstance(opened, StaffOpened)
        assert opened.name == "Ms R"
        assert opened.classes == ()
        desk.does(AdmitLearner(learner="kofi"))
        assert desk.events[-1] == StaffRefused(why="badge")
        assert desk.all(BadgeAccepted) == []


def test_a_teacher_of_another_class_is_a_stranger_at_a_station(tmp_path: Path, school: SchoolAtWork) -> None:
    token = card(school, MR_T)
    with station_of(tmp_path, school, HERON) as desk:
        assert opens(desk, token) == StaffRefused(why="badge")


def test_the_faces_follow_the_class(tmp_path: Path, school: SchoolAtWork) -> None:
    token = card(school)
    with station_of(tmp_path, school) as desk:
        newcomer = msgspec.structs.replace(learner("zoe"), avatar="tent")
        school.office.import_learners((newcomer, msgspec.structs.replace(learner("bao"), preferred="B")))
        tell_again(desk)
        assert faces(opens(desk, token)) == {HERON: ["Amal", "B", "Maya", "Zoe"]}


def test_a_learner_with_a_new_key_is_let_in_with_it(tmp_path: Path, school: SchoolAtWork) -> None:
    token = card(school)
    school.office.print_badges(("amal",), MS_R)
    with station_of(tmp_path, school) as desk:
        school.office.revoke_badge("amal", MS_R, "lost")
        tell_again(desk)
        opens(desk, token)
        desk.does(AdmitLearner(learner="amal"))
        assert desk.last(BadgeAccepted).how == "staff"


def test_three_pictures_let_a_learner_in_until_she_gets_others(tmp_path: Path, school: SchoolAtWork) -> None:
    token, old = card(school), school.office.new_pictures("amal", MS_R)
    with station_of(tmp_path, school) as desk:
        new = school.office.new_pictures("amal", MS_R)
        tell_again(desk)
        opens(desk, token)
        if old != new:
            desk.does(CheckPictures(learner="amal", icons=old))
            assert desk.events[-1] == PicturesRefused(learner="amal", why="pictures")
        desk.does(CheckPictures(learner="amal", icons=new))
        assert desk.last(BadgeAccepted).how == "picture"


def test_neither_pin_nor_pictures_stand_in_the_log(school: SchoolAtWork) -> None:
    card(school)
    icons = school.office.new_pictures("amal", MS_R)
    with school.back.store.reading() as tables:
        rows = tables.all("SELECT type, body FROM facts WHERE type IN ('pin.set', 'pictures.set')")
    assert [kind for kind, _ in rows] == ["pin.set", "pictures.set"]
    said = b"".join(body for _, body in rows)
    assert PIN.encode() not in said
    assert not all(icon.encode() in said for icon in icons)
    assert msgspec.json.decode(rows[0][1], type=PinSet) == PinSet(staff=MS_R, by=MS_R)
    assert msgspec.json.decode(rows[1][1], type=PicturesSet) == PicturesSet(learner="amal", by=MS_R)


@pytest.mark.parametrize("pin", ["1234", "0000", "123", "1987", "12 45", "abcd"])
def test_a_pin_that_is_tried_first_is_refused_in_a_sentence(school: SchoolAtWork, pin: str) -> None:
    with pytest.raises(ServiceRefused, match="That PIN will not do"):
        school.office.set_pin(MS_R, pin, MS_R)
    assert school.back.keys.pin(MS_R) is None


def test_only_oneself_and_who_looks_after_people_sets_a_pin(school: SchoolAtWork) -> None:
    school.office.set_pin(MS_ODE, PIN, MS_ODE)
    school.office.set_pin(MS_ODE, PIN, MS_R)
    for by in (MS_ODE, MR_T, MX_B, "nobody"):
        with pytest.raises(NotYours):
            school.office.set_pin(MS_R, PIN, by)
    for nobody in ("nobody", "amal", ""):
        with pytest.raises(ServiceRefused, match="works here"):
            school.office.set_pin(nobody, PIN, nobody or MS_R)


def test_only_who_may_print_badges_gives_pictures(school: SchoolAtWork) -> None:
    for by in (MR_T, MS_ODE, "nobody"):
        with pytest.raises(NotYours):
            school.office.new_pictures("amal", by)


def test_keys_are_in_every_backup_and_rebuilding_changes_none(school: SchoolAtWork) -> None:
    card(school)
    before = bodies(school, f"faces/{HERON}"), school.back.keys.class_keys((HERON,))
    school.reopen()
    assert (bodies(school, f"faces/{HERON}"), school.back.keys.class_keys((HERON,))) == before


def test_a_destroyed_key_is_never_made_again(school: SchoolAtWork) -> None:
    keys = school.back.keys
    (made,) = school.office.print_badges(("amal",), MS_R)
    badge = seal.badge_id(token_secret(made.token))
    school.office.new_pictures("amal", MS_R)
    old = keys.learner_keys(("amal",))["amal"]
    keys.destroy_learner_key("amal", (badge,))
    assert keys.learner_keys(("amal", "bao")).keys() == {"bao"}
    keys.renew_learner_key("amal")
    assert keys.learner_keys(("amal",)) == {}
    assert keys.badge_key(badge) is None
    assert keys.pictures("amal") is None
    assert not any(old in path.read_bytes() for path in school.folder.glob("keys.db*"))
