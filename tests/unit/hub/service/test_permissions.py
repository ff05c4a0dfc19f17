"""Every cell of the table of acts and roles, tried against a hub."""

import csv
from importlib.resources import files
from typing import get_args

import pytest

from classroom.staff import Role, Staff
from hub.errors import NotYours
from hub.service.permissions import OPERATOR, SUBSTITUTE, Act
from tests.factories_hub import COMET, HERON, SchoolAtWork, framework, learner

ROWS = list(csv.DictReader(files("hub.service").joinpath("permissions.csv").read_text("utf-8").splitlines()))
SCOPES = {"own classes": {HERON}, "whole school": {HERON, COMET}, None: set()}
NOBODY_YET = {"own mentees", "by audience", "shared by mentor"}
"""Scopes of what this hub does not know yet, mentors first of all: they cover no one."""
AWAY_FROM_THE_DESK = {"learner", "family"}


@pytest.mark.parametrize("role", [*Role, SUBSTITUTE])
def test_a_role_may_do_what_its_rows_say_and_nothing_else(school: SchoolAtWork, role: Role | str) -> None:
    roles, until_ms = (frozenset({role}), 0) if isinstance(role, Role) else (frozenset({Role.TEACHER}), 2**50)
    person = Staff(id="new", name="New", roles=roles, classes=(HERON,), until_ms=until_ms)
    school.office.publish((person,))
    with school.back.store.reading() as tables:
        for act in get_args(Act):
            scope = scope_of(act, role)
            permissions, covered = school.back.permissions, SCOPES[scope]
            assert permissions.classes(tables, "new", act) == covered, act
            assert permissions.everywhere(tables, "new", act) == (scope == "whole school"), act
            assert permissions.reaches(tables, "new", act, ("amal",)) == (HERON in covered), act
            assert permissions.reaches(tables, "new", act, ("kofi",)) == (COMET in covered), act


def scope_of(act: Act, role: Role | str) -> str | None:
    wanted = {row["scope"] for row in ROWS if row["act"] == act and row["role"] == role} or {None}
    (scope,) = {None if scope in NOBODY_YET else scope for scope in wanted}
    return scope


def test_each_row_names_an_act_and_a_role_that_exist() -> None:
    assert {row["act"] for row in ROWS} == set(get_args(Act))
    assert {row["role"] for row in ROWS} <= {*map(str, Role), SUBSTITUTE} | AWAY_FROM_THE_DESK
    assert len({(row["act"], row["role"]) for row in ROWS}) == len(ROWS)


def test_whoever_left_may_do_nothing_and_roles_add_up(school: SchoolAtWork) -> None:
    both = frozenset({Role.AIDE, Role.ADMIN})
    school.office.publish((Staff(id="new", name="New", roles=both, classes=(HERON,)),))
    with school.back.store.reading() as tables:
        assert school.back.permissions.classes(tables, "new", "badges") == {HERON, COMET}
        assert school.back.permissions.classes(tables, "new", "see room") == {HERON}
    school.office.publish((Staff(id="new", name="New", roles=both, classes=(HERON,), status="left"),))
    with school.back.store.reading() as tables:
        assert school.back.permissions.classes(tables, "new", "badges") == frozenset()


def test_the_operator_at_the_console_may_do_everything(school: SchoolAtWork) -> None:
    with school.back.store.reading() as tables:
        for act in get_args(Act):
            assert school.back.permissions.classes(tables, OPERATOR, act) == {HERON, COMET}


def test_definitions_are_written_by_those_who_may(school: SchoolAtWork) -> None:
    school.office.publish((learner("amal", initial="Z"),), by="ms-r")
    with pytest.raises(NotYours):
        school.office.publish((learner("amal", classes=(COMET,)),), by="mr-t")
    with pytest.raises(NotYours):
        school.office.publish((framework(),), by="ms-ode")
    with pytest.raises(NotYours):
        school.office.publish((Staff(id="new", name="New", roles=frozenset({Role.ADMIN})),), by="mr-t")


def test_scopes_are_those_that_are_known() -> None:
    at_the_desk = [row for row in ROWS if row["role"] not in AWAY_FROM_THE_DESK]
    assert {row["scope"] for row in at_the_desk} == {"own classes", "whole school"} | NOBODY_YET


def test_a_leader_does_not_judge_and_an_aide_sees_no_levels() -> None:
    cells = {(row["act"], row["role"]) for row in ROWS}
    assert ("judge", "leader") not in cells
    assert ("judge", "aide") not in cells
    assert ("judge", "mentor") not in cells, "only if also a teacher: roles are a union"
    assert ("see levels", "aide") not in cells
    assert ("see levels", "leader") not in cells
