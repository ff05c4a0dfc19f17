"""Two people who see one child's work differently, and those who only saw her at other times."""

from msgspec.structs import replace

from classroom.mastery import Judgement
from classroom.minds import two_minds
from tests.unit.classroom.test_mastery import judged as made


def judged(by: str, minute: int, level: int | None, *evidence: str) -> Judgement:
    return replace(made(f"j{minute}", minute, level), by=by, evidence=evidence or ("p1",))


def whom(*judgements: Judgement) -> list[str]:
    return [mind.by for mind in two_minds(judgements)]


def test_two_who_differ_about_the_same_work_are_of_two_minds() -> None:
    assert whom(judged("ms-r", 1, 3), judged("mr-t", 2, 2)) == ["ms-r", "mr-t"]
    assert whom(judged("ms-r", 1, 2), judged("mr-t", 2, 3)) == ["ms-r", "mr-t"]


def test_one_person_may_change_her_mind_and_two_may_agree() -> None:
    assert whom(judged("ms-r", 1, 3), judged("ms-r", 2, 2)) == []
    assert whom(judged("ms-r", 1, 3), judged("mr-t", 2, 4)) == []
    assert whom(judged("ms-r", 1, 3), judged("mr-t", 2, 2), judged("ms-r", 3, 2)) == []


def test_a_child_who_has_grown_leaves_nobody_of_two_minds() -> None:
    assert whom(judged("ms-r", 1, 2), judged("mr-t", 2, 3, "p1", "p2")) == []
    assert whom(judged("ms-r", 1, 3), judged("mr-t", 2, 1, "p2")) == ["ms-r", "mr-t"], (
        "down is always talked about"
    )


def test_who_asks_for_more_has_not_decided() -> None:
    assert whom(judged("ms-r", 1, 3), judged("mr-t", 2, None)) == []
    assert whom() == []
