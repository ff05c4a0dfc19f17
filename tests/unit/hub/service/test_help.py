"""The line of raised hands: who stands where in it, what is seen from outside, who is called."""

import pytest

from classroom.facts import HelpCancelled, HelpOpened, HelpTried, VisitClosed
from classroom.helping import HandLine
from classroom.staff import Role, Staff
from classroom.visit import HelpKind
from hub.errors import NotYours, ServiceRefused
from hub.service.learner_document import learner_document
from hub.store import feed
from tests.factories_hub import HERON, MR_T, MS_ODE, MS_R, SchoolAtWork
from tests.stub_station import StubStation


def ask(school: SchoolAtWork, station: StubStation, name: str, kind: HelpKind = "stuck") -> str:
    """Have a learner come in and ask; return her visit. Her hand is called as she is."""
    school.clock.advance(5)
    visit = station.open_visit(name)
    station.write(HelpOpened(help=name, kind=kind), (name,), visit)
    school.send()
    return visit


def hand(school: SchoolAtWork, name: str) -> HandLine | None:
    with school.back.store.reading() as tables:
        document = learner_document(tables, name)
    return document.hand if document else None


def state(school: SchoolAtWork, name: str) -> tuple[str, str, int]:
    line = hand(school, name)
    assert line is not None
    return line.state, line.by, line.before


def test_each_learner_knows_how_many_are_before_her_and_who_comes(school: SchoolAtWork) -> None:
    ask(school, school.cave, "amal")
    ask(school, school.make, "bao")
    assert (state(school, "amal"), state(school, "bao")) == (("open", "", 0), ("open", "", 1))
    school.office.see_help("amal", "seen", MS_R)
    assert state(school, "amal") == ("seen", "Ms R", 0)
    school.office.see_help("amal", "coming", MS_R)
    assert (state(school, "amal"), state(school, "bao")) == (("coming", "Ms R", 0), ("open", "", 1))
    school.office.see_help("bao", "peer", MS_R)
    assert state(school, "bao") == ("peer", "", 1), "a classmate has no name"
    school.office.see_help("amal", "done", MS_R)
    assert state(school, "amal") == ("done", "Ms R", 0)
    assert state(school, "bao")[2] == 0


def test_whoever_waits_is_told_anew_when_somebody_before_her_leaves(school: SchoolAtWork) -> None:
    first = ask(school, school.cave, "amal")
    ask(school, school.make, "bao")
    before = feed_version(school, "bao")
    school.cave.write(VisitClosed(reason="signed_out"), ("amal",), first)
    school.send()
    assert feed_version(school, "bao") > before
    assert state(school, "bao")[2] == 0
    assert hand(school, "amal") is None, "a hand goes down with its visit"


def feed_version(school: SchoolAtWork, name: str) -> int:
    school.settle()
    with school.back.store.reading() as tables:
        entry = feed.entry(tables, f"learner/{name}")
    assert entry is not None
    return entry.rev


def test_what_she_tried_stands_beside_her_hand(school: SchoolAtWork) -> None:
    visit = ask(school, school.cave, "amal")
    school.cave.write(HelpTried(help="amal", tried=("read", "asked")), ("amal",), visit)
    school.send()
    (shown,) = school.office.help_line(MS_R).hands
    assert (shown.full, shown.zone_name, shown.tried) == ("Amal K.", "Quiet Cave", ("read", "asked"))


@pytest.mark.parametrize("kind", ["private", "adult"])
def test_a_private_kind_is_seen_by_whoever_opens_the_hand_and_nobody_else(
    school: SchoolAtWork, kind: HelpKind
) -> None:
    ask(school, school.cave, "amal", kind)
    assert [one.kind for one in school.office.help_line(MS_R).hands] == ["stuck"]
    assert [one.kind for one in school.office.room(HERON, MS_R).hands] == ["stuck"]
    assert school.office.hand("amal", MS_R).kind == kind
    line = hand(school, "amal")
    assert line is not None
    assert line.kind == kind


def test_who_needs_an_adult_calls_the_teachers_of_her_class_until_one_is_on_the_way(
    school: SchoolAtWork,
) -> None:
    aide = Staff(id="aide", name="Mx A", roles=frozenset({Role.AIDE}), classes=(HERON,))
    school.office.publish((aide,))
    ask(school, school.cave, "amal", "private")
    assert school.office.counts(MS_R).call == ""
    ask(school, school.make, "bao", "adult")
    assert school.office.counts(MS_R).call == "bao"
    assert school.office.counts(MR_T).call == "", "he has another class"
    aides = school.office.counts("aide")
    assert (aides.call, aides.hands) == ("", 2), "an aide sees the line"
    school.office.see_help("bao", "coming", "aide")
    assert school.office.counts(MS_R).call == ""


def test_a_hand_that_is_down_is_not_answered_and_does_not_come_up(school: SchoolAtWork) -> None:
    visit = ask(school, school.cave, "amal")
    school.office.see_help("amal", "done", MS_ODE)
    with pytest.raises(ServiceRefused, match="down already"):
        school.office.see_help("amal", "coming", MS_R)
    school.cave.write(HelpOpened(help="amal", kind="look"), ("amal",), visit)
    school.cave.write(HelpCancelled(help="amal"), ("amal",), visit)
    school.send()
    assert state(school, "amal")[0] == "done"
    assert school.office.help_line(MS_R).hands == ()


def test_nobody_sees_or_answers_a_hand_of_another_class(school: SchoolAtWork) -> None:
    ask(school, school.cave, "amal")
    assert school.office.help_line(MR_T).hands == ()
    with pytest.raises(NotYours):
        school.office.hand("amal", MR_T)
    with pytest.raises(NotYours):
        school.office.see_help("amal", "done", MR_T)
    with pytest.raises(NotYours):
        school.office.see_help("nobody", "done", MS_R)
