"""Who is at the desk: passwords, sessions, one-time sign-ins."""

import sqlite3

import pytest

from hub.errors import ServiceRefused, TooManyTries
from tests.factories_hub import MS_R, SchoolAtWork


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
    school.clock.advance(12 * 3600 - 1)
    assert school.office.session(token) is not None
    school.clock.advance(2)
    assert school.office.session(token) is None


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
