"""Every cell of the table of acts and roles, tried against a hub."""

import csv
from importlib.resources import files
from typing import get_args

import pytest

from classroom.staff import Role, Staff
from hub.errors import NotYours
from hub.service.permissions import OPERATOR, Act
from tests.factories_hub import COMET, HERON, SchoolAtWork, framework, learner

ROWS = list(csv.DictReader(files("hub.service").joinpath("permissions.csv").read_text("utf-8").splitlines()))
SCOPES = {"own classes": {HERON}, "whole school": {HERON, COMET}, "own mentees": set(), None: set()}


@pytest.mark.parametrize("act", get_args(Act))
@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_what_its_row_says_and_nothing_else(school: SchoolAtWork, act: Act, role: Role) -> None:
    school.office.publish((Staff(id="new", name="New", roles=frozenset({role}), classes=(HERON,)),))
    wanted = {row["scope"] for row in ROWS if row["act"] == act and row["role"] == role} or {None}
    (scope,) = wanted
    with school.back.store.reading() as tables:
        permissions = school.back.permissions
        assert permissions.classes(tables, "new", act) == SCOPES[scope]
        assert permissions.everywhere(tables, "new", act) == (scope == "whole school")
        assert permissions.reaches(tables, "new", act, ("amal",)) == (HERON in SCOPES[scope])
        assert permissions.reaches(tables, "new", act, ("kofi",)) == (COMET in SCOPES[scope])


def test_each_row_names_an_act_and_a_role_that_exist() -> None:
    assert {row["act"] for row in ROWS} == set(get_args(Act))
    assert {row["role"] for row in ROWS} <= {str(role) for role in Role}
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
