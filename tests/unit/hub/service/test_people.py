"""Who is at the desk: passwords, sessions, one-time sign-ins."""

import sqlite3
from pathlib import Path

import argon2
import msgspec
import pytest

from classroom.staff import Role, Staff
from hub.errors import ServiceRefused, TooManyTries
from tests.factories_hub import MR_T, MS_R, SchoolAtWork


def test_a_password_opens_a_session_that_ends_with_sign_out(school: SchoolAtWork) -> None:
    school.back.people.set_password(MS_R, "long enough")
    assert school.office.check_password(" ms r ", "long enough") == MS_R
    token = school.office.open_session(MS_R)
    signed_in = school.office.session(token)
    assert signed_in is not None
    assert signed_in.name == "Ms R"
    school.office.close_session(token)
    assert school.office.session(token) is None


def test_a_session_ends_by_itself_after_twelve_hours(school: SchoolAtWork) -> None:
    token = school.office.open_session(MS_R)
    for _ in range(12):
        assert school.office.session(token) is not None
        school.clock.advance(3599)
    assert school.office.session(token) is not None
    school.clock.advance(13)
    assert school.office.session(token) is None


def test_a_session_that_nobody_touches_ends_though_its_page_stays_fresh(school: SchoolAtWork) -> None:
    token = school.office.open_session(MS_R)
    for _ in range(119):
        school.clock.advance(60)
        assert school.office.session(token, touched=False) is not None
    assert school.office.session(token) is not None, "a touch, just in time"
    school.clock.advance(7_100)
    assert school.office.session(token, touched=False) is not None
    school.clock.advance(101)
    assert school.office.session(token) is None


def test_a_person_sees_where_she_is_signed_in_and_ends_it(school: SchoolAtWork) -> None:
    here = school.office.open_session(MS_R, "Firefox, Linux")
    school.clock.advance(60)
    there = school.office.open_session(MS_R, "x" * 500)
    others = school.office.open_session(MR_T)
    lines = school.office.sign_ins(MS_R, here)
    assert [(line.device[:9], line.present) for line in lines] == [("xxxxxxxxx", False), ("Firefox, ", True)]
    assert all(token not in line.id for line in lines for token in (here, there))
    school.office.end_session(MR_T, lines[0].id)
    assert school.office.session(there) is not None, "only one's own"
    school.office.end_session(MS_R, lines[0].id)
    assert school.office.session(there) is None
    school.office.open_session(MS_R)
    school.office.open_session(MS_R)
    assert school.office.end_other_sessions(MS_R, here) == 2
    assert school.office.session(here) is not None
    assert school.office.session(others) is not None


def test_a_new_password_asks_for_the_old_one_and_signs_everybody_else_out(school: SchoolAtWork) -> None:
    school.back.people.set_password(MS_R, "long enough")
    here, there = school.office.open_session(MS_R), school.office.open_session(MS_R)
    with pytest.raises(ServiceRefused, match="not your password"):
        school.office.change_password(MS_R, here, "a guess", "longer still")
    with pytest.raises(ServiceRefused, match="at least 8"):
        school.office.change_password(MS_R, here, "long enough", "short")
    assert school.office.session(there) is not None
    school.office.change_password(MS_R, here, "long enough", "longer still")
    assert school.office.session(here) is not None
    assert school.office.session(there) is None
    assert school.office.check_password("Ms R", "long enough") is None
    assert school.office.check_password("Ms R", "longer still") == MS_R


def test_many_names_from_one_address_wait_as_one_name_does(school: SchoolAtWork) -> None:
    for number in range(20):
        assert school.office.check_password(f"Nobody {number}", "wrong", "10.0.0.9") is None
    with pytest.raises(TooManyTries, match="Wait 1 second"):
        school.office.check_password("Somebody else", "wrong", "10.0.0.9")
    assert school.office.check_password("Somebody else", "wrong", "10.0.0.8") is None
    school.clock.advance(16 * 60)
    assert school.office.check_password("Nobody 1", "wrong", "10.0.0.9") is None


