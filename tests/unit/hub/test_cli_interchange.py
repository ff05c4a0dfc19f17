"""The command that brings in a class list, at a hub that does not run."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from classroom.learner import Learner
from classroom.zone import ClassGroup
from hub.cli_interchange import import_
from hub.errors import ServiceRefused
from hub.store.store import looking
from tests.factories_hub import open_school

LIST = "name,initial,class\nAmal,K,Heron\nNguyễn Thị Ánh,T,Heron\n,X,Heron\nEve,A,Maple\n"


def run(*words: str) -> Result:
    return CliRunner().invoke(import_, ["csv", *words])


@pytest.fixture
def folder(tmp_path: Path) -> str:
    made = tmp_path / "hub"
    made.mkdir()
    open_school(made).stop()
    return str(made)


@pytest.fixture
def list_(tmp_path: Path) -> str:
    path = tmp_path / "class.csv"
    path.write_text(LIST, encoding="utf-8")
    return str(path)


def names(folder: str) -> list[str]:
    with looking(Path(folder)) as tables:
        return sorted(learner.full for learner in tables.definitions.all(Learner))


def test_a_dry_run_says_what_would_change_and_changes_nothing(folder: str, list_: str) -> None:
    before = names(folder)
    answer = json.loads(run(list_, "--dry-run", "--json", "--data", folder).stdout)
    assert answer == {
        "dialect": "csv",
        "counts": {"learners": 3, "staff": 0, "classes": 2, "enrolments": 3},
        "new": 2,
        "changed": 0,
        "missing": 2,
        "errors": [
            {"file": "class.csv", "line": 4, "column": "given name", "reason": "This row has no name here."}
        ],
    }
    assert names(folder) == before


def test_new_learners_come_in_and_the_rest_stays(folder: str, list_: str) -> None:
    before = names(folder)
    result = run(list_, "--teacher", "Mr T", "--data", folder)
    assert "+ Heron: Nguyễn Thị Ánh T" in result.output
    assert "! class.csv, line 4, given name: This row has no name here." in result.output
    assert "2 of these classes are not on the list. They stay." in result.output
    assert names(folder) == sorted([*before, "Nguyễn Thị Ánh T.", "Eve A."])


def test_a_second_time_nothing_is_new(folder: str, list_: str) -> None:
    run(list_, "--data", folder)
    answer = json.loads(run(list_, "--json", "--data", folder).stdout)
    assert (answer["new"], answer["counts"]["learners"]) == (0, 3)


def test_a_new_class_has_the_teacher_who_was_named(folder: str, list_: str) -> None:
    run(list_, "--teacher", "Mr T", "--data", folder)
    with looking(Path(folder)) as tables:
        (maple,) = [group for group in tables.definitions.all(ClassGroup) if group.name == "Maple"]
    assert maple.staff == ("mr-t",)


def test_a_new_class_without_a_teacher_is_pointed_out(folder: str, list_: str) -> None:
    result = run(list_, "--data", folder)
    assert "Nobody teaches the new classes yet" in result.stderr


def test_a_teacher_who_is_not_there_is_answered_with_those_who_are(folder: str, list_: str) -> None:
    refused = run(list_, "--teacher", "Mr X", "--data", folder)
    assert isinstance(refused.exception, ServiceRefused)
    assert "Ms R" in str(refused.exception)
    assert "Mr T" in str(refused.exception)
