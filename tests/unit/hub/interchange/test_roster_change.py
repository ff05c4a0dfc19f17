"""What a class list would change: it adds, and leaves everybody else as she is."""

from pathlib import Path

from classroom.ids import uuid7
from classroom.learner import Learner
from classroom.zone import ClassGroup
from hub.interchange import csv
from hub.interchange.roster_change import Difference, compare, records

HERON = ClassGroup(id="c-heron", name="Heron")
COMET = ClassGroup(id="c-comet", name="Comet")


def learner(given: str, initial: str = "", key: str = "", classes: tuple[str, ...] = ("c-heron",)) -> Learner:
    name = f"{given}-{initial}-{key}"
    return Learner(id=name, given=given, initial=initial, roster_key=key, classes=classes)


def change(tmp_path: Path, text: str, *here: Learner) -> Difference:
    path = tmp_path / "class.csv"
    path.write_text(text, encoding="utf-8")
    return compare(path.name, csv.read(path), here, (HERON, COMET))


def test_a_new_name_is_a_new_learner(tmp_path: Path) -> None:
    found = change(tmp_path, "name,initial,class\nAmal,H,Heron\nBao,N,Heron\n", learner("Amal", "H"))
    assert [row.given for row in found.fresh] == ["Bao"]
    assert found.unchanged == 1


def test_who_is_here_already_is_never_changed(tmp_path: Path) -> None:
    found = change(tmp_path, "name,class,grade,preferred\nAMAL , heron,9,Ami\n", learner("Amal"))
    assert found.fresh == ()
    assert found.answer()["changed"] == 0


def test_who_is_not_on_the_list_is_counted_and_stays(tmp_path: Path) -> None:
    others = (learner("Bao"), learner("Kai"), learner("Ivo", classes=("c-comet",)))
    assert change(tmp_path, "name,class\nBao,Heron\n", *others).missing == 1


def test_two_of_the_same_name_need_a_key_each(tmp_path: Path) -> None:
    twice = change(tmp_path, "name,initial,class\nMaya,R,Heron\nMaya,R,Heron\n")
    assert [row.line for row in twice.fresh] == [2]
    assert [(fault.line, fault.column) for fault in twice.errors] == [(3, "given name")]
    keyed = change(tmp_path, "name,initial,class,key\nMaya,R,Heron,1\nMaya,R,Heron,2\n")
    assert [row.key for row in keyed.fresh] == ["1", "2"]


def test_two_mayas_who_are_here_are_both_found_again(tmp_path: Path) -> None:
    here = (learner("Maya", "R", "1"), learner("Maya", "R", "2"))
    found = change(
        tmp_path, "name,initial,class,key\nMaya,R,Heron,2\nMaya,R,Heron,1\nMaya,R,Heron,3\n", *here
    )
    assert found.unchanged == 2
    assert [row.key for row in found.fresh] == ["3"]


def test_a_key_names_one_learner_only(tmp_path: Path) -> None:
    text = "name,class,key\nAmal,Heron,7\nBao,Heron,7\nKai,Heron,1\n"
    found = change(tmp_path, text, learner("Ivo", key="1"))
    assert [row.given for row in found.fresh] == ["Amal"]
    assert [(fault.line, fault.column) for fault in found.errors] == [(3, "key"), (4, "key")]


def test_a_class_that_nobody_knew_is_made_once(tmp_path: Path) -> None:
    found = change(tmp_path, "name,class\nAmal,Maple\nBao, maple \nKai,Heron\n")
    made = records(found, (HERON, COMET), iter(uuid7(1, bytes([n] * 10)) for n in range(9)).__next__)
    groups = [record for record in made if isinstance(record, ClassGroup)]
    pupils = [record for record in made if isinstance(record, Learner)]
    assert [group.name for group in groups] == ["Maple"]
    assert [pupil.classes for pupil in pupils] == [(groups[0].id,), (groups[0].id,), ("c-heron",)]
    assert len({record.id for record in made}) == 4


def test_the_same_list_twice_changes_nothing(tmp_path: Path) -> None:
    text = "name,initial,class,key,grade\nMaya,R,Heron,1,4\nMaya,R,Heron,2,\nÁnh,,Heron,,\n"
    first = records(change(tmp_path, text), (HERON,), iter("abc").__next__)
    pupils = [record for record in first if isinstance(record, Learner)]
    assert [pupil.grade for pupil in pupils] == ["04", "06", "06"]
    again = change(tmp_path, text, *pupils)
    assert (again.fresh, again.unchanged, again.missing, again.errors) == ((), 3, 0, ())


def test_the_answer_for_machines_has_exactly_these_keys(tmp_path: Path) -> None:
    answer = change(tmp_path, "name,class\nAmal,Heron\n,Heron\n", learner("Kai")).answer()
    assert answer == {
        "dialect": "csv",
        "counts": {"learners": 1, "staff": 0, "classes": 1, "enrolments": 1},
        "new": 1,
        "changed": 0,
        "missing": 1,
        "errors": [
            {"file": "class.csv", "line": 3, "column": "given name", "reason": "This row has no name here."}
        ],
    }