@pytest.mark.parametrize("name", ["Ms R", "Mr T", "Gone", "Nobody at all", ""])
def test_every_try_costs_one_hash_whoever_it_is(school: SchoolAtWork, name: str) -> None:
    """Ms R has a password, Mr T has none, Gone had one and left: each costs what a stranger costs."""
    gone = Staff(id="gone", name="Gone", roles=frozenset({Role.TEACHER}))
    school.office.publish((gone,))
    for staff in (MS_R, "gone"):
        school.back.people.set_password(staff, "long enough")
    school.office.publish((msgspec.structs.replace(gone, status="left"),))
    school.office.check_password("first of all", "wrong")
    hasher, checked, made = school.back.people._hasher, list[str](), list[object]()
    school.back.people._hasher = Counting(hasher, checked, made)  # type: ignore[assignment]
    assert school.office.check_password(name, "wrong words") is None
    assert len(checked) == 1
    assert made == []
    assert argon2.extract_parameters(checked[0]) == argon2.Parameters(
        type=argon2.Type.ID, version=19, salt_len=16, hash_len=32, time_cost=hasher.time_cost,
        memory_cost=hasher.memory_cost, parallelism=hasher.parallelism,
    )  # fmt: skip


def test_the_very_first_stranger_costs_what_the_very_first_teacher_costs(tmp_path: Path) -> None:
    def cost(name: str) -> tuple[int, int]:
        folder = tmp_path / name.replace(" ", "")
        folder.mkdir()
        school = SchoolAtWork(folder)
        school.back.people.set_password(MS_R, "long enough")
        checked, made = list[str](), list[object]()
        counting = Counting(school.back.people._hasher, checked, made)
        school.back.people._hasher = counting  # type: ignore[assignment]
        school.office.check_password(name, "wrong words")
        school.back.stop()
        return len(checked), len(made)

    assert cost("Ms R") == cost("Nobody")


class Counting:
    """A hasher that counts."""

    def __init__(self, hasher: argon2.PasswordHasher, checked: list[str], made: list[object]) -> None:
        self._hasher, self._checked, self._made = hasher, checked, made

    def verify(self, hash_: str, password: str) -> bool:
        self._checked.append(hash_)
        return self._hasher.verify(hash_, password)

    def hash(self, password: str) -> str:
        self._made.append(password)
        return self._hasher.hash(password)


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "ä" * 64, "\udcff"])
def test_what_is_no_token_opens_nothing(school: SchoolAtWork, token: str) -> None:
    assert school.office.session(token) is None
    assert school.office.use_one_time(token) is None


def test_a_short_password_is_refused(school: SchoolAtWork) -> None:
    with pytest.raises(ServiceRefused, match="at least 8"):
        school.back.people.set_password(MS_R, "short")


def test_wrong_passwords_and_unknown_names_open_nothing(school: SchoolAtWork) -> None:
    school.back.people.set_password(MS_R, "long enough")
    assert school.office.check_password("Ms R", "long enoug") is None
    assert school.office.check_password("Nobody", "long enough") is None
    assert school.office.check_password("Mr T", "") is None


def test_after_four_wrong_tries_a_name_rests_and_others_do_not(school: SchoolAtWork) -> None:
    school.back.people.set_password(MS_R, "long enough")
    for _ in range(4):
        assert school.office.check_password("Ms R", "wrong") is None
    with pytest.raises(TooManyTries, match="Wait 1 second"):
        school.office.check_password("Ms R", "long enough")
    assert school.office.check_password("Mr T", "wrong") is None
    school.clock.advance(2)
    assert school.office.check_password("Ms R", "long enough") == MS_R


def test_a_one_time_sign_in_works_once_and_not_for_long(school: SchoolAtWork) -> None:
    token = school.office.one_time_sign_in()
    assert school.office.use_one_time(token) == MS_R
    assert school.office.use_one_time(token) is None
    late = school.office.one_time_sign_in()
    school.clock.advance(601)
    assert school.office.use_one_time(late) is None


def test_nothing_that_opens_a_door_is_kept_in_clear(school: SchoolAtWork) -> None:
    school.back.people.set_password(MS_R, "long enough")
    secrets = ["long enough", school.office.open_session(MS_R), school.office.one_time_sign_in()]
    secrets += [badge.token for badge in school.office.print_badges(("amal",), MS_R)]
    school.settle()
    school.back.stop()
    for path in school.folder.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert [secret for secret in secrets if secret.encode() in held] == [], path
    assert (school.folder / "keys.db").stat().st_mode & 0o777 == 0o600
    assert sqlite3.connect(school.folder / "keys.db").execute(
        "SELECT count(*) FROM passwords"
    ).fetchone() == (1,)
